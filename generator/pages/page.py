"""What the page modules share: a page's name, and the templates that print it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket

from generator.fold.cases.pictures import Picture
from generator.notes import Notes
from generator.pages import say, sharing
from generator.shell import ShellKey, Slots
from generator.store import Database
from generator.view import View

LAYOUT = "lean"
RECENT = 20
"""How many of what is closed or open a page shows of a longer list."""
NOINDEX = '<meta name="robots" content="noindex">'


Made = TypeVar("Made")

_QUOTED = "模板程序的原话是 "
"""Before words of Jinja, which are English."""


class TemplateProblem(Exception):
    """A template of the portal does not work; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is made. `url` is relative and ends in a slash, or is empty (home)."""

    url: str
    kind: str
    key: str
    shell: ShellKey

    @property
    def path(self) -> str:
        """The page's file in the site."""
        return f"{self.url}index.html"

    @property
    def root(self) -> str:
        """The way from the page to the site's root, as links need it."""
        return "../" * self.shell.depth or "./"


def page(url: str, kind: str, key: str = "") -> Page:
    """A page whose section is the first folder of its URL."""
    section, depth = url.split("/")[0] or "home", url.count("/")
    return Page(url, kind, key, ShellKey(LAYOUT, section, depth))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a page says. `updated`: the day of the last event of all that it shows; `listed`: it is in the sitemap."""

    slots: Slots
    updated: date | None
    listed: bool


Kept = Mapping[str, tuple[frozenset[str], Any]]
"""The parts of a page by name: what was asked for each, and what it was made into. It can be pickled."""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known from before: templates as they were compiled; of which names something is another now; and the
    parts of a page, by its URL, as they were when it was made last.
    """

    database: Database
    spoiled: Set[str]
    kept: Callable[[str], Kept]


class Templates:
    """The templates of the portal. They print what they are given and compute nothing.

    Each is given `view`, `root` (the way to the site's root) and `links` (how texts lead to cases).
    """

    def __init__(self, folder: Path, notes: Notes | None = None, before: Before | None = None) -> None:
        self._notes, self._before = notes or Notes(), before
        self.kept: dict[str, Kept] = {}
        self._jinja = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(before.database) if before else None,
        )
        self._jinja.filters.update(say.FILTERS)

    def fill(
        self, page: Page, view: View, title: str, description: str, *, head: str = "", canonical: str = "",
        template: str = "", picture: Picture | None = None, updated: date | None = None, listed: bool = True,
        **given: Any,
    ) -> Filled:  # fmt: skip
        """Fill the slots of a page; the body comes from `template`, by default the one named after its kind.

        `picture`: what a link to the page shows where it is passed on; by default the site's own. Sheets are never
        `listed`.
        """
        name = view.portal.name
        links = say.Links(view.has_case, page.root, page.key if page.kind == "case" else "")
        body = self.render(template or f"{page.kind}.html", view, root=page.root, links=links, **given)
        on_screen = page.shell.layout == LAYOUT
        listed = listed and on_screen
        slots = Slots(
            title=title if title == name else f"{title} - {name}",
            description=sharing.gist(description),
            canonical=view.site_url + (canonical or page.url),
            head="\n".join([sharing.head(title, view.site_url, picture), head]) if on_screen else head,
            body=body + str(say.rests(updated)) if listed else body,
        )
        return Filled(slots, updated, listed)

    def parts(self, page: Page, keys: Iterable[str], make: Callable[[str], Made]) -> list[Made]:
        """The parts of a page that tells much: what `make` gives for each key.

        It is made again only if an answer that was asked for it is another. `kept` has the parts of each page.
        """
        before = self._before.kept(page.url) if self._before else {}
        found: dict[str, tuple[frozenset[str], Any]] = {}
        for key in keys:
            each = before.get(key)
            if each is None or (self._before and not each[0].isdisjoint(self._before.spoiled)):
                with self._notes.taken() as names:
                    made = make(key)
                each = frozenset(names), made
            for name in each[0]:
                self._notes.note(name)
            found[key] = each
        self.kept[page.url] = found
        return [made for _, made in found.values()]

    def compile(self) -> None:
        """Compile all that work, before copies of this process each do so."""
        for name in self._jinja.list_templates(filter_func=lambda name: name.endswith(".html")):
            with suppress(TemplateError):
                self._jinja.get_template(name)

    def render(self, template: str, view: View, **given: Any) -> str:
        """Render one template. Raises TemplateProblem."""
        self._notes.note(f"template/{template}")
        try:
            return self._jinja.get_template(template).render(view=view, **given)
        except TemplateNotFound as error:
            raise TemplateProblem(f"templates/{error.name}：没有这个模板") from error
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f"templates/{getattr(error, 'name', None) or template}"
            raise TemplateProblem(f"{where}{f':{line}' if line else ''}：{_QUOTED}{error.message}") from error
        except (TypeError, ValueError, LookupError) as error:  # what a template did with a value
            raise TemplateProblem(f"templates/{template}：{_QUOTED}{error}") from error


class _Compiled(BytecodeCache):
    """Templates as they were compiled, in the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._database.remembered(f"template {bucket.key}", bucket.checksum)
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._database.remember(f"template {bucket.key}", bucket.checksum, bucket.bytecode_to_string())


_NAMED = re.compile(r"{%-?\s*(?:include|import|from|extends)\s+(?:\"([^\"]+)\"|'([^']+)'|(\S))")


def digests(folder: Path) -> dict[str, str]:
    """Of each template a hash of itself and of all that it names, by its path below `folder`."""
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.html"))}
    named = {
        name: [found[1] or found[2] or "" for found in _NAMED.finditer(text.decode(errors="replace"))]
        for name, text in texts.items()
    }

    def reached(name: str) -> set[str]:
        found, ahead = set[str](), [name]
        while ahead:
            each = ahead.pop()
            if each not in found:
                found.add(each)
                ahead += named.get(each, ())
        return set(texts) if "" in found else found & texts.keys()  # what it names is not told beforehand: all

    made = {}
    for name in texts:
        state = hashlib.sha256()
        for each in sorted(reached(name)):
            state.update(each.encode() + b"\0" + hashlib.sha256(texts[each]).digest())
        made[name] = state.hexdigest()
    return made
