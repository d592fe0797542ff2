"""A manifest: which files a folder has, and a digest of the bytes of each.

A line is what `b2sum -l 128` says of a file, so `b2sum -c` can check a folder against it; where nobody knows
what the file holds, it is the path alone.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

UNKNOWN = "?"
"""Stands for the digest of a file that may be old or new."""

_LINE = re.compile(r"^(?:([0-9a-f]{32})  )?(.+)$", re.MULTILINE)


def digest(data: bytes) -> str:
    """32 signs for the bytes of a file (BLAKE2b, 128 bits)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read(file: Path) -> dict[str, str]:
    """The digests by path; nothing where there is no manifest."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return {}
    return {path: digest or UNKNOWN for digest, path in _LINE.findall(text)}


def write(file: Path, files: Mapping[str, str]) -> None:
    """Put a manifest into place, at once and for good: after a power cut it is the old one or this."""
    lines = [f"{path}\n" if each == UNKNOWN else f"{each}  {path}\n" for path, each in sorted(files.items())]
    put(file, "".join(lines))


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The paths at which the second is not surely what the first is, sorted."""
    return sorted(
        path for path in old.keys() | new.keys() if old.get(path) != new.get(path) or old.get(path) == UNKNOWN
    )


def put(file: Path, text: str) -> None:
    """Write a small file that is whole at any moment, through a power cut too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())  # an empty manifest after a power cut would make every file foreign
    os.replace(beside, file)
