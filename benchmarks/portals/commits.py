"""The git history of a portal: each evening, what changed that day."""

import os
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

from benchmarks.portals.write import File

_AUTHOR = "流动办公桌 <desk@example.org>"
_EVENING = time(18, 0, tzinfo=timezone(timedelta(hours=8)))


def commit(folder: Path, files: Iterable[File]) -> None:
    """Make a repository of a portal that is written already; what lies there is its last commit."""
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "fast-import", "--quiet", "--date-format=raw", given=_stream(files))
    _git(folder, "reset", "-q")
    _git(folder, "config", "user.name", "流动办公桌")
    _git(folder, "config", "user.email", "desk@example.org")


def _stream(files: Iterable[File]) -> bytes:
    by_day: dict[date, list[tuple[str, bytes]]] = {}
    for file in files:
        for day, data in file.versions:
            by_day.setdefault(day, []).append((file.path, data))
    parts: list[bytes] = []
    for day, changed in sorted(by_day.items()):
        seconds = int(datetime.combine(day, _EVENING).astimezone(UTC).timestamp())
        cases = sum(path.startswith("content/cases/") for path, _ in changed)
        message = f"{day} 更新 {cases} 件事".encode()
        parts.append(f"commit refs/heads/main\ncommitter {_AUTHOR} {seconds} +0800\n".encode())
        parts.append(b"data %d\n%s\n" % (len(message), message))
        for path, data in sorted(changed):
            parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    return b"".join([*parts, b"done\n"])


def _git(folder: Path, *command: str, given: bytes | None = None) -> None:
    """Git without what the user or an outer repository would have it do."""
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *command], cwd=folder, env=environment, input=given, check=True)
