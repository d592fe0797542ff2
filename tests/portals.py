"""Portals for tests: copied to a fresh folder, built by the command, read back as bytes."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from generator import cli

REPO = Path(__file__).parents[1]
SAMPLES = REPO / "tests" / "samples"
PYTHON = sys.executable


def copy(source: Path, to: Path) -> Path:
    """A portal in `to`: the records of `source`, with the repo's own look."""
    shutil.copytree(source / "content", to / "content")
    shutil.copytree(REPO / "templates", to / "templates")
    shutil.copyfile(REPO / "mkdocs.yml", to / "mkdocs.yml")
    return to


def build(portal: Path, *options: str) -> Path:
    """Build the portal; the site is where it lies by default."""
    assert cli.run(["-C", str(portal), "build", *options]) == 0
    return portal / "site"


def clean_build(portal: Path, to: Path, *options: str) -> dict[str, bytes]:
    """What the portal's site is when it is made from nothing, in another folder."""
    fresh = to / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in ("content", "templates"):
        shutil.copytree(portal / name, fresh / name)
    shutil.copyfile(portal / "mkdocs.yml", fresh / "mkdocs.yml")
    return tree(build(fresh, *options))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for what the generator keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".deskboard" not in path.relative_to(folder).parts
    }


def times(folder: Path) -> dict[str, int]:
    """When each file below a folder was written."""
    return {path: (folder / path).stat().st_mtime_ns for path in tree(folder)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The paths at which two trees differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def edit(file: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new), "utf-8")


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with `arguments` in a process of its own."""
    return subprocess.run(
        [PYTHON, *arguments],
        cwd=cwd,
        env=plain_environment() | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def plain_environment() -> dict[str, str]:
    """The environment without what would change a build."""
    return {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "TZ")}


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def unreadable(store: Path) -> None:
    """Whole as a database, of the right time, and yet what it holds is nothing that can be read."""
    about = store.stat()
    with closing(sqlite3.connect(store)) as known:
        known.execute("UPDATE file SET reading = x'80'")
        known.execute("UPDATE memory SET value = x'80' WHERE name NOT LIKE 'looked %' AND name != 'odd names'")
        known.commit()
    os.utime(store, ns=(about.st_atime_ns, about.st_mtime_ns))
