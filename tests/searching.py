"""The search as a resident has it: a real browser on the built page; and what it has to find, read off the pages."""

import functools
import gzip
import html
import http.server
import io
import random
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml
from playwright.sync_api import Page

MARKED = re.compile(r"<del>.*?</del>|<span class=\"soft\">.*?</span>", re.S)


GO_ON = """async () => {
  const [more, list] = ["search-more", "search-list"].map((each) => document.getElementById(each));
  while (!more.hidden) {
    more.click();
    while (list.getAttribute("aria-busy") !== "false") await new Promise((then) => setTimeout(then));
  }
}"""
"""Ask for more until there is no more."""


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Files as nginx sends them: compressed at level 5 from 512 bytes on."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if len(data) >= 512 and path.suffix in (".html", ".txt", ".json"):
            data = gzip.compress(data, 5)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)


@contextmanager
def zipped(site: Path) -> Iterator[str]:
    """The address at which the site is served, compressed."""
    handler = functools.partial(_Zipped, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Transferred:
    """How many bytes came over the line to a page since it was last asked, headers included."""

    def __init__(self, page: Page) -> None:
        self._bytes = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, told: Mapping[str, float]) -> None:
        self._bytes += int(told["encodedDataLength"])

    def taken(self) -> int:
        found, self._bytes = self._bytes, 0
        return found


def answered(page: Page) -> None:
    """Wait for the end of a search."""
    page.wait_for_selector("#search-list[aria-busy=false]", state="attached")


def ask(page: Page, words: str) -> str:
    """Type words and send them; what is said at the end."""
    page.fill("#search-q", words)
    page.press("#search-q", "Enter")
    answered(page)
    return page.inner_text("#search-status")


def listed(page: Page) -> list[str]:
    """The ids that the list shows."""
    found: list[str] = page.eval_on_selector_all(
        "#search-list > li > a", "all => all.map((a) => a.href.split('/').at(-2))"
    )
    return found


def everything(page: Page) -> list[str]:
    """All that is found, with what is older."""
    page.evaluate(GO_ON)
    return listed(page)


# What there is to be found


def texts(site: Path, content: Path) -> dict[str, list[str]]:
    """Id → what the page of the case tells of the matter, and the names of its places and of what they lie in."""
    above = _places(yaml.load((content / "places.yml").read_text("utf-8"), yaml.BaseLoader), [])
    found = {}
    for path in sorted(site.glob("cases/*-*/index.html")):
        page = path.read_text("utf-8")
        if "<h1>这件事已撤下</h1>" not in page:
            at = re.findall(r'href="../../places/([^"/]+)/">', _between(page, "<dt>地点</dt>", "</dd>"))
            names = [name for code in at for name in above[code]]
            found[path.parent.name] = [path.parent.name.replace("-", ""), *names, *_told(page)]
    return {key: [folded(text) for text in pieces] for key, pieces in found.items()}


def _told(page: str) -> Iterator[str]:
    yield _plain(_between(page, "<h1>", "</h1>"))
    for each in re.findall(r"跳过了“[^”]*”：</span>(.*?)</p>", page, re.S):
        yield _plain(each)
    yield from _paragraphs(_between(page, "<h2>什么事</h2>", "<h2>经过"))
    for entry in _between(page, '<ol class="rail">', "</ol>").split("<li>"):
        head = _between(entry, "<h3>", "</h3>").replace('<span class="by">日期不详</span>', "")
        if "原文不公开" in entry or "（划掉的已经更正" in entry:
            continue
        yield _plain(_between(head, '<span class="by">', "</span>"))
        yield _plain(head.partition("交给 ")[2].partition("<")[0])
        yield from _paragraphs(entry)
        yield from map(_plain, re.findall(r"<figcaption>(?:<strong>.*?</strong> )?(.*?)</figcaption>", entry, re.S))
    nature, _, category = _plain(_between(page, "<dt>哪类事</dt><dd>", "</dd>")).partition("（")
    yield from (nature, category.rstrip("）"), _plain(_between(page, "<dt>来源</dt><dd>", "</dd>").partition("，")[0]))
    yield _plain(_between(page, "<dt>哪里写的</dt><dd>", "</dd>"))


def _paragraphs(part: str) -> Iterator[str]:
    for each in re.findall(r"<p>(.*?)</p>", MARKED.sub("", part), re.S):
        if 'class="tap"' not in each:
            yield _plain(each)


def _between(text: str, begin: str, end: str) -> str:
    return text.partition(begin)[2].partition(end)[0]


def _plain(part: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", part.replace("<br>", "\n")))


def _places(branches: list[dict[str, object]], above: list[str], parent: str = "") -> dict[str, list[str]]:
    found = {}
    for each in branches:
        name = str(each["名称"])
        told = parent + name if each["层级"] == "楼栋" else name
        code = str(each["代码"])
        found[code] = [told, *above]
        below = each.get("下级", [])
        assert isinstance(below, list)
        found |= _places(below, found[code], name)
    return found


def folded(text: str) -> str:
    """Small letters, half width, no blanks; a sign that is no letter and no digit parts words."""
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(each if each.isalnum() else "|" for each in text if each == "\n" or not each.isspace())


def having(found: Mapping[str, list[str]], words: str) -> set[str]:
    """The ids of what has all words."""
    wanted = [[run for run in folded(word).split("|") if run] for word in words.split()]

    def has(key: str, runs: list[str]) -> bool:
        number, *pieces = found[key]
        return "".join(runs) in number or all(any(run in each for each in pieces) for run in runs)

    return {key for key in found if all(has(key, runs) for runs in wanted)}


def queries(found: Mapping[str, list[str]], number: int, seed: int) -> list[str]:
    """Words, parts of words, two words, ids and names of places, drawn from what there is."""
    chance, keys = random.Random(seed), sorted(found)

    def cut(key: str, least: int, most: int) -> str:
        runs = [run for piece in found[key][1:] for run in piece.split("|") if len(run) >= least]
        run = chance.choice(runs)
        length = chance.randint(least, min(most, len(run)))
        start = chance.randint(0, len(run) - length)
        return run[start : start + length]

    kinds = [
        lambda key: cut(key, 2, 2),
        lambda key: cut(key, 3, 9),
        lambda key: f"{cut(key, 2, 3)} {cut(key, 2, 4)}",
        lambda key: f"{cut(key, 1, 1)} {cut(chance.choice(keys), 2, 3)}",
        lambda key: key,
        lambda key: found[key][1],
        lambda key: cut(key, 1, 1),
        lambda key: key[-6:],
    ]
    return [kinds[at % len(kinds)](chance.choice(keys)) for at in range(number)]
