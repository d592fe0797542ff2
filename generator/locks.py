"""One at a time: a lock that goes with the process that holds it, and that says so when it has to wait."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 600.0
"""Seconds after which waiting has no sense: a build takes seconds."""
_SOON, _PAUSE = 1.0, 0.1


class Busy(Exception):
    """Another build has held the lock all the time."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file `path`, whose folder is there. It is removed at the end. Raises Busy."""
    file = _waited_for(path)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open; then it stays, and does no harm
            path.unlink()
        file.close()


def _waited_for(path: Path) -> IO[bytes]:
    start, said = time.monotonic(), False
    while not (file := _locked(path)):
        waited = time.monotonic() - start
        if waited > PATIENCE:
            raise Busy(path)
        if waited > _SOON and not said:
            minutes = int(PATIENCE // 60)
            sys.stderr.write(f"另一个程序正在生成网站，等它做完……（最多等 {minutes} 分钟；不想等，按 Ctrl+C）\n")
            sys.stderr.flush()
            said = True
        time.sleep(_PAUSE)
    return file


def _locked(path: Path) -> IO[bytes] | None:
    """The lock file, open and locked; None while somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)  # whoever had it may have tidied up
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except BaseException:
        file.close()
        raise
    file.close()
    return None
