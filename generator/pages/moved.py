"""Addresses that lead to others: former codes (曾用代码) of places and stations, and sheets that a place has not."""

from collections.abc import Iterator

from generator.pages.page import Filled, Page, Templates, page
from generator.pages.sheets import boarded, piles, sheet
from generator.view import View

KIND = "moved"
_SHEETS = ("places", "cards", "receipts")
"""The folders below /print/ in which a place has sheets."""


def pages(view: View) -> Iterator[Page]:
    """The key of each is the address that it leads to."""
    with_sheets = {place.code for place in boarded(view)}
    for place in piles(view):
        for folder in ("print/boards/", "print/results/"):
            yield from (sheet(f"{folder}{old}/", KIND, f"{folder}{place.code}/") for old in place.former)
    for place in view.places():
        new = f"places/{place.code}/"
        yield from (page(f"places/{old}/", KIND, new) for old in place.former)
        for folder in (f"print/{each}/" for each in _SHEETS):
            if place.code in with_sheets:
                yield from (sheet(f"{folder}{old}/", KIND, f"{folder}{place.code}/") for old in place.former)
            else:  # a community may become a street; its sheets were published
                yield from (sheet(f"{folder}{code}/", KIND, new) for code in (place.code, *place.former))
    for station in view.stations.known():
        new = f"stations/{station.record.code}/"
        yield from (page(f"stations/{old}/", KIND, new) for old in station.record.former)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    *folders, code = page.key.rstrip("/").split("/")
    name = view.stations.station(code).record.name if folders == ["stations"] else view.place(code).name
    refresh = f'<meta http-equiv="refresh" content="0; url={page.root}{page.key}">'
    gone = page.url.startswith("print/") and not page.key.startswith("print/")
    said = f"{name}没有这样的打印页" if gone else f"{name}的网址改了"
    return templates.fill(
        page, view, name, said, head=refresh, canonical=page.key, name=name, said=said, target=page.key, listed=False
    )
