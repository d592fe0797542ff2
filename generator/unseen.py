"""Characters that nobody sees, and that say something else than what is seen.

Refused wherever they stand, in comments too: control characters, marks that turn the direction of
text round, hidden letters, letters that are already garbled. Blanks without width are refused
inside a word; at its edge they do no harm. What people need stays: emoji joined from several,
Mongolian and Uyghur with their joiners, rare Han with a selector.
"""

import re

_WIDTHLESS = "\u200b\u200c\u200d\u2060"
_LOW_SELECTORS = "\ufe00-\ufe0f"
_SELECTORS = _LOW_SELECTORS + "\U000e0100-\U000e01ef"
_JOINING = "\u0600-\u06ff\u1800-\u18af"
_EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; \x85 breaks lines in YAML 1.1
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u206a-\u206f\u2061-\u2065\u3164\ufeff\uffa0\ufff9-\ufffc"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
)
_HIGH = "\U000e0000-\U000e007f" + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

# (pattern, message, remedy)
_KINDS = (
    (f"[{_HIDDEN}{_HIGH}]", "这里有一个看不见的控制字符", "把它删掉，重新输入这几个字"),
    (
        f"[{_TURNING}]",
        "这里有一个看不见的字符，会把字的前后倒过来",
        "把它删掉，重新输入这几个字",
    ),
    (
        rf"(?<=[^\s{_WIDTHLESS}{_JOINING}])(?:(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
        rf"|[\u200b\u200c\u2060])(?=[^\s{_WIDTHLESS}])"
        rf"|(?<=\S)[{_WIDTHLESS}]{{2,}}(?=\S)",
        "字中间有一个看不见的空白",
        "把它删掉，重新输入这几个字",
    ),
    (
        rf"(?<![^\s{_SELECTORS}])[{_SELECTORS}]|(?<![\u1800-\u18af])[\u180b-\u180f]|[{_MARKS}]{{4,}}",
        "这里有看不见的字符",
        "把它删掉，重新输入这几个字",
    ),
    ("\ufffd", "这里的字已经坏了，成了“\ufffd”", "看看原来的文件，重新输入这几个字"),
)
_ANY = re.compile("|".join(f"(?P<k{number}>{kind[0]})" for number, kind in enumerate(_KINDS)))

# All begin with one of these. Above U+FFFF that is said of all there is, for Python has tables only for classes below.
_SUSPECT = re.compile(
    f"[{_HIDDEN}{_TURNING}{_WIDTHLESS}{_LOW_SELECTORS}{_MARKS}\u180b-\u180f\ufffd\U00010000-\U0010ffff]"
)


def first(text: str) -> tuple[int, str, str] | None:
    """The first of them: (offset, message, remedy)."""
    suspect = _SUSPECT.search(text)
    found = _ANY.search(text, suspect.start()) if suspect else None
    if not found or found.lastgroup is None:
        return None
    return found.start(), *_KINDS[int(found.lastgroup[1:])][1:]
