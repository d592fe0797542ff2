"""How much room words take on paper, so that nothing is ever set smaller or cut off.

Widths are in em, and rather too wide: fonts differ from one computer to the next. What is laid out by them
breaks its lines anywhere (`line-break: anywhere`), as is reckoned here.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_WIDE, _CAPITAL, _SMALL, _SIGN, _OTHER = 1.05, 0.85, 0.64, 1.5, 1.0
"""M W m w @ %, other capitals, other ASCII, pictures and signs, all else. The widest of common fonts is DejaVu Sans."""
_MORE = "…"


def width(text: str) -> float:
    """How wide a text is in one line."""
    return sum(map(_em, text))


def lines(text: str, across: float) -> int:
    """How many lines a text takes where a line holds `across` em."""
    return sum(1 for _ in _cuts(text, across))


def shortened(text: str, across: float, most: int = 1) -> str:
    """A text that takes no more than `most` lines; what was left out at its end is marked."""
    text = " ".join(text.split())
    if lines(text, across) <= most:
        return text
    while text and lines(text + _MORE, across) > most:
        text = text[:-1]
    return text.rstrip() + _MORE


def spelled(address: str, across: int, most: int) -> tuple[str, ...]:
    """An address in lines of `across` letters of one width each, broken at slashes and dots if there is room for that.

    Empty if it takes more than `most` lines: nobody types that much.
    """
    bare = address.removeprefix("https://").removesuffix("/")
    neat = [""]
    for part in re.findall(r"\.?[^/.]*/?", bare):
        if len(neat[-1]) + len(part) <= across:
            neat[-1] += part
        else:
            neat += _pieces(part, across)
    ways = [each for each in neat if each], _pieces(bare, across)
    return next((tuple(way) for way in ways if len(way) <= most), ())


def _pieces(text: str, across: int) -> list[str]:
    return [text[at : at + across] for at in range(0, len(text), across)]


def reachable(addresses: Sequence[str], across: int, most: int) -> tuple[str, ...]:
    """The first of some addresses that has room, in lines; nothing if none has."""
    return next((found for each in addresses if (found := spelled(each, across, most))), ())


def _cuts(text: str, across: float) -> Iterator[str]:
    line, taken = "", 0.0
    for letter in text:
        if line and taken + _em(letter) > across:
            yield line
            line, taken = "", 0.0
        line, taken = line + letter, taken + _em(letter)
    if line:
        yield line


def _em(letter: str) -> float:
    if letter.isascii():
        return _WIDE if letter in "MWmw@%" else _CAPITAL if letter.isupper() else _SMALL
    return _SIGN if unicodedata.category(letter) == "So" else _OTHER
