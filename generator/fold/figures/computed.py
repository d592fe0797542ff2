"""The figures: what matters, meetings and sessions add to them; values by month, place, category and source."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.fold.cases.enrol import Dealt
from generator.fold.cases.outcome import outcome
from generator.fold.cases.standing import Face
from generator.fold.desk.session import Record, Session
from generator.fold.figures.defined import DEFINITIONS, Definition, Matter, counts_in, month_of
from generator.fold.meetings import Held
from generator.fold.places import Tree
from generator.records.events import Solved
from generator.records.moment import Moment
from generator.records.rules import LeastSample
from generator.rolls import LAST, Rolls
from generator.sums import Addend, Sum, Sums

By = Literal["", "place", "category", "source"]
Group = tuple[By, str]
"""What a number is for: everything, a place by its code, a category, a source."""
EVERYTHING: Group = ("", "")
FACES: tuple[Face, ...] = ("待答复", "在办", "已解决", "已答复", "暂不能解决", "已转出")
"""All faces that matters in figures can have."""
_STATE, COST = "state", "cost"
"""What of the sums is no figure: how many matters have each face; what was solved cost."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the list behind a figure: a matter, and what it adds to numerator and denominator.

    Of a median `part` is its days.
    """

    name: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of a group in a stretch of time.

    `rate`: tenths of a percent, None below the least sample. `median`: half days, None if there is nothing.
    """

    part: int = 0
    whole: int = 0
    rate: int | None = None
    median: int | None = None


class Figure:
    """One figure: its values by group and stretch ("2026-09", "2026", or "" for all time), and the marks by month."""

    def __init__(self, definition: Definition, sums: Sums, rolls: Rolls, least: Callable[[], LeastSample]) -> None:
        self.definition, self._sums, self._rolls, self._least = definition, sums, rolls, least

    def value(self, stretch: str = "", group: Group = EVERYTHING) -> Value:
        found = self._sums.of(self.definition.key, group).get(stretch)
        return _value(self.definition, found, self._least()) if found else Value()

    def values(self) -> Mapping[str, Value]:
        """By stretch, for everything."""
        sums, least = self._sums.of(self.definition.key, EVERYTHING), self._least()
        return {stretch: _value(self.definition, each, least) for stretch, each in sums.items()}

    def groups(self, by: By) -> tuple[str, ...]:
        """The names of the groups that have any value."""
        return self._sums.groups(self.definition.key, by)

    def marks(self, month: str) -> tuple[Mark, ...]:
        """What is behind a month, by id; empty where the figure is not made of matters."""
        return tuple(Mark(key, part, whole) for key, (part, whole, _) in self._behind(month))

    def last_days(self, month: str) -> tuple[Moment, ...]:
        """The days of the last events of what is behind a month."""
        return tuple(last for _, (_, _, last) in self._behind(month))

    def _behind(self, month: str) -> list[tuple[str, tuple[int, int, Moment]]]:
        return self._rolls.of(f"behind/{self.definition.key}/{month}")

    @property
    def months(self) -> tuple[str, ...]:
        """Those behind which there is anything."""
        return tuple(self._rolls.names(f"behind/{self.definition.key}/"))


AGES = (("7天以内", 7), ("8到30天", 30), ("31到90天", 90), ("91到180天", 180), ("半年以上", 10**6))
"""How long ago matters that are open now were written down: up to so many days."""


class Computed:
    """All figures by key; how many matters have each face; how many open ones are how old.

    `least` gives how many must have been asked before a rate is told.
    """

    def __init__(self, sums: Sums, rolls: Rolls, least: Callable[[], LeastSample]) -> None:
        self._sums, self._rolls = sums, rolls
        self.by_key = {each.key: Figure(each, sums, rolls, least) for each in DEFINITIONS}

    @property
    def states(self) -> Mapping[Face, int]:
        empty = Sum()
        return {face: self._sums.of(_STATE, ("face", face)).get("", empty).whole for face in FACES}

    def ages(self, today: date) -> Mapping[str, int]:
        found, before = {}, 0
        for label, most in AGES:
            since = (today - timedelta(most)).isoformat() if most < 10**5 else ""
            count = self._rolls.count("aging", since, LAST)
            found[label], before = count - before, count
        return found


def addends(matter: Matter, least: LeastSample, tree: Tree, today: date) -> Iterator[Addend]:
    """What a matter adds. At several places it counts once in each, and once in what has them all."""
    if not counts_in(matter):
        return
    source = [("source", matter.record.source)] if matter.record.source else []
    around = _around([place.code for place in matter.places], tree)
    groups = (EVERYTHING, ("category", matter.record.category), *source, *around)
    yield Addend(_STATE, (("face", matter.standing.face),), "", 1, 1)
    closing = outcome(matter.standing, least)
    if isinstance(what := closing.closing, Solved) and what.cost is not None and not closing.corrected:
        yield Addend(COST, (EVERYTHING,), month_of(what.day), what.cost, 1)
    for definition in DEFINITIONS:
        if definition.marks:
            for day, part, whole in definition.marks(matter, today):
                days = part if definition.kind == "median" else 0
                yield Addend(definition.key, groups, month_of(day), part, whole, days)


def meeting(held: Held, dealt: Iterable[Dealt], tree: Tree) -> Iterator[Addend]:
    """A meeting is where its matters are, and where it says; one about only what is reported or withdrawn is out."""
    about = [each for each in dealt if each.public and not each.reported]
    if about or not held.cases:
        codes = [*(place.code for place in held.places), *(code for each in about for code in each.places)]
        yield Addend("meetings", (EVERYTHING, *_around(codes, tree)), month_of(held.record.day), 1, 1)


_AT_DESK: Mapping[str, Callable[[Record], int]] = {
    "sessions": lambda record: 1,
    "served": lambda record: record.served or 0,
    "on-the-spot": lambda record: sum(count for _, count in record.settled),
}


def session(each: Session, tree: Tree) -> Iterator[Addend]:
    """A session that was held."""
    if each.on and each.held:
        for key, count in _AT_DESK.items():
            if number := count(each.held):
                groups = (EVERYTHING, *_around([each.place.code], tree))
                yield Addend(key, groups, month_of(each.day), number, number)


def _around(codes: Iterable[str], tree: Tree) -> Iterator[Group]:
    for code in sorted({up.code for each in codes for up in tree.up(each)}):
        yield "place", code


def _value(definition: Definition, of: Sum, least: LeastSample) -> Value:
    rate = median = None
    if definition.kind == "rate" and of.whole >= max(1, least.survey if definition.least == "测评" else least.rate):
        rate = _tenths(of.part, of.whole)
    if definition.kind == "median":
        median = _median(of.days)
    return Value(of.part, of.whole, rate, median)


def _median(days: Counter[int]) -> int:
    """Twice the median."""
    number, before, middle = days.total(), 0, []
    for day, many in sorted(days.items()):
        middle += [day for at in ((number - 1) // 2, number // 2) if before <= at < before + many]
        before += many
    return sum(middle)


def _tenths(part: int, whole: int) -> int:
    """Rounded, half up; but what is not all of it is never said to be 100 %, and what is something never 0."""
    rounded = (2000 * part + whole) // (2 * whole)
    return min(max(rounded, int(part > 0)), 1000 if part == whole else 999)
