"""The folders of a server, and the one thing that may be done in them at a time."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import gits, locks

_BELOW = "deskboard.portal"
_LOG = 500_000
"""How many bytes of the log are kept."""
_LONG = 600
"""Seconds for what git writes: many thousand files at first."""


class NoHome(Exception):
    """No server has been set up there."""


class NotYours(Exception):
    """The server is another account's: its name."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of the server in `folder`. `branch`: the one that is published; `below`: the portal's place in it."""

    folder: Path
    branch: str
    below: str

    @property
    def name(self) -> str:
        """What its services and files are called elsewhere on the computer."""
        return f"deskboard-{re.sub('[^A-Za-z0-9]+', '-', self.folder.name).strip('-') or 'home'}"

    @property
    def repository(self) -> Path:
        """Where staff push to."""
        return self.folder / "portal.git"

    @property
    def work(self) -> Path:
        """A work tree of the repository."""
        return self.folder / "work"

    @property
    def portal(self) -> Path:
        """The portal in the work tree."""
        return self.work / self.below

    @property
    def site(self) -> Path:
        """What is built, before it is released: not where what is pushed could reach it."""
        return self.folder / "site"

    @property
    def www(self) -> Path:
        """The releases."""
        return self.folder / "www"

    @property
    def setup(self) -> Path:
        """What the administrator puts into place."""
        return self.folder / "setup"

    @property
    def ref(self) -> str:
        """The branch by its full name."""
        return f"refs/heads/{self.branch}"

    def head(self) -> str:
        """The commit that is to be live. Raises NoAnswer."""
        return gits.ask(self.repository, "rev-parse", "--verify", f"{self.ref}^{{commit}}").decode().strip()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Whoever changes the work tree or the site does it alone. Raises Busy."""
        with locks.held(self.folder / "lock"):
            yield

    def check_out(self, commit: str) -> None:
        """Make the files of the work tree those of `commit`, and nothing else. Raises NoAnswer.

        Git need not know the commit for good, so it may be one that is being pushed. Whoever does this is alone, so a
        lock of git's in the work tree is that of a run that was killed.
        """
        for name in ("index.lock", "HEAD.lock"):
            lock = os.fsdecode(gits.ask(self.work, "rev-parse", "--git-path", name)).removesuffix("\n")
            (self.work / lock).unlink(missing_ok=True)
        gits.ask(self.work, "read-tree", "-u", "--reset", commit, seconds=_LONG)
        kept = f"/{self.below}.deskboard"
        gits.ask(self.work, "clean", "-ffdqx", "-e", kept, seconds=_LONG)

    def settle(self, commit: str) -> None:
        """Check out a commit that has been accepted."""
        self.check_out(commit)
        gits.ask(self.work, "update-ref", "--no-deref", "HEAD", commit)

    def note(self, text: str) -> None:
        """Add a line to the log; it tells nothing that a record says."""
        log = self.folder / "log"
        with suppress(OSError), log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")
            if log.stat().st_size > _LOG:
                log.write_bytes(log.read_bytes()[-_LOG // 2 :].partition(b"\n")[2])


def opened(folder: Path) -> Home:
    """The server that was set up in `folder`. Raises NoHome, NotYours."""
    folder = folder.resolve()
    repository = folder / "portal.git"
    if folder.is_dir() and hasattr(os, "geteuid") and folder.stat().st_uid != os.geteuid():
        raise NotYours(folder.owner())
    if not repository.is_dir():
        raise NoHome(folder)
    try:
        branch = gits.ask(repository, "symbolic-ref", "HEAD").decode().strip().removeprefix("refs/heads/")
        below = os.fsdecode(gits.ask(repository, "config", "--default", "", _BELOW)).removesuffix("\n")
    except gits.NoAnswer as error:
        raise NoHome(folder) from error
    return Home(folder, branch, below)


def keep_below(repository: Path, below: str) -> None:
    """Write down where in the repository the portal lies; `below` ends with a slash, or is empty."""
    gits.ask(repository, "config", _BELOW, below)
