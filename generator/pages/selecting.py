"""Orders and selections of cases that several pages use."""

from collections.abc import Iterable
from datetime import date

from generator.records.moment import Moment
from generator.view import Summary

RECENT = 20


def open_first(cases: Iterable[Summary]) -> list[Summary]:
    """Open cases, the most urgent first; reported ones are no business of the board's clock."""
    mine = [each for each in cases if each.open and not each.reported]
    return sorted(mine, key=lambda each: (each.due.day if each.due else date.max, each.id))


def lately_closed(cases: Iterable[Summary], face: str | None = None) -> list[Summary]:
    """Closed cases, the latest first; of one face if given. One that was merged goes on in another."""
    closed = [each for each in cases if not each.open and not each.reported and each.face != "并入"]
    mine = [each for each in closed if face is None or each.face == face]
    return sorted(mine, key=lambda each: _latest_first(each.closed or each.last_day, each))


def closed_in(cases: Iterable[Summary], month: str) -> list[Summary]:
    """What was closed in a month ("2026-11") and still is, the latest first."""
    return [each for each in lately_closed(cases) if each.closed and each.closed.iso[:7] == month]


def reported(cases: Iterable[Summary]) -> list[Summary]:
    """Cases taken from reports, by id."""
    return sorted((each for each in cases if each.reported), key=lambda each: each.id)


def lately_moved(cases: Iterable[Summary]) -> list[Summary]:
    """Cases of the board itself by their last event, the latest first."""
    return sorted((each for each in cases if not each.reported), key=lambda each: _latest_first(each.last_day, each))


def _latest_first(moment: Moment, each: Summary) -> tuple[int, str]:
    return -(moment.exact or date.min).toordinal(), each.id
