"""What a command costs: time, processor time and memory, its children's too. Linux only: it looks into /proc."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_OFTEN = 0.05
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` (user and system, of all processes) in seconds, `memory` in bytes: the most at one time."""

    wall: float
    cpu: float
    memory: int


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder to its end; if it fails, so does the benchmark."""
    return told(command, folder)[0]


def told(command: Sequence[str], folder: Path) -> tuple[Cost, str]:
    """The same, and what it said."""
    os.sync()  # or it would pay for what was written before it
    with tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=_environment()
        )
        looking = _Looking(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        looking.end()
        said.seek(0)
        text = said.read().decode(errors="replace")
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}\n{text}")
    return Cost(wall, used.ru_utime + used.ru_stime, looking.most), text


class _Looking:
    """Looks again and again: what wait4 tells as the most is never less than this process here had when it forked.

    Of one process the kernel notes the most that it ever had (VmHWM). What several share, as a forked child its
    parent's memory, is counted once (PSS).
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.most, self._ended = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_OFTEN):
            self.most = max(self.most, _bytes(self.pid, "status", "VmHWM"))
            if children := list(_children(self.pid)):
                self.most = max(self.most, sum(_bytes(pid, "smaps_rollup", "Pss") for pid in (self.pid, *children)))


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):  # one that has ended
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield int(child)
                yield from _children(int(child))


def _bytes(pid: int, file: str, name: str) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0


def _environment() -> dict[str, str]:
    """In which Python may keep what it has compiled, as where a program is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
