"""The upkeep of the register: dossiers, rolls and sums are brought up to the readings, and all that is wrong is said.

What did not change, nor depends on what changed, stays.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cache, partial
from pathlib import PurePosixPath
from typing import Any

from generator import cores, dossiers, read, store
from generator.dossiers import Dossier, Dossiers, Given, Raw
from generator.fold import album
from generator.fold import world as fold_world
from generator.fold.cases.registered import card, heading
from generator.fold.figures import computed
from generator.fold.meetings import Held
from generator.fold.world import GROUND, World
from generator.notes import Notes
from generator.photos import Photo
from generator.problem import Fault, Problem
from generator.read import Reading
from generator.readings import Keys, Readings
from generator.rolls import Rolls
from generator.sums import Addend, Sums
from generator.traces import Traces

Progress = Callable[[str, int, int], None]


class Photos:
    """The photographs beside records, by folder."""

    def __init__(self, files: Readings) -> None:
        self._files = files
        self._any = "photo" in files.kinds()
        self._in = cache(self._looked_up)
        self._lying: dict[str, list[str]] = {}
        for path, _ in files.digests("photo"):
            self._lying.setdefault(str(PurePosixPath(path).parent), []).append(path)

    def beside(self, path: str) -> Mapping[str, Photo | None]:
        """Those beside a file: by name, none for one that has problems of its own."""
        return self._in(str(PurePosixPath(path).parent)) if self._any else {}

    def _looked_up(self, folder: str) -> Mapping[str, Photo | None]:
        return {PurePosixPath(path).name: self._files.get(path).record for path in self._lying.get(folder, ())}

    def unnamed(self, rolls: Rolls) -> Iterator[Problem]:
        """Those that no record names."""
        if not self._any:
            return
        cases = (each for each in self._files.speaking() if each.kind == "case" and each.record is None)
        unread = {str(PurePosixPath(each.path).parent) for each in cases}
        named = cache(lambda folder: {name for _, names in rolls.of(f"photos/{folder}") for name in names})
        yield from album.unnamed(self._files.of("photo"), named, unread)


_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value BLOB) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS adds (key TEXT PRIMARY KEY, addends BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""


_MANY = 20_000
"""So many addends are held in memory, and then added up."""


COMPARED = ("world", "compared")
"""Under this it is remembered whether it was looked up what in the world is another than before."""


class Upkeep:
    """Brings a register up to readings."""

    def __init__(self, files: Readings, today: date, raw: Raw) -> None:
        self._files, self._today, self._raw = files, today, raw
        self._database = files.database
        store.tables(self._database, _TABLES)
        notes = Notes()
        self.rolls, self._sums = Rolls(files.database, notes), Sums(files.database, notes)
        self._dossiers = Dossiers(files.database)
        self._fresh = not self._database.execute("SELECT 1 FROM fact LIMIT 1").fetchone()
        self.photos = Photos(files)
        self._moved = files.moved()
        self._ids_changed = any(self._is_new(path) for path in self._moved)
        self._spoiled = set[str]()
        self._anew = False
        self.folded = 0
        self._less, self._more = list[Addend](), list[Addend]()
        self._meetings = dict(files.digests("meeting"))

    # The world

    def world(self, problems: list[Problem]) -> World | None:
        """That of the last build, or a new one."""
        told = (repr(self._today), repr(self._files.digests(*fold_world.KINDS)))
        key = hashlib.sha256("".join(told).encode()).hexdigest()
        world: World | None
        kept = self._fact("world")
        if kept and kept[0] == key and not self._ids_changed:
            _, world, said = kept
        else:
            said = []

            def say(path: str, faults: Iterable[Fault]) -> None:
                said.extend(self._located(path, faults))

            self._anew = True
            found = self._files.of(*fold_world.KINDS)
            world = fold_world.build(self._without_twins(found), Keys(self._files, "case"), self._today, say)
            self._keep("world", (key, world, said))
            self._database.remember(*COMPARED, False)
        problems += said
        return world

    def _without_twins(self, found: Iterable[Reading]) -> Iterator[Reading]:
        twins = {path for _, _, path in self._files.twins("policy", "notice")}
        return (each for each in found if each.path not in twins)

    def _is_new(self, path: str) -> bool:
        """Whether a file that changed is that of a case which came or went."""
        return read.kind_word(path) == "case" and (not self._files.has(path) or self._dossiers.at(path) is None)

    # The cases

    def cases(self, world: World, progress: Progress) -> Iterator[Problem]:
        """Let all dossiers be right as of the world's day; what is wrong with cases.

        What is not what it was is spoiled along with it, whether or not anything is made of it this time.
        """
        stale = self._stale(world)
        if stale is None:
            lying, known = self._files.where("case"), self._dossiers.ids()
        else:
            lying = {key: path for key in stale if (path := self._files.path("case", key))}
            known = {key for key in stale if self._dossiers.has(key)}
        for key in known - lying.keys():
            self._exchange(self._dossiers.get(key), None)
        paths = [lying[key] for key in sorted(lying)]
        self.folded = len(paths)
        work = partial(_made, world, Keys(self._files, "case"), self._raw, self._files, self.photos)
        elsewhere: dict[tuple[str, Fault], None] = {}
        for number, (key, each) in enumerate(cores.spread(work, paths, self._database.few(cores.FEW))):
            progress("核对记录", number, len(paths))
            self._exchange(self._dossiers.get(key) if key in known else None, each)
            if self._fresh and len(self._more) > _MANY:  # else what goes and comes again is nothing new
                self._add_up()
            if each:
                self._dossiers.put(each, self._met_by(world.met.get(key, ())))
                yield from each.problems
                elsewhere.update(dict.fromkeys(each.elsewhere))
        for path, fault in elsewhere:
            yield from self._located(path, [fault])
        yield from self._circles()
        self._others(world)
        self._add_up()
        self._files.taken_up()
        Traces(self._database).spoil(self._spoiled | self.rolls.changed | self._sums.changed)

    def _stale(self, world: World) -> set[str] | None:
        """The cases whose dossiers may be wrong; None for all."""
        ground = repr((self._files.digests(*GROUND), sorted(world.policies)))
        if self._fact("ground") != ground:
            self._keep("ground", ground)
            return None
        found = {*self._dossiers.aging(self._today), *self._dossiers.troubled()}
        if self._ids_changed:
            found |= {*self._dossiers.merged()}
        if self._anew:  # with the world as it was, meetings are what they were
            met = self._dossiers.met()
            now = {key: self._met_by(held) for key, held in world.met.items()}
            found |= {key for key in met.keys() | now.keys() if met.get(key) != now.get(key)}
        for path in self._moved:
            word = read.kind_word(path)
            if word == "photo":
                found |= {*self._dossiers.below(str(PurePosixPath(path).parent))}
            elif word == "case":
                found |= {PurePosixPath(path).stem, self._dossiers.at(path) or PurePosixPath(path).stem}
        return found

    def _exchange(self, old: Dossier | None, new: Dossier | None) -> None:
        """Put a dossier into the place of another."""
        key = new.id if new else old.id if old else ""
        if self._fresh and new:
            self.rolls.enter(key, new.entries)
        else:
            self.rolls.exchange(key, old.entries if old else (), new.entries if new else ())
            self._spoil(key, old, new)
        self._add(old.addends if old else (), new.addends if new else ())
        if old and new is None:
            self._dossiers.remove(key)

    def _spoil(self, key: str, old: Dossier | None, new: Dossier | None) -> None:
        """Remember what of a case is not what it was."""
        was, now = old and old.summary, new and new.summary
        if (was is None) != (now is None):
            self._spoiled.add(f"has/{key}")
        if was != now:
            self._spoiled.add(f"summary/{key}")
        if (was and card(was)) != (now and card(now)):
            self._spoiled.add(f"card/{key}")
        if (was and heading(was)) != (now and heading(now)):
            self._spoiled.add(f"heading/{key}")
        if (old.digest if old else "") != (new.digest if new else ""):
            self._spoiled.add(f"case/{key}")

    def _circles(self) -> Iterator[Problem]:
        """Cases that are merged into each other lead the reader nowhere."""
        merged = self._dossiers.merged()
        for key, into in merged.items():
            seen = {key}
            while into in merged and into not in seen:
                seen.add(into)
                into = merged[into]
            if into == key and (each := self._dossiers.get(key)):
                assert each.merged
                fault = Fault(
                    (*each.merged[1], "并入"), "并来并去", "并案绕了一圈，又回到这一件", "留一件不并案，别的都并到它"
                )
                yield from self._located(each.path, [fault])

    # Meetings and sessions, which add to figures as cases do

    def _others(self, world: World) -> None:
        """Of a world that is new all, else the meetings of which cases say something else now."""
        now: dict[str, tuple[Addend, ...]] = {}
        for held in world.meetings:
            if self._anew or f"roll/meeting/{held.path}" in self.rolls.changed:
                dealt = [said for _, said in self.rolls.of(f"meeting/{held.path}")]
                now[held.path] = tuple(computed.meeting(held, dealt, world.tree))
        if self._anew:
            now |= {f"session {each.id}": tuple(computed.session(each, world.tree)) for each in world.sessions.all}
        if not self._anew and not now:
            return
        was = {key: store.unpacked(kept) for key, kept in self._database.execute("SELECT key, addends FROM adds")}
        for key in was.keys() | now.keys() if self._anew else now:
            if was.get(key, ()) != now.get(key, ()):
                self._add(was.get(key, ()), now.get(key, ()))
                row = (key, pickle.dumps(now.get(key, ()), protocol=5))
                self._database.execute("INSERT OR REPLACE INTO adds VALUES (?, ?)", row)

    def _add(self, old: Sequence[Addend], new: Sequence[Addend]) -> None:
        if old != new:
            self._less += old
            self._more += new

    def _add_up(self) -> None:
        self._sums.add(self._less, -1)
        self._sums.add(self._more)
        self._less.clear()
        self._more.clear()

    # Facts

    def _met_by(self, held: Iterable[Held]) -> str:
        """A hash of meetings; empty if there are none."""
        told = [(each.path, self._meetings[each.path]) for each in held]
        return hashlib.sha256(repr(told).encode()).hexdigest() if told else ""

    def _located(self, path: str, faults: Iterable[Fault]) -> list[Problem]:
        faults = list(faults)
        raw = self._raw(path) if faults else b""
        return [read.locate(path, raw, fault) for fault in faults]

    def _fact(self, name: str) -> Any:
        found = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return store.unpacked(found[0]) if found else None

    def _keep(self, name: str, value: object) -> None:
        self._database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, pickle.dumps(value, protocol=5)))


def _made(
    world: World, ids: Set[str], raw: Raw, files: Readings, photos: Photos, path: str
) -> tuple[str, Dossier | None]:
    """The id and the dossier of a case from its reading and what lies beside it; none, if it cannot be read."""
    found = files.get(path)
    if found.record is None:
        return found.key, None
    return found.key, dossiers.made(found, world, Given(world.known(ids), photos.beside(path)), raw)
