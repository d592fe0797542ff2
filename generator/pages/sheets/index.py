"""/print/: all that can be printed, for staff and for residents who help them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.places import Place
from generator.pages import qr
from generator.pages.page import Filled, Page, Templates, page
from generator.pages.sheets import answered, has_board, keeps
from generator.pages.sheets.documents import OF_A_PLACE, WHOLE
from generator.view import View

KIND = "print"
_CODES = {
    "qr": "公开栏首页",
    "desk/qr": "流动办公桌",
    "contact/qr": "连心卡",
    "contact/card-qr": "连心卡，存进手机通讯录",
}
"""Codes that belong to no place, by their file without the ending."""

_FEW = 12
"""So many places of the own community stand open."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A place that has sheets, with what lies in it. `before`: what must be said before its name elsewhere."""

    code: str
    name: str
    before: str
    below: tuple["Branch", ...]


def pages(view: View) -> Iterator[Page]:
    yield page("print/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    own = view.community
    tops = [_branch(view, each) for each in answered(view) if not (each.parent and has_board(view.place(each.parent)))]
    return templates.fill(
        page,
        view,
        "打印",
        "公开栏、连心卡、回执、海报：打印出来贴在小区里。",
        template="print/index.html",
        whole=WHOLE,
        sheets=OF_A_PLACE,
        tops=sorted(tops, key=lambda each: each.code != own.code),
        opened=own.code if len(own.children) <= _FEW else "",
        codes=[*_common(view), *_stations(view)],
        around=list(_around(view)),
        listed=False,
    )


def _branch(view: View, place: Place) -> Branch:
    below = (view.place(code) for code in place.children)
    return Branch(
        place.code,
        place.name,
        view.link(place).name.removesuffix(place.name),
        tuple(_branch(view, each) for each in below if keeps(view, each)),
    )


def _common(view: View) -> Iterator[tuple[str, str]]:
    drawn = {each.stem for each in qr.codes(view)}
    yield from ((stem, name) for stem, name in _CODES.items() if stem in drawn)


def _stations(view: View) -> Iterator[tuple[str, str]]:
    for station in view.stations.all():
        yield f"stations/{station.record.code}/qr", station.record.name


def _around(view: View) -> Iterator[tuple[str, str]]:
    """Streets and districts: they have a page, and no board."""
    for place in view.places():
        if not has_board(place):
            yield f"places/{place.code}/qr", place.name
