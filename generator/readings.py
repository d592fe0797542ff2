"""What the files of content/ say, a row for each in a database; and what of it is new since it was last looked at."""

import pickle
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from generator import privacy, read, store
from generator.read import Reading
from generator.store import Database

_TABLES = """
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, digest TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, twin TEXT NOT NULL,
    speaks INTEGER NOT NULL, reading BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_twin ON file (kind, twin);
CREATE INDEX IF NOT EXISTS file_speaks ON file (path) WHERE speaks;
CREATE TABLE IF NOT EXISTS moved (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""


_TWINS = ("readings", "twins")
"""Under this it is remembered which files would be the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """A reading as it is kept. `twin`: two of a kind that have the same are one too many.

    `speaks`: there is more to say of it than its record: something is wrong, or looks private, or was let stand.
    """

    path: str
    digest: str
    kind: str
    key: str
    twin: str
    speaks: bool
    reading: bytes


def row(found: Reading) -> Row:
    """A reading made fit to be kept, or sent from process to process."""
    head = getattr(found.record, "front", found.record)
    speaks = found.problems or found.found or getattr(head, "waivers", None) or _told(found.path)
    twin = found.key if found.kind in read.NAMED_FREELY else found.key.upper()
    return Row(
        found.path, found.digest, found.kind, found.key, twin, bool(speaks), pickle.dumps(found, protocol=5)
    )  # fmt: skip


def _told(path: str) -> bool:
    return any(privacy.find(f"content/{path}"))


class Readings:
    """All readings. `count`: how many files were read since the database was opened."""

    def __init__(self, database: Database) -> None:
        self.database = database
        store.tables(database, _TABLES)
        self.count = 0
        self._twins_known = True
        """Whether they may be remembered: they are forgotten once, not with each file."""

    def put(self, each: Row) -> None:
        """Keep what a file says now."""
        self.count += 1
        self.database.execute("INSERT OR IGNORE INTO moved VALUES (?)", (each.path,))
        was = self.database.execute("SELECT kind, twin FROM file WHERE path = ?", (each.path,)).fetchone()
        if was != (each.kind, each.twin):
            self._forget_twins()
        self.database.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)",
            (each.path, each.digest, each.kind, each.key, each.twin, each.speaks, each.reading),
        )

    def forget(self, paths: Iterable[str]) -> None:
        """Files have gone."""
        gone = [(path,) for path in paths]
        self._forget_twins()
        self.database.executemany("INSERT OR IGNORE INTO moved VALUES (?)", gone)
        self.database.executemany("DELETE FROM file WHERE path = ?", gone)

    def moved(self) -> set[str]:
        """The files that say something else than when the register was brought up last, or have gone since."""
        return set(_first(self.database.execute("SELECT path FROM moved")))

    def taken_up(self) -> None:
        """The register is what the readings are."""
        self.database.execute("DELETE FROM moved")

    def digest(self, path: str) -> str:
        """That of what a file says; empty if it is not known."""
        found = self.database.execute("SELECT digest FROM file WHERE path = ?", (path,)).fetchone()
        return found[0] if found else ""

    def has(self, path: str) -> bool:
        return self.database.execute("SELECT 1 FROM file WHERE path = ?", (path,)).fetchone() is not None

    def get(self, path: str) -> Reading:
        (found,) = self.database.execute("SELECT reading FROM file WHERE path = ?", (path,)).fetchone()
        return reading(found)

    def paths(self) -> list[str]:
        """Of all files, in order."""
        return list(_first(self.database.execute("SELECT path FROM file ORDER BY path")))

    def of(self, *kinds: str) -> Iterator[Reading]:
        """Those of some kinds, in order of their paths."""
        asked = f"SELECT reading FROM file WHERE kind IN ({_marks(kinds)}) ORDER BY path"
        return map(reading, _first(self.database.execute(asked, kinds)))

    def speaking(self) -> Iterator[Reading]:
        """Those of which there is more to say than their records."""
        return map(reading, _first(self.database.execute("SELECT reading FROM file WHERE speaks ORDER BY path")))

    def digests(self, *kinds: str) -> list[tuple[str, str]]:
        """(path, digest) of all of some kinds, in order."""
        asked = f"SELECT path, digest FROM file WHERE kind IN ({_marks(kinds)}) ORDER BY path"
        return self.database.execute(asked, kinds).fetchall()

    def kinds(self) -> set[str]:
        """The kinds of which there is any."""
        return set(_first(self.database.execute("SELECT DISTINCT kind FROM file")))

    def where(self, kind: str) -> dict[str, str]:
        """Where each of a kind lies, by its key; the first, if there are several."""
        asked = "SELECT key, min(path) FROM file WHERE kind = ? GROUP BY key"
        return dict(self.database.execute(asked, (kind,)))

    def path(self, kind: str, key: str) -> str | None:
        """Where the one of a kind with a key lies, the first if there are several."""
        asked = "SELECT min(path) FROM file WHERE kind = ? AND twin = ? AND key = ?"
        found: tuple[str | None] = self.database.execute(asked, (kind, key.upper(), key)).fetchone()
        return found[0]

    def twins(self, *kinds: str) -> list[tuple[str, str, str]]:
        """(kind, the first path, another path) of files that would be the same."""
        found: list[tuple[str, str, str]] | None = self.database.remembered(*_TWINS)
        if found is None:
            found = self._twins()
            self.database.remember(*_TWINS, found)
            self._twins_known = True
        return [each for each in found if each[0] in kinds]

    def _forget_twins(self) -> None:
        if self._twins_known:
            self.database.remember(*_TWINS, None)
            self._twins_known = False

    def _twins(self) -> list[tuple[str, str, str]]:
        asked = """
            SELECT a.kind, (SELECT min(path) FROM file WHERE (kind, twin) = (a.kind, a.twin)) AS first, a.path
            FROM file a JOIN (
                SELECT kind, twin FROM file GROUP BY kind, twin HAVING count(*) > 1
            ) b ON (a.kind, a.twin) = (b.kind, b.twin) WHERE a.path != first ORDER BY a.path
        """
        return self.database.execute(asked).fetchall()


class Keys(Set[str]):
    """The keys of all of a kind. They are looked up when somebody asks."""

    def __init__(self, files: Readings, kind: str) -> None:
        self._files, self._kind = files, kind

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._files.path(self._kind, key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._files.where(self._kind))

    def __len__(self) -> int:
        return len(self._files.where(self._kind))

    @classmethod
    def _from_iterable(cls, keys: Iterable[str]) -> Set[str]:  # type: ignore[override]
        return set(keys)


def reading(kept: bytes) -> Reading:
    """One that was kept."""
    found: Reading = store.unpacked(kept)
    return found


def _first(rows: Iterable[tuple[object, ...]]) -> Iterator:  # type: ignore[type-arg]
    return (each for (each,) in rows)


def _marks(kinds: Sequence[str]) -> str:
    return ", ".join("?" * len(kinds))
