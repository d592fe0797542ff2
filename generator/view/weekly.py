"""What happened, week by week (ISO weeks: Monday to Sunday): to cases, as they stood at the end of each week, and at
the desk; and what comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.fold.cases.turns import Turn
from generator.fold.desk.sessions import Session
from generator.notes import asked, told
from generator.register import Register
from generator.view import periods


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
        return _key(self.year, self.number)

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
        self._register, self.notes = register, register.notes

    @told
    def keys(self) -> tuple[str, ...]:
        """Of all weeks, the latest first."""
        return tuple(_key(*when) for when in self._all)

    @asked
    def week(self, key: str) -> Week:
        """What happened in a week."""
        when = int(key[:4]), int(key[6:])
        over = when < self._register.today.isocalendar()[:2]
        return Week(*when, over, self._turns(*when), tuple(self._held.get(when, ())))

    @told
    def _held(self) -> Mapping[tuple[int, int], list[Session]]:
        """Week → the sessions of the desk of which something was written down."""
        found: dict[tuple[int, int], list[Session]] = {}
        for session in self._register.world.sessions.all:
            if session.held:
                found.setdefault(session.day.isocalendar()[:2], []).append(session)
        return found

    def _turns(self, year: int, number: int) -> tuple[Turn, ...]:
        return tuple(turn for _, turn in self._register.rolls.of(f"week/{_key(year, number)}") if turn)

    @told
    def _all(self) -> list[tuple[int, int]]:
        """Every week from the first that anything is known of to this one, the latest first.

        Gaps before `periods.EARLIEST` are left.
        """
        known = {(int(week[:4]), int(week[6:])) for week in self._register.rolls.names("week/")} | {*self._held}
        since = date.fromisoformat(f"{self._register.since or '9999-12'}-01")
        if not known and not self._register.since:
            return []
        today = self._register.today
        first = min([since, *(date.fromisocalendar(*when, 1) for when in known)])
        first = max(first, date.fromisoformat(f"{periods.EARLIEST}-01"))
        weeks = range((today - first).days // 7 + 2)
        every = {(today - timedelta(days=7 * back)).isocalendar()[:2] for back in weeks}
        gaps = {when for when in every if when >= first.isocalendar()[:2]}
        return sorted(gaps | known, reverse=True)


def _key(year: int, number: int) -> str:
    return f"{year:04}-W{number:02}"
