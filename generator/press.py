"""A browser that prints: Chromium without a window, found on this computer."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
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
_OPTIONS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip


class NoBrowser(Exception):
    """There is no browser here that prints."""


class NotPrinted(Exception):
    """The browser was asked, and made nothing."""


def find() -> str:
    """The browser's program. Raises NoBrowser."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in _PLACES:
        if Path(place).is_file():
            return place
    raise NoBrowser


def pdf(browser: str, page: Path, out: Path) -> None:
    """Print the HTML file `page` into `out`, with all that lies beside it. Raises NotPrinted."""
    # Root has no sandbox to put it in.
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="deskboard-", ignore_cleanup_errors=True) as profile:
        command = [browser, *_OPTIONS, *alone, f"--user-data-dir={profile}", f"--print-to-pdf={out}", page.as_uri()]
        try:
            subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotPrinted(str(error)) from None
    if not out.is_file():
        raise NotPrinted(out.name)
