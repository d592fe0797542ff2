"""Which addresses a file of content/ makes, by its path or by the codes that stand in it."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator import intake, read, written
from generator.records.base import CODE
from generator.records.places import PlaceRecord, Places
from generator.records.stations import Stations

CODED = {"content/places.yml": "places/", "content/stations.yml": "stations/"}
"""Files whose records have codes, and where the pages of those lie."""
_NAMED = {"case": "cases", "notice": "notices", "policy": "policies"}
GUARDED = (*(f"{folder}/" for folder in _NAMED.values()), *CODED.values())
"""Where the pages of records lie whose addresses staff choose."""
_WORD = re.compile(rf"(?<![a-z0-9-]){CODE}(?![a-z0-9-])")

Path = tuple[str | int, ...]


def named(path: str) -> str | None:
    """The address that a file has by its name, the home page's is empty; None, if it has none."""
    below = path.removeprefix("content/")
    if any(part.startswith(".") for part in below.split("/")):
        return None
    if written.is_page(path):
        return written.address(PurePosixPath(path.removeprefix("content/pages/"))).removesuffix("index.html")
    kind = read.kind_of(below)
    return f"{_NAMED[kind.name]}/{PurePosixPath(path).stem}/" if kind and kind.name in _NAMED else None


def right(path: str, raw: bytes) -> bool:
    """Whether a file of these bytes was right in itself; one that was not has never been published."""
    if written.is_page(path):
        return written.alone(PurePosixPath(path.removeprefix("content/pages/")), raw)
    return intake.right(path.removeprefix("content/"), raw)


def words(raw: bytes) -> set[str]:
    """All words that could be codes, and more; far quicker than reading. No code is written in another way."""
    return set(_WORD.findall(raw.decode("utf-8-sig", errors="replace")))


def codes(record: Places | Stations) -> Iterator[tuple[str, tuple[str, ...], Path]]:
    """Each code, those of former days too: (code, names from the root down, where the record is that has it)."""
    if isinstance(record, Stations):
        for index, each in enumerate(record.root):
            for code in (each.code, *each.former):
                yield code, (each.name,), (index,)
    else:
        for index, place in enumerate(record.root):
            yield from _places(place, (), (index,))


def _places(place: PlaceRecord, above: tuple[str, ...], at: Path) -> Iterator[tuple[str, tuple[str, ...], Path]]:
    names = (*above, place.name)
    for code in (place.code, *place.former):
        yield code, names, at
    for index, each in enumerate(place.within or ()):
        yield from _places(each, names, (*at, "下级", index))
