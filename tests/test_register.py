"""Records put together: what only shows between files, and what a day does to it."""

from datetime import date

import pytest
from records_helper import case_text, meeting_text

from generator import read, register
from generator.problem import Problem
from generator.register import Register

BASE = {
    "portal.yml": "名称: 甲\n主办: 乙\n简介: 丙\n社区: 桑榆社区\n总机: {名称: 丁, 电话: 000-1, 时间: 白天}\n",
    "places.yml": "- {名称: 桑榆社区, 层级: 社区, 代码: sangyu, 下级: [{名称: 桑榆苑, 层级: 小区, 代码: yuan}]}\n",
    "units.yml": "- {简称: 居委会, 级别: 社区, 管辖: 桑榆社区}\n",
    "contacts.yml": "- {岗位: 网格员, 级别: 网格, 地点: 桑榆苑, 管什么: 甲, 电话: 000-2}\n",
    "rules.yml": "类别: [{名称: 供水}]\n流程: [{名称: 即办, 步骤: [{名称: 登记, 环节: 登记}]}]\n"
    "期限: {答复: 3个工作日, 办结: 30个工作日}\n",
}
REGISTERED = "2026-03-02 登记"


def build(files: dict[str, str], today: str = "2026-06-01") -> tuple[Register | None, list[Problem]]:
    """The register of some files beside the base ones; an empty text takes a file away."""
    texts = {path: text for path, text in {**BASE, **files}.items() if text}
    readings = [read.read(path, text.encode()) for path, text in sorted(texts.items())]
    made, problems = register.build(readings, date.fromisoformat(today), lambda path: texts[path].encode())
    return made, sorted(problems)


def cases(**stories: list[str]) -> dict[str, str]:
    """Case files by the last letter of their ids: `a=[…]` is SY-2026-001."""
    ids = {letter: f"SY-2026-{ord(letter) - 96:03}" for letter in stories}
    return {f"cases/{ids[letter]}.yml": case_text(*story, 编号=ids[letter]) for letter, story in stories.items()}


def merged(number: int) -> list[str]:
    return [REGISTERED, f"2026-03-03 并案 | 并入: SY-2026-{number:03}"]


def test_a_good_portal_has_no_problems() -> None:
    made, problems = build(cases(a=[REGISTERED]))
    assert problems == []
    assert made and made.rolls.ids("all") == ["SY-2026-001"]
    case = made.case("SY-2026-001")
    assert [place.code for place in case.places] == ["yuan"]
    assert case.seat == "居委会"
    assert case.standing.holder and case.standing.holder.days == 91


def test_without_a_unit_the_place_itself_acts() -> None:
    made, _ = build({**cases(a=[REGISTERED]), "units.yml": "- {简称: 居委会, 级别: 社区}\n"})
    assert made and made.case("SY-2026-001").seat == "桑榆苑"


def test_one_may_be_merged_into_what_was_merged() -> None:
    assert build(cases(a=merged(2), b=merged(3), c=[REGISTERED]))[1] == []


def test_merging_in_a_circle_is_said_of_each_that_lies_on_it() -> None:
    _, problems = build(cases(a=merged(2), b=merged(3), c=merged(1), d=merged(1)))
    assert [(p.file, p.line, p.code) for p in problems] == [
        (f"content/cases/SY-2026-00{number}.yml", 13, "并来并去") for number in (1, 2, 3)
    ]


def test_nothing_is_merged_into_itself() -> None:
    _, (problem,) = build(cases(a=merged(1)))
    assert problem.code == "不认识的编号"


def test_a_case_may_name_one_that_cannot_be_read() -> None:
    broken = {"cases/SY-2026-002.yml": "标题：甲\n"}
    _, problems = build({**cases(a=merged(2)), **broken})
    assert [problem.file for problem in problems] == ["content/cases/SY-2026-002.yml"]


