"""Pages of months, weeks and years: those of a section begin with its first record, and go when that is dated anew.

All later ones stay by themselves. Dates are looked for in the bytes first: only a version that is older than every
page of a section is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from pydantic import ValidationError

from generator.fold.desk import recurrence
from generator.ledger import addresses, plain
from generator.ledger.past import Version
from generator.records.desk import Plan

_SECTIONS = {
    "cases": "cases/%Y/%m/", "figures": "figures/received/%Y-%m/", "changes": "changes/%Y-%m/",
    "digest": "digest/%G-W%V/", "results": "results/%Y/", "desk": "desk/%Y-%m/", "meetings": "meetings/%Y/",
    "notices": "notices/%Y/%m/",
}  # fmt: skip
"""The pages that tell when a section begins: all figures do so together, and /digest/2024/ with its weeks."""
_OWN = ("figures", "changes", "digest", "results")
"""What begins with a matter of the board itself, not with one from reports (截至)."""
_BEGUN_BY = {
    "content/cases/": ("cases", *_OWN), "content/meetings/": ("meetings",), "content/notices/": ("notices",),
    "content/desks/": ("desk", "digest"), "content/portal.yml": tuple(_SECTIONS),
}  # fmt: skip
_DIGITS = {"%Y": r"\d{4}", "%G": r"\d{4}", "%m": r"\d{2}", "%V": r"\d{2}"}
_PLANNED = re.compile("|".join(re.sub("%.", lambda found: _DIGITS[found[0]], form) for form in _SECTIONS.values()))
_DAY = "[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?(?![0-9])"
_AFTER = {key: re.compile(f"{key}[\"']?[ \t]*:[ \t]*[\"']?({_DAY})".encode()) for key in ("日期", "从", "最早的月份")}
"""One by one, for what begins with a letter is found ten times as quickly as a choice."""
_ANY_DAY = re.compile(rb"20[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9]")
_KEY = re.compile(rb"\n(?=[^\s#-])")
_REPORTED = re.compile("^截至[ \t]*:".encode(), re.MULTILINE)
_EARLIEST = date(2000, 1, 1)
"""What is older is a slip of the finger, or a page of its own that no setting brings back."""


def first(planned: Iterable[str]) -> dict[str, str]:
    """Of each section its first page among those that are `planned`."""
    found = dict.fromkeys(_SECTIONS, "~")
    for url in filter(_PLANNED.fullmatch, planned):
        section = url[: url.index("/")]
        found[section] = min(found[section], url)
    return found


def lost(versions: Iterable[tuple[Version, bytes]], first: Mapping[str, str]) -> tuple[str, str] | None:
    """(month, address) of the first page that was there once and is before the `first`; the month as 2024-01."""
    found = []
    for each, raw in versions:
        folder = next((folder for folder in _BEGUN_BY if each.path.startswith(folder)), "")
        if any(_address(*begun) < first[begun[0]] for begun in _at_earliest(folder, raw)):
            begun_then = [begun for begun in _began(each.path, raw) if begun[1] >= _EARLIEST]
            found += [(begun[1], _address(*begun)) for begun in begun_then if _address(*begun) < first[begun[0]]]
    return (f"{min(found)[0]:%Y-%m}", min(found)[1]) if found else None


def _address(section: str, day: date) -> str:
    return day.strftime(_SECTIONS[section])


def _at_earliest(folder: str, raw: bytes) -> Iterator[tuple[str, date]]:
    """Each section that a file can begin, with a day before which it does not."""
    if folder == "content/desks/":
        days = {"desk": _ANY_DAY.findall(_part(raw, "安排", "改期")), "digest": _held(raw)}
    else:
        reported = folder == "content/cases/" and _REPORTED.search(raw)
        found = [day for after in _AFTER.values() for day in after.findall(raw)]
        days = dict.fromkeys(("cases",) if reported else _BEGUN_BY.get(folder, ()), found)
    yield from ((section, _day(min(each).decode())) for section, each in days.items() if each)


def _began(path: str, raw: bytes) -> Iterator[tuple[str, date]]:
    """Each section that the record of these bytes began, and when; none if it was no record, or does not say."""
    if path.startswith("content/desks/"):
        yield from (("desk", day) for day in _sessions(_part(raw, "安排", "改期")))
        yield from [("digest", _day(min(held).decode()))] if (held := _held(raw)) else ()
    elif path.startswith("content/cases/"):
        yield from _case(plain.mapping(raw)) if addresses.right(path, raw) else ()
    elif path.startswith("content/notices/"):
        day = _read(plain.mapping(raw, front=True).get("从")) if addresses.right(path, raw) else None
        yield from [("notices", day)] if day else ()
    elif path.startswith("content/meetings/"):
        day = _read(plain.mapping(raw).get("日期"))
        yield from [("meetings", day)] if day else ()
    else:
        day = _read(plain.mapping(raw).get("最早的月份"))
        yield from ((section, day) for section in _SECTIONS if day)


def _case(record: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    steps = [each for each in _list(record.get("进展")) if isinstance(each, dict)]
    registered = next((_read(each.get("日期")) for each in steps if each.get("环节") == "登记"), None)
    if registered:
        yield "cases", registered
    if registered and "截至" not in record:
        yield from ((section, registered) for section in _OWN if section != "digest")
        exact = (_read(each.get("日期")) for each in steps if len(str(each.get("日期"))) >= len("2024-03-05"))
        yield from (("digest", day) for day in exact if day)


def _held(raw: bytes) -> list[bytes]:
    return _AFTER["日期"].findall(_part(raw, "记录"))


def _part(raw: bytes, *keys: str) -> bytes:
    """What stands under some keys at the top of a file."""
    starts = tuple(f"{quote}{key}" for key in keys for quote in ("", '"', "'"))
    return b"\n".join(part for part in _KEY.split(raw) if part.startswith(tuple(map(str.encode, starts))))


@cache
def _sessions(planning: bytes) -> tuple[date, ...]:
    """The first session of each plan, and all that were moved. What is written after each session changes nothing."""
    said, found = plain.mapping(planning), list[date | None]()
    for each in _list(said.get("安排")):
        with suppress(ValidationError):
            found += recurrence.days(Plan.model_validate(each))[:1]
    moves = (each for each in _list(said.get("改期")) if isinstance(each, dict))
    return tuple(day for day in [*found, *(_read(each.get("改到")) for each in moves)] if day)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _read(said: object) -> date | None:
    found = re.match(_DAY, said) if isinstance(said, str) else None
    return _day(found[0]) if found else None


def _day(said: str) -> date:
    """The first day that is meant; that of the month where it has no such day."""
    year, month, day = (*map(int, said.split("-")), 1, 1)[:3]
    with suppress(ValueError):
        return date(year, month, day)
    return date(year, month, 1)
