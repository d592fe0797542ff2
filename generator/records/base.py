"""What all records share: strict models with Chinese keys, and the types of their values.

YAML scalars arrive as the text that was typed (`generator.yamls`), so every type here reads text.
Each type carries the JSON Schema that an editor should hold against the same file, where an
unquoted `35` is an integer.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


class Record(BaseModel):
    """A mapping in a file of content/: no unknown keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def key(name: str, sentence: str, default: Any = ...) -> Any:
    """A field as staff see it: its Chinese key, and one sentence for manual, editor and form."""
    return Field(default, alias=name, title=name, description=sentence)


def wrong(code: str, message: str, remedy: str, at: str = "") -> PydanticCustomError:
    """An error of ours inside a validator; `generator.read` turns it into a problem.

    `at` is the key to blame, where a whole record is looked at. The texts travel as context: a
    message template would read braces in them as fields.
    """
    context = {"code": code, "message": message, "remedy": remedy, "at": at}
    return PydanticCustomError("deskboard", "{message}", context)


def typed(read: Callable[[str], Any]) -> BeforeValidator:
    """A validator that reads text and leaves anything else to the strict type behind it."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


def matching(pattern: str, code: str, message: str, remedy: str) -> BeforeValidator:
    """Text that must match `pattern` from end to end."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise wrong(code, message, remedy)
        return text

    return typed(read)


def _prose(text: str) -> str:
    if not text.strip():
        raise wrong("空白", "这里没有填", "填上内容，或者删掉这一行")
    return text.strip()


def _line(text: str) -> str:
    if "\n" in text.strip():
        raise wrong("多行", "这里只能写一行", "把内容写成一行")
    return _prose(text)


def within(text: str) -> None:
    """Refuse what is a number and cannot be the number of anything here."""
    if re.fullmatch(r"-[0-9.]+", text):
        raise wrong("数字", "这个数不能小于 0", "写 0，或者写一个正数")
    if re.fullmatch(r"[1-9][0-9]{9,}(\.[0-9]*)?", text):
        raise wrong("数字", "这个数太大了", "最多九位数；看看是不是多打了几个数字")


def _count(text: str) -> int:
    within(text)
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
        raise wrong("数字", "这里要写一个整数", "只写阿拉伯数字，比如 35")
    return int(text)


def _flag(text: str) -> bool:
    if text not in ("是", "否"):
        raise wrong("是否", "这里只能写“是”或“否”", "写“是”或“否”")
    return text == "是"


def _tuple(value: object) -> object:
    if value == []:
        raise wrong("一条也没有", "这里一条也没有", "至少写一条，或者删掉这一行")
    return tuple(value) if isinstance(value, list) else value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else _tuple(value)


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) < len(values):
        raise wrong("写了两次", "同一项写了两次", "只留一个")
    return values


T = TypeVar("T")


class _MinItems:
    """Tells the JSON Schema that a list may not be empty, as `_tuple` and `_several` see to."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {**handler(core), "minItems": 1}


Line = Annotated[str, Field(max_length=120), typed(_line)]
Prose = Annotated[str, Field(max_length=4000), typed(_prose)]
Count = Annotated[int, typed(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, typed(_flag), WithJsonSchema({"enum": ["是", "否"]})]
Many = Annotated[tuple[T, ...], BeforeValidator(_tuple), _MinItems()]
"""A YAML list with at least one entry."""


class _OneOrSeveral:
    """Tells the JSON Schema that one text may stand for a list of one."""

    def __init__(self, **more: Any) -> None:
        self._more = {"minItems": 1, **more}

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        several = {**handler(core), **self._more}
        return {"anyOf": [several["items"], several]}


OneOrMany = Annotated[tuple[T, ...], BeforeValidator(_several), _OneOrSeveral()]
"""One value, or a YAML list, in which a value may come twice."""
Several = Annotated[
    tuple[T, ...], BeforeValidator(_several), AfterValidator(_distinct), _OneOrSeveral(uniqueItems=True)
]
"""One value, or a YAML list of different values."""


def _one_or_several(item: dict[str, Any]) -> WithJsonSchema:
    several = {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}
    return WithJsonSchema({"anyOf": [item, several]})


Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(_several),
    AfterValidator(_distinct),
    _one_or_several({"type": "string"}),
]
"""One text, or a YAML list of different texts."""

CODE = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
CASE_ID = r"[A-Z]{1,6}(?:-[0-9]{4})?-[0-9]{2,5}"
PHONE = r"\+?[0-9][0-9-]{1,18}[0-9](?:转[0-9]{1,6})?"
_EXTENDED = (
    r"(?:(?:010|02[0-9]|0[3-9][0-9]{2})-?(?:[1-9][0-9]{6,7}|[1-9][0-9]{2,3}-[0-9]{4})|[48]00-?[0-9]{3}-?[0-9]{4})"
    r"-[0-9]{1,6}"
)

Code = Annotated[
    str,
    Field(max_length=40),
    matching(CODE, "代码", "网址代码用小写字母、数字和短横线，字母开头", "写拼音，比如 sangyuyuan"),
    WithJsonSchema({"type": "string", "pattern": f"^{CODE}$"}),
]
Codes = Annotated[
    tuple[Code, ...],
    BeforeValidator(_several),
    AfterValidator(_distinct),
    _one_or_several({"type": "string", "pattern": f"^{CODE}$"}),
]
CaseId = Annotated[
    str,
    matching(CASE_ID, "编号", "编号不合格式", "大写字母、年份、号码，比如 SY-2025-031"),
    WithJsonSchema({"type": "string", "pattern": f"^{CASE_ID}$"}),
]
CaseIds = Annotated[Many[CaseId], AfterValidator(_distinct)]


def _phone(text: str) -> str:
    if re.fullmatch(_EXTENDED, text):  # it would be dialled in one go, and ring somewhere else
        raise wrong("电话", "电话后面多了一段数字", "是分机，就写“转8001”这样；是另一个电话，另写一条")
    if not re.fullmatch(PHONE, text):
        raise wrong("电话", "这不像一个电话号码", "只写数字和短横线，分机写“转8”")
    return text


Phone = Annotated[
    str,
    typed(_phone),
    WithJsonSchema({"type": ["string", "integer"]}),
]
