"""Notices: what one may say, what is wrong between it and the rest, and where it is told."""

from collections.abc import Iterable
from datetime import date

import pytest
from records_helper import case_text, problems_of
from test_register import REGISTERED, build

from generator.problem import Problem
from generator.view import View
from generator.view.values import Announced

TODAY = "2026-11-20"
PLACES = """
- 名称: 示例街道
  层级: 街道
  代码: jiedao
  下级:
    - 名称: 桑榆社区
      层级: 社区
      代码: sangyu
      下级:
        - 名称: 桑榆苑
          层级: 小区
          代码: yuan
          下级: [{名称: 1号楼, 层级: 楼栋, 代码: yuan-1}, {名称: 2号楼, 层级: 楼栋, 代码: yuan-2}]
        - {名称: 槐安巷, 层级: 巷, 代码: huai}
    - {名称: 晚晴社区, 层级: 社区, 代码: wan}
"""
UNITS = "- {简称: 居委会, 级别: 社区, 管辖: 桑榆社区, 电话: 000-1}\n- {简称: 没电话, 级别: 企业}\n"


def notice(body: str = "停水。", **front: str) -> str:
    usual = {
        "标题": "停水",
        "种类": "停水停电",
        "从": "2026-11-20",
        "到": "2026-11-22",
        "地点": "桑榆苑",
        "更新": TODAY,
    }
    lines = [f"{key}: {value}" for key, value in {**usual, **front}.items() if value]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def alone(**front: str) -> list[tuple[int, str]]:
    """What is wrong with a notice by itself: lines and codes."""
    return [(each.line, each.code) for each in problems_of("notices/x.md", notice(**front))]


def built(today: str = TODAY, **notices: str) -> tuple[View, list[Problem]]:
    files = {"places.yml": PLACES, "units.yml": UNITS, "cases/SY-2026-001.yml": case_text(REGISTERED)}
    files |= {f"notices/{name.replace('_', '-')}.md": text for name, text in notices.items()}
    made, problems = build(files, today)
    assert made
    return View(made, ""), problems


def view(today: str = TODAY, **notices: str) -> View:
    made, problems = built(today, **notices)
    assert problems == []
    return made


def off(*lines: str) -> str:
    return "".join(f"\n  - {each}" for each in lines)


# By itself


@pytest.mark.parametrize("last", ["2026-11-20", "2026-11-21", "2026-11-20 00:00"])
def test_it_may_end_on_the_day_on_which_it_begins(last: str) -> None:
    assert alone(到=last) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-20", "2026-11-19"), ("2026-11-20 09:00", "2026-11-20 09:00"), ("2026-11-20 09:00", "2026-11-20 08:59")],
)
def test_it_may_not_end_before_it_begins(first: str, last: str) -> None:
    assert alone(从=first, 到=last) == [(5, "日期先后")]


def test_two_years_at_most() -> None:
    assert alone(到="2028-11-20") == []
    assert alone(到="2028-11-22") == [(5, "时段太长")]


def test_the_same_is_off_once() -> None:
    one = "{停什么: 水, 从: 2026-11-20 09:00, 到: 2026-11-20 11:00}"
    assert alone(停=f"[{one}, {one.replace('水', '电')}]") == []
    assert alone(停=f"[{one}, {one}]") == [(8, "写了两次")]


def test_only_one_kind_may_have_no_end() -> None:
    assert alone(种类="通知", 到="") == []
    for sort in ("施工", "停水停电", "公示", "活动"):
        assert alone(种类=sort, 到="") == [(4, "缺少")], sort


@pytest.mark.parametrize(
    "day", ["2026", "2026-11", "不详", "2026-11-31", "2026-11-20 24:00", "11月20日", "2026-11-20 9:00"]
)
def test_it_has_days(day: str) -> None:
    assert alone(从=day) == [(4, "日期")]


