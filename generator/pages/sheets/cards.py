"""/print/cards/CODE/: contact cards (连心卡) of a place, ten to a page, front and back.

A card is 90 × 54 mm and holds eight lines of 14 pt. All on one page are the same, so that front and back need only
lie opposite each other. Who does not fit stands on a second card, with a page and a back of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.pages.page import Page, Templates
from generator.pages.sheets import boarded, sheet
from generator.pages.sheets.fit import lines, reachable, shortened, width
from generator.records.portal import Hotline
from generator.shell import Slots
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


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call; `together`: name and number have one line."""

    name: str
    number: str
    together: bool
    lines: int


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on all cards of a place. `fronts`: whom each of its cards tells to call."""

    place: str
    hotline: Call
    hours: str
    fronts: tuple[tuple[Call, ...], ...]
    address: tuple[str, ...]


def pages(view: View) -> Iterator[Page]:
    for place in boarded(view):
        yield sheet(f"print/cards/{place.code}/", KIND, place.code)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    place = view.place(page.key)
    name = view.link(place).name
    address = reachable([f"{view.site_url}places/{place.code}/", view.site_url], LETTERS, 3)
    return templates.slots(
        page, view, f"连心卡：{name}", f"{name}的连心卡，打印用", template="print/cards.html", place=place, name=name,
        card=card(name, view.portal.hotline, view.contacts(place.code), address),
    )  # fmt: skip


def card(name: str, hotline: Hotline, posts: Iterable[Post], address: tuple[str, ...]) -> Card:
    """Lay out the card of a place.

    Names that are too long for it end in “…”. Hours go without where they are too long, or would cost one more card.
    """
    head = shortened(f"连心卡 {name}", ACROSS, 2)
    always = _call(hotline.name, hotline.phone, 1)
    room = LINES - lines(head, ACROSS) - always.lines
    posts = tuple(posts)
    fronts = _dealt(posts, room)
    timed = lines(hotline.hours, ACROSS) == 1 and room > _FOR_A_POST
    if timed and len(below := _dealt(posts, room - 1)) > len(fronts):
        timed = False
    elif timed:
        fronts = below
    return Card(head.removeprefix("连心卡 "), always, hotline.hours if timed else "", fronts, address)


def _dealt(posts: Iterable[Post], room: int) -> tuple[tuple[Call, ...], ...]:
    """Whom to call in order, as many on a card as its `room` of lines holds. What is one post's stays together."""
    cards: list[tuple[Call, ...]] = [()]
    for calls in (block for post in posts for block in _blocks(post, room)):
        if _lines(cards[-1]) + _lines(calls) > room:
            cards.append(())
        cards[-1] += calls
    return tuple(cards)


def _blocks(post: Post, room: int) -> Iterator[tuple[Call, ...]]:
    """The numbers of a post under one name, or each with the name where that has no room."""
    first = _call(post.name, post.phone, room)
    both = (first, _call("手机", post.mobile, room)) if post.mobile else (first,)
    if _lines(both) <= room:
        yield both
    else:
        yield (first,)
        yield (_call(f"{post.name}（手机）", post.mobile, room),)


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
