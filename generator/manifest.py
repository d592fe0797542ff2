"""A manifest: which files a folder has, and a digest of the bytes of each.

A line is what `b2sum -l 128` says of a file, so `b2sum -c` can check a folder against it; where nobody knows
what the file holds, `UNKNOWN` stands for the digest.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

_WIDTH = 32
UNKNOWN = "?" * _WIDTH
"""Stands for the digest of a file that may be old or new."""


def digest(data: bytes) -> str:
    """32 signs for the bytes of a file (BLAKE2b, 128 bits)."""
    return hashlib.blake2b(data, digest_size=_WIDTH // 2).hexdigest()


def read(file: Path) -> dict[str, str]:
    """The digests by path; nothing where there is no manifest."""
    return read_signed(file)[0]


def read_signed(file: Path) -> tuple[dict[str, str], str]:
    """The digests by path, and one of the manifest itself, which is empty where there is none."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return {}, ""
    lines, gap = data.decode().split("\n"), slice(_WIDTH, _WIDTH + 2)
    return {each[gap.stop :]: each[: gap.start] for each in lines if each[gap] == "  "}, digest(data)


def write(file: Path, files: Mapping[str, str]) -> str:
    """Put a manifest into place, at once and for good: after a power cut it is the old one or this.

    Returns its digest.
    """
    text = "".join(f"{each}  {path}\n" for path, each in sorted(files.items()))
    put(file, text)
    return digest(text.encode())


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
