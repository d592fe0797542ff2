"""Working days against the State Council's arrangement for 2026, day by day.

国务院办公厅关于2026年部分节假日安排的通知 (4 November 2025), written out here by hand.
"""

from datetime import date, timedelta

import pytest

from generator import workdays
from generator.workdays import Counted

# (first day off, last day off)
HOLIDAYS = [
    ("2026-01-01", "2026-01-03"),  # 元旦
    ("2026-02-15", "2026-02-23"),  # 春节
    ("2026-04-04", "2026-04-06"),  # 清明节
    ("2026-05-01", "2026-05-05"),  # 劳动节
    ("2026-06-19", "2026-06-21"),  # 端午节
    ("2026-09-25", "2026-09-27"),  # 中秋节
    ("2026-10-01", "2026-10-07"),  # 国庆节
]
# Saturdays and Sundays that are worked (调休).
WORKED = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_every_day_of_2026() -> None:
    for number in range(365):
        each = date(2026, 1, 1) + timedelta(days=number)
        off = any(day(first) <= each <= day(last) for first, last in HOLIDAYS)
        works = each.isoformat() in WORKED or (each.weekday() < 5 and not off)
        assert workdays.is_workday(each) == (works, False), each


# Counted with a finger on the calendar.
@pytest.mark.parametrize(
    ("start", "count", "then"),
    [
        ("2026-03-02", 1, "2026-03-03"),  # a Monday
        ("2026-03-06", 1, "2026-03-09"),  # a Friday
        ("2026-03-07", 1, "2026-03-09"),  # a Saturday: the day itself is not counted
        ("2026-03-02", 5, "2026-03-09"),
        # 国庆: Sunday 20 September is worked; 25–27 is 中秋; 1–7 October is off; Saturday the 10th is worked
        ("2026-09-18", 3, "2026-09-22"),
        ("2026-09-24", 3, "2026-09-30"),
        ("2026-09-29", 3, "2026-10-09"),
        ("2026-09-29", 5, "2026-10-12"),
        ("2026-10-03", 3, "2026-10-10"),
        ("2026-10-09", 1, "2026-10-10"),
        # 春节: Saturday 14 February is worked; 15–23 is off; Saturday the 28th is worked
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-14", 5, "2026-02-28"),
        ("2026-02-17", 3, "2026-02-26"),
        ("2026-02-27", 3, "2026-03-03"),
        ("2026-02-12", 30, "2026-04-01"),
        # 元旦: from one year into the next
        ("2025-12-31", 3, "2026-01-06"),
    ],
)
def test_the_holidays_and_the_days_moved_for_them(start: str, count: int, then: str) -> None:
    assert workdays.after(day(start), count) == Counted(day(then), estimated=False)


def test_no_working_day_later_is_the_day_itself() -> None:
    assert workdays.after(day("2026-10-03"), 0) == Counted(day("2026-10-03"))


def test_years_not_yet_announced_are_weekdays_and_said_to_be_a_guess() -> None:
    # 3 March 2090 is a Friday.
    assert workdays.is_workday(day("2090-03-03")) == (True, True)
    assert workdays.is_workday(day("2090-03-04")) == (False, True)
    assert workdays.after(day("2090-03-03"), 2) == Counted(day("2090-03-07"), estimated=True)


def test_a_count_that_runs_into_such_a_year_is_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    announced = workdays.chinese_calendar.is_workday

    def known(each: date) -> bool:
        if each.year > 2026:
            raise NotImplementedError
        return bool(announced(each))

    workdays.is_workday.cache_clear()
    monkeypatch.setattr(workdays.chinese_calendar, "is_workday", known)
    try:
        assert workdays.after(day("2026-12-30"), 1) == Counted(day("2026-12-31"), estimated=False)
        assert workdays.after(day("2026-12-30"), 3) == Counted(day("2027-01-04"), estimated=True)
    finally:
        workdays.is_workday.cache_clear()
