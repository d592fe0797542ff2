"""Before it is in git: a pre-commit hook that checks what is about to be committed.

Git does not forget. The hook reads the index, not the working folder: what is checked is what will
be in the history.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SIGN = "# deskboard: 提交前先检查"
_SCRIPT = """#!/bin/sh
{sign}
if [ ! -x {python} ]; then
    echo "找不到 deskboard（它可能搬家了）。请在公开栏的文件夹里再运行一次 deskboard hook。" >&2
    exit 1
fi
exec {python} -m generator -C {folder} check --staged
"""


class NoGit(Exception):
    """There is no git, or the portal is not in a repository; the message says which."""


class ForeignHook(Exception):
    """A pre-commit hook of somebody else is there."""


def install(folder: Path) -> Path:
    """Write the hook and return its path. Raises NoGit, ForeignHook; doing it twice does no harm."""
    hook = folder / _git(folder, "rev-parse", "--git-path", "hooks/pre-commit").decode().strip()
    if hook.exists() and _SIGN not in hook.read_text("utf-8", errors="replace"):
        raise ForeignHook(hook)
    # Git runs it at the top of the work tree, wherever that is moved to.
    below = _git(folder, "rev-parse", "--show-prefix").decode().strip()
    script = _SCRIPT.format(
        sign=_SIGN, python=shlex.quote(Path(sys.executable).as_posix()), folder=shlex.quote(below or ".")
    )
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(script, "utf-8", newline="\n")
    hook.chmod(0o755)
    return hook


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """The portal as the next commit would have it, in a folder that goes away. Raises NoGit."""
    below = _git(folder, "rev-parse", "--show-prefix").decode().strip()
    files = _git(folder, "ls-files", "-z", "--cached", "--", ".")
    with tempfile.TemporaryDirectory(prefix="deskboard-") as home:
        _git(folder, "checkout-index", "-z", "--stdin", f"--prefix={home}/", given=files)
        portal = Path(home) / below
        (portal / "content").mkdir(parents=True, exist_ok=True)
        yield portal


def _git(folder: Path, *command: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", *command], cwd=folder, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoGit("这台电脑上没有 git，先装上它") from None
    if done.returncode:
        raise NoGit(f"这个文件夹不在 git 仓库里，或者 git 出了错：{os.fsdecode(done.stderr).strip()}")
    return done.stdout
