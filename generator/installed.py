"""What is installed beside this program: whoever keeps what it made asks whether that is still the same."""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def packages() -> str:
    """All packages that Python finds, each with its version, in a fixed order: the names of the folders that tell it.

    Their own words on it (`importlib.metadata`) are long, and take ten times as long to read.
    """
    found = list[str]()
    for folder in map(Path, sys.path):
        with suppress(OSError):
            found += sorted(each.name for each in folder.glob("*-info"))
    return "\n".join(found)
