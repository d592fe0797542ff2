"""What may follow what: every pair of a state and an event goes through the real fold.

The oracle is tests/table.txt, which was written from the design and not from the code.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_helper import ID, fold, folded, meeting, only, stands

from generator.fold.cases.case import Folded

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
        fault = only(after)
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
    fault = only(_happens(state, event))
    assert f"“{event}”" in fault.message or f"“{event.partition('·')[0]}”" in fault.message
    assert "公示·" not in event or f"“{event}”" in fault.message
    assert f"“{state}”" in fault.message
    named = set(fault.remedy.removeprefix("这时可以写：").split("、"))
    assert named <= may[state]
    plain = {re.sub("（.*）", "", word) for word in named}
    assert plain == {re.sub("（.*）", "", word) for word in may[state]}


def test_what_comes_before_registration_is_said_once() -> None:
    fault = only(fold("2026-03-02 办理", "2026-03-03 受理", "2026-03-04 办结 | 结果: 已解决"))
    assert fault.path == ("进展", 0, "环节")
    assert "登记" in fault.message
    assert "登记" in fault.remedy


@pytest.mark.parametrize(
    ("story", "day", "said"),
    [
        (["2026-03-02 登记"], "2026-03-01", "还没有登记"),
        (REACHED["撤下"], LATER, "“撤下”"),
        (REACHED["并入"], LATER, "“并入”"),
    ],
)
def test_a_meeting_out_of_place_is_to_be_mended_in_its_own_file(story: list[str], day: str, said: str) -> None:
    result = fold(*story, meetings=[meeting(day)])
    assert result.faults == ()
    ((path, fault),) = result.elsewhere
    assert (path, fault.path, fault.code) == ("meetings/m.yml", ("事项", 0), "顺序不对")
    assert said in fault.message and ID in fault.message and "日期" in fault.remedy


def test_a_case_that_begins_wrongly_puts_no_blame_on_its_meetings() -> None:
    result = fold("2026-03-02 办理", meetings=[meeting("2026-03-03")])
    assert len(result.faults) == 1 and result.elsewhere == ()


# Orders of any length


@pytest.mark.wide
@settings(max_examples=1000, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(sorted(WRITTEN)), max_size=12))
def test_of_any_order_the_table_alone_says_what_is_refused(events: list[str]) -> None:
    """What the table has may still lack something (条件不够 …); that is in test_conditions.py."""
    written = [f"2026-03-{day:02} {WRITTEN[event]}" for day, event in enumerate(["登记", *events], 2)]
    result = fold(*written)
    accepted = {entry.happening.path[1]: entry.state for entry in result.entries}
    faults = {fault.path[1]: fault.code for fault in result.faults}
    assert accepted.keys() | faults.keys() == set(range(len(written))), "each is accepted, or refused with a reason"
    state = accepted[0]
    assert state == TABLE["–", "登记"]
    for index, event in enumerate(events, 1):
        then = TABLE.get((state, event))
        assert (faults.get(index) == "顺序不对") == (then is None), (index, event, state)
        if index in accepted:
            assert accepted[index] == then, (index, event, state)
            state = accepted[index]
    assert result.state == state


# 撤下 is final


@pytest.mark.parametrize("event", WRITTEN)
def test_nothing_follows_on_a_withdrawal(event: str) -> None:
    result = fold(*REACHED["撤下"], f"{LATER} {WRITTEN[event]}")
    assert result.state == "撤下"
    assert "撤下" in only(result).message


# Rounds


@pytest.mark.parametrize(
    ("state", "event"), sorted(pair for pair, then in TABLE.items() if pair[0] == "已结" and then == "在办")
)
def test_what_opens_a_closed_case_begins_a_new_round(state: str, event: str) -> None:
    if event == "复查":
        unsolved = folded("2026-03-02 登记", "2026-03-05 " + WRITTEN["办结·暂不能解决"])
        assert stands(unsolved, RECHECK).round == 2
        return
    result = _happens(state, event)
    assert [entry.round for entry in result.entries] == [1, 1, 2]
    assert result.rounds[1].start.iso == LATER
    assert result.closing is None
