"""What a page rests on: the day of the last event of all that it shows. None where nothing is known to the day.

Only what was written down counts, never the day of the build, so a page does not change without its records.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from generator.fold.desk.sessions import Session
from generator.records.moment import Moment
from generator.view import Announced, Summary, View

Told: TypeAlias = Moment | date | None


def newest(told: Iterable[Told]) -> date | None:
    """The last of some days. None, too, if something may be later: it is known to its month or year only."""
    moments = [Moment(each.year, each.month, each.day) if isinstance(each, date) else each for each in told]
    known = [each for each in moments if each and each.known]
    last = max((each.exact for each in known if each.exact), default=None)
    return last if last and all(each.latest <= last for each in known) else None


def days(cases: Iterable[Summary]) -> Iterator[Told]:
    """Of each case the day of its last event."""
    yield from (each.last_day for each in cases)


def held(sessions: Iterable[Session]) -> Iterator[Told]:
    """The days of sessions of which something was written down."""
    yield from (each.day for each in sessions if each.held)


def written(announced: Iterable[Announced]) -> Iterator[Told]:
    """The days when notices were written and 公示 began."""
    yield from (each.told for each in announced)


def everything(view: View) -> date | None:
    """Of a page that counts or lists all there is."""
    return newest([view.cases.last_day(), view.desk.last_held])
