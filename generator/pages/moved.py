"""A place's former codes (曾用代码): the old address leads to the new one."""

from collections.abc import Iterator
from html import escape

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "moved"


def pages(view: View) -> Iterator[Page]:
    for place in view.places():
        for old in place.former:
            yield page(f"places/{old}/", KIND, place.code, listed=False)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    place = view.place(page.key)
    refresh = f'<meta http-equiv="refresh" content="0; url=../{escape(place.code)}/">'
    return templates.slots(
        page, view, place.name, f"{place.name}的网址改了", head=refresh, canonical=f"places/{place.code}/", place=place
    )
