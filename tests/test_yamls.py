"""YAML as people mean it: the cases of yaml_cases.txt, and the places of what was read."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_helper import steady

from generator import yamls
from generator.problem import Problem

CASES_FILE = Path(__file__).parent / "yaml_cases.txt"


def _cases() -> list[tuple[str, str, list[str]]]:
    """(title, input, lines of what is expected)"""
    found = []
    lines = CASES_FILE.read_text("utf-8").split("\n")
    lines = [line for line in lines if not line.startswith("# ")]
    while "." in lines:
        parts = []
        for _ in range(3):
            dot = lines.index(".")
            parts.append([line for line in lines[:dot] if line or parts])
            lines = lines[dot + 1 :]
        (title,), typed, expected = parts
        found.append((title, _visible(typed), expected))
    return found


def _visible(lines: list[str]) -> str:
    text = "".join(f"{line}\n" for line in lines).replace("⇥", "\t").replace("␍\n", "\r\n").replace("␍", "\r")
    return re.sub("⟨([0-9a-f]+)⟩", lambda found: chr(int(found[1], 16)), text)


CASES = _cases()


def brief(problems: list[Problem]) -> list[str]:
    return [f"! {p.line}:{p.column} {p.code}" for p in sorted(problems)]


def parse(text: str) -> yamls.Tree:
    tree, problems = yamls.parse(text, "f")
    assert tree and not problems
    return tree


def test_there_are_cases() -> None:
    assert len(CASES) > 60
    assert len({title for title, _, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(("typed", "expected"), [pytest.param(t, e, id=title) for title, t, e in CASES])
def test_case(typed: str, expected: list[str]) -> None:
    tree, problems = yamls.parse(typed, "f")
    value = [line for line in expected if not line.startswith("! ")]
    assert brief(problems) == [line for line in expected if line.startswith("! ")]
    assert ([tree.value] if tree else []) == [json.loads(line) for line in value]
    for problem in problems:
        assert re.search("[一-鿿]", problem.message)
        assert re.search("[一-鿿]", problem.remedy)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("标题: 水压".encode("gbk"), (1, 1)),
        ("标题: 水压\n性质: ".encode() + "诉求".encode("gbk"), (2, 5)),
        ("\ufeff标题: ".encode() + b"\xff", (1, 5)),
        ("标题: 水压".encode("utf-16"), (1, 1)),
        ("标题: 水压\r概述: ".encode() + b"\x80", (2, 5)),
    ],
)
def test_what_is_not_utf8_is_named_where_it_begins(raw: bytes, place: tuple[int, int]) -> None:
    text, (problem,) = yamls.decode(raw, "f")
    assert text == ""
    assert (problem.line, problem.column) == place
    assert problem.code == "编码"
    assert "UTF-8" in problem.remedy


def test_a_byte_order_mark_is_dropped() -> None:
    assert yamls.decode("\ufeff甲: 1".encode(), "f") == ("甲: 1", [])


def test_a_huge_file_is_not_read() -> None:
    _, (problem,) = yamls.decode(b"a" * (yamls.MAX_BYTES + 1), "f")
    assert (problem.line, problem.column, problem.code) == (1, 1, "文件太大")
    assert yamls.decode(b"a" * yamls.MAX_BYTES, "f")[1] == []


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_endless_nesting_is_a_problem(sign: str) -> None:
    tree, problems = yamls.parse(sign * 30_000, "f")
    assert tree is None
    assert len(problems) == 1


def test_long_lines_and_many_brackets_are_not_deep() -> None:
    assert parse("甲: " + "水" * 4000).value == {"甲": "水" * 4000}
    assert parse("甲:\n" + "  - [1]\n" * 600).value == {"甲": [["1"]] * 600}


def test_a_file_of_mistakes_takes_no_time() -> None:
    for line in ("\n", "标题：甲\n", "甲: !x 1\n", "- ", " ", "甲:乙\n", "- - - -\n"):
        yamls.parse(line * (20_000 // len(line)) + "[", "f")
    yamls.parse("甲: |\n" + "  第一：水\n" * 20_000 + "乙\n丙: 丁\n", "f")


DEEP = """\
编号: SY-2025-031
地点: [桑榆苑, 柳岸小区]
进展:
  - 日期: 2025-04-17
    环节: 登记

  - 日期: 2025-04-18
    环节: 转办
    交给:
      - 供水公司
      - "物业公司"
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("编号",), (1, 1)),
        (("地点",), (2, 1)),
        (("地点", 0), (2, 6)),
        (("地点", 1), (2, 11)),
        (("进展",), (3, 1)),
        (("进展", 1), (7, 5)),
        (("进展", 1, "环节"), (8, 5)),
        (("进展", 1, "交给", 1), (11, 9)),
        # the tag of a union, a key that is missing, an entry that is not there: as deep as it goes
        (("进展", 1, "转办", "交给", 0), (10, 9)),
        (("进展", 0, "经办"), (4, 5)),
        (("进展", 2), (3, 1)),
        (("进展", 7), (3, 1)),
        (("标题",), (1, 1)),
        (("编号", "下面", 0), (1, 1)),
    ],
)
def test_a_path_leads_to_line_and_column(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert parse(DEEP).place(path) == place
    assert parse(DEEP.replace("\n", "\r\n")).place(path) == place


def test_places_count_from_where_the_text_begins() -> None:
    tree, _ = yamls.parse("标题: 甲\n电话: 1\n", "f", first_line=2)
    assert tree and tree.place(("电话",)) == (3, 1)
    _, (problem,) = yamls.parse("标题: 甲\n性质：乙\n", "f", first_line=2)
    assert (problem.line, problem.column) == (3, 3)
    _, (problem,) = yamls.parse("标题: 甲\n标题: 乙\n", "f", first_line=2)
    assert problem.line == 3


def test_an_empty_document_has_a_place() -> None:
    tree, _ = yamls.parse("", "f", first_line=2)
    assert tree and tree.place(("标题",)) == (2, 1)


_SIGNS = st.sampled_from(
    [*" \n\t:-#[]{}&*!|>'\"%@`,?~：，“”　", "甲", "标题", "编号: ", "- ", "\r\n", "\u2028", "\x07", "<<"]
)


@steady
@given(st.lists(_SIGNS, max_size=40).map("".join))
def test_any_text_is_a_value_or_problems_within_it(text: str) -> None:
    tree, problems = yamls.parse(text, "f")
    assert tree or problems
    lines = re.split("\r\n|\r|\n", text)
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message
        assert problem.remedy
