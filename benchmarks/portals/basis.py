"""The records on which all others lean: the portal, places, units, contact cards, stations and monthly counts."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.portals.days import Days
from benchmarks.portals.town import CITY, DISTRICT, OF_DISTRICT, OF_STREET, PHONE, Community, Estate, Town

_OFFICE = "周一至周五 8:30–18:00"


def portal(town: Town) -> Mapping[str, Any]:
    return {
        "名称": "流动办公桌公开栏",
        "主办": f"{town.whole}流动办公桌",
        "简介": "居民说的事，办到哪一步、谁在办、最晚哪天有答复，都写在这里。",
        "社区": town.whole,
        "总机": {"名称": "社区值班电话", "电话": PHONE, "时间": _OFFICE},
        "时区": "Asia/Shanghai",
    }


def places(town: Town) -> list[Mapping[str, Any]]:
    streets = [
        {"名称": street.name, "层级": "街道", "代码": street.code, "下级": [_community(e) for e in street.communities]}
        for street in town.streets
    ]
    district = {"名称": DISTRICT, "层级": "区", "代码": "shili-qu", "下级": streets}
    return [{"名称": CITY, "层级": "市", "代码": "shili", "下级": [district]}]


def _community(community: Community) -> Mapping[str, Any]:
    return {
        "名称": community.name, "层级": "社区", "代码": community.code, "户数": community.households, "每月场次": 3,
        "下级": [_estate(each) for each in community.estates],
    }  # fmt: skip


def _estate(estate: Estate) -> Mapping[str, Any]:
    buildings = [
        {
            "名称": name,
            "层级": "楼栋",
            "代码": f"{estate.code}-{number}",
            "户数": estate.households // len(estate.buildings),
        }
        for number, name in enumerate(estate.buildings, 1)
    ]
    below = {"下级": buildings} if buildings else {}
    return {"名称": estate.name, "层级": estate.level, "代码": estate.code, "户数": estate.households, **below}


def units(town: Town) -> Iterator[Mapping[str, Any]]:
    yield {"简称": f"{DISTRICT}政府", "级别": "区", "管辖": DISTRICT, "电话": "12345"}
    for name, level, duty in OF_DISTRICT.values():
        yield {"简称": f"{DISTRICT}{name}", "级别": level, "电话": PHONE, "职责": duty}
    for street in town.streets:
        yield {
            "简称": street.name,
            "级别": "街道",
            "管辖": street.name,
            "电话": PHONE,
            "职责": "社区办不了的事，由街道协调",
        }
        for name, level, duty in OF_STREET.values():
            yield {"简称": street.name.removesuffix("街道") + name, "级别": level, "电话": PHONE, "职责": duty}
        for community in street.communities:
            yield {"简称": community.name, "全称": f"{community.name}居民委员会", "级别": "社区",
                   "管辖": community.name, "电话": PHONE, "职责": "流动办公桌、居民议事、代办和回访"}  # fmt: skip
            for grid in community.grids:
                duty = "、".join(each.name for each in community.estates if each.grid == grid)
                yield {"简称": grid, "级别": "网格", "电话": PHONE, "职责": f"{duty}的日常走访"}
            for estate in community.estates:
                if estate.company:
                    yield {"简称": estate.company, "级别": "企业", "电话": PHONE, "职责": "保洁、门禁、电梯、楼道灯"}


def contacts(town: Town) -> Iterator[Mapping[str, Any]]:
    for community in town.communities:
        for post, level, unit, matters, hours in (
            (f"{community.name}书记岗", "社区", community.name, "找谁都没办成的事，或者对社区有意见", _OFFICE),
            (community.helper, "社区", community.name, "走不动、不会填表，请人帮着跑腿、帮着办", "每天 8:30–20:00"),
            (f"{community.name}调解员岗", "社区", community.name, "邻里之间有话说不开，请人坐下来说", _OFFICE),
            (
                f"{community.name}民警岗",
                "部门",
                community.roles["派出所"],
                "防骗、居住证、走失；急事请打 110",
                "每天 24 小时",
            ),
        ):
            yield {"岗位": post, "级别": level, "单位": unit, "地点": [community.name], "管什么": matters,
                   "电话": PHONE, "时间": hours}  # fmt: skip
        for estate in community.estates:
            yield {"岗位": estate.warden, "级别": "网格", "单位": estate.grid, "地点": [estate.name],
                   "管什么": "院里、楼道里看到的大小事", "电话": PHONE, "时间": "每天 8:30–20:00"}  # fmt: skip
            if estate.company:
                yield {"岗位": f"{estate.name}物业前台", "级别": "企业", "单位": estate.company, "地点": [estate.name],
                       "管什么": "门禁、电梯、楼道灯、保洁", "电话": PHONE, "时间": "每天 24 小时"}  # fmt: skip


def stations(town: Town) -> Iterator[Mapping[str, Any]]:
    """A big one for each community, and a small one at another of its estates."""
    for community in town.communities:
        first, second = community.estates[0], community.estates[-1]
        stem = community.name.removesuffix("社区")
        yield {
            "名称": f"{stem}红色驿站", "代码": f"{community.code}-yizhan", "种类": "红色驿站", "地点": first.name,
            "位置": "大门进来右手第一间",
            "开放": [{"星期": "工作日", "时间": "08:30-20:00"}, {"星期": "双休日", "时间": "09:00-17:00"}],
            "节假日": "照常开门，时间和双休日一样",
            "服务": ["政策咨询", "帮着代办", "打印复印", "应急充电", "喝水歇脚", "看书看报", "量血压"],
            "值班": [{"谁": community.helper, "星期": "工作日"}, {"谁": "党员志愿者", "星期": "双休日"}],
            "电话": PHONE,
        }  # fmt: skip
        yield {
            "名称": f"{second.name}代办点", "代码": f"{second.code}-daiban", "种类": "代办点", "地点": second.name,
            "位置": "大门口传达室", "开放": [{"星期": ["二", "四"], "时间": ["09:00-11:30", "14:30-17:00"]}],
            "节假日": "不开门，下一个开门的日子补上", "服务": ["帮着代办", "政策咨询"], "值班": [{"谁": second.warden}],
        }  # fmt: skip


def counts(community: Community, days: Days, chance: random.Random) -> Mapping[int, list[Mapping[str, Any]]]:
    """By year: what was settled without text, in each month that has gone by."""
    years: dict[int, list[Mapping[str, Any]]] = {}
    for year, month in days.months()[:-1]:
        kinds = []
        for kind, most in (("即办", 60), ("调解", 9), ("信访代办", 3), ("帮办代办", 25)):
            number = chance.randint(most // 4, most)
            done = number - (chance.random() < 0.15 and number > 0)
            kinds.append({"种类": kind, "件数": number, "办成": done})
        years.setdefault(year, []).append({"月份": f"{year}-{month:02}", "社区": community.name, "数": kinds})
    return years
