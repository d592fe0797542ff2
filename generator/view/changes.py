"""What git says of the records, in terms of what is public now: day by day, in groups."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import Literal

from generator import words
from generator.history import Change, Deed, Gap, History
from generator.records.base import CASE_ID
from generator.records.moment import Moment
from generator.register import Register
from generator.view import periods
from generator.view.meetings import Meetings, told
from generator.view.values import Summary

Group = Literal["新公开", "有进展", "更正", "改动", "撤下", "删除"]
GROUPS: tuple[Group, ...] = ("新公开", "有进展", "更正", "改动", "撤下", "删除")
_TOLD = words.EVENTS
"""The 环节 that may be named; what staff typed otherwise is not repeated."""


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

    def __init__(
        self, register: Register, history: History, summaries: Mapping[str, Summary], meetings: Meetings
    ) -> None:
        self._register, self._history, self._summaries, self._meetings = register, history, summaries, meetings

    @property
    def gap(self) -> Gap:
        """Why more is not known."""
        return self._history.gap

    @property
    def since(self) -> date | None:
        """What came after this day is all known."""
        return self._history.since

    @cached_property
    def days(self) -> tuple[Day, ...]:
        past = (each for each in self._history.changes if each.day <= self._register.today)
        found = [self._day(day, changes) for day, changes in groupby(past, key=lambda each: each.day)]
        return tuple(day for day in reversed(found) if day.groups)

    @cached_property
    def months(self) -> Mapping[str, tuple[Day, ...]]:
        """The days by month (2026-09), the latest first.

        Months without any are there, too, as far back as matters were written down: git may have forgotten.
        """
        found = {month: tuple(days) for month, days in groupby(self.days, key=lambda each: each.day.isoformat()[:7])}
        every = periods.months({*found, *periods.own(self._register)}, self._register.today)
        return {month: found.get(month, ()) for month in reversed(every)}

    def _day(self, day: date, changes: Iterable[Change]) -> Day:
        records: dict[tuple[str, str], _Net] = {}
        for each in changes:
            records.setdefault((each.folder, each.name), _Net()).take(each)
        groups: dict[Group, list[Changed]] = {}
        for (folder, name), net in sorted(records.items(), key=lambda each: each[0]):
            if (
                folder in ("notices", "policies") and (folder, name) in self._titles
            ):  # a line of its text only looked like the key
                net.steps.clear()
            group = net.group()
            if group:
                groups.setdefault(group, []).append(self._changed(folder, name, net.steps))
        return Day(day, {group: tuple(groups[group]) for group in GROUPS if group in groups})

    def _changed(self, folder: str, name: str, steps: set[str]) -> Changed:
        """A record as it is public now; of one that is not, no more than the number of a case."""
        if folder != "cases":
            title, url, day = self._titles.get((folder, name), ("", "", None))
            return Changed(folder, "", title, url, day=day)
        summary = self._summaries.get(name)
        if summary is None:
            return Changed(folder, name if re.fullmatch(CASE_ID, name) else "", "", "")
        if summary.face == "撤下":
            return Changed(folder, name, "", f"cases/{name}/")
        told = tuple(step for step in _TOLD if step in steps)
        return Changed(folder, name, summary.title, f"cases/{name}/", told)

    @cached_property
    def _titles(self) -> Mapping[tuple[str, str], tuple[str, str, Moment | None]]:
        """Title, URL and, of a meeting, day of what is public and no case.

        By folder and by the file's name without its ending.
        """
        found: dict[tuple[str, str], tuple[str, str, Moment | None]] = {
            ("policies", slug): (note.front.title, f"policies/{slug}/", None)
            for slug, note in self._register.policies.items()
            if not note.front.withdrawn
        }
        found |= {
            ("notices", each.slug): (each.record.title, f"notices/{each.slug}/", None)
            for each in self._register.notices
            if not each.record.withdrawn
        }
        names = Counter(PurePosixPath(each.path).stem for each in self._register.meetings)
        for each in self._register.meetings:
            name = PurePosixPath(each.path).stem
            # in two folders, the same name does not say which
            if names[name] == 1 and told(each, self._register):
                found["meetings", name] = (
                    each.record.kind,
                    self._meetings.url(each.record),
                    each.record.day,
                )
        return found


@dataclass
class _Net:
    """What a day's commits did to one record, taken together."""

    first: Deed | None = None
    last: Deed | None = None
    steps: set[str] = field(default_factory=set)

    def take(self, change: Change) -> None:
        self.first, self.last = self.first or change.deed, change.deed
        self.steps.update(change.steps)

    def group(self) -> Group | None:
        """The group it belongs in; none for what came and went on one day."""
        if self.last == "deleted":
            return None if self.first == "added" else "删除"
        if "撤下" in self.steps:
            return "撤下"
        if self.first == "added":
            return "新公开"
        if "更正" in self.steps:
            return "更正"
        return "有进展" if self.steps & _TOLD.keys() else "改动"
