"""What comes next in a case, as its page and the boards say it."""

from dataclasses import dataclass
from datetime import date

from generator.fold.cases.registered import Registered


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next, when it is expected, and how many days ago that was."""

    text: str
    expected: date | None
    gone: int


def ahead(each: Registered, today: date) -> Ahead | None:
    """What the last entry of this round that says so announces, unless that was put right; of a closed case nothing."""
    if not each.standing.open:
        return None
    for entry in reversed(each.standing.entries):
        if entry.round == each.standing.round and not entry.private and entry.correction is None:
            what = entry.happening.what
            if said := getattr(what, "next_step", None):
                expected: date | None = getattr(what, "expected", None)
                return Ahead(said, expected, (today - expected).days if expected else 0)
    return None
