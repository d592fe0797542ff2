"""Git repositories for tests: portals whose files are committed on given days."""

import os
import subprocess
from pathlib import Path

_PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def git(folder: Path, *command: str, **environment: str) -> str:
    """Run git; it must do what it is asked."""
    done = subprocess.run(
        ["git", "-c", "user.name=desk", "-c", "user.email=desk@example.org", *command],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _PLAIN | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(folder: Path) -> Path:
    """An empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, when: str, *options: str) -> None:
    """Commit all that there is. `when`: 2026-11-03, at noon in China, or a time as git reads it."""
    when = when if " " in when else f"{when} 12:00 +0800"
    git(folder, "add", "--all", "--", ".", ":(exclude).deskboard", ":(exclude)site")
    git(folder, "commit", "-q", "-m", "x", *options, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
