"""Pages of months and years: they begin with the first record, and go when its date is written anew.

All later ones stay by themselves. Dates are looked for in the bytes first: only a version that is older than every
page of its kind is read.
"""

import re
from collections.abc import Iterable, Set

from generator.ledger import addresses, plain
from generator.ledger.past import Version

_DATE = re.compile("(?:日期|从)[\"']?[ \t]*:[ \t]*[\"']?([0-9]{4})(?:-([0-9]{2}))?".encode())
_BEGINS = re.compile("([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?![0-9])")
_FORMS = {
    "content/cases/": "cases/{0}/{1}/",
    "content/meetings/": "meetings/{0}/",
    "content/notices/": "notices/{0}/{1}/",
}
_EARLIEST = "2000-01"
"""What is older is a slip of the finger, or a page of its own that no setting brings back."""


def lost(versions: Iterable[tuple[Version, bytes]], planned: Set[str]) -> tuple[str, str] | None:
    """(month, address) of the first page that was there once and is not in `planned`; the month as 2024-01."""
    first = {
        folder: min((url for url in planned if re.fullmatch(form.format(r"\d{4}", r"\d{2}"), url)), default="~")
        for folder, form in _FORMS.items()
    }
    found = []
    for each, raw in versions:
        folder = next((folder for folder in _FORMS if each.path.startswith(folder)), "")
        if not folder:
            continue
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
    """The month under which the record of these bytes stood; empty if it was none, or does not say it."""
    if path.startswith("content/meetings/"):
        day = plain.mapping(raw).get("日期")
    elif not addresses.right(path, raw):
        return ""
    elif path.endswith(".md"):
        day = plain.mapping(raw, front=True).get("从")
    else:
        events = plain.mapping(raw)["进展"]
        steps = [each for each in events if isinstance(each, dict)] if isinstance(events, list) else []
        day = next((each.get("日期") for each in steps if each.get("环节") == "登记"), None)
    found = _BEGINS.match(day) if isinstance(day, str) else None
    return f"{found[1]}-{found[2] or '01'}" if found else ""
