"""What people mistype in YAML, and how to say it to someone who never heard of YAML.

Told by the line itself, by what libyaml says of it, or by the value that came out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import yaml

Said = tuple[int, str, str, str]
"""Column (from 1), code, message, remedy."""


class Trouble(Exception):
    """What cannot be read; carries the parts of a problem that has no file yet."""

    def __init__(self, line: int, column: int, code: str, message: str, remedy: str) -> None:
        super().__init__(code)
        self.parts = (line, column, code, message, remedy)


_KEY = r"[^\s:：#'\"|>\[\]{},&*!?-][^:：#'\"\[\]{},]{0,12}"
_DASHES = "－—–‒−•●▪"
_QUOTE_IT = "给整句话加上英文引号"
_WIDE_COLON = ("全角冒号", "冒号写成了全角的“：”", "改成英文冒号加一个空格“: ”，别的行也看看")
_NO_GAP = ("冒号", "冒号后面少了一个空格", "在冒号后面空一格")
_NO_BLANK = ("短横线", "短横线后面少了一个空格", "在短横线后面空一格")
_WIDE_DASH = ("短横线", "这里的短横线不是英文的", "改成英文短横线加一个空格“- ”")
_HASH = ("井号", "# 后面的字会丢掉", "要写进去，就给整句话加上英文引号；只是备注，就在 # 后面空一格")
_MIXED = ("引号", "引号一边是中文的，一边是英文的", "两边用一样的引号")

_SLIPS = (
    (re.compile(r" *(?P<at>\t)"), "制表符", "这里用了 Tab 键", "缩进请用空格，每层两个"),
    (re.compile(rf"\s*(?:- +)*{_KEY}(?P<at>：)"), *_WIDE_COLON),
    (
        re.compile(rf"\s*(?:- +)*{_KEY}(?P<at>[︰∶﹕]|[;；](?=\s))"),
        "冒号",
        "这里要用英文冒号",
        "改成英文冒号加一个空格“: ”",
    ),
    (
        re.compile(rf"\s*(?:- +)*{_KEY}:(?P<at>(?![ \t\r\n])\s)"),
        "怪空格",
        "冒号后面的空格不是英文的",
        "删掉它，换成一个英文空格",
    ),
    (re.compile(rf"\s*(?:- +)*(?![0-9]){_KEY}(?P<at>:)[^\s/]"), *_NO_GAP),
    (re.compile(r" *(?P<at>-)[^\s0-9-]"), *_NO_BLANK),
    (re.compile(rf"\s*(?P<at>[{_DASHES}])\s*[^\s{_DASHES}]"), *_WIDE_DASH),
    (re.compile(r"[^#'\"]*[^\s#'\"][ \t]+(?P<at>#)[^\s#]"), *_HASH),
)

# What an unquoted value is, from end to end, that probably was to be something else.
_VALUES = (
    (re.compile(r"-[^\s0-9-].*", re.DOTALL), *_NO_BLANK),
    (re.compile("[“”][^\"']*\"|[‘’][^\"']*'", re.DOTALL), *_MIXED),
    (
        re.compile(r"［.*］|〔[^〕]*[,，、][^〕]*〕|【[^】]*[,，、][^】]*】|｛.*｝", re.DOTALL),
        "方括号",
        "方括号写成了全角的",
        "改成英文的 [ ]；本来就是文字，给整句话加上英文引号",
    ),
)
STARTS = frozenset(f"-“”‘’［〔【｛｜＞{_DASHES}")
"""What an unquoted value begins with that `in_value` has something to say of."""
_PAIRED = re.compile("《[^》]*》|（[^）]*）|“[^”]*”|〔[^〕]*〕|【[^】]*】")
_KEYS = (
    (re.compile("[^：]*(?P<at>：).*", re.DOTALL), *_WIDE_COLON),
    (re.compile("(?P<at>[“”‘’]).*", re.DOTALL), "引号", "冒号前面的词不用引号", "把词两边的引号删掉"),
    (re.compile(rf"(?P<at>[{_DASHES}]).*", re.DOTALL), *_WIDE_DASH),
)


def on_line(lines: Sequence[str], line: int) -> Said | None:
    """What people often mistype, if line `line` has it."""
    if not 1 <= line <= len(lines):
        return None
    for form, code, message, remedy in _SLIPS:
        if found := form.match(lines[line - 1]):
            return found.start("at") + 1, code, message, remedy
    return None


@lru_cache(maxsize=1_000)
def in_key(name: str) -> Said | None:
    """What is wrong with a key; the column is that within the key."""
    for form, code, message, remedy in _KEYS:
        if found := form.fullmatch(name):
            return found.start("at") + 1, code, message, remedy
    return None


def in_value(text: str, line: str, column: int) -> tuple[str, str, str] | None:
    """What is wrong with an unquoted value that begins at `column` (from 0) of `line`."""
    for form, code, message, remedy in _VALUES:
        if form.fullmatch(text):
            return code, message, remedy
    if line[column:].strip() in ("｜", "＞"):
        return "竖线", "竖线写成了全角的", "改成英文竖线“|”，从下一行写起"
    if not line[:column].strip() and re.match(rf"[{_DASHES}]\s*[^\s{_DASHES}]", text):
        return _WIDE_DASH
    return None


_WIDE_COMMA = ("逗号", "这里的逗号是中文的，几项会连成一项", "改成英文逗号")
_FIRST_KEY = re.compile(rf"(?P<key>{_KEY})(?P<at>:)(?=[^\s/])")
_NEXT_KEY = re.compile(r"(?P<at>[，；、])\s*(?P<key>[\u4e00-\u9fff]{1,12}):\s*")


def apart(text: str, named: bool) -> Iterator[tuple[str, str, Said | None]]:
    """Key, text and what is wrong of each entry between braces in what YAML took for one: `事:复印，件数:5`.

    `named`: whether the text begins with a key. The first entry of one that does not has an empty key. The column
    is that within the text. Nothing, if nothing is wrong.
    """
    first = _FIRST_KEY.match(text) if named else None
    rest = list(_NEXT_KEY.finditer(text, first.end() if first else 0))
    if (named and not first) or not (first or rest):
        return
    ends = [*(each.start() for each in rest), len(text)]
    begin = first.end() if first else 0
    yield first["key"] if first else "", text[begin : ends[0]], (first.start("at") + 1, *_NO_GAP) if first else None
    for each, end in zip(rest, ends[1:], strict=True):
        yield each["key"], text[each.end() : end], (each.start("at") + 1, *_WIDE_COMMA)


def in_item(text: str) -> tuple[str, str, str] | None:
    """What is wrong with an unquoted item between brackets."""
    if ("，" in text or "、" in text) and re.search("[，、]", _PAIRED.sub("", text)):
        return "逗号", "这里的逗号是中文的，几项会连成一项", "改成英文逗号；本来就是一项，给它加上英文引号"
    return None


def behind(rest: str) -> Said | None:
    """Words behind a value that are taken for a remark; `rest` is what follows on it in its line."""
    found = re.match(r"[ \t]+(?P<at>#)[^\s#]", rest)
    return (found.start("at") + 1, *_HASH) if found else None


_NO_COLON = "could not find expected ':'"
_BY_LAYOUT = ("mapping values are not allowed", "did not find expected", _NO_COLON)
NO_BACKSLASH = ("反斜杠", "双引号里不能有反斜杠", "改用英文单引号")
_NO_STAR = ("星号", "星号 * 不能放在开头", _QUOTE_IT)
# (what libyaml says, whether the place is where the thing began, code, message, remedy)
_EXPLAINED = (
    ("found character that cannot start", False, "怪符号", "这个符号不能放在开头", _QUOTE_IT),
    ("block sequence entries are not allowed", False, "短横线", "短横线不能写在冒号后面", "另起一行，缩进两个空格再写"),
    ("mapping values are not allowed", False, "冒号", "这一行多了一个冒号", "给冒号后面的整句话加上英文引号"),
    ("found unknown escape character", False, *NO_BACKSLASH),
    ("parsing a quoted scalar", True, *NO_BACKSLASH),
    ("scanning a quoted scalar", True, "引号", "引号只有一半", "补上另一半引号，要英文的"),
    ("scanning a block scalar", True, "竖线", "“|”和“>”后面不能写字", "从下一行写起，缩进两个空格"),
    ("an alias", True, *_NO_STAR),
    ("found undefined alias", True, *_NO_STAR),
    ("an anchor", True, "引用", "& 不能放在开头", _QUOTE_IT),
    ("a tag", True, "标签", "不能用 ! 开头的标签", _QUOTE_IT),
    ("expected a single document", False, "分隔线", "一个文件只能有一条记录", "删掉多出来的 --- 和后面的内容"),
    ("<document start>", False, "分隔线", "一个文件只能有一条记录", "删掉多出来的 ... 和后面的内容"),
    ("did not find expected ',' or ']'", True, "方括号", "方括号没有配对", "检查 [ ] 和中间的英文逗号"),
    ("did not find expected ',' or '}'", True, "花括号", "花括号没有配对", "检查 { } 和中间的英文逗号"),
    ("did not find expected node content", True, "方括号", "括号没有配对", "检查 [ ]、{ } 和中间的英文逗号"),
    (_NO_COLON, True, "冒号", "这一行没有冒号", "写成“词: 内容”，或者接到上一行后面"),
)


def explained(lines: Sequence[str], error: yaml.MarkedYAMLError) -> Trouble:
    """What libyaml says, for people."""
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
    assert marks, "libyaml says where"
    start, end = (within(lines, mark.line, mark.column) for mark in (marks[0], marks[-1]))
    said = f"{error.problem or ''} {error.context or ''}"
    # What breaks the layout is noticed lines later; the rest where it stands.
    for line in _upwards(lines, end[0]) if any(sign in said for sign in _BY_LAYOUT) else [end[0]]:
        if (found := on_line(lines, line)) and not _in_block(lines, line):
            return Trouble(line, *found)
    if misplaced := _misplaced(lines, said, start, end):
        return misplaced
    for sign, at_start, code, message, remedy in _EXPLAINED:
        if sign in said:
            return Trouble(*(start if at_start else end), code, message, remedy)
    return Trouble(*end, "格式", "从这里开始读不懂", "看这一行和上一行：每层缩进两个空格，同一层要对齐")


def within(lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """Line and column (from 1) of what libyaml counts from 0; a place that lies behind the end stands at the end."""
    if line < len(lines):
        return line + 1, column + 1
    return len(lines), len(lines[-1]) + 1


def _upwards(lines: Sequence[str], line: int) -> Iterator[int]:
    """This line and two above it; then on, over what may be the rest of one text, to the next with a colon."""
    for number in range(line, max(line - 30, 0), -1):
        yield number
        if line - number > 1 and re.search(r":(?:\s|$)", lines[number - 1]):
            return


def _misplaced(lines: Sequence[str], said: str, start: tuple[int, int], end: tuple[int, int]) -> Trouble | None:
    """What only the lines around it tell: indentation, quotes that end too early or never, one comma too many."""
    above = lines[start[0] - 2].rstrip() if start[0] > 1 else ""
    first, last = lines[start[0] - 1], lines[end[0] - 1]
    before = last[: end[1] - 1].rstrip()
    if _NO_COLON in said and above.endswith(("|", ">")):
        return Trouble(*start, "缩进", "“|”下面的字要缩进", "每一行前面多空两格，用英文空格")
    if "mapping values are not allowed" in said and ":" not in before:
        return Trouble(*end, "缩进", "这一行的缩进不对", "和上面同一层的词对齐，每层两个空格")
    if "did not find expected key" in said and before.endswith(("'", '"')):
        remedy = "把整句话放进一对引号里；看看上面几行的引号是不是成对"
        return Trouble(end[0], len(before), "引号", "引号没有配对", remedy)
    if "scanning a quoted scalar" in said and first.rstrip().endswith(("”", "’")):
        return Trouble(*start, *_MIXED)
    if ("',' or" in said) and (found := on_line([first], 1)) and found[1] == _HASH[0]:
        return Trouble(start[0], *found)
    if "',' or '}'" in said and (comma := _NEXT_KEY.search(first, start[1])):
        return Trouble(start[0], comma.start() + 1, *_WIDE_COMMA)
    if "node content" in said and last[end[1] - 1 : end[1]] == ",":
        return Trouble(*end, "逗号", "这里多了一个逗号", "删掉多出来的逗号")
    return None


def _in_block(lines: Sequence[str], line: int) -> bool:
    """Whether line `line` is text below a `|` or `>`: the nearest line that is less indented ends so."""
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    above = (each for each in reversed(lines[: line - 1]) if each.strip() and len(each) - len(each.lstrip()) < depth)
    return next(above, "").rstrip().endswith(("|", ">"))
