"""A community's own server for tests: set up by the command, pushed to by real git."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import portals
from repositories import git

from generator import cli

CASE = "content/cases/2026/11/XH-2026-002.yml"
"""A case of the small sample that is open."""


@dataclass(frozen=True)
class Pushed:
    """What came of a push: whether it was taken, and what stood in the pusher's terminal."""

    taken: bool
    said: str


@dataclass(frozen=True)
class Staff:
    """A member of staff with a clone of the records."""

    folder: Path

    def edit(self, old: str, new: str, file: str = CASE, message: str = "改") -> "Staff":
        """Change a file and commit that."""
        portals.edit(self.folder / file, old, new)
        return self.commit(message)

    def write(self, file: str, text: str) -> "Staff":
        """Write a file and commit that."""
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(text, "utf-8")
        return self.commit("写")

    def commit(self, message: str) -> "Staff":
        """Commit all that there is, with a message."""
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "-q", "--allow-empty", "-m", message)
        return self

    def push(self, *given: str) -> Pushed:
        """Push, as staff do; the words of the server without git's own."""
        done = subprocess.run(
            ["git", "push", *(given or ("origin", "HEAD:main"))],
            cwd=self.folder, env=portals.plain_environment(), capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return Pushed(done.returncode == 0, "\n".join(re.findall(r"^remote: (.*?) *$", done.stderr, re.MULTILINE)))

    def pull(self) -> "Staff":
        """Take what others have pushed below one's own commits."""
        git(self.folder, "pull", "-q", "--rebase", "origin", "main")
        return self

    def head(self) -> str:
        """The last commit."""
        return git(self.folder, "rev-parse", "HEAD").strip()


@dataclass(frozen=True)
class Server:
    """A server that was set up by `deskboard host`."""

    home: Path

    def staff(self, name: str) -> Staff:
        """A new member of staff, whose clone is fresh."""
        folder = self.home.parent / name
        git(self.home.parent, "clone", "-q", str(self.home / "portal.git"), str(folder))
        git(folder, "config", "user.name", name)
        git(folder, "config", "user.email", f"{name}@example.org")
        return Staff(folder)

    def head(self) -> str:
        """The commit of the published branch."""
        return git(self.home / "portal.git", "rev-parse", "main").strip()

    def page(self, path: str) -> str:
        """A page of the live site."""
        return (self.home / "www" / "live" / path / "index.html").read_text("utf-8")

    def refresh(self) -> int:
        """What the timer does at night."""
        return cli.run(["host", str(self.home), "--refresh"])

    def built_from_nothing(self) -> dict[str, bytes]:
        """The site as it is when a fresh clone of the repository is built."""
        fresh = self.home.parent / "fresh"
        subprocess.run(["rm", "-rf", str(fresh)], check=True)
        git(self.home.parent, "clone", "-q", str(self.home / "portal.git"), str(fresh))
        return portals.tree(portals.build(fresh))


def start(portal: Path, home: Path) -> Server:
    """Commit the portal and set up a server for it."""
    git(portal, "init", "-q", "-b", "main")
    git(portal, "add", "content", "templates", "mkdocs.yml")
    git(portal, "commit", "-q", "-m", "开始")
    assert cli.run(["-C", str(portal), "host", str(home)]) == 0
    return Server(home)
