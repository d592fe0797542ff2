"""Figures for pages: values by name, never worked out by a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.fold.cases.standing import Face
from generator.fold.figures.computed import EVERYTHING, By, Figure, Group, Mark, Value
from generator.fold.figures.counted import Told
from generator.fold.figures.defined import COUNTED, CountDefinition
from generator.fold.figures.tables import BAD, GOOD, YEAR, CountTable, Said
from generator.fold.places import Place
from generator.notes import asked, told
from generator.records.moment import Moment, telling
from generator.records.rules import LeastSample
from generator.register import Register
from generator.view import periods

__all__ = ["BAD", "GOOD", "YEAR", "CountLine", "CountTable", "Figures", "Line", "Row", "Value"]

_PLACE = ("received", "closed", "open", "answered-on-time", "solved", "days-to-closing")
"""What a place's page says of the place."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with its value this year and of all years."""

    figure: Figure
    year: Value
    ever: Value


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table by place, category or source. `code` is a place's."""

    label: str
    code: str
    year: Value
    ever: Value


@dataclass(frozen=True, slots=True)
class CountLine:
    """A kind of count this year and of all years, and how many of them came to a good end; None: nothing counted."""

    definition: CountDefinition
    year: Said | None
    year_good: Said | None
    ever: Said | None
    ever_good: Said | None


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """What may be said of a kind of count for one place."""

    place: Place
    line: CountLine


