"""The index of a block: where each pair of neighbouring signs stands, in small files of which a query needs a few.

A word is found where its pairs stand side by side, so parts of words are found, too, and nothing has to be cut into
words. A pair is told by where it stands: a number that hangs on the id of the case, and a place within its text. So an
edit of a case changes no more than the files of the pairs that it brings or takes. The files hold numbers only; what
is shown of a case is in `cards`, by 16.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import count
from operator import add, sub
from typing import Any

from generator.packed import packed
from generator.search.document import Document, runs
from generator.search.numbers import CODED

ROOM = 512
"""So many places one number has; a longer text goes on behind the last number of the block."""

FILL = 2
"""So many documents, or up to twice as many, for each file of pairs."""

COMMONEST, COMMON = 64, 256
"""So many pairs of a block are the commonest, and so many are common."""

CARDS = 16
"""Numbers whose cards are in one file."""

_MIX = 2654435761
"""Odd, so that every pair has a product of its own (Knuth's multiplicative hash)."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the documents of a block.

    Ids that differ in their last digits only are a series. `series`: beginning of its ids, how many digits follow, and
    the number of 0. A series has room up to a power of two, so a new case rarely moves another series.
    """

    series: tuple[tuple[str, int, int], ...]
    span: int
    of: Mapping[str, int]


def numbers(documents: Iterable[Document]) -> Numbers:
    ids = [each.id for each in documents]
    last: dict[tuple[str, int], int] = {}
    for key in ids:
        begin, serial = _parted(key)
        last[begin, len(serial)] = max(last.get((begin, len(serial)), 0), int(serial))
    base, bases = 0, dict[tuple[str, int], int]()
    for series in sorted(last):
        bases[series] = base
        base += 1 << last[series].bit_length()
    of = {key: bases[begin, len(serial)] + int(serial) for key in ids for begin, serial in [_parted(key)]}
    return Numbers(tuple((*series, base) for series, base in bases.items()), base, of)


def _parted(key: str) -> tuple[str, str]:
    begin, dash, serial = key.rpartition("-")
    return begin + dash, serial


@packed
@dataclass(frozen=True, slots=True)
class Index:
    """The files of a block by name; and its documents, in order, with how often each pair stands in them."""

    files: Mapping[str, bytes]
    documents: tuple[Document, ...]
    counts: Mapping[str, int]


def index(documents: Sequence[Document]) -> Index:
    """A pure function of the documents of a block, whatever their order."""
    given = numbers(documents)
    ordered = in_order(documents, given)
    files, counts = _pairs(ordered, given)
    return made(ordered, given, files, counts)


def in_order(documents: Iterable[Document], given: Numbers) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=lambda each: given.of[each.id]))


def made(ordered: tuple[Document, ...], given: Numbers, pairs: dict[str, bytes], counts: Mapping[str, int]) -> Index:
    """The index whose files of pairs and signs are known."""
    common = nsmallest(COMMON, counts, key=lambda pair: (-counts[pair], pair))
    files = {"head.json": _head(ordered, given, common), "sorts.json": _sorts(ordered)}
    files["places.json"] = _places(ordered, given)
    return Index(files | pairs | _cards(ordered, given), ordered, counts)


def bits(documents: int) -> int:
    """How many files of pairs a block has, as a power of two."""
    return max(0, (documents // FILL).bit_length() - 1)


def _head(documents: Sequence[Document], given: Numbers, common: Sequence[str]) -> bytes:
    """Which numbers there are, and of which day each is; and which pairs are asked for last, for they are long."""
    found = [given.of[each.id] for each in documents]
    days = [each.day.toordinal() if each.day else 0 for each in documents]
    first = min(days)
    return _json(
        {
            "series": given.series,
            "span": given.span,
            "bits": bits(len(documents)),
            "numbers": gaps(found),
            "days": "".join(CODED[day - first] for day in days),
            "common": [gaps(sorted(map(mixed, part))) for part in (common[:COMMONEST], common[COMMONEST:])],
        }
    )


def _sorts(documents: Sequence[Document]) -> bytes:
    """What may be chosen by, in the order of the numbers."""
    columns = {
        "faces": [each.face for each in documents],
        "categories": [each.category for each in documents],
    }
    told: dict[str, Any] = {}
    for name, column in columns.items():
        values = sorted(set(column))
        at = {value: number for number, value in enumerate(values)}
        told[name] = [values, "".join(CODED[at[value]] for value in column)]
    return _json(told)


def _places(documents: Sequence[Document], given: Numbers) -> bytes:
    """Code of a place → the cases at it, and at what lies in it."""
    at: defaultdict[str, list[int]] = defaultdict(list)
    for each in documents:
        for code in each.codes:
            at[code].append(given.of[each.id])
    return _json({code: gaps(found) for code, found in sorted(at.items())})


def _pairs(documents: Sequence[Document], given: Numbers) -> tuple[dict[str, bytes], dict[str, int]]:
    """The files of pairs and of single signs, and how often each pair stands."""
    stand: defaultdict[str, list[int]] = defaultdict(list)
    signs: defaultdict[str, list[int]] = defaultdict(list)
    for each in documents:
        mine: set[str] = set()
        for run, places in placed(each, given):
            for pair, where in zip(map(add, run, run[1:]), places, strict=False):
                stand[pair].append(where)
            mine.update(run)
        for sign in mine:
            signs[sign].append(given.of[each.id])
    total = bits(len(documents))
    pairs = _files("pairs", total, ((pair, gaps(sorted(where))) for pair, where in stand.items()))
    pairs |= _files("signs", signs_bits(total), ((sign, gaps(of)) for sign, of in signs.items()))
    return pairs, {pair: len(where) for pair, where in stand.items()}


def placed(document: Document, given: Numbers) -> Iterator[tuple[str, Iterable[int]]]:
    """The runs of a document, each with where its pairs stand, one after the other."""
    base, place, further = given.of[document.id] * ROOM, 0, given.span * ROOM
    for piece in document.pieces:
        for run in runs(piece):
            end = place + len(run)
            room, at = divmod(place, ROOM)
            if at + len(run) <= ROOM:
                yield run, count(base + room * further + at)
            else:
                yield run, [base + at // ROOM * further + at % ROOM for at in range(place, end)]
            place = end + 1  # so that no word is found across two runs


def signs_bits(pairs: int) -> int:
    """How many files of signs a block has, as a power of two; `pairs`: of pairs."""
    return max(0, pairs - 3)


def _files(name: str, total: int, found: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    lines: list[list[tuple[int, str]]] = [[] for _ in range(1 << total)]
    low = 32 - total
    for pair, where in found:
        mix = mixed(pair)
        lines[mix >> low].append((mix & ((1 << low) - 1), where))
    return {f"{name}-{number:x}.txt": written(sorted(each)) for number, each in enumerate(lines)}


def mixed(pair: str) -> int:
    """A pair, or a sign alone, as 32 bits; no other has the same."""
    return ((ord(pair[0]) << 16 | ord(pair[1:] or "\0")) * _MIX) & 0xFFFFFFFF


def written(found: Iterable[tuple[int, str]]) -> bytes:
    """A file, one line for each pair: how far it is from the pair before, and where it stands."""
    last, lines = 0, list[str]()
    for key, where in found:
        lines.append(CODED[key - last] + where)
        last = key
    return "\n".join(lines).encode()


def gaps(ascending: Sequence[int]) -> str:
    if not ascending:
        return ""
    return "".join(map(CODED.__getitem__, [ascending[0], *map(sub, ascending[1:], ascending)]))


def _cards(documents: Sequence[Document], given: Numbers) -> dict[str, bytes]:
    found: dict[int, dict[str, Any]] = {}
    for each in documents:
        number = given.of[each.id]
        found.setdefault(number // CARDS, {})[str(number)] = card(each)
    return {f"cards-{number}.json": _json(cards) for number, cards in found.items()}


Card = tuple[str, str, str, str, str, str]
"""What is shown of a case that was found: id, title, face, what the face is called, places, the day."""


def card(document: Document) -> Card:
    return document.id, document.title, document.face, document.seal, "、".join(document.places), document.said_day


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
