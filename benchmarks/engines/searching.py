"""What a search costs the reader: the bytes that Chromium fetches for it from a server that compresses."""

import functools
import gzip
import http.server
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from generator import press

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_ANSWERED = re.compile(r"\d|没有|No ")
_QUIET, _LONGEST = 1.5, 900.0
"""Seconds: an answer is whole when for so long nothing was fetched or said; and how long one may take."""
_PARTS = frozenset(("document", "style", "image", "font", "manifest"))
"""What any page of the site is made of (Sec-Fetch-Dest), whether one searches or not."""


@dataclass(frozen=True, slots=True)
class Box:
    """A site's search, as a browser meets it: selectors, and the page where it is.

    `entered`: it begins when one presses Enter, not with each letter.
    """

    field: str
    answer: str
    opened_by: str = ""
    page: str = ""
    entered: bool = False


@dataclass
class Sent:
    """What the server was asked for: what it is to the browser, its path, the bytes of the answer, head and body."""

    answers: list[tuple[str, str, int]] = field(default_factory=list)

    def beside(self, scripts: Sequence[str]) -> int:
        """The bytes of all that is not a part of every page, nor one of these scripts; forgets what it counted."""
        told, self.answers = self.answers, []
        return sum(size for kind, path, size in told if kind not in _PARTS and path not in scripts)


def transferred(site: Path, box: Box, queries: Sequence[str]) -> list[int]:
    """For each query, one after another, the bytes that were fetched for it.

    The first pays for what its page fetches by script as it opens: that is when Material gets its index.
    """
    with _served(site) as (address, sent), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=press.find(), args=_FLAGS)
        page = browser.new_page()
        page.set_default_timeout(_LONGEST * 1000)
        page.goto(address + box.page)
        scripts = [urlsplit(each).path for each in page.evaluate("[...document.scripts].map(each => each.src)")]
        if box.opened_by:
            page.click(box.opened_by)
        taken = []
        for query in queries:
            page.fill(box.field, query)
            if box.entered:
                page.press(box.field, "Enter")
            _wait(page, box, sent)
            taken.append(sent.beside(scripts))
        browser.close()
    return taken


def _wait(page: Page, box: Box, sent: Sent) -> None:
    """Until the answer stands there and nothing moves any more."""
    latest, since, begun = ("", 0), time.monotonic(), time.monotonic()
    while not _ANSWERED.search(latest[0]) or time.monotonic() - since < _QUIET:
        if time.monotonic() - begun > _LONGEST:
            raise SystemExit(f"no answer in {page.url}: {latest[0]!r}")
        page.wait_for_timeout(100)
        now = (page.inner_text(box.answer), len(sent.answers))
        if now != latest:
            latest, since = now, time.monotonic()


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, Sent]]:
    sent = Sent()
    handler = functools.partial(_Compressing, sent, site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()
        thread.join()


class _Compressing(http.server.SimpleHTTPRequestHandler):
    def __init__(self, sent: Sent, site: Path, *rest: object) -> None:
        self.sent = sent
        super().__init__(*rest, directory=str(site))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        size = sum(map(len, self._headers_buffer)) + len(body)  # type: ignore[attr-defined]
        self.sent.answers.append((self.headers.get("Sec-Fetch-Dest", ""), urlsplit(self.path).path, size))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
