"""Numbers as people write them, and figures of reports: a number that is not in its own wording is refused."""

from decimal import Decimal

import pytest
from records_helper import problems_of

from generator.records import numbers


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("4000余人次", {4000}),
        ("10万多件", {100_000}),
        ("7万余元", {70_000}),
        ("1.5万人", {15_000}),
        ("3,179户", {3179}),
        ("３千户", {3000}),
        ("2至3名", {2, 3}),
        ("两盏", {2}),
        ("五十余件", {50}),
        ("十五个", {15}),
        ("一百零六户", {106}),
        ("三千一百二十", {3120}),
        ("两万三千", {23_000}),
        ("百余次", {100}),
        ("二〇二四", {2024}),
        ("百分之九十九", {99}),
        ("99.5%", {Decimal("99.5")}),
        ("不少", set()),
    ],
)
def test_numbers_in_a_wording(wording: str, found: set[Decimal]) -> None:
    assert numbers.within(wording) == found


@pytest.mark.parametrize(
    ("wording", "number", "unit", "about", "codes"),
    [
        ("4000余人次", "4000", "人次", "是", []),
        ("10万多件", "100000", "件", "是", []),
        ("五十余件", "50", "件", "是", []),
        ("不少于3次", "3", "次", "", []),
        ("100%", "100", "'%'", "", []),
        ("10万多件", "10", "件", "是", ["数对不上"]),
        ("1200个", "1020", "个", "", ["数对不上"]),
        ("995%", "995", "'%'", "", ["百分比"]),
        ("1200个", "1200", "个", "是", ["约数"]),
        ("1200多个", "1200", "个", "", ["约数"]),
        ("少了3户", "-3", "户", "", ["数字"]),
        ("很多", "99999999999", "户", "是", ["数字"]),
    ],
)
def test_a_figure_says_what_the_report_says(wording: str, number: str, unit: str, about: str, codes: list[str]) -> None:
    text = f"- 名称: 甲\n  说法: {wording}\n  数: {number}\n  单位: {unit}\n  谁的: 乙\n  截至: 2025\n  出处: 丙\n"
    found = problems_of("reported.yml", text + (f"  约: {about}\n" if about else ""))
    assert [each.code for each in found] == codes


@pytest.mark.parametrize(("typed", "said"), [("-3", "不能小于 0"), ("99999999999", "太大"), ("三个", "一个整数")])
def test_a_count_that_is_none_is_answered_for_what_it_is(typed: str, said: str) -> None:
    text = f"- 月份: 2026-03\n  社区: 甲\n  数:\n    - {{种类: 调解, 件数: {typed}, 办成: 0}}\n"
    (problem,) = problems_of("counts/a.yml", text)
    assert problem.code == "数字" and said in problem.message
