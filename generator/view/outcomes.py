"""What came of cases: results with cost and opinion, by year, and what could not be solved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator import pictures
from generator.fold.cases.outcome import Outcome, Survey, outcome, survey
from generator.pictures import Picture
from generator.records.events import Solved, Surveyed, Unsolved
from generator.register import Register
from generator.view import periods
from generator.view.values import Summary


@dataclass(frozen=True, slots=True)
class Cost:
    """What a number of cases say they cost: `stated` of them, `total` yuan in all."""

    stated: int
    total: int


class Outcomes:
    """Asked for by the id of a case, or for all cases of the board itself."""

    def __init__(self, register: Register, summaries: Mapping[str, Summary]) -> None:
        self._register = register
        self._summaries = summaries

    def of(self, key: str) -> Outcome:
        return outcome(self._register.cases[key].standing, self._register.rules.least)

    def survey(self, what: Surveyed) -> Survey:
        """A 测评 with its rate, if enough were asked."""
        return survey(what, self._register.rules.least)

    def pictures(self, key: str) -> tuple[Picture | None, Picture | None]:
        """How it was and how it came to be, where there are photographs that say so."""
        return pictures.before_and_after(self._register.cases[key])

    @cached_property
    def solved(self) -> tuple[Summary, ...]:
        """What was solved, the latest first."""
        mine = [each for each in self._own() if each.face == "已解决"]
        return tuple(sorted(mine, key=lambda each: (-_closed(each).toordinal(), each.id)))

    @cached_property
    def years(self) -> Mapping[str, tuple[Summary, ...]]:
        """What was solved, by the year of its closing; both the latest first.

        Every year since the first case has its place, so that no page dies when a case is taken up again.
        """
        began = {f"{each.registered.year:04}" for each in self._own() if each.registered.year}
        every = periods.years(began, self._register.today, self._register.since)
        found: dict[str, list[Summary]] = {year: [] for year in reversed(every)}
        for each in self.solved:
            found.setdefault(f"{_closed(each).year:04}", []).append(each)
        return {year: tuple(cases) for year, cases in found.items()}

    @cached_property
    def unsolved(self) -> tuple[Summary, ...]:
        """What could not be solved for now, by the day on which it comes back, the soonest first."""
        mine = [each for each in self._own() if each.face == "暂不能解决"]
        return tuple(sorted(mine, key=lambda each: (self._recheck(each.id), each.id)))

    def cost(self, cases: Iterable[Summary]) -> Cost:
        """What some solved cases cost together; a closing that was corrected says nothing that can be added up."""
        came = (self.of(each.id) for each in cases)
        closings = [each.closing for each in came if isinstance(each.closing, Solved) and not each.corrected]
        costs = [closing.cost for closing in closings if closing.cost is not None]
        return Cost(len(costs), sum(costs))

    def _own(self) -> Iterable[Summary]:
        return (each for each in self._summaries.values() if not each.reported)

    def _recheck(self, key: str) -> date:
        closing = self._register.cases[key].standing.closing
        return closing.recheck if isinstance(closing, Unsolved) else date.max


def _closed(each: Summary) -> date:
    return (each.closed.exact if each.closed else None) or date.min
