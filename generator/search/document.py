"""What can be found of one case: a plain value, made by whoever knows the case, and how its text is read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.packed import packed


@packed
@dataclass(frozen=True, slots=True)
class Document:
    """A case as the search knows it.

    `day`: when it was written down, or the first day on which that may have been; None if that is not known.
    `codes`: its places and all that they lie in. `pieces`: the public texts of its page, each for itself.
    """

    id: str
    title: str
    seal: str
    face: str
    category: str
    day: date | None
    said_day: str
    places: tuple[str, ...]
    codes: tuple[str, ...]
    pieces: tuple[str, ...]
    open: bool


_RUN = re.compile(r"[^\W_]+")
_RARE = re.compile("[\U00010000-\U0010ffff]")
_BLANK = re.compile(r"[^\S\n]+")


@lru_cache(maxsize=4096)  # names come often
def runs(text: str) -> tuple[str, ...]:
    """A text as it is compared: stretches of letters, digits and Han characters, between signs and line breaks.

    Small letters, half width, and no blanks: 5 号楼 is 5号楼. The script on the page does the same to what is asked.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    found = _RUN.findall(_BLANK.sub("", text.lower()))
    return tuple(map(_halves, found) if _RARE.search(text) else found)


def _halves(run: str) -> str:
    """Signs of 16 bits, as scripts count them: a rare Han character is two."""
    units = run.encode("utf-16-be")
    return "".join(chr(units[at] << 8 | units[at + 1]) for at in range(0, len(units), 2))
