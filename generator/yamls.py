"""YAML as people mean it: every scalar stays the text that was typed, and has a place.

Blanks at its edges that nobody sees are dropped.

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
_SURELY_SHALLOW = 500


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document: its plain value, and where each part of it stands."""

    value: Value
    root: yaml.Node | None
    first_line: int
    lines: Sequence[str] = ()

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, as deep as the path can be followed.

        Parts that are not in the document (a missing key, the tag of a union) are passed over.
        The key itself is the place of a mapping's entry.
        """
        node, mark = self.root, self.root.start_mark if self.root else None
        for part in path:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if isinstance(part, str) and _name(key) == part:
                        node, mark = value, key.start_mark
                        break
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                mark = node.start_mark
        if mark is None:
            return self.first_line, 1
        return mark.line + self.first_line, mark.column + 1

    def slip(self, path: Path) -> tuple[int, int, str, str, str] | None:
        """What was probably mistyped on the line of `path`, where a text stands for something else:
        (line, column, code, message, remedy)."""
        line, _ = self.place(path)
        found = _slip(self.lines, line - self.first_line + 1)
        return (line, *found) if found else None

    def scalars(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Every text in the document, keys too, with its line and column."""
        left = [self.root] if self.root else []
        while left:
            node = left.pop()
            if isinstance(node, yaml.MappingNode):
                left += [part for entry in node.value for part in entry]
            elif isinstance(node, yaml.SequenceNode):
                left += node.value
            else:
                yield node.value, (node.start_mark.line + self.first_line, node.start_mark.column + 1)


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
        line, column = _at(error.object[: error.start].decode())
        remedy = "用记事本“另存为”，编码选 UTF-8"
        return "", [Problem(file, line, column, "编码", "这个文件不是 UTF-8 编码", remedy)]


