"""While releases go live one after the other, residents read on: no request fails, no page names what is not there."""

import json
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import browsing
import nginx
import pictures
import portals
import pytest
from servers import CASE
from test_photos_site import KEY, case, place

from generator import cli, release

pytestmark = pytest.mark.slow

RELEASES = 50
NEW_LOOKS = range(10, RELEASES, 10)
"""Before these the style changes, and with it the policy; nobody reloads nginx."""

SLOW, APART = 1.0, 1.5
"""Seconds, at most and at least: from a page to its pictures, and from one release to the next."""

LOAD = """
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
function setup(thread) math.randomseed(20261120) end
function request() return wrk.format("GET", paths[math.random(#paths)], {["Accept-Encoding"] = "gzip"}) end
function done(summary)
    local e = summary.errors
    print(string.format('RESULT {"requests": %d, "failed": %d}', summary.requests,
        e.connect + e.read + e.write + e.timeout + e.status))
end
"""
_SHOWN = re.compile(r"<(?:img|link|source|script)\b[^>]*?\b(?:src|srcset|href)=[\"']([^\"']+)[\"']")


class Reader(threading.Thread):
    """Opens pages, every other one with a photograph, and then all that they show, as a phone on a slow line does."""

    def __init__(self, home: str, shows: str, pages: list[str], seed: int) -> None:
        super().__init__()
        self.home, self.shows, self.pages, self.random = home, shows, pages, random.Random(seed)
        self.wrong, self.read, self.shown, self.over = list[str](), 0, 0, threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            address = self.home + (self.shows if self.read % 2 else self.random.choice(self.pages))
            page = self.ask(address)
            self.read += 1
            time.sleep(self.random.random() * SLOW)
            for name in sorted(set(_SHOWN.findall(page.decode()))):
                for each in name.split(","):  # of a srcset
                    there = urljoin(address, each.split()[0])
                    if there.startswith(self.home) and not there.endswith("/"):
                        self.ask(there)
                        self.shown += 1

    def ask(self, address: str) -> bytes:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                data: bytes = answer.read()
                if not data or (address.endswith("/") and not data.rstrip().endswith(b"</html>")):
                    self.wrong.append(f"half: {address}")
                return data
        except (OSError, urllib.error.HTTPError) as error:
            self.wrong.append(f"{error}: {address}")
            return b""


def change(portal: Path, number: int) -> None:
    """Another state: words, a photograph that no release had, sometimes the look."""
    portals.edit(portal / CASE, f"第{number - 1}版", f"第{number}版")
    picture = pictures.scene(900, 600)
    picture.putpixel((number, 1), (number, 0, 0))
    picture.paste((number * 5 % 256, 90, 90), (300, 200, 500, 400))
    place(portal, "a.jpg", pictures.file(picture))
    if number in NEW_LOOKS:
        with (portal / "templates/theme/parts/base.css").open("a", encoding="utf-8") as style:
            style.write(f"html{{--edition:{number}}}\n")


def read_through(small: Path, tmp_path: Path, releases: int) -> tuple[dict[str, int], list[Reader]]:
    """Publish so many releases while wrk and readers ask for pages: what wrk counted, and the readers."""
    command = shutil.which("wrk") or browsing.missing("wrk", "apt-get install wrk")
    portals.edit(small / CASE, "三楼以上水压不足", "三楼以上水压不足，第0版")
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    www = tmp_path / "www"
    publish = ["-C", str(small), "publish", "--to", str(www)]
    assert cli.run(publish) == 0
    live = portals.tree(www / "live")
    pages = sorted(path.removesuffix("index.html") for path in live if path.endswith("index.html"))
    (tmp_path / "paths").write_text("".join(f"/{path}\n" for path in pages), "utf-8")
    (tmp_path / "load.lua").write_text(LOAD, "utf-8")
    common, block = nginx.configured("https://deskboard.example.org/", www, tmp_path / "conf")
    with nginx.running(tmp_path, lambda listen: f"{common} server {{ listen {listen}; {block} }}") as server:
        readers = [Reader(server.home, f"cases/{KEY}/", pages, seed) for seed in range(3)]
        load = subprocess.Popen(
            [command, "-t1", "-c8", "-d3600s", "--timeout", "20s", "-s", str(tmp_path / "load.lua"), server.home],
            env=portals.plain_environment() | {"PATHS": str(tmp_path / "paths")}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        for each in readers:
            each.start()
        try:
            for number in range(1, releases + 1):
                change(small, number)
                assert cli.run(publish) == 0
                page = urllib.request.urlopen(f"{server.home}cases/XH-2026-002/", timeout=20).read().decode()
                assert f"第{number}版" in page, "what was published is what is served"
                time.sleep(APART)
        finally:
            for each in readers:
                each.over.set()
            load.send_signal(signal.SIGINT)  # it then tells what came of it
            said, _ = load.communicate(timeout=60)
            for each in readers:
                each.join(60)
    found = re.search("^RESULT (.*)$", said, re.MULTILINE)
    assert found, said
    return json.loads(found[1]), readers


def test_no_reader_ever_sees_half_of_a_release(small: Path, tmp_path: Path) -> None:
    counted, readers = read_through(small, tmp_path, RELEASES)
    print(counted, [(each.read, each.shown) for each in readers])
    assert counted["requests"] > 2_000 and sum(each.shown for each in readers) > 100
    assert counted["failed"] == 0
    assert [wrong for each in readers for wrong in each.wrong] == []


def test_readers_would_notice(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pictures go with the pages that showed them, some reader comes too late."""
    monkeypatch.setattr(release, "_SHOWN", ())
    _, readers = read_through(small, tmp_path, 12)
    assert [wrong for each in readers for wrong in each.wrong if wrong.startswith("HTTP Error 404")]
