"""A real browser on a built site that is served on loopback."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from scripts import LOOK, REACH

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = (360, 740)
DESK = (1280, 900)


def missing(what: str, packages: str) -> NoReturn:
    """Skip a test for want of a program, or fail it if the environment says that all of them are there."""
    say = pytest.fail if os.environ.get("DESKBOARD_NEEDS_BROWSER") else pytest.skip
    say(f"no {what} on this machine: {packages}")


def chromium() -> str:
    """The path of Chromium; without one the test is skipped or fails."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return path or missing("Chromium", "apt-get install chromium")


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium. Where there is none the test is skipped, or fails if the environment says that one is needed."""
    path = chromium()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Looks:
    """What one page shows: as it opens, in the dark, in 大字, and without JavaScript.

    `wrong`: what it asked other hosts for, and what the browser complained of.
    """

    plain: dict[str, Any]
    dark: dict[str, Any]
    large: dict[str, Any]
    bare: dict[str, Any]
    wrong: list[str]


class Reader:
    """Somebody who opens pages of the site; what was seen is kept."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self._kept: dict[tuple[str, tuple[int, int]], Looks] = {}
        self._windows: dict[tuple[tuple[int, int], bool], tuple[Page, list[str]]] = {}

    @contextmanager
    def opened(
        self, url: str, size: tuple[int, int] = PHONE, *, script: bool = True
    ) -> Iterator[tuple[Page, list[str]]]:
        """The page in a browser that knows nothing yet, and what went wrong."""
        page, wrong = self._window(size, script)
        page.goto(self.home + url)
        yield page, wrong
        page.context.close()

    def look(self, url: str, size: tuple[int, int] = PHONE) -> Looks:
        """What the page shows."""
        if (url, size) not in self._kept:
            page, wrong = self._kept_window(size, True)
            wrong.clear()
            page.goto(self.home + url)
            plain = page.evaluate(LOOK) | {"targets": page.evaluate(REACH)}
            page.emulate_media(color_scheme="dark")
            dark = page.evaluate(LOOK)
            page.emulate_media(color_scheme="light")
            page.evaluate("location.hash = 'large'")
            large = page.evaluate(LOOK) | {"targets": page.evaluate(REACH)}
            bare, complaints = self._kept_window(size, False)
            complaints.clear()
            bare.goto(self.home + url)
            self._kept[url, size] = Looks(plain, dark, large, bare.evaluate(LOOK), [*wrong, *complaints])
        return self._kept[url, size]

    def _kept_window(self, size: tuple[int, int], script: bool) -> tuple[Page, list[str]]:
        if (size, script) not in self._windows:
            self._windows[size, script] = self._window(size, script)
        return self._windows[size, script]

    def _window(self, size: tuple[int, int], script: bool) -> tuple[Page, list[str]]:
        wrong: list[str] = []
        width, height = size
        context = self.browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
        context.on("request", lambda each: each.url.startswith(self.home) or wrong.append(each.url))
        context.on(
            "requestfailed",  # what was aborted, the next page had come before
            lambda each: wrong.append(f"failed: {each.url}") if each.failure != "net::ERR_ABORTED" else None,
        )
        page = context.new_page()
        page.on("console", lambda each: wrong.append(each.text) if each.type in ("error", "warning") else None)
        page.on("pageerror", lambda each: wrong.append(str(each)))
        return page, wrong
