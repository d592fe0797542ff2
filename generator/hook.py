"""Before it is in git: hooks that check what is about to be committed or merged.

Git does not forget. The hooks read the index, not the working folder: what is checked is what will
be in the history. Several portals may lie in one repository; one hook checks them all.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SIGN = "# deskboard: 提交前先检查"
_HOOKS = ("pre-commit", "pre-merge-commit")  # git asks another one before it commits a merge
_HEAD = """#!/bin/sh
{sign}
if [ ! -x {python} ]; then
    echo "找不到 deskboard（它可能搬家了）。请在公开栏的文件夹里再运行一次 deskboard hook。" >&2
    exit 1
fi
wrong=0
"""
_CHECK = "{python} -m generator -C {folder} check --staged || wrong=1\n"
_CHECKED = re.compile(r" -C (.+) check --staged \|\| wrong=1$", re.MULTILINE)


class NoGit(Exception):
    """Git cannot serve here; the message says why."""


class ForeignHook(Exception):
    """A hook of somebody else is there."""


def install(folder: Path) -> Path:
    """Write the hooks and return the first one's path. Raises NoGit, ForeignHook; doing it twice does no harm."""
    hooks = (folder / _ask(folder, "--git-path", "hooks")).resolve()
    repository = [(folder / _ask(folder, name)).resolve() for name in ("--git-common-dir", "--show-toplevel")]
    if not any(hooks.is_relative_to(each) for each in repository):
        raise NoGit(f"git 的设置 core.hooksPath 指到别处（{hooks}），装在那里会管到别的仓库；请先去掉这个设置")
    if _git(folder, "ls-files", "--stage", "--", "content").startswith(b"160000"):
        raise NoGit("content 是另外一个 git 仓库，请到那个仓库的公开栏里装")
    paths = [hooks / name for name in _HOOKS]
    for path in paths:
        if path.exists() and _SIGN not in path.read_text("utf-8", errors="replace"):
            raise ForeignHook(path)
    # Git runs them at the top of the work tree, wherever that is moved to.
    below = shlex.quote(_ask(folder, "--show-prefix") or ".")
    folders = {below, *(_CHECKED.findall(paths[0].read_text("utf-8")) if paths[0].exists() else ())}
    python = shlex.quote(Path(sys.executable).as_posix())
    checks = "".join(_CHECK.format(python=python, folder=each) for each in sorted(folders))
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEAD.format(sign=_SIGN, python=python) + checks + "exit $wrong\n", "utf-8", newline="\n")
        path.chmod(0o755)
    return paths[0]


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """The portal as the next commit would have it, in a folder that goes away. Raises NoGit."""
    if _git(folder, "ls-files", "--unmerged"):
        raise NoGit("合并的时候有冲突，还没有改好：先把 <<<<<<< 和 >>>>>>> 之间的改好，再 git add")
    below = _ask(folder, "--show-prefix")
    files = _git(folder, "ls-files", "-z", "--cached", "--", ".")
    with tempfile.TemporaryDirectory(prefix="deskboard-") as home:
        _git(folder, "checkout-index", "-z", "--stdin", f"--prefix={home}/", given=files)
        portal = Path(home) / below
        (portal / "content").mkdir(parents=True, exist_ok=True)
        yield portal


def _ask(folder: Path, what: str, *more: str) -> str:
    """One answer of `git rev-parse`: a path, which may hold blanks."""
    return os.fsdecode(_git(folder, "rev-parse", what, *more)).removesuffix("\n")


def _git(folder: Path, *command: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", *command], cwd=folder, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoGit("这台电脑上没有 git，先装上它") from None
    if done.returncode:
        raise NoGit(f"这个文件夹不在 git 仓库里，或者 git 出了错：{os.fsdecode(done.stderr).strip()}")
    return done.stdout
