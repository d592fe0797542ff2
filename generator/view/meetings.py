"""The meetings that were held, each once, however many cases it dealt with; none about withdrawn cases only."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from generator.fold.meetings import Held
from generator.fold.places import Place
from generator.records.meeting import Meeting
from generator.register import Register
from generator.view import periods
from generator.view.values import PlaceLink, Sitting, Summary


def told(held: Held, register: Register) -> bool:
    """Whether a meeting may be named: a case that it dealt with is still public, or it dealt with none."""
    named = [register.cases[key] for key in held.cases if key in register.cases]
    return not named or any(each.standing.face != "撤下" for each in named)


class Meetings:
    """All meetings. What a case takes back of one (更正, 撤下) is not shown here either."""

    def __init__(
        self, register: Register, summaries: Mapping[str, Summary], link: Callable[[Place], PlaceLink]
    ) -> None:
        self._register, self._summaries, self._link = register, summaries, link

    @cached_property
    def by_year(self) -> Mapping[str, tuple[Sitting, ...]]:
        """Year → meetings, the newest first; years without any are there, too."""
        known = {f"{each.record.day.year:04}" for each in self._register.meetings}
        every = periods.years(known, self._register.today, self._register.since)
        found: dict[str, list[Sitting]] = {year: [] for year in every}
        for held, anchor in zip(self._register.meetings, self._anchors, strict=True):
            if told(held, self._register):  # the others keep their anchors
                found.setdefault(f"{held.record.day.year:04}", []).append(self._sitting(held, anchor))
        return {
            year: tuple(sorted(each, key=lambda sitting: (sitting.day.latest, sitting.day.iso), reverse=True))
            for year, each in sorted(found.items(), reverse=True)
        }

    @property
    def newest_first(self) -> Iterator[Sitting]:
        for sittings in self.by_year.values():
            yield from sittings

    def url(self, meeting: Meeting) -> str:
        """Where the record of a meeting is read."""
        return self._urls[id(meeting)]

    @cached_property
    def _anchors(self) -> tuple[str, ...]:
        """The anchor of each meeting of the register: its day, and its number if there are several."""
        found, days = [], dict[str, int]()
        for held in self._register.meetings:
            day = held.record.day.iso[:10]
            days[day] = days.get(day, 0) + 1
            found.append(f"m-{day}" + (f"-{days[day]}" if days[day] > 1 else ""))
        return tuple(found)

    @cached_property
    def _urls(self) -> Mapping[int, str]:
        """By the record itself: a story tells of the very one that the register holds."""
        pairs = zip(self._register.meetings, self._anchors, strict=True)
        return {id(held.record): f"meetings/{held.record.day.year:04}/#{anchor}" for held, anchor in pairs}

    def _sitting(self, held: Held, anchor: str) -> Sitting:
        meeting = held.record
        named = [self._register.cases[key] for key in held.cases if key in self._register.cases]
        shown = [each for each in named if each.standing.face != "撤下"]
        entries = [entry for each in shown for entry in each.standing.entries if entry.happening.what is meeting]
        hidden = any(entry.private for entry in entries)
        places = dict.fromkeys(held.places or (place for each in shown for place in each.places))
        seat = shown[0].seat if shown else self._seat(held)
        return Sitting(
            anchor=anchor,
            day=meeting.day,
            kind=meeting.kind,
            host=meeting.host or seat,
            attended=() if hidden else meeting.attended,
            decided="" if hidden else meeting.decided,
            places=tuple(self._link(place) for place in places),
            cases=tuple(self._summaries[each.record.id] for each in shown),
            reported=bool(shown) and all(each.record.frozen for each in shown),
            struck=any(entry.correction for entry in entries),
            hidden=hidden,
        )

    def _seat(self, held: Held) -> str:
        place = held.places[0] if held.places else self._register.community
        return self._register.directory.seat(place) or place.name
