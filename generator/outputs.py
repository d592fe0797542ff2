"""What the site is made of: which pages and other files there are, which thing each was made as, and what it was then.

Planning brings this up to the View; only what is asked for otherwise than before is planned anew. What is not wanted
any more leaves, and is known until it has left the site.
"""

import pickle
from collections.abc import Iterable, Iterator, Set
from datetime import date
from types import ModuleType

from generator import plan, store
from generator.pages.page import Kept, Page
from generator.problem import Problem
from generator.shell import ShellKey
from generator.store import Database
from generator.traces import Traces
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
    path TEXT PRIMARY KEY, thing TEXT NOT NULL, digest TEXT NOT NULL, leaves INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS output_leaves ON output (path) WHERE leaves;
CREATE INDEX IF NOT EXISTS output_thing ON output (thing);
"""
_PAGE = "SELECT url, kind, key, layout, section, depth, module FROM page"

_FILE = "thing > 'files ' AND thing < 'files!' AND NOT leaves"
"""Of a row of `output`: that it is no page, but a module's, and wanted."""

_ALONE = ("outputs", "alone")
"""Under this it is remembered whether each page has its address for itself."""

Planned = tuple[Page, ModuleType]

_MODULES = {module.__name__: module for module in plan.MODULES}


def of(page: Page) -> str:
    """The thing that a page is."""
    return f"page {page.url}"


class Outputs:
    """Which pages there are, and all files of the site as they were made, in a database."""

    def __init__(self, database: Database, traces: Traces) -> None:
        self._ask, self._many, self._traces = database.execute, database.executemany, traces
        self._database = database
        self.keep = database.keep
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
            if before != pages.keys():
                self._database.remember(*_ALONE, False)
            self._drop(name, before - pages.keys())
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

    def _drop(self, module: str, urls: Set[str]) -> None:
        """A module has some pages no more."""
        for url in urls:
            self._traces.drop(f"page {url}")
        self._many("INSERT OR IGNORE INTO gone VALUES (?)", [(url,) for url in urls])
        self._many("DELETE FROM page WHERE (url, module) = (?, ?)", [(url, module) for url in urls])
        self._many("UPDATE page SET listed = NULL WHERE url = ?", [(url,) for url in urls])  # of another, made anew
        self.leave(f"{url}index.html" for url in urls if not self.has(url))

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
        if self._database.remembered(*_ALONE):
            return
        found = self._ask("SELECT url FROM page GROUP BY url HAVING count(*) > 1").fetchall()
        self._database.remember(*_ALONE, not found)
        for (url,) in found:
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
        parts: Kept = store.unpacked(found[0]) if found and found[0] else {}
        return parts

    def has_file(self, path: str) -> bool:
        """Whether there is such a page, or such a file of a module was put."""
        if path.endswith("index.html") and self.has(path.removesuffix("index.html")):
            return True
        return self._ask(f"SELECT 1 FROM output WHERE path = ? AND {_FILE}", (path,)).fetchone() is not None

    def has_folder(self, path: str) -> bool:
        """Whether there is anything of these in a folder."""
        span = f"{path}/", f"{path}0"
        asked = f"""
            SELECT 1 FROM page WHERE url >= ? AND url < ?
            UNION ALL SELECT 1 FROM output WHERE path >= ? AND path < ? AND {_FILE}
        """
        return self._ask(asked, span * 2).fetchone() is not None

    # What they were made into

    def put(self, path: str, thing: str, digest: str) -> None:
        """A file was made as a part of a thing."""
        self._ask("""
            INSERT INTO output VALUES (?, ?, ?, FALSE)
            ON CONFLICT DO UPDATE SET (thing, digest, leaves) = (excluded.thing, excluded.digest, FALSE)
            WHERE (output.thing, output.digest, output.leaves) != (excluded.thing, excluded.digest, FALSE)
        """, (path, thing, digest))  # fmt: skip

    def made(self, thing: str) -> set[str]:
        """The files that were made as parts of a thing."""
        return {path for (path,) in self._ask("SELECT path FROM output WHERE thing = ? AND NOT leaves", (thing,))}

    def of_sort(self, sort: str) -> dict[str, str]:
        """As a part of what each file was made, by path, where that is of a sort: `code …`."""
        asked = "SELECT path, thing FROM output WHERE thing > ? AND thing < ? AND NOT leaves"
        return dict(self._ask(asked, (f"{sort} ", f"{sort}!")))

    def things(self, paths: Iterable[str]) -> set[str]:
        """As parts of what some files were made."""
        asked = "SELECT thing FROM output WHERE path = ? AND NOT leaves"
        rows = (self._ask(asked, (path,)).fetchone() for path in paths)
        return {row[0] for row in rows if row}

    def digest(self, path: str) -> str:
        """That of a file when it was made last; empty if it was not."""
        found = self._ask("SELECT digest FROM output WHERE path = ?", (path,)).fetchone()
        return found[0] if found else ""

    def digests(self) -> Iterator[tuple[str, str]]:
        """(path, digest) of all."""
        yield from self._ask("SELECT path, digest FROM output WHERE NOT leaves")

    def leave(self, paths: Iterable[str]) -> None:
        """Some files are not wanted any more, unless they are put again."""
        self._many("UPDATE output SET leaves = TRUE WHERE path = ?", [(path,) for path in paths])

    def leaving(self) -> set[str]:
        """The files that are not wanted any more."""
        return {path for (path,) in self._ask("SELECT path FROM output WHERE leaves")}

    def left(self) -> None:
        """What was not wanted is no more."""
        self._ask("DELETE FROM output WHERE leaves")


def _page(row: tuple[str, str, str, str, str, int, str]) -> Planned:
    url, kind, key, layout, section, depth, module = row
    return Page(url, kind, key, ShellKey(layout, section, depth)), _MODULES[module]
