"""/contact/: the contact card (连心卡)."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "contact"


def pages(view: View) -> Iterator[Page]:
    yield page("contact/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    estates = [view.place(code) for code in view.community.children]
    common = view.contacts(view.community.code)
    return templates.slots(
        page,
        view,
        "连心卡",
        "有事打哪个电话：社区、网格员、物业，一点就能打。",
        common=common,
        estates=[(place, [post for post in view.contacts(place.code) if post not in common]) for place in estates],
    )
