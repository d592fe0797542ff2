"""/places/: the tree of places, with what is open in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.places import Place
from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "places"


@dataclass(frozen=True, slots=True)
class Branch:
    """A place in the tree as it is printed. `before`: what must be said before its name outside of the tree."""

    place: Place
    before: str
    open: int
    total: int
    below: tuple["Branch", ...]


def pages(view: View) -> Iterator[Page]:
    yield page("places/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    return templates.fill(
        page,
        view,
        "我的小区",
        "找到您住的小区，看那里有哪些事正在办、办成了什么、该打谁的电话。",
        own=_branch(view, view.community),
        roots=[_branch(view, place) for place in view.roots()],
        updated=resting.newest([view.cases.last_day()]),
    )


def _branch(view: View, place: Place) -> Branch:
    return Branch(
        place,
        view.link(place).name.removesuffix(place.name),
        view.cases.open_counts.get(place.code, 0),
        view.cases.counts.get(place.code, 0),
        tuple(_branch(view, view.place(code)) for code in place.children),
    )
