"""What is known of each case: its summary, the rolls in which it stands, what it adds to sums, and what is wrong.

A dossier follows from the record of a case, the meetings that dealt with it, the photographs beside it, and the world;
it says itself on which days it holds. So in most builds most dossiers stay as they are.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from generator import read, store
from generator.fold import album, names
from generator.fold.cases import case as fold_case
from generator.fold.cases import enrol, standing, story, workflow
from generator.fold.cases.registered import Registered, Summary, summary
from generator.fold.cases.relay import Relay, relay
from generator.fold.figures import computed
from generator.fold.figures.defined import rounds
from generator.fold.ground import EARLIEST, future, long_ago
from generator.fold.meetings import Held
from generator.fold.world import World
from generator.notes import digest
from generator.packed import packed
from generator.photos import Photo
from generator.problem import Fault, Problem
from generator.read import Reading
from generator.records.case import Case
from generator.records.events import Merged
from generator.records.moment import Moment
from generator.rolls import Entry
from generator.store import Database
from generator.sums import Addend

Raw = Callable[[str], bytes]
"""The bytes of a file below content/, to find the line of what is wrong in it."""
Way = tuple[str | int, ...]


@packed
@dataclass(frozen=True, slots=True)
class Dossier:
    """All of a case that others ask for. `summary` is none where too little is known to register it.

    `digest`: a hash of all that its own page says. `merged`: into which case, and where its record says so.
    `elsewhere`: what is to be mended in other files. It holds from `since` until before `until`; none: as long as
    nothing else changes.
    """

    id: str
    path: str
    since: date
    until: date | None
    summary: Summary | None = None
    entries: tuple[Entry, ...] = ()
    addends: tuple[Addend, ...] = ()
    digest: str = ""
    merged: tuple[str, Way] | None = None
    problems: tuple[Problem, ...] = ()
    elsewhere: tuple[tuple[str, Fault], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a case leans on beside the world: the ids of all cases, and the photographs beside it."""

    known: names.Known
    photos: Mapping[str, Photo | None]


def register(
    reading: Reading, world: World, given: Given
) -> tuple[Registered | None, list[Fault], list[tuple[str, Fault]]]:
    """A case with all that is derived from it, what is wrong in its file, and in others."""
    case: Case = reading.record
    found, faults = names.check_case(case, given.known)
    photos, missing = album.named(case, given.photos)
    faults += missing
    days: list[tuple[Way, Moment]] = [(("进展", index, "日期"), event.day) for index, event in enumerate(case.events)]
    days += [(("截至",), case.known_until)] if case.known_until else []
    faults += [future(path) for path, day in days if day.known and day.earliest > world.today]
    if not case.frozen:
        faults += [long_ago(path) for path, day in days if day.known and day.earliest < EARLIEST]
    category = found.category
    if not found.places or category is None:
        return None, faults, []
    seat = world.directory.seat(found.places[0]) or found.places[0].name
    limits = category.limits or world.rules.limits
    folded = fold_case.fold(story.tell(case, seat, world.met.get(case.id, ())), limits)
    if any(fault.code == "不认识的单位" for fault in faults):
        # An unknown name makes every condition on it fail; the name is what is to be mended.
        folded = replace(folded, faults=tuple(each for each in folded.faults if each.code != "条件不够"))
    if found.workflow or not case.workflow:
        faults += workflow.check_skipped(found.workflow, folded.entries, case.skipped)
    stands = standing.as_of(folded, world.today, case.frozen)
    silent = stands.silent_days is not None and stands.silent_days >= world.rules.silent
    made = Registered(
        case, found.places, category, found.workflow, seat, folded, stands, photos, found.session, silent
    )  # fmt: skip
    return made, [*faults, *folded.faults], list(folded.elsewhere)


def relayed(each: Registered, world: World) -> Relay:
    """Who had a case, who was called, who checked."""

    def level(name: str) -> str:
        actor = world.directory.actors.get(name)
        return actor.level if actor else ""

    return relay(each.folded, each.standing, level, world.today)


def made(reading: Reading, world: World, given: Given, raw: Raw) -> Dossier:
    """The dossier of a case as of the world's day."""
    each, faults, elsewhere = register(reading, world, given)
    problems: tuple[Problem, ...] = ()
    if faults:
        text = raw(reading.path)
        problems = tuple(read.locate(reading.path, text, fault) for fault in faults)
    found = Dossier(reading.record.id, reading.path, world.today, None, problems=problems, elsewhere=tuple(elsewhere))
    if each is None:
        return found
    told = summary(each, world.tree, world.words)
    met: Sequence[Held] = world.met.get(each.record.id, ())
    entries = enrol.entries(each, told, met, world.tree, world.rules.least, world.today)
    photos = tuple(photo.file for event in each.record.events for photo in event.photos)
    beside = [Entry(f"photos/{PurePosixPath(reading.path).parent}", "", photos)] if photos else []
    return replace(
        found,
        until=_until(each, world.today),
        summary=told,
        entries=(*entries, *beside),
        addends=tuple(computed.addends(each, world.rules.least, world.tree, world.today)),
        digest=digest((each, relayed(each, world), world.today if _ages(each) else None)),
        merged=_merged(each),
    )


