"""Deadlines against dates worked out by hand, with a finger on the calendar of 2026.

The calendar is the State Council's arrangement, written out in test_workdays.py.
"""

from datetime import date

import pytest
from records_helper import fold, folded, meeting, stands

from generator.fold.cases.case import Folded
from generator.records.rules import Limit, Limits

REGISTERED = "2026-03-02 登记"  # a Monday; with 3 and 30 working days: 5 March, 14 April
CALENDAR_DAYS = Limits.model_validate({"答复": Limit(1, False), "办结": Limit(15, False)})


def due(result: Folded, today: str) -> tuple[str, str, int] | None:
    """(what, by when, days left)"""
    found = stands(result, today).due
    return (found.what, found.day.isoformat(), found.days) if found else None


# Deadlines


@pytest.mark.parametrize(
    ("registered", "answer", "closing"),
    [
        ("2026-03-02", "2026-03-05", "2026-04-14"),  # 清明: Monday 6 April is off
        ("2026-02-12", "2026-02-24", "2026-04-01"),  # 春节
        ("2026-02-14", "2026-02-26", "2026-04-03"),  # on a Saturday that is worked
        ("2026-09-18", "2026-09-22", "2026-11-05"),  # 中秋 and 国庆 with all their moved days
        ("2026-09-29", "2026-10-09", "2026-11-16"),  # 国庆
        ("2026-10-01", "2026-10-10", "2026-11-17"),  # on a holiday
    ],
)
def test_working_days_are_counted_across_holidays(registered: str, answer: str, closing: str) -> None:
    first = folded(f"{registered} 登记").rounds[0]
    assert first.answer_due and first.closing_due
    assert (first.answer_due.day.isoformat(), first.closing_due.day.isoformat()) == (answer, closing)
    assert not first.answer_due.estimated


def test_plain_days_are_counted_as_they_come() -> None:
    first = folded("2026-09-30 登记", limits=CALENDAR_DAYS).rounds[0]
    assert first.answer_due and first.closing_due
    assert first.answer_due.day == date(2026, 10, 1)
    assert first.closing_due.day == date(2026, 10, 15)


def test_the_answer_comes_first_then_the_closing() -> None:
    assert due(folded(REGISTERED), "2026-03-03") == ("答复", "2026-03-05", 2)
    answered = folded(REGISTERED, "2026-03-04 受理")
    assert due(answered, "2026-03-04") == ("办结", "2026-04-14", 41)


@pytest.mark.parametrize("event", ["受理", "办理", "办结 | 结果: 已解决"])
def test_what_counts_as_an_answer(event: str) -> None:
    answered = folded(REGISTERED, f"2026-03-04 {event}").rounds[0].answered
    assert answered and answered.iso == "2026-03-04"


@pytest.mark.parametrize(
    "event", ["转办 | 交给: 供水公司", "上报 | 交给: 示例街道", "公示 | 公示什么: 方案", "回访 | 解决: 是"]
)
def test_handing_it_on_is_no_answer(event: str) -> None:
    assert folded(REGISTERED, f"2026-03-04 {event}").rounds[0].answered is None


def test_a_meeting_answers() -> None:
    answered = folded(REGISTERED, meetings=[meeting("2026-03-04")]).rounds[0].answered
    assert answered and answered.iso == "2026-03-04"


def test_only_the_first_answer_stops_the_clock() -> None:
    answered = folded(REGISTERED, "2026-03-04 受理", "2026-03-09 办理").rounds[0].answered
    assert answered and answered.iso == "2026-03-04"


def test_due_today_is_not_late_and_tomorrow_is() -> None:
    result = folded(REGISTERED)
    on_time, late = stands(result, "2026-03-05").due, stands(result, "2026-03-06").due
    assert on_time and on_time.days == 0 and not on_time.late
    assert late and late.days == -1 and late.late


def test_its_own_limit_takes_the_place_of_the_rules() -> None:
    result = folded(REGISTERED, "2026-03-03 受理", 期限="2026-05-01")
    assert due(result, "2026-03-03") == ("办结", "2026-05-01", 59)
    assert folded(REGISTERED, 期限="2026-05-01").rounds[0].answer_due == folded(REGISTERED).rounds[0].answer_due


def test_no_answer_is_due_after_the_closing() -> None:
    assert due(folded(REGISTERED, 期限="2026-03-03"), "2026-03-02") == ("答复", "2026-03-03", 1)


