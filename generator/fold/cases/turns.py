"""What single weeks (ISO 8601: Monday to Sunday) did to a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.fold.cases.case import Entry
from generator.fold.cases.registered import Registered
from generator.fold.cases.standing import Face
from generator.packed import packed
from generator.records.events import Closing


@packed
@dataclass(frozen=True, slots=True)
class Turn:
    """What a week did to one case.

    `new`: it was written down in this week. `face`: its result, if it was closed in this week and still was at
    the end of it. `last`: the 环节 of the last event, on `day`.
    """

    id: str
    new: bool
    face: Face | None
    last: str
    day: date


def turns(each: Registered) -> Mapping[str, Turn | None]:
    """By week (2026-W47), as the case stood at the end of it. None where it is not told: it was withdrawn, or merged.

    An event of a later day changes no week.
    """
    weeks: dict[str, list[Entry]] = {}
    for entry in each.standing.entries:
        day = entry.happening.day.exact
        if day:
            year, number, _ = day.isocalendar()
            weeks.setdefault(f"{year:04}-W{number:02}", []).append(entry)
    found: dict[str, Turn | None] = {}
    told = each.standing.face != "撤下"
    for week, entries in weeks.items():
        told = told and entries[-1].state != "并入"
        found[week] = _turn(each.record.id, entries) if told else None
    return found


def _turn(key: str, entries: list[Entry]) -> Turn:
    closings = [what for entry in entries if isinstance(what := entry.happening.what, Closing)]
    face: Face | None = None
    if closings and entries[-1].state == "已结":
        face = getattr(closings[-1], "result", None)
    last = entries[-1].happening
    assert last.day.exact
    return Turn(key, any(each.happening.kind == "登记" for each in entries), face, last.kind, last.day.exact)
