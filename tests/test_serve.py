"""Both `serve` commands on loopback: a save is seen within seconds, a mistake is said and the old page stays."""

import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import portals
import pytest

from generator import csp

pytestmark = pytest.mark.wide

PATIENCE = 40.0
"""Seconds to wait for what takes one or two on a machine that is not busy."""
CASE = "content/cases/2026/10/XH-2026-001.yml"
COMMANDS = {
    "deskboard": ["-m", "generator", "serve", "--port", "PORT"],
    "mkdocs": ["-m", "mkdocs", "serve", "-a", "127.0.0.1:PORT"],
}


class Served:
    """A server in a process of its own."""

    def __init__(self, portal: Path, root: str, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.portal, self.root, self.process = portal, root, process
        self._log = log

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8", errors="replace")

    def get(self, path: str) -> tuple[int, str]:
        """Status and page, without the script that reloads it."""
        try:
            with urllib.request.urlopen(self.root + path, timeout=10) as answer:
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                status, page = error.code, error.read().decode()
        reloads = re.search(r"<script>(\s*var livereload.*?)</script>", page, flags=re.DOTALL)
        if reloads is None:
            return status, page
        allowed = f" {csp.hashed(reloads[1])}"
        assert allowed in csp.given(page), "the page may reload itself"
        return status, page.replace(reloads[0], "").replace(allowed, "", 1)

    @property
    def builds(self) -> int:
        """How often it has built."""
        return self.said.count("更新了") + self.said.count("Building documentation...")

    def heard_from(self) -> set[str]:
        """The addresses that its port is open at, as Linux writes them; empty where that is not known."""
        port = urllib.parse.urlsplit(self.root).port or 0
        table = Path("/proc/net/tcp")
        lines = table.read_text() if table.exists() else ""
        return set(re.findall(rf"^ *\d+: ([0-9A-F]+):{port:04X} \S+ 0A", lines, re.MULTILINE))

    def wait_for(self, path: str, words: str) -> None:
        """Until the page has these words."""
        self._until(lambda: words in self.get(path)[1], f"{words} in /{path}")

    def wait_to_hear(self, words: str) -> None:
        self._until(lambda: words in self.said, words)

    def wait_for_rest(self) -> None:
        """Until nothing has been built for some time: what a build writes must not start the next."""
        quiet = [self.builds]

        def rests() -> bool:
            time.sleep(0.5)
            quiet.append(self.builds)
            return len(quiet) > 3 and len(set(quiet[-4:])) == 1

        self._until(rests, "rest when nobody types")

    def _until(self, is_so: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.said
            with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                if is_so():
                    return
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {what}; it said:\n{self.said}")


@contextmanager
def serving(command: str, portal: Path, path: str = "/") -> Iterator[Served]:
    port = portals.free_port()
    log = portal.parent / f"{command}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [portals.PYTHON, "-u", *(each.replace("PORT", str(port)) for each in COMMANDS[command])],
            cwd=portal,
            env=portals.plain_environment() | {"TMPDIR": str(portal.parent)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        served = Served(portal, f"http://127.0.0.1:{port}{path}", log, process)
        served.wait_for("", "<h1>")
        yield served
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_save_a_mistake_and_its_mending(built: Path, command: str) -> None:
    site = portals.tree(built / "site")
    with serving(command, built) as served:
        for path in ("", "cases/XH-2026-001/", "guide/"):
            assert served.get(path) == (200, site[f"{path}index.html"].decode()), "the same site, addresses included"
        assert served.get("cases/nobody/") == (404, site["404.html"].decode())
        page = "cases/XH-2026-001/"
        portals.edit(built / CASE, "换了灯泡", "换了灯管")
        served.wait_for(page, "换了灯管")
        portals.edit(built / CASE, "[西巷, 东院]", "[南巷, 东院]")
        served.wait_to_hear(f"{CASE}:5:")
        assert "换了灯管" in served.get(page)[1], "the old page stays"
        portals.edit(built / CASE, "[南巷, 东院]", "[西巷, 东院]")
        portals.edit(built / CASE, "换了灯管", "换了整盏灯")
        served.wait_for(page, "换了整盏灯")
        portals.edit(built / "content" / "pages" / "guide.md", "以后怎样", "后来怎样")
        served.wait_for("guide/", "后来怎样")
        (built / "templates" / "home.html").write_text("<h1>换了样子</h1>\n", "utf-8")
        served.wait_for("", "换了样子")
        served.wait_for_rest()
        assert "Traceback" not in served.said
    assert portals.tree(built / "site") == site, "the site folder is not touched"
    if command == "deskboard":
        assert served.process.returncode == 0, "asked to end, it ends"
        assert list(built.parent.glob("deskboard-*")) == [], "and leaves nothing behind"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_address_of_the_site_keeps_its_path(built: Path, command: str) -> None:
    portals.edit(built / "mkdocs.yml", "https://deskboard.example.org/", "https://x.example/desk/")
    with serving(command, built, "/desk/") as served:
        assert served.get("guide/")[0] == 200
        status, page = served.get("nobody/")
        assert status == 404
        link = re.search(r'href="(/desk/cases/)"', page)
        assert link and served.get(link[1].removeprefix("/desk/"))[0] == 200
        assert 'href="https://x.example/desk/guide/"' in served.get("guide/")[1]
        assert served.heard_from() in ({"0100007F"}, set()), "on this machine only"


@pytest.mark.parametrize("command", COMMANDS)
def test_it_does_not_begin_with_a_mistake(built: Path, command: str) -> None:
    portals.edit(built / CASE, "[西巷, 东院]", "[南巷, 东院]")
    arguments = [each.replace("PORT", str(portals.free_port())) for each in COMMANDS[command]]
    done = portals.process(*arguments, cwd=built)
    assert done.returncode == 1
    assert f"{CASE}:5:" in done.stderr and "Traceback" not in done.stderr
