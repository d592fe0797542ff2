"""What came of cases: results with cost and opinion, by year, and what could not be solved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.fold.cases import pictures
from generator.fold.cases.outcome import Outcome, Survey, outcome, survey
from generator.fold.cases.pictures import Picture
from generator.fold.cases.registered import Summary
from generator.fold.figures.computed import COST, EVERYTHING
from generator.notes import asked, told
from generator.records.events import Surveyed
from generator.records.moment import Moment
from generator.records.rules import LeastSample
from generator.register import Register
from generator.rolls import LAST, latest_first
from generator.sums import Sum
from generator.view import periods


@dataclass(frozen=True, slots=True)
class Cost:
    """What a number of cases say they cost: `stated` of them, `total` yuan in all."""

    stated: int
    total: int


class Outcomes:
    """Asked for by the id of a case, or for all cases of the board itself. Lists have the latest first."""

    def __init__(self, register: Register) -> None:
        self._register, self._rolls, self.notes = register, register.rolls, register.notes

    def of(self, key: str) -> Outcome:
        return outcome(self._register.case(key).standing, self._least)

    @told
    def _least(self) -> LeastSample:
        return self._register.world.rules.least

    def survey(self, what: Surveyed) -> Survey:
        """A 测评 with its rate, if enough were asked."""
        return survey(what, self._least)

    def pictures(self, key: str) -> tuple[Picture | None, Picture | None]:
        """How it was and how it came to be, where there are photographs that say so."""
        return pictures.before_and_after(self._register.case(key))

    def solved(self, year: str = "", most: int = -1) -> tuple[Summary, ...]:
        """What was solved, in a year or ever."""
        return self._summaries(self._rolls.ids("solved", *_year(year), most=most))

    def solved_count(self, year: str = "") -> int:
        return self._rolls.count("solved", *_year(year))

    def solved_days(self, year: str = "") -> list[Moment]:
        """The days of their last events."""
        return [last for _, last in self._rolls.of("solved", *_year(year))]

    @asked
    def reported(self) -> tuple[Summary, ...]:
        """What was solved as reports tell, by id."""
        return self._summaries(key for key, (face, _) in self._rolls.of("reported/") if face == "已解决")

    @told
    def years(self) -> tuple[str, ...]:
        """Every year since the first case, the latest first, so that no page dies when a case is taken up again."""
        first = self._rolls.first("began")
        began = {first[:4]} if first else set()
        return tuple(reversed(periods.years(began, self._register.today, self._register.since)))

    def unsolved(self, most: int = -1) -> tuple[Summary, ...]:
        """What could not be solved for now, by the day on which it comes back, the soonest first."""
        return self._summaries(self._rolls.ids("unsolved", most=most))

    def unsolved_count(self) -> int:
        return self._rolls.count("unsolved")

    def unsolved_days(self) -> list[Moment]:
        """The days of their last events."""
        return [last for _, last in self._rolls.of("unsolved")]

    @told
    def lately_ids(self) -> tuple[str, ...]:
        """Of what was closed this month or last, and of what has its result on display."""
        today = self._register.today
        first = date.fromordinal(today.replace(day=1).toordinal() - 1).replace(day=1)
        before = date.fromordinal(first.toordinal() - 1)
        mine = set(self._rolls.ids("closed/", end=latest_first(before)))
        mine |= {key for key, since in self._rolls.of("shown", today.isoformat()) if since <= today}
        return tuple(sorted(mine))

    @told
    def lately(self) -> tuple[Summary, ...]:
        """Those, the last closed first."""
        mine = self._summaries(self.lately_ids)
        return tuple(sorted(mine, key=lambda each: (-_closed(each).toordinal(), each.id)))

    @asked
    def lately_at(self, code: str) -> tuple[Summary, ...]:
        """Those of them at a place and at what lies in it."""
        return self._lately_at.get(code, ())

    @told
    def _lately_at(self) -> Mapping[str, tuple[Summary, ...]]:
        found: dict[str, list[Summary]] = {}
        for each in self.lately:
            above = (up.code for place in each.places for up in self._register.world.tree.up(place.code))
            for code in dict.fromkeys(above):
                found.setdefault(code, []).append(each)
        return {code: tuple(each) for code, each in found.items()}

    def cost(self, year: str = "") -> Cost:
        """What was solved in a year, or ever, cost together; a closing that was corrected says nothing to be added."""
        found = self._register.sums.of(COST, EVERYTHING).get(year, Sum())
        return Cost(found.whole, found.part)

    def _summaries(self, ids: Iterable[str]) -> tuple[Summary, ...]:
        return tuple(self._register.summary(key) for key in ids)


def _year(year: str) -> tuple[str, str]:
    """From where to where a year lies in a roll that has the latest first."""
    if not year:
        return "", LAST
    return latest_first(date(int(year), 12, 31)), latest_first(date(int(year) - 1, 12, 31))


def _closed(each: Summary) -> date:
    return (each.closed.exact if each.closed else None) or date.min
