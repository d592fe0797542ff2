"""Nothing is changed silently: other people's YAML parsers read the same texts out of a file, or we say why not.

PyYAML's BaseLoader and ruamel.yaml (its own scanner and composer, YAML 1.2) leave scalars as they
are typed too. What we drop is said in `generator.yamls`: blanks at the edges of an unquoted value.
What we refuse has a place.
"""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from generator import yamls

CONTENT = Path(__file__).parents[1] / "content"
many = settings(max_examples=1500, deadline=None, derandomize=True)
BLANKS = " \t\u3000\xa0\u200b\u200c\u200d\u2060"


class Missing(Exception):
    """The other parser refuses the document."""


def by_pyyaml(text: str) -> Any:
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, TypeError) as error:  # a list for a key
        raise Missing from error


def by_ruamel(text: str) -> Any:
    try:
        node = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except YAMLError as error:
        raise Missing from error
    return None if node is None else plain(node)


def plain(node: Any) -> Any:
    if node.id == "scalar":
        return node.value
    if node.id == "sequence":
        return [plain(each) for each in node.value]
    return {plain(key): plain(value) for key, value in node.value}


def same(ours: Any, theirs: Any) -> bool:
    """Whether our value is theirs, but for blanks at the edges and `~`, which is nothing."""
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and list(ours) == list(theirs) and all(same(ours[k], theirs[k]) for k in ours)
    if isinstance(ours, list):
        return isinstance(theirs, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if ours is None:
        return theirs is None or theirs.strip(BLANKS) in ("", "~")
    return ours in (theirs, theirs.strip(BLANKS))


def judge(text: str, counted: dict[str, int] | None = None) -> None:
    """Read by us and by both of them."""
    decoded, problems = yamls.decode(text.encode(), "f")
    tree, more = yamls.parse(decoded, "f") if not problems else (None, [])
    problems += more
    assert tree or problems
    lines = re.split("\r\n|\r|\n", text)
    for each in problems:
        assert 1 <= each.line <= len(lines)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1
    if counted is not None:
        counted["refused" if problems else "accepted"] = counted.get("refused" if problems else "accepted", 0) + 1
    if problems or tree is None:
        return
    for read in (by_pyyaml, by_ruamel):
        try:
            theirs = read(text)
        except Missing:
            if counted is not None:
                counted[read.__name__] = counted.get(read.__name__, 0) + 1
            continue
        assert same(tree.value, theirs), (read.__name__, text, tree.value, theirs)


# Documents of one shape, written in every style that YAML has

WORDS = st.sampled_from(
    [
        "水压不足", "no", "0471", "12:30", "1_000", "2025-06-31", "null", "~", "3号楼 #2单元", "3号楼#2",
        "一家叫“老地方”的店", "《甲、乙办法》", "见 https://example.org/a#b", "三件事：水、电、气", "[甲", "乙]",
        "{丙}", "- 丁", "-5", "&戊", "*己*", "!重要", "%5", "@全体", "`code`", "?", ":", "甲:乙", "甲: 乙", "|", ">",
        '"', "'", "it's", '他说"好"', "C:\\new", "\\", "0x1F", "1e3", "+86", "是", "", "  ", "　",
        "👨\u200d👩\u200d👧", "水\u200b压", "\u202e", "甲\u2028乙", "=", "<<", "...", "---", "2026-03-02 登记",
        "SY-2026-001", "138", "１２", "，", "甲，乙", "“", "”", "(甲)", "（甲）", "#", "＃", "a,b", "a, b",
    ]
)  # fmt: skip
PROSE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
LINES = st.lists(st.one_of(PROSE, st.just("")), min_size=1, max_size=4)
REMARK = st.sampled_from(["", "", "", "  # 备注", " #备注", "\t# 备注"])


@st.composite
def scalars(draw: st.DrawFn, indent: int, flow: bool = False) -> str:
    """A value as it may be typed behind a colon or a dash."""
    style = draw(st.sampled_from(["plain", "plain", "single", "double", *([] if flow else ["block", "lines"])]))
    if style == "single":
        return "'" + draw(PROSE).replace("'", "''") + "'"
    if style == "double":
        return '"' + draw(PROSE).replace('"', '\\"') + '"'
    lines = draw(LINES)
    if style == "block":
        header = draw(st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2", "| "]))
        return header + "".join(f"\n{' ' * (indent + 2)}{line}" for line in lines)
    if style == "lines":
        return f"\n{' ' * (indent + 2)}".join(line or "甲" for line in lines)
    return draw(PROSE)


@st.composite
def nodes(draw: st.DrawFn, indent: int, depth: int) -> str:
    """A value of any kind, ready to stand behind `key:` or `-`."""
    kind = draw(st.sampled_from(["scalar", "scalar", "flow", *(["list", "map"] if depth else [])]))
    if kind == "scalar":
        return " " + draw(scalars(indent)) + draw(REMARK)
    if kind == "flow":
        items = draw(st.lists(scalars(indent, flow=True), max_size=3))
        return " [" + draw(st.sampled_from([", ", ","])).join(items) + "]" + draw(REMARK)
    space = "\n" + " " * (indent + 2)
    if kind == "list":
        return "".join(space + "-" + draw(nodes(indent + 2, depth - 1)) for _ in range(draw(st.integers(1, 3))))
    return "".join(space + draw(entries(indent + 2, depth - 1)) for _ in range(draw(st.integers(1, 3))))


KEYS = st.sampled_from(["标题", "概述", "进展", "日期", "交给", "是", "1", '"引"', "'单'", "a b", "甲#乙", "长" * 20])


@st.composite
def entries(draw: st.DrawFn, indent: int, depth: int) -> str:
    return draw(KEYS) + draw(st.sampled_from([":", ":", " :"])) + draw(nodes(indent, depth))


DOCUMENTS = st.lists(entries(0, 2), min_size=1, max_size=4).map(lambda lines: "\n".join(lines) + "\n")
BREAKS = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@pytest.mark.wide
@many
@given(DOCUMENTS, BREAKS)
def test_a_document_of_any_style_is_read_as_others_read_it(text: str, line_break: str) -> None:
    judge(text.replace("\n", line_break))


# Good records, spoiled

SCRAPS = [
    "", "：", ": ", ":", "\n", "\r\n", "\n\n", "  ", " ", "\t", "- ", "-", "[", "]", ", ", "，", "{", "}", '"', "'",
    "“", "”", " #", "#", "&a ", "*a", "!", "|", ">", "~", "\u3000", "\xa0", "\u200b", "\u202e", "\u2028", "\x85",
    "\x00", "\x07", "\ufeff", "\\", "\\n", "?", "%", "---", "---\n", "...", "不详", "null", "<<", "＂", "［", "】",
    "－", "👨\u200d👩", "@", "`",
]  # fmt: skip
SOURCES = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.yml"))[::7]]


def spoil(text: str, data: st.DataObject) -> str:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        kind = data.draw(st.sampled_from(["scrap", "scrap", "cut", "swap", "twice", "join"]))
        at = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[at])))
        if kind == "scrap":
            lines[at] = lines[at][:column] + data.draw(st.sampled_from(SCRAPS)) + lines[at][column:]
        elif kind == "cut":
            lines[at] = lines[at][:column] + lines[at][column + data.draw(st.integers(1, 3)) :]
        elif kind == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "twice":
            lines.insert(at, lines[at])
        elif at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
    return "\n".join(lines)


@pytest.mark.wide
@many
@given(st.sampled_from(SOURCES), st.data())
def test_a_spoiled_record_is_read_as_others_read_it(text: str, data: st.DataObject) -> None:
    judge(spoil(text, data))


@pytest.mark.wide
@many
@given(st.sampled_from(SOURCES), st.data())
def test_flipped_bits_are_a_problem_or_what_others_read(text: str, data: st.DataObject) -> None:
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    decoded, problems = yamls.decode(bytes(raw), "f")
    if problems:
        assert len(problems) == 1 and problems[0].line >= 1
    else:
        judge(decoded)


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.yml")), ids=lambda path: path.stem)
def test_every_record_of_our_own_is_accepted_and_read_as_others_read_it(path: Path) -> None:
    counted: dict[str, int] = {}
    judge(path.read_text("utf-8"), counted)
    assert counted == {"accepted": 1}
