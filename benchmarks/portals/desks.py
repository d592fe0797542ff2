"""The mobile desks: plans for each year, stops and moves, and what came of each session."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from benchmarks.portals.days import Days
from benchmarks.portals.town import Community, Estate
from generator import workdays

_SPOTS = (
    "南门长廊",
    "东门凉亭",
    "中心花园",
    "传达室门口",
    "小广场",
    "大槐树下",
    "物业前台旁边",
    "健身器材旁边",
    "巷子中间",
)
_SERVICES = ("政策解答", "高龄补贴认证", "社保认证", "帮着填表", "打印复印", "帮着用手机交费", "帮着写材料", "量血压")
_WISHES = (
    "请律师讲遗嘱", "带血压计来", "请银行的人教认假币", "请人来修伞磨刀", "请医生讲怎么吃药", "教怎么用手机挂号",
    "请人来配钥匙", "请供热公司的人来", "带放大镜来", "请人讲怎么防骗", "请物业的人一起来", "请燃气公司的人讲安检",
    "教孩子们剪纸", "请人来剪头发", "讲讲加装电梯怎么弄", "请消防站的人来演示",
)  # fmt: skip
_STOPS = ("下大雪，路滑，怕老人摔着", "下大雨，桌子摆不开", "院门口在挖路，桌子摆不下", "那天停电，打印机用不了")
_MOVES = ("那两天有暴雨", "请来的律师那天没有空", "和小区里的活动撞在一起", "社区那天要开会")
_REMARKS = (
    "问路灯和停车的人多。",
    "来的多是老人。",
    "下班的人多，排了一会儿队。",
    "天冷，来的人少，坐到最后。",
    "有人带了凳子来坐着说。",
)


@dataclass(frozen=True, slots=True)
class Session:
    """One session that took place, or will."""

    day: date
    estate: Estate


@dataclass
class Desks:
    """The desk of a community. `files`: the record of each year; `held`: the sessions up to today."""

    files: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    held: list[Session] = field(default_factory=list)


def run(community: Community, days: Days, chance: random.Random) -> Desks:
    """All years of the desk: Tuesday or Thursday afternoons in turn, and one Saturday morning a month."""
    weekday = chance.choice((1, 3))
    spots = {each.name: chance.choice(_SPOTS) for each in community.estates}
    open_wishes: dict[str, list[str]] = {}
    made = Desks()
    for year in range(days.first.year, days.today.year + 1):
        first = max(days.first, date(year, 1, 1))
        last = (
            date(year, 12, 31) if year < days.today.year else max(date(year, 12, 31), days.today + timedelta(days=92))
        )
        weekly = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        weekly = [day for day in weekly if day.weekday() == weekday]
        turns = [
            (day, community.estates[turn % len(community.estates)])
            for turn, day in enumerate(weekly)
            if not workdays.holiday(day)[0]
        ]
        stops, moves, sessions = _exceptions(turns, days.today, chance)
        saturdays = list(_saturdays(first, last, community))
        sessions += saturdays
        past = sorted((each for each in sessions if each.day <= days.today), key=lambda each: each.day)
        made.held += past
        span = {"从": str(first), "到": str(last)}
        plans: list[Mapping[str, Any]] = []
        if weekly:
            places = [each.name for each in community.estates]
            when: dict[str, Any] = {"每周": "一二三四五六日"[weekday], "时间": "14:30-17:00", **span}
            plans.append({**when, "地点": places, "位置": [spots[each] for each in places], "轮换": "每次"})
        if saturdays:
            place = community.estates[0].name
            when = {"每月": ["第二个周六"], "时间": "09:00-11:30", **span}
            plans.append({**when, "地点": [place], "位置": [spots[place]]})
        if not plans:
            continue  # the last days of a year
        made.files[year] = {
            "名称": f"{community.name}流动办公桌",
            "桌子": ["宣传", "调解", "议事", "答复"],
            "服务": list(_SERVICES[:6]),
            "参加": [community.helper, f"{community.name}民警岗"],
            "安排": plans,
            **({"停办": stops} if stops else {}),
            **({"改期": moves} if moves else {}),
            **({"记录": [_log(each, open_wishes, chance) for each in past]} if past else {}),
        }
    return made


def _exceptions(
    turns: Sequence[tuple[date, Estate]], today: date, chance: random.Random
) -> tuple[list[Mapping[str, str]], list[Mapping[str, str]], list[Session]]:
    """(stops, moves, what takes place)"""
    stops, moves, sessions = list[Mapping[str, str]](), list[Mapping[str, str]](), list[Session]()
    for day, estate in turns:
        fate = chance.random()
        if fate < 0.03 and day <= today:
            stops.append({"日期": str(day), "原因": chance.choice(_STOPS)})
        elif fate < 0.06 and day <= today:
            moved = day + timedelta(days=1)
            moves.append({"原定": str(day), "改到": str(moved), "原因": chance.choice(_MOVES)})
            sessions.append(Session(moved, estate))
        else:
            sessions.append(Session(day, estate))
    return stops, moves, sessions


def _saturdays(first: date, last: date, community: Community) -> Iterator[Session]:
    """The second of each month."""
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day.weekday() == 5 and 8 <= day.day <= 14 and not workdays.holiday(day)[0]:
            yield Session(day, community.estates[0])


def _log(session: Session, open_wishes: dict[str, list[str]], chance: random.Random) -> Mapping[str, Any]:
    """What came of a session. What was wished for at an estate is brought there later."""
    served = chance.randint(8, 60)
    kinds = chance.sample(_SERVICES, chance.randint(1, 3))
    waiting = open_wishes.setdefault(session.estate.name, [])
    log: dict[str, Any] = {
        "日期": str(session.day),
        "服务人次": served,
        "即办": [{"事": kind, "件数": chance.randint(1, max(1, served // 5))} for kind in kinds],
    }
    if waiting and chance.random() < 0.5:
        log["这次带来"] = [waiting.pop(0)]
    wish = chance.choice(_WISHES)
    if chance.random() < 0.3 and wish not in (*waiting, *log.get("这次带来", ())):
        log["居民点的"] = [wish]
        waiting.append(wish)
    if chance.random() < 0.25:
        log["说明"] = chance.choice(_REMARKS)
    return log
