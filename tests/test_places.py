"""The tree of places, who sits where, and the names by which staff call them."""

import pytest
from records_helper import problems_of

from generator import read
from generator.fold import directory as fold_directory
from generator.fold import places
from generator.fold.directory import Directory
from generator.fold.places import Tree
from generator.problem import Fault, Problem

PLACES = """\
- 名称: 乌海市
  层级: 市
  代码: wuhai
  下级:
    - 名称: 新达街道
      层级: 街道
      代码: xinda
      下级:
        - 名称: 颐景社区
          层级: 社区
          代码: yijing
          下级:
            - 名称: 维邦佳园
              层级: 小区
              代码: weibang
              曾用代码: [weibang-old, wb]
              户数: 120
              下级:
                - {名称: 1号楼, 层级: 楼栋, 代码: weibang-1}
            - 名称: 幸福里
              层级: 小区
              代码: xingfuli-a
              下级:
                - {名称: 1号楼, 层级: 楼栋, 代码: xingfuli-2}
        - 名称: 华苑社区
          层级: 社区
          代码: huayuan
          每月场次: 3
          下级:
            - 名称: 幸福里
              层级: 小区
              代码: xingfuli-b
              下级:
                - {名称: 1号楼, 层级: 楼栋, 代码: xingfuli-1}
    - {名称: 海南区, 层级: 区, 代码: hainan}
"""
UNITS = """\
- {简称: 颐景社区, 级别: 社区, 管辖: 颐景社区}
- {简称: 新达街道, 级别: 街道, 管辖: 新达街道}
- {简称: 供水公司, 级别: 企业}
"""
CONTACTS = """\
- {岗位: 街道值班岗, 级别: 街道, 地点: 新达街道, 管什么: 甲, 电话: 000-1}
- {岗位: 维邦网格员, 级别: 网格, 单位: 供水公司, 地点: [维邦佳园, 幸福里], 管什么: 乙, 电话: 000-2}
- {岗位: 颐景书记岗, 级别: 社区, 地点: 颐景社区, 管什么: 丙, 电话: 000-3}
- {岗位: 颐景代办员, 级别: 社区, 地点: [颐景社区, 维邦佳园], 管什么: 丁, 电话: 000-4}
"""


def tree(text: str = PLACES) -> Tree:
    reading = read.read("places.yml", text.encode())
    assert reading.problems == ()
    return places.plant(reading.record)


def located(text: str) -> list[Problem]:
    return sorted(read.locate("places.yml", text.encode(), fault) for fault in tree(text).faults)


def index(units: str = UNITS, contacts: str = CONTACTS) -> tuple[Directory, dict[str, list[Fault]]]:
    records = [read.read(f"{kind}.yml", text.encode()) for kind, text in (("units", units), ("contacts", contacts))]
    assert all(reading.problems == () for reading in records)
    return fold_directory.index(tree(), records[0].record, records[1].record)


def codes(found: list[places.Place]) -> list[str]:
    return [place.code for place in found]


# The tree


def test_a_good_tree_has_no_faults() -> None:
    assert tree().faults == []


def test_up_and_down() -> None:
    grown = tree()
    assert codes(list(grown.up("weibang-1"))) == ["weibang-1", "weibang", "yijing", "xinda", "wuhai"]
    assert codes(list(grown.up("wuhai"))) == ["wuhai"]
    assert codes(list(grown.down("yijing"))) == ["yijing", "weibang", "weibang-1", "xingfuli-a", "xingfuli-2"]
    assert codes(list(grown.down("wuhai"))) == list(grown.places)
    assert codes(list(grown.down("hainan"))) == ["hainan"]


def test_what_a_place_knows() -> None:
    place = tree().places["weibang"]
    assert place.full_name == "乌海市 › 新达街道 › 颐景社区 › 维邦佳园"
    assert (place.parent, place.children, place.households) == ("yijing", ("weibang-1",), 120)
    assert place.former == ("weibang-old", "wb")
    assert tree().places["huayuan"].monthly == 3


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("维邦佳园", ["weibang"]),
        ("幸福里", ["xingfuli-a", "xingfuli-b"]),
        ("颐景社区/幸福里", ["xingfuli-a"]),
        ("华苑社区/幸福里", ["xingfuli-b"]),
        ("华苑社区 / 幸福里", ["xingfuli-b"]),
        ("新达街道/华苑社区/幸福里", ["xingfuli-b"]),
        ("1号楼", ["weibang-1", "xingfuli-2", "xingfuli-1"]),
        ("幸福里/1号楼", ["xingfuli-2", "xingfuli-1"]),
        ("华苑社区/幸福里/1号楼", ["xingfuli-1"]),
        ("维邦佳园/1号楼", ["weibang-1"]),
        ("华苑社区/1号楼", ["xingfuli-1"]),
        ("维邦佳园/幸福里", []),
        ("幸福里/华苑社区", []),
        ("维邦", []),
        ("weibang", []),
        ("", []),
        ("/", []),
    ],
)
def test_a_place_is_found_by_name_and_by_what_it_lies_in(name: str, found: list[str]) -> None:
    assert codes(tree().find(name)) == found


