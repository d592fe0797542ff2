"""JSON Schemas of all kinds of record, for editors, forms and manuals."""

import json
from pathlib import Path

from generator.read import KINDS


def schemas() -> dict[str, str]:
    """File name → JSON text, one for each kind. Markdown kinds describe their front matter."""
    return {
        f"{kind.name}.json": json.dumps(kind.model.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
        for kind in KINDS
    }


def write(folder: Path) -> list[Path]:
    """Write the schemas into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        (folder / name).write_text(text, "utf-8")
        written.append(folder / name)
    return written
