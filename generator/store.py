"""The store: what is known from the last build, in one SQLite file of the cache. It may be deleted at any time.

The file says itself when it was last written, and is believed only if the file system says the same: who was killed
while writing, a foreign file, an old one and a damaged one all fail that, and are thrown away without a word. So is
one that another version of the program has made.
"""

import hashlib
import os
import pickle
import re
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator import installed

_FILE = "store.db"
_MINE = 0x6465736B
"""In the head of the file (application_id): "desk"."""
_BESIDE = ("-wal", "-shm", "-journal")
"""Ends of the names of what lies beside it only while it is written."""
_LONG = 3600
"""Seconds. So long no copy of a store takes."""
_EVEN = 2
"""Seconds. What packs caches up (zip) keeps times of files to so many."""


_MEMORY = """
CREATE TABLE IF NOT EXISTS memory (name TEXT PRIMARY KEY, digest TEXT NOT NULL, value BLOB NOT NULL) STRICT
"""


class Broken(Exception):
    """The store is damaged within, or cannot be written; it has been thrown away."""


class Database:
    """A database that a copy of this process may read, too: as it was when it was last kept."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None = None) -> None:
        self._connection, self._file, self._process = connection, file, os.getpid()
        self._copied = False
        self._handed = list[tuple[str, str, bytes]]()
        tables(self, _MEMORY)

    @property
    def connection(self) -> sqlite3.Connection:
        if os.getpid() != self._process:  # two processes must not share one
            assert self._file
            # Nor locks: a copy takes those of the first one for its own. What was kept lies in the file, and stays.
            self._connection = _reading(self._file)
            self._process, self._copied = os.getpid(), True
        return self._connection

    def few(self, least: int) -> int:
        """How much work with it is done here, be it more than `least`: all, where no other process could read it.

        And all in a copy, for all cores have work already.
        """
        return least if self._file and os.getpid() == self._process and not self._copied else sys.maxsize

    def execute(self, statement: str, given: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self.connection.execute(statement, given)

    def executemany(self, statement: str, given: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        return self.connection.executemany(statement, given)

    def remembered(self, name: str, digest: str) -> Any:
        """What was remembered under a name, if it was of the same digest."""
        found = self.execute("SELECT value FROM memory WHERE (name, digest) = (?, ?)", (name, digest)).fetchone()
        return unpacked(found[0]) if found else None

    def remember(self, name: str, digest: str, value: Any) -> None:
        """Remember what was worked out, at length, from what has a digest. A copy of the process hands it over."""
        row = (name, digest, pickle.dumps(value, protocol=5))
        if self._copied or os.getpid() != self._process:
            self._handed.append(row)
        else:
            self.take_over([row])

    def handed(self) -> list[tuple[str, str, bytes]]:
        """What a copy of the process would have remembered since this was asked last."""
        handed, self._handed = self._handed, []
        return handed

    def take_over(self, handed: Iterable[tuple[str, str, bytes]]) -> None:
        """Remember what a copy has handed over."""
        self.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", handed)

    def parts(self, name: str) -> dict[str, Any]:
        """All that was remembered as `name part`, by part."""
        asked = "SELECT name, value FROM memory WHERE name >= ? AND name < ?"
        found = self.execute(asked, _span(name))
        return {each.removeprefix(f"{name} "): unpacked(value) for each, value in found}

    def forget_others(self, name: str, parts: Iterable[str]) -> None:
        """Of what was remembered as `name part`, only these parts are wanted."""
        known = self.execute("SELECT name FROM memory WHERE name >= ? AND name < ?", _span(name)).fetchall()
        gone = {each for (each,) in known} - {f"{name} {part}" for part in parts}
        self.executemany("DELETE FROM memory WHERE name = ?", [(each,) for each in gone])

    def undo(self) -> None:
        """What was written since it was kept last was for nothing."""
        self.connection.rollback()
        self.connection.execute("BEGIN")

    def keep(self) -> None:
        """What was written up to now stays, whatever comes."""
        self.connection.commit()
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.execute("BEGIN")


def _span(name: str) -> tuple[str, str]:
    """From which name on, and up to which, things are remembered as `name part`. A part may be empty."""
    return f"{name} ", f"{name}!"


def unpacked(kept: bytes) -> Any:
    """A value that was kept. What cannot be read is told like any damage of the database (sqlite3.DatabaseError)."""
    try:
        return pickle.loads(kept)
    except Exception as error:  # whatever a spoiled byte leads to
        raise sqlite3.DatabaseError("a value is damaged") from error


def memory() -> Database:
    """One that goes with this process."""
    return Database(sqlite3.connect(":memory:", isolation_level=None))


@contextmanager
def glimpsed(folder: Path) -> Iterator[Database]:
    """What the store in `folder` knows, and may be written to; of that nothing stays. Raises Broken.

    Where nothing is known it is a file for the time being, so that all cores can do what there is to do.
    """
    known = _copied(folder / _FILE)
    if known:
        yield known
        return
    try:
        with TemporaryDirectory(prefix="deskboard-") as room, closing(_connected(Path(room, _FILE))) as empty:
            yield Database(empty, Path(room, _FILE))
    except (sqlite3.Error, OSError) as error:  # there is no room for it
        raise Broken from error


def _copied(file: Path) -> Database | None:
    """A copy of a store, which goes with this process."""
    before = _about(file)
    if before is None:
        return None
    with suppress(sqlite3.Error, OSError), closing(_reading(file)) as known:
        if _is_ours(known, before[1] // 10**9):
            found = _in_memory(known) if _is_roomy(before[0]) else _nameless(file)
            if _about(file) == before:
                return found
    return None


def _is_roomy(size: int) -> bool:
    """Whether there is memory for so many bytes, and for as much again to work with; where nobody says it there is."""
    try:
        told = re.search(r"^MemAvailable: +(\d+) kB$", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    except OSError:
        return True
    return told is None or int(told[1]) * 1024 > 2 * size


def _in_memory(known: sqlite3.Connection) -> Database:
    found = memory()
    known.backup(found.connection)
    return found


def _nameless(file: Path) -> Database:
    """A copy of a store beside it, on the disk. It has a name only while it is made; nothing of it is left after.

    What one that was killed meanwhile has left goes now.
    """
    for left in file.parent.glob("glimpse-*"):
        with suppress(OSError):  # another check may do the same
            if left.lstat().st_mtime < time.time() - _LONG:
                shutil.rmtree(left)
    with TemporaryDirectory(prefix="glimpse-", dir=file.parent) as room:
        copy = shutil.copyfile(file, Path(room, _FILE))
        found = sqlite3.connect(copy, isolation_level=None)
        # No log beside it: what is open has no place any more when this ends.
        found.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        return Database(found)


def _about(file: Path) -> tuple[int, int, int] | None:
    """By what a change of the store is seen; None if it is being written, or is not to be trusted."""
    try:
        about = file.lstat()
    except OSError:
        return None
    beside = any(Path(f"{file}{end}").exists() for end in _BESIDE)
    if beside or not stat.S_ISREG(about.st_mode) or about.st_nlink != 1:  # a copy of the portal has it, too
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _reading(file: Path) -> sqlite3.Connection:
    """For reading alone, past all locks."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _is_ours(found: sqlite3.Connection, at: int) -> bool:
    """Whether it is the store of this program, written last at a time (seconds since 1970)."""
    (mine,) = found.execute("PRAGMA application_id").fetchone()
    return bool(mine == _MINE and found.execute("SELECT by, at FROM made").fetchall() == [(version(), at)])


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    """The store in `folder`, which is there: the one of the last build, or an empty one.

    What was written is kept if the block ends well, or if it says `keep` before. Raises Broken.
    """
    file = folder / _FILE
    try:
        known = _known(file) or _new(file)
    except sqlite3.DatabaseError as error:
        throw_away(folder)
        raise Broken from error
    try:
        yield Database(known, file)
        _close(known, file)
    except sqlite3.DatabaseError as error:
        known.close()
        throw_away(folder)
        raise Broken from error
    except BaseException:
        with suppress(sqlite3.Error):
            known.rollback()
            _close(known, file)
        raise
    finally:
        known.close()


