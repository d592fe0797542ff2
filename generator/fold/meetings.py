"""Meetings: records of their own, each told in the story of every case that it dealt with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.fold.ground import Faults, Ground, future
from generator.problem import Fault, did_you_mean, shown
from generator.read import Reading
from generator.records.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting. `path`: its file; `cases`: those of its cases that there are."""

    path: str
    record: Meeting
    cases: tuple[str, ...]


def gather(readings: Iterable[Reading], ground: Ground) -> tuple[tuple[Held, ...], Faults]:
    """All meetings in order of their files, and what is wrong with the names in them."""
    held, faults = [], {}
    for reading in sorted(readings, key=lambda each: each.path):
        if reading.record is not None:
            meeting: Meeting = reading.record
            faults[reading.path] = _check(meeting, ground)
            held.append(Held(reading.path, meeting, tuple(key for key in meeting.cases if key in ground.cases)))
    return tuple(held), faults


def by_case(held: Iterable[Held]) -> dict[str, list[Meeting]]:
    """The meetings that dealt with each case."""
    found: dict[str, list[Meeting]] = {}
    for each in held:
        for key in each.cases:
            found.setdefault(key, []).append(each.record)
    return found


def _check(meeting: Meeting, ground: Ground) -> Sequence[Fault]:
    faults: list[Fault] = []
    if meeting.host:
        ground.directory.actor(meeting.host, ("召集",), faults)
    if meeting.day.known and meeting.day.earliest > ground.today:
        faults.append(future(("日期",)))
    for index, key in enumerate(meeting.cases):
        if key not in ground.cases:
            remedy = did_you_mean(key, ground.cases, "看看编号是不是写错了", alike=0.9)
            faults.append(Fault(("事项", index), "不认识的编号", f"没有“{shown(key)}”这件事", remedy))
    return faults
