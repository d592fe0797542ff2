"""Git repositories for tests: portals whose files are committed on given days."""

import os
import subprocess
from pathlib import Path

import pytest

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


HOSTILE = {
    "core.pager": "touch HACKED", "diff.external": "touch HACKED", "diff.x.textconv": "touch HACKED; cat",
    "diff.x.command": "touch HACKED", "core.fsmonitor": "touch HACKED", "log.showSignature": "true",
    "gpg.program": "touch HACKED", "log.showRoot": "false", "log.follow": "true", "diff.noprefix": "true",
    "color.ui": "always", "color.diff": "always", "diff.renames": "copies", "log.decorate": "full",
    "diff.wsErrorHighlight": "all", "format.pretty": "%B", "log.date": "relative", "diff.orderFile": "order",
    "diff.context": "9", "diff.interHunkContext": "50", "diff.relative": "false", "diff.colorMoved": "zebra",
    "core.quotePath": "true", "core.bigFileThreshold": "1", "diff.algorithm": "patience", "log.diffMerges": "remerge",
    "diff.suppressBlankEmpty": "true", "diff.indentHeuristic": "false", "diff.submodule": "diff",
    "core.hooksPath": "hooks", "gc.auto": "1", "protocol.ext.allow": "always", "remote.x.promisor": "true",
    "remote.x.url": "ext::sh -c touch% HACKED", "extensions.partialClone": "x",
}  # fmt: skip
"""Settings of a repository that make git run something, or say it in another way."""


def spoil(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and an environment that mean ill: what is run makes a file HACKED."""
    hooks = [folder / "hooks" / name for name in ("post-index-change", "reference-transaction", "pre-auto-gc")]
    for hook in hooks:
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{folder}/HACKED'\n", "utf-8")
        hook.chmod(0o755)
    for key, value in HOSTILE.items():
        git(folder, "config", key, value)
    for key, value in {
        "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/", "GIT_EXTERNAL_DIFF": "touch HACKED", "GIT_PAGER": "touch HACKED",
        "GIT_INDEX_FILE": "/nowhere/index", "GIT_CONFIG_COUNT": "nonsense", "GIT_GLOB_PATHSPECS": "1",
        "GIT_DIFF_OPTS": "--unified=9", "GIT_TRACE": str(folder / "HACKED"), "GIT_SHALLOW_FILE": "/nowhere",
    }.items():  # fmt: skip
        monkeypatch.setenv(key, value)
