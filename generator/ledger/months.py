"""Pages of months and years: they begin with the first record, and go when its date is written anew.

All later ones stay by themselves. Dates are looked for in the bytes first: only a version that is older than every
page of its kind is read.
"""

import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from generator.ledger.past import Version
from generator.read import read

_DATE = re.compile("(?:日期|从)[\"']?[ \t]*:[ \t]*[\"']?([0-9]{4})(?:-([0-9]{2}))?".encode())
_FORMS = {
    "content/cases/": "cases/{0}/{1}/",
    "content/meetings/": "meetings/{0}/",
    "content/notices/": "notices/{0}/{1}/",
}
_EARLIEST = "2000-01"
"""What is older is a slip of the finger, or a page of its own that no setting brings back."""


def lost(versions: Iterable[Version], raws: Mapping[str, bytes], planned: Set[str]) -> tuple[str, str] | None:
    """(month, address) of the first page that was there once and is not in `planned`; the month as 2024-01."""
    first = {
        folder: min((url for url in planned if re.fullmatch(form.format(r"\d{4}", r"\d{2}"), url)), default="~")
        for folder, form in _FORMS.items()
    }
    found = []
    for each in versions:
        folder = next((folder for folder in _FORMS if each.path.startswith(folder)), "")
        raw = raws[each.blob] if folder else b""
        mentioned = min(
            (f"{year.decode()}-{(month or b'01').decode()}" for year, month in _DATE.findall(raw)), default="~"
        )
        if mentioned == "~" or _address(folder, mentioned) >= first[folder]:
            continue
        month = _month(each.path, raw)
        if month >= _EARLIEST and _address(folder, month) < first[folder]:
            found.append((month, _address(folder, month)))
    return min(found, default=None)


def _address(folder: str, month: str) -> str:
    return _FORMS[folder].format(*month.split("-"))


def _month(path: str, raw: bytes) -> str:
    """The month under which the record of these bytes stands; empty if they are none, or do not say it."""
    reading = read(path.removeprefix("content/"), raw)
    record: Any = reading.record
    if record is None:
        return ""
    if reading.kind == "case":
        moment = next((each.day for each in record.events if each.step == "登记"), None)
    else:
        moment = record.day if reading.kind == "meeting" else record.front.first
    return f"{moment.earliest:%Y-%m}" if moment and moment.year else ""