def test_the_words_of_an_ambiguity_lead_to_one_place_each() -> None:
    directory, _ = index()
    for name, shortest in (
        ("幸福里", ["颐景社区/幸福里", "华苑社区/幸福里"]),
        ("1号楼", ["维邦佳园/1号楼", "颐景社区/幸福里/1号楼", "华苑社区/幸福里/1号楼"]),
        ("幸福里/1号楼", ["颐景社区/幸福里/1号楼", "华苑社区/幸福里/1号楼"]),
    ):
        faults: list[Fault] = []
        assert directory.place(name, (), faults) is None
        (fault,) = faults
        ways = [way.strip("“”") for way in fault.remedy.removeprefix("写成").split("、")]
        assert ways == shortest
        assert all(len(directory.tree.find(way)) == 1 for way in ways)


# Faults of places.yml, with their lines


def test_a_code_given_twice() -> None:
    (problem,) = located(PLACES.replace("代码: huayuan", "代码: yijing"))
    assert (problem.line, problem.column, problem.code) == (27, 11, "代码重复")
    assert "颐景社区" in problem.message


def test_a_child_with_the_code_of_its_parent_breaks_nothing() -> None:
    text = PLACES.replace("代码: weibang\n", "代码: yijing\n")
    (problem,) = located(text)
    assert problem.line == 15
    grown = tree(text)
    lost = grown.find("维邦佳园")[0]
    assert [place.name for place in grown.up(lost.code)] == ["维邦佳园", "颐景社区", "新达街道", "乌海市"]
    assert len(list(grown.down("wuhai"))) == len(grown.places)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "owner"),
    [
        ("[weibang-old, wb]", "[weibang-old, huayuan]", 16, 35, "华苑社区"),
        ("[weibang-old, wb]", "huayuan", 16, 15, "华苑社区"),
        ("[weibang-old, wb]", "[weibang]", 16, 22, "维邦佳园"),
        ("代码: huayuan", "代码: huayuan\n          曾用代码: [wb]", 28, 18, "维邦佳园"),
    ],
)
def test_a_former_code_leads_to_one_place(old: str, new: str, line: int, column: int, owner: str) -> None:
    (problem,) = located(PLACES.replace(old, new))
    assert (problem.file, problem.line) == ("content/places.yml", line)
    assert problem.column == column
    assert problem.code == "代码重复"
    assert owner in problem.message


def test_a_former_code_is_a_code() -> None:
    (problem,) = problems_of("places.yml", PLACES.replace("[weibang-old, wb]", "[../x]"))
    assert (problem.line, problem.column, problem.code) == (16, 22, "代码")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("层级: 社区\n          代码: huayuan", "层级: 街道\n          代码: huayuan", 26),
        ("层级: 社区\n          代码: huayuan", "层级: 市\n          代码: huayuan", 26),
        ("{名称: 1号楼, 层级: 楼栋, 代码: weibang-1}", "{名称: 甲, 层级: 小区, 代码: weibang-1}", 19),
    ],
)
def test_a_level_out_of_order(old: str, new: str, line: int) -> None:
    (problem,) = located(PLACES.replace(old, new))
    assert (problem.line, problem.code) == (line, "层级")
    assert "不能放在" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("名称: 华苑社区", "名称: 颐景社区", 25), ("{名称: 海南区", "{名称: 新达街道", 35)],
)
def test_two_places_side_by_side_have_two_names(old: str, new: str, line: int) -> None:
    (problem,) = located(PLACES.replace(old, new))
    assert (problem.line, problem.code) == (line, "名字重复")


def test_a_name_without_the_sign_that_parts_names() -> None:
    (problem,) = located(PLACES.replace("名称: 海南区", "名称: 海南/区"))
    assert (problem.line, problem.code) == (35, "名称")


