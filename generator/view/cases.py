"""Lists of cases, each asked for as far as it is shown: the rolls of the register, in the words of pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.fold.cases.enrol import UNDATED
from generator.fold.cases.registered import Card, Summary
from generator.fold.cases.standing import Face
from generator.notes import asked, told
from generator.records.moment import Moment, telling
from generator.register import Register
from generator.rolls import latest_first
from generator.view import periods


@dataclass(frozen=True, slots=True)
class Filed:
    """A case in the archive."""

    id: str
    face: Face


class Cases:
    """Lists of all cases, or of those at a place (by its code) and in what lies in it. Withdrawn ones are left out.

    What is reported is told apart: it is no business of the board's clock.
    """

    def __init__(self, register: Register) -> None:
        self._register, self._rolls, self.notes = register, register.rolls, register.notes

    def ids(self) -> tuple[str, ...]:
        """All, in order, withdrawn ones too."""
        return tuple(self._rolls.ids("all"))

    def summaries(self, ids: Iterable[str]) -> tuple[Summary, ...]:
        return tuple(self._register.summary(key) for key in ids)

    def last_day(self, place: str = "") -> Moment:
        """The day of the last event of all; of one that is not known to the day, its last day counts."""
        return self._last(f"at/{place}")

    def open(self, place: str = "", most: int = -1) -> tuple[Summary, ...]:
        """The most urgent first."""
        return self.summaries(self._rolls.ids(f"open/{place}", most=most))

    def cards(self, ids: Iterable[str]) -> tuple[Card, ...]:
        return tuple(self._register.card(key) for key in ids)

    def open_count(self, place: str = "") -> int:
        return self._rolls.count(f"open/{place}")

    @told
    def counts(self) -> Mapping[str, int]:
        """How many there are at each place that has any, and "" → of all."""
        return self._rolls.counts("at/")

    @told
    def open_counts(self) -> Mapping[str, int]:
        """The same of the open ones."""
        return self._rolls.counts("open/")

    @asked
    def late_count(self) -> int:
        """How many are past their day."""
        return self._rolls.count("open/", end=self._register.today.isoformat())

    def silent(self, most: int = -1) -> tuple[Summary, ...]:
        """The open ones without any event for long, the longest first."""
        return self.summaries(self._rolls.ids("silent", most=most))

    def silent_count(self) -> int:
        return self._rolls.count("silent")

    def closed(self, place: str = "", most: int = -1) -> tuple[Summary, ...]:
        """The latest first. One that was merged goes on in another."""
        return self.summaries(self._rolls.ids(f"closed/{place}", most=most))

    def closed_count(self, place: str = "") -> int:
        return self._rolls.count(f"closed/{place}")

    def closed_in(self, place: str, month: date, most: int = -1) -> tuple[Summary, ...]:
        """What was closed in the month of a day and still is, the latest first."""
        return self.summaries(self._rolls.ids(f"closed/{place}", *_month(month), most=most))

    def closed_in_count(self, place: str, month: date) -> int:
        return self._rolls.count(f"closed/{place}", *_month(month))

    def moved(self, most: int = -1) -> tuple[Summary, ...]:
        """By their last event, the latest first."""
        return self.summaries(self._rolls.ids("moved", most=most))

    def reported(self, place: str = "", most: int = -1) -> tuple[Summary, ...]:
        """Taken from reports, by id."""
        return self.summaries(self._rolls.ids(f"reported/{place}", most=most))

    def reported_count(self, place: str = "") -> int:
        return self._rolls.count(f"reported/{place}")

    def about(self, policy: str, most: int = -1) -> tuple[Summary, ...]:
        """Those that name a policy note: the open ones, then the closed."""
        return self.summaries(self._rolls.ids(f"about/{policy}", most=most))

    def about_days(self, policy: str, most: int) -> list[Moment]:
        """The days of their last events."""
        return [last for _, last in self._rolls.of(f"about/{policy}", most=most)]

    def answered(self, most: int = -1) -> tuple[Summary, ...]:
        """Questions that were answered, the latest first."""
        return self.summaries(self._rolls.ids("answers", most=most))

    def answered_count(self) -> int:
        return self._rolls.count("answers")

    def asked_last(self) -> Moment:
        """The day of the last event of any question that was answered, be it reported."""
        return self._last("asked")

    def merged_into(self, key: str) -> tuple[Summary, ...]:
        return self.summaries(self._rolls.ids(f"into/{key}"))

    @told
    def found_in_months(self) -> Mapping[str, int]:
        """How many can be found of each month in which they were written down, or may first have been."""
        return self._rolls.counts("found/")

    def found(self, month: str) -> tuple[str, ...]:
        """The ids of those."""
        return tuple(self._rolls.ids(f"found/{month}"))

    @told
    def archive(self) -> Mapping[str, tuple[str, ...]]:
        """Year → its months, the latest first.

        The year is "undated" where it is not known, and always there; what has no month stands under "". Months in
        which nothing is to be told are there, too (`periods`).
        """
        known = self._rolls.names("month/")
        dated = [each for each in known if each != UNDATED]
        found: dict[str, set[str]] = {UNDATED: {""}}
        for month in periods.months(
            (f"{each[:4]}-{each[5:] or '01'}" for each in dated), self._register.today, self._register.since
        ):
            found.setdefault(month[:4], set()).add(month[5:])
        for each in dated:
            found.setdefault(each[:4], set()).add(each[5:])
        return {year: tuple(sorted(months, reverse=True)) for year, months in sorted(found.items(), reverse=True)}

    @asked
    def filed(self, year: str, month: str) -> tuple[Filed, ...]:
        """What is listed of a month of the archive, by id."""
        return tuple(Filed(key, face) for key, face, _ in self._filed(year, month))

    @asked
    def filed_days(self, year: str, month: str) -> tuple[Moment, ...]:
        """The days of the last events of that, as far as they decide which is the newest."""
        return telling(last for _, _, last in self._filed(year, month))

    def _filed(self, year: str, month: str) -> Iterator[tuple[str, Face, Moment]]:
        """All but what was withdrawn."""
        roll = f"month/{year}" if year == UNDATED else f"month/{year}-{month}"
        return ((key, face, last) for key, (face, last) in self._rolls.of(roll) if face != "撤下")

    @asked
    def _last(self, roll: str) -> Moment:
        return next((last for _, last in self._rolls.of(roll, most=1)), Moment())


def _month(day: date) -> tuple[str, str]:
    """From where to where a month lies in a roll that has the latest first."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return latest_first(following - timedelta(days=1)), latest_first(first - timedelta(days=1))
