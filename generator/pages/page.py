"""What the page modules share: a page's name, and the templates that print it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound

from generator.pages import say, sharing
from generator.pictures import Picture
from generator.shell import ShellKey, Slots
from generator.view import View

LAYOUT = "lean"
NOINDEX = '<meta name="robots" content="noindex">'


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
    updated: date | None = None
    listed: bool = True  # in the sitemap

    @property
    def path(self) -> str:
        """The page's file in the site."""
        return f"{self.url}index.html"

    @property
    def root(self) -> str:
        """The way from the page to the site's root, as links need it."""
        return "../" * self.shell.depth or "./"


def page(url: str, kind: str, key: str = "", updated: date | None = None, listed: bool = True) -> Page:
    """A page whose section is the first folder of its URL."""
    section, depth = url.split("/")[0] or "home", url.count("/")
    return Page(url, kind, key, ShellKey(LAYOUT, section, depth), updated, listed)


class Templates:
    """The templates of the portal. They print what they are given and compute nothing.

    Each is given `view`, `root` (the way to the site's root) and `links` (how texts lead to cases).
    """

    def __init__(self, folder: Path) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.filters.update(say.FILTERS)

    def slots(
        self, page: Page, view: View, title: str, description: str, *, head: str = "", canonical: str = "",
        template: str = "", picture: Picture | None = None, **given: Any,
    ) -> Slots:  # fmt: skip
        """Fill the slots of a page; the body comes from `template`, by default the one named after its kind.

        `picture`: what a link to the page shows where it is passed on; by default the site's own.
        """
        name = view.portal.name
        links = say.Links(view.has_case, page.root, page.key if page.kind == "case" else "")
        body = self.render(template or f"{page.kind}.html", view, root=page.root, links=links, **given)
        on_screen = page.shell.layout == LAYOUT
        return Slots(
            title=title if title == name else f"{title} - {name}",
            description=sharing.gist(description),
            canonical=view.site_url + (canonical or page.url),
            head="\n".join([sharing.head(title, view.site_url, picture), head]) if on_screen else head,
            body=body + str(say.rests(page.updated)) if on_screen and page.listed else body,
        )

    def render(self, template: str, view: View, **given: Any) -> str:
        """Render one template. Raises TemplateProblem."""
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
