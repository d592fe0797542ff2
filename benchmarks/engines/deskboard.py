"""This project, as it is used: a portal with its git history, and the command in a process of its own."""

import re
import sys
from pathlib import Path

from benchmarks.engines.engine import Engine
from benchmarks.engines.process import run
from benchmarks.engines.searching import Box
from benchmarks.portals import going_on
from benchmarks.portals.portal import REPO, TODAY

NAME = "deskboard"
INDEX = "search/**/*"
BOX = Box(field="#search-q", answer="#search-status", page="search/", entered=True)
_SEARCH = re.compile(r"其中搜索 ([\d.]+) 秒（处理器 ([\d.]+) 秒）")


def lay(folder: Path, cases: int, history: bool) -> Engine:
    """A portal of so many cases."""
    run((sys.executable, "-m", "benchmarks.portals", str(cases), str(folder), *(("--git",) if history else ())), REPO)
    record = folder / going_on.open_cases(folder, 1)[0]
    event = going_on.event(TODAY, 1)
    edited = record.read_text("utf-8") + event
    build = (*command(folder, "build"), "--timings")
    return Engine(NAME, folder, build, record, edited, (".deskboard",), INDEX, BOX)


def apart(told: str) -> dict[str, float]:
    """What of a build that told its timings was for the search, in seconds."""
    found = _SEARCH.search(told)
    return {"search_wall": float(found[1]), "search_cpu": float(found[2])} if found else {}


def command(folder: Path, name: str) -> tuple[str, ...]:
    """One of its commands, on the portal in a folder."""
    return (sys.executable, "-m", "generator", "-C", str(folder), name, "--today", str(TODAY))
