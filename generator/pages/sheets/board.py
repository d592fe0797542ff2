"""/print/places/CODE/: the board sheet of a place, to hang in its notice board."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.fold.cases.outcome import Outcome
from generator.fold.cases.registered import PlaceLink, Registered
from generator.fold.cases.standing import Held
from generator.fold.desk.sessions import Session
from generator.fold.places import Place
from generator.pages.ahead import Ahead, ahead
from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import boarded, keeps, sheet
from generator.records.events import Unsolved
from generator.view import Post, Summary, View
from generator.view.desk import Coming
from generator.view.values import Announced

KIND = "sheet-board"
OPEN, CLOSED, SESSIONS, NOTICES = 40, 20, 6, 20
"""So many of each a board tells at most, so that it stays a few sheets; of what is left it says how many."""


@dataclass(frozen=True, slots=True)
class Open:
    """A matter that is open. `places`: where, unless it is this place alone.

    `again`: why it could not be solved before, of one that its 复查 has opened again.
    """

    summary: Summary
    places: tuple[PlaceLink, ...]
    holder: Held | None
    ahead: Ahead | None
    again: str


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
    open_total: int
    closed_now: int
    month: date
    closed: tuple[Closed, ...]
    closed_total: int
    coming: Coming
    sessions: tuple[Session, ...]
    told: tuple[Told, ...]
    told_total: int
    posts: tuple[Post, ...]

    @property
    def open_left(self) -> int:
        """How many have no room here."""
        return self.open_total - len(self.open)

    @property
    def closed_left(self) -> int:
        return self.closed_total - len(self.closed)

    @property
    def told_left(self) -> int:
        return self.told_total - len(self.told)


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/places/{place.code}/", KIND, place.code)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    place = view.place(page.key)
    name = view.link(place).name
    return templates.fill(
        page, view, f"公开栏：{name}", f"{name}的公开栏，打印用", template="print/board.html", name=name,
        board=board(view, place) if keeps(view, place) else None,
    )  # fmt: skip


def board(view: View, place: Place) -> Board:
    """What the sheet of a place says as of the View's day."""
    own, cases, code = view.link(place), view.cases, place.code
    this = view.today.replace(day=1)
    now = cases.closed_in_count(code, this)
    before = this - timedelta(days=1)
    month = this if now else before
    coming, told = view.desk.coming(place.code), view.notices.all_of(place.code)

    def elsewhere(links: tuple[PlaceLink, ...]) -> tuple[PlaceLink, ...]:
        return () if links == (own,) else links

    def opening(each: Summary) -> Open:
        case = view.case(each.id)
        return Open(each, elsewhere(each.places), case.standing.holder, ahead(case, view.today), _again(case))

    return Board(
        own,
        tuple(map(opening, cases.open(code, OPEN))),
        cases.open_count(code),
        now,
        month,
        tuple(
            Closed(each, elsewhere(each.places), view.outcomes.of(each.id))
            for each in cases.closed_in(code, month, CLOSED)
        ),
        cases.closed_in_count(code, month),
        coming,
        tuple(each for each, waits in coming.listed(SESSIONS) if not waits),
        tuple(Told(each, elsewhere(each.places)) for each in told[:NOTICES]),
        len(told),
        view.contacts(place.code),
    )


def _again(case: Registered) -> str:
    """The reason that was given when it was closed, if the last thing that happened is that its 复查 came."""
    entries = case.standing.entries
    if not entries or entries[-1].happening.what is not None:
        return ""
    unsolved = (each.happening.what for each in reversed(entries) if each.correction is None)
    return next((each.reason for each in unsolved if isinstance(each, Unsolved)), "")
