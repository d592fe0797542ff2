"""The mobile desk, as pages ask for it: what comes next, what came of each session, promised and held."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.fold.desk.sessions import Session, Wish
from generator.fold.places import Place, Tree
from generator.notes import asked, told
from generator.records.desk import LONGEST
from generator.register import Register
from generator.view import periods

_NEXT = 3
_MOST = 8
_AHEAD = timedelta(days=30)
_OFF = 3


@dataclass(frozen=True, slots=True)
class Coming:
    """What is planned next for a place (None: anywhere), and what was to be before the last of it and is not.

    There is more than a page shows at first: what is over when the page is read makes room for the next.
    """

    place: Place | None
    entries: tuple[Session, ...]

    @property
    def sessions(self) -> tuple[Session, ...]:
        return tuple(each for each in self.entries if each.on)

    @property
    def off(self) -> tuple[Session, ...]:
        return tuple(each for each in self.entries if not each.on)

    def listed(self, show: int) -> Iterator[tuple[Session, bool]]:
        """The entries, and whether each waits until one of the first `show` sessions is over."""
        for each in self.entries:
            yield each, show <= 0
            show -= each.on


@dataclass(frozen=True, slots=True)
class Month:
    """The promise of a place for one month. What one desk does at one place on one day counts once.

    `silent`: sessions of past days of which nothing was written down; `over`: whether the month is.
    """

    month: str
    place: Place
    promised: int
    held: int
    silent: int
    stopped: tuple[Session, ...]
    over: bool

    @property
    def missing(self) -> int:
        return max(self.promised - self.held, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the sessions of one month. `planned`: all that were not called off, those of coming days too.

    `when`: where the month lies, seen from today.
    """

    when: Literal["past", "running", "ahead"]
    planned: int
    held: int
    served: int


