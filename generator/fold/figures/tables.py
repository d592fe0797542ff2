"""The counts without text as they may be published: one table for each kind and year, and sums of what is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.fold.figures import suppress
from generator.fold.figures.counted import Row
from generator.fold.figures.suppress import ALL, BAD, GOOD, YEAR, Cell, Sign
from generator.fold.places import Place, Tree

Said = int | Sign
"""A number that is said, or how one that must not be said is spoken of."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """One kind in one year. `said` has all cells of `suppress.cells`; months and communities are those with rows."""

    kind: str
    year: str
    months: tuple[str, ...]
    communities: tuple[Place, ...]
    said: Mapping[Cell, Said]

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The rows that say anything, each with what it is called."""
        months = ((month, f"{int(month[5:])}月") for month in self.months)
        named = (*months, (YEAR, "全年"), (GOOD, "其中办成"), (BAD, "没有办成"))
        told = {row for (row, _), said in self.said.items() if said != "withheld"}
        return tuple(each for each in named if each[0] in told)

    def of(self, row: str, community: str = "") -> Said | None:
        """The cell of a month ("2026-09"), `YEAR`, `GOOD` or `BAD`; without a community that of all together."""
        column = community or (ALL if len(self.communities) > 1 else self.communities[0].code)
        return self.said.get((row, column))


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, by kind in the order of years. `within`: by the code of a place, its communities that count."""

    by_kind: Mapping[str, tuple[CountTable, ...]]
    within: Mapping[str, Sequence[str]]

    def total(self, kind: str, year: str, row: str, place: str = "") -> Said | None:
        """What may be said of a place by its code (of all: "") for a year, or for all years ("").

        Nothing new is said: it is a number that a table says already, or a sum of such numbers.
        """
        if place and place not in self.within:
            return None
        parts = [self._of(table, row, place) for table in self.by_kind.get(kind, ()) if year in ("", table.year)]
        return _sum(part for part in parts if part is not None)

    def _of(self, table: CountTable, row: str, place: str) -> Said | None:
        known = [each.code for each in table.communities]
        inside = known if not place else [code for code in self.within[place] if code in known]
        if len(inside) == len(known):
            return table.of(row)
        return _sum(value for code in inside if (value := table.of(row, code)) is not None)


def tables(rows: Iterable[Row], tree: Tree) -> Tables:
    """What may be published of all rows."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row.kind, row.month[:4]), []).append(row)
    by_kind: dict[str, list[CountTable]] = {}
    for (kind, year), group in sorted(grouped.items()):
        by_kind.setdefault(kind, []).append(_table(kind, year, group))
    within: dict[str, list[str]] = {}
    for code in sorted({row.community.code for group in grouped.values() for row in group}):
        for up in tree.up(code):
            within.setdefault(up.code, []).append(code)
    return Tables({kind: tuple(each) for kind, each in by_kind.items()}, within)


def _table(kind: str, year: str, rows: list[Row]) -> CountTable:
    settled: dict[str, int] = {}
    for row in rows:
        settled[row.community.code] = settled.get(row.community.code, 0) + row.settled
    numbers = suppress.cells({(row.month, row.community.code): row.cases for row in rows}, settled)
    said: dict[Cell, Said] = {**numbers, **suppress.hidden(numbers)}
    communities = {row.community.code: row.community for row in rows}
    months = tuple(sorted({row.month for row in rows}))
    return CountTable(kind, year, months, tuple(place for _, place in sorted(communities.items())), said)


def _sum(parts: Iterable[Said]) -> Said | None:
    """One part is said as it is; of several, one that is hidden hides the sum."""
    parts = list(parts)
    if len(parts) < 2:
        return parts[0] if parts else None
    total = 0
    for part in parts:
        if not isinstance(part, int):
            return "withheld"
        total += part
    return total


__all__ = ["ALL", "BAD", "GOOD", "YEAR", "CountTable", "Said", "Tables", "tables"]
