"""Workflows of rules.yml: which can be walked; and steps that are passed over with a reason."""

from itertools import permutations
from typing import get_args

import pytest
from records_helper import LIMITS, fold, folded, meeting, stands

from generator.fold.cases.workflow import check, check_skipped, steps
from generator.records.case import Skipped
from generator.records.rules import Category, Rules, StepEvent, Workflow

EVENTS: tuple[str, ...] = get_args(StepEvent)
FIELDS = {
    "转办": "转办 | 交给: 供水公司",
    "公示": "公示 | 公示什么: 成果",
    "办结": "办结 | 结果: 已解决",
    "核查": "核查 | 结论: 通过 | 经办: 示例街道",
    "回访": "回访 | 解决: 是",
    "测评": "测评 | 人数: 9 | 满意: 9",
}


def method(*events: str) -> Workflow:
    named = tuple({"名称": f"第{number}步", "环节": event} for number, event in enumerate(events))
    return Workflow.model_validate({"名称": "方法", "步骤": named})


def codes(*workflows: Workflow) -> list[str]:
    rules = Rules.model_validate({"类别": (Category(名称="供水"),), "流程": workflows, "期限": LIMITS})
    return [fault.code for fault in check(rules)]


def walked(*events: str) -> bool:
    """Whether a case can have these events in this order."""
    typed, met = [], []
    for day, event in enumerate(events, 2):
        if event == "会议":
            met.append(meeting(f"2026-03-{day:02}"))
        else:
            typed.append(f"2026-03-{day:02} {FIELDS.get(event, event)}")
    return bool(typed) and fold(*typed, meetings=met).faults == ()


def can_be_walked(events: tuple[str, ...]) -> bool:
    """Try them, with a closing put in between where there is none."""
    begun = events if events[0] == "登记" else ("登记", *events)
    tries = [begun]
    if "办结" not in begun:
        tries += [(*begun[:at], "办结", *begun[at:]) for at in range(1, len(begun))]
    return any(walked(*each) for each in tries)


@pytest.mark.parametrize("first", EVENTS)
def test_a_workflow_is_refused_if_and_only_if_no_case_can_walk_it(first: str) -> None:
    for rest in [(), *permutations([event for event in EVENTS if event != first], 2)]:
        events = (first, *rest)
        assert (codes(method(*events)) == []) == can_be_walked(events), events


def test_two_steps_that_nobody_can_tell_apart() -> None:
    assert codes(method("登记", "办理", "办理")) == ["步骤重复"]
    twins = ({"名称": "办", "环节": "登记"}, {"名称": "办", "环节": "办结"})
    assert codes(Workflow.model_validate({"名称": "方法", "步骤": twins})) == ["步骤重复"]


# Passed over

LOOP = method("登记", "转办", "办理", "核查")


def skip(*names: str) -> tuple[Skipped, ...]:
    return tuple(Skipped.model_validate({"步骤": name, "原因": f"{name}不用"}) for name in names)


def told(*events: str, skipped: tuple[Skipped, ...]) -> list[tuple[str, str]]:
    now = stands(folded(*events), "2026-06-01")
    return [(step.progress, step.reason) for step in steps(LOOP, now.entries, now.face, False, skipped)]


def test_a_step_that_was_passed_over_says_why() -> None:
    events = ("2026-03-02 登记", "2026-03-04 办理")
    assert told(*events, skipped=skip("第1步")) == [("做了", ""), ("略过", "第1步不用"), ("正在做", ""), ("还没到", "")]
    assert told(*events, skipped=())[1] == ("未记录", "")


def test_a_step_may_be_passed_over_before_its_time() -> None:
    assert told("2026-03-02 登记", skipped=skip("第1步"))[1] == ("略过", "第1步不用")


@pytest.mark.parametrize(
    ("names", "paths"),
    [(["第1步"], []), (["第9步"], [0]), (["第2步"], [0]), (["第1步", "第1步"], [1]), (["第1步", "第3步"], [])],
)
def test_what_is_said_to_be_passed_over_is_a_step_that_was_not_taken(names: list[str], paths: list[int]) -> None:
    entries = folded("2026-03-02 登记", "2026-03-04 办理").entries
    assert [fault.path for fault in check_skipped(LOOP, entries, skip(*names))] == [
        ("略过", index, "步骤") for index in paths
    ]


def test_without_a_workflow_nothing_is_passed_over() -> None:
    entries = folded("2026-03-02 登记").entries
    assert [fault.path for fault in check_skipped(None, entries, skip("第1步"))] == [("略过",)]
    assert check_skipped(None, entries, ()) == []


def test_who_took_a_wish_up() -> None:
    wish = method("登记", "转办", "办结", "回访")
    now = stands(folded("2026-03-02 登记", "2026-03-04 转办 | 交给: [供水公司, 物业公司]"), "2026-06-01")
    assert [step.by for step in steps(wish, now.entries, now.face, False)] == ["桑榆社区", "供水公司", "", ""]
