"""What an old file says by YAML alone: no model judges it, for models grow stricter, and what was published stays.

An alias stands for nothing, so no file grows when it is read.
"""

from typing import Any

import yaml

from generator import yamls
from generator.read import front_matter


def value(text: str) -> Any:
    """Texts, lists and mappings; None where a YAML text is none."""
    open_: list[list[Any]] = [[]]
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if len(open_) > yamls.MAX_DEPTH:  # the parser takes time by the square of it
                return None
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append([])
            elif isinstance(event, yaml.CollectionEndEvent):
                parts = open_.pop()
                open_[-1].append(_mapping(parts) if isinstance(event, yaml.MappingEndEvent) else parts)
            elif isinstance(event, yaml.NodeEvent):
                open_[-1].append(event.value if isinstance(event, yaml.ScalarEvent) else None)
    except yaml.YAMLError:
        return None
    return open_[0][0] if len(open_[0]) == 1 else None


def mapping(raw: bytes, front: bool = False) -> dict[str, Any]:
    """The mapping at the top of a file, or in its front matter; empty if there is none."""
    found = value(front_matter(text(raw))[0] if front else text(raw))
    return found if isinstance(found, dict) else {}


def text(raw: bytes) -> str:
    """The text of a file; empty if it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _mapping(parts: list[Any]) -> dict[str, Any]:
    return {key: each for key, each in zip(parts[::2], parts[1::2], strict=True) if isinstance(key, str)}
