"""/print/receipts/CODE/: receipts (回执) of a place, ten to a page.

Below the blanks a receipt has three lines of 14 pt. They go, in this order, to a phone too long to stand beside the
code, what the number is for with the month of printing, the address, and a name of the place that is too long for its
corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import boarded, keeps, sheet
from generator.pages.sheets.cards import ACROSS, LETTERS
from generator.pages.sheets.fit import lines, reachable, shortened, spelled, width
from generator.records.portal import Hotline
from generator.view import View

KIND = "sheet-receipts"
_LINES = 3
_PLACE, _BESIDE = 8.5, 11.2
"""How many em there are beside the code for the place, and for a whole line."""
_TITLE = 2.5
"""The word 回执 before the place."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is printed on a receipt; `wide`: what has a line of its own across it."""

    place: str
    wide_place: bool
    phone: str
    wide_phone: bool
    address: tuple[str, ...]


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/receipts/{place.code}/", KIND, place.code)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    place = view.place(page.key)
    name = view.link(place).name
    addresses = (f"{view.site_url}places/{place.code}/", view.site_url)
    return templates.fill(
        page, view, f"回执：{name}", f"{name}的回执，打印用", template="print/receipts.html", place=place, name=name,
        kept=keeps(view, place), receipt=receipt(name, view.portal.hotline, addresses),
    )  # fmt: skip


def receipt(name: str, hotline: Hotline, addresses: tuple[str, ...]) -> Receipt:
    """Lay out the receipt of a place. The first of `addresses` that has room is printed.

    The phone is called by its name where the first address has room beside that.
    """
    phone, left = f"电话 {hotline.phone}", _LINES - 1
    named = f"{hotline.name} {hotline.phone}"
    if width(named) <= _BESIDE or (lines(named, ACROSS) == 1 and spelled(addresses[0], LETTERS, left - 1)):
        phone = named
    wide_phone = width(phone) > _BESIDE
    left -= lines(phone, ACROSS) if wide_phone else 0
    address = reachable(addresses, LETTERS, left)
    left -= len(address)
    wide_place = width(name) > _PLACE and left > 0
    place = shortened(name, ACROSS - _TITLE if wide_place else _PLACE)
    return Receipt(place, wide_place, phone, wide_phone, address)
