"""What the site is made of: which pages and other files there are, which thing each was made as, and what it was then.

Planning brings this up to the View; only what is asked for otherwise than before is planned anew.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import ModuleType

from generator import cores, notes, plan, store
from generator.pages import search, search_first
from generator.pages.page import Kept, Page
from generator.problem import Problem
from generator.shell import ShellKey
from generator.store import Database
from generator.tally import Tally
from generator.traces import Answers, Traces
from generator.view import View

_TABLES = """
CREATE TABLE IF NOT EXISTS page (
    url TEXT NOT NULL, module TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
    layout TEXT NOT NULL, section TEXT NOT NULL, depth INTEGER NOT NULL, updated TEXT, listed INTEGER,
    kept BLOB,
    PRIMARY KEY (url, module)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_module ON page (module);
CREATE TABLE IF NOT EXISTS gone (url TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS output (
    path TEXT PRIMARY KEY, thing TEXT NOT NULL, digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS output_thing ON output (thing);
CREATE TABLE IF NOT EXISTS fresh (path TEXT PRIMARY KEY, thing TEXT NOT NULL, data BLOB NOT NULL) STRICT;
"""
_PAGE = "SELECT url, kind, key, layout, section, depth, module FROM page"

_BLOCKS = 2
"""So many blocks of the search are made here; more are spread, for each takes long."""

Planned = tuple[Page, ModuleType]

_MODULES = {module.__name__: module for module in plan.MODULES}


def of(page: Page) -> str:
    """The thing that a page is."""
    return f"page {page.url}"


class Outputs:
    """All of a site but what people write by hand, in a database."""

    def __init__(self, database: Database, traces: Traces) -> None:
        self._ask, self._many, self._traces = database.execute, database.executemany, traces
        self._database, self.keep = database, database.keep
        store.tables(database, _TABLES)

    # Which pages there are

    def plan(self, view: View, touched: Set[str]) -> None:
        """Let there be the pages that the View has now."""
        for name, module in _MODULES.items():
            thing = f"plan {name}"
            if self._traces.has(thing) and thing not in touched:
                continue
            with view.notes.taken() as names:
                pages = {page.url: page for page in module.pages(view)}
            before = {url for (url,) in self._ask("SELECT url FROM page WHERE module = ?", (name,))}
            for url in before - pages.keys():
                self._traces.drop(f"page {url}")
            self._many("INSERT OR IGNORE INTO gone VALUES (?)", [(url,) for url in before - pages.keys()])
            self._many("DELETE FROM page WHERE (url, module) = (?, ?)", [(url, name) for url in before - pages.keys()])
            rows = [
                (each.url, name, each.kind, each.key, each.shell.layout, each.shell.section, each.shell.depth)
                for each in pages.values()
            ]
            self._many("""
                INSERT INTO page (url, module, kind, key, layout, section, depth) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET (kind, key, layout, section, depth)
                = (excluded.kind, excluded.key, excluded.layout, excluded.section, excluded.depth)
            """, rows)  # fmt: skip
            self._traces.put(thing, names)

    def pages(self) -> list[Planned]:
        """All pages, in order of their URL."""
        return [_page(row) for row in self._ask(f"{_PAGE} ORDER BY url")]

    def due(self, touched: Set[str]) -> list[Planned]:
        """The pages that were never made, or must be made again."""
        urls = [each.removeprefix("page ") for each in touched if each.startswith("page ")]
        rows = [row for url in urls for row in self._ask(f"{_PAGE} WHERE url = ?", (url,))]
        rows += self._ask(f"{_PAGE} WHERE listed IS NULL")
        found = {row[0]: _page(row) for row in rows}
        return [found[url] for url in sorted(found)]

    def shells(self) -> list[ShellKey]:
        """The shells that the pages need."""
        return sorted(ShellKey(*row) for row in self._ask("SELECT DISTINCT layout, section, depth FROM page"))

    def twice(self) -> Iterator[Problem]:
        """Addresses that two pages would have."""
        for (url,) in self._ask("SELECT url FROM page GROUP BY url HAVING count(*) > 1"):
            message = f"有两个网页都要放在 /{url}"
            yield Problem("content", 1, 1, "网址重复", message, "给其中一个换代码、编号或者文件名")

    def urls(self) -> set[str]:
        return {url for (url,) in self._ask("SELECT url FROM page")}

    def has(self, url: str) -> bool:
        return self._ask("SELECT 1 FROM page WHERE url = ?", (url,)).fetchone() is not None

    def gone(self) -> set[str]:
        """The addresses of pages that were planned since `let_go`, or then, and are no more."""
        return {url for (url,) in self._ask("SELECT url FROM gone EXCEPT SELECT url FROM page")}

    def let_go(self) -> None:
        """Those that have gone are missed by nobody."""
        self._ask("DELETE FROM gone")

    def paths(self) -> set[str]:
        """The files of the pages."""
        return {path for (path,) in self._ask("SELECT url || 'index.html' FROM page")}

    def listed(self) -> list[tuple[str, str]]:
        """The pages for search engines, and of which day ("2026-11-20") they are, if that is known."""
        return self._ask("SELECT url, coalesce(updated, '') FROM page WHERE listed ORDER BY url").fetchall()

    def filled(self, page: Page, updated: date | None, listed: bool, kept: Kept) -> None:
        """A page was made, says this of itself, and has these parts."""
        parts = pickle.dumps(kept, protocol=5) if kept else None
        row = (updated.isoformat() if updated else None, listed, parts, page.url)
        self._ask("UPDATE page SET (updated, listed, kept) = (?, ?, ?) WHERE url = ?", row)

    def kept(self, url: str) -> Kept:
        """The parts of a page as they were when it was made last."""
        found = self._ask("SELECT kept FROM page WHERE url = ?", (url,)).fetchone()
        parts: Kept = pickle.loads(found[0]) if found and found[0] else {}
        return parts

    # Files that are no pages

    def make_files(self, view: View, touched: Set[str], tally: Tally) -> None:
        """Make those anew that were never made, or must be made again; they wait in the database until they are put."""
        self.all_put()
        for module in plan.FILES:
            with tally.part("其中搜索" if module in (search, search_first) else "其中日历、名片"):
                things = self._parts(view, module, touched)
                again = [thing for thing in things if thing in touched or not self.made(thing)]
                self._make_files(view, module, {thing: things[thing] for thing in again})

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
            self.forget(self.made(gone))
        self._traces.put(thing, names)
        return parts

    def _make_files(self, view: View, module: ModuleType, things: Mapping[str, str]) -> None:
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
        """Make the files of some things, too, as `make_files` does."""
        for module in plan.FILES:
            start = f"files {module.__name__} "
            mine = sorted(each for each in things if each.startswith(start))
            self._make_files(view, module, {each: each.removeprefix(start) for each in mine})

    def fresh(self) -> Iterator[tuple[str, str, bytes]]:
        """Those that were made anew: (path, the thing that it belongs to, its bytes)."""
        yield from self._ask("SELECT path, thing, data FROM fresh ORDER BY path")

    def all_put(self) -> None:
        """Nothing waits any more."""
        self._ask("DELETE FROM fresh")

    def freshly_made(self) -> set[str]:
        """The things of which files were made anew."""
        return {thing for (thing,) in self._ask("SELECT DISTINCT thing FROM fresh")}

    def files(self) -> set[str]:
        """The paths of all, whether they wait or were put."""
        asked = "SELECT path FROM output WHERE thing > 'files ' AND thing < 'files!' UNION SELECT path FROM fresh"
        return {path for (path,) in self._ask(asked)}

    def has_file(self, path: str) -> bool:
        """Whether there is such a page or file."""
        if path.endswith("index.html") and self.has(path.removesuffix("index.html")):
            return True
        asked = "SELECT 1 FROM output WHERE path = ? UNION ALL SELECT 1 FROM fresh WHERE path = ?"
        return self._ask(asked, (path, path)).fetchone() is not None

    def has_folder(self, path: str) -> bool:
        """Whether there is anything in a folder."""
        span = f"{path}/", f"{path}0"
        asked = """
            SELECT 1 FROM page WHERE url >= ? AND url < ? UNION ALL SELECT 1 FROM output WHERE path >= ? AND path < ?
            UNION ALL SELECT 1 FROM fresh WHERE path >= ? AND path < ?
        """
        return self._ask(asked, span * 3).fetchone() is not None

    # What they were made into

    def put(self, path: str, thing: str, digest: str) -> None:
        """A file was made as a part of a thing."""
        self._ask("INSERT OR REPLACE INTO output VALUES (?, ?, ?)", (path, thing, digest))

    def made(self, thing: str) -> set[str]:
        """The files that were made as parts of a thing."""
        return {path for (path,) in self._ask("SELECT path FROM output WHERE thing = ?", (thing,))}

    def thing(self, path: str) -> str:
        """As a part of what a file was made; empty if it was not."""
        found = self._ask("SELECT thing FROM output WHERE path = ?", (path,)).fetchone()
        return found[0] if found else ""

    def digests(self) -> dict[str, str]:
        return dict(self._ask("SELECT path, digest FROM output"))

    def forget(self, paths: Iterable[str]) -> None:
        self._many("DELETE FROM output WHERE path = ?", [(path,) for path in paths])


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


def _page(row: tuple[str, str, str, str, str, int, str]) -> Planned:
    url, kind, key, layout, section, depth, module = row
    return Page(url, kind, key, ShellKey(layout, section, depth)), _MODULES[module]
