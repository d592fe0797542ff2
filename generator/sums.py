"""Sums of what matters add to figures, by figure, group and month. An edit of one matter changes few of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator import store
from generator.notes import Notes
from generator.packed import packed
from generator.store import Database

_TABLES = """
CREATE TABLE IF NOT EXISTS sums (
    figure TEXT NOT NULL, sort TEXT NOT NULL, name TEXT NOT NULL, month TEXT NOT NULL, days INTEGER NOT NULL,
    part INTEGER NOT NULL, whole INTEGER NOT NULL, many INTEGER NOT NULL,
    PRIMARY KEY (figure, sort, name, month, days)
) STRICT, WITHOUT ROWID;
"""
_ADD = """
INSERT INTO sums VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
SET part = part + excluded.part, whole = whole + excluded.whole, many = many + excluded.many
"""
_ROWS = "SELECT month, days, part, whole, many FROM sums WHERE (figure, sort, name) = (?, ?, ?) AND many != 0"

_AT_HAND = 500
"""So many groups of figures are kept at hand."""

Group = tuple[str, str]
"""What a number is for: (place, category, source or nothing, its code or name)."""


@packed
@dataclass(frozen=True, slots=True)
class Addend:
    """What something adds to a figure in a month, in each of some groups. Of a median `days` counts, else it is 0."""

    figure: str
    groups: tuple[Group, ...]
    month: str
    part: int
    whole: int
    days: int = 0


@dataclass(slots=True)
class Sum:
    """`days`: how many added so many days."""

    part: int = 0
    whole: int = 0
    days: Counter[int] = field(default_factory=Counter)


class Sums:
    """All sums, in a database. `changed`: the names of what somebody may have asked for that is not what it was."""

    def __init__(self, database: Database, notes: Notes) -> None:
        self._notes = notes
        self.changed: set[str] = set()
        self._known: dict[tuple[str, Group], Mapping[str, Sum]] = {}
        self._ask, self._many = database.execute, database.executemany
        store.tables(database, _TABLES)

    def add(self, addends: Iterable[Addend], sign: int = 1) -> None:
        """Add up; `sign` −1 takes away again what was added before."""
        found: dict[tuple[str, str, str, str, int], list[int]] = {}
        for each in addends:
            for sort, name in each.groups:
                sums = found.setdefault((each.figure, sort, name, each.month, each.days), [0, 0, 0])
                sums[0] += sign * each.part
                sums[1] += sign * each.whole
                sums[2] += sign
        self._many(_ADD, [(*key, *sums) for key, sums in found.items()])
        for figure, sort, name, *_ in found:
            self.changed |= {_sum(figure, (sort, name)), _groups(figure, sort)}
        self._known.clear()

    def of(self, figure: str, group: Group) -> Mapping[str, Sum]:
        """By stretch of time: each month ("2026-09") and year ("2026") in which there is anything, and "" for all."""
        self._notes.note(_sum(figure, group))
        if len(self._known) > _AT_HAND:
            self._known.clear()
        if (figure, group) not in self._known:
            self._known[figure, group] = self._summed(figure, group)
        return self._known[figure, group]

    def _summed(self, figure: str, group: Group) -> Mapping[str, Sum]:
        found: dict[str, Sum] = {}
        for month, days, part, whole, many in self._ask(_ROWS, (figure, *group)):
            for stretch in dict.fromkeys((month, month[:4], "")):
                each = found.get(stretch)
                if each is None:
                    each = found[stretch] = Sum()
                each.part += part
                each.whole += whole
                each.days[days] += many
        return found

    def groups(self, figure: str, sort: str) -> tuple[str, ...]:
        """The names of the groups of a sort in which there is anything."""
        self._notes.note(_groups(figure, sort))
        asked = "SELECT DISTINCT name FROM sums WHERE (figure, sort) = (?, ?) AND many != 0 ORDER BY name"
        return tuple(name for (name,) in self._ask(asked, (figure, sort)))


def _sum(figure: str, group: Group) -> str:
    return f"sum/{figure}/{group[0]}/{group[1]}"


def _groups(figure: str, sort: str) -> str:
    return f"sums/{figure}/{sort}"
