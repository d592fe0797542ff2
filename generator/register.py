"""The register: all that the records say as of one date, and all that is wrong between them.

It lies in a database and is brought up to the readings: what did not change, nor depends on what changed, stays. Cases
themselves are put together again when somebody asks for one; they never stand in memory all at once.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from generator import cores, dossiers, read, readings, store
from generator.dossiers import Dossiers, Given, Raw
from generator.fold.cases import registered
from generator.fold.cases.registered import Card, Heading, Registered, Summary
from generator.fold.cases.relay import Relay
from generator.fold.figures.computed import Computed
from generator.fold.places import Place
from generator.fold.world import World
from generator.notes import Notes, digest
from generator.problem import Problem
from generator.read import Reading
from generator.readings import Readings
from generator.records.rules import LeastSample
from generator.rolls import Rolls
from generator.sums import Sums
from generator.tally import Tally
from generator.upkeep import Photos, Progress, Upkeep

_TWINS = {"case": ("编号", "给其中一件换一个编号，文件名也换")}
_TWIN = ("文件名", "给其中一份换一个文件名")
_CASES, _SUMMARIES = 256, 10_000
"""So many cases that were put together, and so many summaries, are kept at hand, in case that somebody asks again."""

Made = TypeVar("Made")
Kept = TypeVar("Kept")


class Register:
    """All records as of the world's day. Cases by id; whoever wants several asks the rolls."""

    def __init__(self, world: World, community: Place, files: Readings, folders: Photos) -> None:
        self._world, self._community, self._readings = world, community, files
        self.notes = Notes()
        self.world = cast(World, _Watched(world, self.notes))
        database = files.database
        self.rolls, self.sums = Rolls(database, self.notes), Sums(database, self.notes)
        self._dossiers = Dossiers(database)
        self.figures = Computed(self.sums, self.rolls, lambda: self.least)
        self._photos = folders
        self._cases = _AtHand(_CASES, self._put_together)
        self._summaries = _AtHand(_SUMMARIES, self._dossiers.summary)

    @property
    def today(self) -> date:
        self.notes.note("today")
        return self._world.today

    @property
    def community(self) -> Place:
        """The community that publishes the board."""
        self.notes.note("world/community")
        return self._community

    @property
    def least(self) -> LeastSample:
        """How many must have been asked before a rate is told."""
        self.notes.note("world/least")
        return self._world.rules.least

    def case(self, key: str) -> Registered:
        """One case with all that was derived from it."""
        self.notes.note(f"case/{key}")
        return self._cases[key]

    def _put_together(self, key: str) -> Registered:
        path = self._readings.path("case", key)
        assert path
        given = Given(self._world.known(frozenset()), self._photos.beside(path))
        made, _, _ = dossiers.register(self._readings.get(path), self._world, given)
        assert made
        return made

    def relay(self, key: str) -> Relay:
        """Who had a case, who was called, who checked."""
        return dossiers.relayed(self.case(key), self._world)

    def has(self, key: str) -> bool:
        """Whether there is such a case, be it withdrawn."""
        self.notes.note(f"has/{key}")
        return self._summaries[key] is not None

    def summary(self, key: str) -> Summary:
        self.notes.note(f"summary/{key}")
        return self._summary(key)

    def card(self, key: str) -> Card:
        self.notes.note(f"card/{key}")
        return registered.card(self._summary(key))

    def heading(self, key: str) -> Heading:
        self.notes.note(f"heading/{key}")
        return registered.heading(self._summary(key))

    def _summary(self, key: str) -> Summary:
        found = self._summaries[key]
        if found is None:
            raise KeyError(key)
        return found

    def remembered(self, name: str, keys: Sequence[str], said: str, make: Callable[[], Kept]) -> Kept:
        """What is made of some cases together; it is not made again while all of them are as they were."""
        told = digest((said, self._dossiers.digests(keys)))
        kept: Kept | None = self._readings.database.remembered(name, told)
        if kept is None:
            kept = make()
            self._readings.database.remember(name, told, kept)
        return kept

    def revised(
        self, name: str, keys: Sequence[str], said: str, each: Callable[[str], Made],
        make: Callable[[Kept | None, Mapping[str, Made]], Kept],
    ) -> Kept:  # fmt: skip
        """The same, out of what it was: `make` is given that, and what `each` makes of cases that are not as they were.

        It must come to what it would come to out of nothing.
        """
        database, digests = self._readings.database, self._dossiers.digests(keys)
        before: tuple[Mapping[str, str], Kept] | None = database.remembered(name, said)
        told, kept = before or ({}, None)
        if kept is not None and told == digests:
            return kept
        others = [key for key in keys if told.get(key) != digests[key]]
        new = zip(others, cores.spread(each, others, database.few(cores.FEW)), strict=True)
        made = make(kept, dict(new))
        database.remember(name, said, (digests, made))
        return made

    def forget_others(self, name: str, parts: Iterable[str]) -> None:
        """Of what was remembered as `name part`, only these parts are wanted."""
        self._readings.database.forget_others(name, parts)

    def world_parts(self) -> dict[str, Any]:
        """The world, part by part, and what pages ask of one part alone."""
        return {name: getattr(self._world, name) for name in World.__slots__} | {"least": self._world.rules.least}

    @property
    def since(self) -> str:
        """The month ("2024-01") from which on all have pages; empty if that is for the records to say."""
        return self.world.portal.since.iso if self.world.portal.since else ""


