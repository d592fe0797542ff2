"""/print/places/CODE/: the board sheet of a place, to hang in its notice board."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.fold.cases.outcome import Outcome
from generator.fold.cases.standing import Held
from generator.fold.places import Place
from generator.pages.page import Page, Templates
from generator.pages.selecting import closed_in, open_first
from generator.pages.sheets import boarded, sheet
from generator.shell import Slots
from generator.view import Post, Summary, View
from generator.view.desk import Coming
from generator.view.values import Announced, PlaceLink

KIND = "sheet-board"


@dataclass(frozen=True, slots=True)
class Open:
    """A matter that is open. `places`: where, unless it is this place alone."""

    summary: Summary
    places: tuple[PlaceLink, ...]
    holder: Held | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A matter that was closed, and what came of it."""

    summary: Summary
    places: tuple[PlaceLink, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """What is announced."""

    announced: Announced
    places: tuple[PlaceLink, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What the sheet of a place says. What was closed is that of `month`: this one, or the last if there is nothing."""

    place: PlaceLink
    open: tuple[Open, ...]
    closed_now: int
    month: date
    closed: tuple[Closed, ...]
    coming: Coming
    told: tuple[Told, ...]
    posts: tuple[Post, ...]


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/places/{place.code}/", KIND, place.code)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    made = board(view, view.place(page.key))
    name = made.place.name
    return templates.slots(
        page, view, f"公开栏：{name}", f"{name}的公开栏，打印用", template="print/board.html", board=made
    )


def board(view: View, place: Place) -> Board:
    """What the sheet of a place says as of the View's day."""
    own, cases = view.link(place), view.cases(place.code)
    this = view.today.replace(day=1)
    now = closed_in(cases, f"{this:%Y-%m}")
    before = this - timedelta(days=1)
    closed, month = (now, this) if now else (closed_in(cases, f"{before:%Y-%m}"), before)

    def elsewhere(links: tuple[PlaceLink, ...]) -> tuple[PlaceLink, ...]:
        return () if links == (own,) else links

    return Board(
        own,
        tuple(Open(each, elsewhere(each.places), view.case(each.id).standing.holder) for each in open_first(cases)),
        len(now),
        month,
        tuple(Closed(each, elsewhere(each.places), view.outcomes.of(each.id)) for each in closed),
        view.desk.coming(place.code),
        tuple(Told(each, elsewhere(each.places)) for each in view.notices.live(place.code)),
        view.contacts(place.code),
    )
