"""YAML as people mean it: every scalar stays the text that was typed, and has a place.

`no`, `0471`, `12:30` and `2025-06-31` come out as typed; the record's model decides what they are.
Anchors, aliases, merge keys and tags are refused, a key given twice is a problem, and messages are
for people who never heard of YAML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from generator.problem import Problem, shown

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = Sequence[str | int]

MAX_BYTES = 1_000_000
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document: its plain value, and where each part of it stands."""

    value: Value
    root: yaml.Node | None
    first_line: int

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, as deep as the path can be followed.

        Parts that are not in the document (a missing key, the tag of a union) are passed over.
        The key itself is the place of a mapping's entry.
        """
        node, mark = self.root, self.root.start_mark if self.root else None
        for part in path:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if key.value == part:
                        node, mark = value, key.start_mark
                        break
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                mark = node.start_mark
        if mark is None:
            return self.first_line, 1
        return mark.line + self.first_line, mark.column + 1


class _Trouble(Exception):
    """What cannot be read; carries the parts of a problem that has no file yet."""

    def __init__(self, line: int, column: int, code: str, message: str, remedy: str) -> None:
        super().__init__(code)
        self.parts = (line, column, code, message, remedy)


def decode(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of a file; a byte order mark is dropped. Not UTF-8 is a problem."""
    if len(raw) > MAX_BYTES:
        return "", [Problem(file, 1, 1, "文件太大", "这个文件超过 1 MB", "一条记录不会这么长，请拆开")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return "", [Problem(file, line, column, "编码", "这个文件不是 UTF-8 编码", "请另存为 UTF-8 格式")]


def parse(text: str, file: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML document. `first_line` is where `text` begins in `file` (front matter)."""
    try:
        root = _compose(text)
        problems: list[Problem] = []
        value = _plain(root, file, first_line, problems, set(), 0) if root else None
        return Tree(value, root, first_line), problems
    except _Trouble as trouble:
        line, column, code, message, remedy = trouble.parts
        return None, [Problem(file, line + first_line - 1, column, code, message, remedy)]


def _compose(text: str) -> yaml.Node | None:
    loader = yaml.CSafeLoader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    except RecursionError:
        raise _too_deep(1, 1) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        message = "这里有一个看不见的控制字符"
        raise _Trouble(line, column, "怪字符", message, "把它删掉，重新输入这几个字") from None
    except yaml.MarkedYAMLError as error:
        raise _explained(text, error) from None
    finally:
        loader.dispose()


def _too_deep(line: int, column: int) -> _Trouble:
    return _Trouble(line, column, "层数太深", "一层套一层，太深了", "请照样例的层次写")


_WIDE_COLON = re.compile(r"^\s*(?:- +)*([^\s:：#'\"|>\[\]{}-][^:：#'\"\[\]{}]{0,12})：", re.MULTILINE)

_EXPLAINED = (
    ("found character that cannot start", "怪符号", "这个符号不能放在开头", "给整句话加上英文引号"),
    ("mapping values are not allowed", "冒号", "这一行多了一个冒号", "给冒号后面的整句话加上英文引号"),
    ("found unexpected end of stream", "引号", "引号只有一半", "补上另一半引号"),
    ("found unknown escape character", "反斜杠", "双引号里不能有反斜杠", "改用英文单引号"),
    ("found undefined alias", "星号", "星号 * 不能放在开头", "给整句话加上英文引号"),
    ("expected a single document", "分隔线", "一个文件只能有一条记录", "删掉多出来的 --- 和后面的内容"),
    ("did not find expected ',' or ']'", "方括号", "方括号没有配对", "检查 [ ] 和中间的英文逗号"),
    ("did not find expected ',' or '}'", "花括号", "花括号没有配对", "检查 { } 和中间的英文逗号"),
)


def _explained(text: str, error: yaml.MarkedYAMLError) -> _Trouble:
    lines = text.splitlines()
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = f"{error.problem or ''} {error.context or ''}"
    wide = [
        text.count("\n", 0, found.start(1)) + 1
        for found in _WIDE_COLON.finditer(text)
        if text.count("\n", 0, found.start(1)) + 1 <= line
    ]
    if wide and line - wide[-1] <= 2:
        column = lines[wide[-1] - 1].index("：") + 1
        message = "冒号写成了全角的“：”"
        return _Trouble(wide[-1], column, "全角冒号", message, "改成英文冒号加一个空格“: ”")
    if line <= len(lines) and lines[line - 1][:column].endswith("\t"):
        return _Trouble(line, column, "制表符", "这里用了 Tab 键", "缩进请用空格，每层两个")
    for sign, code, message, remedy in _EXPLAINED:
        if sign in said:
            return _Trouble(line, column, code, message, remedy)
    message = "从这里开始读不懂"
    return _Trouble(line, column, "格式", message, "看这一行和上一行：每层缩进两个空格，冒号后有空格")


# What the resolver makes of an untagged scalar; the text is kept whatever it says.
_IMPLICIT = {"str", "int", "float", "bool", "null", "timestamp", "value", "merge"}


def _plain(node: yaml.Node, file: str, first: int, problems: list[Problem], seen: set[int], depth: int) -> Value:
    line, column = node.start_mark.line + first, node.start_mark.column + 1
    if depth > MAX_DEPTH:
        raise _too_deep(line - first + 1, column)
    if id(node) in seen:
        message = "不能用 & 和 * 引用别处的内容"
        raise _Trouble(line - first + 1, column, "引用", message, "把内容照写一遍")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _IMPLICIT:
            problems.append(Problem(file, line, column, "标签", "不能用 ! 开头的标签", "给整句话加上英文引号"))
        text: str = node.value
        return None if not node.style and text in ("", "~") else text
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, file, first, problems, seen, depth + 1) for each in node.value]
    assert isinstance(node, yaml.MappingNode)
    return dict(_entries(node, file, first, problems, seen, depth))


def _entries(
    node: yaml.MappingNode,
    file: str,
    first: int,
    problems: list[Problem],
    seen: set[int],
    depth: int,
) -> Iterator[tuple[str, Value]]:
    keys: set[str] = set()
    for key, value in node.value:
        line, column = key.start_mark.line + first, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            message = "冒号前面要是一个词"
            problems.append(Problem(file, line, column, "键", message, "照样例写成“词: 内容”"))
            continue
        if key.value in keys:
            message = f"“{shown(key.value)}”写了两次"
            problems.append(Problem(file, line, column, "重复的键", message, "只留一个"))
            continue
        keys.add(key.value)
        yield key.value, _plain(value, file, first, problems, seen, depth + 1)