def parse(text: str, file: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML document. `first_line` is where `text` begins in `file` (front matter)."""
    lines = _BREAK.split(text)
    reader = _Reader(file, lines, first_line)
    try:
        root = _compose(text, lines)
        value = reader.plain(root, 0) if root else None
        return Tree(value, root, first_line, lines), reader.problems
    except _Trouble as trouble:
        line, column, code, message, remedy = trouble.parts
        return None, [*reader.problems, Problem(file, line + first_line - 1, column, code, message, remedy)]


_BREAK = re.compile(r"\r\n|\r|\n")

# Pasted along unseen. YAML 1.1 breaks lines at the first three, no editor does; the last is a byte order mark.
_UNSEEN = re.compile("[\x85\u2028\u2029\ufeff]")


def _at(before: str) -> tuple[int, int]:
    """Line and column (from 1) of what follows on the text `before`."""
    lines = _BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def _compose(text: str, lines: Sequence[str]) -> yaml.Node | None:
    if unseen := _UNSEEN.search(text):
        raise _unseen(text[: unseen.start()])
    loader = yaml.CSafeLoader(text)
    try:
        _look_how_deep(text, lines)
        node: yaml.Node | None = loader.get_single_node()
        return node
    except yaml.reader.ReaderError as error:  # counts bytes
        raise _unseen(text.encode()[: error.position].decode(errors="ignore")) from None
    except yaml.MarkedYAMLError as error:
        raise _explained(lines, error) from None
    finally:
        loader.dispose()


def _look_how_deep(text: str, lines: Sequence[str]) -> None:
    """The composer calls itself in C without a guard: some 20,000 levels end the whole process.

    A level takes a column or a bracket, so most files cannot be deep, and are not looked at.
    """
    if max(map(len, lines)) + text.count("[") + text.count("{") < _SURELY_SHALLOW:
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _SURELY_SHALLOW and (mark := event.start_mark):
            raise _too_deep(mark.line + 1, mark.column + 1)


def _unseen(before: str) -> _Trouble:
    line, column = _at(before)
    return _Trouble(line, column, "怪字符", "这里有一个看不见的控制字符", "把它删掉，重新输入这几个字")


def _too_deep(line: int, column: int) -> _Trouble:
    return _Trouble(line, column, "层数太深", "一层套一层，太深了", "请照样例的层次写")


_KEY = r"[^\s:：#'\"|>\[\]{},&*!?-][^:：#'\"\[\]{},]{0,12}"

_SLIPS = (
    (re.compile(r" *(?P<at>\t)"), "制表符", "这里用了 Tab 键", "缩进请用空格，每层两个"),
    (
        re.compile(rf"\s*(?:- +)*{_KEY}(?P<at>：)"),
        "全角冒号",
        "冒号写成了全角的“：”",
        "改成英文冒号加一个空格“: ”，别的行也看看",
    ),
    (re.compile(rf"\s*(?:- +)*(?![0-9]){_KEY}(?P<at>:)[^\s/]"), "冒号", "冒号后面少了一个空格", "在冒号后面空一格"),
    (re.compile(r" *(?P<at>-)[^\s0-9-]"), "短横线", "短横线后面少了一个空格", "在短横线后面空一格"),
)


def _slip(lines: Sequence[str], line: int) -> tuple[int, str, str, str] | None:
    """(column, code, message, remedy) of what people often mistype, if line `line` has it."""
    if not 1 <= line <= len(lines):
        return None
    for form, code, message, remedy in _SLIPS:
        if found := form.match(lines[line - 1]):
            return found.start("at") + 1, code, message, remedy
    return None


_NO_COLON = "could not find expected ':'"
_BY_LAYOUT = ("mapping values are not allowed", "did not find expected", _NO_COLON)
# (what libyaml says, whether the place is where the thing began, code, message, remedy)
_EXPLAINED = (
    ("found character that cannot start", False, "怪符号", "这个符号不能放在开头", "给整句话加上英文引号"),
    ("block sequence entries are not allowed", False, "短横线", "短横线不能写在冒号后面", "另起一行，缩进两个空格再写"),
    ("mapping values are not allowed", False, "冒号", "这一行多了一个冒号", "给冒号后面的整句话加上英文引号"),
    ("found unknown escape character", False, "反斜杠", "双引号里不能有反斜杠", "改用英文单引号"),
    ("scanning a quoted scalar", True, "引号", "引号只有一半", "补上另一半引号，要英文的"),
    ("scanning a block scalar", True, "竖线", "“|”和“>”后面不能写字", "从下一行写起，缩进两个空格"),
    ("an alias", True, "星号", "星号 * 不能放在开头", "给整句话加上英文引号"),
    ("found undefined alias", True, "星号", "星号 * 不能放在开头", "给整句话加上英文引号"),
    ("an anchor", True, "引用", "& 不能放在开头", "给整句话加上英文引号"),
    ("a tag", True, "标签", "不能用 ! 开头的标签", "给整句话加上英文引号"),
    ("expected a single document", False, "分隔线", "一个文件只能有一条记录", "删掉多出来的 --- 和后面的内容"),
    ("<document start>", False, "分隔线", "一个文件只能有一条记录", "删掉多出来的 ... 和后面的内容"),
    ("did not find expected ',' or ']'", True, "方括号", "方括号没有配对", "检查 [ ] 和中间的英文逗号"),
    ("did not find expected ',' or '}'", True, "花括号", "花括号没有配对", "检查 { } 和中间的英文逗号"),
    ("did not find expected node content", True, "方括号", "括号没有配对", "检查 [ ]、{ } 和中间的英文逗号"),
    (_NO_COLON, True, "冒号", "这一行没有冒号", "写成“词: 内容”，或者接到上一行后面"),
)


def _within(lines: Sequence[str], mark: yaml.Mark) -> tuple[int, int]:
    """Line and column (from 1) of a mark; one that lies behind the end stands at the end."""
    if mark.line < len(lines):
        return mark.line + 1, mark.column + 1
    return len(lines), len(lines[-1]) + 1


def _explained(lines: Sequence[str], error: yaml.MarkedYAMLError) -> _Trouble:
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
    assert marks, "libyaml says where"
    start, end = _within(lines, marks[0]), _within(lines, marks[-1])
    said = f"{error.problem or ''} {error.context or ''}"
    # What breaks the layout is noticed lines later; the rest where it stands.
    for line in _upwards(lines, end[0]) if any(sign in said for sign in _BY_LAYOUT) else [end[0]]:
        if (found := _slip(lines, line)) and not _in_block(lines, line):
            return _Trouble(line, *found)
    if misplaced := _misplaced(lines, said, start, end):
        return misplaced
    for sign, at_start, code, message, remedy in _EXPLAINED:
        if sign in said:
            return _Trouble(*(start if at_start else end), code, message, remedy)
    return _Trouble(*end, "格式", "从这里开始读不懂", "看这一行和上一行：每层缩进两个空格，同一层要对齐")


def _upwards(lines: Sequence[str], line: int) -> Iterator[int]:
    """This line and two above it; then on, over what may be the rest of one text, to the next with a colon."""
    for number in range(line, max(line - 30, 0), -1):
        yield number
        if line - number > 1 and re.search(r":(?:\s|$)", lines[number - 1]):
            return


def _misplaced(lines: Sequence[str], said: str, start: tuple[int, int], end: tuple[int, int]) -> _Trouble | None:
    """What only the lines around it tell: indentation, and quotes that end too early."""
    above = lines[start[0] - 2].rstrip() if start[0] > 1 else ""
    before = lines[end[0] - 1][: end[1] - 1].rstrip()
    if _NO_COLON in said and above.endswith(("|", ">")):
        return _Trouble(*start, "缩进", "“|”下面的字要缩进", "每一行前面多空两格")
    if "mapping values are not allowed" in said and ":" not in before:
        return _Trouble(*end, "缩进", "这一行的缩进不对", "和上面同一层的词对齐，每层两个空格")
    if "did not find expected key" in said and before.endswith(("'", '"')):
        remedy = "把整句话放进一对引号里；看看上面几行的引号是不是成对"
        return _Trouble(end[0], len(before), "引号", "引号没有配对", remedy)
    return None


def _in_block(lines: Sequence[str], line: int) -> bool:
    """Whether line `line` is text below a `|` or `>`: the nearest line that is less indented ends so."""
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    above = (each for each in reversed(lines[: line - 1]) if each.strip() and len(each) - len(each.lstrip()) < depth)
    return next(above, "").rstrip().endswith(("|", ">"))


# People type these at the edge of a word without seeing them.
_BLANKS = " \t\u3000\xa0\u200b\u200c\u200d\u2060"


def _name(key: yaml.Node) -> str:
    return key.value.strip(_BLANKS) if isinstance(key, yaml.ScalarNode) else ""


class _Reader:
    """Turns nodes into plain values and collects what is wrong with them."""

    def __init__(self, file: str, lines: Sequence[str], first_line: int) -> None:
        self.file, self.lines, self.first_line = file, lines, first_line
        self.problems: list[Problem] = []

    def plain(self, node: yaml.Node, depth: int) -> Value:
        """The value of a node. Raises _Trouble for what cannot be walked through."""
        mark = node.start_mark
        if depth > MAX_DEPTH:
            raise _too_deep(mark.line + 1, mark.column + 1)
        self._undecorated(mark)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(each, depth + 1) for each in node.value]
        assert isinstance(node, yaml.MappingNode)
        return dict(self._entries(node, depth))

    def _say(self, line: int, column: int, code: str, message: str, remedy: str) -> None:
        """Line and column as marks count them, from 0."""
        problem = Problem(self.file, line + self.first_line, column + 1, code, message, remedy)
        if self.problems[-1:] != [problem]:  # a mapping begins where its first key does
            self.problems.append(problem)

    def _undecorated(self, mark: yaml.Mark) -> None:
        """Nothing has an anchor or a tag. An alias is its anchored node once more, so none gets by."""
        sign = self.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(self.lines) else ""
        if sign == "&":
            message, remedy = "不能用 & 和 * 引用别处的内容", "把内容照写一遍；只是一个符号，就给整句话加上英文引号"
            raise _Trouble(mark.line + 1, mark.column + 1, "引用", message, remedy)
        if sign == "!":
            self._say(mark.line, mark.column, "标签", "不能用 ! 开头的标签", "给整句话加上英文引号")

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        text: str = node.value
        if node.style:  # quoted or a block
            return text
        end = node.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if re.match(r"[ \t]+#[^\s#]", rest):
            remedy = "要写进去，就给整句话加上英文引号；只是备注，就在 # 后面空一格"
            self._say(end.line, end.column + rest.index("#"), "井号", "# 后面的字会丢掉", remedy)
        if re.match(r"-[^\s0-9-]", text):
            self._say(
                node.start_mark.line, node.start_mark.column, "短横线", "短横线后面少了一个空格", "在短横线后面空一格"
            )
        text = text.strip(_BLANKS)
        return None if text in ("", "~") else text

    def _entries(self, node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, Value]]:
        keys: set[str] = set()
        for key, value in node.value:
            self._undecorated(key.start_mark)
            line, column = key.start_mark.line, key.start_mark.column
            if not isinstance(key, yaml.ScalarNode):
                self._say(line, column, "键", "冒号前面要是一个词", "照样例写成“词: 内容”")
                continue
            name = _name(key)
            if name != key.value:
                message = f"“{shown(name)}”前面或后面有看不见的空白"
                self._say(line, column, "怪空格", message, "删掉它；缩进请用英文空格，每层两个")
            if name in keys:
                self._say(line, column, "重复的键", f"“{shown(name)}”写了两次", "只留一个")
                continue
            keys.add(name)
            yield name, self.plain(value, depth + 1)
