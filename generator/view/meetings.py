"""The meetings that were held, each once, however many cases it dealt with; none about withdrawn cases only."""

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import islice

from generator.fold.cases.enrol import Dealt
from generator.fold.cases.registered import PlaceLink
from generator.fold.meetings import Held
from generator.fold.places import Place
from generator.notes import asked, told
from generator.records.meeting import Meeting
from generator.records.moment import Moment
from generator.register import Register
from generator.view import periods
from generator.view.values import Sitting


def public(held: Held, register: Register) -> bool:
    """Whether a meeting may be named: a case that it dealt with is still public, or it dealt with none."""
    dealt = dealt_with(held, register)
    return not dealt or any(each.public for each in dealt.values())


def dealt_with(held: Held, register: Register) -> Mapping[str, Dealt]:
    """What the cases say of a meeting, in the order in which it names them."""
    said = dict(register.rolls.of(f"meeting/{held.path}"))
    return {key: said[key] for key in held.cases if key in said}


class Meetings:
    """All meetings. What a case takes back of one (更正, 撤下) is not shown here either."""

    def __init__(self, register: Register, link: Callable[[Place], PlaceLink]) -> None:
        self._register, self._link, self.notes = register, link, register.notes

    @told
    def years(self) -> tuple[str, ...]:
        """The latest first. Years of which nothing is told are there, too."""
        known = {f"{each.record.day.year:04}" for each in self._register.world.meetings}
        return tuple(reversed(periods.years(known, self._register.today, self._register.since)))

    @asked
    def of_year(self, year: str) -> tuple[Sitting, ...]:
        """The newest first."""
        return self._by_year[year]

    @told
    def counts(self) -> Mapping[str, int]:
        """How many there are of each year that has any."""
        return {year: len(each) for year, each in self._by_year.items() if each}

    @told
    def _by_year(self) -> Mapping[str, tuple[Sitting, ...]]:
        """Year → meetings, the newest first; all `years` are there."""
        found: dict[str, list[Sitting]] = {year: [] for year in self.years}
        for held, anchor in zip(self._register.world.meetings, self._anchors, strict=True):
            if public(held, self._register):  # the others keep their anchors
                found[f"{held.record.day.year:04}"].append(self._sitting(held, anchor))
        return {
            year: tuple(sorted(each, key=lambda sitting: (sitting.day.latest, sitting.day.iso), reverse=True))
            for year, each in found.items()
        }

    @told
    def days(self) -> tuple[Moment, ...]:
        """Of all meetings, and of the last events of their matters."""
        every = (each for sittings in self._by_year.values() for each in sittings)
        return tuple(day for each in every for day in (each.day, *(case.last_day for case in each.cases)))

    @asked
    def newest(self, most: int) -> tuple[Sitting, ...]:
        return tuple(islice((each for sittings in self._by_year.values() for each in sittings), most))

    def url(self, meeting: Meeting) -> str:
        """Where the record of a meeting is read: a story tells of the very one that the register holds."""
        with self.notes.silent():
            path = self._paths[id(meeting)]
        return self._url(path)

    @asked
    def _url(self, path: str) -> str:
        meetings, number = self._register.world.meetings, self._at[path]
        return f"meetings/{meetings[number].record.day.year:04}/#{self._anchors[number]}"

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {held.path: number for number, held in enumerate(self._register.world.meetings)}

    @cached_property
    def _paths(self) -> Mapping[int, str]:
        return {id(held.record): held.path for held in self._register.world.meetings}

    @told
    def _anchors(self) -> tuple[str, ...]:
        """The anchor of each meeting of the register: its day, and its number if there are several."""
        found, days = [], dict[str, int]()
        for held in self._register.world.meetings:
            day = held.record.day.iso[:10]
            days[day] = days.get(day, 0) + 1
            found.append(f"m-{day}" + (f"-{days[day]}" if days[day] > 1 else ""))
        return tuple(found)

    def _sitting(self, held: Held, anchor: str) -> Sitting:
        meeting = held.record
        dealt = {key: each for key, each in dealt_with(held, self._register).items() if each.public}
        hidden = any(each.hidden for each in dealt.values())
        codes = dict.fromkeys(code for each in dealt.values() for code in each.places)
        places = held.places or [self._register.world.tree.places[code] for code in codes]
        seat = next(iter(dealt.values())).seat if dealt else self._seat(held)
        return Sitting(
            anchor=anchor,
            day=meeting.day,
            kind=meeting.kind,
            host=meeting.host or seat,
            attended=() if hidden else meeting.attended,
            decided="" if hidden else meeting.decided,
            places=tuple(self._link(place) for place in dict.fromkeys(places)),
            cases=tuple(self._register.summary(key) for key in dealt),
            reported=bool(dealt) and all(each.reported for each in dealt.values()),
            struck=any(each.struck for each in dealt.values()),
            hidden=hidden,
        )

    def _seat(self, held: Held) -> str:
        place = held.places[0] if held.places else self._register.community
        return self._register.world.directory.seat(place) or place.name
