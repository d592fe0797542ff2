"""No script out of a record: hundreds of texts that try, in every text field, opened in Chromium.

Each page is opened under its policy, and with the policy switched off and taken out. Its figures are
in docs/security.md.
"""

import functools
import http.server
import re
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hostile
import payloads
import portals
import pytest
from hostile import Hostile
from playwright.sync_api import Browser, Page
from portals import REPO

from generator import build, engine, gate, markdowns
from generator.pages.page import Templates

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]  # what they look at takes minutes to make

ACTS = Path(__file__).with_name("acts.js").read_text("utf-8")
TAGS = re.findall(
    r"\w+",
    "html head meta title link style script body a header nav main footer section div p br wbr hr h1 h2 h3 h4 h5 h6 "
    "ul ol li dl dt dd b i small span strong em time del code pre blockquote table thead tbody tr th td svg rect img "
    "sup sub abbr details summary figure figcaption picture source button aside caption symbol use path circle",
)
ASKING = ["form", "label", "input", "select", "option"]
"""What the page of the search alone may have, too."""
PARTS = {
    kind: [
        re.sub(r"\{#.*?#\}\s*", "", path.read_text("utf-8"), flags=re.DOTALL).rstrip("\n")
        for ending in endings
        for path in sorted((REPO / "templates" / "theme" / "parts").glob(ending))
    ]
    for kind, endings in (("scripts", ["*.js"]), ("styles", ["sheet*.css", "search.css"]))
}
"""What stands in one section, or on sheets, alone."""
LEAST = 200
"""So many texts at least go into each field."""
NAMES_ANOTHER = {"经办", "政策"}
"""Keys that are left out somewhere: they name a unit or a policy, and those have their texts."""


