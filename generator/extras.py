"""Files that are no pages: calendars, cards for the phone, texts of weeks, the index of the search.

Those that are made anew wait here until they are put into the site.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from types import ModuleType

from generator import cores, notes, plan, store
from generator.outputs import Outputs
from generator.pages import search, search_first
from generator.store import Database
from generator.tally import Tally
from generator.traces import Answers, Traces
from generator.view import View

_TABLE = "CREATE TABLE IF NOT EXISTS fresh (path TEXT PRIMARY KEY, thing TEXT NOT NULL, data BLOB NOT NULL) STRICT"

_BLOCKS = 2
"""So many blocks of the search are made here; more are spread, for each takes long."""


class Extras:
    """Files that are no pages, in a database."""

    def __init__(self, database: Database, traces: Traces, outputs: Outputs) -> None:
        self._ask, self._many, self._database = database.execute, database.executemany, database
        self._traces, self._outputs = traces, outputs
        store.tables(database, _TABLE)

    def make(self, view: View, touched: Set[str], tally: Tally) -> None:
        """Make those anew that were never made, or must be made again; they wait in the database until they are put."""
        self.all_put()
        for module in plan.FILES:
            with tally.part("其中搜索" if module in (search, search_first) else "其中日历、名片"):
                things = self._parts(view, module, touched)
                again = [thing for thing in things if thing in touched or not self._outputs.made(thing)]
                self._make(view, module, {thing: things[thing] for thing in again})

    def _parts(self, view: View, module: ModuleType, touched: Set[str]) -> dict[str, str]:
        """The things that a module's files are made in."""
        thing, start = f"parts {module.__name__}", f"files {module.__name__} "
        known = {each: each.removeprefix(start) for each in self._traces.things(start)}
        if self._traces.has(thing) and thing not in touched:
            return known
        with view.notes.taken() as names:
            parts = {start + part: part for part in module.parts(view)}
        for gone in known.keys() - parts.keys():
            self._traces.drop(gone)
            self._outputs.leave(self._outputs.made(gone))
        self._traces.put(thing, names)
        return parts

    def _make(self, view: View, module: ModuleType, things: Mapping[str, str]) -> None:
        """Make the files of some things, each of a part of what there is."""
        few = self._database.few(_BLOCKS if module is search else cores.FEW)
        work = partial(_made, view, module, self._traces, self._database)
        for thing, each in zip(things, cores.spread(work, list(things.values()), few), strict=True):
            rows = [(path, thing, data) for path, data in each.files]
            self._many("INSERT OR REPLACE INTO fresh VALUES (?, ?, ?)", rows)
            self._traces.put(thing, each.names | {"permit"})  # by which they are looked at
            self._traces.put_answers(each.answers)
            self._database.take_over(each.handed)

    def make_again(self, view: View, things: Set[str]) -> None:
        """Make the files of some things, too, as `make` does."""
        for module in plan.FILES:
            start = f"files {module.__name__} "
            mine = sorted(each for each in things if each.startswith(start))
            self._make(view, module, {each: each.removeprefix(start) for each in mine})

    def fresh(self) -> Iterator[tuple[str, str, bytes]]:
        """Those that were made anew: (path, the thing that it belongs to, its bytes)."""
        yield from self._ask("SELECT path, thing, data FROM fresh ORDER BY path")

    def all_put(self) -> None:
        """Nothing waits any more."""
        self._ask("DELETE FROM fresh")

    def freshly_made(self) -> set[str]:
        """The things of which files were made anew."""
        return {thing for (thing,) in self._ask("SELECT DISTINCT thing FROM fresh")}

    def has(self, path: str) -> bool:
        """Whether such a file waits."""
        return self._ask("SELECT 1 FROM fresh WHERE path = ?", (path,)).fetchone() is not None

    def has_folder(self, path: str) -> bool:
        """Whether any that belongs into a folder waits."""
        asked = "SELECT 1 FROM fresh WHERE path >= ? AND path < ?"
        return self._ask(asked, (f"{path}/", f"{path}0")).fetchone() is not None


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a part, and what was asked for them, and remembered."""

    files: list[tuple[str, bytes]]
    names: frozenset[str]
    answers: Answers
    handed: list[tuple[str, str, bytes]]


def _made(view: View, module: ModuleType, traces: Traces, database: Database, part: str) -> _Made:
    with view.notes.taken() as names:
        files = list(module.files(view, part))
    answers = traces.new(view.notes)
    view.notes.forget(notes.HELD)
    return _Made(files, frozenset(names), answers, database.handed())
