"""/contact/: the contact card (连心卡)."""

from collections.abc import Iterator

from generator.fold.places import Place
from generator.pages.page import Filled, Page, Templates, page
from generator.view import Post, View

KIND = "contact"


def pages(view: View) -> Iterator[Page]:
    yield page("contact/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    estates = [view.place(code) for code in view.community.children]
    common = view.contacts(view.community.code)
    return templates.fill(
        page,
        view,
        "连心卡",
        "有事打哪个电话：社区、网格员、物业，一点就能打。",
        common=common,
        estates=[(place, [post for post in _posts(view, place) if post not in common]) for place in estates],
    )


def _posts(view: View, place: Place) -> list[Post]:
    """The posts that answer for a place or for what lies in it, its own first."""
    below = [post for code in place.children for post in _posts(view, view.place(code))]
    return list(dict.fromkeys([*view.contacts(place.code), *below]))
