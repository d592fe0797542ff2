"""The hands that a case went through: how long, up and down which levels, who came when, who checked."""

from datetime import date

import pytest
from records_helper import SEAT, folded, stands

from generator.fold.cases.relay import Relay, relay

REGISTERED = "2026-03-02 登记"
LEVELS = {
    SEAT: "社区",
    "示例街道": "街道",
    "示例区政府": "区",
    "供水公司": "企业",
    "住建局": "部门",
    "第一网格": "网格",
}
UP = "上报 | 交给"


def after(today: str, *events: str, frozen: bool = False, **top: str) -> Relay:
    result = folded(REGISTERED, *events, **top)
    now = stands(result, today, frozen)
    return relay(result, now, lambda unit: LEVELS.get(unit, ""), date.fromisoformat(today))


# Stretches


def test_each_stretch_is_as_wide_as_it_lasted() -> None:
    found = after("2026-04-11", "2026-03-02 转办 | 交给: 供水公司", "2026-03-12 上报 | 交给: 示例街道")
    assert [(leg.unit, leg.days, leg.share, leg.current) for leg in found.legs] == [
        (SEAT, 0, 0, False),
        ("供水公司", 10, 33, False),
        ("示例街道", 30, 100, True),
    ]


def test_the_shortest_stretch_can_still_be_seen() -> None:
    found = after("2027-03-03", "2026-03-03 转办 | 交给: 供水公司")
    assert [(leg.days, leg.share) for leg in found.legs] == [(1, 1), (365, 100)]


def test_a_case_of_one_day_has_no_width() -> None:
    assert [leg.share for leg in after("2026-03-02").legs] == [0]


def test_a_recheck_that_has_come_is_a_stretch_of_its_own() -> None:
    unsolved = "2026-03-05 办结 | 结果: 暂不能解决 | 原因: 甲 | 试过: 乙 | 谁能解决: 丙 | 复查: 2026-04-01"
    assert [leg.how for leg in after("2026-03-31", unsolved).legs] == ["登记"]
    assert [(leg.how, leg.days) for leg in after("2026-04-03", unsolved).legs] == [("登记", 3), ("复查", 2)]


def test_what_is_known_up_to_a_point_has_no_current_stretch() -> None:
    old = {"截至": "2026-06", "出处": "2026年6月的台账"}
    assert after("2026-06-30", frozen=True, **old).legs == ()


# Levels


@pytest.mark.parametrize(
    ("events", "ways"),
    [
        ((f"2026-03-03 {UP}: 示例街道", "2026-03-05 反馈"), ["", "上", "下"]),
        ((f"2026-03-03 {UP}: 住建局", "2026-03-05 反馈"), ["", "上", "下"]),
        (
            (
                f"2026-03-03 {UP}: 示例街道",
                f"2026-03-04 {UP}: 示例区政府 | 经办: 示例街道",
                "2026-03-05 反馈",
                "2026-03-06 反馈",
            ),
            ["", "上", "上", "下", "下"],
        ),
        (("2026-03-03 转办 | 交给: 供水公司", "2026-03-05 退回 | 原因: 甲"), ["", "", "回"]),
        (("2026-03-03 转办 | 交给: 第一网格",), ["", "下"]),
        (("2026-03-03 转办 | 交给: 示例街道",), ["", "上"]),
        (("2026-03-03 转办 | 交给: 供水公司", "2026-03-04 转办 | 交给: 住建局 | 经办: 供水公司"), ["", "", ""]),
    ],
)
def test_up_and_down_the_levels(events: tuple[str, ...], ways: list[str]) -> None:
    found = after("2026-04-01", *events)
    assert [leg.way for leg in found.legs] == ways
    assert found.levels == any(ways)


# Calls

CALLED = "2026-03-03 转办 | 交给: [供水公司, 物业公司]"


def answers(today: str, *events: str) -> list[tuple[str, int | None]]:
    return [(call.answer, call.days) for call in after(today, *events).calls]


def test_how_long_until_each_came() -> None:
    came = ("2026-03-03 报到 | 经办: 供水公司", "2026-03-10 报到 | 经办: 物业公司")
    assert answers("2026-04-01", CALLED, *came) == [("报到", 0), ("报到", 7)]


def test_times_count_by_their_days() -> None:
    came = ("2026-03-03 23:50 转办 | 交给: 供水公司", "2026-03-04 00:10 报到 | 经办: 供水公司")
    assert answers("2026-04-01", *came) == [("报到", 1)]


def test_who_has_not_come_is_waited_for_from_the_call_on() -> None:
    assert answers("2026-03-03", CALLED) == [("还没到", 0)] * 2
    assert answers("2026-03-10", CALLED) == [("还没到", 7)] * 2
    assert answers("2026-03-10", CALLED, "2026-03-06 退回 | 经办: 供水公司 | 原因: 甲") == [("退回", 3), ("还没到", 7)]


def test_who_works_on_it_is_there_though_nobody_wrote_so() -> None:
    worked = "2026-03-05 办理 | 经办: 供水公司"
    assert answers("2026-03-10", CALLED, worked) == [("动手", 2), ("还没到", 7)]
    assert answers("2026-03-10", CALLED, worked, "2026-03-06 报到 | 经办: 供水公司")[0] == ("报到", 3)


def test_nobody_is_waited_for_once_it_is_closed_or_taken_up_anew() -> None:
    closed = (CALLED, "2026-03-09 办结 | 结果: 已解决")
    assert answers("2026-03-10", *closed) == [("不再等", None)] * 2
    assert answers("2026-03-20", *closed, "2026-03-15 重办 | 原因: 甲") == [("不再等", None)] * 2
    again = "2026-03-16 转办 | 交给: 供水公司"
    assert answers("2026-03-20", *closed, "2026-03-15 重办 | 原因: 甲", again)[2:] == [("还没到", 4)]


# Checks


def test_who_checked_and_what_came_of_it() -> None:
    found = after(
        "2026-04-01",
        "2026-03-05 核查 | 结论: 未通过 | 经办: 第一网格",
        "2026-03-09 办结 | 结果: 已解决",
        "2026-03-10 核查 | 结论: 通过 | 经办: 示例街道",
        "2026-03-12 更正 | 更正哪条: 2026-03-05 核查",
    )
    assert [(check.by, check.day.iso, check.verdict) for check in found.checks] == [("示例街道", "2026-03-10", "通过")]
