"""The figures at their edges: due and not yet due, moved, taken up again, several places, too few for a rate."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_helper import case_text, meeting_text, steady
from test_register import BASE, build

from generator.fold.figures.computed import EVERYTHING, By, Group, Value
from generator.fold.figures.defined import DEFINITIONS
from generator.register import Register

PLACES = (
    "- {名称: 甲市, 层级: 市, 代码: shi, 下级: ["
    "{名称: 桑榆社区, 层级: 社区, 代码: sangyu, 下级: [{名称: 桑榆苑, 层级: 小区, 代码: yuan},"
    " {名称: 柳岸, 层级: 小区, 代码: liuan}]}, {名称: 晚晴社区, 层级: 社区, 代码: wanqing}]}\n"
)
START = "2026-03-02 登记"
DONE = "2026-03-20 办结 | 结果: 已解决"
STUCK = "2026-03-20 办结 | 结果: 暂不能解决 | 原因: 无 | 试过: 无 | 谁能解决: 无 | 复查: 2026-06-01"


Told = tuple[list[str], dict[str, str]]


def register(*stories: list[str] | Told, today: str = "2026-06-01", **more: str) -> Register:
    """The register of some cases (SY-2026-001 …), which may have other places and the like."""
    files = {}
    for number, story in enumerate(stories, 1):
        events, top = story if isinstance(story, tuple) else (story, {})
        key = f"SY-2026-{number:03}"
        files[f"cases/{key}.yml"] = case_text(*events, **{"编号": key, **top})
    made, problems = build({"places.yml": PLACES, **files, **more}, today)
    assert made and problems == [], problems
    return made


def value(made: Register, key: str, stretch: str = "", group: Group = EVERYTHING) -> tuple[int, int]:
    found = made.figures.by_key[key].value(stretch, group)
    return found.part, found.whole


# Deadlines: three working days to answer (2026-03-05), thirty to close (2026-04-14)


def test_a_deadline_that_has_not_passed_is_in_no_denominator() -> None:
    answered = [START, "2026-03-03 受理"]
    assert value(register([START], today="2026-03-05"), "response") == (0, 0)
    assert value(register(answered, today="2026-03-05"), "answered-on-time") == (0, 0)
    assert value(register([START], today="2026-03-06"), "response") == (0, 1)
    assert value(register(answered, today="2026-03-06"), "answered-on-time", "2026-03") == (1, 1)
    assert value(register([START, DONE], today="2026-04-14"), "closed-on-time") == (0, 0)
    assert value(register([START, DONE], today="2026-04-15"), "closed-on-time", "2026-04") == (1, 1)


def test_the_last_day_is_on_time_and_the_next_is_not() -> None:
    assert value(register([START, "2026-03-05 受理"]), "answered-on-time") == (1, 1)
    late = register([START, "2026-03-06 受理"])
    assert value(late, "answered-on-time") == (0, 1) and value(late, "response") == (1, 1)
    assert value(register([START, "2026-04-14 办结 | 结果: 已解决"]), "closed-on-time") == (1, 1)
    assert value(register([START, "2026-04-15 办结 | 结果: 已解决"]), "closed-on-time") == (0, 1)


def test_what_was_put_off_in_time_counts_by_the_new_day() -> None:
    story = [START, "2026-03-03 受理", "2026-04-14 延期 | 延至: 2026-05-20 | 原因: 等料"]
    assert value(register(story, today="2026-05-20"), "closed-on-time") == (0, 0)
    assert value(register([*story, "2026-05-20 办结 | 结果: 已解决"]), "closed-on-time", "2026-05") == (1, 1)


def test_what_was_put_off_too_late_is_late_whatever_comes() -> None:
    put_off = "2026-04-15 延期 | 延至: 2026-05-20 | 原因: 等料"
    story = [START, "2026-03-03 受理", put_off, "2026-05-06 办结 | 结果: 已解决"]
    assert value(register(story), "closed-on-time", "2026-05") == (0, 1)
    silent = [START, "2026-03-06 延期 | 延至: 2026-03-10 | 原因: 等人", "2026-03-09 受理"]
    assert value(register(silent), "answered-on-time") == (0, 1)
    assert value(register(silent), "response") == (1, 1)


def test_each_run_of_the_clock_counts_for_itself() -> None:
    story = [START, "2026-03-03 受理", DONE, "2026-04-01 重办 | 原因: 又坏了"]
    made = register(story)
    assert value(made, "response") == (1, 2)
    assert value(made, "closed-on-time") == (1, 2)
    assert value(made, "received") == (1, 1) and value(made, "open", "2026-03") == (1, 1)
    assert value(made, "closed") == value(made, "solved") == (0, 0)
    assert value(made, "days-to-answer") == (1, 1)
    closed = register([*story, "2026-04-03 办理", "2026-04-20 办结 | 结果: 已解决"])
    assert value(closed, "closed", "2026-04") == (1, 1) and value(closed, "closed", "2026-03") == (0, 0)
    assert value(closed, "days-to-closing", "2026-04") == (49, 1)


def test_a_case_that_came_back_by_itself_is_open_with_a_new_clock() -> None:
    before = register([START, "2026-03-03 受理", STUCK], today="2026-05-31")
    assert value(before, "solved") == (0, 1) and value(before, "open") == (0, 0)
    after = register([START, "2026-03-03 受理", STUCK], today="2026-06-05")
    assert value(after, "solved") == (0, 0) and value(after, "open", "2026-03") == (1, 1)
    assert value(after, "response") == (1, 2)


# What is solved, and who is content


def test_what_counts_as_solved() -> None:
    answered = "2026-03-20 办结 | 结果: 已答复 | 答复: 有"
    passed = "2026-03-20 办结 | 结果: 已转出 | 转给: 居委会"
    question = ([START, answered], {"性质": "咨询"})
    made = register([START, DONE], [START, answered], [START, passed], [START, STUCK], question, today="2026-05-31")
    assert value(made, "solved") == (1, 4)
    assert value(made, "closed") == (5, 5)


def test_one_person_and_an_estate_are_two_figures() -> None:
    said = ["2026-03-21 回访 | 解决: 是", "2026-03-22 回访 | 解决: 部分", "2026-03-23 回访 | 解决: 否 | 原因: 远"]
    made = register([START, DONE, *said, "2026-03-24 测评 | 人数: 40 | 满意: 30"])
    assert value(made, "visits") == (1, 3)
    assert value(made, "surveys") == (30, 40)


def test_a_visit_before_the_end_or_written_wrong_does_not_count() -> None:
    early = [START, "2026-03-10 回访 | 解决: 否", DONE]
    assert value(register(early), "visits") == (0, 0)
    wrong = [START, DONE, "2026-03-21 回访 | 解决: 是", "2026-03-22 更正 | 更正哪条: 2026-03-21 回访"]
    assert value(register(wrong), "visits") == (0, 0)


# Too few


def rate(made: Register, key: str) -> Value:
    return made.figures.by_key[key].value()


def test_below_the_least_sample_there_is_no_rate() -> None:
    assert rate(register(*[[START, DONE]] * 9), "solved") == Value(9, 9)
    assert rate(register(*[[START, DONE]] * 10), "solved") == Value(10, 10, 1000)
    asked = "2026-03-21 测评 | 人数: {} | 满意: 3"
    assert rate(register([START, DONE, asked.format(4)]), "surveys") == Value(3, 4)
    assert rate(register([START, DONE, asked.format(5)]), "surveys") == Value(3, 5, 600)
    rules = BASE["rules.yml"] + "最少样本: {比率: 2, 测评: 3}\n"
    assert rate(register(*[[START, DONE]] * 2, **{"rules.yml": rules}), "solved").rate == 1000


def test_what_is_not_all_is_never_a_hundred_percent() -> None:
    asked = "2026-03-21 测评 | 人数: 5000 | 满意: {}"
    for satisfied, tenths in ((4999, 999), (5000, 1000), (1, 1), (0, 0), (2503, 501), (2502, 500)):
        assert rate(register([START, DONE, asked.format(satisfied)]), "surveys").rate == tenths


def test_the_middle_of_an_even_number_lies_between_two() -> None:
    closings = [f"2026-03-{day:02} 办结 | 结果: 已解决" for day in (3, 5, 8, 31)]
    assert rate(register(*[[START, each] for each in closings]), "days-to-closing").median == 9
    assert rate(register(*[[START, each] for each in closings[:3]]), "days-to-closing").median == 6


# Where, and what is left out


def test_a_case_at_several_places_counts_once_in_each_and_once_in_what_has_both() -> None:
    made = register(([START], {"地点": "[桑榆苑, 柳岸]"}), ([START], {"地点": "[桑榆苑, 晚晴社区]"}))
    counted = {code: value(made, "received", "", ("place", code))[0] for code in made.world.tree.places}
    assert counted == {"shi": 2, "sangyu": 2, "yuan": 2, "liuan": 1, "wanqing": 1}


def test_what_is_reported_withdrawn_or_merged_is_in_no_figure() -> None:
    made = register(
        ([START, DONE], {"截至": "2026-05", "出处": "报道"}),
        [START, "2026-03-03 撤下 | 原因: 重了"],
        [START, "2026-03-03 并案 | 并入: SY-2026-004"],
        [START],
    )
    for each in DEFINITIONS:
        figure = made.figures.by_key[each.key]
        assert {mark.name for month in figure.months for mark in figure.marks(month)} <= {"SY-2026-004"}, each.key
    assert sum(made.figures.states.values()) == 1


def test_a_meeting_counts_once_and_where_its_cases_are() -> None:
    made = register(
        ([START], {"地点": "桑榆苑"}),
        ([START], {"地点": "柳岸"}),
        ([START, "2026-03-03 撤下 | 原因: 重了"], {"地点": "晚晴社区"}),
        **{
            "meetings/a.yml": meeting_text("2026-03-03", "居委会", "SY-2026-001, SY-2026-002").replace(
                "物业公司", "网格员"
            ),
            "meetings/b.yml": meeting_text("2026-03-02", "居委会", "SY-2026-003").replace("物业公司", "网格员"),
        },
    )
    assert value(made, "meetings", "2026-03") == (1, 1)
    counted = {code: value(made, "meetings", "", ("place", code))[0] for code in made.world.tree.places}
    assert counted == {"shi": 1, "sangyu": 1, "yuan": 1, "liuan": 1, "wanqing": 0}


DESK = """\
名称: 流动四桌
桌子: [宣传]
安排:
  - 每周: [一]
    从: 2026-03-01
    到: 2026-04-30
    时间: 18:30-20:00
    地点: 桑榆苑
