"""Sums of counts that may not all be said, and of what cost may be added up."""

import pytest
from records_helper import case_text
from test_figures import DESK, START, register
from test_register import build

from generator.fold.figures.tables import GOOD, YEAR, Said
from generator.register import Register
from generator.view import View
from generator.view.figures import Figures
from generator.view.outcomes import Cost

SANGYU, WANQING = "桑榆社区", "晚晴社区"
Count = tuple[str, str, int, int]
"""Month, community, how many, how many of them came to a good end."""


def counting(*rows: Count, kind: str = "调解", **more: str) -> Register:
    text = "".join(
        f"- {{月份: {month}, 社区: {where}, 数: [{{种类: {kind}, 件数: {cases}, 办成: {good}}}]}}\n"
        for month, where, cases, good in rows
    )
    return register([START], **{"counts/a.yml": text}, **more)


# Several years together


def test_a_year_that_is_hidden_hides_the_sum_of_all_years() -> None:
    made = counting(("2025-03", SANGYU, 3, 3), ("2026-03", SANGYU, 50, 50))
    total = made.world.counts.total
    assert total("调解", "2026", YEAR) == 50 and not isinstance(total("调解", "2025", YEAR), int)
    for place in ("", "sangyu", "shi"):
        assert total("调解", "", YEAR, place) == total("调解", "", GOOD, place) == "withheld", place
    assert total("调解", "", YEAR, "wanqing") is None


def test_years_that_are_all_said_are_added_up() -> None:
    made = counting(("2025-03", SANGYU, 30, 20), ("2026-03", SANGYU, 50, 40))
    assert (made.world.counts.total("调解", "", YEAR), made.world.counts.total("调解", "", GOOD)) == (80, 60)


def test_a_community_that_is_hidden_hides_the_sum_of_what_has_it_and_another() -> None:
    """`shi` has three communities that count, the district two of them: nobody says the two together."""
    places = (
        "- {名称: 甲市, 层级: 市, 代码: shi, 下级: ["
        "{名称: 甲区, 层级: 区, 代码: qu, 下级: [{名称: 桑榆社区, 层级: 社区, 代码: sangyu, 下级: ["
        "{名称: 桑榆苑, 层级: 小区, 代码: yuan}]}, {名称: 晚晴社区, 层级: 社区, 代码: wanqing}]},"
        " {名称: 乙区, 层级: 区, 代码: yi, 下级: [{名称: 河东社区, 层级: 社区, 代码: hedong}]}]}\n"
    )
    rows = [("2026-03", SANGYU, 3), ("2026-03", WANQING, 50), ("2026-03", "河东社区", 40)]
    text = "".join(
        f"- {{月份: {month}, 社区: {where}, 数: [{{种类: 调解, 件数: {cases}, 办成: {cases}}}]}}\n"
        for month, where, cases in rows
    )
    files = {"places.yml": places, "counts/a.yml": text, "cases/SY-2026-001.yml": case_text(START)}
    made, problems = build(files)
    assert made and problems == []
    total = made.world.counts.total
    assert not isinstance(total("调解", "2026", YEAR, "sangyu"), int)
    assert total("调解", "2026", YEAR, "qu") == "withheld"


# At the desk and elsewhere


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("2026-03", SANGYU, 3, 3)], ("withheld", "withheld")),
        ([("2025-03", SANGYU, 3, 3), ("2026-03", SANGYU, 60, 60)], (71, "withheld")),
        ([("2025-03", SANGYU, 60, 60)], (11, 71)),
        ([("2026-03", SANGYU, 60, 60)], (71, 71)),
    ],
)
def test_what_was_done_on_the_spot_is_hidden_where_a_part_is(rows: list[Count], said: tuple[Said, Said]) -> None:
    made = counting(*rows, kind="即办", **{"desks/a.yml": DESK})
    assert made.today.year == 2026 and made.figures.by_key["on-the-spot"].value().part == 11
    assert Figures(made).instant() == said


def test_nothing_is_said_of_both_where_nobody_counts_elsewhere() -> None:
    assert Figures(register([START], **{"desks/a.yml": DESK})).instant() == (None, None)


# What it cost


def test_a_closing_that_was_corrected_is_not_added_up() -> None:
    closed = "2026-03-20 办结 | 结果: 已解决 | 费用: {} | 资金来源: 物业"
    made = register(
        [START, closed.format(100)],
        [START, closed.format(9000), "2026-03-21 更正 | 更正哪条: 2026-03-20 办结 | 说明: 少写一个零"],
        [START, "2026-03-20 办结 | 结果: 已解决"],
        [START, closed.format(7)],
    )
    outcomes = View(made, "").outcomes
    assert len(outcomes.solved()) == 4
    assert outcomes.cost() == Cost(2, 107)
