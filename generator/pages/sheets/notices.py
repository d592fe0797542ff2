"""/print/notices/: what is announced, a sheet or more each; what is off and what is built comes first."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.fold.notices import Posted
from generator.markdowns import on_paper
from generator.pages import qr
from generator.pages.page import Page, Templates
from generator.pages.sheets import sheet
from generator.pages.sheets.fit import shortened
from generator.shell import Slots
from generator.view import Post, View
from generator.view.values import Announced

KIND = "sheet-notices"
_FIRST = ("施工", "停水停电")


@dataclass(frozen=True, slots=True)
class Hung:
    """A notice as its sheet tells it. `which`: its title, short enough for the head of each sheet."""

    slug: str
    posted: Posted
    listed: Announced
    which: str
    board: str
    answerer: Post
    body: Markup


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/notices/", KIND)


def codes(view: View) -> Iterator[qr.Code]:
    for slug in _slugs(view):
        yield qr.Code(f"print/notices/{slug}-qr", f"notices/{slug}/")


def slots(page: Page, view: View, templates: Templates) -> Slots:
    notices = [_hung(view, slug) for slug in _slugs(view)]
    return templates.slots(page, view, "通知", "通知，打印用", template="print/notices.html", notices=notices)


def _slugs(view: View) -> list[str]:
    """What is in force or ahead, works and outages first, each by its first day."""
    told = [each for each in (*view.notices.now, *view.notices.ahead) if each.url.startswith("notices/")]
    soonest = [each.url.split("/")[1] for each in sorted(told, key=lambda each: (each.span.since, each.url))]
    return sorted(soonest, key=lambda slug: view.notices.notice(slug).record.sort not in _FIRST)


def _hung(view: View, slug: str) -> Hung:
    posted, hotline = view.notices.notice(slug), view.portal.hotline
    called = posted.record.contact
    answerer = view.answerer(called) if called else Post(hotline.name, "", hotline.phone, "", hotline.hours, "")
    return Hung(
        slug,
        posted,
        view.notices.listed(slug),
        shortened(posted.record.title, 14),
        shortened(view.portal.name, 12),
        answerer,
        Markup(on_paper(posted.body)),
    )
