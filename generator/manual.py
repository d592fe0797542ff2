"""The reference of all files and keys, for staff, made from the models and the table of transitions.

`python -m generator.manual` prints it; docs/fields.md is that output.
"""

import sys
from typing import Any

from generator.fold.cases.table import NEEDS, TABLE
from generator.read import KINDS
from generator.records.events import Event
from generator.words import DEFAULTS

_INTRO = """# 每个文件写什么

这一页是照程序里的规定自动列出来的，和检查时用的是同一份。怎么写得好，看[填写说明](guide.md)。

冒号用英文的，后面空一格；日期写成 2025-04-17，只知道月份写 2025-04，不知道写“不详”。
"""


_COMMON = frozenset(Event.model_json_schema()["properties"])


def manual() -> str:
    """The whole page, in Markdown."""
    parts = [_INTRO]
    for kind in KINDS:
        schema = kind.model.model_json_schema()
        parts.append(f'\n<a id="{kind.name}"></a>\n\n## {kind.title}\n')
        parts += _tables(schema, schema.get("$defs", {}))
    return "".join([*parts, _transitions(), _words()])


def _tables(schema: dict[str, Any], defs: dict[str, Any]) -> list[str]:
    """The model itself if it is a mapping, then all it refers to, in the order of first use."""
    made = [_table("", schema)] if "properties" in schema else []
    for name, key in _refs(schema, defs, {}, "").items():
        if "properties" in defs[name]:
            made.append(_table(key, defs[name]))
    return made


def _refs(part: Any, defs: dict[str, Any], found: dict[str, str], key: str) -> dict[str, str]:
    """The models that `part` refers to, each with the key that it stands under."""
    if isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in found:
            found[name] = key
            _refs(defs[name], defs, found, key)
        for field, each in part.get("properties", {}).items():
            _refs(each, defs, found, field)
        for field, each in part.items():
            if field not in ("discriminator", "properties", "$defs"):
                _refs(each, defs, found, key)
    elif isinstance(part, list):
        for each in part:
            _refs(each, defs, found, key)
    return found


def _table(key: str, schema: dict[str, Any]) -> str:
    """The keys of one model. What every event has is listed once, above the first of them."""
    fields = schema["properties"]
    head = f"\n### {_heading(key, fields)}\n" if key else ""
    if "const" in fields.get("环节", {}):
        fields = {each: field for each, field in fields.items() if each not in _COMMON}
        if "登记" in head:
            head = _table("进展", Event.model_json_schema()).replace("下面", "下面每一条都可以写") + head
        if not fields:
            return f"{head}\n{schema['properties']['环节']['description']}。没有别的键。\n"
        head += f"\n{schema['properties']['环节']['description']}。\n"
    rows = [
        f"| {key} | {'要写' if key in schema.get('required', ()) else '可以不写'} "
        f"| {field.get('description', '')}{_choices(field)} |\n"
        for key, field in fields.items()
    ]
    return f"{head}\n| 键 | 要不要写 | 写什么 |\n| --- | --- | --- |\n{''.join(rows)}"


def _heading(key: str, fields: dict[str, Any]) -> str:
    event = fields.get("环节", {}).get("const", "")
    if not event:
        return f"“{key}”下面"
    result = fields.get("结果", {}).get("const", "")
    return f"环节: {event}" + (f"，结果: {result}" if result else "")


def _choices(field: dict[str, Any]) -> str:
    if "const" in field:
        return f"（写“{field['const']}”）"
    return ""


def _transitions() -> str:
    rows = []
    for row in TABLE:
        before = "、".join(row.before) or "（还没有）"
        event = row.event + (f"（{row.variant}）" if row.variant else "")
        after = row.after or "不变"
        notes = [NEEDS[row.needs][0] + "就不行"] if row.needs else []
        notes += ["重新计时"] if row.new_round else []
        notes += ["算第一次答复"] if row.answers else []
        notes += ["不用写，日子到了自动重新打开"] if row.event == "复查" else []
        rows.append(f"| {before} | {event} | {after} | {'；'.join(notes)} |\n")
    return (
        "\n<a id='transitions'></a>\n\n## 什么时候可以写哪个环节\n\n"
        "| 这件事此时是 | 可以写 | 写了以后是 | 说明 |\n| --- | --- | --- | --- |\n" + "".join(rows)
    )


def _words() -> str:
    rows = "".join(f"| {term} | {word} |\n" for term, word in DEFAULTS.items())
    return (
        "\n<a id='words'></a>\n\n## 网站上的用语\n\n在 rules.yml 的“用语”里可以换成本地的说法。\n\n"
        f"| 记录里写 | 居民看到 |\n| --- | --- |\n{rows}"
    )


if __name__ == "__main__":
    sys.stdout.write(manual())
