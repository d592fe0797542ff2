"""How a folded case stands on a given day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.fold.cases.case import Entry, Folded, Round, Stretch
from generator.fold.cases.table import OPEN, State
from generator.records.events import Closing
from generator.workdays import Counted

Face = Literal[
    "待答复", "在办", "已解决", "已答复", "暂不能解决", "已转出", "并入", "撤下"
]  # fmt: skip
"""What a reader is told first: the state, and for a closed case its result."""


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline in force. `days` is how many days are left; below zero it is late."""

    what: Literal["答复", "办结"]
    day: date
    days: int
    estimated: bool
    extended: bool

    @property
    def late(self) -> bool:
        return self.days < 0

    @property
    def gone(self) -> int:
        """How many days ago it was; below zero it is ahead."""
        return -self.days


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch with its length; `days` is None where a date is not known to the day."""

    unit: str
    helpers: tuple[str, ...]
    how: str
    start: date | None
    end: date | None
    days: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as of a date. `entries` is its story up to that date."""

    entries: tuple[Entry, ...]
    state: State
    face: Face
    round: int
    closing: Closing | None
    due: Due | None
    holders: tuple[Held, ...]
    silent_days: int | None
    silent_since: date | None

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def holder(self) -> Held | None:
        """Who leads now."""
        return self.holders[-1] if self.holders and self.holders[-1].current else None


def as_of(folded: Folded, today: date, frozen: bool) -> Standing:
    """Let the date do its part: a 复查 that has come, lateness, days.

    A frozen case (截至) is neither late nor silent, and nobody is counted as having it for days.
    """
    state, rounds, entries = folded.state, folded.rounds, folded.entries
    stretches, closing = folded.stretches, folded.closing
    recheck = folded.recheck
    if recheck and recheck.day <= today:
        state, closing = recheck.entry.state, None
        rounds, entries = (*rounds, recheck.round), (*entries, recheck.entry)
        stretches = (*stretches, Stretch(recheck.entry.by, (), recheck.round.start, "复查"))
    is_open = state in OPEN
    days = [day for entry in entries if (day := entry.happening.day.exact)]
    since = max(days) if days and is_open and not frozen else None
    return Standing(
        entries=entries,
        state=state,
        face=_face(state, closing),
        round=len(rounds),
        closing=closing,
        due=_due(rounds[-1], today) if is_open and rounds else None,
        holders=tuple(_held(each, today, frozen) for each in stretches),
        silent_days=(today - since).days if since else None,
        silent_since=since,
    )


def _face(state: State, closing: Closing | None) -> Face:
    if state == "已结":
        result: Face = getattr(closing, "result", "已答复")
        return result
    return state


def _due(round_: Round, today: date) -> Due | None:
    answered = round_.answered is not None
    counted: Counted | None = round_.closing_due if answered else round_.answer_due
    if counted is None:
        return None
    what: Literal["答复", "办结"] = "办结" if answered else "答复"
    left = (counted.day - today).days
    extended = round_.closing_extended if answered else round_.answer_extended
    return Due(what, counted.day, left, counted.estimated, extended)


def _held(stretch: Stretch, today: date, frozen: bool) -> Held:
    start = stretch.start.exact
    end = stretch.end.exact if stretch.end else None
    current = stretch.end is None
    days = None
    if start and not (frozen and current):
        until = today if current else end
        days = (until - start).days if until else None
    return Held(stretch.unit, stretch.helpers, stretch.how, start, end, days, current)
