"""Dates as people know them: a day (with a time where it matters), a month, a year, or 不详."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from generator.packed import packed
from generator.records.base import wrong

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?: (\d{2}):(\d{2}))?)?)?", re.ASCII)
_YEARS = range(1900, 3000)
_WRITE_IT = "写成 2025-04-17；只知道月份写 2025-04，不知道写“不详”"
_WRITE_DAY = "这里写哪一天，写成 2025-04-17"
_WRITE_TIME = "带时间的写成 2025-04-17 09:30"
_WIDE = re.compile("[０-９：－／．　]")


@packed
@dataclass(frozen=True, slots=True)
class Moment:
    """A date of some precision; what is not known is None. `clock` is "HH:MM"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: str | None = None

    @classmethod
    def parse(cls, value: object, remedy: str = _WRITE_IT, timed: str = _WRITE_TIME) -> "Moment":
        """Read what staff typed. Raises a pydantic error with `remedy`, or with `timed` for what has a time."""
        if isinstance(value, Moment):
            return value
        return _parsed(value if isinstance(value, str) else "", remedy, timed)

    @property
    def known(self) -> bool:
        """Whether anything is known at all."""
        return self.year is not None

    @property
    def exact(self) -> date | None:
        """The day, if it is known to the day."""
        if self.year and self.month and self.day:
            return date(self.year, self.month, self.day)
        return None

    @property
    def earliest(self) -> date:
        """The first day that this date can mean."""
        return date(self.year or 1, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that this date can mean."""
        if self.year is None:
            return date.max
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            return date(self.year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)
        return date(self.year, self.month, self.day)

    def before(self, other: "Moment") -> bool:
        """Whether it comes before `other`, both known to the day; of one day, as far as both say a time."""
        if self.exact == other.exact:
            return bool(self.clock and other.clock and self.clock < other.clock)
        return self.earliest < other.earliest

    @property
    def iso(self) -> str:
        """The known part as in ISO 8601 (`2025-04`), empty if nothing is known."""
        parts = (self.year and f"{self.year:04}", self.month and f"{self.month:02}")
        known = [part for part in (*parts, self.day and f"{self.day:02}") if part]
        return "-".join(known) + (f"T{self.clock}" if self.clock else "")


def telling(told: Iterable[Moment]) -> tuple[Moment, ...]:
    """Of some days those that decide what is the newest, together with others, too."""
    known = [each for each in told if each.known]
    exact = max((each for each in known if each.exact), key=lambda each: each.latest, default=None)
    late = max(known, key=lambda each: each.latest, default=None)
    return tuple(each for each in (exact, late) if each)


@lru_cache(maxsize=4_096)  # many things happen on a day
def _parsed(text: str, remedy: str, timed: str) -> Moment:
    if text == "不详":
        return Moment()
    found = _FORM.fullmatch(text)
    if not found:
        message = "日期里的数字或者符号是全角的" if _WIDE.search(text) else "日期不合格式"
        raise wrong("日期", message, timed if re.search("[:：点时]", text) else remedy)
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    clock = f"{found[4]}:{found[5]}" if found[4] else None
    assert year is not None
    if year not in _YEARS:
        raise wrong("日期", "年份写错了", remedy)
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise wrong("日期", "没有这一天", "看看月份和日子是不是写错了") from None
    if clock and not ("00:00" <= clock <= "23:59" and found[5] <= "59"):
        raise wrong("日期", "没有这个时间", "一天从 00:00 到 23:59")
    return Moment(year, month, day, clock)


def _day(value: object) -> date:
    moment = Moment.parse(value, _WRITE_DAY, _WRITE_DAY)
    if moment.exact is None:
        raise wrong("日期", "这里要写到哪一天", "写成 2025-04-17")
    if moment.clock:
        raise wrong("日期", "这里只写到哪一天，不写时间", "写成 2025-04-17")
    return moment.exact


def _point(value: object) -> Moment:
    remedy = f"写成 2025-04-17；{_WRITE_TIME}"
    moment = Moment.parse(value, remedy, remedy)
    if moment.exact is None:
        raise wrong("日期", "这里要写到哪一天", remedy)
    return moment


def _month(value: object) -> Moment:
    remedy = "这里写哪一个月，写成 2026-09"
    found = Moment.parse(value, remedy, remedy)
    if found.year is None or found.month is None or found.day is not None:
        raise wrong("月份", "这里要写到哪一个月", "写成 2026-09")
    if found.year < 2000:
        raise wrong("月份", "年份写错了", "只写 2000 年以后的月份")
    return found


When = Annotated[
    Moment,
    PlainValidator(Moment.parse),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2}( \d{2}:\d{2})?)?)?$|^不详$"},
                {"type": "integer", "minimum": _YEARS[0], "maximum": _YEARS[-1]},
            ]
        }
    ),
]
Day = Annotated[
    date,
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Point = Annotated[
    Moment,
    PlainValidator(_point),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$"}),
]
"""A day, with a time where it matters."""
Month = Annotated[Moment, PlainValidator(_month), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}$"})]