@pytest.mark.parametrize(
    ("stretch", "code"),
    [
        ("{停什么: 水, 从: 2026-11-20, 到: 2026-11-22}", ""),
        ("{停什么: 水, 从: 2026-11-20 08:00, 到: 2026-11-22 23:59}", ""),
        ("{停什么: 水, 从: 2026-11-20, 到: 2026-11-22, 每天: 09:00-11:30}", ""),
        ("{停什么: 水, 从: 2026-11-19 23:00, 到: 2026-11-22}", "日期先后"),
        ("{停什么: 水, 从: 2026-11-20, 到: 2026-11-23 00:00}", "日期先后"),
        ("{停什么: 水, 从: 2026-11-21, 到: 2026-11-20}", "日期先后"),
        ("{停什么: 水, 从: 2026-11-20 09:00, 到: 2026-11-22, 每天: 09:00-11:30}", "钟点"),
        ("{停什么: 水, 从: 2026-11-20, 到: 2026-11-22, 每天: 11:30-09:00}", "钟点"),
        ("{停什么: 水, 从: 2026-11-20, 到: 2026-11-22, 每天: 9点-11点半}", "钟点"),
        ("{停什么: 天然气, 从: 2026-11-20, 到: 2026-11-22}", "不认识的词"),
    ],
)
def test_what_is_off_is_off_while_it_lasts(stretch: str, code: str) -> None:
    assert [found for _, found in alone(停=off(stretch))] == ([code] if code else [])


def test_daily_hours_count_against_the_times_of_the_notice() -> None:
    daily = off("{停什么: 水, 从: 2026-11-20, 到: 2026-11-22, 每天: 09:00-11:30}")
    assert alone(从="2026-11-20 09:00", 到="2026-11-22 11:30", 停=daily) == []
    assert alone(从="2026-11-20 09:30", 停=daily) == [(8, "日期先后")]
    assert alone(到="2026-11-22 11:00", 停=daily) == [(8, "日期先后")]


# Beside the rest


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        ({"地点": "桑榆院"}, 6, "不认识的地点"),
        ({"地点": "1号楼"}, 0, ""),
        ({"找谁": "居委"}, 8, "不认识的单位"),
        ({"找谁": "没电话"}, 8, "没有电话"),
        ({"找谁": "网格员"}, 0, ""),
        ({"事项": "[SY-2026-002]"}, 8, "不认识的编号"),
        ({"事项": "[SY-2026-001]"}, 0, ""),
        ({"更新": "2026-11-21"}, 7, "日期在以后"),
    ],
)
def test_what_it_names_is_there(front: dict[str, str], line: int, code: str) -> None:
    _, problems = built(tingshui=notice(**front))
    assert [(each.line, each.code) for each in problems] == ([(line, code)] if code else [])


def test_its_name_is_its_address() -> None:
    files = {f"notices/{folder}/x.md": notice(更新="2026-05-01") for folder in "ab"}
    _, (problem,) = build(files | {"places.yml": PLACES})
    assert (problem.file, problem.code) == ("content/notices/b/x.md", "编号重复")
    _, (problem,) = build({"notices/2026.md": notice(更新="2026-05-01"), "places.yml": PLACES})
    assert problem.code == "文件名"


def test_only_a_post_with_a_mobile_may_be_called_too() -> None:
    contacts = "- {岗位: 代办员, 级别: 社区, 地点: 桑榆苑, 管什么: 甲, 手机: 000-9, 本人同意公开: 是}\n"
    files = {"places.yml": PLACES, "contacts.yml": contacts, "notices/x.md": notice(找谁="代办员", 更新="2026-06-01")}
    made, problems = build(files)
    assert problems == [] and made
    assert View(made, "").answerer("代办员").phone == "000-9"


# Where and when it is told


def titles(found: Iterable[Announced]) -> list[str]:
    return [each.title for each in found]


