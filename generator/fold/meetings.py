"""Meetings: records of their own, each told in the story of every case that it dealt with."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.fold.directory import GROUPS
from generator.fold.ground import EARLIEST, Faults, Ground, future, long_ago
from generator.fold.places import Place
from generator.packed import packed
from generator.problem import Fault
from generator.read import Reading
from generator.records.meeting import Meeting


@packed
@dataclass(frozen=True, slots=True)
class Held:
    """One meeting. `path`: its file; `places`: those it names; `cases`: those of its cases that there are."""

    path: str
    record: Meeting
    places: tuple[Place, ...]
    cases: tuple[str, ...]


def gather(readings: Iterable[Reading], ground: Ground) -> tuple[tuple[Held, ...], Faults]:
    """All meetings in order of their files, and what is wrong with the names in them."""
    held, faults = [], {}
    for reading in sorted(readings, key=lambda each: each.path):
        if reading.record is not None:
            meeting: Meeting = reading.record
            found: list[Fault] = []
            held.append(_held(reading.path, meeting, ground, found))
            faults[reading.path] = found
    return tuple(held), faults


def by_case(held: Iterable[Held]) -> dict[str, list[Held]]:
    """The meetings that dealt with each case."""
    found: dict[str, list[Held]] = {}
    for each in held:
        for key in each.cases:
            found.setdefault(key, []).append(each)
    return found


def _held(path: str, meeting: Meeting, ground: Ground, faults: list[Fault]) -> Held:
    if meeting.host:
        ground.directory.actor(meeting.host, ("召集",), faults)
    for index, name in enumerate(meeting.attended):
        ground.directory.actor(name, ("参加", index), faults, GROUPS)
    if meeting.day.known and meeting.day.earliest > ground.today:
        faults.append(future(("日期",)))
    if meeting.day.known and meeting.day.earliest < EARLIEST:
        faults.append(long_ago(("日期",)))
    places = ground.places(meeting.places, ("地点",), faults)
    return Held(path, meeting, places, ground.known_cases(meeting.cases, ("事项",), faults))
