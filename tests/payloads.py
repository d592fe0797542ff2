"""Texts that try to make a page act, by technique, in payloads.txt: one a line, with ⏎ for a line break.

HIT stands for a call that the browser reports, URL for an address that nobody may ask. Both bear the
number of the text.
"""

from itertools import product
from pathlib import Path

from generator import privacy, unseen

FOREIGN = "foreign.invalid"

_LINES = Path(__file__).with_name("payloads.txt").read_text("utf-8").splitlines()
_BY_HAND = [line.replace("⏎", "\n") for line in _LINES if line and not line.startswith("# ")]
_TAGS = ("a", "p", "b", "td", "h2", "svg", "math", "x-y")
_EVENTS = ("onclick", "onmouseover", "onfocus", "onload", "onanimationend", "onpointerdown")
_COMBINED = [f"<{tag} {event}=HIT tabindex=0 id=x>y</{tag}>" for tag, event in product(_TAGS, _EVENTS)]
_LONG = ["甲" * 3000 + "<img src=x onerror=HIT>", "<b>" * 600 + "<script>HIT</script>", "[" * 900 + "](javascript:HIT)"]


def _numbered(number: int, text: str) -> str:
    return text.replace("HIT", f"__hit({number})").replace("URL", f"http://{FOREIGN}/{number}")


_ALL = [_numbered(number, text) for number, text in enumerate([*_BY_HAND, *_COMBINED, *_LONG])]
PAYLOADS = tuple(text for text in _ALL if not unseen.first(text) and privacy.masked(text) == text)
"""Those that are not refused before anything is made of them: for hidden characters, or for an e-mail address."""
ROOM = 108
LINES = tuple(each for each in (" ".join(text.split()) for text in PAYLOADS) if 0 < len(each) <= ROOM)
"""Those that fit where staff write one line, with a date before it."""
