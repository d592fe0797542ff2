"""A list of what to send to where the site lies elsewhere: an object store, a network of caches.

Each line is a word and a path, with a tab between them: `part` (a picture, a calendar: send it first), `new` (a page
that was not there), `page` (one that was), `gone` (remove it last). In that order no page that was there ever names
what is not; the map of the site comes after the pages. The list is a list of what
is still to be done: who has sent all removes the file, and as long as it is there, more is added to it. So a
transfer that failed, or never began, loses nothing.
"""

import re
from collections.abc import Container, Iterable
from pathlib import Path

from generator import manifest
from generator.site import Change, ForeignFile

_LINE = re.compile(r"(part|new|page|gone)\t(.+)")
_ORDER = ("part", "new", "page", "gone")


def add(file: Path, changes: Iterable[Change], files: Container[str]) -> None:
    """Add changes to the list in `file`; `files` are those that the site has now. Raises ForeignFile."""
    waiting = _waiting(file)
    for each in changes:
        known = waiting.get(each.path) == "new" or not each.old
        waiting[each.path] = _word(each.path, known)
    lines = [(word if path in files else "gone", path) for path, word in waiting.items()]
    if lines:
        # The map of the site comes after the pages, and goes before them.
        lines.sort(key=lambda each: (_ORDER.index(each[0]), each[1].endswith(".xml") == (each[0] != "gone"), each[1]))
        manifest.put(file, "".join(f"{word}\t{path}\n" for word, path in lines))


def _waiting(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, IsADirectoryError):
        raise ForeignFile(file) from None
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise ForeignFile(file)
    return {each[2]: _word(each[2], each[1] == "new") for each in found if each}


def _word(path: str, fresh: bool) -> str:
    if path.endswith(".html"):
        return "new" if fresh else "page"
    return "page" if path.endswith(".xml") else "part"
