"""The repo's own records: honest about what is real, complete as a sample, and true to its own rules."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import desks
import ledger
import pytest
from ledger import CONTENT, TODAY
from pydantic import BaseModel

from generator import words
from generator.fold.cases.standing import Face
from generator.records.case import Case
from generator.records.units import UnitRecord

CASES = ledger.cases()
PRESS = {path.stem for path in CONTENT.glob("cases/press/*.yml")}
WRITTEN = sorted(path for path in CONTENT.rglob("*") if path.suffix in (".yml", ".md") and ".schema" not in path.parts)
UNREAL = "000-0000-0000"
NATIONAL = {"110", "119", "120", "12315", "12329", "12333", "12345", "12348"}
"""Numbers that are the same everywhere in the country; nobody in particular answers them."""


def values(part: Any, key: str) -> Iterator[str]:
    """What stands under a key, anywhere in a record."""
    if isinstance(part, dict):
        yield from ledger.several(part[key]) if key in part and not isinstance(part[key], dict) else ()
        for each in part.values():
            yield from values(each, key)
    elif isinstance(part, list):
        for each in part:
            yield from values(each, key)


def events() -> list[dict[str, Any]]:
    return [event for case in CASES.values() for event in case["进展"]]


# Honesty


def test_what_was_reported_says_until_when_and_from_where() -> None:
    assert {key for key, case in CASES.items() if ledger.reported(case)} == PRESS
    for key in PRESS:
        assert re.match(r"报道《.+》", CASES[key]["出处"]), key
        assert re.fullmatch(r"不详|\d{4}(-\d{2}(-\d{2})?)?", CASES[key]["截至"]), key


def test_what_was_reported_is_told_of_real_places_only_and_the_rest_of_made_up_ones() -> None:
    made_up = ledger.spot(ledger.load("portal.yml")["社区"]).codes[0]
    for key, case in CASES.items():
        roots = {ledger.spot(name).codes[0] for name in ledger.several(case["地点"])}
        assert (roots == {made_up}) == (key not in PRESS), key


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_nobody_can_be_recognised(path: Path) -> None:
    text = path.read_text("utf-8")
    for word in ("先生", "女士", "大爷", "大妈", "大娘", "老太", "阿姨", "大叔"):
        assert word not in text, word
    assert not re.search(r"[\u4e00-\u9fff]某", text), "a name with 某"
    assert not re.search(r"\d\s*单元\s*\d|\d+\s*室|\d+\s*门牌", text), "a door"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_no_number_is_anybodys(path: Path) -> None:
    text = re.sub(r"\d{4}-\d{2}(-\d{2}( \d{2}:\d{2})?)?", "", path.read_text("utf-8")).replace(UNREAL, "")
    assert not re.search(r"\d(?:[ -]?\d){6,}", text), "a long number"
    assert set(re.findall(r"tel:(\S+?)\)", text)) <= NATIONAL


def test_phones_are_unreal_or_national() -> None:
    records = [ledger.load(f"{name}.yml") for name in ("portal", "units", "contacts")]
    records += [front for front, _ in ledger.policies().values()]
    phones = {phone for record in records for key in ("电话", "手机") for phone in values(record, key)}
    assert phones <= {UNREAL, *NATIONAL}
    assert UNREAL in phones


def test_the_portal_says_that_it_is_a_sample() -> None:
    portal = ledger.load("portal.yml")
    assert "样例" in portal["提示"].splitlines()[0]
    assert "编造" in portal["样例标记"] and "编造" in portal["主办"]
    assert portal["搜索引擎收录"] == "否"


# A sample of everything


def test_there_is_enough_to_look_at() -> None:
    assert len(CASES) - len(PRESS) >= 25
    assert len(PRESS) >= 12
    assert len(ledger.policies()) >= 6
    assert len(ledger.meetings()) >= 3


def test_every_event_occurs() -> None:
    schema = Case.model_json_schema()["$defs"]
    known = {each["properties"]["环节"]["const"] for each in schema.values() if "环节" in each["properties"]}
    assert {event["环节"] for event in events()} == known
    assert known == {term for term in words.EVENTS if term not in ("会议", "复查")} | {"撤下"}


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("结果", {"已解决", "已答复", "暂不能解决", "已转出"}),
        ("结论", {"通过", "未通过"}),
        ("公示什么", {"方案", "成果"}),
        ("解决", {"是", "部分", "否"}),
        ("涉及隐私", {"是"}),
    ],
)
def test_every_outcome_occurs(key: str, known: set[str]) -> None:
    assert set(values(events(), key)) == known


def choices(model: type[BaseModel], key: str) -> set[str]:
    """What the model lets staff choose from for a key."""

    def walk(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from map(str, part.get("enum", ()))
            for each in part.values():
                yield from walk(each)
        elif isinstance(part, list):
            for each in part:
                yield from walk(each)

    return set(walk(model.model_json_schema()["properties"][key]))


def test_every_source_nature_and_level_occurs() -> None:
    assert {case.get("来源") for case in CASES.values()} - {None} == choices(Case, "来源")
    assert {case["性质"] for case in CASES.values()} == choices(Case, "性质")
    assert {unit["级别"] for unit in ledger.load("units.yml")} == choices(UnitRecord, "级别")


def test_every_state_occurs() -> None:
    mine = [ledger.standing(key) for key in CASES if key not in PRESS]
    assert {stands.face for stands in mine} == set(get_args(Face))
    opened = [stands for stands in mine if stands.open]
    assert any(stands.due < TODAY for stands in opened), "late"
    assert any(stands.due == TODAY for stands in opened), "due today"
    assert any(stands.extended for stands in opened), "with a deadline that was moved"
    assert any(stands.rounds > 1 for stands in opened), "taken up again"
    assert any(each["环节"] == "复查" for stands in mine for each in stands.story), "come back by itself"


def test_every_workflow_and_category_occurs() -> None:
    rules = ledger.load("rules.yml")
    usual = {each["名称"]: each.get("流程") for each in rules["类别"]}
    mine = [case for key, case in CASES.items() if key not in PRESS]
    assert {case.get("流程", usual[case["类别"]]) for case in mine} - {None} == {each["名称"] for each in rules["流程"]}
    assert {case["类别"] for case in CASES.values()} == set(usual)


# The ways of working that the sample shows

DESKS = [ledger.load(path.relative_to(CONTENT).as_posix()) for path in sorted(CONTENT.glob("desks/**/*.yml"))]


def test_a_desk_has_the_four_tables() -> None:
    (four,) = [desk for desk in DESKS if desk["名称"] == "流动四桌"]
    assert set(four["桌子"]) == {"宣传", "调解", "议事", "答复"}
    held = [each for each in desks.sittings() if each.desk["名称"] == "流动四桌" and each.record]
    assert len(held) >= 10 and len({each.code for each in held}) >= 3, "it goes around"
    assert any(
        set(each.words("桌子")) == set(four["桌子"]) and each.on and each.day > f"{TODAY}" for each in desks.sittings()
    )


def test_the_desk_comes_before_work_and_after_work() -> None:
    """错时: for those who are at work by day."""
    held = [each for each in desks.sittings() if each.record]
    ahead = [each for each in desks.sittings() if each.on and each.day >= f"{TODAY}"]
    for those in (held, ahead):
        assert any(each.end <= "09:00" for each in those), "over before nine"
        assert any(each.start > "17:30" for each in those), "after half past five"


def test_it_promises_three_sessions_a_month_and_holds_them() -> None:
    """每月不少于3次."""
    promised = int(ledger.spot(ledger.load("portal.yml")["社区"]).record["每月场次"])
    assert promised == 3
    months: dict[str, set[tuple[str, str, str]]] = {}
    for each in desks.sittings():
        if each.record:
            months.setdefault(each.day[:7], set()).add((each.desk["名称"], each.day, each.place))
    kept = [month for month, held in months.items() if len(held) >= promised]
    assert len(kept) >= 10 and len(kept) >= len(months) - 1


def test_a_red_station_is_open_on_workdays_and_on_weekends() -> None:
    stations = [each for each in ledger.load("stations.yml") if each["种类"] == "红色驿站"]
    assert stations
    for station in stations:
        opened = {day: ledger.several(each["时间"]) for each in station["开放"] for day in ledger.several(each["星期"])}
        assert opened.keys() >= {"工作日", "双休日"} and all(opened.values())


def test_works_are_announced() -> None:
    works = [front for front, _ in ledger.notices().values() if front["种类"] == "施工" and "撤下" not in front]
    assert works and any(front["从"] <= f"{TODAY}" for front in works)


def test_the_water_company_is_called_and_comes() -> None:
    water = {each["简称"] for each in ledger.load("units.yml") if "供水公司" in each["简称"]}
    assert water
    own = [case for key, case in CASES.items() if key not in PRESS]
    assert water & set(values([case["进展"] for case in own], "交给")), "somebody calls it"
    assert water & {name for each in ledger.meetings() for name in each["参加"]}, "it sits at a table"
    done = [event["环节"] for case in own for event in case["进展"] if event.get("经办") in water]
    assert {"报到", "办理"} & set(done) or "反馈" in done, "it does something"


# The press

HEADLINES = [
    *(("颐景佳苑社区", number) for number in ("4000", "600", "1200", "3100", "2", "31", "214", "99.5")),
    *(("西交通巷社区", number) for number in ("17", "3179", "10500", "50")),
    *(("通道街", number) for number in ("200", "99")),
    ("拉僧仲", "7"),
]
"""Whose it is, and the number that the press says."""


@pytest.mark.parametrize(("whose", "number"), HEADLINES)
def test_the_headline_numbers_of_the_press_are_told(whose: str, number: str) -> None:
    (told,) = [each for each in ledger.load("reported.yml") if whose in each["谁的"] and each["数"] == number]
    spoken = {"50": "五十余", "10500": "10500余", "4000": "4000余", "600": "600余", "3100": "3100余", "200": "200多"}
    assert spoken.get(number, number) in told["说法"]
    assert ("约" in told) == (number in spoken)
    assert (
        re.match("报道《.+》", told["出处"])
        and told["截至"]
        and told["单位"] in ("%", told["说法"][-len(told["单位"]) :])
    )


def test_what_is_told_of_a_red_station_says_so() -> None:
    (told,) = [each for each in ledger.load("reported.yml") if "拉僧仲" in each["谁的"] and each["数"] == "7"]
    assert "红色驿站" in told["名称"]


def test_a_case_lies_in_the_folder_of_its_month() -> None:
    for path in CONTENT.glob("cases/[0-9]*/**/*.yml"):
        case = CASES[path.stem]
        assert path.parent == CONTENT / "cases" / case["进展"][0]["日期"][:4] / case["进展"][0]["日期"][5:7]


# Pages written by hand


def table(name: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading of a page, without its head."""
    text = (CONTENT / "pages" / name).read_text("utf-8").split(heading, 1)[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_the_guide_promises_the_days_of_the_rules() -> None:
    rules = ledger.load("rules.yml")
    expected = {each["名称"]: each["期限"] for each in rules["类别"] if "期限" in each}
    expected["一般的事"] = rules["期限"]
    promised = {
        {"问政策": "政策咨询"}.get(name, name): {"答复": answer.replace(" ", ""), "办结": closing.replace(" ", "")}
        for names, answer, closing in table("guide.md", "{#days}")
        for name in names.split("、")
    }
    assert promised == expected


def test_the_guide_promises_as_many_desks_as_the_community() -> None:
    home = ledger.spot(ledger.load("portal.yml")["社区"])
    number = "零一二三四五六七八九"[int(home.record["每月场次"])]
    assert f"每个月至少{number}次" in (CONTENT / "pages" / "guide.md").read_text("utf-8")


def test_the_page_about_the_board_explains_every_seal() -> None:
    assert [row[0] for row in table("about.md", "{#seals}")] == list(words.SEALS.values())
    assert list(words.SEALS.values()) == list(ledger.SEALS.values())
