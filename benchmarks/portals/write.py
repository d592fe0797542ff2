"""Files, and records as YAML in the way in which the sample is written: plain where that is safe, otherwise quoted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Record = Mapping[str, Any] | Sequence[Any]

Version = tuple[date, bytes]
"""From which day on a file held what."""


@dataclass(frozen=True, slots=True)
class File:
    """One file. `path` is below the portal; the last of its versions lies there."""

    path: str
    versions: list[Version]


_UNSAFE = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`~ ]|.*(?:: | #|[: ]\Z)")
_UNSAFE_ITEM = re.compile(r".*[,\[\]{}，、]")
_INDENT = "  "


def record(value: Record) -> str:
    """The file of a record. A text that ends with a line break becomes a block, a list of texts one line."""
    return "\n".join(_entries(value) if isinstance(value, Mapping) else _items(value)) + "\n"


def note(front: Mapping[str, Any], body: str) -> str:
    """The file of a notice: front matter and Markdown."""
    return f"---\n{record(front)}---\n\n{body}\n" if body else f"---\n{record(front)}---\n"


def item(value: Mapping[str, Any]) -> str:
    """One entry of a list in a record, as it stands below its key."""
    return "".join(f"{_INDENT}{line}\n" for line in _items([value]))


def _entries(mapping: Mapping[str, Any]) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, str) and value.endswith("\n"):
            yield f"{key}: |"
            yield from (_INDENT + line for line in value.splitlines())
        elif isinstance(value, Mapping):
            yield f"{key}:"
            yield from (_INDENT + line for line in _entries(value))
        elif isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(v, Mapping) for v in value):
            yield f"{key}:"
            yield from (_INDENT + line for line in _items(value))
        else:
            yield f"{key}: {_inline(value)}"


def _items(values: Sequence[Any]) -> Iterator[str]:
    for value in values:
        for number, line in enumerate(_entries(value)):
            yield ("- " if number == 0 else _INDENT) + line


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(_quoted(v) if _UNSAFE_ITEM.match(v) else _scalar(v) for v in value)}]"
    return str(value)


def _scalar(text: str) -> str:
    return _quoted(text) if _UNSAFE.match(text) else text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
