"""Stations: what they name, their codes of today and of before, and their week as a sign on the door says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.fold.directory import GROUPS
from generator.fold.ground import Faults, Ground, Path
from generator.fold.places import Place
from generator.problem import Fault, shown
from generator.read import Reading
from generator.records.hours import WEEK, Hours
from generator.records.stations import StationRecord

Week = tuple[tuple[Hours, ...], ...]
"""The hours of each day from Monday on; a day without any is closed."""


@dataclass(frozen=True, slots=True)
class Station:
    """One station, be it withdrawn.

    `hours`: (days, hours) as they are read out, closed days last; `duty`: (who, on which days).
    """

    record: StationRecord
    place: Place
    week: Week
    hours: tuple[tuple[str, tuple[Hours, ...]], ...]
    duty: tuple[tuple[str, str], ...]


def gather(readings: Iterable[Reading], ground: Ground) -> tuple[tuple[Station, ...], Faults]:
    """All stations as written, and what is wrong with the names in them."""
    found: list[Station] = []
    faults: dict[str, list[Fault]] = {}
    for reading in readings:
        if reading.record is not None:
            wrong = faults.setdefault(reading.path, [])
            _codes(reading.record.root, wrong)
            names: set[str] = set()
            for number, record in enumerate(reading.record.root):
                _look(record, number, names, ground, wrong)
                place = ground.directory.place(record.place, (number, "地点"), wrong)
                if place:
                    found.append(_station(record, place))
    return tuple(found), faults


def days(numbers: Iterable[int]) -> str:
    """Days of the week in words: 周一至周五, 周一、周三, 每天."""
    ordered = sorted(numbers)
    if len(ordered) == len(WEEK):
        return "每天"
    runs: list[list[int]] = []
    for day in ordered:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(
        f"周{WEEK[run[0]]}至周{WEEK[run[-1]]}" if len(run) > 2 else "、".join(f"周{WEEK[day]}" for day in run)
        for run in runs
    )


def _codes(records: Sequence[StationRecord], faults: list[Fault]) -> None:
    """An address, old or new, can lead to one station only, be it withdrawn."""
    given: list[tuple[Path, str, str]] = [
        ((number, "代码"), each.code, each.name) for number, each in enumerate(records)
    ]
    given += [
        ((number, "曾用代码", index), old, each.name)
        for number, each in enumerate(records)
        for index, old in enumerate(each.former)
    ]
    taken: dict[str, str] = {}
    for path, code, name in given:
        if code in taken:
            message = f"“{shown(taken[code])}”已经用了代码“{code}”"
            faults.append(Fault(path, "代码重复", message, "一个代码只归一个服务点，换一个没用过的"))
        taken.setdefault(code, name)


def _look(record: StationRecord, number: int, names: set[str], ground: Ground, faults: list[Fault]) -> None:
    if record.withdrawn is None:  # a new one may be called as the one whose place it took
        if record.name in names:
            message = f"“{shown(record.name)}”这个名字已经有了"
            faults.append(Fault((number, "名称"), "名字重复", message, "换一个说法，让大家分得清"))
        names.add(record.name)
    for index, duty in enumerate(() if record.withdrawn else record.duty or ()):
        ground.directory.actor(duty.who, (number, "值班", index, "谁"), faults, GROUPS)


def _station(record: StationRecord, place: Place) -> Station:
    week = tuple(next((each.hours for each in record.opening if day in each.days), ()) for day in range(len(WEEK)))
    duty = tuple((each.who, days(each.days) if each.days else "") for each in record.duty or ())
    return Station(record, place, week, _read_out(week), duty)


def _read_out(week: Week) -> tuple[tuple[str, tuple[Hours, ...]], ...]:
    alike: dict[tuple[Hours, ...], list[int]] = {}
    for day, hours in enumerate(week):
        alike.setdefault(hours, []).append(day)
    ordered = sorted(alike.items(), key=lambda each: (not each[0], each[1]))
    return tuple((days(numbers), hours) for hours, numbers in ordered)
