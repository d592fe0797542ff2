"""Which finders a text needs: told of each line once, for pages say the same lines again and again."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.privacy import folding

Stretch = tuple[str, str, int, int]
"""(kind, value, start, end)"""


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """One way to find something in a folded text.

    `sign`: what a line, between two line ends, must have for it to have part in a finding, whatever lines stand
    beside it; quickly looked for. Unless a finder looks `across` line ends, what it finds depends on one line alone.
    """

    find: Callable[[str], Iterator[Stretch]]
    sign: re.Pattern[str]
    across: bool = False


MAX_KNOWN = 50_000
MAX_LENGTH = 200
"""How many lines are remembered, and up to what length: what is longer hardly comes again."""

_bare: set[str] = set()
"""Lines that no finder needs to see."""
_signed: dict[str, tuple[Finder, ...]] = {}
"""Lines that some may have to see."""


def needed(text: str, finders: Sequence[Finder]) -> set[Finder]:
    """The finders that may find something in a text, of `finders`, which are always the same; all others find nothing."""
    found: set[Finder] = set()
    fresh: list[str] = []
    for line in set(text.split("\n")) - _bare:
        known = _signed.get(line)
        if known is None:
            fresh.append(line)
        else:
            found.update(known)
    if not fresh:
        return found
    if len(_bare) + len(_signed) > MAX_KNOWN:
        _bare.clear()
        _signed.clear()
    typed = "\n".join(["", *fresh, ""])
    together = _seen(typed)
    signs = [each for each in finders if each.sign.search(together)]  # hardly ever any
    for line in fresh if signs else ():
        alone = f"\n{line}\n" if together is typed else _seen(f"\n{line}\n")
        may = tuple(each for each in signs if each.sign.search(alone) and (each.across or any(each.find(alone))))
        found.update(may)
        if may and len(line) <= MAX_LENGTH:
            _signed[line] = may
    _bare.update([line for line in fresh if len(line) <= MAX_LENGTH and line not in _signed])
    return found


def _seen(text: str) -> str:
    return folding.unmarked(folding.fold(text)).text
