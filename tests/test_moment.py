"""Dates as people know them: what may be written, what it can mean, and what is refused."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from records_helper import steady

from generator.records.counts import Month
from generator.records.moment import Day, Moment, Point, When
from generator.records.policy import MonthDay
from generator.records.rules import Limit, TimeLimit

DAY: TypeAdapter[date] = TypeAdapter(Day)
WHEN: TypeAdapter[Moment] = TypeAdapter(When)
LIMIT: TypeAdapter[Limit] = TypeAdapter(TimeLimit)
MONTH_DAY: TypeAdapter[tuple[int, int]] = TypeAdapter(MonthDay)


@pytest.mark.parametrize(
    ("typed", "moment", "first", "last", "exact"),
    [
        ("2025-04-17", Moment(2025, 4, 17), "2025-04-17", "2025-04-17", True),
        ("2025-04-17 09:30", Moment(2025, 4, 17, "09:30"), "2025-04-17", "2025-04-17", True),
        ("2025-04-17 00:00", Moment(2025, 4, 17, "00:00"), "2025-04-17", "2025-04-17", True),
        ("2025-04-17 23:59", Moment(2025, 4, 17, "23:59"), "2025-04-17", "2025-04-17", True),
        ("2025-04", Moment(2025, 4), "2025-04-01", "2025-04-30", False),
        ("2024-02", Moment(2024, 2), "2024-02-01", "2024-02-29", False),
        ("2025-12", Moment(2025, 12), "2025-12-01", "2025-12-31", False),
        ("1900", Moment(1900), "1900-01-01", "1900-12-31", False),
        ("2025", Moment(2025), "2025-01-01", "2025-12-31", False),
        ("2999-12", Moment(2999, 12), "2999-12-01", "2999-12-31", False),
        ("不详", Moment(), "0001-01-01", "9999-12-31", False),
    ],
)
def test_what_may_be_written(typed: str, moment: Moment, first: str, last: str, exact: bool) -> None:
    read = Moment.parse(typed)
    assert read == moment
    assert read.earliest.isoformat() == first
    assert read.latest.isoformat() == last
    assert (read.exact is not None) == exact
    assert read.known == (typed != "不详")
    assert read.iso == ("" if typed == "不详" else typed.replace(" ", "T"))


@pytest.mark.parametrize(
    "typed",
    [
        # as people write dates by hand
        "2025/4/17", "2025.4.17", "2025-4-17", "2025-04-7", "20250417", "4月17日", "2025年4月17日", "17-04-2025",
        "2025-04-17 9:30", "2025-04-17 上午", "2025-04-17T09:30", "2025-04-17 09:30:00", "2025-04-17 09：30", "今天",
        " 2025-04-17", "2025-04-17\n", "２０２５-04-17", "2025-04-17 ０9:30", "", "-", "04-17",
        # days and times that there are not
        "2025-06-31", "2025-02-29", "2025-13-01", "2025-13", "2025-00", "2025-00-01", "2025-04-00", "0000",
        "0025-04-17", "1899", "3000", "9999-12", "2025-04-17 24:00", "2025-04-17 09:60", "2025-04-17 99:99",
        None, 2025, 2025.04, ["2025-04-17"], {"2025": None}, True,
    ],
)  # fmt: skip
def test_what_is_refused_with_a_remedy(typed: object) -> None:
    for adapter in (DAY, WHEN):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(typed)
        (error,) = caught.value.errors()
        assert error["ctx"]["code"] == "日期"
        assert error["ctx"]["message"]
        assert error["ctx"]["remedy"]


@pytest.mark.parametrize("typed", ["2025-04", "2025", "不详", "2025-04-17 09:30"])
def test_where_a_day_is_asked_for_less_or_more_is_refused(typed: str) -> None:
    assert DAY.validate_python("2025-04-17") == date(2025, 4, 17)
    with pytest.raises(ValidationError) as caught:
        DAY.validate_python(typed)
    assert "2025-04-17" in caught.value.errors()[0]["ctx"]["remedy"]


def test_a_time_that_is_written_wrong_is_answered_with_a_time() -> None:
    with pytest.raises(ValidationError) as caught:
        WHEN.validate_python("2025-04-17 9:30")
    assert "09:30" in caught.value.errors()[0]["ctx"]["remedy"]


@steady
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_reads_as_itself(day: date) -> None:
    moment = Moment.parse(day.isoformat())
    assert moment.exact == moment.earliest == moment.latest == day
    month, year = Moment.parse(day.isoformat()[:7]), Moment.parse(day.isoformat()[:4])
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest


@steady
@given(st.text(alphabet="0123456789-: 不详", max_size=18))
def test_any_text_is_a_date_that_has_days_or_is_refused(text: str) -> None:
    try:
        moment = Moment.parse(text)
    except ValueError:
        return
    assert moment.earliest <= moment.latest
    assert text == moment.iso.replace("T", " ") or text == "不详"


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("5个工作日", Limit(5, True)),
        ("5 个工作日", Limit(5, True)),
        ("5工作日", Limit(5, True)),
        ("30天", Limit(30, False)),
        ("1 天", Limit(1, False)),
    ],
)
def test_limits(typed: str, limit: Limit) -> None:
    assert LIMIT.validate_python(typed) == limit


@pytest.mark.parametrize("typed", ["三天", "0天", "30", "1个月", "-1天", "1000天", "５天", "5个自然日", None, 30])
def test_limits_that_are_none(typed: object) -> None:
    with pytest.raises(ValidationError) as caught:
        LIMIT.validate_python(typed)
    assert "5个工作日" in caught.value.errors()[0]["ctx"]["remedy"]


def test_days_of_any_year() -> None:
    assert MONTH_DAY.validate_python("12-31") == (12, 31)
    assert MONTH_DAY.validate_python("02-28") == (2, 28)
    for typed in ("02-29", "2-28", "13-01", "00-10", "01-00", "04-31", "１２-31", "12月31日", None):
        with pytest.raises(ValidationError):
            MONTH_DAY.validate_python(typed)


MONTH: TypeAdapter[Moment] = TypeAdapter(Month)
POINT: TypeAdapter[Moment] = TypeAdapter(Point)


@pytest.mark.parametrize("typed", ["2026-1", "2026年10月", "2026/10/01", "5天", "1800-01", "２０２６-10-01", "9:30"])
@pytest.mark.parametrize(
    ("adapter", "never"), [(DAY, "不详|2025-04$|月份|09:30"), (MONTH, "不详|-17"), (POINT, "不详")]
)
def test_the_remedy_is_what_may_stand_in_that_field(adapter: TypeAdapter[Any], never: str, typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(typed)
    assert not re.search(never, caught.value.errors()[0]["ctx"]["remedy"])


@pytest.mark.parametrize("typed", ["２０２６-10-01", "2026-10-01 09：30", "2026－10－01", "2026-10-01　09:30"])
def test_full_width_signs_are_named(typed: str) -> None:
    for adapter in (DAY, WHEN, POINT):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(typed)
        assert "全角" in caught.value.errors()[0]["ctx"]["message"]


def test_months_before_2000_are_a_slip() -> None:
    assert MONTH.validate_python("2000-01") == Moment(2000, 1)
    with pytest.raises(ValidationError):
        MONTH.validate_python("1999-12")