@pytest.mark.parametrize(
    ("today", "now", "ahead", "past", "live"),
    [
        ("2026-11-12", 0, 1, 0, 0),
        ("2026-11-13", 0, 1, 0, 1),
        ("2026-11-19", 0, 1, 0, 1),
        ("2026-11-20", 1, 0, 0, 1),
        ("2026-11-22", 1, 0, 0, 1),
        ("2026-11-23", 0, 0, 1, 0),
    ],
)
def test_each_day_finds_it_in_one_list(today: str, now: int, ahead: int, past: int, live: int) -> None:
    board = view(today, tingshui=notice(更新="2026-11-01")).notices
    assert (len(board.now), len(board.ahead), len(board.past), len(board.live())) == (now, ahead, past, live)


def test_up_to_the_community_and_down_to_every_building() -> None:
    made = view(
        building=notice(标题="楼", 地点="1号楼"),
        estate=notice(标题="苑", 地点="桑榆苑"),
        community=notice(标题="社区", 地点="桑榆社区"),
        street=notice(标题="街道", 地点="示例街道"),
    )
    told = {
        code: set(titles(made.notices.live(code)))
        for code in ("jiedao", "sangyu", "yuan", "yuan-1", "yuan-2", "huai", "wan")
    }
    assert told == {
        "jiedao": {"街道"},
        "sangyu": {"街道", "社区", "苑", "楼"},
        "yuan": {"街道", "社区", "苑", "楼"},
        "yuan-1": {"街道", "社区", "苑", "楼"},
        "yuan-2": {"街道", "社区", "苑"},
        "huai": {"街道", "社区"},
        "wan": {"街道"},
    }


def test_what_turns_something_off_comes_first_then_what_ends_first() -> None:
    made = view(
        a=notice(标题="长", 到="2026-12-31"),
        b=notice(标题="短", 到="2026-11-21"),
        c=notice(标题="停", 从="2026-11-21", 停=off("{停什么: 水, 从: 2026-11-21, 到: 2026-11-22}")),
        d=notice(标题="没有到", 种类="通知", 到=""),
    )
    assert titles(made.notices.live()) == ["停", "短", "长", "没有到"]


DAILY = "{停什么: 水, 从: 2026-11-20, 到: 2026-11-22, 每天: 09:00-11:30}"
ONCE = "{停什么: 电, 从: 2026-11-24 09:00, 到: 2026-11-24 15:00}"
LIFT = "{停什么: 电梯, 从: 2026-11-24 09:00, 到: 2026-11-24 15:00}"


@pytest.mark.parametrize(
    ("today", "now", "more"),
    [
        ("2026-11-19", "停水", 1),
        ("2026-11-22", "停水", 1),
        ("2026-11-23", "停电、电梯停用", 0),
        ("2026-11-24", "停电、电梯停用", 0),
        ("2026-11-25", "", 0),
    ],
)
def test_the_next_outage_is_told_and_none_that_is_over(today: str, now: str, more: int) -> None:
    made = view(
        today, x=notice(种类="施工", 从="2026-11-01", 到="2026-12-31", 停=off(ONCE, LIFT, DAILY), 更新="2026-11-01")
    )
    (told,) = made.notices.live()
    assert ("、".join(told.off.what) if told.off else "", told.more) == (now, more)
    assert told.sort == "施工" and [len(each.what) for each in told.outages] == [1, 2]


def test_works_whose_outage_is_over_no_longer_come_first() -> None:
    fronts = {"种类": "施工", "从": "2026-11-01", "更新": "2026-11-01"}
    early, late = "{停什么: 水, 从: 2026-11-19, 到: 2026-11-19}", "{停什么: 水, 从: 2026-11-25, 到: 2026-11-25}"
    made = view(
        a=notice(标题="停过了", 到="2026-11-30", 停=off(early), **fronts),
        b=notice(标题="不停", 到="2026-11-21", **fronts),
        c=notice(标题="快停了", 到="2026-12-31", 停=off(late), **fronts),
        d=notice(标题="今天停", 到="2027-12-31", 停=off("{停什么: 水, 从: 2026-11-20, 到: 2026-11-20}"), **fronts),
    )
    assert titles(made.notices.live()) == ["今天停", "快停了", "不停", "停过了"]


