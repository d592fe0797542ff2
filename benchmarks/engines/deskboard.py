"""This project, as it is used: a portal with its git history, and the command in a process of its own."""

import sys
from pathlib import Path

from benchmarks.engines.engine import Engine
from benchmarks.engines.process import run
from benchmarks.engines.searching import Box
from benchmarks.portals import going_on
from benchmarks.portals.portal import REPO, TODAY

NAME = "deskboard"
INDEX = ""
BOX: Box | None = None
"""Its search is measured when these two say where it is."""


def lay(folder: Path, cases: int, history: bool) -> Engine:
    """A portal of so many cases."""
    run((sys.executable, "-m", "benchmarks.portals", str(cases), str(folder), *(("--git",) if history else ())), REPO)
    record = folder / going_on.open_cases(folder, 1)[0]
    event = going_on.event(TODAY, 1)
    return Engine(
        NAME, folder, command(folder, "build"), record, record.read_text("utf-8") + event, (".deskboard",), INDEX, BOX
    )


def command(folder: Path, name: str) -> tuple[str, ...]:
    """One of its commands, on the portal in a folder."""
    return (sys.executable, "-m", "generator", "-C", str(folder), name, "--today", str(TODAY))