def tables(known: Database, statements: str) -> None:
    """See that there are tables, without ending what is being written (as `executescript` does)."""
    for each in statements.split(";"):
        known.execute(each)


def throw_away(folder: Path) -> None:
    """Forget the store in `folder`."""
    for end in ("", *_BESIDE):
        (folder / f"{_FILE}{end}").unlink(missing_ok=True)


@cache
def version() -> str:
    """A hash of the program, and of what it is made with: another one may make other bytes of the same records."""
    state = hashlib.sha256(f"{sys.version}\0{installed.packages()}\0".encode())
    here = Path(__file__).parent
    for path in sorted(here.rglob("*.py")):
        state.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def _known(file: Path) -> sqlite3.Connection | None:
    """The store of this program, whole, or nothing."""
    about = _about(file)
    if about is None:
        return None
    try:
        found = _connected(file)
    except sqlite3.Error:
        return None
    with suppress(sqlite3.Error):
        if _is_ours(found, about[1] // 10**9):
            return found
    found.close()
    return None


def _new(file: Path) -> sqlite3.Connection:
    throw_away(file.parent)
    found = _connected(file)
    found.execute(f"PRAGMA application_id = {_MINE}")
    found.execute("CREATE TABLE made (by TEXT NOT NULL, at INTEGER NOT NULL) STRICT")
    found.execute("INSERT INTO made VALUES (?, 0)", (version(),))
    return found


def _connected(file: Path) -> sqlite3.Connection:
    found = sqlite3.connect(file, isolation_level=None)
    # What is written goes into a log beside the file until it is kept, and copies of this process read the file.
    found.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;")
    found.execute("BEGIN")
    return found


def _close(known: sqlite3.Connection, file: Path) -> None:
    """Write what is new, and let the file and the file system agree when that was.

    Pages of the file may have been written anew though no row is another (an empty table that is emptied).
    """
    if known.total_changes:
        at = int(time.time()) // _EVEN * _EVEN - _EVEN  # in the past: whoever writes later sets another time
        known.execute("UPDATE made SET at = ?", (at,))
        known.commit()
    else:
        known.rollback()
        (at,) = known.execute("SELECT at FROM made").fetchone()
    known.close()
    if file.stat().st_mtime_ns == at * 10**9:
        return
    with file.open("rb") as written:
        os.fsync(written.fileno())  # or after a power cut its times might tell of what never came to the disk
    os.utime(file, (at, at))