class DeskView:
    """What is true of the desk as of the register's day."""

    def __init__(self, register: Register) -> None:
        self._register, self.notes = register, register.notes

    @property
    def _tree(self) -> Tree:
        return self._register.world.tree

    @property
    def _today(self) -> date:
        return self._register.today

    @property
    def _sessions(self) -> tuple[Session, ...]:
        return self._register.world.sessions.all

    @asked
    def any(self) -> bool:
        """Whether there is or was any."""
        return bool(self._sessions)

    @asked
    def all(self) -> tuple[Session, ...]:
        return self._sessions

    @told
    def last_held(self) -> date | None:
        """The day of the last of which something was written down."""
        return max((each.day for each in self._sessions if each.held), default=None)

    @property
    def _wishes(self) -> tuple[Wish, ...]:
        return self._register.world.sessions.wishes

    @told
    def _own(self) -> Mapping[str, list[Session]]:
        """By the place at which they are."""
        found: dict[str, list[Session]] = {}
        for each in self._sessions:
            found.setdefault(each.place.code, []).append(each)
        return found

    @told
    def _in(self) -> Mapping[str, list[Session]]:
        """By all that their places lie in."""
        found: dict[str, list[Session]] = {}
        for each in self._sessions:
            for up in self._tree.up(each.place.code):
                found.setdefault(up.code, []).append(each)
        return found

    def of_case(self, key: str) -> Session | None:
        """The session that a case was told at."""
        case = self._register.case(key)
        told = not case.record.frozen and case.standing.face != "撤下"
        return case.session if told else None

    def cases(self, session: Session) -> tuple[str, ...]:
        """The ids of the cases that were written down at a session; reported and withdrawn ones are left out."""
        return tuple(self._register.rolls.ids(f"session/{session.id}"))

    def silent(self, session: Session) -> bool:
        """Whether it is over and nothing was written down."""
        return session.on and session.held is None and session.day < self._today

    @asked
    def at(self, code: str) -> tuple[Session, ...]:
        """All sessions for a place, in order: at it, in what lies in it, and in what it lies in."""
        above = [each for up in self._tree.up(code) if up.code != code for each in self._own.get(up.code, ())]
        found = [*self._in.get(code, ()), *above]
        return tuple(sorted(found, key=lambda each: (each.day, each.start, each.id))) if above else tuple(found)

    @asked
    def coming(self, code: str) -> Coming:
        """What is next for a place."""
        return self._coming(self._tree.places[code], self.at(code))

    @asked
    def soon(self) -> Coming:
        """What is next anywhere."""
        return self._coming(None, self._sessions)

    @asked
    def between(self, first: date, last: date) -> tuple[Session, ...]:
        """The sessions that take place from one day to another."""
        return tuple(each for each in self.planned(first, last) if each.on)

    @asked
    def planned(self, first: date, last: date) -> tuple[Session, ...]:
        """The sessions from one day to another (of a month at most), called off or not."""
        months = {f"{day:%Y-%m}" for day in (first, last)}
        found = (each for month in sorted(months) for each in self.in_month(month))
        return tuple(each for each in found if first <= each.day <= last)

    @told
    def everywhere(self) -> tuple[Coming, ...]:
        """What is next at each place that has had a desk or will: the soonest first, at last where none is planned."""
        found = [
            self._coming(self._tree.places[code], own)
            for code, own in self._own.items()
            if any(each.on or each.day >= self._today for each in own)
        ]
        return tuple(sorted(found, key=_soonest))

    def _coming(self, place: Place | None, sessions: Iterable[Session]) -> Coming:
        ahead = [each for each in sessions if each.day >= self._today]
        planned = [each for each in ahead if each.on][:_MOST]
        on = planned[:_NEXT] + [each for each in planned[_NEXT:] if each.day <= self._today + _AHEAD]
        off = [each for each in ahead if not each.on and (len(on) < _NEXT or each.day <= on[-1].day)]
        return Coming(place, tuple(sorted([*on, *off[:_OFF]], key=lambda each: (each.day, each.start, each.id))))

    @told
    def months(self) -> tuple[str, ...]:
        """All months ("2026-09") that have a page. Months without any session are there, too.

        They go as far ahead as a plan may begin, so that no page goes with a session that is put off.
        """
        return periods.months(self._by_month, self._today + LONGEST, self._register.since)

    @told
    def months_with_any(self) -> tuple[str, ...]:
        return tuple(self._by_month)

    @asked
    def in_month(self, month: str) -> tuple[Session, ...]:
        """All sessions of a month ("2026-09"), in order."""
        return tuple(self._by_month.get(month, ()))

    @told
    def _by_month(self) -> Mapping[str, list[Session]]:
        found: dict[str, list[Session]] = {}
        for each in self._sessions:
            found.setdefault(f"{each.day:%Y-%m}", []).append(each)
        return found

    @asked
    def tally(self, month: str) -> Tally:
        """How many sessions a month ("2026-09") has, and how many were held."""
        this = f"{self._today:%Y-%m}"
        on = [each for each in self.in_month(month) if each.on]
        held = [each.held for each in on if each.held]
        return Tally(
            "past" if month < this else "ahead" if month > this else "running",
            len(on),
            len(held),
            sum(each.served or 0 for each in held),
        )

    @told
    def promises(self) -> tuple[Month, ...]:
        """Promised and held, month by month up to this one, the latest first."""
        promising = [place for place in self._tree.places.values() if place.monthly and self._ours(place)]
        return tuple(
            self._promise(place, month)
            for month in sorted(self._months_so_far(), reverse=True)
            for place in promising
            if month >= self._began(place)
        )

    def _ours(self, place: Place) -> bool:
        """Whether its desks are told of here: of a place in a report nobody knows when they came."""
        return place.code in self._in or place == self._register.community

    def _began(self, place: Place) -> str:
        """The month from which its promise is told: that of its first session, or this one if it has had none."""
        sessions = self._in.get(place.code)
        return f"{sessions[0].day if sessions else self._today:%Y-%m}"

    def _months_so_far(self) -> Iterable[str]:
        """Every month from the first session to this one, also those without any."""
        day, months = self._sessions[0].day if self._sessions else self._today, []
        while f"{day:%Y-%m}" <= f"{self._today:%Y-%m}":
            months.append(f"{day:%Y-%m}")
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return months

    def _promise(self, place: Place, month: str) -> Month:
        there = [each for each in self.in_month(month) if place in self._tree.up(each.place.code)]
        held = {(each.desk, each.day, each.place.code) for each in there if each.held}
        return Month(
            month,
            place,
            place.monthly or 0,
            len(held),
            sum(self.silent(each) for each in there),
            tuple(each for each in there if each.stopped and each.day <= self._today),
            month < f"{self._today:%Y-%m}",
        )

    @asked
    def kept(self) -> tuple[Wish, ...]:
        """Wishes that came, the latest first."""
        came = [each for each in self._wishes if each.came]
        return tuple(sorted(came, key=lambda each: (each.came.day, each.text) if each.came else (), reverse=True))

    @asked
    def open_wishes(self) -> tuple[Wish, ...]:
        """Wishes that have not come yet, the oldest first."""
        return tuple(each for each in self._wishes if each.came is None)


def _soonest(coming: Coming) -> tuple[bool, str, str]:
    first = next(iter(coming.sessions), None)
    return first is None, f"{first.day} {first.start}" if first else "", coming.place.code if coming.place else ""
