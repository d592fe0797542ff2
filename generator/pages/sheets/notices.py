"""/print/notices/: what is announced, a sheet or more each; what is off and what is built comes first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.fold.notices import Posted
from generator.markdowns import on_paper
from generator.pages import qr
from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import sheet
from generator.pages.sheets.fit import lines
from generator.view import Post, View
from generator.view.values import Announced

KIND = "sheet-notices"
_FIRST = ("施工", "停水停电")
_LARGER = (24, 22, 20)
"""What is short is set larger, to be read at two metres."""
_ACROSS, _DOWN = 515, 740
"""A sheet in points, within its margins."""
_FIXED = 230
"""How many points of that the head, the sort, the code and what is between them take."""


@dataclass(frozen=True, slots=True)
class Hung:
    """A notice as its sheet tells it. `begins`: its first day. `points`: the size of its letters; 0: the usual."""

    slug: str
    posted: Posted
    listed: Announced
    begins: str
    points: int
    answerer: Post
    body: Markup


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/notices/", KIND)


def codes(view: View) -> Iterator[qr.Code]:
    for slug in _slugs(view):
        yield qr.Code(f"print/notices/{slug}-qr", f"notices/{slug}/")


def fill(page: Page, view: View, templates: Templates) -> Filled:
    notices = [_hung(view, slug) for slug in _slugs(view)]
    return templates.fill(page, view, "要贴的通知", "通知，打印用", template="print/notices.html", notices=notices)


def _slugs(view: View) -> list[str]:
    """What is in force or ahead, works and outages first, each by its first day."""
    told = [each for each in (*view.notices.now, *view.notices.ahead) if each.url.startswith("notices/")]
    soonest = [each.url.split("/")[1] for each in sorted(told, key=lambda each: (each.span.since, each.url))]
    return sorted(soonest, key=lambda slug: view.notices.notice(slug).record.sort not in _FIRST)


def _hung(view: View, slug: str) -> Hung:
    posted, hotline = view.notices.notice(slug), view.portal.hotline
    called = posted.record.contact
    answerer = view.answerer(called) if called else Post(hotline.name, "", hotline.phone, "", hotline.hours, "")
    listed, body = view.notices.listed(slug), Markup(on_paper(posted.body))
    first = listed.span.first
    facts = [
        "、".join(place.name for place in listed.places),
        "10月29日（周四） 10:30到12月4日（周五） 17:00",
        *("停暖气、电梯停用：11月19日（周四）到11月21日（周六），每天 10:00到11:30" for _ in listed.outages),
        *(posted.record.quiet or "").splitlines(),
        f"{answerer.name} {answerer.phone} {answerer.mobile} {answerer.hours}",
    ]
    points = _points(posted.record.title, facts, body)
    return Hung(slug, posted, listed, f"{first.month}月{first.day}日", points, answerer, body)


def _points(title: str, facts: list[str], body: Markup) -> int:
    """The largest size in which all stands on one sheet by a rough reckoning, which rather takes too much room."""
    written = [Markup(each).striptags() for each in re.split(r"</(?:p|li|h\d|tr|pre)>|<br>", body)]
    for points in _LARGER:
        across = _ACROSS / points
        rows = float(sum(lines(each, across - 6) for each in facts))
        rows += sum(lines(each, across - 2) + 0.3 for each in written if each)
        if _FIXED + lines(title, _ACROSS / 28) * 36 + rows * points * 1.4 <= _DOWN:
            return points
    return 0
