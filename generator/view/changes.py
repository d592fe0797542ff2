"""What git says of the records, in terms of what is public now: day by day, in groups."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import Literal

from generator import words
from generator.chronicle import Chronicle, Net
from generator.history import Gap
from generator.notes import asked, told
from generator.records.base import CASE_ID
from generator.records.moment import Moment
from generator.register import Register
from generator.view import periods
from generator.view.meetings import Meetings, public

Group = Literal["新公开", "有进展", "更正", "改动", "撤下", "删除"]
GROUPS: tuple[Group, ...] = ("新公开", "有进展", "更正", "改动", "撤下", "删除")
_TOLD = words.EVENTS
"""The 环节 that may be named; what staff typed otherwise is not repeated."""

Other = tuple[str, str, Moment | None]
"""Title, URL and, of a meeting, day."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One record that changed on a day. `folder` says of which kind it is.

    `id` is empty for what has no number of its own, `title` for what is no longer public; `url` is empty where
    there is no page. `steps`: the 环节 that came in; `day`: when the meeting was.
    """

    folder: str
    id: str
    title: str
    url: str
    steps: tuple[str, ...] = ()
    day: Moment | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """All that changed on a day, in the order of GROUPS."""

    day: date
    groups: Mapping[Group, tuple[Changed, ...]]


class Changes:
    """The days on which something changed, the latest first, up to the register's day."""

    def __init__(self, register: Register, chronicle: Chronicle, meetings: Meetings) -> None:
        self._register, self._chronicle, self._meetings = register, chronicle, meetings
        self.notes = register.notes

    @told
    def gap(self) -> Gap:
        """Why more is not known."""
        return self._chronicle.gap

    @told
    def since(self) -> date | None:
        """What came after this day is all known."""
        return self._chronicle.since

    @told
    def every_month(self) -> tuple[str, ...]:
        """The months (2026-09) from the first in which anything changed or was written down, the latest first.

        git may have forgotten what changed.
        """
        found = {_month(day) for day in self._days}
        return tuple(reversed(periods.months({*found, *periods.own(self._register)}, self._register.today)))

    @told
    def _days(self) -> tuple[date, ...]:
        return tuple(day for day in self._chronicle.days() if day <= self._register.today)

    @asked
    def _days_in(self, month: str) -> tuple[date, ...]:
        return tuple(day for day in self._days if _month(day) == month)

    def in_month(self, month: str) -> tuple[Day, ...]:
        """The days of a month (2026-09)."""
        return tuple(map(self._day, self._days_in(month)))

    def lately(self, most: int) -> tuple[Day, ...]:
        """The last days."""
        return tuple(map(self._day, self._days[:most]))

    @told
    def months_with_any(self) -> tuple[str, ...]:
        return tuple(month for month, _ in groupby(self._days, key=_month))

    @asked
    def _day(self, day: date) -> Day:
        groups: dict[Group, list[Changed]] = {}
        for (folder, name), net in sorted(self._chronicle.of(day).items(), key=lambda each: each[0]):
            if folder in ("notices", "policies") and self._other(folder, name):
                net.steps.clear()  # a line of its text only looked like the key
            groups.setdefault(_group(net), []).append(self._changed(folder, name, net.steps))
        return Day(day, {group: tuple(groups[group]) for group in GROUPS if group in groups})

    def _changed(self, folder: str, name: str, steps: set[str]) -> Changed:
        """A record as it is public now; of one that is not, no more than the number of a case."""
        if folder != "cases":
            title, url, day = self._other(folder, name) or ("", "", None)
            return Changed(folder, "", title, url, day=day)
        case = self._register.heading(name) if self._register.has(name) else None
        if case is None:
            return Changed(folder, name if re.fullmatch(CASE_ID, name) else "", "", "")
        if case.face == "撤下":
            return Changed(folder, name, "", f"cases/{name}/")
        told = tuple(step for step in _TOLD if step in steps)
        return Changed(folder, name, case.title, f"cases/{name}/", told)

    @asked
    def _other(self, folder: str, name: str) -> Other | None:
        """A record that is no case, by the name of its file without the ending; none if it is not public."""
        world = self._register.world  # asked here each time, for who looks up a number below asks for nothing
        if folder == "policies":
            note = world.policies.get(name)
            return (note.front.title, f"policies/{name}/", None) if note and not note.front.withdrawn else None
        if folder == "notices":
            notices = world.notices
            posted = next((notices[at].record for at in self._notices.get(name, ())), None)
            return (posted.title, f"notices/{name}/", None) if posted and not posted.withdrawn else None
        meetings = world.meetings
        held = [meetings[at] for at in self._meetings_at.get(name, ())]
        if len(held) != 1 or not public(held[0], self._register):  # in two folders, the same name does not say which
            return None
        record = held[0].record
        return record.kind, self._meetings.url(record), record.day

    @cached_property
    def _notices(self) -> Mapping[str, list[int]]:
        return _numbers(each.slug for each in self._register.world.notices)

    @cached_property
    def _meetings_at(self) -> Mapping[str, list[int]]:
        return _numbers(PurePosixPath(each.path).stem for each in self._register.world.meetings)


def _numbers(names: Iterable[str]) -> Mapping[str, list[int]]:
    """Where each name stands."""
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        found.setdefault(name, []).append(number)
    return found


def _group(net: Net) -> Group:
    """The group in which a record is told."""
    if net.last == "deleted":
        return "删除"
    if "撤下" in net.steps:
        return "撤下"
    if net.first == "added":
        return "新公开"
    if "更正" in net.steps:
        return "更正"
    return "有进展" if net.steps & _TOLD.keys() else "改动"


def _month(day: date) -> str:
    return day.isoformat()[:7]
