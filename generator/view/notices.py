"""What is announced: notices, and what cases have on display (公示), now, soon, and before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator.fold.cases.registered import PlaceLink
from generator.fold.notices import Posted
from generator.fold.outages import Outage
from generator.fold.places import Place
from generator.fold.span import Span
from generator.notes import asked, told
from generator.records.moment import Moment
from generator.records.notice import LONGEST
from generator.records.places import RANK
from generator.register import Register
from generator.view import periods
from generator.view.values import Announced

SOON_DAYS = 7
"""So many days before it begins, a notice is told where it will matter."""


_SHOWN = {"方案": "公示办法", "成果": "公示结果"}
"""What a case has on display, in plain words."""


class Notices:
    """Notices as of the register's day. Those that were withdrawn are in no list."""

    def __init__(self, register: Register, link: Callable[[Place], PlaceLink]) -> None:
        self._register, self._link, self.notes = register, link, register.notes

    @property
    def _today(self) -> date:
        return self._register.today

    @told
    def _posted(self) -> Mapping[str, Posted]:
        return {each.slug: each for each in self._register.world.notices}

    @told
    def _listed(self) -> Mapping[str, Announced]:
        return {slug: self._announced(each) for slug, each in self._posted.items() if not each.record.withdrawn}

    @asked
    def slugs(self) -> tuple[str, ...]:
        """All notices, withdrawn ones too."""
        return tuple(self._posted)

    @asked
    def notice(self, slug: str) -> Posted:
        return self._posted[slug]

    @asked
    def listed(self, slug: str) -> Announced:
        """One that was not withdrawn."""
        return self._listed[slug]

    @told
    def now(self) -> tuple[Announced, ...]:
        """What is in force, and what cases have on display; what ends first comes first."""
        found = [*(each for each in self._listed.values() if each.phase == "正在进行"), *self._on_display()]
        return tuple(sorted(found, key=lambda each: (each.span.until, each.span.since, each.url)))

    @told
    def ahead(self) -> tuple[Announced, ...]:
        """What has not begun, the soonest first."""
        found = (each for each in self._listed.values() if each.phase == "还没开始")
        return tuple(sorted(found, key=lambda each: (each.span.since, each.url)))

    @told
    def past(self) -> tuple[Announced, ...]:
        """What is over, the latest first."""
        found = (each for each in self._listed.values() if each.phase == "已经结束")
        return tuple(sorted(found, key=lambda each: (each.span.until, each.url), reverse=True))

    @asked
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

    @told
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

    @told
    def months(self) -> Mapping[str, tuple[str, ...]]:
        """Year → its months, the latest first."""
        return {year: tuple(months) for year, months in self._by_month.items()}

    @told
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Year → month → how many notices there are of each that has any."""
        counts = {
            year: {month: len(notices) for month, notices in months.items() if notices}
            for year, months in self._by_month.items()
        }
        return {year: months for year, months in counts.items() if months}

    @asked
    def in_month(self, year: str, month: str) -> tuple[Announced, ...]:
        """The notices that began in it, the latest first."""
        return self._by_month[year][month]

    @told
    def _by_month(self) -> Mapping[str, Mapping[str, tuple[Announced, ...]]]:
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

    @asked
    def live(self, place: str | None = None) -> tuple[Announced, ...]:
        """What is in force or will be in a few days; for a place: what `all_of` has."""
        soon = date.fromordinal(self._today.toordinal() + SOON_DAYS)
        found = self._told if place is None else self.all_of(place)
        return tuple(each for each in found if each.phase == "正在进行" or each.span.first.earliest <= soon)

    @asked
    def all_of(self, place: str) -> tuple[Announced, ...]:
        """What is in force or ahead for a place: its own, what lies in it, and what it lies in.

        What turns something off, or will, comes first, the soonest before all. A notice reaches up to the community
        of its place: a district does not tell of every stairwell.
        """
        around = {number for up in self._register.world.tree.up(place) for number in self._here.get(up.code, ())}
        return tuple(self._told[number] for number in sorted(around | self._within.get(place, set())))

    @asked
    def about(self, case: str) -> tuple[Announced, ...]:
        """The notices about a case, the latest first."""
        found = (self._listed[slug] for slug in self._of_case.get(case, ()))
        return tuple(sorted(found, key=lambda each: (each.span.since, each.url), reverse=True))

    @told
    def _told(self) -> tuple[Announced, ...]:
        return tuple(sorted([*self.now, *self.ahead], key=lambda each: each.off.span.since if each.off else "~"))

    @told
    def _here(self) -> Mapping[str, set[int]]:
        """Place → the numbers in `_told` of what is announced for it."""
        return _index((place.code, number) for number, each in enumerate(self._told) for place in each.places)

    @told
    def _within(self) -> Mapping[str, set[int]]:
        """Place, from the community down → the numbers in `_told` of what is announced for something in it."""
        return _index(
            (up.code, number)
            for number, each in enumerate(self._told)
            for place in each.places
            for up in self._register.world.tree.up(place.code)
            if RANK[up.level] >= RANK["社区"]
        )

    @told
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
        for key, (what, day, last) in self._register.rolls.of("display", self._today.isoformat()):
            span = Span(day, Moment(last.year, last.month, last.day))
            if span.phase(self._today) == "正在进行":
                case = self._register.summary(key)
                title = f"{_SHOWN[what]}：{case.title}"
                yield replace(self._entry(f"cases/{key}/", title, "公示", span, day.exact, (), ()), places=case.places)

    def _entry(
        self, url: str, title: str, sort: str, span: Span, told: date, places: Iterable[Place],
        outages: tuple[Outage, ...],
    ) -> Announced:  # fmt: skip
        links = tuple(self._link(place) for place in places)
        ahead = tuple(each for each in outages if each.span.phase(self._today) != "已经结束")
        phase, word = span.phase(self._today), span.word(self._today)
        return Announced(url, title, sort, span, phase, word, told, links, outages, ahead)


def _end(span: Span) -> date:
    return span.last.latest if span.last else date.max


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = {}
    for code, number in pairs:
        found.setdefault(code, set()).add(number)
    return found
