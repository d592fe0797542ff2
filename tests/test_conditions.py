"""What an event needs besides the state of the case: calls, senders, deadlines, other people, dates."""

import pytest
from records_helper import SEAT, fold, folded, meeting, only, stands, story_of

# 受理 once a round


def test_a_matter_is_taken_on_once_a_round() -> None:
    start = ("2026-03-02 登记", "2026-03-03 受理")
    fault = only(fold(*start, "2026-03-04 受理"))
    assert "受理" in fault.message
    assert "办理" in fault.remedy
    again = ("2026-03-05 办结 | 结果: 已解决", "2026-03-09 重办 | 原因: 又停水", "2026-03-10 受理")
    assert folded(*start, *again).state == "在办"
    assert only(fold(*start, *again, "2026-03-11 受理")).path == ("进展", 5, "环节")


# 报到 needs an open call to that unit


CALLED = ("2026-03-02 登记", "2026-03-03 转办 | 交给: [供水公司, 物业公司]")


def test_each_unit_that_was_called_comes_once() -> None:
    came = ("2026-03-04 报到 | 经办: 物业公司", "2026-03-05 报到 | 经办: 供水公司")
    assert folded(*CALLED, *came).state == "在办"
    assert only(fold(*CALLED, *came, "2026-03-06 报到 | 经办: 物业公司")).code == "条件不够"


def test_who_was_not_called_cannot_come() -> None:
    fault = only(fold(*CALLED, "2026-03-04 报到 | 经办: 示例街道"))
    assert "转办" in fault.remedy


def test_the_one_who_leads_comes_where_nobody_is_named() -> None:
    assert folded(*CALLED, "2026-03-04 报到").calls[0].came


def test_a_call_ends_with_the_round_and_with_the_matter_given_back() -> None:
    back = "2026-03-04 退回 | 原因: 不归我们管"
    assert only(fold(*CALLED, back, "2026-03-05 报到 | 经办: 供水公司")).code == "条件不够"
    calls = folded(*CALLED, back, "2026-03-05 报到 | 经办: 物业公司").calls
    assert [(c.came and c.came.iso, c.returned and c.returned.iso) for c in calls] == [
        (None, "2026-03-04"),
        ("2026-03-05", None),
    ]
    again = ("2026-03-05 办结 | 结果: 已解决", "2026-03-09 重办 | 原因: 又停水")
    assert only(fold(*CALLED, *again, "2026-03-10 报到 | 经办: 物业公司")).code == "条件不够"


# 反馈 needs an open 上报, 退回 a sender


REPORTED = ("2026-03-02 登记", "2026-03-03 上报 | 交给: 示例街道")


def test_one_answer_to_one_report() -> None:
    assert folded(*REPORTED, "2026-03-04 反馈").stretches[-1].unit == SEAT
    assert only(fold(*REPORTED, "2026-03-04 反馈", "2026-03-05 反馈")).code == "条件不够"
    assert only(fold(*CALLED, "2026-03-04 反馈")).code == "条件不够"


def test_what_came_from_nobody_cannot_be_given_back() -> None:
    back = "退回 | 原因: 不归我们管"
    assert only(fold("2026-03-02 登记", "2026-03-03 受理", f"2026-03-04 {back}")).code == "条件不够"
    assert only(fold(*CALLED, f"2026-03-04 {back}", f"2026-03-05 {back}")).path == ("进展", 3, "环节")


def test_a_new_round_has_no_sender_and_no_report() -> None:
    again = ("2026-03-05 办结 | 结果: 已解决", "2026-03-09 重办 | 原因: 又停水")
    assert only(fold(*CALLED, *again, "2026-03-10 退回 | 原因: 不归我们管")).code == "条件不够"
    assert only(fold(*REPORTED, *again, "2026-03-10 反馈")).code == "条件不够"


def test_an_answered_report_leaves_nobody_to_give_back_to() -> None:
    assert only(fold(*REPORTED, "2026-03-04 反馈", "2026-03-05 退回 | 原因: 不归我们管")).code == "条件不够"


def test_a_report_that_was_given_back_waits_for_no_answer() -> None:
    assert only(fold(*REPORTED, "2026-03-04 退回 | 原因: 不归我们管", "2026-03-05 反馈")).code == "条件不够"


def test_only_the_one_who_has_it_gives_it_back() -> None:
    back = "2026-03-04 退回 | 原因: 不归我们管 | 经办: "
    assert folded(*CALLED, back + "供水公司").stretches[-1].unit == SEAT
    fault = only(fold(*CALLED, back + "物业公司"))
    assert "经办" in fault.remedy


# 延期 needs a deadline, and moves it


def test_without_a_deadline_nothing_is_put_off() -> None:
    late = "2026-03-04 延期 | 延至: 2026-06-01 | 原因: 等材料"
    fault = only(fold("2026-03-02 登记", late, 截至="2026-03", 出处="台账"))
    assert fault.code == "条件不够"


@pytest.mark.parametrize("until", ["2026-03-04", "2026-03-03", "2026-03-05"])
def test_a_deadline_moves_only_to_a_later_day(until: str) -> None:
    # 登记 on Monday 2 March: the answer is due on Thursday 5 March.
    fault = only(fold("2026-03-02 登记", f"2026-03-04 延期 | 延至: {until} | 原因: 等材料"))
    assert fault.path == ("进展", 1, "延至")


# The one who checks is not the one who closed


