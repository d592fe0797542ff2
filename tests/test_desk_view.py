"""What pages say of promises and of what comes next, where several desks and several times of one day meet."""

from datetime import date

from test_figures import START, register

from generator.view.desk import DeskView

PLACES = (
    "- {名称: 桑榆社区, 层级: 社区, 代码: sangyu, 每月场次: 3, 下级: ["
    "{名称: 桑榆苑, 层级: 小区, 代码: yuan}, {名称: 柳岸, 层级: 小区, 代码: liuan}]}\n"
)


def desk(*plans: str, more: str = "") -> str:
    return "名称: 桌子\n安排:\n" + "".join(f"  - {{{each}}}\n" for each in plans) + more


def view(*desks: str, today: str = "2026-06-01") -> DeskView:
    files = {f"desks/{number}.yml": text for number, text in enumerate(desks)}
    return DeskView(register([START], today=today, **{"places.yml": PLACES}, **files))


# Promised and held


def log(*when: str) -> str:
    return "记录:\n" + "".join(f"  - {{{each}, 服务人次: 9}}\n" for each in when)


def held(*desks: str) -> int:
    (month,) = view(*desks, today="2026-05-31").promises
    assert (month.promised, month.place.code, month.silent) == (3, "sangyu", 0)
    return month.held


TWICE = desk(
    "日期: 2026-05-08, 时间: [09:00-10:00, 18:00-19:00], 地点: 桑榆苑",
    more=log("日期: 2026-05-08, 时间: 09:00-10:00", "日期: 2026-05-08, 时间: 18:00-19:00"),
)
ONCE = desk("日期: 2026-05-08, 时间: 09:00-10:00, 地点: 桑榆苑", more=log("日期: 2026-05-08"))


def test_what_one_desk_does_at_one_place_on_one_day_counts_once() -> None:
    assert held(TWICE) == 1


def test_another_desk_another_place_and_another_day_count_for_themselves() -> None:
    assert held(TWICE, ONCE) == 2, "another desk"
    two_places = desk(
        "日期: 2026-05-08, 时间: 09:00-10:00, 地点: 桑榆苑",
        "日期: 2026-05-08, 时间: 11:00-12:00, 地点: 柳岸",
        more=log("日期: 2026-05-08, 时间: 09:00-10:00", "日期: 2026-05-08, 时间: 11:00-12:00"),
    )
    assert held(two_places) == 2, "another place"
    two_days = desk(
        "日期: [2026-05-08, 2026-05-09], 时间: 09:00-10:00, 地点: 桑榆苑",
        more=log("日期: 2026-05-08", "日期: 2026-05-09"),
    )
    assert held(two_days) == 2, "another day"


# What is off among what comes next

DAILY = "每周: [一, 二, 三, 四, 五, 六, 日], 时间: 09:00-10:00, 从: 2026-06-01, 到: {}, 地点: 桑榆苑, 节假日: 照常"


def stopped(*days: str) -> str:
    return "停办: [" + ", ".join(f"{{{each}, 原因: 下雨}}" for each in days) + "]\n"


def off(text: str) -> list[date]:
    made = view(text)
    for coming in (made.soon(), made.coming("yuan"), made.coming("sangyu"), *made.everywhere):
        assert [each.day for each in coming.off] == [each.day for each in made.soon().off]
    return [each.day for each in made.soon().off]


def test_of_what_is_off_three_are_told_even_where_all_is_off() -> None:
    days = [date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)]
    assert off(desk(DAILY.format("2026-06-14"), more=stopped("从: 2026-06-01, 到: 2026-06-14"))) == days
    assert off(desk(DAILY.format("2026-06-30"), more=stopped("从: 2026-06-01, 到: 2026-06-14"))) == days


def test_what_is_off_is_told_only_as_far_as_the_next_ones_go() -> None:
    assert off(desk(DAILY.format("2026-06-30"), more=stopped("日期: 2026-06-25"))) == []
    among = stopped("日期: 2026-06-02", "日期: 2026-06-25")
    assert off(desk(DAILY.format("2026-06-30"), more=among)) == [date(2026, 6, 2)]
    assert off(desk(DAILY.format("2026-06-03"), more=stopped("日期: 2026-06-03"))) == [date(2026, 6, 3)]
