"""/search/first.json: what a phone loads before anything is asked, made when all blocks of the search are."""

from collections.abc import Iterator

from generator import search
from generator.fold.places import Place
from generator.pages import search as blocks
from generator.view import View
from generator.words import SEALS


def parts(view: View) -> tuple[str, ...]:
    return ("",)


def files(view: View, part: str) -> Iterator[tuple[str, bytes]]:
    known = {name: blocks.told(view, name) for name in blocks.parts(view)}
    for name in ("index", "part"):
        view.forget_others(name, known)
    yield "search/first.json", search.first(known, {face: view.word(face) for face in SEALS}, _places(view))


def _places(view: View) -> Iterator[tuple[str, str, int]]:
    """All places in the order of the tree, with how deep they lie; -1 of a building, which is typed, not chosen."""
    below: dict[str | None, list[Place]] = {}
    for place in view.places():
        below.setdefault(place.parent, []).append(place)
    left = [(place, 0) for place in reversed(below.get(None, []))]
    while left:
        place, depth = left.pop()
        yield place.code, view.link(place).name, -1 if place.level == "楼栋" else depth
        left += [(each, depth + 1) for each in reversed(below.get(place.code, []))]