def test_two_files_with_one_id() -> None:
    text = case_text(REGISTERED)
    made, (problem,) = build({"cases/a/SY-2026-001.yml": text, "cases/b/SY-2026-001.yml": text})
    assert (problem.file, problem.code) == ("content/cases/b/SY-2026-001.yml", "编号重复")
    assert "cases/a/SY-2026-001.yml" in problem.message
    assert made


def test_today_is_not_the_future() -> None:
    story = cases(a=["2026-06-01 登记"])
    assert build(story, "2026-06-01")[1] == []
    _, (problem,) = build(story, "2026-05-31")
    assert (problem.line, problem.code) == (9, "日期在以后")
    met = {**cases(a=[REGISTERED]), "meetings/a.yml": meeting_text("2026-06-01")}
    assert build(met, "2026-06-01")[1] == []
    _, (problem,) = build(met, "2026-05-31")
    assert (problem.file, problem.line, problem.code) == ("content/meetings/a.yml", 1, "日期在以后")
    old = {"cases/SY-2026-001.yml": case_text("2026-05 登记", 截至="2026-06", 出处="台账")}
    assert build(old, "2026-06-01")[1] == []
    _, (problem,) = build(old, "2026-05-31")
    assert (problem.line, problem.code) == (8, "日期在以后")


def test_meetings_of_one_name_are_both_told() -> None:
    meetings = {f"meetings/{m}/四方会议.yml": meeting_text(f"2026-{m}-10") for m in ("04", "05")}
    made, problems = build({**cases(a=[REGISTERED]), **meetings})
    assert problems == []
    assert made
    days = [entry.happening.day.iso for entry in made.case("SY-2026-001").folded.entries]
    assert days == ["2026-03-02", "2026-04-10", "2026-05-10"]


def test_what_all_others_need() -> None:
    made, (problem,) = build({"units.yml": ""})
    assert made is None
    assert (problem.file, problem.code) == ("content/units.yml", "缺文件")
    made, problems = build({"units.yml": "甲: 乙\n", **cases(a=["2026-03-02 已办"])})
    assert made is None
    assert [problem.code for problem in problems] == ["不认识的环节", "要分条"]


def test_an_unknown_community_stops_the_build_but_not_the_check() -> None:
    portal = BASE["portal.yml"].replace("桑榆社区", "桑渝社区")
    made, problems = build({"portal.yml": portal, **cases(a=["2026-03-02 办理"])})
    assert made is None
    assert [problem.code for problem in problems] == ["顺序不对", "不认识的地点"]


def test_a_case_without_a_known_place_or_category_has_only_that_said() -> None:
    files = {"cases/SY-2026-001.yml": case_text("2026-03-02 办理", 地点="柳岸", 类别="供电")}
    made, problems = build(files)
    assert [problem.code for problem in problems] == ["不认识的类别", "不认识的地点"]
    assert made and made.rolls.ids("all") == []


