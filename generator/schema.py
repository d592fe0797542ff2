"""JSON Schemas of all kinds of record, for editors, forms and manuals."""

import json
from pathlib import Path
from typing import Any

from generator.read import KINDS


def schemas() -> dict[str, str]:
    """File name → JSON text, one for each kind. Markdown kinds describe their front matter."""
    made = {}
    for kind in KINDS:
        schema = {**_for_editors(kind.model.model_json_schema()), "title": kind.title}
        schema.pop("description", None)
        made[f"{kind.name}.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return made


def write(folder: Path) -> list[Path]:
    """Write the schemas into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        (folder / name).write_text(text, "utf-8")
        written.append(folder / name)
    return written


def _for_editors(part: Any) -> Any:
    """Say it in the words of staff: an editor shows titles, types defaults, and looks one choice deep.

    Models lose their class name and docstring; an event is called by its 环节; a choice within a
    choice becomes part of the outer one.
    """
    if isinstance(part, list):
        return [_for_editors(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _for_editors(value) for key, value in part.items()}
    if isinstance(made.get("properties"), dict):
        made.pop("title", None)
        made.pop("description", None)
        words = [field["const"] for field in made["properties"].values() if "const" in field]
        if words:
            made["title"] = "·".join(words)
        for field in made["properties"].values():
            _tell_default(field)
    if "oneOf" in made:
        made["oneOf"] = [inner for each in made["oneOf"] for inner in each.get("oneOf", [each])]
        made.pop("discriminator", None)
    return made


def _tell_default(field: dict[str, Any]) -> None:
    default = field.pop("default", None)
    if isinstance(default, bool):
        field["default"] = "是" if default else "否"
    elif isinstance(default, (str, int)):
        field["default"] = default
