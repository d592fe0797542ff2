"""JSON Schemas of all kinds of record, for editors, forms and manuals."""

import json
from pathlib import Path
from typing import Any

from generator.read import KINDS

_TITLES = {
    "portal": "公开栏",
    "places": "地点",
    "units": "单位",
    "contacts": "连心卡",
    "rules": "规则",
    "case": "事项",
    "meeting": "会议",
    "policy": "政策说明",
}


def schemas() -> dict[str, str]:
    """File name → JSON text, one for each kind. Markdown kinds describe their front matter."""
    made = {}
    for kind in KINDS:
        schema = _for_editors(kind.model.model_json_schema())
        schema = {key: value for key, value in schema.items() if key != "description"}
        made[f"{kind.name}.json"] = json.dumps(schema | {"title": kind.title}, ensure_ascii=False, indent=1) + "\n"
    return made


def write(folder: Path) -> list[Path]:
    """Write the schemas into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        (folder / name).write_text(text, "utf-8")
        written.append(folder / name)
    return written


def _schema(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Say it in the words of staff: editors show titles, and type defaults into files."""
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
        part.pop("description", None)  # the docstring, for those who read the code
        fields = part.get("properties", {})
        words = [field["const"] for field in fields.values() if "const" in field]
        if words:
            part["title"] = "·".join(words)
        for field in fields.values():
            _tell_default(field)
    return {"title": _TITLES[kind], **schema}


def _tell_default(field: dict[str, Any]) -> None:
    default = field.pop("default", None)
    if isinstance(default, bool):
        field["default"] = "是" if default else "否"
    elif isinstance(default, (str, int)):
        field["default"] = default