def _ages(each: Registered) -> bool:
    """Whether it stands otherwise each day. What a report told does not, unless somebody or something was awaited."""
    if not each.standing.open:
        return False
    awaits = each.folded.calls or any(getattr(entry.happening.what, "expected", None) for entry in each.folded.entries)
    return not each.record.frozen or bool(awaits)


def _until(each: Registered, today: date) -> date | None:
    """The next day on which it may stand otherwise with the same records."""
    if _ages(each):
        return today + timedelta(1)
    if each.record.frozen:
        return None
    dues = [due.day + timedelta(1) for run in rounds(each) for due in (run.answer_due, run.closing_due) if due]
    recheck = [each.folded.recheck.day] if each.folded.recheck else []
    return min((day for day in (*dues, *recheck) if day > today), default=None)


def _merged(each: Registered) -> tuple[str, Way] | None:
    found = [
        (what.into, entry.happening.path)
        for entry in each.folded.entries
        if isinstance(what := entry.happening.what, Merged) and what.into != each.record.id
    ]
    return found[-1] if found else None


_TABLES = """
CREATE TABLE IF NOT EXISTS dossier (
    id TEXT PRIMARY KEY, path TEXT UNIQUE NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, met TEXT NOT NULL,
    troubled INTEGER NOT NULL, merged TEXT NOT NULL, digest TEXT NOT NULL, summary BLOB NOT NULL,
    dossier BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dossier_until ON dossier (until);
CREATE INDEX IF NOT EXISTS dossier_since ON dossier (since);
CREATE INDEX IF NOT EXISTS dossier_digest ON dossier (id, digest);
CREATE INDEX IF NOT EXISTS dossier_troubled ON dossier (id) WHERE troubled;
CREATE INDEX IF NOT EXISTS dossier_merged ON dossier (id, merged) WHERE merged != '';
CREATE INDEX IF NOT EXISTS dossier_met ON dossier (id, met) WHERE met != '';
"""
_NEVER = "9999-99-99"
_TOGETHER = 500
"""So many are looked up at once."""


class Dossiers:
    """All dossiers, in a database. `met`: a hash of the meetings that dealt with a case."""

    def __init__(self, database: Database) -> None:
        self._ask = database.execute
        store.tables(database, _TABLES)

    def put(self, each: Dossier, met: str) -> None:
        until = each.until.isoformat() if each.until else _NEVER
        troubled = bool(each.problems or each.elsewhere or each.summary is None)
        into = each.merged[0] if each.merged else ""
        self._ask(
            "INSERT OR REPLACE INTO dossier VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                each.id, each.path, each.since.isoformat(), until, met, troubled, into, each.digest,
                pickle.dumps(each.summary, protocol=5), pickle.dumps(each, protocol=5),
            ),
        )  # fmt: skip

    def remove(self, key: str) -> None:
        self._ask("DELETE FROM dossier WHERE id = ?", (key,))

    def get(self, key: str) -> Dossier | None:
        found = self._ask("SELECT dossier FROM dossier WHERE id = ?", (key,)).fetchone()
        return store.unpacked(found[0]) if found else None

    def summary(self, key: str) -> Summary | None:
        """That of a case that is registered."""
        found = self._ask("SELECT summary FROM dossier WHERE id = ?", (key,)).fetchone()
        return store.unpacked(found[0]) if found else None

    def has(self, key: str) -> bool:
        return self._ask("SELECT 1 FROM dossier WHERE id = ?", (key,)).fetchone() is not None

    def ids(self) -> set[str]:
        return set(_all(self._ask("SELECT id FROM dossier")))

    def digests(self, keys: Iterable[str]) -> dict[str, str]:
        """By id."""
        every, found = list(keys), dict[str, str]()
        for start in range(0, len(every), _TOGETHER):
            some = every[start : start + _TOGETHER]
            marks = ", ".join("?" * len(some))
            # Told to use the index, for the table itself, which it would search, has all the dossiers in between.
            asked = f"SELECT id, digest FROM dossier INDEXED BY dossier_digest WHERE id IN ({marks})"
            found |= self._ask(asked, some)
        return {key: found[key] for key in every}

    def at(self, path: str) -> str | None:
        """The id of the dossier of a file."""
        found = self._ask("SELECT id FROM dossier WHERE path = ?", (path,)).fetchone()
        return found[0] if found else None

    def aging(self, today: date) -> list[str]:
        """Those that no longer hold, or not yet."""
        day = today.isoformat()
        return _all(
            self._ask(
                "SELECT id FROM dossier WHERE until <= ? UNION SELECT id FROM dossier WHERE since > ?", (day, day)
            )
        )

    def troubled(self) -> list[str]:
        """Those of which something is wrong."""
        return _all(self._ask("SELECT id FROM dossier WHERE troubled"))

    def merged(self) -> dict[str, str]:
        """By id of those that were merged, into which."""
        return dict(self._ask("SELECT id, merged FROM dossier WHERE merged != ''"))

    def met(self) -> dict[str, str]:
        """By id, of those that meetings dealt with."""
        return dict(self._ask("SELECT id, met FROM dossier WHERE met != ''"))

    def below(self, folder: str) -> list[str]:
        """Those of the files in a folder and below it."""
        return _all(self._ask("SELECT id FROM dossier WHERE path >= ? AND path < ?", (f"{folder}/", f"{folder}0")))


def _all(rows: Iterable[tuple[str]]) -> list[str]:
    return [each for (each,) in rows]
