"""From when to when something lasts, and where a day finds it: not begun, on, or over."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.packed import packed
from generator.records.hours import between, said
from generator.records.moment import Moment

Phase = Literal["还没开始", "正在进行", "已经结束"]
PHASES: tuple[Phase, ...] = ("还没开始", "正在进行", "已经结束")


@packed
@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both known to the day, with times where they matter; without `last` it has no end.

    Without a time the first day counts from its beginning, the last one to its end.
    """

    first: Moment
    last: Moment | None

    def phase(self, today: date) -> Phase:
        """What it is in the course of a day. On a day on which it begins or ends, it is on."""
        if today < self.first.earliest:
            return "还没开始"
        return "已经结束" if self.last and self.last.latest < today else "正在进行"

    def word(self, today: date) -> str:
        """The phase, said so that it is true at any time of the day: 今天 14:00 起."""
        phase = self.phase(today)
        begins = self.first.clock if self.first.exact == today else None
        ends = self.last.clock if self.last and self.last.exact == today else None
        if begins and ends:
            return f"今天 {between(begins, ends)}"
        if begins:
            return f"今天 {said(begins)} 起"
        return f"今天 {said(ends)} 止" if ends else phase

    @property
    def since(self) -> str:
        """When it begins, as scripts compare it: YYYY-MM-DDTHH:MM."""
        return f"{self.first.iso[:10]}T{self.first.clock or '00:00'}"

    @property
    def until(self) -> str:
        """When it is over, likewise; what has no end is over at the end of time."""
        return f"{self.last.iso[:10]}T{self.last.clock or '23:59'}" if self.last else "9999-12-31T23:59"
