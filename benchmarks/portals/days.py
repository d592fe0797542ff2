"""The three years that a portal tells of: working days, and on which days residents come."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from generator import workdays

YEARS = timedelta(days=3 * 365)
_AHEAD = timedelta(days=4 * 365)
_BY_MONTH = (1.15, 0.7, 1.0, 1.0, 1.0, 1.05, 1.2, 1.15, 1.0, 0.9, 1.25, 1.1)
"""Heating in winter and rain in summer bring more; the Spring Festival and the days of National Day less."""
_ON_DAYS_OFF = 0.3


class Days:
    """From `first` to `today`; working days go on for some years."""

    def __init__(self, today: date) -> None:
        self.today, self.first = today, today - YEARS
        span = range((YEARS + _AHEAD).days)
        self._works = [day for n in span if workdays.is_workday(day := self.first + timedelta(days=n))[0]]
        self.all: Sequence[date] = [self.first + timedelta(days=n) for n in range(YEARS.days + 1)]
        self._weights = list(accumulate(self._weight(day) for day in self.all))

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself for none."""
        return self._works[bisect_right(self._works, day) + count - 1] if count > 0 else day

    def next_wednesday(self, day: date) -> date:
        """When the next meeting can be."""
        return day + timedelta(days=(1 - day.weekday()) % 7 + 1)

    def some(self, chance: random.Random) -> date:
        """A day on which somebody came."""
        return chance.choices(self.all, cum_weights=self._weights)[0]

    def months(self) -> Sequence[tuple[int, int]]:
        """Year and month of each month from the first to today's."""
        return list(dict.fromkeys((day.year, day.month) for day in self.all))

    def _weight(self, day: date) -> float:
        grown = 0.7 + 0.5 * (day - self.first) / YEARS
        return grown * _BY_MONTH[day.month - 1] * (1 if workdays.is_workday(day)[0] else _ON_DAYS_OFF)
