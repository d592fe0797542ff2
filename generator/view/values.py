"""What the View gives to pages: frozen values."""

from dataclasses import dataclass
from datetime import date

from generator.fold.cases.registered import PlaceLink, Summary
from generator.fold.outages import Outage
from generator.fold.span import Phase, Span
from generator.records.moment import Moment

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Post:
    """A line of the contact card. `mobile`: a second number, of a post that has an office phone too.

    `unit`: in full, what the post belongs to; empty if that was not written.
    """

    name: str
    matters: str
    phone: str
    mobile: str
    hours: str
    level: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PolicyLink:
    """A policy as other pages name it."""

    slug: str
    title: str
    gist: str


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A yearly stretch of a policy that is open now, or the next one. `days` until `day`."""

    policy: PolicyLink
    name: str
    open: bool
    day: date
    days: int

    @property
    def gone(self) -> int:
        """How many days ago `day` was; below zero it is ahead."""
        return -self.days


@dataclass(frozen=True, slots=True)
class Counts:
    """`received` in a year, `settled` of these, and `open` of all years."""

    received: int
    settled: int
    open: int


@dataclass(frozen=True, slots=True)
class Announced:
    """What is announced, as lists show it: a notice, or a 公示 of a case.

    `url`: its page; `sort`: its kind, or what is off where that says it better; `word`: its phase, true all day.
    `outages`: all of them; `ahead`: those that are not over; `bare`: it is there for these alone (停水停电), so that
    its own span says less than they do. `told`: when it was written, or the 公示 began.
    """

    url: str
    title: str
    sort: str
    span: Span
    phase: Phase
    word: str
    told: date
    places: tuple[PlaceLink, ...]
    outages: tuple[Outage, ...] = ()
    ahead: tuple[Outage, ...] = ()
    bare: bool = False

    @property
    def off(self) -> Outage | None:
        """The outage that is on today or comes next."""
        return self.ahead[0] if self.ahead else None

    @property
    def more(self) -> int:
        """How many come after that."""
        return max(len(self.ahead) - 1, 0)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as it is listed. `anchor`: its id on its page.

    `struck`: a 更正 says that it was told wrongly; `hidden`: what it said is not shown at all.
    """

    anchor: str
    day: Moment
    kind: str
    host: str
    attended: tuple[str, ...]
    decided: str
    places: tuple[PlaceLink, ...]
    cases: tuple[Summary, ...]
    reported: bool
    struck: bool
    hidden: bool
