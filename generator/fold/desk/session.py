"""One session of the mobile desk, as it stands: planned, stopped, moved or held."""

import hashlib
from dataclasses import dataclass
from datetime import date

from generator.fold.places import Place
from generator.packed import packed
from generator.records.hours import Hours

_HOURS = (
    ("09:00", "早上"), ("11:30", "上午"), ("13:30", "中午"), ("17:30", "下午"), ("24:00", "晚上"),
)  # fmt: skip
_NO_DIGITS = str.maketrans("0123456789", "ghijkmnpqr")


@packed
@dataclass(frozen=True, slots=True)
class Slot:
    """When and where."""

    day: date
    start: str
    end: str
    place: Place
    spot: str


@packed
@dataclass(frozen=True, slots=True)
class Record:
    """What came of a session. `served`: how many came; `settled`: matters done on the spot, by kind."""

    served: int | None
    settled: tuple[tuple[str, int], ...]
    wishes: tuple[str, ...]
    brought: tuple[str, ...]
    note: str


@packed
@dataclass(frozen=True, slots=True)
class Session:
    """One session of a desk. Times are the portal's, as "HH:MM"; `end` may be 24:00.

    `id` is its anchor on the page of its month. One that was moved stands twice: where it was to be, with
    `moved_to`, and where it is now, with `moved_from`; `reason` is that of the move, or of `stopped`.
    `known`: False where the plan stops on holidays that have not been announced yet.
    """

    id: str
    desk: str
    name: str
    day: date
    start: str
    end: str
    place: Place
    spot: str
    tables: tuple[str, ...]
    services: tuple[str, ...]
    attends: tuple[str, ...]
    since: date
    known: bool = True
    stopped: bool = False
    reason: str = ""
    moved_to: Slot | None = None
    moved_from: Slot | None = None
    held: Record | None = None

    @property
    def on(self) -> bool:
        """Whether it takes place, or took place, on its day."""
        return not self.stopped and self.moved_to is None

    @property
    def hour(self) -> str:
        """The time of day in a word."""
        return next(word for until, word in _HOURS if self.start < until)

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.start, self.end, self.place, self.spot)

    @property
    def span(self) -> Hours:
        return Hours(self.start, self.end)

    @property
    def uid(self) -> str:
        """A name that stays when it is moved or stopped."""
        first = self.moved_from or self.slot
        series = hashlib.sha256(f"{self.desk} {first.place.code}".encode()).hexdigest()[:12]
        letters = series.translate(_NO_DIGITS)  # a long number could look like somebody's
        return f"{first.day:%Y%m%d}T{first.start.replace(':', '')}-{letters}"
