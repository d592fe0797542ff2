"""The View: the only source of the pages. Frozen values, asked for by name.

What a page asks of it is all that the page depends on.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from generator import pictures
from generator.fold.cases.case import Entry
from generator.fold.cases.story import Happening
from generator.fold.directory import Directory
from generator.fold.places import Place
from generator.history import UNKNOWN, History
from generator.pictures import Picture
from generator.problem import Fault
from generator.read import Note
from generator.records.contacts import ContactRecord
from generator.records.events import Assigned, Merged
from generator.records.moment import Moment
from generator.records.policy import Window
from generator.records.portal import Portal
from generator.register import Register, Registered
from generator.view import periods
from generator.view.changes import Changes
from generator.view.desk import DeskView
from generator.view.figures import Figures
from generator.view.handling import Handling
from generator.view.meetings import Meetings
from generator.view.notices import Notices
from generator.view.outcomes import Outcomes
from generator.view.stations import Stations
from generator.view.values import UNDATED, Announced, Counts, OpenWindow, PlaceLink, PolicyLink, Post, Summary
from generator.view.weekly import Weekly

__all__ = ["UNDATED", "Announced", "Counts", "OpenWindow", "PlaceLink", "PolicyLink", "Post", "Summary", "View"]


class View:
    """What is true as of `today`."""

    def __init__(self, register: Register, site_url: str, history: History = UNKNOWN) -> None:
        self._register = register
        self.site_url = site_url
        self.today = register.today
        self.desk = DeskView(register)
        self.figures = Figures(register)
        self._summaries = {key: self._summary(each) for key, each in register.cases.items()}
        self.handling = Handling(register, self._summaries)
        self.outcomes = Outcomes(register, self._summaries)
        self._at: dict[str, list[str]] = {}
        for key, each in register.cases.items():
            codes = {up.code for place in each.places for up in register.tree.up(place.code)}
            for code in codes:
                self._at.setdefault(code, []).append(key)
        self._merged: dict[str, list[str]] = {}
        for key, each in register.cases.items():
            for event in each.record.events:
                if isinstance(event, Merged):
                    self._merged.setdefault(event.into, []).append(key)
        self.meetings = Meetings(register, self._summaries, self.link)
        self.notices = Notices(register, self.link)
        self.stations = Stations(register)
        self.changes = Changes(register, history, self._summaries, self.meetings)
        self.weekly = Weekly(register)

    # The portal

    @property
    def portal(self) -> Portal:
        return self._register.portal

    @property
    def community(self) -> Place:
        """The community that publishes the board."""
        return self._register.community

    def word(self, term: str) -> str:
        """The residents' word for a term of the records."""
        return self._register.words[term]

    @property
    def since(self) -> str:
        """The month ("2024-01") from which on all have pages, if the portal says so."""
        return self._register.since

    # Cases

    def case_ids(self) -> tuple[str, ...]:
        """All cases, withdrawn ones too."""
        return tuple(self._summaries)

    def has_case(self, key: str) -> bool:
        """Whether there is such a case, be it withdrawn."""
        return key in self._summaries

    def case(self, key: str) -> Registered:
        return self._register.cases[key]

    def summary(self, key: str) -> Summary:
        return self._summaries[key]

    def cases(self, place: str | None = None) -> tuple[Summary, ...]:
        """All cases, or those at a place and in what lies in it; withdrawn ones are left out."""
        keys: Iterable[str] = self._summaries if place is None else self._at.get(place, ())
        return tuple(self._summaries[key] for key in keys if self._summaries[key].face != "撤下")

    @cached_property
    def archive(self) -> Mapping[str, Mapping[str, tuple[Summary, ...]]]:
        """Year → month → cases by id, the latest first.

        The year is "undated" where it is not known, and always there; what has no month stands under "". Months in
        which nothing is to be told are there, too (`periods`).
        """
        found: dict[str, dict[str, list[Summary]]] = {UNDATED: {"": []}}
        known = (each.registered for each in self._summaries.values() if each.registered.year)
        for month in periods.months((f"{each.earliest:%Y-%m}" for each in known), self.today, self.since):
            found.setdefault(month[:4], {})[month[5:]] = []
        for each in self._summaries.values():
            moment = each.registered
            year = f"{moment.year:04}" if moment.year else UNDATED
            month = f"{moment.month:02}" if moment.month else ""
            listed = found.setdefault(year, {}).setdefault(month, [])
            if each.face != "撤下":
                listed.append(each)
        return {
            year: {month: tuple(cases) for month, cases in sorted(months.items(), reverse=True)}
            for year, months in sorted(found.items(), reverse=True)
        }

    def cases_about(self, slug: str) -> tuple[Summary, ...]:
        """The cases that name a policy note."""
        return tuple(each for each in self.cases() if slug in self.case(each.id).record.policies)

    def merged_into(self, key: str) -> tuple[Summary, ...]:
        """The cases that were merged into this one."""
        found = (self._summaries[other] for other in self._merged.get(key, ()))
        return tuple(each for each in found if each.face != "撤下")

    def pictures(self, key: str, entry: Entry) -> tuple[Picture, ...]:
        """The photographs that an entry of a case's story shows."""
        return pictures.of_entry(self.case(key), entry)

    def all_pictures(self) -> Iterator[Picture]:
        """Every photograph that any page shows."""
        for each in self._register.cases.values():
            yield from pictures.of_case(each)

    def phone(self, name: str) -> str:
        """The public phone of a unit or post; empty if it has none."""
        actor = self._register.directory.actors.get(name)
        return (actor.phone or "") if actor else ""

    # Places

    def place(self, code: str) -> Place:
        return self._register.tree.places[code]

    def named(self, name: str, faults: list[Fault]) -> Place | None:
        """The place that somebody calls by a name, as records do; an unknown or ambiguous one is a fault."""
        return self._register.directory.place(name, (), faults)

    def places(self) -> tuple[Place, ...]:
        return tuple(self._register.tree.places.values())

    def roots(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places() if place.parent is None)

    def up(self, code: str) -> tuple[Place, ...]:
        """The place itself, then what it lies in."""
        return tuple(self._register.tree.up(code))

    def link(self, place: Place) -> PlaceLink:
        """A place as other pages name it."""
        return PlaceLink(place.code, self._register.tree.called(place))

    # The contact card

    def contacts(self, code: str | None = None) -> tuple[Post, ...]:
        """The posts that answer for a place, its own first; or all posts of the portal."""
        directory = self._register.directory
        posts = directory.contacts if code is None else directory.posts_for(code)
        return tuple(_post(each, directory) for each in posts)

    def answerer(self, name: str) -> Post:
        """The line of the contact card for a unit or a post; for another name, that alone."""
        directory = self._register.directory
        post = next((each for each in directory.contacts if each.post == name), None)
        unit = directory.units.get(name)
        if post or not unit:
            return _post(post, directory) if post else Post(name, "", "", "", "", "")
        return Post(unit.name, unit.duty or "", unit.phone or "", "", "", unit.level)

    # Policies

    def policy_slugs(self) -> tuple[str, ...]:
        """All policy notes, withdrawn ones too."""
        return tuple(sorted(self._register.policies))

    def policy(self, slug: str) -> Note:
        return self._register.policies[slug]

    def policy_links(self, slugs: Iterable[str]) -> tuple[PolicyLink, ...]:
        """Those of the policy notes that were not withdrawn."""
        notes = ((slug, self.policy(slug)) for slug in slugs)
        return tuple(_policy_link(slug, note) for slug, note in notes if not note.front.withdrawn)

    def policies(self, category: str | None = None) -> tuple[PolicyLink, ...]:
        """All policy notes, or those on a category of cases; withdrawn ones are left out."""
        return tuple(
            link
            for link in self.policy_links(self.policy_slugs())
            if category is None or category in (self.policy(link.slug).front.categories or ())
        )

    def windows(self) -> tuple[OpenWindow, ...]:
        """The yearly stretches that are open now, soonest to close first."""
        found = [window for link in self.policies() if (window := self.window(link.slug)) and window.open]
        return tuple(sorted(found, key=lambda each: each.day))

    def window(self, slug: str) -> OpenWindow | None:
        """The stretch of a policy that is open now, else the next one; None if it has none."""
        note = self.policy(slug)
        link = _policy_link(slug, note)
        stretches = [
            (date(year, *each.first), date(year, *each.last), each)
            for year in (self.today.year, self.today.year + 1)
            for each in note.front.windows or ()
        ]
        ahead = sorted((each for each in stretches if each[1] >= self.today), key=lambda each: each[:2])
        return self._open_window(link, *ahead[0]) if ahead else None

    def _open_window(self, link: PolicyLink, first: date, last: date, window: Window) -> OpenWindow:
        is_open = first <= self.today
        day = last if is_open else first
        return OpenWindow(link, window.name, is_open, day, (day - self.today).days)

    # Figures

    def counts(self, year: int) -> Counts:
        """How much was received in a year and what came of it; the same figures as on /figures/."""
        received = self.figures.value("received", f"{year:04}").part
        waiting = self.figures.value("open", f"{year:04}").part
        return Counts(received, received - waiting, self.figures.value("open").part)

    def _told(self, last: Happening) -> str:
        """What happened, in the residents' words: 交给 桑榆苑物业."""
        word = self.word(last.kind)
        return f"{word} {last.what.to[0]}" if isinstance(last.what, Assigned) else word

    def _summary(self, each: Registered) -> Summary:
        case, stands = each.record, each.standing
        entries = stands.entries
        last = entries[-1].happening if entries else None
        rounds = each.folded.rounds
        return Summary(
            id=case.id,
            title=case.title if stands.face != "撤下" else case.id,
            nature=case.nature,
            category=case.category,
            face=stands.face,
            seal=self.word(stands.face),
            reported=case.frozen,
            open=stands.open,
            places=tuple(self.link(p) for p in each.places),
            registered=rounds[0].start if rounds else Moment(),
            last_day=last.day if last else Moment(),
            last_kind=self._told(last) if last else "",
            last_note=getattr(last.what, "note", None) or "" if last else "",
            closed=rounds[-1].closed if rounds and not stands.open else None,
            due=stands.due,
            holder=stands.holder.unit if stands.holder else "",
            silent_days=stands.silent_days,
        )


def _post(record: ContactRecord, directory: Directory) -> Post:
    unit = directory.units.get(record.unit or "")
    in_full = (unit.full_name or unit.name) if unit else record.unit or ""
    phone = record.phone or record.mobile or ""
    mobile = (record.mobile or "") if record.phone else ""
    return Post(record.post, record.matters, phone, mobile, record.hours or "", record.level, in_full)


def _policy_link(slug: str, note: Note) -> PolicyLink:
    return PolicyLink(slug, note.front.title, note.front.gist)
