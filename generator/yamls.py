"""YAML as people mean it: every scalar stays the text that was typed, and has a place.

Blanks at its edges that nobody sees are dropped, and nothing else is ever changed.

`no`, `0471`, `12:30` and `2025-06-31` come out as typed; the record's model decides what they are.
Anchors, aliases, merge keys and tags are refused, a key given twice is a problem, and so is a
backslash in double quotes. The limits below keep every file, however bad, to under two seconds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from generator import slips, unseen
from generator.problem import Problem, shown
from generator.slips import Trouble

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = Sequence[str | int]

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_PARTS = 100_000
"""Keys, values and lists in one file."""
MAX_PROBLEMS = 100
"""Of one file; who has more begins with these."""
_SURELY_SHALLOW = 500


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document: its plain value, and where each part of it stands."""

    value: Value
    root: yaml.Node | None
    first_line: int
    lines: Sequence[str] = ()
    _keys: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, repr=False)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, as deep as the path can be followed.

        Parts that are not in the document (a missing key, the tag of a union) are passed over.
        The key itself is the place of a mapping's entry.
        """
        node, mark = self.root, self.root.start_mark if self.root else None
        for part in path:
            if isinstance(node, yaml.MappingNode):
                if id(node) not in self._keys:
                    self._keys[id(node)] = {_name(key): (key, value) for key, value in reversed(node.value)}
                if isinstance(part, str) and (found := self._keys[id(node)].get(part)):
                    node, mark = found[1], found[0].start_mark
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
        found = slips.on_line(self.lines, line - self.first_line + 1)
        return (line, *found) if found else None

    def rewritten(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """The texts that do not stand in the document as they are read, for lines were joined or escapes
        resolved; with line and column."""
        left = [self.root] if self.root else []
        while left:
            node = left.pop()
            if isinstance(node, yaml.ScalarNode):
                if node.style == '"' or (node.style != "|" and node.end_mark.line > node.start_mark.line):
                    yield node.value, (node.start_mark.line + self.first_line, node.start_mark.column + 1)
            elif isinstance(node, yaml.MappingNode):
                for entry in node.value:
                    left += entry
            elif isinstance(node, yaml.SequenceNode):
                left += node.value


def decode(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of a file; a byte order mark is dropped. Not UTF-8 is a problem, and so is what nobody sees."""
    if len(raw) > MAX_BYTES:
        return "", [Problem(file, 1, 1, "文件太大", "这个文件超过 1 MB", "一条记录不会这么长，请拆开")]
    if strange := _strange(raw):
        return "", [Problem(file, 1, 1, "编码", *strange)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _at(error.object[: error.start].decode())
        like = "，像是老式的 GBK 编码" if _is_gbk(raw) else ""
        return "", [Problem(file, line, column, "编码", f"这个文件不是 UTF-8 编码{like}", _SAVE_AS)]
    if found := unseen.first(text):
        return "", [Problem(file, *_at(text[: found[0]]), "怪字符", *found[1:])]
    return text, []


_SAVE_AS = "用记事本“另存为”，编码选 UTF-8"
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG")


def _strange(raw: bytes) -> tuple[str, str] | None:
    """(message, remedy) for bytes that are no text in one byte after another."""
    if raw.startswith(_NO_TEXT):
        return "这是 Word、PDF 或图片，不是文字", "改名没有用，请用记事本照样例另写一个"
    less, more = sorted((raw[:400:2].count(0), raw[1:400:2].count(0)))  # every other byte of ASCII is 0
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (less == 0 and more > len(raw[:400]) // 40):
        return "这个文件是 UTF-16 编码（记事本里叫 Unicode）", _SAVE_AS
    if raw and not raw.strip(b"\0"):
        return "这个文件坏了，里面是空的", "从存档里把它找回来"
    return None


def _is_gbk(raw: bytes) -> bool:
    try:
        text = raw.decode("gbk")
    except UnicodeDecodeError:
        return False
    return len(re.findall("[\u4e00-\u9fff，。：、“”（）]", text)) * 2 > sum(not each.isascii() for each in text)


def parse(text: str, file: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML document. `first_line` is where `text` begins in `file` (front matter)."""
    lines = _lines(text)
    reader = _Reader(file, text, lines, first_line)
    try:
        root = _compose(text, lines)
        value = reader.plain(root, 0) if root else None
        return Tree(value, root, first_line, lines), reader.problems
    except Trouble as trouble:
        line, column, code, message, remedy = trouble.parts
        return None, [*reader.problems, Problem(file, line + first_line - 1, column, code, message, remedy)]


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text) if "\r" in text else text.split("\n")


def _at(before: str) -> tuple[int, int]:
    """Line and column (from 1) of what follows on the text `before`."""
    lines = _lines(before)
    return len(lines), len(lines[-1]) + 1


class _Loader(yaml.CSafeLoader):
    """Does not look for what kind of value a scalar is: all are text here."""

    def resolve(self, *given: object) -> str:
        return ""

    def descend_resolver(self, *given: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _compose(text: str, lines: Sequence[str]) -> yaml.Node | None:
    if found := unseen.first(text):
        raise Trouble(*_at(text[: found[0]]), "怪字符", *found[1:])
    loader = _Loader(text)
    try:
        _look_how_much(text, lines)
        node: yaml.Node | None = loader.get_single_node()
        return node
    except yaml.MarkedYAMLError as error:
        raise slips.explained(lines, error) from None
    finally:
        loader.dispose()


_SIGNS = re.compile(r"[\n\r:,\[{?]|- ")


def _look_how_much(text: str, lines: Sequence[str]) -> None:
    """The composer calls itself in C without a guard: some 20,000 levels end the whole process.

    A level takes a column or a bracket, and a part takes a sign, so most files cannot have too many
    of them, and are not looked at.
    """
    shallow = max(map(len, lines)) + text.count("[") + text.count("{") < _SURELY_SHALLOW
    if shallow and (len(text) < MAX_PARTS or len(_SIGNS.findall(text)) * 2 < MAX_PARTS):
        return
    depth = parts = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        parts += isinstance(event, yaml.NodeEvent)
        if depth > _SURELY_SHALLOW and (mark := event.start_mark):
            raise _too_deep(*slips.within(lines, mark.line, mark.column))
        if parts > MAX_PARTS and (mark := event.start_mark):
            message = f"这个文件里的内容超过 {MAX_PARTS // 10000} 万项"
            raise Trouble(
                *slips.within(lines, mark.line, mark.column), "内容太多", message, "请拆开，或者看看是不是粘贴多了"
            )


def _too_deep(line: int, column: int) -> Trouble:
    return Trouble(line, column, "层数太深", "一层套一层，太深了", "请照样例的层次写")


TOO_MANY = ("错误太多", "错误太多，后面的没有再看", "先改好上面这些，再检查一遍")

# People type these at the edge of a word without seeing them.
_BLANKS = " \t\u3000\xa0\u200b\u200c\u200d\u2060"


def _name(key: yaml.Node) -> str:
    return key.value.strip(_BLANKS) if isinstance(key, yaml.ScalarNode) else ""


class _Reader:
    """Turns nodes into plain values and collects what is wrong with them."""

    def __init__(self, file: str, text: str, lines: Sequence[str], first_line: int) -> None:
        self.file, self.lines, self.first_line = file, lines, first_line
        self.problems: list[Problem] = []
        # Hardly any file has them, and then nothing needs to be looked at for them.
        self._decorated = "&" in text or "!" in text
        self._remarked = "#" in text

    def plain(self, node: yaml.Node, depth: int) -> Value:
        """The value of a node. Raises Trouble for what cannot be walked through."""
        if depth > MAX_DEPTH:
            raise _too_deep(node.start_mark.line + 1, node.start_mark.column + 1)
        if self._decorated:
            self._undecorated(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        assert isinstance(node, yaml.CollectionNode)
        if node.flow_style and self._remarked:
            self._behind(node.end_mark.line, node.end_mark.column)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(each, depth + 1, node.flow_style) for each in node.value]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, depth)

    def _item(self, node: yaml.Node, depth: int, between_brackets: bool) -> Value:
        plain = between_brackets and isinstance(node, yaml.ScalarNode) and not node.style
        if plain and (said := slips.in_item(node.value)):
            self._say(node.start_mark.line, node.start_mark.column, *said)
        return self.plain(node, depth)

    def _say(self, line: int, column: int, code: str, message: str, remedy: str) -> None:
        """Line and column as marks count them, from 0."""
        problem = Problem(self.file, line + self.first_line, column + 1, code, message, remedy)
        if self.problems[-1:] != [problem]:  # a mapping begins where its first key does
            self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise Trouble(line + 1, column + 1, *TOO_MANY)

    def _behind(self, line: int, column: int) -> None:
        """Words behind a value that would be lost as a remark."""
        if line < len(self.lines) and (said := slips.behind(self.lines[line][column:])):
            self._say(line, column + said[0] - 1, *said[1:])

    def _undecorated(self, mark: yaml.Mark) -> None:
        """Nothing has an anchor or a tag. An alias is its anchored node once more, so none gets by."""
        sign = self.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(self.lines) else ""
        if sign == "&":
            message, remedy = "不能用 & 和 * 引用别处的内容", "把内容照写一遍；只是一个符号，就给整句话加上英文引号"
            raise Trouble(mark.line + 1, mark.column + 1, "引用", message, remedy)
        if sign == "!":
            self._say(mark.line, mark.column, "标签", "不能用 ! 开头的标签", "给整句话加上英文引号")

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        text: str = node.value
        if self._remarked:
            start, end = node.start_mark, node.end_mark
            in_block = node.style in ("|", ">")
            self._behind(*((start.line, start.column + 1) if in_block else (end.line, end.column)))
        if node.style == '"':
            self._unescaped(node.start_mark, node.end_mark)
        if node.style:
            return text
        if text[:1] in slips.STARTS:
            self._looked_through(text, node.start_mark)
        text = text.strip(_BLANKS)
        return None if text in ("", "~") else text

    def _looked_through(self, text: str, start: yaml.Mark) -> None:
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        if said := slips.in_value(text, line, start.column):
            self._say(start.line, start.column, *said)

    def _unescaped(self, start: yaml.Mark, end: yaml.Mark) -> None:
        """What YAML would make of a backslash is not what was typed: `C:\\new` would have a line break."""
        for number in range(start.line, min(end.line + 1, len(self.lines))):
            line = self.lines[number][: end.column if number == end.line else None]
            if found := re.compile(r'\\(?!")').search(line, start.column if number == start.line else 0):
                self._say(number, found.start(), *slips.NO_BACKSLASH)
                return

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, value in node.value:
            mark = key.start_mark
            if self._decorated:
                self._undecorated(mark)
            if not isinstance(key, yaml.ScalarNode):
                self._say(mark.line, mark.column, "键", "冒号前面要是一个词", "照样例写成“词: 内容”")
                continue
            name = _name(key)
            if node.flow_style and (apart := self._apart(key, value)):
                found |= {each: text for each, text in apart if each not in found}
                continue
            if name != key.value:
                message = f"“{shown(name)}”前面或后面有看不见的空白"
                self._say(mark.line, mark.column, "怪空格", message, "删掉它；缩进请用英文空格，每层两个")
            if said := None if key.style else slips.in_key(name):
                self._say(mark.line, mark.column + said[0] - 1, *said[1:])
            if name in found:
                self._say(mark.line, mark.column, "重复的键", f"“{shown(name)}”写了两次", "只留一个")
                continue
            found[name] = self.plain(value, depth + 1)
        return found

    def _apart(self, key: yaml.ScalarNode, value: yaml.Node) -> list[tuple[str, str]]:
        """The entries that were meant between braces, where YAML took several for one; none if all is well."""
        if key.style or not isinstance(value, yaml.ScalarNode) or value.style:
            return []
        if self._decorated:
            self._undecorated(value.start_mark)
        node = value if value.value else key
        found = list(slips.apart(node.value, node is key))
        for _, _, said in found:
            if said and node.start_mark.line == node.end_mark.line:
                self._say(node.start_mark.line, node.start_mark.column + said[0] - 1, *said[1:])
        return [(each or _name(key), text.strip(_BLANKS)) for each, text, _ in found]
