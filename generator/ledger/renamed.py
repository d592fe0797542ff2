"""Which new record a lost one has become, so far as the lines of their files say it."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from generator import intake
from generator.ledger import addresses
from generator.ledger.past import Published

_ALIKE = 0.5
_MOST = 40_000
"""More pairs are not compared: nobody has given so many files other names by hand."""


def successors(portal: Path, paths: Iterable[str], gone: Sequence[Published], known: Set[str]) -> dict[str, str]:
    """Lost address → the address that seems to have taken its place, among those that are not in `known`."""
    if not gone:
        return {}
    new: dict[str, str] = {}
    for path in paths:
        address = addresses.named(f"content/{path}")
        if address and address not in known:
            new[address] = path
    if len(gone) * len(new) > _MOST:
        return {}
    lines = {address: _lines(intake.raw(portal / "content", path)) for address, path in new.items()}
    found = {}
    for each in gone:
        folder, was = addresses.folder(each.address), _lines(each.raw)
        alike = {address: _alike(was, has) for address, has in lines.items() if addresses.folder(address) == folder}
        best = max(sorted(alike), key=alike.__getitem__, default="")
        if best and alike[best] >= _ALIKE:
            found[each.address] = best
    return found


def _lines(raw: bytes) -> Counter[bytes]:
    return Counter(raw.split(b"\n"))


def _alike(one: Counter[bytes], other: Counter[bytes]) -> float:
    return (one & other).total() / max(one.total(), other.total())
