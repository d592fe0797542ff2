"""Ordinary files, read whole and once; and what is said when the computer will not."""

import errno
import os
import stat
from pathlib import Path

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘满了",
    errno.EFBIG: "磁盘满了",
    errno.ENOENT: "找不到",
    errno.EEXIST: "那里有一个同名的文件",
    errno.ENOTDIR: "那里有一个同名的文件",
    errno.EISDIR: "那里有一个同名的文件夹",
    errno.EIO: "磁盘出错了",
    errno.ELOOP: "这是指到别处的链接",
    errno.ENXIO: "这不是普通的文件",
    errno.EBUSY: "它正在被改动",
    errno.EADDRINUSE: "已经有别的程序在用",
}
_FLAGS = [getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC")]


def why(error: OSError) -> str:
    """The reason, in words for people."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


About = tuple[int, int, int, int]
"""What the file system says of a file: size, when it was written and changed (nanoseconds), and its kind (st_mode)."""


def below(folder: Path) -> dict[str, About]:
    """All that lies below a folder and is no folder itself, in a fixed order, by its path. Raises OSError.

    A folder that may not be opened is told like a file.
    """
    found: dict[str, About] = {}
    _look(os.fspath(folder), "", found)
    return found


def _look(folder: str, above: str, found: dict[str, About]) -> None:
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda each: each.name)
    for each in ordered:
        if each.is_dir(follow_symlinks=False) and os.access(each.path, os.R_OK | os.X_OK):
            _look(each.path, f"{above}{each.name}/", found)
        else:
            about = each.stat(follow_symlinks=False)
            found[above + each.name] = about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_mode


def take(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file, but no more than one above `most`. Raises OSError.

    It does not follow a link, does not wait for whoever might write into a pipe, and does not take
    a file that is being written for a whole one.
    """
    handle = os.open(path, os.O_RDONLY | sum(_FLAGS))
    with open(handle, "rb") as file:  # noqa: PTH123 – it is open
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.ENXIO, "not a regular file", os.fspath(path))
        raw = file.read(most + 1)
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise OSError(errno.EBUSY, "written while read", os.fspath(path))
        return raw
