"""What may follow what: every pair of a state and an event goes through the real fold.

The oracle is tests/table.txt, which was written from the design and not from the code.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from records_helper import SEAT, fold, folded, meeting, stands, story_of

from generator.fold.case import Folded
from generator.problem import Fault

LATER = "2026-03-20"
RECHECK = "2026-04-10"

# How each state is reached. 在办 has all that an event may need: a call that is open, a 上报 without
# an answer, a deadline, and no 受理 yet.
REACHED = {
    "–": (),
    "待答复": ("2026-03-02 登记",),
    "在办": ("2026-03-02 登记", "2026-03-03 转办 | 交给: [供水公司]", "2026-03-04 上报 | 交给: 示例街道"),
    "已结": ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决"),
    "并入": ("2026-03-02 登记", "2026-03-05 并案 | 并入: SY-2026-002"),
    "撤下": ("2026-03-02 登记", "2026-03-05 撤下 | 原因: 写错了地方"),
}

# What staff write for each event. The 更正 and the 核查 meet what they need in every state.
WRITTEN = {
    "登记": "登记",
    "受理": "受理",
    "转办": "转办 | 交给: [物业公司]",
    "上报": "上报 | 交给: 示例街道",
    "办理": "办理",
    "报到": "报到 | 经办: 供水公司",
    "反馈": "反馈",
    "退回": "退回 | 原因: 不归我们管",
    "延期": "延期 | 延至: 2026-06-01 | 原因: 等材料",
    "核查·通过": "核查 | 经办: 物业公司 | 结论: 通过",
    "核查·未通过": "核查 | 经办: 物业公司 | 结论: 未通过",
    "公示·方案": "公示 | 公示什么: 方案",
    "公示·成果": "公示 | 公示什么: 成果",
    "回访": "回访 | 解决: 是",
    "测评": "测评 | 人数: 10 | 满意: 9",
    "办结·已解决": "办结 | 结果: 已解决",
    "办结·已答复": "办结 | 结果: 已答复 | 答复: 可以办",
    "办结·暂不能解决": f"办结 | 结果: 暂不能解决 | 原因: 管道老 | 试过: 加压 | 谁能解决: 区里 | 复查: {RECHECK}",
    "办结·已转出": "办结 | 结果: 已转出 | 转给: 示例街道",
    "并案": "并案 | 并入: SY-2026-002",
    "后续": "后续",
    "重办": "重办 | 原因: 又停水",
    "更正": "更正 | 更正哪条: 2026-03-02 登记",
    "撤下": "撤下 | 原因: 写错了地方",
}
BY_ITSELF = ("会议", "复查")


def _table() -> dict[tuple[str, str], str]:
    text = (Path(__file__).parent / "table.txt").read_text("utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return {(before, event): then for before, event, then in rows}


TABLE = _table()
PAIRS = [(state, event) for state in REACHED for event in (*WRITTEN, "会议")]
PAIRS.remove(("–", "会议"))  # a case has at least one event of its own


def _happens(state: str, event: str) -> Folded:
    if event == "会议":
        return fold(*REACHED[state], meetings=[meeting(LATER)])
    return fold(*REACHED[state], f"{LATER} {WRITTEN[event]}")


def _only(result: Folded) -> Fault:
    assert len(result.faults) == 1, result.faults
    return result.faults[0]


def test_the_table_names_only_states_and_events_that_there_are() -> None:
    assert {before for before, _ in TABLE} <= REACHED.keys()
    assert {event for _, event in TABLE} <= {*WRITTEN, *BY_ITSELF}
    assert set(TABLE.values()) <= {*REACHED, "needs"}


@pytest.mark.parametrize("state", [state for state in REACHED if state != "–"])
def test_each_state_is_reached(state: str) -> None:
    assert folded(*REACHED[state]).state == state


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_what_the_table_allows_is_accepted_and_nothing_else(state: str, event: str) -> None:
    before, after = len(REACHED[state]), _happens(state, event)
    then = TABLE.get((state, event))
    if then is None or then == "needs":
        fault = _only(after)
        assert fault.code == ("条件不够" if then else "顺序不对")
        assert fault.message
        assert fault.remedy
        assert len(after.entries) == before
        if state != "–":
            assert after.state == state
    else:
        assert after.faults == ()
        assert after.state == then
        assert len(after.entries) == before + 1
        assert after.entries[-1].state == then


@pytest.mark.parametrize(
    ("state", "event"),
    [pair for pair in PAIRS if pair not in TABLE and pair[0] not in ("–", "撤下") and pair[1] != "会议"],
)
def test_a_refusal_says_what_may_follow(state: str, event: str) -> None:
    may: dict[str, set[str]] = defaultdict(set)
    for before, each in TABLE:
        word, _, variant = each.partition("·")
        if each not in BY_ITSELF:
            may[before] |= {f"{word}（{variant}）", word} if variant else {word}
    fault = _only(_happens(state, event))
    assert event.partition("·")[0] in fault.message
    assert f"“{state}”" in fault.message
    named = set(fault.remedy.removeprefix("这时可以写：").split("、"))
    assert named <= may[state]
    plain = {re.sub("（.*）", "", word) for word in named}
    assert plain == {re.sub("（.*）", "", word) for word in may[state]}


def test_what_comes_before_registration_is_said_once() -> None:
    fault = _only(fold("2026-03-02 办理", "2026-03-03 受理", "2026-03-04 办结 | 结果: 已解决"))
    assert fault.path == ("进展", 0, "环节")
    assert "登记" in fault.message
    assert "登记" in fault.remedy


def test_a_meeting_out_of_place_is_named_by_its_day() -> None:
    fault = _only(fold("2026-03-02 登记", meetings=[meeting("2026-03-01")]))
    assert "2026-03-01 的会议" in fault.message
    fault = _only(fold(*REACHED["撤下"], meetings=[meeting(LATER)]))
    assert f"{LATER} 开会" in fault.message
    assert "meetings" in fault.remedy


# 受理 once a round


def test_a_matter_is_taken_on_once_a_round() -> None:
    start = ("2026-03-02 登记", "2026-03-03 受理")
    fault = _only(fold(*start, "2026-03-04 受理"))
    assert "受理" in fault.message
    assert "办理" in fault.remedy
    again = ("2026-03-05 办结 | 结果: 已解决", "2026-03-09 重办 | 原因: 又停水", "2026-03-10 受理")
    assert folded(*start, *again).state == "在办"
    assert _only(fold(*start, *again, "2026-03-11 受理")).path == ("进展", 5, "环节")


# 报到 needs an open call to that unit


CALLED = ("2026-03-02 登记", "2026-03-03 转办 | 交给: [供水公司, 物业公司]")


def test_each_unit_that_was_called_comes_once() -> None:
    came = ("2026-03-04 报到 | 经办: 物业公司", "2026-03-05 报到 | 经办: 供水公司")
    assert folded(*CALLED, *came).state == "在办"
    assert _only(fold(*CALLED, *came, "2026-03-06 报到 | 经办: 物业公司")).code == "条件不够"


def test_who_was_not_called_cannot_come() -> None:
    fault = _only(fold(*CALLED, "2026-03-04 报到 | 经办: 示例街道"))
    assert "转办" in fault.remedy


def test_the_one_who_leads_comes_where_nobody_is_named() -> None:
    assert folded(*CALLED, "2026-03-04 报到").calls[0].came


def test_a_call_ends_with_the_round_and_with_the_matter_given_back() -> None:
    back = "2026-03-04 退回 | 原因: 不归我们管"
    assert _only(fold(*CALLED, back, "2026-03-05 报到 | 经办: 供水公司")).code == "条件不够"
    assert folded(*CALLED, back, "2026-03-05 报到 | 经办: 物业公司").calls[1].came
    again = ("2026-03-05 办结 | 结果: 已解决", "2026-03-09 重办 | 原因: 又停水")
    assert _only(fold(*CALLED, *again, "2026-03-10 报到 | 经办: 物业公司")).code == "条件不够"


# 反馈 needs an open 上报, 退回 a sender


REPORTED = ("2026-03-02 登记", "2026-03-03 上报 | 交给: 示例街道")


def test_one_answer_to_one_report() -> None:
    assert folded(*REPORTED, "2026-03-04 反馈").stretches[-1].unit == SEAT
    assert _only(fold(*REPORTED, "2026-03-04 反馈", "2026-03-05 反馈")).code == "条件不够"
    assert _only(fold(*CALLED, "2026-03-04 反馈")).code == "条件不够"


def test_what_came_from_nobody_cannot_be_given_back() -> None:
    back = "退回 | 原因: 不归我们管"
    assert _only(fold("2026-03-02 登记", "2026-03-03 受理", f"2026-03-04 {back}")).code == "条件不够"
    assert _only(fold(*CALLED, f"2026-03-04 {back}", f"2026-03-05 {back}")).path == ("进展", 3, "环节")


def test_an_answered_report_leaves_nobody_to_give_back_to() -> None:
    assert _only(fold(*REPORTED, "2026-03-04 反馈", "2026-03-05 退回 | 原因: 不归我们管")).code == "条件不够"


def test_a_report_that_was_given_back_waits_for_no_answer() -> None:
    assert _only(fold(*REPORTED, "2026-03-04 退回 | 原因: 不归我们管", "2026-03-05 反馈")).code == "条件不够"


def test_only_the_one_who_has_it_gives_it_back() -> None:
    back = "2026-03-04 退回 | 原因: 不归我们管 | 经办: "
    assert folded(*CALLED, back + "供水公司").stretches[-1].unit == SEAT
    fault = _only(fold(*CALLED, back + "物业公司"))
    assert "经办" in fault.remedy


# 延期 needs a deadline, and moves it


def test_without_a_deadline_nothing_is_put_off() -> None:
    late = "2026-03-04 延期 | 延至: 2026-06-01 | 原因: 等材料"
    fault = _only(fold("2026-03-02 登记", late, 截至="2026-03", 出处="台账"))
    assert fault.code == "条件不够"


@pytest.mark.parametrize("until", ["2026-03-04", "2026-03-03", "2026-03-05"])
def test_a_deadline_moves_only_to_a_later_day(until: str) -> None:
    # 登记 on Monday 2 March: the answer is due on Thursday 5 March.
    fault = _only(fold("2026-03-02 登记", f"2026-03-04 延期 | 延至: {until} | 原因: 等材料"))
    assert fault.path == ("进展", 1, "延至")


# The one who checks is not the one who closed


def test_who_closed_does_not_check() -> None:
    closed = ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决 | 经办: 物业公司")
    assert _only(fold(*closed, "2026-03-06 核查 | 结论: 通过 | 经办: 物业公司")).code == "条件不够"
    assert folded(*closed, "2026-03-06 核查 | 结论: 通过").state == "已结"
    by_default = ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决")
    fault = _only(fold(*by_default, "2026-03-06 核查 | 结论: 未通过"))
    assert "经办" in fault.remedy


# An unhappy 回访 needs 重办 or a reason


UNHAPPY = ("2026-03-02 登记", "2026-03-05 办结 | 结果: 已解决", "2026-03-09 回访 | 解决: 否")


def test_an_unhappy_visit_needs_a_new_round_or_a_reason() -> None:
    fault = _only(fold(*UNHAPPY))
    assert fault.path == ("进展", 2, "环节")
    assert "重办" in fault.remedy
    assert "原因" in fault.remedy
    folded(*UNHAPPY[:2], UNHAPPY[2] + " | 原因: 想换新泵，今年没有钱")
    folded(*UNHAPPY, "2026-03-10 重办 | 原因: 又停水")
    folded(*UNHAPPY, "2026-03-10 核查 | 结论: 未通过 | 经办: 物业公司")
    assert _only(fold(*UNHAPPY, "2026-03-10 后续")).code == "回访未解决"


def test_a_visit_while_it_is_open_or_half_solved_needs_nothing() -> None:
    folded("2026-03-02 登记", "2026-03-09 回访 | 解决: 否")
    folded(*UNHAPPY[:2], "2026-03-09 回访 | 解决: 部分")


# A 复查 date that has come opens the case again


UNSOLVED = ("2026-03-02 登记", f"2026-03-05 {WRITTEN['办结·暂不能解决']}")


def test_the_day_of_a_recheck_opens_the_case_whether_or_not_anything_is_written() -> None:
    result = folded(*UNSOLVED)
    assert result.state == "已结"
    assert stands(result, "2026-04-09").state == "已结"
    came = stands(result, RECHECK)
    assert came.state == TABLE["已结", "复查"]
    assert came.round == 2
    assert came.entries[-1].happening.kind == "复查"
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
    fault = _only(fold(*UNSOLVED, f"{RECHECK} 重办 | 原因: 有钱了"))
    assert "复查" in fault.message
    assert "不用写“重办”" in fault.remedy
    fault = _only(fold(*UNSOLVED, f"{RECHECK} 后续"))
    assert "复查" in fault.message
    assert "办理" in fault.remedy


def test_reopening_merging_and_withdrawing_end_the_wait() -> None:
    reopened = folded(*UNSOLVED, "2026-03-20 重办 | 原因: 有钱了", "2026-04-20 办理")
    assert len(reopened.rounds) == 2
    withdrawn = folded(*UNSOLVED, "2026-03-20 撤下 | 原因: 写错了地方")
    assert stands(withdrawn, "2026-05-01").state == "撤下"


def test_a_recheck_lies_after_its_closing() -> None:
    fault = _only(fold("2026-03-02 登记", "2026-04-10 " + WRITTEN["办结·暂不能解决"]))
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
    fault = _only(fold(*events))
    assert fault.path == ("进展", 1, "更正哪条")
    assert "2025-04-17 登记" in fault.remedy


def test_a_meeting_and_what_has_no_date_can_be_corrected() -> None:
    result = folded("2026-03-02 登记", "2026-03-09 更正 | 更正哪条: 2026-03-05 会议", meetings=[meeting("2026-03-05")])
    assert result.entries[1].correction
    old = folded("不详 登记", "2026-03 更正 | 更正哪条: 不详 登记", 截至="2026-03", 出处="台账")
    assert old.entries[0].correction


# 撤下 is final


@pytest.mark.parametrize("event", WRITTEN)
def test_nothing_follows_on_a_withdrawal(event: str) -> None:
    result = fold(*REACHED["撤下"], f"{LATER} {WRITTEN[event]}")
    assert result.state == "撤下"
    assert "撤下" in _only(result).message


# Rounds


@pytest.mark.parametrize(
    ("state", "event"), sorted(pair for pair, then in TABLE.items() if pair[0] == "已结" and then == "在办")
)
def test_what_opens_a_closed_case_begins_a_new_round(state: str, event: str) -> None:
    if event == "复查":
        assert stands(folded(*UNSOLVED), RECHECK).round == 2
        return
    result = _happens(state, event)
    assert [entry.round for entry in result.entries] == [1, 1, 2]
    assert result.rounds[1].start.iso == LATER
    assert result.closing is None
