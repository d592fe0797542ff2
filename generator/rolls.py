"""Rolls: lists in which cases stand, each in its order. Pages ask for rolls and never walk over all cases.

A case says itself in which rolls it stands (`generator.fold.cases.enrol`). So an edit of one case changes few of them,
and what is asked of one costs what it holds, however many cases there are.
"""

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator import store
from generator.notes import Notes
from generator.packed import packed
from generator.store import Database

_TABLES = """
CREATE TABLE IF NOT EXISTS roll (number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS stands (
    roll INTEGER NOT NULL, place TEXT NOT NULL, id TEXT NOT NULL, value BLOB,
    PRIMARY KEY (roll, place, id)
) STRICT, WITHOUT ROWID;
"""
LAST = "\U0010ffff"
"""Behind every place in a roll."""


@packed
@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """That a case stands in a roll, and what the roll says of it.

    `place`: where; rolls are in the order of their places as text, and of ids where these are alike.
    """

    roll: str
    place: str
    value: Any = None


def latest_first(day: date | None) -> str:
    """A place by which later days come first, and those that are not known last."""
    return f"{9_999_999 - (day.toordinal() if day else 0):07}"


class Rolls:
    """All rolls, in a database. `changed`: the names of what somebody may have asked for that is not what it was."""

    def __init__(self, database: Database, notes: Notes) -> None:
        self._notes = notes
        self.changed: set[str] = set()
        self._ask = database.execute
        self._many = database.executemany
        store.tables(database, _TABLES)
        self._numbers: dict[str, int] = {}

    def exchange(self, key: str, old: Iterable[Entry], new: Iterable[Entry]) -> None:
        """Let a case stand where it stands now, and no longer where it stood."""
        went, came = set(old), set(new)
        went, came = went - came, came - went
        touched = {each.roll for each in went | came}
        before = {roll for roll in touched if self._any(roll)}
        rows = [row[:3] for row in self._rows(key, went)]
        self._many("DELETE FROM stands WHERE (roll, place, id) = (?, ?, ?)", rows)
        self._many("INSERT INTO stands VALUES (?, ?, ?, ?)", self._rows(key, came))
        more = Counter(each.roll for each in came)
        more.subtract(each.roll for each in went)
        for roll in touched:
            self.changed.add(_roll(roll))
            starts = [roll[: at + 1] for at, sign in enumerate(roll) if sign == "/"]
            if more[roll]:
                self.changed.update(map(_counts, starts))
            if (roll in before) != self._any(roll):
                self.changed.update(map(_names, starts))

    def enter(self, key: str, entries: Iterable[Entry]) -> None:
        """Let a case stand in rolls, of which nothing was kept yet and nobody has asked for any."""
        self._many("INSERT INTO stands VALUES (?, ?, ?, ?)", self._rows(key, dict.fromkeys(entries)))

    def of(self, roll: str, start: str = "", end: str = LAST, most: int = -1) -> list[tuple[str, Any]]:
        """(id, what the roll says) of those that stand from one place in a roll up to, not at, another."""
        asked = "SELECT id, value FROM stands WHERE roll = ? AND place >= ? AND place < ? ORDER BY place, id LIMIT ?"
        found = self._ask(asked, (self._number(roll), start, end, most))
        return [(key, value and store.unpacked(value)) for key, value in found]

    def ids(self, roll: str, start: str = "", end: str = LAST, most: int = -1) -> list[str]:
        """The ids alone."""
        asked = "SELECT id FROM stands WHERE roll = ? AND place >= ? AND place < ? ORDER BY place, id LIMIT ?"
        return [key for (key,) in self._ask(asked, (self._number(roll), start, end, most))]

    def count(self, roll: str, start: str = "", end: str = LAST) -> int:
        """How many stand from one place in a roll up to, not at, another."""
        asked = "SELECT count(*) FROM stands WHERE roll = ? AND place >= ? AND place < ?"
        (count,) = self._ask(asked, (self._number(roll), start, end)).fetchone()
        return int(count)

    def counts(self, start: str) -> dict[str, int]:
        """How many stand in each roll whose name begins so, by the rest of its name; empty ones are left out.

        `start` ends at a slash.
        """
        self._notes.note(_counts(start))
        asked = """
            SELECT name, count(*) FROM roll JOIN stands ON stands.roll = roll.number WHERE name >= ? AND name < ?
            GROUP BY number ORDER BY name
        """
        return {name[len(start) :]: count for name, count in self._ask(asked, (start, start + LAST))}

    def first(self, roll: str) -> str | None:
        """The first place in a roll at which anybody stands."""
        found = self._ask("SELECT min(place) FROM stands WHERE roll = ?", (self._number(roll),)).fetchone()
        return str(found[0]) if found[0] is not None else None

    def names(self, start: str) -> list[str]:
        """Of the rolls whose names begin so, and in which anybody stands, the rest of their names."""
        self._notes.note(_names(start))
        asked = """
            SELECT name FROM roll WHERE name >= ? AND name < ?
            AND EXISTS (SELECT 1 FROM stands WHERE stands.roll = roll.number) ORDER BY name
        """
        return [name[len(start) :] for (name,) in self._ask(asked, (start, start + LAST))]

    def _any(self, roll: str) -> bool:
        asked = "SELECT 1 FROM stands WHERE roll = ? LIMIT 1"
        return self._ask(asked, (self._known(roll),)).fetchone() is not None

    def _number(self, roll: str) -> int:
        self._notes.note(_roll(roll))
        return self._known(roll)

    def _known(self, roll: str) -> int:
        """The number of a roll; 0 of one that never was."""
        number = self._numbers.get(roll)
        if number is None:
            found = self._ask("SELECT number FROM roll WHERE name = ?", (roll,)).fetchone()
            number = self._numbers[roll] = found[0] if found else 0
        return number

    def _rows(self, key: str, entries: Iterable[Entry]) -> Iterator[tuple[int, str, str, bytes | None]]:
        for each in entries:
            number = self._known(each.roll)
            if not number:
                number = self._ask("INSERT INTO roll (name) VALUES (?) RETURNING number", (each.roll,)).fetchone()[0]
                self._numbers[each.roll] = number
            value = None if each.value is None else pickle.dumps(each.value, protocol=5)
            yield number, each.place, key, value


def _roll(name: str) -> str:
    return f"roll/{name}"


def _counts(start: str) -> str:
    return f"counts/{start}"


def _names(start: str) -> str:
    return f"rolls/{start}"
