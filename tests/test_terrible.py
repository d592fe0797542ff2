"""Two portals in which everything is wrong give exactly their problems, and say them to people.

`terrible` has at least one of each mistake; in `terrible/broken` the files that all others need
cannot be read. `expected.txt` beside each lists `file:line:column code`, sorted.
"""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from records_helper import check

from generator.forms import as_github, as_json, as_text
from generator.problem import ERROR, REMINDER, Problem

REPO = Path(__file__).parents[1]
TERRIBLE = REPO / "tests" / "samples" / "terrible"
TODAY = date(2026, 6, 1)
PORTALS = [TERRIBLE, TERRIBLE / "broken"]
# Nobody wants a file of a megabyte in the repo; and what has no words of its own has not been met yet.
# Nor a hundred mistakes in a file, nor a link (tests/test_limits.py and test_intake.py have them).
ELSEWHERE = {"文件太大", "内容不对", "错误太多", "内容太多", "正文太长", "读不出", "链接文件"}
REMINDERS = {"照片带位置", "没用的照片", "场次对不上", "来源对不上"}

# Typed somewhere in the two portals, and never to be repeated.
TYPED = ("13800138000", "王某某")


@pytest.fixture(scope="module", params=PORTALS, ids=lambda portal: portal.name)
def portal(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def problems(portal: Path) -> list[Problem]:
    return check(portal / "content", TODAY)


def expected(portal: Path) -> list[str]:
    return (portal / "expected.txt").read_text("utf-8").splitlines()


def test_exactly_these(portal: Path, problems: list[Problem]) -> None:
    assert [f"{p.file}:{p.line}:{p.column} {p.code}" for p in problems] == expected(portal)


def test_each_is_a_message_in_chinese_with_a_remedy(problems: list[Problem]) -> None:
    for problem in problems:
        assert problem.level == (REMINDER if problem.code in REMINDERS else ERROR)
        for text in (problem.message, problem.remedy):
            assert re.search("[一-鿿]", text), problem
            assert len(text) <= 90, problem
            assert not re.search(r"None|\bstr\b|step|result|[{}]{2}|input|error|Error|'", text), problem
        assert problem.message[-1] not in "。.", problem


def test_each_is_at_a_line_that_there_is(portal: Path, problems: list[Problem]) -> None:
    for problem in problems:
        file = portal / problem.file
        lines = re.split(b"\r\n|\r|\n", file.read_bytes()) if file.exists() else [b""]
        assert 1 <= problem.line <= len(lines), problem
        assert problem.column <= len(lines[problem.line - 1]) + 1, problem


def test_no_message_repeats_what_is_private(problems: list[Problem]) -> None:
    for problem in problems:
        said = problem.message + problem.remedy
        assert not any(typed in said for typed in TYPED), problem
        assert not re.search(r"\d{6,}", said), problem


def test_the_remedies_of_the_likely_mistakes_name_the_right_word() -> None:
    said = {(p.code, p.message): p.remedy for p in check(TERRIBLE / "content", TODAY)}
    assert said["不认识的环节", "“已办”不是环节"] == "是不是“办结”？"
    assert said["不认识的词", "“性质”不能写“投诉”"] == "是不是“诉求”？"
    assert said["不认识的单位", "没有叫“供水公司”的单位或岗位"] == "是不是“示例供水公司”？"
    assert "“桑榆苑”" in said["不认识的地点", "没有叫“桑榆园”的地点"]


def test_every_way_of_writing_them_down_has_them_all(problems: list[Problem]) -> None:
    assert as_text(problems).count("→") == len(problems)
    assert as_json(problems).count('"code"') == len(problems)
    assert as_github(problems).count("\n") == len(problems)


def test_a_pull_request_shows_them_whole() -> None:
    problem = Problem("content/a,b:c.yml", 3, 5, "甲", "百分之 5%\n两行", "改")
    assert as_github([problem]) == ("::error file=content/a%2Cb%3Ac.yml,line=3,col=5,title=甲::百分之 5%25%0A两行 改\n")


# Each code that the source can say is said


def codes_in_source() -> set[str]:
    """The codes that stand in the source: what is handed to those who make problems, and in tables."""
    found: set[str] = set()
    sources = [*(REPO / "generator").glob("*.py"), *(REPO / "generator").glob("records/*.py")]
    sources += [*(REPO / "generator" / "fold").rglob("*.py"), *(REPO / "generator").glob("photos/*.py")]
    for path in sources:
        speaks = path.stem in ("yamls", "slips", "unseen", "intake", "read", "explain", "register")
        if speaks or {"fold", "records", "photos"} & set(path.parts):
            found |= _codes(ast.parse(path.read_text("utf-8")))
    return found


def codes_in(package: str) -> set[str]:
    """The codes in a package that speaks of what no portal without git can show."""
    return {
        code
        for path in (REPO / "generator" / package).rglob("*.py")
        for code in _codes(ast.parse(path.read_text("utf-8")))
    }


# Where the code stands among the arguments.
MAKERS = {"Problem": 3, "Fault": 1, "wrong": 0, "matching": 1, "Trouble": 2, "_fault": 1, "_say": 2, "_nothing": 1}
# Tables and returns that begin with a code, or have it in this place.
TABLES = {"_SLIPS": 1, "_VALUES": 1, "_EXPLAINED": 2, "_BLIND": 1}


def _codes(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            # `*place` stands for line and column
            args = [part for arg in node.args for part in ([arg, arg] if isinstance(arg, ast.Starred) else [arg])]
            parts = args[MAKERS[name] : MAKERS[name] + 1] if name in MAKERS else []
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
            parts = node.value.elts[:1]
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in TABLES:
            place = TABLES[node.targets[0].id]  # type: ignore[attr-defined]
            parts = [row.elts[place] for row in node.value.elts]  # type: ignore[attr-defined]
        found |= {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return {code for code in found if re.fullmatch("[一-鿿]+", code)}


def test_every_mistake_that_can_be_said_is_made() -> None:
    made = {line.rpartition(" ")[2] for portal in PORTALS for line in expected(portal)}
    assert len(made) > 60
    assert codes_in_source() - ELSEWHERE <= made
