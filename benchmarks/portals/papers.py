"""Meetings and notices: what goes with the cases, and what a community has besides."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from benchmarks.portals.cases import Case
from benchmarks.portals.days import Days
from benchmarks.portals.town import Community
from benchmarks.portals.words import Teller

_MEETINGS = ("居民议事会", "四方会议", "民情恳谈会")
_WORKS = {"供水": "水", "供暖": "暖气", "用电": "电", "照明": "电", "加装电梯": "燃气"}
"""What has to be off while a matter of this category is worked on."""
_QUIET = (
    "中午十二点到两点半不动工。",
    "打孔放在上午九点以后，晚上六点收工。",
    "早上八点以前、晚上七点以后不动工，周日不动工。",
)
_EVENTS = (
    ("义诊，量血压、问用药", "都不收钱。走不动的，打个电话，志愿者上门。"),
    ("磨刀修伞，还有人剪头发", "东西自己带来，排队编号，当天取走。"),
    ("就业夜市，下班了来看看", "用人的单位一家一桌。\n\n- 不用报名，不收钱。\n- 没有简历的，当场帮着写。"),
    ("旧衣旧书换鸡蛋", "五斤旧书换五个鸡蛋，旧衣服洗干净再拿来。"),
    ("消防演练，教大家用灭火器", "会放一点烟，不要害怕。听见喇叭，跟着楼栋长往下走。"),
    ("放一场露天电影", "自己带凳子。下雨改到第二天晚上。"),
    ("包饺子，请独居的老人来坐坐", "面和馅都备好了，来一双手就行。"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A record that is published on a day. `path` is below content/."""

    path: str
    day: date
    front: Mapping[str, Any]
    body: str = ""


def meetings(
    cases: Sequence[Case], communities: Sequence[Community], days: Days, chance: random.Random
) -> Iterator[Paper]:
    """One for all cases of a community that people met about on a day, and a few about what is no case yet."""
    met: dict[tuple[date, str], list[tuple[Case, str]]] = {}
    for case in cases:
        for day, decided in case.met:
            met.setdefault((day, case.community.code), []).append((case, decided))
    for (day, code), group in sorted(met.items(), key=lambda each: each[0]):
        units = [case.facts["主办"] for case, _ in group]
        there = dict.fromkeys([group[0][0].community.name, *map(str, units), group[0][0].estate.warden, "居民代表"])
        front = {
            "日期": str(day), "会议": chance.choice(_MEETINGS), "参加": list(there),
            "商定": "\n".join(decided for _, decided in group) + "\n", "事项": [case.id for case, _ in group],
        }  # fmt: skip
        yield Paper(f"meetings/{day.year}/{day}-{code}.yml", day, front)
    tell = Teller(chance)
    for community in communities:
        for year, month in days.months()[1:-1:2]:
            day, estate = date(year, month, chance.randint(1, 28)), chance.choice(community.estates)
            front = {
                "日期": str(day), "会议": chance.choice(_MEETINGS),
                "参加": [community.name, estate.warden, "楼栋长", "居民代表"],
                "商定": tell.say("闲谈", {}) + "\n", "地点": [estate.name],
            }  # fmt: skip
            yield Paper(f"meetings/{year}/{day}-{estate.code}.yml", day, front)


def notices(
    cases: Sequence[Case], communities: Sequence[Community], days: Days, chance: random.Random
) -> Iterator[Paper]:
    """Works for some of the cases, and each month something that is on in a community."""
    for case in cases:
        began = [each for each in case.events if each["环节"] == "办理"]
        if began and case.topic["类别"] in _WORKS and chance.random() < 0.12:
            yield _works(case, date.fromisoformat(began[0]["日期"]), chance)
    for community in communities:
        for year, month in days.months()[1:]:
            written = date(year, month, chance.randint(1, 20))
            if written <= days.today:
                yield _event(community, written, chance)


def _works(case: Case, began: date, chance: random.Random) -> Paper:
    off, title = _WORKS[case.topic["类别"]], str(case.facts["物"])
    day = began + timedelta(days=chance.randint(2, 5))
    front = {
        "标题": f"{case.estate.name}修{title}，{day.month}月{day.day}日白天停{off}",
        "种类": "停水停电",
        "从": str(began),
        "到": str(day + timedelta(days=chance.randint(0, 4))),
        "地点": [case.place],
        "停": [{"停什么": off, "从": f"{day} 08:30", "到": f"{day} {chance.randint(12, 17)}:00"}],
        "降噪": chance.choice(_QUIET),
        "找谁": case.facts["主办"],
        "事项": [case.id],
        "更新": str(began),
    }
    body = f"做的是大家反映的那件事：{case.head['标题']}。\n\n前一天晚上请提早准备；走不动、提不动的，打上面的电话。"
    return Paper(f"notices/{began.year}/{began}-{case.id.lower()}.md", began, front, body)


def _event(community: Community, written: date, chance: random.Random) -> Paper:
    what, body = chance.choice(_EVENTS)
    estate, day = chance.choice(community.estates), written + timedelta(days=chance.randint(3, 12))
    front = {
        "标题": f"{estate.name}{what}", "种类": "活动", "从": f"{day} 09:00", "到": f"{day} 11:30",
        "地点": [estate.name], "找谁": community.helper, "更新": str(written),
    }  # fmt: skip
    return Paper(f"notices/{written.year}/{written}-{community.code}.md", written, front, body)
