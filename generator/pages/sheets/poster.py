"""/print/desk/: posters of the desk: the next four weeks of all places, then one for each place at which it comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from generator.fold.desk.sessions import Session
from generator.fold.places import Place
from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import sheet
from generator.view import PlaceLink, View

KIND = "sheet-poster"
_AHEAD = timedelta(days=27)
_SHOWN = 4
"""So many sessions of a place fit on its poster."""


@dataclass(frozen=True, slots=True)
class Poster:
    """The poster of a place. `next`: the first session that takes place; `then`: what follows, and what was called off.

    `promised`: where the desk is to come how often in a month, the place itself or what it lies in.
    """

    place: PlaceLink
    next: Session
    then: tuple[Session, ...]
    promised: tuple[PlaceLink, int] | None


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/desk/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    last = view.today + _AHEAD
    ahead = view.desk.planned(view.today, last)
    return templates.fill(
        page,
        view,
        "流动办公桌海报",
        "流动办公桌海报，打印用",
        template="print/poster.html",
        days=[(day, list(sessions)) for day, sessions in groupby(ahead, key=lambda each: each.day)],
        last=last,
        promises=[
            (view.link(place), place.monthly) for place in view.places() if place.monthly and view.desk.at(place.code)
        ],
        posters=list(_posters(view)),
    )


def _posters(view: View) -> Iterator[Poster]:
    for coming in view.desk.everywhere:
        if coming.place and coming.sessions:
            first = coming.sessions[0]
            then = tuple(each for each, waits in coming.listed(_SHOWN) if each is not first and not waits)
            yield Poster(view.link(coming.place), first, then, _promised(view, coming.place))


def _promised(view: View, place: Place) -> tuple[PlaceLink, int] | None:
    found = ((view.link(up), up.monthly) for up in view.up(place.code))
    return next(((link, monthly) for link, monthly in found if monthly), None)
