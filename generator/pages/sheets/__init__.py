"""The paper twin (/print/): A4 sheets for notice boards and for the hand, readable without a phone.

Sheets are made for black-and-white printers. What hangs on a board is at least 18 pt, what is handed out 14 pt.
"""

from generator.fold.places import Place
from generator.pages.page import Page
from generator.records.places import RANK
from generator.shell import ShellKey
from generator.view import View

LAYOUT = "sheet"
MOST = 24
"""So many places are told of in one document."""


def sheet(url: str, kind: str, key: str = "") -> Page:
    """A page of sheets below /print/."""
    return Page(url, kind, key, ShellKey(LAYOUT, "print", url.count("/")))


def has_board(place: Place) -> bool:
    """Whether a place has a notice board: communities have one, and what lies in them."""
    return RANK[place.level] >= RANK["社区"]


def boarded(view: View) -> tuple[Place, ...]:
    """The places that have a notice board."""
    return tuple(place for place in view.places() if has_board(place))


def keeps(view: View, place: Place) -> bool:
    """Whether somebody here answers for a place: a post of the contact card, or its community is the publisher.

    The places of reports have nobody here. Their sheets keep their addresses and say so (`unkept` in paper.html).
    """
    return bool(view.contacts(place.code)) or view.community in view.up(place.code)


def piles(view: View) -> tuple[Place, ...]:
    """The communities that have documents of their own, where there are several."""
    tops = [each for each in answered(view) if not (each.parent and has_board(view.place(each.parent)))]
    return tuple(tops) if len(tops) > 1 else ()


def apart(view: View) -> tuple[Place, ...]:
    """Those in place of one document of all, where that would be too long."""
    return piles(view) if len(answered(view)) > MOST else ()


def answered(view: View) -> tuple[Place, ...]:
    """Those of them that somebody here answers for."""
    return tuple(place for place in boarded(view) if keeps(view, place))
