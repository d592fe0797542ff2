"""Working days in mainland China, with the moved days (调休) of each year's State Council notice.

chinesecalendar knows the years that have been announced; beyond them a working day is Monday to
Friday, and the answer says that it is an estimate.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

_STATUTORY = {
    (1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节",
}  # fmt: skip
"""Days off by the sun's calendar, month and day: 《全国年节及纪念日放假办法》, 国务院令第795号, in force from 2025."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A date that was counted out. `estimated`: some day lay in a year not yet announced."""

    day: date
    estimated: bool = False


@lru_cache(maxsize=4096)
def is_workday(day: date) -> tuple[bool, bool]:
    """(whether people work on `day`, whether that is an estimate)"""
    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        return day.weekday() < 5, True


def after(start: date, count: int) -> Counted:
    """The `count`-th working day after `start`; the day itself is not counted."""
    day, estimated = start, False
    while count > 0:
        day += timedelta(days=1)
        works, guessed = is_workday(day)
        estimated |= guessed
        count -= works
    return Counted(day, estimated)


@lru_cache(maxsize=4096)
def holiday(day: date) -> tuple[str, bool]:
    """(the statutory holiday that `day` is off for, empty if none; whether that is not known yet)

    Days that are off every year are known before the year is announced.
    """
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        statutory = _STATUTORY.get((day.month, day.day), "")
        return statutory, not statutory
    return (chinese_calendar.Holiday(name).chinese if off and name else ""), False
