"""Outages: what a notice turns off, when, and in which words; what is off at one time is one outage."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from generator.fold.span import Span
from generator.packed import packed
from generator.records.hours import Hours
from generator.records.notice import Off, Supply

_SAID: dict[Supply, str] = {
    "水": "停水",
    "电": "停电",
    "暖气": "停暖气",
    "燃气": "停气",
    "电梯": "电梯停用",
    "网络": "断网",
}


@packed
@dataclass(frozen=True, slots=True)
class Outage:
    """`what`: in plain words, as typed (停电, 电梯停用). With `daily`, it is off in these hours of each day of `span`.

    `span` goes from the first time that it is off to the last time that it comes back.
    """

    what: tuple[str, ...]
    span: Span
    daily: Hours | None

    def within(self, first: date, last: date) -> bool:
        """Whether any of it falls into these days."""
        assert self.span.last
        return self.span.first.earliest <= last and first <= self.span.last.latest


def outages(typed: Iterable[Off]) -> tuple[Outage, ...]:
    """In order of time; what is off at the very same time is said in one breath."""
    found: dict[tuple[Span, Hours | None], list[str]] = {}
    for each in typed:
        words = found.setdefault((Span(*each.ends), each.daily), [])
        if _SAID[each.what] not in words:
            words.append(_SAID[each.what])
    made = (Outage(tuple(words), span, daily) for (span, daily), words in found.items())
    return tuple(sorted(made, key=lambda each: (each.span.since, each.span.until)))


def days(each: Outage) -> Span:
    """From which day to which, without the hours."""
    assert each.span.last
    return Span(replace(each.span.first, clock=None), replace(each.span.last, clock=None))
