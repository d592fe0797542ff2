"""All sessions of all desks, in order, and the wishes that were heard and brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.fold.desk import wishes
from generator.fold.desk.series import Path, Series
from generator.fold.desk.session import Record, Session, Slot
from generator.fold.desk.wishes import Wish
from generator.fold.ground import Faults, Ground
from generator.fold.places import Place, Tree
from generator.problem import Fault
from generator.read import Reading

__all__ = ["Record", "Session", "Sessions", "Slot", "Wish", "gather"]

Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Sessions:
    """`all` in order of time. By the code of a place: from when to when plans name it (`planned`), and by day too, what
    takes place at it (`own`) and in what lies in it (`within`, its own too)."""

    all: tuple[Session, ...]
    wishes: tuple[Wish, ...]
    planned: Mapping[str, Sequence[Stretch]]
    own: Mapping[tuple[date, str], Sequence[Session]]
    within: Mapping[tuple[date, str], Sequence[Session]]

    def at(self, tree: Tree, place: Place, day: date, start: str = "") -> Session | None:
        """What took place on `day` at a place, in what lies in it, or in what it lies in.

        `start` ("18:30") chooses where there are several; without it the one at the very place, the earliest, is
        meant.
        """
        found = [each for up in tree.up(place.code) for each in self.own.get((day, up.code), ())]
        found += self.within.get((day, place.code), ())
        return next((each for each in found if start in ("", each.start)), None)

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
    own: dict[tuple[date, str], list[Session]] = {}
    within: dict[tuple[date, str], list[Session]] = {}
    for each in sessions:
        if each.on:
            own.setdefault((each.day, each.place.code), []).append(each)
            for up in ground.directory.tree.up(each.place.code):
                within.setdefault((each.day, up.code), []).append(each)
    return Sessions(sessions, heard, planned, own, within), faults


def _named(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """In order, each with its anchor: day and place; where that is taken, with the hour; then numbered."""

    def order(each: Session) -> tuple[object, ...]:
        # One that was moved to another spot stands before what it was: the short anchor leads to where the desk is.
        return each.day, each.start, each.end, each.place.code, each.desk, each.uid, each.moved_to is not None

    ordered = sorted(sessions, key=order)
    taken: set[str] = set()
    named = []
    for each in ordered:
        short = f"{each.day}-{each.place.code}"
        free, number = short, 1
        while free in taken:
            free = f"{short}-{each.start.replace(':', '')}" + (f"-{number}" if number > 1 else "")
            number += 1
        taken.add(free)
        named.append(replace(each, id=free))
    return tuple(named)
