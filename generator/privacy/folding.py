"""Text as a finder should see it: other scripts' digits and letters made plain, hidden characters gone.

`1３８` typed by an input method, `①③⑧`, `&#49;`, a zero-width space between two digits: a reader sees
one and the same number, so the finder must too. Offsets lead back into the text that was typed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape


@dataclass(frozen=True, slots=True)
class Folded:
    """`text`: folded. `origins`: where each of its characters began in the source, and the source's
    end; None if they stand one to one."""

    text: str
    origins: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of a span in the folded text."""
        return (start, end) if self.origins is None else (self.origins[start], self.origins[end])


# All of Unicode where letters and digits are, but for Han and Hangul, which fold to nothing plainer.
_BLOCKS = (range(0x80, 0x3400), range(0xA500, 0xAC00), range(0xF900, 0x20000))


def _plain() -> dict[int, str]:
    """Every letter, digit and space that is an ASCII one in other clothes (Unicode NFKC), and some traditional Han."""
    table = {}
    for block in _BLOCKS:
        for code in block:
            form = unicodedata.normalize("NFKC", chr(code))
            digit = unicodedata.decimal(chr(code), None)
            if digit is not None:
                table[code] = str(digit)
            elif len(form) == 1 and form.isascii() and form.isalnum():
                table[code] = form
            elif form == " " and code > 0xA0:
                table[code] = form  # a thin space parts digits for a voice, and hides nothing
    # Negative circled digits have no compatibility form.
    table |= {first + step: str(step + 1) for first in (0x2776, 0x2780, 0x278A) for step in range(9)}
    table |= {0xFF00 + ord(sign) - 0x20: sign for sign in "#*+-.@_"}  # typed full-width within an address
    table |= {
        ord(old): new for old, new in zip("樓單號棟層戶門東車電話機員證", "楼单号栋层户门东车电话机员证", strict=True)
    }
    return table | {0x24FF: "0", 0x1F10B: "0", 0x1F10C: "0"}


_PLAIN = _plain()


# Soft hyphen, zero-width and directional characters, variation selectors, the key cap around a digit.
_HIDDEN = r"[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u20e3]"
# What is not itself at once. Above U+FFFF that is all there is, for Python has tables only for classes below.
_ODD = re.compile(f"[&{_HIDDEN[1:-1]}{''.join(chr(code) for code in _PLAIN if code < 0x10000)}\U00010000-\U0010ffff]")
_MARK = re.compile("[*`_~=](?:(?<=[*`])|(?<=_)_|(?<=~)~|(?<==)=)")
_EMPHASIS = re.compile(r"(\*{1,3}|__|~~|==|`)(?=[^\s*])([^*\n]{0,40}?[^\s*])(\1)(?!\*)")
_LONGER = re.compile(rf"&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});|{_HIDDEN}")


def fold(text: str) -> Folded:
    """Fold a text. Entities of HTML become what they stand for."""
    if not _ODD.search(text):
        return Folded(text, None)
    return _without(_LONGER, text)


def unmarked(folded: Folded) -> Folded:
    """The same without Markdown's emphasis, which readers do not see: 3号楼**2单元**501.

    Only marks in pairs are emphasis; a lone run of asterisks hides something, as in 5**室.
    """
    if not _MARK.search(folded.text):
        return folded
    spans: list[tuple[int, int]] = []
    for found in _EMPHASIS.finditer(folded.text):
        spans += (found.span(1), found.span(3))
    if not spans:
        return folded
    kept = [
        each
        for (_, a), (b, _) in zip([(0, 0), *spans], [*spans, (len(folded.text), 0)], strict=True)
        for each in range(a, b)
    ]
    origins = [*kept, len(folded.text)]
    if folded.origins is not None:
        origins = [folded.origins[each] for each in origins]
    return Folded("".join(folded.text[each] for each in kept), origins)


def _without(form: re.Pattern[str], text: str) -> Folded:
    """Replace what matches: entities by what they stand for, all else by nothing."""
    if not form.search(text):
        return Folded(text.translate(_PLAIN), None)
    pieces: list[str] = []
    origins: list[int] = []
    end = 0
    for found in form.finditer(text):
        meant = unescape(found[0]) if found[0].startswith("&") else ""
        if re.fullmatch(_HIDDEN, meant):
            meant = ""
        pieces += (text[end : found.start()], meant)
        origins += [*range(end, found.start()), *[found.start()] * len(meant)]
        end = found.end()
    pieces.append(text[end:])
    origins += range(end, len(text) + 1)
    return Folded("".join(pieces).translate(_PLAIN), origins)
