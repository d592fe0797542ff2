"""The sessions of a desk: what a plan unfolds into, against days written down by hand and against dateutil."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st
from records_helper import problems_of, steady

from generator import read
from generator.fold import directory, places
from generator.fold.desk import recurrence, sessions
from generator.fold.desk.sessions import Session, Sessions
from generator.fold.ground import Ground
from generator.problem import Fault
from generator.records.contacts import Contacts
from generator.records.desk import Monthly, Plan
from generator.records.hours import Hours
from generator.records.places import Places
from generator.records.rules import Rules
from generator.records.units import Units

TODAY = date(2026, 11, 20)
PLACES = """
- 名称: 桑榆社区
  层级: 社区
  代码: sangyu
  下级:
    - {名称: 甲, 层级: 小区, 代码: a, 下级: [{名称: 1号楼, 层级: 楼栋, 代码: a-1}]}
    - {名称: 乙, 层级: 小区, 代码: b}
    - {名称: 丙, 层级: 小区, 代码: c}
"""
UNITS = "- {简称: 桑榆社区, 级别: 社区, 管辖: 桑榆社区}\n"
CONTACTS = "- {岗位: 网格员, 级别: 网格, 地点: 甲, 管什么: 事, 电话: 000-0000-0000}\n"
RULES = "类别: [{名称: 供水}]\n流程: [{名称: 甲, 步骤: [{名称: 甲, 环节: 登记}]}]\n期限: {答复: 3天, 办结: 9天}\n"


def _record(path: str, text: str) -> object:
    reading = read.read(path, text.encode())
    assert reading.problems == (), reading.problems
    return reading.record


def ground() -> Ground:
    tree = places.plant(_record("places.yml", PLACES))  # type: ignore[arg-type]
    units, contacts = _record("units.yml", UNITS), _record("contacts.yml", CONTACTS)
    assert isinstance(units, Units) and isinstance(contacts, Contacts)
    found, _ = directory.index(tree, units, contacts)
    rules = _record("rules.yml", RULES)
    assert isinstance(rules, Rules) and isinstance(_record("places.yml", PLACES), Places)
    return Ground(found, rules, set(), TODAY)


def gathered(*desks: str) -> tuple[Sessions, list[Fault]]:
    readings = [read.read(f"desks/{number}.yml", text.encode()) for number, text in enumerate(desks)]
    assert not any(each.problems for each in readings), [each.problems for each in readings]
    found, faults = sessions.gather(readings, ground())
    return found, [each for several in faults.values() for each in several]


def unfolded(text: str) -> tuple[Session, ...]:
    found, faults = gathered(f"名称: 桌子\n{text}")
    assert faults == []
    return found.all


def told(found: Iterable[Session]) -> list[str]:
    """Each as one line: day, place, and why it is not on."""
    return [
        f"{each.day:%m-%d} {each.place.name}" + (f" {each.reason}" if each.reason else "")
        + (f"→{each.moved_to.day:%m-%d}" if each.moved_to else "")
        for each in found
    ]  # fmt: skip


def plan(when: str, first: str, last: str, more: str = "", place: str = "甲", time: str = "09:00-11:00") -> str:
    span = f", 从: {first}, 到: {last}" if first else ""
    return f"安排:\n  - {{{when}, 时间: {time}{span}, 地点: {place}{more}}}\n"


# Holidays, as the State Council announced them for 2026


def test_national_day_stops_what_is_weekly_and_the_moved_workdays_stop_nothing() -> None:
    # 1 to 7 October off; Saturday 10 October is a working day, for which a Saturday desk still comes.
    found = unfolded(plan("每周: [五, 六]", "2026-09-25", "2026-10-17"))
    assert told(found) == [
        "09-25 甲 中秋放假", "09-26 甲 中秋放假", "10-02 甲 国庆节放假", "10-03 甲 国庆节放假",
        "10-09 甲", "10-10 甲", "10-16 甲", "10-17 甲",
    ]  # fmt: skip
    assert [each.stopped for each in found] == [True] * 4 + [False] * 4


def test_spring_festival() -> None:
    found = unfolded(plan("每周: 一", "2026-02-09", "2026-03-02"))
    assert told(found) == ["02-09 甲", "02-16 甲 春节放假", "02-23 甲 春节放假", "03-02 甲"]


def test_what_comes_on_holidays_too() -> None:
    found = unfolded(plan("每周: 五", "2026-10-01", "2026-10-10", ", 节假日: 照常"))
    assert told(found) == ["10-02 甲", "10-09 甲"]
    assert told(unfolded(plan("日期: [2026-10-02]", "", ""))) == ["10-02 甲"], "a day that is written out is meant"
    assert unfolded(plan("日期: [2026-10-02]", "", "", ", 节假日: 停"))[0].stopped


def test_a_year_that_is_not_announced_yet_is_not_known() -> None:
    found = unfolded(plan("每周: 五", "2026-12-25", "2027-01-08"))
    assert [(f"{each.day}", each.known) for each in found] == [
        ("2026-12-25", True), ("2027-01-01", True), ("2027-01-08", False),
    ]  # fmt: skip
    assert all(each.known for each in unfolded(plan("每周: 五", "2026-12-25", "2027-01-08", ", 节假日: 照常")))


def test_what_is_off_in_every_year_stops_in_one_that_is_not_announced_yet() -> None:
    days = "2027-01-01, 2027-01-02, 2027-04-30, 2027-05-01, 2027-05-02, 2027-05-03, 2027-10-01, 2027-10-03"
    found = unfolded(plan(f"日期: [{days}, 2027-10-04]", "", "", ", 节假日: 停"))
    assert told(found) == [
        "01-01 甲 元旦放假", "01-02 甲", "04-30 甲", "05-01 甲 劳动节放假", "05-02 甲 劳动节放假", "05-03 甲",
        "10-01 甲 国庆节放假", "10-03 甲 国庆节放假", "10-04 甲",
    ]  # fmt: skip
    assert [each.known for each in found] == [each.stopped for each in found]


# Rotation


def test_the_place_changes_each_time_and_a_stop_keeps_its_turn() -> None:
    text = plan("每周: 三", "2026-10-01", "2026-10-31", ", 轮换: 每次", "[甲, 乙, 丙]")
    text += "停办: [{日期: 2026-10-14, 原因: 下雨}]\n"
    assert told(unfolded(text)) == ["10-07 甲 国庆节放假", "10-14 乙 下雨", "10-21 丙", "10-28 甲"]


def test_the_place_changes_each_month() -> None:
    text = plan("每月: [1日, 最后一个周五]", "2026-10-15", "2027-01-02", ", 轮换: 每月, 节假日: 照常", "[甲, 乙]")
    assert told(unfolded(text)) == ["10-30 甲", "11-01 乙", "11-27 乙", "12-01 甲", "12-25 甲", "01-01 乙"]


def test_the_place_changes_each_month_over_new_year_too() -> None:
    # Of two or three places twelve months are whole turns: only five or seven show that a year has twelve.
    five = "[甲, 乙, 丙, 甲/1号楼, 桑榆社区]"
    text = plan("每月: 15日", "2026-11-01", "2028-01-31", ", 轮换: 每月, 节假日: 照常", five)
    names = ["甲", "乙", "丙", "1号楼", "桑榆社区"] * 3
    assert [each.place.name for each in unfolded(text)] == names


def test_each_place_has_its_spot_or_all_have_one() -> None:
    text = plan("每周: 三", "2026-11-01", "2026-11-30", ", 轮换: 每次, 位置: [门口, 门口, 亭子]", "[甲, 乙, 丙]")
    assert [each.spot for each in unfolded(text)] == ["门口", "门口", "亭子", "门口"]
    text = plan("每周: 三", "2026-11-01", "2026-11-12", ", 轮换: 每次, 位置: 亭子", "[甲, 乙]")
    assert [each.spot for each in unfolded(text)] == ["亭子", "亭子"]


@pytest.mark.parametrize(
    ("start", "word"),
    [("07:30", "早上"), ("08:59", "早上"), ("09:00", "上午"), ("11:30", "中午"), ("13:30", "下午"), ("18:30", "晚上")],
)
def test_the_time_of_day_has_a_word(start: str, word: str) -> None:
    assert unfolded(plan("日期: 2026-11-02", "", "", time=f"{start}-23:00"))[0].hour == word


# Stops, moves and records

WEEKLY_DESK = plan("每周: 三", "2026-10-08", "2026-11-30")


def test_a_stop_of_a_day_and_of_a_stretch() -> None:
    text = WEEKLY_DESK + "停办: [{从: 2026-10-20, 到: 2026-10-31, 原因: 搬家}, {日期: 2026-11-11, 原因: 下雨}]\n"
    assert told(unfolded(text)) == [
        "10-14 甲", "10-21 甲 搬家", "10-28 甲 搬家", "11-04 甲", "11-11 甲 下雨", "11-18 甲", "11-25 甲",
    ]  # fmt: skip


def test_a_move_leaves_a_trace_and_keeps_its_name() -> None:
    text = WEEKLY_DESK + "改期: [{原定: 2026-11-18, 改到: 2026-11-19, 时间: 18:00-19:00, 地点: 乙, 原因: 停电}]\n"
    trace, moved = (each for each in unfolded(text) if f"{each.day:%m-%d}" in ("11-18", "11-19"))
    assert not trace.on and trace.moved_to == moved.slot and trace.reason == "停电"
    assert moved.on and moved.moved_from == trace.slot and (moved.place.name, moved.hour) == ("乙", "晚上")
    assert moved.uid == trace.uid and moved.id == "2026-11-19-b" and trace.id == "2026-11-18-a"


@pytest.mark.parametrize(
    ("to", "spot"),
    [("地点: 乙", ""), ("地点: 乙, 位置: 亭子", "亭子"), ("时间: 18:00-19:00", "门口"), ("位置: 亭子", "亭子"),
     ("地点: 甲", "门口")],
)  # fmt: skip
def test_a_spot_is_that_of_its_place(to: str, spot: str) -> None:
    text = plan("每周: 三", "2026-11-16", "2026-11-30", ", 位置: 门口")
    text += f"改期: [{{原定: 2026-11-18, 改到: 2026-11-19, {to}, 原因: 停电}}]\n"
    (moved,) = (each for each in unfolded(text) if each.moved_from)
    assert moved.spot == spot


def test_what_a_holiday_stops_may_be_moved() -> None:
    text = plan("每周: 三", "2026-10-01", "2026-10-14") + "改期: [{原定: 2026-10-07, 改到: 2026-10-10, 原因: 放假}]\n"
    assert told(unfolded(text)) == ["10-07 甲 放假→10-10", "10-10 甲 放假", "10-14 甲"]
    assert [each.on for each in unfolded(text)] == [False, True, True]


def faults_of(more: str, days: str = WEEKLY_DESK) -> list[tuple[str, str]]:
    """Codes, and where they stand."""
    return [(each.code, "/".join(map(str, each.path))) for each in gathered(f"名称: 桌\n{days}{more}")[1]]


def test_what_was_moved_may_be_stopped_on_its_new_day() -> None:
    moved = "改期: [{原定: 2026-11-18, 改到: 2026-11-20, 原因: 停电}]\n"
    found = unfolded(WEEKLY_DESK + moved + "停办: [{日期: 2026-11-20, 原因: 下雨}]\n")
    assert told(found)[-3:-1] == ["11-18 甲 停电→11-20", "11-20 甲 下雨"] and found[-2].stopped
    (fault,) = gathered("名称: 桌\n" + WEEKLY_DESK + moved + "停办: [{日期: 2026-11-18, 原因: 下雨}]\n")[1]
    assert (fault.code, fault.path) == ("又停又改", ("停办", 0, "日期")) and "2026-11-20" in fault.remedy


def test_only_the_spot_changes() -> None:
    text = WEEKLY_DESK + "改期: [{原定: 2026-11-18, 改到: 2026-11-18, 位置: 车棚, 原因: 下雨}]\n"
    moved, trace = (each for each in unfolded(text) if each.day == date(2026, 11, 18))
    assert (moved.on, moved.spot, moved.id) == (True, "车棚", "2026-11-18-a")
    assert trace.moved_to == moved.slot and moved.moved_from == trace.slot and moved.uid == trace.uid
    assert faults_of("改期: [{原定: 2026-11-18, 改到: 2026-11-18, 原因: 下雨}]\n") == [("改期没改", "改期/0/改到")]


@pytest.mark.parametrize("second", ["2026-11-18", "2026-11-19"])
def test_a_session_is_moved_once(second: str) -> None:
    first = "{原定: 2026-11-18, 改到: 2026-11-19, 原因: 停电}"
    moves = f"改期: [{first}, {{原定: {second}, 改到: 2026-11-20, 原因: 停电}}]\n"
    assert faults_of(moves) == [("改了两次", "改期/1/原定")]


def test_a_session_is_stopped_once() -> None:
    stops = "停办: [{从: 2026-11-10, 到: 2026-11-20, 原因: 搬家}, {日期: 2026-11-11, 原因: 下雨}]\n"
    assert faults_of(stops) == [("写了两次", "停办/1/日期")]
    twice = plan("每周: 三", "2026-11-01", "2026-11-30", time="[09:00-10:00, 18:00-19:00]")
    stops = "停办: [{日期: 2026-11-11, 时间: 09:00-10:00, 原因: 雨}, {日期: 2026-11-11, 时间: 18:00-19:00, 原因: 雨}]\n"
    assert faults_of(stops, twice) == []


@pytest.mark.parametrize("when", ["日期: 2026-11-11", "从: 2026-11-10, 到: 2026-11-20"])
@pytest.mark.parametrize("time", ["08:00-09:00", "09:00-10:00"])
def test_a_stop_of_a_time_that_no_session_has(when: str, time: str) -> None:
    stop = f"停办: [{{{when}, 时间: {time}, 原因: 雨}}]\n"
    (fault,) = gathered(f"名称: 桌\n{WEEKLY_DESK}{stop}")[1]
    assert (fault.code, fault.path) == ("没有这一场", ("停办", 0, "时间")) and "09:00-11:00" in fault.remedy


def test_days_that_are_too_far_away() -> None:
    for day, far in (("1999-12-31", True), ("2000-01-01", False), ("2028-11-20", False), ("2028-11-22", True)):
        found = faults_of("", plan(f"日期: [2026-11-18, {day}]", "", ""))
        assert found == [("日子太远", "安排/0/日期/1")] * far, day
    assert faults_of("", plan("每周: 三", "2126-01-01", "2126-02-01")) == [("日子太远", "安排/0/从")]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("改期: [{原定: 2026-11-18, 改到: 2027-11-18, 原因: 雨}]", ""),
        ("改期: [{原定: 2026-11-18, 改到: 2028-11-18, 原因: 雨}]", "改得太远"),
        ("改期: [{原定: 2026-11-18, 改到: 2025-11-16, 原因: 雨}]", "改得太远"),
        ("记录: [{日期: 2026-11-18}]", "空记录"),
        ("记录: [{日期: 2026-11-18, 服务人次: 0}]", ""),
        ("记录: [{日期: 2026-11-18, 即办: [{事: 甲, 件数: 1}, {事: 甲, 件数: 2}]}]", "写了两次"),
    ],
)
def test_exceptions_that_cannot_be(more: str, code: str) -> None:
    found = problems_of("desks/x.yml", f"名称: 桌\n{WEEKLY_DESK}{more}\n")
    assert [each.code for each in found] == ([code] if code else [])


def test_a_plan_says_its_days_in_one_way() -> None:
    found = problems_of("desks/x.yml", "名称: 桌\n" + plan("日期: 2026-11-18", "2026-11-01", "2026-11-30"))
    assert [each.code for each in found] == ["哪些天"]


# Words and hours as people write them


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8:30-9:30", "08:30-09:30"), ("09:00～10:00", "09:00-10:00"), ("09:00—10:00", "09:00-10:00"),
        ("9:00至10:00", "09:00-10:00"), ("22:00-24:00", "22:00-24:00"), ("09:00 - 10:00", "09:00-10:00"),
    ],
)  # fmt: skip
def test_hours_are_read_as_they_are_written(written: str, meant: str) -> None:
    (session,) = unfolded(plan("日期: 2026-11-18", "", "", time=written))
    assert str(session.span) == meant
    assert Hours(*meant.split("-")) == session.span


@pytest.mark.parametrize(
    ("written", "code", "word"),
    [
        ("09：00-10：00", "全角冒号", "英文冒号"),
        ("22:00-01:00", "钟点", "过了半夜要分成两段"),
        ("09:00-24:01", "钟点", "24:00"),
    ],
)
def test_hours_that_people_mistype(written: str, code: str, word: str) -> None:
    (found,) = problems_of("desks/x.yml", "名称: 桌\n" + plan("日期: 2026-11-18", "", "", time=written))
    assert found.code == code and word in found.remedy


def test_words_for_days_of_the_week() -> None:
    for word, days in (("工作日", [16, 17, 18, 19, 20]), ("双休日", [21, 22]), ("[一, 双休日]", [16, 21, 22])):
        assert [each.day.day for each in unfolded(plan(f"每周: {word}", "2026-11-16", "2026-11-22"))] == days
    for word in ("周一", "星期一", "礼拜一"):
        (found,) = problems_of("desks/x.yml", "名称: 桌\n" + plan(f"每周: {word}", "2026-11-16", "2026-11-22"))
        assert found.code == "星期" and "“一”" in found.remedy
    (found,) = problems_of("desks/x.yml", "名称: 桌\n" + plan("每周: 一", "2026-11-16", "2026-11-22", ", 节假日: 不停"))
    assert "照常" in found.remedy


def test_a_record_is_of_the_day_on_which_it_was_held() -> None:
    text = WEEKLY_DESK + (
        "改期: [{原定: 2026-11-18, 改到: 2026-11-19, 原因: 停电}]\n"
        "记录: [{日期: 2026-11-19, 服务人次: 37, 即办: [{事: 认证, 件数: 12}]}]\n"
    )
    (held,) = (each for each in unfolded(text) if each.held)
    assert held.day == date(2026, 11, 19) and held.held is not None
    assert (held.held.served, held.held.settled) == (37, (("认证", 12),))
    assert "没有这一场" in {
        each.code for each in gathered(f"名称: 桌\n{text}".replace("日期: 2026-11-19", "日期: 2026-11-18"))[1]
    }


def test_nobody_has_to_say_how_many_came() -> None:
    (held,) = (each for each in unfolded(WEEKLY_DESK + "记录: [{日期: 2026-11-18, 说明: 人不少。}]\n") if each.held)
    assert held.held is not None and held.held.served is None


def test_two_desks_may_be_at_one_place_at_one_time_and_one_may_not_be_at_two() -> None:
    one = "名称: 桌子\n" + plan("日期: 2026-11-02", "", "")
    found, faults = gathered(one, one)
    assert faults == [] and [each.id for each in found.all] == ["2026-11-02-a", "2026-11-02-a-0900"]
    also = plan("日期: 2026-11-02", "", "", place="乙", time="10:30-12:00").removeprefix("安排:\n")
    (fault,) = gathered(one + also)[1]
    assert (fault.code, fault.path) == ("撞在一起", ("安排", 1, "时间"))
    (fault,) = gathered(one + plan("每周: 一", "2026-11-01", "2026-11-30", place="乙").removeprefix("安排:\n"))[1]
    assert "2026-11-02" in fault.message, "said once"


def test_a_wish_comes_to_the_place_where_it_was_heard() -> None:
    log = "记录:\n  - {日期: 2026-11-04, 居民点的: [请律师]}\n  - {日期: 2026-11-18, 这次带来: [请律师]}\n"
    rotating = plan("每周: 三", "2026-11-04", "2026-11-18", ", 轮换: 每次", "[甲, 乙]")
    found, faults = gathered(f"名称: 桌\n{rotating}{log}")
    assert faults == []
    (wish,) = found.wishes
    assert wish.came and (wish.text, wish.heard.day.day, wish.came.day.day) == ("请律师", 4, 18)
    elsewhere = log.replace("2026-11-18", "2026-11-11")
    found, faults = gathered(f"名称: 桌\n{rotating}{elsewhere}")
    assert [each.code for each in faults] == ["没人点过"] and found.wishes[0].came is None
    earlier = "记录:\n  - {日期: 2026-11-04, 这次带来: [请律师]}\n  - {日期: 2026-11-18, 居民点的: [请律师]}\n"
    assert [each.code for each in gathered(f"名称: 桌\n{rotating}{earlier}")[1]] == ["没人点过"]


@pytest.mark.parametrize("places", ["[甲, 甲/1号楼]", "[甲/1号楼, 甲]", "[桑榆社区, 甲/1号楼]", "[乙, 桑榆社区]"])
def test_a_wish_of_an_estate_may_come_to_its_building_and_the_other_way(places: str) -> None:
    rotating = plan("每周: 三", "2026-11-04", "2026-11-11", ", 轮换: 每次", places)
    log = "记录:\n  - {日期: 2026-11-04, 居民点的: [请律师]}\n  - {日期: 2026-11-11, 这次带来: [请律师]}\n"
    found, faults = gathered(f"名称: 桌\n{rotating}{log}")
    assert faults == []
    (wish,) = found.wishes
    assert wish.came and wish.came.day.day == 11


def test_of_several_sessions_a_case_finds_that_at_the_very_place() -> None:
    at = {"a-1": ("甲/1号楼", "07:00-08:00"), "sangyu": ("桑榆社区", "09:00-10:00"), "a": ("甲", "11:00-12:00")}
    desks = [f"名称: 桌\n{plan('日期: 2026-11-04', '', '', place=place, time=time)}" for place, time in at.values()]
    found, faults = gathered(*desks)
    assert faults == []
    tree, day = ground().directory.tree, date(2026, 11, 4)
    for code in at:
        session = found.at(tree, tree.places[code], day)
        assert session and session.place.code == code
    elsewhere = found.at(tree, tree.places["b"], day)
    assert elsewhere and elsewhere.place.code == "sangyu"
    chosen = found.at(tree, tree.places["a"], day, "07:00")
    assert chosen and chosen.place.code == "a-1"
    within, _ = gathered(desks[0], desks[2])
    earliest = within.at(tree, tree.places["sangyu"], day)
    assert earliest and earliest.place.code == "a-1"


def test_a_case_finds_its_session_by_day_and_place() -> None:
    text = "名称: 桌\n" + plan("每周: 三", "2026-11-01", "2026-11-30", time="[09:00-10:00, 18:00-19:00]")
    found, _ = gathered(text + "停办: [{日期: 2026-11-11, 原因: 下雨}]\n")
    tree = ground().directory.tree
    for code in ("a", "a-1", "sangyu"):
        session = found.at(tree, tree.places[code], date(2026, 11, 4))
        assert session and session.id == "2026-11-04-a"
    evening = found.at(tree, tree.places["a"], date(2026, 11, 4), "18:00")
    assert evening and evening.id == "2026-11-04-a-1800"
    assert found.at(tree, tree.places["b"], date(2026, 11, 4)) is None
    assert found.at(tree, tree.places["a"], date(2026, 11, 11)) is None, "stopped"
    assert found.cover(tree, tree.places["a-1"], date(2026, 11, 5))
    assert not found.cover(tree, tree.places["a"], date(2026, 12, 1))
    assert not found.cover(tree, tree.places["b"], date(2026, 11, 5))


def test_days_that_are_impossible_are_no_traceback() -> None:
    for wrong in ("第六个周五", "32日", "0日", "周五", "五", "１日"):
        found = problems_of("desks/x.yml", "名称: 桌\n" + plan(f"每月: {wrong}", "2026-01-01", "2026-02-01"))
        assert [each.code for each in found] == ["每月"], wrong
    for wrong in ("9点", "09:00", "24:00-25:00", "09:60-10:00", "10:00-10:00", "10:00-09:00"):
        found = problems_of("desks/x.yml", "名称: 桌\n" + plan("日期: 2026-01-01", "", "", time=wrong))
        assert [each.code for each in found] == ["钟点"], wrong
    for last, codes in (("2028-03-01", []), ("2028-03-02", ["时段太长"]), ("2026-02-28", ["时段"])):
        found = problems_of("desks/x.yml", "名称: 桌\n" + plan("每周: 五", "2026-03-01", last))
        assert [each.code for each in found] == codes, last


# By means that nobody here made: dateutil's reading of RFC 5545

DAYS = (MO, TU, WE, TH, FR, SA, SU)
WORDS = "一二三四五六日"
FIRST = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@steady
@given(FIRST, st.integers(0, 731), st.sets(st.integers(0, 6), min_size=1))
def test_every_week(first: date, length: int, weekdays: set[int]) -> None:
    last = first + timedelta(days=length)
    weekly = [WORDS[n] for n in sorted(weekdays)]
    made = Plan.model_validate({"每周": weekly, "时间": "09:00-10:00", "从": f"{first}", "到": f"{last}", "地点": "甲"})
    wanted = rrule(WEEKLY, byweekday=[DAYS[n] for n in weekdays], dtstart=first, until=last)
    assert recurrence.days(made) == [each.date() for each in wanted]


@steady
@given(FIRST, st.integers(0, 731), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1]), st.integers(1, 31))
def test_every_month(first: date, length: int, weekday: int, nth: int, number: int) -> None:
    last = first + timedelta(days=length)
    word = f"第{WORDS[nth - 1]}个" if nth > 0 else "最后一个"
    made = Plan.model_validate(
        {"每月": [f"{word}周{WORDS[weekday]}", f"{number}日"], "时间": "09:00-10:00", "从": f"{first}", "到": f"{last}",
         "地点": "甲"}
    )  # fmt: skip
    named = rrule(MONTHLY, byweekday=DAYS[weekday](nth), dtstart=first, until=last)
    numbered = rrule(MONTHLY, bymonthday=number, dtstart=first, until=last)
    assert recurrence.days(made) == sorted({each.date() for each in [*named, *numbered]})


def test_the_day_of_a_month_is_read_as_it_is_written() -> None:
    made = Plan.model_validate(
        {
            "每月": ["5号", "31日", "最后一个周日"],
            "时间": "9:00—10:00",
            "从": "2026-01-01",
            "到": "2026-01-02",
            "地点": "甲",
        }
    )
    assert made.monthly == (Monthly(day=5), Monthly(day=31), Monthly(nth=-1, weekday=6))
