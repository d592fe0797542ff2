"""What a phone loads before anything is asked: which blocks there are, what may be chosen, and the newest cases."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.search.document import Document
from generator.search.index import Card, card

OPEN, OTHERS = 300, 100
"""So many of the open cases, and of the others, are found at once; the newest of each."""

Known = tuple[str, Card, str, tuple[str, ...]]
"""What orders a case, its card, its category and the codes of its places."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the first file must know of a block."""

    count: int
    faces: frozenset[str]
    categories: frozenset[str]
    codes: frozenset[str]
    open: tuple[Known, ...]
    others: tuple[Known, ...]


def part(documents: Sequence[Document]) -> Part:
    """A pure function of the documents of a block."""
    return Part(
        len(documents),
        frozenset(each.face for each in documents),
        frozenset(each.category for each in documents),
        frozenset(code for each in documents for code in each.codes),
        _newest((_known(each) for each in documents if each.open), OPEN),
        _newest((_known(each) for each in documents if not each.open), OTHERS),
    )


def first(parts: Mapping[str, Part], faces: Mapping[str, str], places: Iterable[tuple[str, str, int]]) -> bytes:
    """The first file. `parts`: of the blocks, the latest first; `faces`: face → what residents call it.

    `places`: code, name and depth of all places, in the order of the tree; those without any case are left out.
    """
    every = parts.values()
    cards = _newest((each for part in every for each in part.open), OPEN)
    cards = _newest([*cards, *_newest((each for part in every for each in part.others), OTHERS)], OPEN + OTHERS)
    known = _union(part.faces for part in every)
    codes = _union(part.codes for part in every)
    told = {
        "blocks": [[name, part.count] for name, part in parts.items()],
        "faces": [[face, said] for face, said in faces.items() if face in known],
        "categories": sorted(_union(part.categories for part in every)),
        "places": [each for each in places if each[0] in codes],
        "cards": [[*shown, category, " ".join(at)] for _, shown, category, at in cards],
    }
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _known(each: Document) -> Known:
    return each.day.isoformat() if each.day else "", card(each), each.category, each.codes


def _newest(known: Iterable[Known], most: int) -> tuple[Known, ...]:
    return tuple(sorted(known, key=lambda each: (each[0], each[1][0]), reverse=True)[:most])


def _union(sets: Iterable[Collection[str]]) -> set[str]:
    return {each for found in sets for each in found}
