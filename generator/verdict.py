"""The verdict of the last build on the records: what `check` says of them while nothing is changed.

It is known again by what the file system says of all that was looked at. Nothing heavy is imported here, for who has
changed nothing waits for nothing.
"""

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import gits

_FILE = ".deskboard/verdict"
_PORTAL = ("content", "templates", "mkdocs.yml")
_FRESH = 2 * 10**9
"""Nanoseconds: what was changed so shortly before may be changed again, and its times not tell."""
_TELLING = ("SOURCE_DATE_EPOCH", "GITHEAD_")
"""With these in the environment a check may have another answer."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sign`: by what it is known again; `day`: as of which day it holds, in a time `zone`, or ever if that is empty.

    `shown`: the problems, as text, none of which stops anything; `counted`: how many, in words.
    """

    sign: str
    day: str
    zone: str
    shown: str
    counted: str


def sign(portal: Path) -> str:
    """By what the state of a portal is known again; empty where that would say too little."""
    if any(name.startswith(_TELLING) for name in os.environ):
        return ""
    state, newest = hashlib.sha256(f"{sys.version}\0{_git(portal)}".encode()), 0
    try:
        for folder, names in ((portal, _PORTAL), (Path(__file__).parent, None)):
            for path, about in _walk(os.fspath(folder), "", names):
                if not stat.S_ISREG(about.st_mode):
                    return ""  # of what lies behind a link the file system tells nothing here
                times = about.st_mtime_ns, about.st_ctime_ns
                state.update(f"{path}\0{about.st_size} {times}\0".encode(errors="surrogateescape"))
                newest = max(newest, *times)
    except OSError:
        return ""
    for folder in map(Path, sys.path):
        with suppress(OSError):  # of packages the version is in the name
            state.update("".join(sorted(each.name for each in folder.glob("*-info"))).encode())
    return state.hexdigest() if newest < time.time_ns() - _FRESH else ""


def _walk(folder: str, below: str, names: tuple[str, ...] | None) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as found:
        entries = sorted((each for each in found if names is None or each.name in names), key=lambda each: each.name)
    for each in entries:
        if each.name == "__pycache__":
            continue
        if each.is_dir(follow_symlinks=False):
            yield from _walk(each.path, f"{below}{each.name}/", None)
        else:
            yield below + each.name, each.stat(follow_symlinks=False)


def _git(portal: Path) -> str:
    """Which commits the portal stands on: it depends on them which addresses were published."""
    try:
        said = gits.ask(portal, "rev-parse", "--is-shallow-repository", "HEAD", "--git-path", "MERGE_HEAD").decode()
    except gits.NoAnswer:
        return ""
    with suppress(OSError):
        said += (portal / said.rstrip("\n").rpartition("\n")[2]).read_text()
    return said


def put(portal: Path, verdict: Verdict) -> None:
    """Keep a verdict; without one everything is looked at."""
    text = json.dumps(asdict(verdict), ensure_ascii=False)
    with suppress(OSError):
        (portal / _FILE).write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}", "utf-8")


def known(portal: Path, today: date | None) -> Verdict | None:
    """The verdict that still holds, as of a day or of that which the clock says."""
    try:
        head, _, text = (portal / _FILE).read_text("utf-8").partition("\n")
        if hashlib.sha256(text.encode()).hexdigest() != head:
            return None
        found = Verdict(**json.loads(text))
    except (OSError, ValueError, TypeError):
        return None
    clock = datetime.now(ZoneInfo(found.zone)).date().isoformat() if found.zone else found.day
    day = today.isoformat() if today else clock
    return found if day == found.day and found.sign and found.sign == sign(portal) else None
