"""The chronicle: what git tells of the records, day by day, in a database.

Days that were known stay so while git's history only goes on; then git is asked for what is new.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import cores, history, store
from generator.history import Change, Deed, Gap, History
from generator.notes import Notes, digest
from generator.store import Database

_TABLES = """
CREATE TABLE IF NOT EXISTS day (
    day TEXT PRIMARY KEY, some INTEGER NOT NULL, digest TEXT NOT NULL, nets BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""
_KNOWN = "chronicle"
_WHOLE = "history"
"""The name of which days there are, and of what is not known."""

Record = tuple[str, str]
"""Its folder, and its file's name without the ending."""


@dataclass
class Net:
    """What a day's commits did to one record, taken together."""

    first: Deed | None = None
    last: Deed | None = None
    steps: set[str] = field(default_factory=set)

    def take(self, change: Change) -> None:
        self.first, self.last = self.first or change.deed, change.deed
        self.steps.update(change.steps)

    @property
    def vain(self) -> bool:
        """Whether it came and went on that day."""
        return self.first == "added" and self.last == "deleted"


class Chronicle:
    """All days on which anything changed. Without git there are none."""

    def __init__(self, database: Database, notes: Notes) -> None:
        self._database, self._notes = database, notes
        store.tables(database, _TABLES)

    @property
    def gap(self) -> Gap:
        """Why more is not known."""
        return self._known().gap

    @property
    def since(self) -> date | None:
        """What came after this day is all known."""
        return self._known().since

    def days(self) -> tuple[date, ...]:
        """The latest first."""
        self._notes.note(_WHOLE)
        found = self._database.execute("SELECT day FROM day WHERE some ORDER BY day DESC")
        return tuple(date.fromisoformat(day) for (day,) in found)

    def of(self, day: date) -> dict[Record, Net]:
        """What a day did to each record; what came and went on it is left out."""
        self._notes.note(_name(day))
        return {record: net for record, net in _of(self._database, day).items() if not net.vain}

    def _known(self) -> History:
        self._notes.note(_WHOLE)
        found = self._database.remembered(_KNOWN, _KNOWN)
        return found[1] if found else history.UNKNOWN


def bring_up(database: Database, content: Path, zone: ZoneInfo, commit: str = "HEAD") -> set[str]:
    """Let the chronicle be what git says up to a commit; the names of what is not what it was. Days are in `zone`."""
    store.tables(database, _TABLES)
    before, known = database.remembered(_KNOWN, _KNOWN) or (None, None)
    at = history.point(content, zone, commit)
    if known and at and before == at:
        return set()
    new = history.read_on(content, before, at, known) if known and before and at else None
    if new:
        told, rows = _told(new), _rows(new, partial(_of, database))
    else:  # all that git tells takes much memory
        told, rows = cores.aside(partial(_anew, content, zone, at.commit if at else commit))
    database.remember(_KNOWN, _KNOWN, (at if told.gap != "slow" else None, told))
    days = _put(database, rows, anew=new is None)
    spoiled = {_name(day) for day, (old, now) in days.items() if old != now}
    some = {day for day, (old, now) in days.items() if bool(old) != bool(now)}
    return spoiled | {_WHOLE} if some or known is None or _gap(known) != _gap(told) else spoiled


_Row = tuple[str, bool, str, bytes]
"""A day as it is kept: whether anything is told of it, a digest, and what it did to records."""


def _anew(content: Path, zone: ZoneInfo, commit: str) -> tuple[History, list[_Row]]:
    found = history.read(content, zone, commit)
    return _told(found), _rows(found, lambda day: {})


def _told(found: History) -> History:
    """What is known of a history beside its days."""
    return replace(found, changes=())


def _rows(found: History, before: Callable[[date], dict[Record, Net]]) -> list[_Row]:
    """The days of a history, put into what is known of them `before`."""
    rows = []
    for day, those in groupby(found.changes, key=lambda each: each.day):
        nets = before(day)
        for each in those:
            nets.setdefault((each.folder, each.name), Net()).take(each)
        some = any(not net.vain for net in nets.values())
        said = digest([(key, net.first, net.last, sorted(net.steps)) for key, net in sorted(nets.items(), key=_first)])
        rows.append((day.isoformat(), some, said, pickle.dumps(nets, protocol=5)))
    return rows


def _put(database: Database, rows: Sequence[_Row], *, anew: bool) -> dict[date, tuple[str, str]]:
    """Keep days beside those that are known, or in their place: of each day its digest before and now.

    It is empty where nothing is told of a day.
    """
    kept = database.execute("SELECT day, some, digest FROM day").fetchall()
    before = {date.fromisoformat(day): said if some else "" for day, some, said in kept}
    now = dict.fromkeys(before, "") if anew else {}
    if anew:
        database.execute("DELETE FROM day")
    database.executemany("INSERT OR REPLACE INTO day VALUES (?, ?, ?, ?)", rows)
    now |= {date.fromisoformat(day): said if some else "" for day, some, said, _ in rows}
    return {day: (before.get(day, ""), said) for day, said in now.items()}


def _first(each: tuple[Record, Net]) -> Record:
    return each[0]


def _of(database: Database, day: date) -> dict[Record, Net]:
    found = database.execute("SELECT nets FROM day WHERE day = ?", (day.isoformat(),)).fetchone()
    nets: dict[Record, Net] = store.unpacked(found[0]) if found else {}
    return nets


def _gap(told: History) -> tuple[Gap, date | None]:
    return told.gap, told.since


def _name(day: date) -> str:
    return f"{_WHOLE}/{day.isoformat()}"
