"""/places/: the tree of places, with what is open in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.places import Place
from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
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
    yield page("places/", KIND, updated=resting.newest(resting.days(view.cases())))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(
        page,
        view,
        "我的小区",
        "找到您住的小区，看那里有哪些事正在办、办成了什么、该打谁的电话。",
        own=_branch(view, view.community),
        roots=[_branch(view, place) for place in view.roots()],
    )


def _branch(view: View, place: Place) -> Branch:
    cases = view.cases(place.code)
    return Branch(
        place,
        view.link(place).name.removesuffix(place.name),
        sum(each.open and not each.reported for each in cases),
        len(cases),
        tuple(_branch(view, view.place(code)) for code in place.children),
    )
