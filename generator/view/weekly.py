"""What happened, week by week (ISO weeks: Monday to Sunday): to cases, as they stood at the end of each week, and at
the desk; and what comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from generator.fold.cases.case import Entry
from generator.fold.cases.standing import Face
from generator.fold.desk.sessions import Session
from generator.records.events import Closing
from generator.register import Register, Registered
from generator.view import periods


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


@dataclass(frozen=True, slots=True)
class Week:
    """A week, and what happened in it; `turns` by id. `over`: its Sunday lies behind us.

    `held`: the sessions of the desk of which something was written down.
    """

    year: int
    number: int
    over: bool
    turns: tuple[Turn, ...]
    held: tuple[Session, ...]

    @property
    def key(self) -> str:
        """2026-W47, as ISO 8601 writes it."""
        return f"{self.year:04}-W{self.number:02}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date | None:
        """The day of the last thing that happened in it."""
        return max([*(each.day for each in self.turns), *(each.day for each in self.held)], default=None)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


class Weekly:
    """The weeks of the board's own cases and desks.

    Every week since the first record is there: the address of one was passed on, even if all that it told was
    withdrawn. Not told are matters taken from reports, withdrawn ones, and, from the week of their 并案 on, merged
    ones. An event of a later day changes no week; only a 撤下 takes a matter out of all of them.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def weeks(self) -> Mapping[str, Week]:
        """By key, the latest first."""
        found: dict[tuple[int, int], list[Turn]] = {}
        for key, each in sorted(self._register.cases.items()):
            if not each.record.frozen and each.standing.face != "撤下":
                for when, turn in _turns(key, each).items():
                    found.setdefault(when, []).append(turn)
        held: dict[tuple[int, int], list[Session]] = {}
        for session in self._register.sessions.all:
            if session.held:
                held.setdefault(session.day.isocalendar()[:2], []).append(session)
        this = self._register.today.isocalendar()[:2]
        weeks = [
            Week(*when, when < this, tuple(found.get(when, ())), tuple(held.get(when, ()))) for when in self._all()
        ]
        return {week.key: week for week in weeks}

    def _all(self) -> list[tuple[int, int]]:
        """Every week from the first that anything is known of to this one, the latest first.

        Gaps before `periods.EARLIEST` are left.
        """
        own = (each for each in self._register.cases.values() if not each.record.frozen)
        days = [day for each in own for entry in each.standing.entries if (day := entry.happening.day.exact)]
        days += [each.day for each in self._register.sessions.all if each.held]
        since = date.fromisoformat(f"{self._register.since or '9999-12'}-01")
        if not days and not self._register.since:
            return []
        today = self._register.today
        first = max(min([since, *days]), date.fromisoformat(f"{periods.EARLIEST}-01"))
        weeks = range((today - first).days // 7 + 2)
        every = {(today - timedelta(days=7 * back)).isocalendar()[:2] for back in weeks}
        gaps = {when for when in every if when >= first.isocalendar()[:2]}
        return sorted(gaps | {day.isocalendar()[:2] for day in days}, reverse=True)


def _turns(key: str, each: Registered) -> dict[tuple[int, int], Turn]:
    """What each week did to a case."""
    weeks: dict[tuple[int, int], list[Entry]] = {}
    for entry in each.standing.entries:
        day = entry.happening.day.exact
        if day:
            weeks.setdefault(day.isocalendar()[:2], []).append(entry)
    made = {}
    for when, entries in weeks.items():
        if entries[-1].state == "并入":
            break
        made[when] = _turn(key, entries)
    return made


def _turn(key: str, entries: list[Entry]) -> Turn:
    closings = [what for entry in entries if isinstance(what := entry.happening.what, Closing)]
    face: Face | None = None
    if closings and entries[-1].state == "已结":
        face = getattr(closings[-1], "result", None)
    last = entries[-1].happening
    assert last.day.exact
    return Turn(key, any(each.happening.kind == "登记" for each in entries), face, last.kind, last.day.exact)