def test_who_closed_does_not_check() -> None:
    closed = ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决 | 经办: 物业公司")
    assert only(fold(*closed, "2026-03-06 核查 | 结论: 通过 | 经办: 物业公司")).code == "条件不够"
    assert folded(*closed, "2026-03-06 核查 | 结论: 通过").state == "已结"
    by_default = ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决")
    fault = only(fold(*by_default, "2026-03-06 核查 | 结论: 未通过"))
    assert "经办" in fault.remedy


# An unhappy 回访 needs 重办 or a reason


UNHAPPY = ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决", "2026-03-09 回访 | 解决: 否")


def test_an_unhappy_visit_needs_a_new_round_or_a_reason() -> None:
    fault = only(fold(*UNHAPPY))
    assert fault.path == ("进展", 2, "环节")
    assert "重办" in fault.remedy
    assert "原因" in fault.remedy
    folded(*UNHAPPY[:2], UNHAPPY[2] + " | 原因: 想换新泵，今年没有钱")
    folded(*UNHAPPY, "2026-03-10 重办 | 原因: 又停水")
    folded(*UNHAPPY, "2026-03-10 核查 | 结论: 未通过 | 经办: 物业公司")
    assert only(fold(*UNHAPPY, "2026-03-10 后续")).code == "回访未解决"


def test_a_visit_while_it_is_open_or_half_solved_needs_nothing() -> None:
    folded("2026-03-02 登记", "2026-03-09 回访 | 解决: 否")
    folded(*UNHAPPY[:2], "2026-03-09 回访 | 解决: 部分")


# A 复查 date that has come opens the case again


RECHECK = "2026-04-10"
CLOSING = f"办结 | 结果: 暂不能解决 | 原因: 管道老 | 试过: 加压 | 谁能解决: 区里 | 复查: {RECHECK}"
UNSOLVED = ("2026-03-02 登记", f"2026-03-05 {CLOSING}")


def test_the_day_of_a_recheck_opens_the_case_whether_or_not_anything_is_written() -> None:
    result = folded(*UNSOLVED)
    assert result.state == "已结"
    assert stands(result, "2026-04-09").state == "已结"
    came = stands(result, RECHECK)
    assert came.state == "在办"
    assert came.round == 2
    assert came.entries[-1].happening.kind == "复查"
    assert came.entries[-1].round == 2
    assert came.closing is None


@pytest.mark.parametrize("day", [RECHECK, "2026-04-15"])
def test_what_is_written_on_or_after_that_day_finds_the_case_open(day: str) -> None:
    result = folded(*UNSOLVED, f"{day} 办理")
    assert story_of(result) == ["登记", "办结", "复查", "办理"]
    assert result.state == "在办"
    assert len(result.rounds) == 2
    assert result.rounds[1].start.iso == RECHECK
    assert result.recheck is None


def test_what_is_written_before_that_day_finds_it_closed() -> None:
    result = folded(*UNSOLVED, "2026-04-09 后续")
    assert result.state == "已结"
    assert result.recheck


def test_on_that_day_nobody_has_to_reopen() -> None:
    fault = only(fold(*UNSOLVED, f"{RECHECK} 重办 | 原因: 有钱了"))
    assert "复查" in fault.message
    assert "不用写“重办”" in fault.remedy
    fault = only(fold(*UNSOLVED, f"{RECHECK} 后续"))
    assert "复查" in fault.message
    assert "办理" in fault.remedy


def test_reopening_merging_and_withdrawing_end_the_wait() -> None:
    reopened = folded(*UNSOLVED, "2026-03-20 重办 | 原因: 有钱了", "2026-04-20 办理")
    assert len(reopened.rounds) == 2
    withdrawn = folded(*UNSOLVED, "2026-03-20 撤下 | 原因: 写错了地方")
    assert stands(withdrawn, "2026-05-01").state == "撤下"


def test_a_recheck_lies_after_its_closing() -> None:
    fault = only(fold("2026-03-02 登记", f"2026-04-10 {CLOSING}"))
    assert fault.path == ("进展", 1, "复查")


# 更正 must name an existing event


@pytest.mark.parametrize("which", ["2026-03-02 登记", "2026-03-03 09:30 办理", "2026-03-03 办理"])
def test_a_correction_names_an_event_before_it(which: str) -> None:
    result = folded("2026-03-02 登记", "2026-03-03 09:30 办理", f"2026-03-04 更正 | 更正哪条: {which}")
    corrected = [entry.happening.kind for entry in result.entries if entry.correction]
    assert corrected == [which.split()[-1]]


@pytest.mark.parametrize("which", ["2026-03-01 登记", "登记", "2026-03-02 受理", "2026-03-05 办理", "2026-03-02登记"])
def test_a_correction_of_nothing_is_a_fault(which: str) -> None:
    events = ("2026-03-02 登记", f"2026-03-04 更正 | 更正哪条: {which}", "2026-03-05 办理")
    fault = only(fold(*events))
    assert fault.path == ("进展", 1, "更正哪条")
    assert "2025-04-17 登记" in fault.remedy


def test_a_meeting_and_what_has_no_date_can_be_corrected() -> None:
    result = folded("2026-03-02 登记", "2026-03-09 更正 | 更正哪条: 2026-03-05 会议", meetings=[meeting("2026-03-05")])
    assert result.entries[1].correction
    old = folded("不详 登记", "2026-03 更正 | 更正哪条: 不详 登记", 截至="2026-03", 出处="台账")
    assert old.entries[0].correction
    wrong = fold("不详 登记", "2026-03 更正 | 更正哪条: 2026-03-02 登记", 截至="2026-03", 出处="台账")
    assert only(wrong).code == "更正对不上"