停办:
  - 日期: 2026-03-16
    原因: 下雨
记录:
  - 日期: 2026-03-02
    服务人次: 30
    即办:
      - {事: 高龄补贴认证, 件数: 6}
      - {事: 复印, 件数: 5}
  - 日期: 2026-03-09
    说明: 人不多。
"""


def test_sessions_that_were_held_and_written_down_count() -> None:
    made = register([START], **{"desks/a.yml": DESK})
    group: Group = ("place", "sangyu")
    assert value(made, "sessions", "2026-03", group) == (2, 2)
    assert value(made, "served", "2026", group) == (30, 30)
    assert value(made, "on-the-spot") == (11, 11)


# Reports


def test_no_figure_of_a_report_enters_a_computed_one() -> None:
    told = "- {名称: 收到, 说法: 900余件, 数: 900, 单位: 件, 约: 是, 谁的: 桑榆社区, 截至: 2026, 出处: 报道}\n"
    counts = "- {月份: 2026-03, 社区: 桑榆社区, 数: [{种类: 调解, 件数: 9, 办成: 9}]}\n"
    without = register([START], **{"counts/a.yml": counts})
    made = register([START], **{"counts/a.yml": counts, "reported.yml": told})
    assert numbers(made) == numbers(without) and made.world.counts == without.world.counts
    (only,) = made.world.told
    assert only.place and only.place.code == "sangyu"


def numbers(made: Register) -> list[object]:
    """All that figures say of everything."""
    every = made.figures.by_key.values()
    return [*(each.values() for each in every), made.figures.states, made.figures.ages(made.today)]


def test_a_month_is_counted_when_it_is_over() -> None:
    counts = "- {月份: 2026-03, 社区: 桑榆社区, 数: [{种类: 调解, 件数: 9, 办成: 9}]}\n"
    for today, codes in (("2026-02-28", ["日期在以后"]), ("2026-03-31", ["没有过完"]), ("2026-04-01", [])):
        _, problems = build({"counts/a.yml": counts}, today)
        assert [each.code for each in problems] == codes, today


# Whatever the records are


DAYS = st.integers(0, 120)
BYS: tuple[By, ...] = ("", "place", "category", "source")


@st.composite
def stories(draw: st.DrawFn) -> Told:
    """A case of some kind, at one or two places."""
    start = date(2026, 1, 5) + timedelta(draw(DAYS))
    events, day = [f"{start} 登记"], start
    for step in draw(
        st.sampled_from([(), ("受理",), ("受理", "办结"), ("办结", "重办"), ("办结", "重办", "办理", "办结")])
    ):
        day += timedelta(draw(st.integers(0, 40)))
        extra = {"办结": " | 结果: 已解决", "重办": " | 原因: 又坏了"}.get(step, "")
        events.append(f"{day} {step}{extra}")
    spots = draw(st.sampled_from(["[桑榆苑]", "[柳岸]", "[桑榆苑, 柳岸]", "[桑榆苑, 晚晴社区]", "[甲市]"]))
    return events, {"地点": spots}


@pytest.mark.wide
@steady
@given(st.lists(stories(), min_size=1, max_size=6))
def test_parts_and_wholes(found: list[Told]) -> None:
    made = register(*found, today="2026-12-01")
    for figure in made.figures.by_key.values():
        everything = figure.values()
        months = [each for key, each in everything.items() if len(key) == 7]
        years = [each for key, each in everything.items() if len(key) == 4]
        whole = figure.value()
        for parts in (months, years):
            assert (sum(each.part for each in parts), sum(each.whole for each in parts)) == (whole.part, whole.whole)
        for month, marks in ((month, figure.marks(month)) for month in figure.months):
            assert sum(mark.part for mark in marks) == everything[month].part
            assert sum(mark.whole for mark in marks) == everything[month].whole
        groups: list[Group] = [(by, name) for by in BYS for name in figure.groups(by)]
        for by, code in groups:
            parent = made.world.tree.places[code].parent if by == "place" else None
            for stretch in everything:
                above = figure.value(stretch, ("place", parent)) if parent else figure.value(stretch)
                assert figure.value(stretch, (by, code)).whole <= above.whole
    received, waiting, closed = (made.figures.by_key[key].value().whole for key in ("received", "open", "closed"))
    assert received == waiting + closed == sum(made.figures.states.values())
    assert sum(made.figures.ages(made.today).values()) == waiting
