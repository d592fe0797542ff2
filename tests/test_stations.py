"""Stations: hours as a sign gives them, what is wrong with them, and the nearest of a place."""

import pytest
from records_helper import problems_of
from test_notices import PLACES
from test_register import build

from generator.fold.stations import Station, days
from generator.problem import Problem
from generator.view import View

OPEN = "[{星期: 工作日, 时间: 08:30-18:00}]"


def station(**said: str) -> str:
    usual = {
        "名称": "驿站",
        "代码": "yizhan",
        "种类": "红色驿站",
        "地点": "桑榆苑",
        "位置": "南门",
        "开放": OPEN,
        "服务": "打印",
    }
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in {**usual, **said}.items() if value) + "\n"


def alone(**said: str) -> list[tuple[int, str]]:
    """What is wrong with a station by itself: lines and codes."""
    return [(each.line, each.code) for each in problems_of("stations.yml", station(**said))]


def built(*stations: str) -> tuple[View, list[Problem]]:
    made, problems = build({"places.yml": PLACES, "stations.yml": "".join(stations)})
    assert made
    return View(made, ""), problems


def only(**said: str) -> Station:
    view, problems = built(station(**said))
    assert problems == []
    (found,) = view.stations.all()
    return found


def read_out(opening: str) -> list[str]:
    """The hours as they are read out."""
    said = only(开放=opening).hours
    return [f"{when} {' '.join(f'{each.start}-{each.end}' for each in hours) or '不开门'}" for when, hours in said]


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (OPEN, ["周一至周五 08:30-18:00", "周六、周日 不开门"]),
        (
            "[{星期: 工作日, 时间: 08:30-18:00}, {星期: 双休日, 时间: 09:00-16:00}]",
            ["周一至周五 08:30-18:00", "周六、周日 09:00-16:00"],
        ),
        ("[{星期: 每天, 时间: 00:00-24:00}]", ["每天 00:00-24:00"]),
        ("[{星期: 每天, 时间: 8:30到18:00}]", ["每天 08:30-18:00"]),
        ("[{星期: [日, 三, 一], 时间: 08:30–09:00}]", ["周一、周三、周日 08:30-09:00", "周二、周四至周六 不开门"]),
        (
            "[{星期: 五, 时间: [14:00-18:00, 08:30-12:00]}]",
            ["周五 08:30-12:00 14:00-18:00", "周一至周四、周六、周日 不开门"],
        ),
        (
            "[{星期: 二, 时间: 08:30-12:00}, {星期: [一, 三, 四], 时间: 08:30-12:00}]",
            ["周一至周四 08:30-12:00", "周五至周日 不开门"],
        ),
    ],
)
def test_the_week_is_read_out(opening: str, said: list[str]) -> None:
    assert read_out(opening) == said


def test_words_for_days() -> None:
    assert days(range(7)) == "每天"
    assert [days(each) for each in ([0], [0, 1], [0, 1, 2], [0, 2], [4, 5, 6, 0])] == [
        "周一", "周一、周二", "周一至周三", "周一、周三", "周一、周五至周日",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        ("", "缺少"),
        ("[]", "一条也没有"),
        ("[{星期: 工作日}]", "缺少"),
        ("[{时间: 08:30-18:00}]", "缺少"),
        ("[{星期: 周一, 时间: 08:30-18:00}]", "星期"),
        ("[{星期: 一二三, 时间: 08:30-18:00}]", "星期"),
        ("[{星期: [], 时间: 08:30-18:00}]", "星期"),
        ("[{星期: [[一]], 时间: 08:30-18:00}]", "星期"),
        ("[{星期: [一, 一], 时间: 08:30-18:00}]", "星期重复"),
        ("[{星期: [工作日, 五], 时间: 08:30-18:00}]", "星期重复"),
        ("[{星期: 一, 时间: 08:30-12:00}, {星期: 工作日, 时间: 14:00-18:00}]", "星期重复"),
        ("[{星期: 一, 时间: 18:00-08:30}]", "钟点"),
        ("[{星期: 一, 时间: 08:30-08:30}]", "钟点"),
        ("[{星期: 一, 时间: 8点半-18:00}]", "钟点"),
        ("[{星期: 一, 时间: 08：30-18：00}]", "全角冒号"),
        ("[{星期: 一, 时间: 08:30-24:30}]", "钟点"),
        ("[{星期: 一, 时间: 08:60-18:00}]", "钟点"),
        ("[{星期: 一, 时间: []}]", "钟点"),
        ("[{星期: 一, 时间: [08:30-12:00, 11:59-18:00]}]", "钟点"),
        ("[{星期: 一, 时间: [08:30-12:00, 08:30-12:00]}]", "钟点"),
        ("[{星期: 一, 时间: [08:30-12:00, 12:00-18:00]}]", ""),
    ],
)
def test_hours_that_no_sign_could_say(opening: str, code: str) -> None:
    assert [found for _, found in alone(开放=opening)] == ([code] if code else [])


