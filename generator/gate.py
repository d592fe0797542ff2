"""The last look at what is about to be published: nothing half-made, no link into nowhere."""

import posixpath
import re
from collections.abc import Iterator, Set
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.problem import Problem

_LINK = re.compile(rb'<[a-z]+\b[^>]*?\s(?:href|src)="([^"]*)"')


def look(path: str, data: bytes, published: Set[str]) -> Iterator[Problem]:
    """Problems of one file of the site. `published`: the paths of all files that there will be."""
    if not path.endswith(".html"):
        return
    folder = posixpath.dirname(path)
    for found in _LINK.finditer(data):
        link = unescape(found[1].decode())
        if not _leads_somewhere(link, folder, published):
            line = data.count(b"\n", 0, found.start()) + 1
            column = found.start() - data.rfind(b"\n", 0, found.start())
            message = f"网页里有一个打不开的链接：{link}"
            remedy = "普通页面请改 content/pages/ 里的链接；别的页面请改 templates/"
            yield Problem(f"site/{path}", line, column, "打不开的链接", message, remedy)


def _leads_somewhere(link: str, folder: str, published: Set[str]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith(("#", "/")):
        return True
    target = posixpath.normpath(posixpath.join(folder, unquote(parts.path) or "."))
    if parts.path.endswith("/") or parts.path in ("", ".", "..") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target in published
