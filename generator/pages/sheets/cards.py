"""/print/cards/CODE/: contact cards (连心卡) of a place, ten to a page, front and back.

A card is 90 × 54 mm and holds eight lines of 14 pt. All on one page are the same, so that front and back need only
lie opposite each other. Who does not fit stands on a second card, with a page and a back of its own. Lines that are
left over tell the hours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import boarded, keeps, sheet
from generator.pages.sheets.fit import lines, reachable, shortened, width
from generator.records.portal import Hotline
from generator.view import Post, View

KIND = "sheet-cards"
LINES = 8
ACROSS = 17
"""How many em a line of a card holds."""
BOLD = 1.1
"""How much wider a number is in bold."""
LETTERS = 27
"""How many letters of an address a line holds."""
_FOR_A_POST = 3
"""A post's name and a long number must have room beside all else."""
_LEAST_OF_A_NAME = 5
"""So many em of the hotline's name must be left when it is cut to stand beside its number."""


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call; `together`: name and number have one line. `hours` have one more, if there is room."""

    name: str
    number: str
    together: bool
    lines: int
    hours: str = ""


Fronts = tuple[tuple[Call, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on all cards of a place. `fronts`: whom each of its cards tells to call, the hotline last."""

    place: str
    fronts: Fronts
    address: tuple[str, ...]


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/cards/{place.code}/", KIND, place.code)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    place = view.place(page.key)
    name = view.link(place).name
    address = reachable([f"{view.site_url}places/{place.code}/", view.site_url], LETTERS, 3)
    return templates.fill(
        page, view, f"连心卡：{name}", f"{name}的连心卡，打印用", template="print/cards.html", place=place, name=name,
        kept=keeps(view, place), card=card(name, view.portal.hotline, view.contacts(place.code), address),
    )  # fmt: skip


def card(name: str, hotline: Hotline, posts: Iterable[Post], address: tuple[str, ...]) -> Card:
    """Lay out the card of a place.

    Names that are too long for it end in “…”. If not even two posts stand on a card, the names of the place and of
    the hotline are cut to one line, should that save cards.
    """
    posts = tuple(posts)
    laid = [_laid(name, hotline, posts, most, cut) for most, cut in ((2, False), (1, False), (1, True))]
    best = laid[0] if len(laid[0][1]) * 2 <= len(posts) + 1 else min(laid, key=lambda each: len(each[1]))
    return Card(*best, address)


def _laid(name: str, hotline: Hotline, posts: Iterable[Post], most: int, cut: bool) -> tuple[str, Fronts]:
    """The name of the place in `most` lines, and the fronts; `cut`: the hotline takes one line if that can be."""
    head = shortened(f"连心卡 {name}", ACROSS, most)
    always = _call(hotline.name, hotline.phone, 1)
    beside = ACROSS - 0.5 - width(hotline.phone) * BOLD
    if cut and beside >= _LEAST_OF_A_NAME:
        always = Call(shortened(hotline.name, beside), hotline.phone, True, 1)
    always = replace(always, hours=hotline.hours)
    room = LINES - lines(head, ACROSS) - always.lines
    fronts = _dealt(posts, room)
    if room > _FOR_A_POST and len(evened := _dealt(posts, room - 1)) == len(fronts):
        fronts = evened  # each has a line for the hours of the hotline
    return head.removeprefix("连心卡 "), tuple(_timed((*calls, always), room - _lines(calls)) for calls in fronts)


def _timed(calls: tuple[Call, ...], left: int) -> tuple[Call, ...]:
    """Calls that tell their hours where one of the lines that are `left` holds them: the hotline's first."""
    told: list[Call] = []
    for call in (calls[-1], *calls[:-1]):
        hours = call.hours if left and lines(call.hours, ACROSS - 1) == 1 else ""
        left -= bool(hours)
        told.append(replace(call, hours=hours))
    return (*told[1:], told[0])


def _dealt(posts: Iterable[Post], room: int) -> Fronts:
    """Whom to call in order, as many on a card as its `room` of lines holds. What is one post's stays together."""
    cards: list[tuple[Call, ...]] = [()]
    for calls in (block for post in posts for block in _blocks(post, room)):
        if _lines(cards[-1]) + _lines(calls) > room:
            cards.append(())
        cards[-1] += calls
    return tuple(cards)


def _blocks(post: Post, room: int) -> Iterator[tuple[Call, ...]]:
    """The numbers of a post under one name, or each with the name where that has no room."""
    first = replace(_call(post.name, post.phone, room), hours=post.hours)
    if not post.mobile:
        yield (first,)
        return
    second = replace(_call("手机", post.mobile, room), hours=post.hours)
    if _lines((first, second)) <= room:
        yield replace(first, hours=""), second
    else:
        yield (first,)
        yield (replace(_call(f"{post.name}（手机）", post.mobile, room), hours=post.hours),)


def _lines(calls: Iterable[Call]) -> int:
    return sum(each.lines for each in calls)


def _call(name: str, number: str, most: int) -> Call:
    """`most`: lines; for one, the number may have another."""
    wide = width(number) * BOLD
    if width(name) + 0.5 + wide <= ACROSS:
        return Call(name, number, True, 1)
    below = lines(number, ACROSS / BOLD)
    name = shortened(name, ACROSS, max(1, most - below))
    return Call(name, number, False, lines(name, ACROSS) + below)
