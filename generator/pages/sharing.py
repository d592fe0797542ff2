"""Open Graph (https://ogp.me): what a link to a page looks like where it is passed on.

What is the same for all pages, or said by a slot, stands in the layout.
"""

import re
from html import escape

from generator.fold.cases.pictures import Picture

SITE = "assets/share.png"
"""The picture of every page that has none of its own; drawn by `make icons`."""


MOST = 160
"""What is told of a page in results of searches, and where a link to it is passed on; more is cut there anyhow."""
_END = re.compile(r"[。！？；!?;]|[，、]|,(?= )")


def gist(text: str) -> str:
    """The text in one line, cut at a stop or a comma if it is too long: never within a number or a word."""
    line = " ".join(text.split())
    if len(line) <= MOST:
        return line
    found = list(_END.finditer(line[: MOST - 1]))
    if not found:
        return re.sub(r"[0-9A-Za-z.,:/-]+$", "", line[: MOST - 1]) + "…"
    last = found[-1]
    return line[: last.end()] if last[0] in "。！？；!?;" else line[: last.start()] + "…"


def head(title: str, home: str, picture: Picture | None = None) -> str:
    """For the head of a page. `home`: the address of the site, for a picture must have a whole one."""
    file = picture.files[-1][0] if picture else SITE
    told = {"og:title": title, "og:image": home + file}
    if picture:
        told["og:image:alt"] = picture.says
    return "\n".join(f'<meta property="{name}" content="{escape(said)}">' for name, said in told.items())
