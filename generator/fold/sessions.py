"""All sessions of all desks, in order, and the wishes that were heard and brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.fold import wishes
from generator.fold.ground import Faults, Ground
from generator.fold.places import Place, Tree
from generator.fold.series import Path, Series
from generator.fold.session import Record, Session, Slot
from generator.fold.wishes import Wish
from generator.problem import Fault
from generator.read import Reading

__all__ = ["Record", "Session", "Sessions", "Slot", "Wish", "gather"]

Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Sessions:
    """`all` in order of time; `planned`: by the code of a place, from when to when plans name it."""

    all: tuple[Session, ...]
    wishes: tuple[Wish, ...]
    by_day: Mapping[date, Sequence[Session]]
    planned: Mapping[str, Sequence[Stretch]]

    def at(self, tree: Tree, place: Place, day: date, start: str = "") -> Session | None:
        """What took place on `day` at a place, in what lies in it, or in what it lies in.

        `start` ("18:30") chooses where there are several; without it the one at the very place, the earliest, is
        meant.
        """
        around = {each.code for each in tree.up(place.code)}
        found = [
            each
            for each in self.by_day.get(day, ())
            if each.on
            and (each.place.code in around or place in tree.up(each.place.code))
            and start in ("", f"{each.start:%H:%M}")
        ]
        return min(found, key=lambda each: (each.place != place, each.start), default=None)

    def cover(self, tree: Tree, place: Place, day: date) -> bool:
        """Whether a plan says where the desk is around that day, for that place."""
        stretches = [each for up in tree.up(place.code) for each in self.planned.get(up.code, ())]
        return any(first <= day <= last for first, last in stretches)


def gather(readings: Iterable[Reading], ground: Ground) -> tuple[Sessions, Faults]:
    """All sessions, and what is wrong with the names and dates of the desks."""
    series = [
        Series(each.path, each.record, ground)
        for each in sorted(readings, key=lambda each: each.path)
        if each.record is not None
    ]
    faults: dict[str, list[Fault]] = {each.path: each.faults for each in series}
    planned: dict[str, list[Stretch]] = {}
    logs: dict[tuple[str, str], Path] = {}
    for one in series:
        for code, stretch in one.spans:
            planned.setdefault(code, []).append(stretch)
        logs |= {(one.path, one.sessions[n].uid): path for n, path in one.logs.items()}
    sessions = _named(each for one in series for each in one.sessions)
    heard, wrong = wishes.match((each for each in sessions if each.held), ground.directory.tree, logs)
    for path, fault in wrong:
        faults[path].append(fault)
    by_day: dict[date, list[Session]] = {}
    for each in sessions:
        by_day.setdefault(each.day, []).append(each)
    return Sessions(sessions, heard, by_day, planned), faults


def _named(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """In order, each with its anchor: day and place; where that is taken, with the hour; then numbered."""
    ordered = sorted(sessions, key=lambda each: (each.day, each.start, each.end, each.place.code, each.desk, each.uid))
    taken: set[str] = set()
    named = []
    for each in ordered:
        short = f"{each.day}-{each.place.code}"
        free, number = short, 1
        while free in taken:
            free = f"{short}-{each.start:%H%M}" + (f"-{number}" if number > 1 else "")
            number += 1
        taken.add(free)
        named.append(replace(each, id=free))
    return tuple(named)
