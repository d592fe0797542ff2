"""Which addresses a file of content/ makes, by its path or by the codes that stand in it.

Of old versions only what makes an address is asked, never whether a model of today would take them.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generator import read, written
from generator.ledger import plain
from generator.records.base import CASE_ID, CODE
from generator.records.places import PlaceRecord, Places
from generator.records.stations import StationRecord, Stations

CODED = {"content/places.yml": "places/", "content/stations.yml": "stations/"}
"""Files whose records have codes, and where the pages of those lie."""
_NAMED = {"case": "cases", "notice": "notices", "policy": "policies"}
GUARDED = (*(f"{folder}/" for folder in _NAMED.values()), *CODED.values())
"""Where the pages of records lie whose addresses staff choose."""
_WORD = re.compile(rf"(?<![a-z0-9-]){CODE}(?![a-z0-9-])")
_STEM = r"[a-z0-9][a-z0-9-]*"
"""The name of a Markdown file that can be an address."""

At = tuple[str | int, ...]
"""The way to a part of a file."""


def named(path: str) -> str | None:
    """The address that a file has by its name, the home page's is empty; None, if it has none."""
    below = path.removeprefix("content/")
    if any(part.startswith(".") for part in below.split("/")):
        return None
    if written.is_page(path):
        return written.address(PurePosixPath(path.removeprefix("content/pages/"))).removesuffix("index.html")
    kind = read.kind_of(below)
    return f"{_NAMED[kind.name]}/{PurePosixPath(path).stem}/" if kind and kind.name in _NAMED else None


def folder(address: str) -> str:
    """Where the pages of its kind of record lie; empty for a page that is written by hand."""
    return next((each for each in GUARDED if address.startswith(each)), "")


def right(path: str, raw: bytes) -> bool:
    """Whether a file of these bytes had its address.

    One whose name was a slip never had it, and could not be put back: 编号 and file name differ, the name makes none.
    """
    stem = PurePosixPath(path).stem
    if written.is_page(path):
        return written.may_lie(PurePosixPath(path.removeprefix("content/pages/"))) and bool(raw.strip())
    if path.endswith(".md"):
        return bool(re.fullmatch(_STEM, stem) and plain.mapping(raw, front=True).get("标题"))
    record = plain.mapping(raw)
    return bool(re.fullmatch(CASE_ID, stem) and record.get("编号") == stem and record.get("进展"))


def words(raw: bytes) -> set[str]:
    """All words that could be codes, and more; far quicker than reading. No code is written in another way."""
    return set(_WORD.findall(raw.decode("utf-8-sig", errors="replace")))


Coded = tuple[str, tuple[str, ...], At]
"""A code, the names from the root down of what has it, and where that is in the file."""


def codes(record: Places | Stations) -> Iterator[Coded]:
    """Each code of a file of today, those of former days too."""
    return _codes([_as_written(each) for each in record.root], (), ())


def _as_written(each: PlaceRecord | StationRecord) -> dict[str, Any]:
    within = [_as_written(place) for place in each.within or ()] if isinstance(each, PlaceRecord) else []
    return {"名称": each.name, "代码": each.code, "曾用代码": each.former, "下级": within}


def codes_once(raw: bytes) -> Iterator[Coded]:
    """Each code that stood in a file: of whatever has a name and a code, be the rest as it may."""
    return _codes(plain.value(plain.text(raw)), (), ())


def _codes(entries: Any, above: tuple[str, ...], at: At) -> Iterator[Coded]:
    if not isinstance(entries, list | tuple):
        return
    for index, each in enumerate(entries):
        if isinstance(each, dict):
            name, code, former = each.get("名称"), each.get("代码"), each.get("曾用代码")
            names, here = (*above, name if isinstance(name, str) else ""), (*at, index)
            if names[-1] and _is_code(code):
                several = former if isinstance(former, list | tuple) else [former]
                for one in (code, *filter(_is_code, several)):
                    yield one, names, here
            yield from _codes(each.get("下级"), names, (*here, "下级"))


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(CODE, value))
