"""Hours of a day and days of the week, as a sign on a door gives them."""

import itertools
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema

from generator.records.base import Line, wrong

WEEK = "一二三四五六日"
"""The days of the week in order; a day's number is its place here, as in date.weekday()."""

WEEKDAYS = {
    **{word: (number,) for number, word in enumerate(WEEK)},
    "工作日": (0, 1, 2, 3, 4),
    "双休日": (5, 6),
    "每天": (0, 1, 2, 3, 4, 5, 6),
}
"""What a word for days stands for."""

_CLOCK = r"(\d{1,2}):(\d{2})"
_DASH = "[-–—－~～]"
_TO = "[-–—－~～至到]"
_HOURS = rf"{_CLOCK} ?{_TO} ?{_CLOCK}"
_WRITE_IT = "写成从几点到几点，比如 08:30-18:00"


def said(time: str) -> str:
    """A time of day as people say it: 9:00 of "09:00"."""
    return time.removeprefix("0")


def between(start: str, end: str) -> str:
    """9:00到11:30: a dash would be read out as minus, or not at all."""
    return f"{said(start)}到{said(end)}"


_FROM_TO = re.compile(rf"(?<![0-9:])([0-9]{{1,2}}:[0-9]{{2}}) ?{_DASH} ?([0-9]{{1,2}}:[0-9]{{2}})(?![0-9:])")
_DAYS = re.compile(rf"(周[{WEEK}天]) ?{_DASH} ?(周[{WEEK}天])")
_EARLY = re.compile(r"(?<![0-9:])0([0-9]:[0-9]{2})(?![0-9:])")


def aloud(text: str) -> str:
    """Hours as people type them (周一-周五 08:30–18:00), in the words in which they are read out."""
    return _EARLY.sub(r"\1", _DAYS.sub(r"\1到\2", _FROM_TO.sub(r"\1到\2", text)))


Aloud = Annotated[Line, AfterValidator(aloud)]
"""A line that tells hours in free words. Its value is how they are read out."""


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From one time of a day to a later one, as "HH:MM" in the time of the portal; `end` may be 24:00."""

    start: str
    end: str

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def meets(self, other: "Hours") -> bool:
        """Whether the two have a minute in common."""
        return self.start < other.end and other.start < self.end


def clock(text: str) -> str:
    """A time of day as "HH:MM", up to 24:00. Raises a pydantic error with a remedy."""
    if "：" in text:
        raise wrong("全角冒号", "钟点里的冒号写成了全角的“：”", "改成英文冒号，比如 08:30")
    found = re.fullmatch(_CLOCK, text, re.ASCII)
    if not found:
        raise wrong("钟点", "钟点不合格式", "写成 08:30 这样，用 24 小时制")
    made = f"{found[1]:0>2}:{found[2]}"
    if made > "24:00" or found[2] > "59":
        raise wrong("钟点", "没有这个时间", "一天从 00:00 到 24:00")
    return made


def _hours(value: object) -> Hours:
    if isinstance(value, Hours):
        return value
    form = rf"([\d:：]+) ?{_TO} ?([\d:：]+)"
    found = re.fullmatch(form, value, re.ASCII) if isinstance(value, str) else None
    if not found:
        raise wrong("钟点", "几点到几点，不合格式", _WRITE_IT)
    hours = Hours(clock(found[1]), clock(found[2]))
    if hours.start >= hours.end:
        remedy = "看看是不是写反了；过了半夜要分成两段，前一段写到 24:00，后一段从 00:00 写起"
        raise wrong("钟点", "结束的时间不比开始的时间晚", remedy)
    return hours


def _weekdays(value: object) -> tuple[int, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(isinstance(each, str) for each in words):
        raise wrong("星期", "这里要写星期几", "写成 [一, 二, 三, 四, 五]，或者 工作日、双休日、每天")
    if unknown := [each for each in words if each not in WEEKDAYS]:
        short = re.sub("^(周|星期|礼拜)", "", unknown[0]).replace("天", "日")
        remedy = "只写 一 二 三 四 五 六 日，或者 工作日 双休日 每天"
        raise wrong("星期", "这不是星期几", f"写成“{short}”，前面不加“周”" if short in list(WEEK) else remedy)
    days = [day for each in words for day in WEEKDAYS[each]]
    if len(set(days)) < len(days):
        raise wrong("星期重复", "同一个星期几写了两次", "只留一个；工作日就是一到五，双休日就是六和日")
    return tuple(sorted(days))


def _apart(several: tuple[Hours, ...]) -> tuple[Hours, ...]:
    ordered = tuple(sorted(several))
    if any(earlier.meets(later) for earlier, later in itertools.pairwise(ordered)):
        raise wrong("钟点", "同一天的几段时间重叠了", "看看哪一段写错了，或者合成一段")
    return ordered


_HOURS_SCHEMA = {"type": "string", "pattern": f"^{_HOURS}$".replace(r"\d", "[0-9]")}

OneStretch = Annotated[Hours, PlainValidator(_hours), WithJsonSchema(_HOURS_SCHEMA)]
"""One stretch of hours: 08:30-17:00."""


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) and value else (value,)


Stretches = Annotated[
    tuple[OneStretch, ...],
    BeforeValidator(_listed),
    AfterValidator(_apart),
    WithJsonSchema({"anyOf": [_HOURS_SCHEMA, {"type": "array", "items": _HOURS_SCHEMA, "minItems": 1}]}),
]
"""The hours of a day, in order; they do not overlap."""

_DAY_SCHEMA = {"enum": list(WEEKDAYS)}
Weekdays = Annotated[
    tuple[int, ...],
    PlainValidator(_weekdays),
    WithJsonSchema(
        {"anyOf": [_DAY_SCHEMA, {"type": "array", "items": _DAY_SCHEMA, "minItems": 1, "uniqueItems": True}]}
    ),
]
"""Days of the week by number, in order, from 0 for Monday."""
