"""What follows from a case's events: who has it, in which order, how it stands on a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_helper import SEAT, fold, folded, meeting, stands, steady, story_of

from generator.fold.cases.case import Folded
from generator.fold.cases.workflow import steps
from generator.records.rules import Workflow

REGISTERED = "2026-03-02 登记"
OLD = {"截至": "2026-06", "出处": "2026年6月的台账"}


# Who has it, and for how many days


def held(result: Folded, today: str) -> list[tuple[str, int | None]]:
    return [(each.unit, each.days) for each in stands(result, today).holders]


def test_the_baton_goes_from_hand_to_hand() -> None:
    result = folded(
        REGISTERED,
        "2026-03-04 转办 | 交给: [供水公司, 物业公司]",
        "2026-03-10 退回 | 原因: 不归我们管",
        "2026-03-11 上报 | 交给: 示例街道",
        "2026-03-20 反馈",
        "2026-03-25 办结 | 结果: 已解决",
    )
    assert held(result, "2026-06-01") == [(SEAT, 2), ("供水公司", 6), (SEAT, 1), ("示例街道", 9), (SEAT, 5)]
    assert stands(result, "2026-06-01").holder is None
    assert result.stretches[1].helpers == ("物业公司",)


def test_the_one_who_has_it_now_has_had_it_until_today() -> None:
    result = folded(REGISTERED, "2026-03-04 转办 | 交给: 供水公司")
    holder = stands(result, "2026-03-14").holder
    assert holder and (holder.unit, holder.days) == ("供水公司", 10)


def test_whoever_registered_it_has_it_first() -> None:
    result = folded(f"{REGISTERED} | 经办: 桑榆苑网格员")
    assert held(result, "2026-03-05") == [("桑榆苑网格员", 3)]


def test_a_reply_goes_to_the_one_who_reported_whoever_has_it() -> None:
    result = folded(
        REGISTERED,
        "2026-03-03 上报 | 交给: 示例街道",
        "2026-03-05 转办 | 交给: 供水公司 | 经办: 示例街道",
        "2026-03-10 反馈 | 经办: 示例街道",
    )
    assert held(result, "2026-03-10") == [(SEAT, 1), ("示例街道", 2), ("供水公司", 5), (SEAT, 0)]


def test_two_reports_are_answered_from_the_top_down() -> None:
    up = (REGISTERED, "2026-03-03 上报 | 交给: 示例街道", "2026-03-05 上报 | 交给: 示例区政府 | 经办: 示例街道")
    assert folded(*up, "2026-03-10 反馈").stretches[-1].unit == "示例街道"
    assert folded(*up, "2026-03-10 反馈", "2026-03-11 反馈").stretches[-1].unit == SEAT


def test_what_is_given_back_goes_one_step_back_each_time() -> None:
    down = (REGISTERED, "2026-03-03 转办 | 交给: 供水公司", "2026-03-05 转办 | 交给: 物业公司 | 经办: 供水公司")
    back = "退回 | 原因: 不归我们管"
    assert folded(*down, f"2026-03-06 {back}").stretches[-1].unit == "供水公司"
    assert folded(*down, f"2026-03-06 {back}", f"2026-03-07 {back}").stretches[-1].unit == SEAT


def test_who_has_it_when_it_is_opened_again() -> None:
    closed = (REGISTERED, "2026-03-04 转办 | 交给: 供水公司", "2026-03-10 办结 | 结果: 已解决")
    assert folded(*closed, "2026-03-20 重办 | 原因: 又停水").stretches[-1].unit == SEAT
    assert folded(*closed, "2026-03-20 重办 | 原因: 又停水 | 经办: 物业公司").stretches[-1].unit == "物业公司"
    not_passed = folded(*closed, "2026-03-20 核查 | 结论: 未通过 | 经办: 示例街道")
    assert not_passed.stretches[-1].unit == "供水公司"
    assert held(not_passed, "2026-03-21") == [(SEAT, 2), ("供水公司", 6), ("供水公司", 1)]


def test_nobody_has_what_was_merged_or_withdrawn() -> None:
    for end in ("并案 | 并入: SY-2026-002", "撤下 | 原因: 写错了地方"):
        assert stands(folded(REGISTERED, f"2026-03-05 {end}"), "2026-03-09").holder is None


def test_calls_and_when_each_unit_came() -> None:
    result = folded(
        REGISTERED,
        "2026-03-03 转办 | 交给: [供水公司, 物业公司]",
        "2026-03-05 报到 | 经办: 物业公司",
        "2026-03-06 转办 | 交给: 供水公司",
        "2026-03-09 报到",
    )
    assert [(c.unit, c.called.iso, c.came and c.came.iso) for c in result.calls] == [
        ("供水公司", "2026-03-03", "2026-03-09"),
        ("物业公司", "2026-03-03", "2026-03-05"),
        ("供水公司", "2026-03-06", None),
    ]


# The order of the story


def test_events_are_sorted_by_date_and_ties_stay_as_written() -> None:
    learned_late = folded(REGISTERED, "2026-03-09 办理", "2026-03-03 受理", "2026-03-09 回访 | 解决: 是")
    assert story_of(learned_late) == ["登记", "受理", "办理", "回访"]
    assert story_of(folded("2026-03-02 登记", "2026-03-02 受理", "2026-03-02 办理")) == ["登记", "受理", "办理"]


def test_a_time_sorts_within_its_day() -> None:
    events = ("2026-03-02 登记", "2026-03-03 15:00 办理", "2026-03-03 09:00 受理", "2026-03-03 回访 | 解决: 是")
    assert story_of(folded(*events)) == ["登记", "受理", "回访", "办理"]
    events = ("2026-03-02 登记", "2026-03-03 回访 | 解决: 是", "2026-03-03 15:00 办理", "2026-03-03 09:00 受理")
    assert story_of(folded(*events)) == ["登记", "回访", "受理", "办理"]


def test_meetings_stand_among_the_events() -> None:
    meetings = [meeting("2026-03-10"), meeting("2026-03-04"), meeting("2026-03-09")]
    result = folded(REGISTERED, "2026-03-05 办理", "2026-03-09 办结 | 结果: 已解决", meetings=meetings)
    assert story_of(result) == ["登记", "会议", "办理", "办结", "会议", "会议"]
    assert [entry.happening.day.iso for entry in result.entries][4:] == ["2026-03-09", "2026-03-10"]


def test_a_meeting_is_called_by_its_host_or_by_the_community() -> None:
    result = folded(REGISTERED, meetings=[meeting("2026-03-04", host="示例街道"), meeting("2026-03-05")])
    assert [entry.by for entry in result.entries] == [SEAT, "示例街道", SEAT]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (["2025-04 登记", "2025-04-20 受理"], ["登记", "受理"]),
        (["2025-04-20 登记", "2025-04 受理"], ["登记", "受理"]),
        (["2025-04-30 登记", "2025-04 受理"], ["登记", "受理"]),
        (["2025-04-20 登记", "不详 受理", "2025-06-01 办理"], ["登记", "受理", "办理"]),
        (["不详 登记", "2025-04-20 受理"], ["登记", "受理"]),
        (["2025-04-20 登记", "2025 受理", "2025-06-01 办理"], ["登记", "受理", "办理"]),
        (["2025-04-20 登记", "2025-06-01 办理", "2025-05 受理"], ["登记", "受理", "办理"]),
        (["2025-04-20 登记", "2025-06-01 办理", "2025-04 受理"], ["登记", "受理", "办理"]),
        (["2024-12 登记", "2025 受理", "2025-01-03 办理"], ["登记", "受理", "办理"]),
        (["2025-12 登记", "2025-12-31 受理", "2026-01-01 办理"], ["登记", "受理", "办理"]),
    ],
)
def test_a_date_known_in_part_keeps_its_place(written: list[str], told: list[str]) -> None:
    assert story_of(folded(*written, **OLD)) == told


def test_a_case_with_a_clock_needs_days() -> None:
    faults = fold("2026-03 登记", "不详 办理").faults
    assert [fault.path for fault in faults] == [("进展", 0, "日期"), ("进展", 1, "日期")]
    assert all("截至" in fault.remedy for fault in faults)
    assert folded("2026-03 登记", "不详 办理", **OLD).state == "在办"


# Known only up to a point


def test_what_is_known_up_to_a_point_has_no_clock() -> None:
    result = folded("2026-03-02 登记", "2026-03-04 转办 | 交给: 供水公司", **OLD)
    now = stands(result, "2027-06-01", frozen=True)
    assert now.state == "在办"
    assert now.due is None
    assert now.silent_days is None
    assert now.holder and now.holder.days is None


def test_of_what_is_known_up_to_a_point_only_those_acted_whom_it_names() -> None:
    events = ("2026-03-02 登记", "2026-03-04 办理 | 经办: 供水公司")
    assert [entry.by for entry in folded(*events, **OLD).entries] == ["", "供水公司"]
    assert [entry.by for entry in folded(*events).entries] == [SEAT, "供水公司"]


def test_what_is_known_up_to_a_point_is_never_rechecked() -> None:
    closing = "2026-03-04 办结 | 结果: 暂不能解决 | 原因: 没有钱 | 试过: 加压 | 谁能解决: 区里 | 复查: 2026-05-01"
    result = folded("2026-03-02 登记", closing, **OLD)
    assert stands(result, "2027-06-01", frozen=True).state == "已结"


# As of a day


def test_days_without_news() -> None:
    result = folded(REGISTERED, "2026-03-04 受理", meetings=[meeting("2026-03-10")])
    assert stands(result, "2026-03-10").silent_days == 0
    assert stands(result, "2026-03-31").silent_days == 21
    closed = folded(REGISTERED, "2026-03-04 办结 | 结果: 已解决")
    assert stands(closed, "2026-03-31").silent_days is None


@pytest.mark.parametrize(
    ("events", "face"),
    [
        ([], "待答复"),
        (["受理"], "在办"),
        (["办结 | 结果: 已解决"], "已解决"),
        (["办结 | 结果: 已答复 | 答复: 可以"], "已答复"),
        (["办结 | 结果: 已转出 | 转给: 示例街道"], "已转出"),
        (["办结 | 结果: 暂不能解决 | 原因: 甲 | 试过: 乙 | 谁能解决: 丙 | 复查: 2026-12-01"], "暂不能解决"),
        (["办结 | 结果: 已解决", "重办 | 原因: 又停水"], "在办"),
        (["并案 | 并入: SY-2026-002"], "并入"),
        (["撤下 | 原因: 写错了地方"], "撤下"),
        (["办结 | 结果: 已解决", "撤下 | 原因: 写错了地方"], "撤下"),
    ],
)
def test_the_face_is_the_state_or_the_result(events: list[str], face: str) -> None:
    result = folded(REGISTERED, *(f"2026-03-04 {event}" for event in events))
    assert stands(result, "2026-03-05").face == face


# The steps of a local method


def method(*events: str) -> Workflow:
    """A method whose steps are called like their events."""
    return Workflow.model_validate({"名称": "方法", "步骤": tuple({"名称": event, "环节": event} for event in events)})


FIVE_STEPS = method("登记", "会议", "办理", "公示", "测评")
LOOP = method("登记", "转办", "办理", "核查")


def progress(workflow: Workflow, result: Folded, frozen: bool = False) -> str:
    now = stands(result, "2026-06-01", frozen)
    taken = steps(workflow, now.entries, now.face, frozen)
    assert [step.name for step in taken] == [step.name for step in workflow.steps]
    return " ".join(step.progress for step in taken)


def test_the_last_step_begun_is_going_on_while_the_case_is_open() -> None:
    assert progress(FIVE_STEPS, folded(REGISTERED)) == "正在做 还没到 还没到 还没到 还没到"
    met = folded(REGISTERED, meetings=[meeting("2026-03-04")])
    assert progress(FIVE_STEPS, met) == "做了 正在做 还没到 还没到 还没到"
    done = folded(REGISTERED, "2026-03-05 办理", "2026-03-06 办结 | 结果: 已解决", meetings=[meeting("2026-03-04")])
    assert progress(FIVE_STEPS, done) == "做了 做了 做了 还没到 还没到"


def test_a_step_that_was_passed_over_was_not_recorded() -> None:
    assert progress(FIVE_STEPS, folded(REGISTERED, "2026-03-05 办理")) == "做了 未记录 正在做 还没到 还没到"


def test_publishing_the_plan_is_not_publishing_the_result() -> None:
    plan = folded(REGISTERED, "2026-03-05 公示 | 公示什么: 方案")
    assert progress(FIVE_STEPS, plan) == "正在做 还没到 还没到 还没到 还没到"
    result = folded(REGISTERED, "2026-03-05 办结 | 结果: 已解决", "2026-03-06 公示 | 公示什么: 成果")
    assert progress(FIVE_STEPS, result) == "做了 未记录 未记录 做了 还没到"


def test_what_ended_without_being_solved_goes_no_further() -> None:
    answered = folded(REGISTERED, "2026-03-05 办结 | 结果: 已答复 | 答复: 可以")
    assert progress(FIVE_STEPS, answered) == "做了 没走到 没走到 没走到 没走到"


def test_a_new_round_goes_through_the_steps_again() -> None:
    first = (REGISTERED, "2026-03-03 转办 | 交给: 供水公司", "2026-03-04 办理", "2026-03-05 办结 | 结果: 已解决")
    checked = folded(*first, "2026-03-06 核查 | 结论: 通过 | 经办: 示例街道")
    assert progress(LOOP, checked) == "做了 做了 做了 做了"
    again = folded(*first, "2026-03-06 核查 | 结论: 未通过 | 经办: 示例街道")
    assert progress(LOOP, again) == "正在做 还没到 还没到 还没到"


def test_nobody_knows_the_later_steps_of_what_is_known_up_to_a_point() -> None:
    result = folded(REGISTERED, "2026-03-05 办理", **OLD)
    assert progress(FIVE_STEPS, result, frozen=True) == "做了 未记录 做了 未记录 未记录"


def test_a_step_has_the_day_of_its_first_event() -> None:
    result = folded(REGISTERED, "2026-03-05 办理", "2026-03-09 办理")
    days = [step.day and step.day.iso for step in steps(FIVE_STEPS, result.entries, "在办", False)]
    assert days == ["2026-03-02", None, "2026-03-05", None, None]


# Whatever is written, the fold neither breaks nor contradicts itself

_PARTS = st.sampled_from([
    "登记", "受理", "转办 | 交给: [供水公司, 物业公司]", "转办 | 交给: 示例街道", "上报 | 交给: 示例街道", "报到",
    "报到 | 经办: 物业公司", "反馈", "退回 | 原因: 不归我们管", "办理", "延期 | 延至: 2026-04-20 | 原因: 等",
    "核查 | 结论: 通过", "核查 | 结论: 未通过 | 经办: 示例街道", "公示 | 公示什么: 方案", "公示 | 公示什么: 成果",
    "回访 | 解决: 否", "测评 | 人数: 9 | 满意: 9", "办结 | 结果: 已解决", "并案 | 并入: SY-2026-002", "后续",
    "办结 | 结果: 暂不能解决 | 原因: 甲 | 试过: 乙 | 谁能解决: 丙 | 复查: 2026-03-15",
    "重办 | 原因: 又停水", "更正 | 更正哪条: 2026-03-02 登记", "撤下 | 原因: 写错了地方",
])  # fmt: skip
_DAYS = st.one_of(
    st.integers(2, 31).map(lambda number: f"2026-03-{number:02}"),
    st.sampled_from(["2026-03", "2026", "不详", "2026-03-09 09:30"]),
)
_EVENTS = st.lists(st.tuples(_DAYS, _PARTS).map(" ".join), max_size=9)


@steady
@given(events=_EVENTS, days=st.lists(st.integers(2, 28), max_size=2), frozen=st.booleans())
def test_any_story_folds(events: list[str], days: list[int], frozen: bool) -> None:
    meetings = [meeting(f"2026-03-{day:02}") for day in days]
    result = fold(REGISTERED, *events, meetings=meetings, **(OLD if frozen else {}))
    for one, next_ in zip(result.stretches, result.stretches[1:], strict=False):
        assert one.end is not None
        assert next_.start.latest >= one.end.earliest
    if result.entries:
        assert result.entries[-1].state == result.state
        assert result.entries[-1].round == len(result.rounds)
    for today in ("2026-03-14", "2026-03-15", "2026-12-31"):
        now = stands(result, today, frozen)
        assert (now.holder is not None) == (now.open and bool(result.entries))
        assert now.open or now.due is None
        if frozen:
            assert now.due is None
            assert now.silent_days is None


def test_a_recheck_is_within_three_years() -> None:
    def closed(recheck: str) -> list[str]:
        closing = f"2026-03-04 办结 | 结果: 暂不能解决 | 原因: 没有钱 | 试过: 加压 | 谁能解决: 区里 | 复查: {recheck}"
        return [fault.code for fault in fold("2026-03-02 登记", closing).faults]

    assert closed("2029-03-04") == [] and closed("2029-03-06") == ["复查太晚"]
