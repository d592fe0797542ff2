"""sitemap.xml by the rules of https://www.sitemaps.org/protocol.html, read by an XML parser."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

import htmls
import pytest

from generator.pages import sitemap

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOME = "https://board.example/desk/"


def addresses(data: bytes, kind: str = "url") -> list[tuple[str, str | None]]:
    """(loc, lastmod) of a document that holds nothing but these, in the namespace of the protocol."""
    root = ElementTree.fromstring(data)
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert root.tag == SPACE + {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    found = []
    for entry in root:
        assert entry.tag == SPACE + kind
        assert [each.tag for each in entry] in ([SPACE + "loc"], [SPACE + "loc", SPACE + "lastmod"])
        loc, lastmod = entry.findtext(SPACE + "loc"), entry.findtext(SPACE + "lastmod")
        assert loc and len(loc) < 2048
        assert lastmod is None or date.fromisoformat(lastmod)
        found.append((loc, lastmod))
    return found


def test_all_pages_of_the_site_are_listed_once(site: Path) -> None:
    listed = [loc for loc, _ in addresses((site / "sitemap.xml").read_bytes())]
    home = listed[0]
    assert urlsplit(home).scheme == "https" and home.endswith("/")
    made = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("index.html")}
    made = {page: text for page, text in made.items() if not page.startswith("print/")}
    gone = {page for page, text in made.items() if htmls.gone(text)}
    assert len(gone) == 6, "a place and a station have a former code; a case, a notice, a policy, a station are gone"
    unlisted = gone | {page for page, text in made.items() if htmls.empty(text)}
    assert sorted(listed) == sorted(home + quote(page.removesuffix("index.html")) for page in made.keys() - unlisted)


def test_addresses_are_those_of_the_pages(site: Path) -> None:
    for loc, _ in addresses((site / "sitemap.xml").read_bytes()):
        page = site / unquote(urlsplit(loc).path).lstrip("/") / "index.html"
        assert f'<link rel="canonical" href="{loc}">' in page.read_text("utf-8")


def test_in_a_fixed_order() -> None:
    pages = [
        ("", ""),
        ("cases/", ""),
        ("cases/A-2/", "2026-01-02"),
        ("cases/A-10/", ""),
    ]
    one = sitemap.files(HOME, pages, ["guide/index.html", "404.html", "assets/x.js"])
    other = sitemap.files(HOME, reversed(pages), ["assets/x.js", "guide/index.html", "404.html"])
    assert one == other
    assert addresses(one["sitemap.xml"]) == [
        (HOME, None),
        (HOME + "cases/", None),
        (HOME + "cases/A-10/", None),
        (HOME + "cases/A-2/", "2026-01-02"),
        (HOME + "guide/", None),
    ]


def test_addresses_are_escaped() -> None:
    data = sitemap.files(HOME, [], ["关于 & 我们/index.html", "a<b>'\"/index.html"])["sitemap.xml"]
    locs = [loc for loc, _ in addresses(data)]
    assert all(re.fullmatch(r"[!-~]+", loc) for loc in locs)
    assert {unquote(loc) for loc in locs} == {HOME + "关于 & 我们/", HOME + "a<b>'\"/"}


@pytest.mark.parametrize("count, parts", [(0, 0), (6, 0), (7, 2), (12, 2), (13, 3)])
def test_over_the_limit_there_is_an_index(monkeypatch: pytest.MonkeyPatch, count: int, parts: int) -> None:
    monkeypatch.setattr(sitemap, "LIMIT", 6)
    urls = [f"cases/A-{number:03}/" for number in range(count)]
    made = sitemap.files(HOME, [(url, "") for url in urls], [])
    names = ["sitemap-undated.xml", "sitemap-undated-2.xml", "sitemap-undated-3.xml"][:parts]
    assert made.keys() == {"sitemap.xml", *names}
    if not parts:
        assert [loc for loc, _ in addresses(made["sitemap.xml"])] == [HOME + url for url in urls]
        return
    index = [loc for loc, _ in addresses(made["sitemap.xml"], "sitemap")]
    assert index == [HOME + name for name in names]
    lists = [addresses(made[loc.removeprefix(HOME)]) for loc in index]
    assert all(len(each) <= 6 for each in lists)
    assert [loc for each in lists for loc, _ in each] == [HOME + url for url in urls]


def test_an_event_touches_the_parts_of_two_months(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LIMIT", 4)
    pages = [(f"cases/A-{number:03}/", f"2026-{number % 9 + 1:02}-05") for number in range(30)]
    before = sitemap.files(HOME, pages, [])
    after = sitemap.files(
        HOME, [("cases/A-007/", "2026-09-30") if url == "cases/A-007/" else (url, day) for url, day in pages], []
    )
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"sitemap-2026-08.xml", "sitemap-2026-09.xml"}


def test_the_limit_is_that_of_the_protocol() -> None:
    assert sitemap.LIMIT == 50_000
    longest = len(sitemap.files(HOME, [("cases/" + "A" * 60 + "/", "9999-12-31")], [])["sitemap.xml"])
    assert sitemap.LIMIT * longest < 50 * 2**20