def test_levels_may_be_left_out() -> None:
    assert tree("- {名称: 甲, 层级: 市, 代码: a, 下级: [{名称: 乙, 层级: 楼栋, 代码: b}]}\n").faults == []


# The directory


def test_the_seat_of_a_place_is_its_nearest_unit() -> None:
    directory, _ = index()
    seats = {code: directory.seat(place) for code, place in directory.tree.places.items()}
    assert seats["weibang-1"] == seats["yijing"] == "颐景社区"
    assert seats["huayuan"] == seats["xingfuli-b"] == "新达街道"
    assert seats["hainan"] is None


def test_the_contact_card_begins_with_the_nearest_posts() -> None:
    directory, _ = index()
    card = [post.post for post in directory.posts_for("weibang-1")]
    assert card == ["维邦网格员", "颐景代办员", "颐景书记岗", "街道值班岗"]
    assert [post.post for post in directory.posts_for("yijing")] == ["颐景书记岗", "颐景代办员", "街道值班岗"]
    assert directory.posts_for("hainan") == []


def test_units_and_posts_act() -> None:
    directory, faults = index(contacts=CONTACTS.replace(", 幸福里]", "]"))
    assert faults == {"units": [], "contacts": []}
    none: list[Fault] = []
    unit, post = directory.actor("供水公司", (), none), directory.actor("维邦网格员", (), none)
    assert unit and (unit.kind, unit.level) == ("unit", "企业")
    assert post and (post.kind, post.phone) == ("post", "000-2")
    assert none == []


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("供水公司的", "是不是“供水公司”？"),
        ("自来水公司", "“供水公司”"),
        ("颐景", "“颐景社区”"),
        ("张三", "units.yml"),
        ("供水公司、新达街道", "[甲, 乙]"),
        ("供水公司，新达街道", "[甲, 乙]"),
    ],
)
def test_an_unknown_unit_is_answered_with_the_nearest(name: str, remedy: str) -> None:
    directory, _ = index()
    faults: list[Fault] = []
    assert directory.actor(name, ("进展", 0, "经办"), faults) is None
    (fault,) = faults
    assert fault.path == ("进展", 0, "经办")
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("维邦家园", "是不是“维邦佳园”"),
        ("颐景佳苑社区", "“颐景社区”"),
        ("甲", "places.yml"),
        ("维邦佳园、幸福里", "[甲, 乙]"),
    ],
)
def test_an_unknown_place_is_answered_with_the_nearest(name: str, remedy: str) -> None:
    directory, _ = index()
    faults: list[Fault] = []
    assert directory.place(name, (), faults) is None
    assert remedy in faults[0].remedy


@pytest.mark.parametrize(
    ("units", "contacts", "kind", "path", "code"),
    [
        (UNITS + "- {简称: 供水公司, 级别: 企业}\n", CONTACTS, "units", (3, "简称"), "名字重复"),
        (UNITS + "- {简称: 居委会, 级别: 社区, 管辖: 颐景社区}\n", CONTACTS, "units", (3, "管辖"), "管辖重复"),
        (UNITS + "- {简称: 居委会, 级别: 社区, 管辖: 景颐社区}\n", CONTACTS, "units", (3, "管辖"), "不认识的地点"),
        (UNITS, CONTACTS.replace("颐景书记岗", "供水公司"), "contacts", (2, "岗位"), "名字重复"),
        (UNITS, CONTACTS.replace("单位: 供水公司", "单位: 水务局"), "contacts", (1, "单位"), "不认识的单位"),
        (
            UNITS,
            CONTACTS.replace("[颐景社区, 维邦佳园]", "[颐景社区, 维邦]"),
            "contacts",
            (3, "地点", 1),
            "不认识的地点",
        ),
    ],
)
def test_faults_of_units_and_contacts(
    units: str, contacts: str, kind: str, path: tuple[str | int, ...], code: str
) -> None:
    _, faults = index(units, contacts.replace("维邦佳园, 幸福里", "维邦佳园"))
    (fault,) = faults["units"] + faults["contacts"]
    assert fault in faults[kind]
    assert (fault.path, fault.code) == (path, code)
    assert fault.remedy


def test_an_ambiguous_place_on_a_card_is_a_fault() -> None:
    _, faults = index()
    (fault,) = faults["contacts"]
    assert (fault.path, fault.code) == ((1, "地点", 1), "地点重名")
