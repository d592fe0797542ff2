"""A browser that prints: Chromium without a window, found on this computer."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
VARIABLE = "DESKBOARD_BROWSER"
"""The environment variable that names the browser's program, if it lies elsewhere or another one is wanted."""
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
SECONDS = 120
"""How long one document may take."""
AT_ONCE = 2
"""How many documents are printed at a time: each has a browser of its own."""
_PAUSE = 0.02
_OPTIONS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip


class NoBrowser(Exception):
    """There is no browser here that prints; the message is the name that was asked for, if one was."""


class NotPrinted(Exception):
    """The browser was asked, and made nothing, or no whole document. `out`: what it should have made."""

    def __init__(self, out: Path, why: str) -> None:
        super().__init__(why)
        self.out = out


def find() -> str:
    """The browser's program. Raises NoBrowser."""
    asked = os.environ.get(VARIABLE, "")
    if asked:
        if found := shutil.which(asked):
            return found
        raise NoBrowser(asked)
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in _PLACES:
        if Path(place).is_file():
            return place
    raise NoBrowser("")


def pdf(browser: str, page: Path, out: Path) -> None:
    """Print the HTML file `page` into `out`, with all that lies beside it. Raises NotPrinted."""
    pdfs(browser, [(page, out)], lambda made: None)


def pdfs(browser: str, jobs: Iterable[tuple[Path, Path]], done: Callable[[Path], None]) -> None:
    """Print HTML files, each into its PDF; `done` is told of each that is whole, as they come.

    Raises NotPrinted. No browser that was started here outlives the call, however it ends.
    """
    waiting, running = deque(jobs), list[_Printing]()
    try:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                running.append(_Printing(browser, *waiting.popleft()))
            over = [each for each in running if each.over()]
            for each in over:
                each.end()
                running.remove(each)
                each.look()
                done(each.out)
            if not over:
                time.sleep(_PAUSE)
    finally:
        for each in running:
            each.end()


class _Printing:
    """One browser at work on one document."""

    def __init__(self, browser: str, page: Path, out: Path) -> None:
        self.out = out
        # Root has no sandbox to put it in.
        alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        # What it keeps for itself lies on this computer's own disk, wherever the portal lies.
        self._profile = tempfile.TemporaryDirectory(prefix="deskboard-", ignore_cleanup_errors=True)
        command = [browser, *_OPTIONS, *alone, f"--user-data-dir={self._profile.name}", f"--print-to-pdf={out}"]
        try:
            self._process = subprocess.Popen(
                [*command, page.as_uri()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except BaseException as error:
            self._profile.cleanup()
            if isinstance(error, OSError):
                raise NotPrinted(out, "浏览器的程序运行不了") from None
            raise
        self._until = time.monotonic() + SECONDS

    def over(self) -> bool:
        """Whether the browser has ended. Raises NotPrinted when it takes too long."""
        if self._process.poll() is not None:
            return True
        if time.monotonic() > self._until:
            raise NotPrinted(self.out, f"{SECONDS:g} 秒也没有打完")
        return False

    def end(self) -> None:
        """End the browser, and what it started, if it has not ended; tidy up."""
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):  # nobody is left of it
                os.killpg(self._process.pid, signal.SIGKILL)
        elif self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._profile.cleanup()

    def look(self) -> None:
        """Raises NotPrinted if there is no whole document."""
        try:
            made = self.out.read_bytes()
        except OSError:
            made = b""
        if not (made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")):
            how = f"，停下时的代号是 {self._process.returncode}" if self._process.returncode else ""
            raise NotPrinted(self.out, f"没有打出完整的 PDF{how}")


def lacks_chinese() -> bool:
    """Whether this computer is known to have no Chinese letters: what is printed would be boxes."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False  # Windows and macOS have some
    try:
        told = subprocess.run([lister, ":lang=zh"], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0 and not told.stdout.strip()


def sheets(made: bytes) -> int:
    """How many pages a PDF of the browser has."""
    return len(re.findall(rb"/Type\s*/Page\b", made))


def title(made: bytes) -> str:
    """The title of a PDF that the browser printed: that of its page; empty if it is none of those, or has none."""
    found = re.search(rb"/Title <FEFF((?:[0-9A-F]{4})*)>", made[:4096]) if made.startswith(b"%PDF-") else None
    return bytes.fromhex(found[1].decode()).decode("utf-16-be", errors="replace") if found else ""
