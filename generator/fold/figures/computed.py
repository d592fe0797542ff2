"""The figures, computed once from all matters: by month, place, category and source."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.fold.cases.standing import Face
from generator.fold.desk.session import Record, Session
from generator.fold.figures.defined import DEFINITIONS, Counted, Definition, Matter, counts_in
from generator.fold.meetings import Held
from generator.fold.places import Place, Tree
from generator.records.moment import Moment
from generator.records.rules import LeastSample, Rules

By = Literal["", "place", "category", "source"]
Group = tuple[By, str]
"""What a number is for: everything, a place by its code, a category, a source."""
EVERYTHING: Group = ("", "")
FACES: tuple[Face, ...] = ("待答复", "在办", "已解决", "已答复", "暂不能解决", "已转出")
"""All faces that matters in figures can have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the list behind a figure: a matter (meeting, session), and what it adds to numerator and denominator.

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


AGES = (("7天以内", 7), ("8到30天", 30), ("31到90天", 90), ("91到180天", 180), ("半年以上", 10**6))
"""How long ago matters that are open now were written down: up to so many days."""


@dataclass(frozen=True, slots=True)
class Computed:
    """All figures by key; how many matters have each face; how many open ones are how old."""

    by_key: Mapping[str, Figure]
    states: Mapping[Face, int]
    ages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sources:
    """What figures are computed from."""

    matters: Iterable[Matter]
    meetings: Iterable[Held]
    sessions: Iterable[Session]


Item = tuple[str, tuple[Group, ...], Iterable[Counted]]
"""(what it is, the groups that it counts in, what it adds)"""


def compute(sources: Sources, tree: Tree, rules: Rules, today: date) -> Computed:
    """Everything at once. What is at several places counts once in each, and once in what has them all."""
    matters = {each.record.id: each for each in sources.matters}
    live = [(each, _groups(each, tree)) for each in matters.values() if counts_in(each) and each.folded.rounds]
    held = [each for each in sources.sessions if each.on and each.held]
    others: dict[str, Iterable[Item]] = {
        "meetings": _meetings(sources.meetings, matters, tree),
        "sessions": _at_desk(held, tree, lambda record: 1),
        "served": _at_desk(held, tree, lambda record: record.served or 0),
        "on-the-spot": _at_desk(held, tree, lambda record: sum(count for _, count in record.settled)),
    }
    found = {}
    for each in DEFINITIONS:
        marks = each.marks
        items = ((m.record.id, groups, marks(m, today)) for m, groups in live) if marks else others[each.key]
        found[each.key] = _figure(each, items, rules.least)
    return Computed(found, _states(m for m, _ in live), _ages((m for m, _ in live), today))


def _states(matters: Iterable[Matter]) -> dict[Face, int]:
    found = dict.fromkeys(FACES, 0)
    for each in matters:
        found[each.standing.face] += 1
    return found


def _ages(matters: Iterable[Matter], today: date) -> dict[str, int]:
    found = {label: 0 for label, _ in AGES}
    for each in matters:
        if each.standing.open:
            days = (today - each.folded.rounds[0].start.earliest).days
            found[next(label for label, most in AGES if days <= most)] += 1
    return found


def _groups(matter: Matter, tree: Tree) -> tuple[Group, ...]:
    source = [matter.record.source] if matter.record.source else []
    return (
        EVERYTHING, ("category", matter.record.category), *(("source", each) for each in source),
        *_around(matter.places, tree),
    )  # fmt: skip


def _around(places: Iterable[Place], tree: Tree) -> Iterator[Group]:
    for code in sorted({up.code for place in places for up in tree.up(place.code)}):
        yield "place", code


def _meetings(meetings: Iterable[Held], matters: Mapping[str, Matter], tree: Tree) -> Iterator[Item]:
    """A meeting is where its matters are, and where it says; one about only what is reported or withdrawn is out."""
    for each in meetings:
        shown = [matters[key] for key in each.cases if key in matters]
        about = [matter for matter in shown if not matter.record.frozen and matter.standing.face != "撤下"]
        if about or not each.cases:
            places = [*each.places, *(place for matter in about for place in matter.places)]
            yield each.path, (EVERYTHING, *_around(places, tree)), [(each.record.day, 1, 1)]


def _at_desk(held: Iterable[Session], tree: Tree, count: Callable[[Record], int]) -> Iterator[Item]:
    for each in held:
        if each.held and (number := count(each.held)):
            yield each.id, (EVERYTHING, *_around([each.place], tree)), [(each.day, number, number)]


def _figure(definition: Definition, items: Iterable[Item], least: LeastSample) -> Figure:
    sums: dict[Group, dict[str, _Sum]] = {}
    marks: dict[str, list[Mark]] = {}
    median = definition.kind == "median"
    for name, groups, counted in items:
        for day, part, whole in counted:
            month = _month(day)
            mark = Mark(name, part, whole)
            marks.setdefault(month, []).append(mark)
            for group in groups:
                sums.setdefault(group, {}).setdefault(month, _Sum()).add(mark, median)
    values = {group: _with_years(definition, months, least) for group, months in sorted(sums.items())}
    return Figure(definition, values, {month: tuple(each) for month, each in sorted(marks.items())})


def _month(day: Moment | date) -> str:
    """A meeting may be known to the year only: "2025-00"."""
    return f"{day.year or 0:04}-{day.month or 0:02}"


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
