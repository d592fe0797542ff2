"""The figures, computed once from all matters: by month, place, category and source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.fold.defined import DEFINITIONS, Definition, Matter, counts_in
from generator.fold.places import Tree
from generator.records.moment import Moment
from generator.records.rules import LeastSample

By = Literal["", "place", "category", "source"]
Group = tuple[By, str]
"""What a number is for: everything, a place by its code, a category, a source."""
EVERYTHING: Group = ("", "")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the list behind a figure: a matter, and what it adds to numerator and denominator.

    Of a median `part` is its days.
    """

    case: str
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


@dataclass(slots=True)
class _Sum:
    part: int = 0
    whole: int = 0
    days: list[int] = field(default_factory=list)

    def add(self, mark: Mark, median: bool) -> None:
        self.part += mark.part
        self.whole += mark.whole
        if median:
            self.days.append(mark.part)

    def join(self, other: "_Sum") -> None:
        self.part += other.part
        self.whole += other.whole
        self.days += other.days


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its values by group and stretch ("2026-09", "2026", or "" for all time), and the marks by month."""

    definition: Definition
    values: Mapping[Group, Mapping[str, Value]]
    marks: Mapping[str, tuple[Mark, ...]]

    def value(self, stretch: str = "", group: Group = EVERYTHING) -> Value:
        return self.values.get(group, {}).get(stretch, Value())

    def groups(self, by: By) -> tuple[str, ...]:
        """The names of the groups that have any value."""
        return tuple(sorted(name for each, name in self.values if each == by))


def compute(
    matters: Iterable[Matter], tree: Tree, least: LeastSample, today: date, definitions: Iterable[Definition] = DEFINITIONS
) -> dict[str, Figure]:
    """All figures by key. A matter at several places counts once in each, and once in what has them all."""
    counting = [(each, _groups(each, tree)) for each in matters if counts_in(each) and each.folded.rounds]
    return {each.key: _figure(each, counting, least, today) for each in definitions}


def _groups(matter: Matter, tree: Tree) -> tuple[Group, ...]:
    codes = {up.code for place in matter.places for up in tree.up(place.code)}
    source = [matter.record.source] if matter.record.source else []
    return (
        EVERYTHING, ("category", matter.record.category),
        *(("source", each) for each in source), *(("place", code) for code in sorted(codes)),
    )  # fmt: skip


def _figure(
    definition: Definition, matters: Iterable[tuple[Matter, tuple[Group, ...]]], least: LeastSample, today: date
) -> Figure:
    sums: dict[Group, dict[str, _Sum]] = {}
    marks: dict[str, list[Mark]] = {}
    median = definition.kind == "median"
    for matter, groups in matters:
        for day, part, whole in definition.marks(matter, today):
            month = _month(day)
            mark = Mark(matter.record.id, part, whole)
            marks.setdefault(month, []).append(mark)
            for group in groups:
                sums.setdefault(group, {}).setdefault(month, _Sum()).add(mark, median)
    values = {group: _with_years(definition, months, least) for group, months in sorted(sums.items())}
    return Figure(definition, values, {month: tuple(each) for month, each in sorted(marks.items())})


def _month(day: Moment | date) -> str:
    first = day if isinstance(day, date) else day.earliest
    return f"{first.year:04}-{first.month:02}"


def _with_years(definition: Definition, months: Mapping[str, _Sum], least: LeastSample) -> dict[str, Value]:
    sums: dict[str, _Sum] = {}
    for month, each in sorted(months.items()):
        for stretch in (month, month[:4], ""):
            sums.setdefault(stretch, _Sum()).join(each)
    return {stretch: _value(definition, each, least) for stretch, each in sums.items()}


def _value(definition: Definition, of: _Sum, least: LeastSample) -> Value:
    rate = median = None
    if definition.kind == "rate" and of.whole >= max(1, least.survey if definition.least == "测评" else least.rate):
        rate = _tenths(of.part, of.whole)
    if definition.kind == "median" and of.days:
        days = sorted(of.days)
        median = days[(len(days) - 1) // 2] + days[len(days) // 2]
    return Value(of.part, of.whole, rate, median)


def _tenths(part: int, whole: int) -> int:
    """Rounded, half up; but what is not all of it is never said to be 100 %, and what is something never 0."""
    rounded = (2000 * part + whole) // (2 * whole)
    return min(max(rounded, int(part > 0)), 1000 if part == whole else 999)