class _Server(http.server.SimpleHTTPRequestHandler):
    """Serves pages as they are, or without their policy."""

    policed = True

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = path.read_bytes() if found else b""
        if not self.policed:
            data = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", data, count=1)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # the browser has moved on
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path, policed: bool) -> Iterator[str]:
    kind = type("Server", (_Server,), {"policed": policed})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(kind, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass
class Seen:
    """What a browser noticed on the pages that were opened."""

    pages: int = 0
    acts: list[str] = field(default_factory=list)
    hits: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (self.acts or self.hits or self.asked or self.said)

    @property
    def figures(self) -> str:
        return (
            f"{self.pages} pages: active DOM {len(self.acts)}, scripts run {len(self.hits)}, "
            f"foreign requests {len(self.asked)}, complaints {len(self.said)}"
        )


def opened(browser: Browser, site: Path, urls: list[str], policed: bool) -> Seen:
    """Open pages and look for what acts."""
    seen = Seen()
    layout = (site / "404.html").read_text("utf-8")
    own: dict[str, Any] = {
        "tags": TAGS,
        **{f"{kind}s": re.findall(rf"<{kind}>(.*?)</{kind}>", layout, re.DOTALL) for kind in ("script", "style")},
    }
    for kind, texts in PARTS.items():
        own[kind] += texts
    with served(site, policed) as home:
        context = browser.new_context(bypass_csp=not policed)
        context.add_init_script("window.__hits = []; window.__hit = (n) => { window.__hits.push(n); }")
        context.on("request", lambda each: each.url.startswith(home) or seen.asked.append(each.url))
        page = context.new_page()
        context.on("page", lambda each: seen.hits.append(f"window {each.url}"))
        page.on("console", lambda each: seen.said.append(each.text))
        page.on("pageerror", lambda each: seen.said.append(str(each)))
        page.on("dialog", lambda each: (seen.hits.append(each.message), each.dismiss()))
        for url in urls:
            _look(page, home + url, own, seen)
        context.close()
    return seen


def _look(page: Page, url: str, own: dict[str, Any], seen: Seen) -> None:
    page.goto(url)
    asking = ASKING if url.endswith("/search/") else []
    found = page.evaluate(ACTS, {**own, "tags": own["tags"] + asking})
    seen.pages += 1
    seen.acts += [f"{url} {each}" for each in found["wrong"]]
    seen.hits += [f"{url} {each}" for each in found["hits"]]
    if page.url != url:
        seen.hits.append(f"{url} went to {page.url}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    made = hostile.portal(tmp_path_factory.mktemp("hostile"))
    made.built()
    return made


def urls(site: Path) -> list[str]:
    """All pages but those that lead on at once: former addresses, and sheets that a place has not."""
    found = [path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html"))]
    return [url for url in found if not (url.startswith(("places/", "print/", "stations/")) and _leads_on(site / url))]


def _leads_on(folder: Path) -> bool:
    head, _, _ = (folder / "index.html").read_text("utf-8").partition("</head>")
    return bool(re.search(r'^<meta http-equiv="refresh" content="0; url=[a-z0-9./-]+">$', head, re.MULTILINE))


def test_every_text_field_of_every_record_is_tried(made: Hostile) -> None:
    assert len(payloads.LINES) >= LEAST and len(payloads.PAYLOADS) >= 250
    for kind, filler in made.fillers.items():
        left = hostile.text_fields(filler.schema) - filler.filled
        assert {key for _, key in left} <= NAMES_ANOTHER, f"{kind}: {left}"


def test_the_pages_that_were_refused_were_refused_for_what_they_do(made: Hostile) -> None:
    assert set(made.refused.values()) <= {
        "不安全的链接", "打不开的链接", "连到别处", "没有图片", "正文太长",
    }  # fmt: skip
    kept = {
        kind: len(list((made.folder / "content" / kind).glob(f"{sign}*.md")))
        for kind, sign in (("pages", "x"), ("policies", "p-"), ("notices", "n-"))
    }
    print(f"\nrefused: {dict(Counter(made.refused.values()))}; published: {kept}")
    assert min(kept.values()) >= LEAST


@pytest.mark.parametrize("policed", [True, False], ids=["with the policy", "without it"])
def test_nothing_acts(made: Hostile, browser: Browser, policed: bool) -> None:
    site = made.folder / "site"
    seen = opened(browser, site, urls(site), policed)
    print(f"\n{seen.figures}")
    assert seen.nothing, [*seen.acts, *seen.hits, *seen.asked, *seen.said][:20]


def test_markdown_alone_lets_nothing_act(built: Path, browser: Browser, tmp_path: Path) -> None:
    """What the build would refuse too, with no gate and no policy behind the cleaner."""
    layout = (built / "site" / "404.html").read_text("utf-8")
    (tmp_path / "404.html").write_text(layout, "utf-8")
    before, after = re.sub(r"<main.*</main>", "\0", layout, flags=re.DOTALL).split("\0")
    for number, text in enumerate(payloads.PAYLOADS):
        page = f"{before}<main>{markdowns.as_html(text)}</main>{after}"
        (tmp_path / f"{number}.html").write_text(re.sub("<img [^>]*>", _still, page), "utf-8")
    seen = opened(browser, tmp_path, [f"{number}.html" for number in range(len(payloads.PAYLOADS))], policed=False)
    print(f"\nMarkdown: {seen.figures}")
    assert not seen.hits and not seen.acts and not seen.asked


def _still(picture: re.Match[str]) -> str:
    """A picture of another host stays in the text, for the gate to refuse by its address: see test_gate."""
    (found,) = gate.look("x.html", picture[0].encode(), set()) if "//" in picture[0] else [None]
    return "" if found else picture[0]


# The control: this can fail


@pytest.mark.parametrize("policed", [True, False], ids=["with the policy", "without it"])
def test_a_template_that_escapes_nothing_is_noticed(
    small: Path, browser: Browser, policed: bool, tmp_path: Path
) -> None:
    portals.edit(
        small / "templates" / "case.html", "{{ record.summary | paragraphs(links) }}", "{{ record.summary | safe }}"
    )
    summary = "<img src=x onerror=__hit(1)><script>__hit(2)</script><img src=http://foreign.invalid/3>"
    portals.edit(
        small / "content/cases/2026/10/XH-2026-001.yml", "概述: 巷口的路灯晚上不亮，看不清路。", f"概述: {summary}"
    )
    with pytest.raises(build.ContentProblems) as refused:
        build.build(small, small / "site")
    assert {"网页里的程序", "连到别处"} <= {each.code for each in refused.value.problems}, "the gate stops it first"
    draft = build.draft(small)
    made = engine.build(small, small / build.CACHE, draft.outputs.shells(), draft.facts)
    templates = Templates(small / "templates")
    (page, module) = next(each for each in draft.pages if each[0].key == "XH-2026-001")
    slots = module.fill(page, draft.view, templates).slots
    (tmp_path / "x.html").write_bytes(made.shells[page.shell].stamp(slots))
    (tmp_path / "404.html").write_bytes(made.files["404.html"])
    seen = opened(browser, tmp_path, ["x.html"], policed)
    print(f"\ncontrol: {seen.figures}")
    assert seen.acts and bool(seen.hits) != policed
    assert seen.said, "the browser says what the policy forbade, or what was not found"


# What stands on every page


def test_the_words_of_every_page(browser: Browser, tmp_path: Path) -> None:
    pages = dict(hostile.faces(tmp_path / "portal"))
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "404.html").write_bytes(next(iter(pages.values())))
    shutil.copytree(tmp_path / "portal" / "templates" / "theme" / "assets", tmp_path / "assets")
    for policed in (True, False):
        seen = opened(browser, tmp_path, list(pages), policed)
        print(f"\nwords of every page: {seen.figures}")
        assert seen.nothing, [*seen.acts, *seen.hits, *seen.asked, *seen.said][:20]