def test_a_limit_before_the_registration_is_a_fault() -> None:
    (fault,) = fold(REGISTERED, 期限="2025-03-03").faults
    assert fault.path == ("期限",)
    assert fold(REGISTERED, 期限="2026-03-02").faults == ()


def test_a_new_round_has_a_new_clock_and_no_limit_of_its_own() -> None:
    closed = (REGISTERED, "2026-03-04 受理", "2026-03-20 办结 | 结果: 已解决")
    result = folded(*closed, "2026-09-29 重办 | 原因: 又停水", 期限="2026-05-01")
    assert due(result, "2026-09-29") == ("答复", "2026-10-09", 10)
    assert due(folded(*closed), "2026-03-21") is None


def test_a_check_that_did_not_pass_starts_the_clock_anew() -> None:
    closed = (REGISTERED, "2026-03-20 办结 | 结果: 已解决")
    result = folded(*closed, "2026-09-29 核查 | 结论: 未通过 | 经办: 示例街道")
    assert due(result, "2026-09-29") == ("答复", "2026-10-09", 10)


def test_a_recheck_starts_the_clock_on_its_day() -> None:
    closing = "2026-03-04 办结 | 结果: 暂不能解决 | 原因: 没有钱 | 试过: 加压 | 谁能解决: 区里 | 复查: 2026-09-29"
    result = folded(REGISTERED, closing)
    assert due(result, "2026-09-28") is None
    assert due(result, "2026-09-30") == ("答复", "2026-10-09", 9)
    assert due(folded(REGISTERED, closing, "2026-10-08 办理"), "2026-10-08") == ("办结", "2026-11-16", 39)


def test_years_not_yet_announced_make_a_deadline_a_guess() -> None:
    found = stands(folded("2090-03-03 登记"), "2090-03-03").due
    assert found and found.estimated and found.day == date(2090, 3, 8)
    own = stands(folded("2090-03-03 登记", 期限="2090-03-04"), "2090-03-03").due
    assert own and not own.estimated


# 延期


def test_before_the_answer_it_moves_the_answer() -> None:
    late = "2026-03-04 延期 | 延至: 2026-03-12 | 原因: 等材料"
    result = folded(REGISTERED, late)
    assert due(result, "2026-03-04") == ("答复", "2026-03-12", 8)
    assert stands(result, "2026-03-04").due.extended  # type: ignore[union-attr]
    answered = folded(REGISTERED, late, "2026-03-10 受理")
    assert due(answered, "2026-03-10") == ("办结", "2026-04-14", 35)
    assert not stands(answered, "2026-03-10").due.extended  # type: ignore[union-attr]


def test_an_answer_put_off_to_the_day_of_the_closing_leaves_the_closing_as_it_was() -> None:
    late = "2026-03-04 延期 | 延至: 2026-04-14 | 原因: 等材料"
    found = stands(folded(REGISTERED, late, "2026-03-10 受理"), "2026-03-10").due
    assert found and found.day == date(2026, 4, 14) and not found.extended


def test_an_answer_put_off_beyond_the_closing_moves_both() -> None:
    late = "2026-03-04 延期 | 延至: 2026-05-06 | 原因: 等材料"
    answered = folded(REGISTERED, late, "2026-03-10 受理")
    assert due(answered, "2026-03-10") == ("办结", "2026-05-06", 57)
    assert stands(answered, "2026-03-10").due.extended  # type: ignore[union-attr]


def test_after_the_answer_it_moves_the_closing_also_when_it_is_late() -> None:
    late = "2026-04-20 延期 | 延至: 2026-05-06 | 原因: 等材料"
    result = folded(REGISTERED, "2026-03-04 受理", late)
    assert due(result, "2026-04-20") == ("办结", "2026-05-06", 16)
    (fault,) = fold(REGISTERED, "2026-03-04 受理", "2026-04-01 延期 | 延至: 2026-04-14 | 原因: 等材料").faults
    assert "2026-04-14" in fault.message


def test_what_is_late_is_not_put_off_to_the_same_day() -> None:
    for until, faults in (("2026-04-20", 1), ("2026-04-21", 0)):
        late = f"2026-04-20 延期 | 延至: {until} | 原因: 等材料"
        assert len(fold(REGISTERED, "2026-03-04 受理", late).faults) == faults


def test_a_new_round_was_not_put_off() -> None:
    late = "2026-03-04 延期 | 延至: 2026-03-12 | 原因: 等材料"
    again = ("2026-03-09 办结 | 结果: 已解决", "2026-09-29 重办 | 原因: 又停水")
    found = stands(folded(REGISTERED, late, *again), "2026-09-29").due
    assert found and not found.extended
