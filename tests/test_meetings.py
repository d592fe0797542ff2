"""Meetings: with cases or with a place; who took part; and where what is wrong is said."""

import pytest
from records_helper import case_text, problems_of
from test_register import build

from generator.problem import Problem
from generator.view import View
from generator.view.values import Sitting


def meeting(**said: str) -> str:
    usual = {
        "日期": "2026-03-10",
        "会议": "四方会议",
        "参加": "[居委会, 居民代表]",
        "商定": "先量水压。",
        "事项": "[SY-2026-001]",
    }
    return "".join(f"{key}: {value}\n" for key, value in {**usual, **said}.items() if value)


def built(*meetings: str, **stories: list[str]) -> tuple[View, list[Problem]]:
    """The view of some meetings beside the cases a, b …, by the last letter of their ids."""
    files = {f"meetings/{number}.yml": text for number, text in enumerate(meetings, 1)}
    for letter, story in (stories or {"a": ["2026-03-02 登记"]}).items():
        key = f"SY-2026-{ord(letter) - 96:03}"
        files[f"cases/{key}.yml"] = case_text(*story, 编号=key)
    made, problems = build(files)
    assert made
    return View(made, ""), problems


def listed(*meetings: str, **stories: list[str]) -> list[Sitting]:
    view, problems = built(*meetings, **stories)
    assert problems == []
    return list(view.meetings.newest(99))


def test_it_has_a_case_or_a_place() -> None:
    assert problems_of("meetings/m.yml", meeting(事项="", 地点="桑榆苑")) == ()
    assert problems_of("meetings/m.yml", meeting(地点="桑榆苑")) == ()
    (problem,) = problems_of("meetings/m.yml", meeting(事项=""))
    assert problem.code == "缺地点"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("居委会", ""),
        ("网格员", ""),
        ("业主委员会", ""),
        ("楼栋长", ""),
        ("楼长", "不认识的单位"),
        ("张三", "不认识的单位"),
        ("居民代表张三", "不认识的单位"),
    ],
)
def test_units_posts_and_groups_take_part_and_no_person(who: str, code: str) -> None:
    _, problems = built(meeting(参加=f"[居委会, {who}]") if who != "居委会" else meeting(参加="居委会"))
    assert [(each.line, each.code) for each in problems] == ([(3, code)] if code else [])


def test_the_nearest_words_are_named() -> None:
    _, (problem,) = built(meeting(参加="[楼长]"))
    assert "“楼栋长”" in problem.remedy


def test_a_place_that_is_not_there() -> None:
    _, (problem,) = built(meeting(事项="", 地点="[桑榆苑, 桑榆院]"))
    assert (problem.file, problem.line, problem.code) == ("content/meetings/1.yml", 5, "不认识的地点")


def test_what_does_not_fit_into_a_case_is_said_beside_the_id_in_the_meetings_file() -> None:
    text = meeting(事项="[SY-2026-001, SY-2026-002, SY-2026-003]")
    _, problems = built(
        text, a=["2026-03-02 登记"], b=["2026-03-11 登记"], c=["2026-03-02 登记", "2026-03-09 撤下 | 原因: 甲"]
    )
    assert [(each.file, each.line, each.column, each.code) for each in problems] == [
        ("content/meetings/1.yml", 5, 19, "顺序不对"),
        ("content/meetings/1.yml", 5, 32, "顺序不对"),
    ]
    assert "SY-2026-002 还没有登记" in problems[0].message and "“撤下”" in problems[1].message


def test_one_that_served_several_cases_is_one() -> None:
    (sitting,) = listed(meeting(事项="[SY-2026-001, SY-2026-002]"), a=["2026-03-02 登记"], b=["2026-03-02 登记"])
    assert [case.id for case in sitting.cases] == ["SY-2026-001", "SY-2026-002"]
    assert [place.name for place in sitting.places] == ["桑榆苑"], "each place once"
    assert sitting.host == "居委会"


def test_the_newest_first_and_each_with_an_address_of_its_own() -> None:
    found = listed(meeting(), meeting(日期="2026-05", 会议="议事会", 事项="", 地点="桑榆苑"), meeting())
    assert [each.anchor for each in found] == ["m-2026-05", "m-2026-03-10", "m-2026-03-10-2"]


def test_without_a_case_it_has_its_place_and_the_unit_that_sits_there() -> None:
    (sitting,) = listed(meeting(事项="", 地点="[桑榆苑]"))
    assert ([place.code for place in sitting.places], sitting.cases, sitting.host) == (["yuan"], (), "居委会")
    assert not sitting.hidden and sitting.decided == "先量水压。"


CORRECTED = "2026-03-12 更正 | 更正哪条: 2026-03-10 会议 | 说明: 甲"


@pytest.mark.parametrize(
    ("story", "struck", "hidden"),
    [
        (["2026-03-02 登记"], False, False),
        (["2026-03-02 登记", CORRECTED], True, False),
        (["2026-03-02 登记", f"{CORRECTED} | 涉及隐私: 是"], True, True),
        (
            ["2026-03-02 登记", "2026-03-05 办理", "2026-03-12 更正 | 更正哪条: 2026-03-05 办理 | 涉及隐私: 是"],
            False,
            False,
        ),
    ],
)
def test_what_a_case_takes_back_is_not_told_here(story: list[str], struck: bool, hidden: bool) -> None:
    (sitting,) = listed(meeting(), a=story)
    assert (sitting.struck, sitting.hidden) == (struck, hidden)
    assert (sitting.decided == "" == "".join(sitting.attended)) == hidden


def test_one_case_that_takes_it_back_is_enough() -> None:
    text = meeting(事项="[SY-2026-001, SY-2026-002]")
    (sitting,) = listed(text, a=["2026-03-02 登记"], b=["2026-03-02 登记", f"{CORRECTED} | 涉及隐私: 是"])
    assert sitting.hidden
    (sitting,) = listed(text, a=["2026-03-02 登记"], b=["2026-03-02 登记", "2026-03-12 撤下 | 原因: 甲"])
    assert not sitting.hidden and [case.id for case in sitting.cases] == ["SY-2026-001"]


def test_one_that_was_only_about_withdrawn_matters_is_neither_named_nor_counted() -> None:
    gone = ["2026-03-02 登记", "2026-03-12 撤下 | 原因: 甲"]
    secret, place = meeting(会议="秘密会"), meeting(事项="", 地点="[桑榆苑]")
    assert listed(secret, meeting(会议="秘密会", 地点="桑榆苑"), a=gone) == []
    found = listed(secret, place, a=gone)
    assert [(each.anchor, each.kind) for each in found] == [("m-2026-03-10-2", "四方会议")], "as it was printed"


@pytest.mark.parametrize("day", ["2026-03", "2026"])
def test_a_matter_with_a_clock_asks_for_the_day_of_a_meeting(day: str) -> None:
    text = meeting(日期=day, 事项="[SY-2026-001, SY-2026-002]")
    _, problems = built(text, a=["2026-01-02 登记"], b=["2026-01-02 登记"])
    assert [(each.file, each.line, each.code) for each in problems if each.code != "顺序不对"] == [
        ("content/meetings/1.yml", 1, "日期不全")
    ], "once, for both"
    assert listed(meeting(日期=day, 事项="", 地点="桑榆苑"))
    made, problems = build(
        {
            "meetings/1.yml": meeting(日期=day),
            "cases/SY-2026-001.yml": case_text("2026-01 登记", 截至="2026-05", 出处="报道"),
        }
    )
    assert made and problems == []