class _AtHand(OrderedDict[str, Kept]):
    """What was made lately, by key."""

    def __init__(self, most: int, make: Callable[[str], Kept]) -> None:
        super().__init__()
        self._most, self._make = most, make

    def __missing__(self, key: str) -> Kept:
        made = self[key] = self._make(key)
        if len(self) > self._most:
            self.popitem(last=False)
        return made


class _Watched:
    """The world, of which notes are taken part by part."""

    def __init__(self, world: World, notes: Notes) -> None:
        self._world, self._notes = world, notes

    def __getattr__(self, name: str) -> Any:
        self._notes.note(f"world/{name}")
        return getattr(self._world, name)


def build(found: Iterable[Reading], today: date, raw: Raw) -> tuple[Register | None, list[Problem]]:
    """The register of some readings, with nothing known from before."""
    files = Readings(store.memory())
    for each in found:
        files.put(readings.row(each))
    return brought_up(files, today, raw)


def brought_up(
    files: Readings, today: date, raw: Raw, progress: Progress = lambda what, done, total: None,
    tally: Tally | None = None,
) -> tuple[Register | None, list[Problem]]:  # fmt: skip
    """The register as the readings are now, and all that is wrong.

    `raw` gives the bytes of a file below content/, to find the line of what is wrong between
    records. Where a file that all others need is missing or broken, there is no register.
    """
    problems = [problem for each in files.speaking() for problem in each.problems]
    problems += _twins(files)
    there = files.kinds()
    for kind in (kind for kind in read.REQUIRED if kind not in there):
        problems.append(Problem(f"content/{kind}.yml", 1, 1, "缺文件", "少了这个文件", "从样例里复制一份再改"))
    work = Upkeep(files, today, raw)
    world = work.world(problems)
    if world is None:
        return None, problems
    problems += work.cases(world, progress)
    if tally:
        tally.folded = work.folded
    problems += work.photos.unnamed(work.rolls)
    made = Register(world, world.community, files, work.photos) if world.community else None
    return made, problems


def _twins(files: Readings) -> Iterator[Problem]:
    for kind, first, path in files.twins("case", "policy", "notice"):
        name, remedy = _TWINS.get(kind, _TWIN)
        yield Problem(f"content/{path}", 1, 1, "编号重复", f"和 content/{first} 的{name}一样", remedy)
