"""An index made out of the one before: of what an edit leaves alone no number is worked out anew.

It is the one that `index` makes of the documents, byte for byte.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from operator import add

from generator.search.document import Document
from generator.search.index import (
    Index,
    Numbers,
    bits,
    gaps,
    in_order,
    index,
    made,
    mixed,
    numbers,
    placed,
    signs_bits,
    written,
)
from generator.search.numbers import read

_FEW = 8
"""At most one of so many documents may be another, else all is made anew sooner."""

Where = Mapping[str, set[int]]
"""A pair → the places at which it stands; a sign → the numbers of its documents."""


def revised(before: Index | None, documents: Iterable[Document]) -> Index:
    """The index of some documents; of a new case, too, that takes the room of no other."""
    now = {each.id: each for each in documents}
    old = {each.id: each for each in before.documents} if before else {}
    others = [key for key in sorted(old.keys() | now.keys()) if old.get(key) != now.get(key)]
    if before is None or len(others) * _FEW > len(now):
        return index(tuple(now.values()))
    was, given = numbers(before.documents), numbers(now.values())
    total = bits(len(now))
    if (was.series, was.span, bits(len(old))) != (given.series, given.span, total):
        return index(tuple(now.values()))
    files, counts = dict(before.files), dict(before.counts)
    pairs_went, signs_went = _stand(others, old, was)
    pairs_came, signs_came = _stand(others, now, given)
    for pair in pairs_went.keys() | pairs_came.keys():
        counts[pair] = counts.get(pair, 0) - len(pairs_went.get(pair, ())) + len(pairs_came.get(pair, ()))
        if not counts[pair]:
            del counts[pair]
    _edit(files, "pairs", total, pairs_went, pairs_came)
    _edit(files, "signs", signs_bits(total), signs_went, signs_came)
    texts = {name: data for name, data in files.items() if name.endswith(".txt")}
    return made(in_order(now.values(), given), given, texts, counts)


def _stand(keys: Iterable[str], documents: Mapping[str, Document], given: Numbers) -> tuple[Where, Where]:
    """Where pairs and signs stand in some documents, if they are there."""
    pairs: defaultdict[str, set[int]] = defaultdict(set)
    signs: defaultdict[str, set[int]] = defaultdict(set)
    for each in (documents[key] for key in keys if key in documents):
        for run, places in placed(each, given):
            for pair, where in zip(map(add, run, run[1:]), places, strict=False):
                pairs[pair].add(where)
            for sign in run:
                signs[sign].add(given.of[each.id])
    return pairs, signs


def _edit(files: dict[str, bytes], name: str, total: int, went: Where, came: Where) -> None:
    """Edit those of the files of pairs or signs in which anything is another."""
    low = 32 - total
    edits: defaultdict[int, dict[int, tuple[set[int], set[int]]]] = defaultdict(dict)
    for pair in went.keys() | came.keys():
        old, new = went.get(pair, set()), came.get(pair, set())
        if old != new:
            mix = mixed(pair)
            edits[mix >> low][mix & ((1 << low) - 1)] = old, new
    for number, each in edits.items():
        file = f"{name}-{number:x}.txt"
        stand = _read(files[file])
        for key, (old, new) in each.items():
            stand[key] = (stand.get(key, set()) - old) | new
        lines = ((key, gaps(sorted(where))) for key, where in sorted(stand.items()) if where)
        files[file] = written(lines)


def _read(file: bytes) -> dict[int, set[int]]:
    """What `written` wrote."""
    last, found = 0, dict[int, set[int]]()
    for line in file.decode().splitlines():
        gap, *rest = read(line)
        last += gap
        found[last] = set(accumulate(rest))
    return found
