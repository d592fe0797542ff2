"""What the user sees of a run: progress at a terminal, silence elsewhere, and no traceback."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

COMMAND = [sys.executable, "-m", "generator"]


def test_progress_is_shown_at_a_terminal(sample: Callable[..., Path]) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, "-C", str(sample("small")), "check"], stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    assert process.wait() == 0
    assert "读取记录 1/".encode() in shown
    assert shown.rstrip().endswith("都对，没有要改的。".encode())
    assert b"\r\x1b[K" in shown, "the line of progress is written over"


def test_no_progress_elsewhere(sample: Callable[..., Path]) -> None:
    done = subprocess.run([*COMMAND, "-C", str(sample("small")), "build"], capture_output=True, check=True)
    assert "读取记录".encode() not in done.stderr + done.stdout
    assert b"\r" not in done.stderr + done.stdout