@pytest.mark.parametrize(
    ("story", "top", "line", "code"),
    [
        (["2026-03-02 登记 | 经办: 网格"], {}, 11, "不认识的单位"),
        ([REGISTERED, "2026-03-03 转办 | 交给: [居委会, 网格员, 水务局]"], {}, 13, "不认识的单位"),
        ([REGISTERED, "2026-03-03 上报 | 交给: 街道"], {}, 13, "不认识的单位"),
        ([REGISTERED, "2026-03-03 办结 | 结果: 已转出 | 转给: 街道"], {}, 14, "不认识的单位"),
        ([REGISTERED, "2026-03-03 并案 | 并入: SY-2026-009"], {}, 13, "不认识的编号"),
        ([REGISTERED], {"类别": "供电"}, 4, "不认识的类别"),
        ([REGISTERED], {"地点": "[柳岸]"}, 5, "不认识的地点"),
        ([REGISTERED], {"地点": "[桑榆苑, 柳岸]"}, 5, "不认识的地点"),
        ([REGISTERED], {"流程": "五步法"}, 8, "不认识的流程"),
        ([REGISTERED], {"政策": "gaoling"}, 8, "不认识的政策"),
        ([REGISTERED], {"场次": "2026-03-02 柳岸"}, 8, "不认识的地点"),
        ([REGISTERED], {"场次": "2026-03-02"}, 8, "场次"),
        ([REGISTERED], {"场次": "3月2日 桑榆苑"}, 8, "场次"),
        ([REGISTERED], {"场次": "不详 桑榆苑"}, 8, "场次"),
        ([REGISTERED], {"场次": "2026-03-02 25:00 桑榆苑"}, 8, "场次"),
        ([REGISTERED], {"场次": "2026-03-03 桑榆苑"}, 8, "日期先后"),
        ([REGISTERED], {"场次": "2026-06-02 桑榆苑"}, 8, "日期在以后"),
        ([REGISTERED], {"场次": "2026-03-02 桑榆苑", "来源": "来电"}, 8, "来源对不上"),
    ],
)
def test_a_word_that_no_other_record_knows(story: list[str], top: dict[str, str], line: int, code: str) -> None:
    _, problems = build({"cases/SY-2026-001.yml": case_text(*story, **top)})
    assert [(problem.line, problem.code) for problem in problems] == [(line, code)]


def test_an_unknown_name_is_mended_before_what_it_makes_fail() -> None:
    story = [REGISTERED, "2026-03-03 转办 | 交给: 居委", "2026-03-04 报到 | 经办: 居委会"]
    _, (problem,) = build(cases(a=story))
    assert problem.code == "不认识的单位"
    _, (problem,) = build(cases(a=[REGISTERED, "2026-03-04 报到 | 经办: 居委会"]))
    assert problem.code == "条件不够"


def test_words_that_other_records_know() -> None:
    story = [
        "2026-03-02 登记 | 经办: 网格员",
        "2026-03-03 转办 | 交给: [居委会, 网格员]",
        "2026-03-04 上报 | 交给: 居委会",
        "2026-03-05 办结 | 结果: 已转出 | 转给: 居委会",
    ]
    top = {"地点": "[桑榆苑, 桑榆社区]", "流程": "即办", "场次": "2026-03-02 桑榆社区/桑榆苑"}
    made, problems = build({"cases/SY-2026-001.yml": case_text(*story, **top)})
    assert problems == []
    assert made and made.case("SY-2026-001").workflow


@pytest.mark.parametrize("start", ["08:30 ", "8:30 ", "8：30 ", ""])
def test_a_session_is_found_by_its_hour_as_it_is_written(start: str) -> None:
    desk = "名称: 桌\n安排: [{日期: 2026-03-02, 时间: [8:30-9:30, 18:00-19:00], 地点: 桑榆苑}]\n"
    case = case_text("2026-03-02 登记", 场次=f"2026-03-02 {start}桑榆苑")
    made, problems = build({"desks/a.yml": desk, "cases/SY-2026-001.yml": case})
    assert problems == []
    assert made and (session := made.case("SY-2026-001").session) and session.start == "08:30"


def test_what_a_report_tells_may_be_of_any_session() -> None:
    top = {"截至": "2026-05", "出处": "报道", "场次": "2026-04-02 桑榆苑"}
    assert build({"cases/SY-2026-001.yml": case_text("2026-03-02 登记", **top)})[1] == []


def test_words_of_the_residents() -> None:
    made, problems = build({"rules.yml": BASE["rules.yml"] + "用语: {测评: 打分}\n"})
    assert problems == []
    assert made and made.world.words["测评"] == "打分"
    assert made.world.words["待答复"] == "记下了"
    _, (problem,) = build({"rules.yml": BASE["rules.yml"] + "用语:\n  测平: 打分\n"})
    assert (problem.line, problem.code) == (5, "不认识的用语")
    assert "“测评”" in problem.remedy
