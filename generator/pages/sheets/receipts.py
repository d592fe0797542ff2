"""/print/receipts/CODE/: receipts (回执) of a place, ten to a page."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import boarded, sheet
from generator.shell import Slots
from generator.view import View

KIND = "sheet-receipts"


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/receipts/{place.code}/", KIND, place.code)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    place = view.place(page.key)
    name = view.link(place).name
    return templates.slots(
        page, view, f"回执：{name}", f"{name}的回执，打印用", template="print/receipts.html", place=place, name=name
    )
