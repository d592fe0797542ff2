"""Notices: what they name, and from when to when they hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.fold.ground import EARLIEST, Faults, Ground
from generator.fold.outages import Outage, outages
from generator.fold.places import Place
from generator.fold.span import Span
from generator.packed import packed
from generator.problem import Fault, shown
from generator.read import Note, Reading
from generator.records.notice import LONGEST, Notice


@packed
@dataclass(frozen=True, slots=True)
class Posted:
    """One notice. `slug`: its name in addresses; `cases`: those of its cases that there are."""

    slug: str
    record: Notice
    body: str
    places: tuple[Place, ...]
    cases: tuple[str, ...]
    span: Span
    outages: tuple[Outage, ...]


def gather(readings: Iterable[Reading], ground: Ground) -> tuple[tuple[Posted, ...], Faults]:
    """All notices by name, and what is wrong with the names in them."""
    posted, faults = [], {}
    for reading in sorted(readings, key=lambda each: each.key):
        if reading.record is not None:
            found: list[Fault] = []
            posted.append(_posted(reading.key, reading.record, ground, found))
            faults[reading.path] = found
    return tuple(posted), faults


def _posted(slug: str, note: Note, ground: Ground, faults: list[Fault]) -> Posted:
    notice: Notice = note.front
    if re.fullmatch("[0-9]{4}", slug):  # the address of the year's notices
        faults.append(Fault((), "文件名", "文件名不能只是年份", "加上说的是什么，比如 2026-huan-shuibeng.md"))
    if notice.updated > ground.today:
        faults.append(Fault(("更新",), "日期在以后", "这个日子还没有到", "写今天的日子；从哪天起有效，写在“从”"))
    if not EARLIEST <= notice.first.earliest <= ground.today + LONGEST:
        remedy = "看看年份是不是写错了；只能写 2000 年以后、两年以内的日子"
        faults.append(Fault(("从",), "日子太远", "这个日子离现在太远了", remedy))
    if notice.contact:
        _reachable(notice.contact, ground, faults)
    places = ground.places(notice.places, ("地点",), faults)
    cases = ground.known_cases(notice.cases, ("事项",), faults)
    span = Span(notice.first, notice.last)
    return Posted(slug, notice, note.body, places, cases, span, outages(notice.off or ()))


def _reachable(name: str, ground: Ground, faults: list[Fault]) -> None:
    """Whom residents are told to call has a phone."""
    if ground.directory.actor(name, ("找谁",), faults) and not ground.directory.numbers(name):
        message = f"“{shown(name)}”没有公开的电话，居民找不到"
        faults.append(Fault(("找谁",), "没有电话", message, "在 units.yml 或 contacts.yml 里给它写上电话，或者换一个"))
