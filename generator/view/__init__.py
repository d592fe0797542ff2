"""The View: the only source of the pages. Frozen values, asked for by name.

What a page asks of it is all that the page depends on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from generator import store
from generator.chronicle import Chronicle
from generator.fold.cases import pictures
from generator.fold.cases.case import Entry
from generator.fold.cases.pictures import Picture
from generator.fold.cases.registered import Heading, PlaceLink, Registered, Summary
from generator.fold.directory import Directory
from generator.fold.places import Place
from generator.notes import asked, digest, told
from generator.problem import Fault
from generator.read import Note
from generator.records.contacts import ContactRecord
from generator.records.policy import Window
from generator.records.portal import Portal
from generator.register import Register
from generator.view.cases import Cases
from generator.view.changes import Changes
from generator.view.desk import DeskView
from generator.view.figures import Figures
from generator.view.handling import Handling
from generator.view.meetings import Meetings
from generator.view.notices import Notices
from generator.view.outcomes import Outcomes
from generator.view.stations import Stations
from generator.view.values import UNDATED, Announced, Counts, OpenWindow, PolicyLink, Post
from generator.view.weekly import Weekly

__all__ = [
    "UNDATED",
    "Announced",
    "Counts",
    "Heading",
    "OpenWindow",
    "PlaceLink",
    "PolicyLink",
    "Post",
    "Summary",
    "View",
]


Made = TypeVar("Made")
Kept = TypeVar("Kept")


class View:
    """What is true as of `today`."""

    def __init__(self, register: Register, site_url: str, chronicle: Chronicle | None = None) -> None:
        self._register, self.notes = register, register.notes
        self._site_url = site_url
        self.desk = DeskView(register)
        self.figures = Figures(register)
        self.cases = Cases(register)
        self.handling = Handling(register)
        self.outcomes = Outcomes(register)
        self.meetings = Meetings(register, self.link)
        self.notices = Notices(register, self.link)
        self.stations = Stations(register)
        self.changes = Changes(register, chronicle or Chronicle(store.memory(), self.notes), self.meetings)
        self.weekly = Weekly(register)

    # The portal

    @property
    def parts(self) -> dict[str, Any]:
        """All of which questions are asked, by the names of their classes."""
        parts = (
            self, self.desk, self.figures, self.cases, self.handling, self.outcomes, self.meetings, self.notices,
            self.stations, self.changes, self.weekly,
        )  # fmt: skip
        return {type(each).__name__: each for each in parts}

    @property
    def today(self) -> date:
        return self._register.today

    def day_of(self, case: str) -> date:
        """Today, for a case: one that is closed does not change with it."""
        self._register.case(case)
        with self.notes.silent():
            return self._register.today

    @property
    def site_url(self) -> str:
        self.notes.note("site_url")
        return self._site_url

    @told
    def portal(self) -> Portal:
        return self._register.world.portal

    @told
    def community(self) -> Place:
        """The community that publishes the board."""
        return self._register.community

    def word(self, term: str) -> str:
        """The residents' word for a term of the records."""
        return self._words[term]

    @told
    def _words(self) -> Mapping[str, str]:
        return self._register.world.words

    @property
    def since(self) -> str:
        """The month ("2024-01") from which on all have pages, if the portal says so."""
        return self._register.since

    # Cases

    def has_case(self, key: str) -> bool:
        """Whether there is such a case, be it withdrawn."""
        return self._register.has(key)

    def case(self, key: str) -> Registered:
        return self._register.case(key)

    def summary(self, key: str) -> Summary:
        return self._register.summary(key)

    def heading(self, key: str) -> Heading:
        return self._register.heading(key)

    def of_all(self, name: str, keys: Sequence[str], make: Callable[[], Kept]) -> Kept:
        """What is made of several cases together and nothing else but words, rules and places: it is remembered."""
        said = self._noted(keys)
        with self.notes.silent():
            return self._register.remembered(name, keys, said, make)

    def revised(
        self, name: str, keys: Sequence[str], each: Callable[[str], Made],
        make: Callable[[Kept | None, Mapping[str, Made]], Kept],
    ) -> Kept:  # fmt: skip
        """The same, out of what was remembered and what `each` makes of the cases that are not as they were."""
        said = self._noted(keys)
        with self.notes.silent():
            return self._register.revised(name, keys, said, each, make)

    def forget_others(self, name: str, parts: Iterable[str]) -> None:
        """Of what is remembered as `name part`, only these parts are wanted."""
        self._register.forget_others(name, parts)

    def _noted(self, keys: Sequence[str]) -> str:
        for key in keys:
            self.notes.note(f"case/{key}")
        return self._said

    @told
    def _said(self) -> str:
        """A hash of what texts about a case depend on beside the case."""
        world = self._register.world
        return digest((world.words, world.rules, world.tree))

    def pictures(self, key: str, entry: Entry) -> tuple[Picture, ...]:
        """The photographs that an entry of a case's story shows."""
        return pictures.of_entry(self.case(key), entry)

    def all_pictures(self) -> Iterator[tuple[str, str, int]]:
        """Every photograph that any page shows: (its address, digest, width)."""
        for _, shown in self._register.rolls.of("pictures"):
            yield from shown

    @asked
    def phone(self, name: str) -> str:
        """The public phone of a unit or post; empty if it has none."""
        actor = self._register.world.directory.actors.get(name)
        return (actor.phone or "") if actor else ""

    # Places

    @asked
    def place(self, code: str) -> Place:
        return self._register.world.tree.places[code]

    def named(self, name: str, faults: list[Fault]) -> Place | None:
        """The place that somebody calls by a name, as records do; an unknown or ambiguous one is a fault."""
        return self._register.world.directory.place(name, (), faults)

    @asked
    def places(self) -> tuple[Place, ...]:
        return tuple(self._register.world.tree.places.values())

    @asked
    def roots(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places() if place.parent is None)

    @asked
    def up(self, code: str) -> tuple[Place, ...]:
        """The place itself, then what it lies in."""
        return tuple(self._register.world.tree.up(code))

    def link(self, place: Place) -> PlaceLink:
        """A place as other pages name it."""
        return self._link(place.code)

    @asked
    def _link(self, code: str) -> PlaceLink:
        tree = self._register.world.tree
        return PlaceLink(code, tree.called(tree.places[code]))

    # The contact card

    @asked
    def contacts(self, code: str | None = None) -> tuple[Post, ...]:
        """The posts that answer for a place, its own first; or all posts of the portal."""
        directory = self._register.world.directory
        posts = directory.contacts if code is None else directory.posts_for(code)
        return tuple(_post(each, directory) for each in posts)

    @asked
    def answerer(self, name: str) -> Post:
        """The line of the contact card for a unit or a post; for another name, that alone."""
        directory = self._register.world.directory
        post = next((each for each in directory.contacts if each.post == name), None)
        unit = directory.units.get(name)
        if post or not unit:
            return _post(post, directory) if post else Post(name, "", "", "", "", "")
        return Post(unit.name, unit.duty or "", unit.phone or "", "", "", unit.level)

    # Policies

    @asked
    def policy_slugs(self) -> tuple[str, ...]:
        """All policy notes, withdrawn ones too."""
        return tuple(sorted(self._register.world.policies))

    @asked
    def policy(self, slug: str) -> Note:
        return self._register.world.policies[slug]

    def policy_links(self, slugs: Iterable[str]) -> tuple[PolicyLink, ...]:
        """Those of the policy notes that were not withdrawn."""
        links = (self._policy_link(slug) for slug in slugs)
        return tuple(each for each in links if each)

    @asked
    def _policy_link(self, slug: str) -> PolicyLink | None:
        front = self.policy(slug).front
        return None if front.withdrawn else PolicyLink(slug, front.title, front.gist)

    @asked
    def policies(self, category: str | None = None) -> tuple[PolicyLink, ...]:
        """All policy notes, or those on a category of cases; withdrawn ones are left out."""
        return tuple(
            link
            for link in self.policy_links(self.policy_slugs())
            if category is None or category in (self.policy(link.slug).front.categories or ())
        )

    @asked
    def windows(self) -> tuple[OpenWindow, ...]:
        """The yearly stretches that are open now, soonest to close first."""
        found = [window for link in self.policies() if (window := self.window(link.slug)) and window.open]
        return tuple(sorted(found, key=lambda each: each.day))

    @asked
    def window(self, slug: str) -> OpenWindow | None:
        """The stretch of a policy that is open now, else the next one; None if it has none."""
        note = self.policy(slug)
        link = PolicyLink(slug, note.front.title, note.front.gist)
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


def _post(record: ContactRecord, directory: Directory) -> Post:
    unit = directory.units.get(record.unit or "")
    in_full = (unit.full_name or unit.name) if unit else record.unit or ""
    phone = record.phone or record.mobile or ""
    mobile = (record.mobile or "") if record.phone else ""
    return Post(record.post, record.matters, phone, mobile, record.hours or "", record.level, in_full)
