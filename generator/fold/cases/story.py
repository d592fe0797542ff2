"""What happened to a case, in order: its own events and the meetings that dealt with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.fold.meetings import Held
from generator.records.case import Case
from generator.records.events import Checked, Event, Published
from generator.records.meeting import Meeting
from generator.records.moment import Moment

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened. `path` leads to it inside the case's file, or inside `file` if there is one.

    `file` is that of a meeting. `what` is None where nobody wrote anything: the day of a 复查 has come.
    """

    kind: str
    variant: str
    day: Moment
    by: str
    what: Event | Meeting | None
    path: Path
    file: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A case with all that the fold needs to know of other records.

    `seat` is the unit that acts where nobody is named: the community of the case's first place.
    """

    case: Case
    seat: str
    happenings: tuple[Happening, ...]


def tell(case: Case, seat: str, meetings: Iterable[Held]) -> Story:
    """Put the events and meetings of a case in order."""
    typed = [
        Happening(each.step, _variant(each), each.day, each.by or "", each, ("进展", index))
        for index, each in enumerate(case.events)
    ]
    held = [_met(case, seat, each) for each in meetings]
    return Story(case, seat, tuple(_in_order([*typed, *held])))


def _met(case: Case, seat: str, held: Held) -> Happening:
    meeting = held.record
    at = ("事项", meeting.cases.index(case.id))
    return Happening("会议", "", meeting.day, meeting.host or seat, meeting, at, held.path)


def _variant(event: Event) -> str:
    if isinstance(event, Checked):
        return event.verdict
    if isinstance(event, Published):
        return event.what
    return ""


def _in_order(happenings: list[Happening]) -> list[Happening]:
    """Sort by date, ties as written.

    A date that is not known to the day stays after what it was written after, as far as its month
    or year allows that; 不详 allows anything. So does a day without a time among times of that day.
    """
    keyed: list[tuple[date, str, Happening]] = []
    for each in happenings:
        start = each.day.earliest if each.day.known else date.min
        day = max(start, next((before for before, _, _ in reversed(keyed) if before <= each.day.latest), start))
        clock = each.day.clock or next((time for before, time, _ in reversed(keyed) if before == day), "")
        keyed.append((day, clock, each))
    keyed.sort(key=lambda item: item[:2])
    return [each for _, _, each in keyed]
