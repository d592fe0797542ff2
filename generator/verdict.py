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
from array import array
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import disk, gits, installed
from generator.disk import About

_FILE = ".deskboard/verdict"
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


def sign(portal: Path, content: Mapping[str, About]) -> str:
    """By what the state of a portal is known again, with what lies in its `content`; empty where it says too little."""
    links = any((portal / name).is_symlink() for name in ("content", "templates"))
    if links or any(name.startswith(_TELLING) for name in os.environ):
        return ""
    state = hashlib.sha256(f"{sys.version}\0{_git(portal)}".encode())
    try:
        others = disk.below(portal / "templates"), _alone(portal / "mkdocs.yml"), disk.below(Path(__file__).parent)
    except OSError:
        return ""
    program = {path: about for path, about in others[2].items() if "__pycache__/" not in path}
    newest = 0
    for found in (content, *others[:2], program):
        sizes, written, changed, modes = zip(*found.values(), strict=True) if found else ((), (), (), ())
        if not all(map(stat.S_ISREG, {*modes})):
            return ""  # of what lies behind a link the file system tells nothing here
        state.update("\0".join(found).encode(errors="surrogatepass") + b"\0\0")
        try:
            state.update(b"".join(array("q", each).tobytes() for each in (sizes, written, changed, modes)))
        except OverflowError:
            return ""  # a time beyond the year 2262
        newest = max(newest, *written, *changed)
    state.update(installed.packages().encode())
    return state.hexdigest() if newest < time.time_ns() - _FRESH else ""


def _alone(file: Path) -> dict[str, About]:
    about = file.lstat()
    return {file.name: (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_mode)}


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
    if day != found.day or not found.sign:
        return None
    try:
        return found if found.sign == sign(portal, disk.below(portal / "content")) else None
    except OSError:
        return None