@pytest.mark.parametrize(
    ("typed", "sort"),
    [("暖气", "停暖气"), ("电梯", "电梯停用"), ("燃气", "停气"), ("网络", "断网"), ("水", "停水"), ("电", "停电")],
)
def test_what_is_off_is_said_in_plain_words(typed: str, sort: str) -> None:
    made = view(x=notice(停=off(f"{{停什么: {typed}, 从: 2026-11-20, 到: 2026-11-20}}")))
    assert [each.sort for each in made.notices.now] == [sort]
    assert [each.sort for each in view(x=notice()).notices.now] == ["停水停电"]


def test_what_matters_in_some_days_is_what_is_in_force_or_off_then() -> None:
    made = view(
        a=notice(标题="长", 种类="施工", 从="2026-10-01", 到="2026-12-31", 停=off(ONCE), 更新="2026-11-01"),
        b=notice(标题="没有到", 种类="通知", 到=""),
        c=notice(标题="两天", 种类="活动"),
        d=notice(标题="停", 从="2026-11-01", 到="2026-11-30", 停=off(ONCE), 更新="2026-11-01"),
    ).notices

    def between(first: int, last: int) -> list[str]:
        return titles(made.between(date(2026, 11, first), date(2026, 11, last)))

    assert between(1, 19) == ["长"] and between(22, 23) == ["长", "两天"]
    assert between(24, 30) == ["长", "停"] and between(25, 30) == ["长"]
    assert titles(made.between(date(2026, 12, 31), date(2027, 1, 6))) == ["长"]
    assert made.between(date(2027, 1, 1), date(2027, 1, 7)) == ()


def test_a_withdrawn_one_is_in_no_list() -> None:
    made = view(x=notice(撤下="写错了", 事项="[SY-2026-001]"))
    board = made.notices
    assert (board.now, board.ahead, board.past, board.live(), board.about("SY-2026-001")) == ((),) * 5
    assert not board.counts
    assert "11" in board.months["2026"] and board.slugs() == ("x",)


DISPLAY = "2026-11-16 公示 | 公示什么: 方案 | 公示至: 2026-11-20"


@pytest.mark.parametrize(
    ("story", "today", "said"),
    [
        ([DISPLAY], "2026-11-20", ["公示办法"]),
        ([DISPLAY], "2026-11-16", ["公示办法"]),
        (["2026-11-10 办结 | 结果: 已解决", DISPLAY.replace("方案", "成果")], "2026-11-16", ["公示结果"]),
        ([DISPLAY], "2026-11-21", []),
        (["2026-11-16 公示 | 公示什么: 方案"], "2026-11-20", []),
        ([DISPLAY, "2026-11-17 更正 | 更正哪条: 2026-11-16 公示 | 说明: 贴错了。"], "2026-11-20", []),
        ([DISPLAY, "2026-11-18 撤下 | 原因: 不该公开"], "2026-11-20", []),
    ],
)
def test_what_a_case_has_on_display_is_there_while_it_is(story: list[str], today: str, said: list[str]) -> None:
    files = {"cases/SY-2026-001.yml": case_text("2026-11-02 登记", *story)}
    made, problems = build(files, today)
    assert problems == [] and made
    board = View(made, "").notices
    assert [(each.sort, each.title.partition("：")[0]) for each in board.now] == [("公示", each) for each in said]
    assert [each.url for each in board.live("yuan")] == ["cases/SY-2026-001/"] * len(said)
    assert board.past == () == board.ahead


def test_what_a_report_tells_of_a_display_is_of_its_own_day() -> None:
    files = {"cases/SY-2026-001.yml": case_text("2026-11-02 登记", DISPLAY, 截至="2026-11-17", 出处="台账")}
    made, problems = build(files, "2026-11-18")
    assert problems == [] and made
    assert View(made, "").notices.now == ()