class Figures:
    """All figures as of today. The year is today's."""

    def __init__(self, register: Register) -> None:
        self._register, self.notes = register, register.notes

    @told
    def year(self) -> str:
        return f"{self._register.today.year:04}"

    @told
    def least(self) -> LeastSample:
        return self._register.world.rules.least

    @asked
    def reports(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """The figures of reports: (the report, its figures), as staff wrote them down."""
        found: dict[str, list[Told]] = {}
        for each in self._register.world.told:
            found.setdefault(each.record.origin, []).append(each)
        return tuple((origin, tuple(group)) for origin, group in found.items())

    def states(self) -> Mapping[Face, int]:
        """How many matters have each face."""
        return self._register.figures.states

    @asked
    def ages(self) -> Mapping[str, int]:
        """How many open matters are how old."""
        return self._register.figures.ages(self._register.today)

    def figure(self, key: str) -> Figure:
        return self._register.figures.by_key[key]

    def all(self) -> tuple[Figure, ...]:
        return tuple(self._register.figures.by_key.values())

    def value(self, key: str, stretch: str = "", group: Group = EVERYTHING) -> Value:
        return self.figure(key).value(stretch, group)

    @asked
    def in_month(self, key: str, month: str) -> Value:
        """A figure of everything in a month: pages of single months wait for no other."""
        return self.value(key, month)

    @asked
    def behind(self, key: str, month: str) -> tuple[Mark, ...]:
        """What is behind a figure in a month, by id."""
        return self.figure(key).marks(month)

    @asked
    def behind_days(self, key: str, month: str) -> tuple[Moment, ...]:
        """The days of the last events of it, as far as they decide which is the newest."""
        return telling(self.figure(key).last_days(month))

    def lines(self) -> tuple[Line, ...]:
        """Every figure of everything."""
        return tuple(Line(each, each.value(self.year), each.value()) for each in self.all())

    def of_place(self, code: str) -> tuple[Line, ...]:
        """What the page of a place says of it, as far as there is anything to say."""
        group: Group = ("place", code)
        found = (self.figure(key) for key in _PLACE)
        lines = (Line(each, each.value(self.year, group), each.value("", group)) for each in found)
        return tuple(each for each in lines if each.ever.whole)

    def months(self, key: str) -> tuple[tuple[str, Value, tuple[tuple[str, Value], ...]], ...]:
        """(year, its value, (month, its value) the latest first), the latest year first."""
        values = self.figure(key).values()
        years = sorted((each for each in values if len(each) == 4), reverse=True)
        return tuple((year, values[year], tuple(self._months_of(values, year))) for year in years)

    @staticmethod
    def _months_of(values: Mapping[str, Value], year: str) -> list[tuple[str, Value]]:
        return sorted(((key, value) for key, value in values.items() if key[:5] == f"{year}-"), reverse=True)

    @told
    def every_month(self) -> tuple[str, ...]:
        """From the first month in which a matter was written down, be it withdrawn since, to this one.

        Each has a page behind each figure: what was published stays, though nothing may be left to list.
        """
        return periods.own(self._register)

    @asked
    def last_months(self, count: int) -> tuple[str, ...]:
        """The last so many months up to today's, the earliest first."""
        today = self._register.today
        numbers = range(today.year * 12 + today.month - count, today.year * 12 + today.month)
        return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)

    @asked
    def rows(self, key: str, by: By) -> tuple[Row, ...]:
        """A figure by place (in the order of the tree), category or source (by name)."""
        figure, tree = self.figure(key), self._register.world.tree
        names = figure.groups(by)
        if by == "place":
            known = set(names)
            names = tuple(code for code in tree.places if code in known)
        return tuple(self._row(figure, by, name) for name in names)

    def _row(self, figure: Figure, by: By, name: str) -> Row:
        group: Group = (by, name)
        place = self._register.world.tree.places[name] if by == "place" else None
        label = self._register.world.tree.called(place) if place else name
        return Row(label, name if place else "", figure.value(self.year, group), figure.value("", group))

    # Counts without text

    def counts(self) -> tuple[CountDefinition, ...]:
        """All kinds, those too that nothing was counted of."""
        return COUNTED

    @asked
    def counted(self) -> tuple[CountDefinition, ...]:
        """The kinds that anything was counted of."""
        return tuple(each for each in COUNTED if each.kind in self._register.world.counts.by_kind)

    @asked
    def tables(self, definition: CountDefinition) -> tuple[CountTable, ...]:
        """The latest year first; none if nothing was counted."""
        return tuple(reversed(self._register.world.counts.by_kind.get(definition.kind, ())))

    @asked
    def count_line(self, definition: CountDefinition) -> CountLine:
        """One kind, of all communities together."""
        return self._count_line(definition)

    @asked
    def count_lines(self) -> tuple[CountLine, ...]:
        """All kinds, of all communities together."""
        return tuple(self._count_line(each) for each in self.counted())

    @asked
    def counts_by_place(self, definition: CountDefinition) -> tuple[PlaceCount, ...]:
        """In the order of the tree, for each place in which a community has counted."""
        counting = self._register.world.counts.within
        places = (place for code, place in self._register.world.tree.places.items() if code in counting)
        lines = ((place, self._count_line(definition, place.code)) for place in places)
        return tuple(PlaceCount(place, line) for place, line in lines if line.ever is not None)

    @asked
    def counts_of_place(self, code: str) -> tuple[CountLine, ...]:
        """The kinds that communities in a place have counted."""
        lines = (self._count_line(each, code) for each in self.counted() if code in self._register.world.counts.within)
        return tuple(each for each in lines if each.ever is not None)

    def _count_line(self, definition: CountDefinition, place: str = "") -> CountLine:
        total = self._register.world.counts.total
        said = [total(definition.kind, year, row, place) for year in (self.year, "") for row in (YEAR, GOOD)]
        return CountLine(definition, *said)

    @asked
    def instant(self) -> tuple[Said | None, Said | None]:
        """即办 at the desk and elsewhere together, this year and ever; hidden if what was counted elsewhere is."""
        line = next((each for each in self.count_lines() if each.definition.kind == "即办"), None)
        if line is None:
            return None, None
        return self._with_desk(line.year, self.year), self._with_desk(line.ever, "")

    def _with_desk(self, said: Said | None, stretch: str) -> Said | None:
        desk = self.value("on-the-spot", stretch).part
        return said + desk if isinstance(said, int) else desk if said is None else "withheld"