def test_without_hours_the_remedy_says_what_to_type() -> None:
    (problem,) = problems_of("stations.yml", station(开放=""))
    assert problem.message == "没有写“开放”"
    assert "星期: 工作日" in problem.remedy and "时间: 08:30-18:00" in problem.remedy


@pytest.mark.parametrize(
    ("said", "line", "code"),
    [
        ({"地点": "桑榆院"}, 4, "不认识的地点"),
        ({"值班": "[{谁: 网格员}]"}, 0, ""),
        ({"值班": "[{谁: 党员志愿者, 星期: 双休日}]"}, 0, ""),
        ({"值班": "[{谁: 网格}]"}, 8, "不认识的单位"),
    ],
)
def test_what_it_names_is_there(said: dict[str, str], line: int, code: str) -> None:
    _, problems = built(station(**said))
    assert [(each.line, each.code) for each in problems] == ([(line, code)] if code else [])


def test_a_code_and_a_name_belong_to_one() -> None:
    _, (problem,) = built(station(), station(名称="另一个"))
    assert (problem.line, problem.code) == (9, "代码重复")
    _, (problem,) = built(station(), station(代码="another"))
    assert (problem.line, problem.code) == (8, "名字重复")


@pytest.mark.parametrize(
    ("stations", "line", "column"),
    [
        ([{"曾用代码": "old"}, {"代码": "old"}], 8, 3),
        ([{"曾用代码": "yizhan"}], 8, 3),
        ([{"曾用代码": "[a, b]"}, {"代码": "new", "曾用代码": "[c, b]"}], 16, 13),
        ([{"撤下": "拆了"}, {"名称": "新驿站"}], 10, 3),
        ([{"撤下": "拆了", "曾用代码": "old"}, {"代码": "new", "曾用代码": "old"}], 17, 3),
    ],
    ids=["another's code", "its own code", "another's former code", "a withdrawn one's code", "its former code"],
)
def test_an_address_old_or_new_leads_to_one_station(stations: list[dict[str, str]], line: int, column: int) -> None:
    names = [{"名称": f"第{number}个驿站", **said} for number, said in enumerate(stations)]
    _, (problem,) = built(*(station(**said) for said in names))
    assert (problem.line, problem.code) == (line, "代码重复"), problem
    assert "驿站”已经用了代码“" in problem.message and problem.remedy == "一个代码只归一个服务点，换一个没用过的"


def test_a_withdrawn_one_is_known_and_in_no_list() -> None:
    view, problems = built(
        station(撤下="拆了", 值班="[{谁: 早就没有的岗位}]"), station(代码="new", 地点="槐安巷", 曾用代码="older")
    )
    assert problems == [], "its name is free, and who was there may be gone"
    assert [each.record.code for each in view.stations.all()] == ["new"]
    assert [each.record.code for each in view.stations.known()] == ["yizhan", "new"]
    assert view.stations.station("yizhan").record.withdrawn == "拆了"
    listed = [*view.stations.at("yuan"), *view.stations.nearest("yuan"), *view.stations.at("huai")]
    assert {each.record.code for each in listed} == {"new"}
    (offer,) = view.stations.by_community()
    assert [each.record.code for each in offer.stations] == ["new"]


def test_the_nearest_is_in_the_least_place_around() -> None:
    view, problems = built(
        station(名称="巷", 代码="a", 地点="槐安巷"),
        station(名称="社区", 代码="b", 地点="桑榆社区"),
        station(名称="楼", 代码="c", 地点="1号楼"),
    )
    assert problems == []

    def names(found: tuple[Station, ...]) -> list[str]:
        return [each.record.name for each in found]

    assert names(view.stations.at("yuan")) == ["楼"]
    assert names(view.stations.at("yuan-2")) == [] and names(view.stations.nearest("yuan-2")) == ["楼"]
    assert names(view.stations.at("sangyu")) == ["巷", "社区", "楼"]
    assert names(view.stations.at("wan")) == []
    assert names(view.stations.nearest("wan")) == ["巷", "社区", "楼"], "the street has all three"
    only_lane, _ = built(station(名称="社区", 代码="b", 地点="桑榆社区"), station(名称="楼", 代码="c", 地点="1号楼"))
    assert names(only_lane.stations.nearest("huai")) == ["社区", "楼"], "first what stands in the place itself"


def test_without_stations_there_is_none_to_name() -> None:
    made, problems = build({})
    assert problems == [] and made
    assert View(made, "").stations.nearest("yuan") == ()
