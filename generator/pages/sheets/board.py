"""/print/places/CODE/: the board sheet of a place, to hang in its notice board."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import boarded, sheet
from generator.shell import Slots
from generator.view import View

KIND = "sheet-board"


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/places/{place.code}/", KIND, place.code)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    place = view.place(page.key)
    name = view.link(place).name
    return templates.slots(
        page, view, f"公开栏：{name}", f"{name}的公开栏，打印用", template="print/board.html", place=place, name=name
    )
