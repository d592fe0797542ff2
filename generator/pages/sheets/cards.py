"""/print/cards/CODE/: contact cards (连心卡) of a place, ten to a page, front and back."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import boarded, sheet
from generator.shell import Slots
from generator.view import View

KIND = "sheet-cards"


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/cards/{place.code}/", KIND, place.code)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    place = view.place(page.key)
    name = view.link(place).name
    return templates.slots(
        page, view, f"连心卡：{name}", f"{name}的连心卡，打印用", template="print/cards.html", place=place, name=name
    )
