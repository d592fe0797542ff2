"""What is announced: notices, and what cases have on display (公示), now, soon, and before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from generator.fold.notices import Posted
from generator.fold.outages import Outage
from generator.fold.places import Place
from generator.fold.span import Span
from generator.records.events import Published
from generator.records.moment import Moment
from generator.records.notice import LONGEST
from generator.records.places import RANK
from generator.register import Register, Registered
from generator.view import periods
from generator.view.values import Announced, PlaceLink

SOON_DAYS = 7
"""So many days before it begins, a notice is told where it will matter."""


_SHOWN = {"方案": "公示办法", "成果": "公示结果"}
"""What a case has on display, in plain words."""


class Notices:
    """Notices as of the register's day. Those that were withdrawn are in no list."""

    def __init__(self, register: Register, link: Callable[[Place], PlaceLink]) -> None:
        self._register, self._link, self._today = register, link, register.today
        self._posted = {each.slug: each for each in register.notices}
        self._listed = {slug: self._announced(each) for slug, each in self._posted.items() if not each.record.withdrawn}

    def slugs(self) -> tuple[str, ...]:
        """All notices, withdrawn ones too."""
        return tuple(self._posted)

    def notice(self, slug: str) -> Posted:
        return self._posted[slug]

    def listed(self, slug: str) -> Announced:
        """One that was not withdrawn."""
        return self._listed[slug]

    @cached_property
    def now(self) -> tuple[Announced, ...]:
        """What is in force, and what cases have on display; what ends first comes first."""
        found = [*(each for each in self._listed.values() if each.phase == "正在进行"), *self._on_display()]
        return tuple(sorted(found, key=lambda each: (each.span.until, each.span.since, each.url)))

    @cached_property
    def ahead(self) -> tuple[Announced, ...]:
        """What has not begun, the soonest first."""
        found = (each for each in self._listed.values() if each.phase == "还没开始")
        return tuple(sorted(found, key=lambda each: (each.span.since, each.url)))

    @cached_property
    def past(self) -> tuple[Announced, ...]:
        """What is over, the latest first."""
        found = (each for each in self._listed.values() if each.phase == "已经结束")
        return tuple(sorted(found, key=lambda each: (each.span.until, each.url), reverse=True))

    def between(self, first: date, last: date) -> tuple[Announced, ...]:
        """What matters in a stretch of days (of a month at most), what turns something off first, then the soonest.

        That is a notice with an end that is in force or begins then. One that is there for an outage alone (停水停电)
        counts on the days of that only.
        """
        near = {slug for month in {f"{first:%Y-%m}", f"{last:%Y-%m}"} for slug in self._in_month.get(month, ())}
        found = []
        for slug in near:
            each = self._listed[slug]
            off = next((outage for outage in each.outages if outage.within(first, last)), None)
            if off or (not each.bare and each.span.first.earliest <= last and first <= _end(each.span)):
                found.append((off is None, (off or each).span.since, each.url, each))
        return tuple(each for *_, each in sorted(found, key=lambda each: each[:3]))

    @cached_property
    def _in_month(self) -> Mapping[str, list[str]]:
        """Month ("2026-09") → the notices with an end that are in force in it."""
        found: dict[str, list[str]] = {}
        for slug, each in self._listed.items():
            if each.span.last is None:
                continue
            month = each.span.first.earliest.replace(day=1)
            while month <= _end(each.span):
                found.setdefault(f"{month:%Y-%m}", []).append(slug)
                month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return found

    @cached_property
    def by_month(self) -> Mapping[str, Mapping[str, tuple[Announced, ...]]]:
        """Year → month → the notices that began in it, the latest first. A notice never changes its month by itself.

        Months without any are there, too, as far ahead as a notice may begin.
        """
        found: dict[str, dict[str, list[Announced]]] = {}
        began = {each.span.since[:7] for each in self._posted.values()}
        for month in reversed(periods.months(began, self._today + LONGEST, self._register.since)):
            found.setdefault(month[:4], {})[month[5:]] = []
        for each in sorted(self._listed.values(), key=lambda each: (each.span.since, each.url), reverse=True):
            year, month = each.span.since[:4], each.span.since[5:7]
            found.setdefault(year, {}).setdefault(month, []).append(each)
        return {year: {month: tuple(each) for month, each in months.items()} for year, months in found.items()}

    def live(self, place: str | None = None) -> tuple[Announced, ...]:
        """What is in force or will be in a few days; for a place: what `all_of` has."""
        soon = date.fromordinal(self._today.toordinal() + SOON_DAYS)
        found = self._told if place is None else self.all_of(place)
        return tuple(each for each in found if each.phase == "正在进行" or each.span.first.earliest <= soon)

    def all_of(self, place: str) -> tuple[Announced, ...]:
        """What is in force or ahead for a place: its own, what lies in it, and what it lies in.

        What turns something off, or will, comes first, the soonest before all. A notice reaches up to the community
        of its place: a district does not tell of every stairwell.
        """
        around = {number for up in self._register.tree.up(place) for number in self._here.get(up.code, ())}
        return tuple(self._told[number] for number in sorted(around | self._within.get(place, set())))

    def about(self, case: str) -> tuple[Announced, ...]:
        """The notices about a case, the latest first."""
        found = (self._listed[slug] for slug in self._of_case.get(case, ()))
        return tuple(sorted(found, key=lambda each: (each.span.since, each.url), reverse=True))

    @cached_property
    def _told(self) -> tuple[Announced, ...]:
        return tuple(sorted([*self.now, *self.ahead], key=lambda each: each.off.span.since if each.off else "~"))

    @cached_property
    def _here(self) -> Mapping[str, set[int]]:
        """Place → the numbers in `_told` of what is announced for it."""
        return _index((place.code, number) for number, each in enumerate(self._told) for place in each.places)

    @cached_property
    def _within(self) -> Mapping[str, set[int]]:
        """Place, from the community down → the numbers in `_told` of what is announced for something in it."""
        return _index(
            (up.code, number)
            for number, each in enumerate(self._told)
            for place in each.places
            for up in self._register.tree.up(place.code)
            if RANK[up.level] >= RANK["社区"]
        )

    @cached_property
    def _of_case(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug in self._listed:
            for key in self._posted[slug].cases:
                found.setdefault(key, []).append(slug)
        return found

    def _announced(self, each: Posted) -> Announced:
        notice = each.record
        words = "、".join(dict.fromkeys(word for outage in each.outages for word in outage.what))
        bare = bool(words) and notice.sort == "停水停电"
        made = self._entry(
            f"notices/{each.slug}/", notice.title, notice.sort, each.span, notice.updated, each.places, each.outages
        )
        return replace(made, sort=words, bare=True) if bare else made

    def _on_display(self) -> Iterator[Announced]:
        """What is on display of cases of the board today; reports tell of other days."""
        for key, case in self._register.cases.items():
            for what, began, span in _displays(case):
                if span.phase(self._today) == "正在进行":
                    title = f"{_SHOWN[what]}：{case.record.title}"
                    yield self._entry(f"cases/{key}/", title, "公示", span, began, case.places, ())

    def _entry(
        self, url: str, title: str, sort: str, span: Span, told: date, places: Iterable[Place],
        outages: tuple[Outage, ...],
    ) -> Announced:  # fmt: skip
        links = tuple(self._link(place) for place in places)
        ahead = tuple(each for each in outages if each.span.phase(self._today) != "已经结束")
        phase, word = span.phase(self._today), span.word(self._today)
        return Announced(url, title, sort, span, phase, word, told, links, outages, ahead)


def _displays(case: Registered) -> Iterator[tuple[str, date, Span]]:
    """What a case shows to all, since when, and from when to when, unless it was taken back."""
    if case.record.frozen or case.standing.face == "撤下":
        return
    for entry in case.standing.entries:
        what = entry.happening.what
        if isinstance(what, Published) and what.until and what.day.exact and entry.correction is None:
            yield what.what, what.day.exact, Span(what.day, Moment(what.until.year, what.until.month, what.until.day))


def _end(span: Span) -> date:
    return span.last.latest if span.last else date.max


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = {}
    for code, number in pairs:
        found.setdefault(code, set()).add(number)
    return found
