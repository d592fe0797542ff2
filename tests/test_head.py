"""What the head of a page and its breadcrumb tell to machines: icons, Open Graph, where the page lies."""

import io
import re
import struct
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import browsing
import html5lib
import htmls
import icons
import ledger
import pytest
from htmls import Part
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser
from test_pages import every, is_sheet

from generator.fold.cases.pictures import Picture
from generator.pages import sharing

HOME = "https://deskboard.example.org/"
ASSETS = icons.ASSETS


def told(page: Part) -> dict[str, str]:
    """The Open Graph of a page; each word once."""
    found = [(each.get("property"), each.get("content")) for each in page.all("head meta[property]")]
    assert len(found) == len(dict(found))
    return dict(found)


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


# Icons


def test_icons_are_small_and_of_the_size_that_is_said() -> None:
    for name in ("icon.svg", "favicon.ico"):
        assert (ASSETS / name).stat().st_size < 1024, name
    assert (ASSETS / "share.png").stat().st_size < 10_000
    assert png_size((ASSETS / "touch.png").read_bytes()) == (180, 180)
    assert png_size((ASSETS / "share.png").read_bytes()) == (1200, 630)
    ico = (ASSETS / "favicon.ico").read_bytes()
    size, start = struct.unpack("<II", ico[14:22])
    assert ico[:8] == b"\0\0\1\0\1\0\x20\x20" and png_size(ico[start : start + size]) == (32, 32)


def test_every_page_links_its_icons_and_has_a_colour_for_day_and_night(site: Path) -> None:
    for path, page in every(site).items():
        linked = [each.get("href") for each in page.all("link") if "icon" in each.get("rel")]
        assert linked, path
        if not is_sheet(path):
            assert [each.rpartition("/")[2] for each in linked] == ["favicon.ico", "icon.svg", "touch.png"], path
            colours = [(each.get("media"), each.get("content")) for each in page.all("meta[name=theme-color]")]
            assert [media for media, _ in colours] == [
                "(prefers-color-scheme: light)",
                "(prefers-color-scheme: dark)",
            ]
        for each in linked:
            assert (site / path).parent.joinpath(each).is_file() or (site / each.lstrip("/")).is_file(), (path, each)


@pytest.mark.wide
def test_what_is_committed_is_what_the_drawings_are(browser: Browser) -> None:
    sign, share = ((icons.REPO / name).read_text("utf-8") for name in icons.DRAWINGS)
    for name, data in icons.made(browser, sign, share).items():
        kept, fresh = (Image.open(io.BytesIO(each)).convert("RGB") for each in ((ASSETS / name).read_bytes(), data))
        assert kept.size == fresh.size, name
        assert max(ImageStat.Stat(ImageChops.difference(kept, fresh)).mean) < 1, f"{name}: run make icons"


@pytest.mark.wide
def test_a_first_visit_asks_for_the_page_and_one_small_icon(site: Path, browser: Browser) -> None:
    with browsing.served(site) as home, browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(home)))
        page.goto(home + "cases/SY-2026-041/", wait_until="networkidle")
        assert set(asked) <= {"cases/SY-2026-041/", "assets/icon.svg"}


# Open Graph


def test_every_page_on_screen_says_what_a_link_to_it_shows(site: Path) -> None:
    for path, page in every(site).items():
        if path == "404.html" or is_sheet(path):
            assert not told(page), path
            continue
        said = told(page)
        assert said["og:url"] == page.one("link[rel=canonical]").get("href"), path
        assert said["og:description"] == page.one("meta[name=description]").get("content"), path
        assert said["og:site_name"] == ledger.load("portal.yml")["名称"], path
        assert (said["og:type"], said["og:locale"]) == ("website", "zh_CN"), path
        name = said["og:site_name"]
        assert page.one("title").text in (said["og:title"], f"{said['og:title']} - {name}"), path
        assert (site / said["og:image"].removeprefix(HOME)).is_file(), path


def test_a_case_with_photographs_shows_its_newest_result(site: Path) -> None:
    found = {}
    for key, case in ledger.cases().items():
        shown = [each for event in case["进展"] for each in event.get("照片", ()) if each["照的是"] == "办后"]
        said = told(htmls.page(site, f"cases/{key}/"))
        if shown:
            found[key] = said["og:image:alt"] == shown[-1]["说明"]
            file = said["og:image"].removeprefix(HOME)
            assert f"../../{file}" in htmls.page(site, f"cases/{key}/").one("main").hrefs
        else:
            assert said["og:image"] == f"{HOME}assets/share.png" and "og:image:alt" not in said
    assert found and all(found.values())


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "' onload='x", "<b>&amp;</b>", "双“引”号", '"" content="x', "</head><p>"]
)
def test_nothing_that_is_typed_breaks_out(text: str) -> None:
    picture = Picture(text, "", "x", (("cases/x.jpg", 10),), 10, 10)
    html = f"<!doctype html><html><head>{sharing.head(text, HOME, picture)}</head><body></body></html>"
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    head = parser.parse(html).find("head")
    found = {each.get("property"): each.get("content") for each in head}
    assert found == {"og:title": text, "og:image": f"{HOME}cases/x.jpg", "og:image:alt": text}
    assert {each.tag for each in head} == {"meta"}


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("短的\n 一句", "短的 一句"),
        ("字" * 150 + "。电话04731234567，再说", "字" * 150 + "。"),
        ("字" * 150 + "，电话04731234567，再说", "字" * 150 + "…"),
        ("字" * 155 + "04731234567", "字" * 155 + "…"),
        ("字" * 160, "字" * 160),
        ("字" * 161, "字" * 159 + "…"),
        ("字" * 150 + "。" + "字" * 9, "字" * 150 + "。" + "字" * 9),
        ("字" * 150 + "1,234,567.89元，字", "字" * 150 + "…"),
    ],
)
def test_what_a_link_shows_ends_where_a_reader_would_stop(text: str, gist: str) -> None:
    assert sharing.gist(text) == gist


# Where a page lies


def items(page: Element) -> list[dict[str, object]]:
    """The microdata of a page, read as the HTML standard says: what has `itemscope`, and its properties."""

    def value(element: Element) -> object:
        if "itemscope" in element.attrib:
            return read(element)
        named = {"meta": "content", "a": "href", "link": "href"}.get(element.tag)
        return element.get(named, "") if named else "".join(element.itertext())

    def read(scope: Element) -> dict[str, object]:
        found: dict[str, list[object]] = {}

        def walk(element: Element) -> None:
            for each in element:
                if not isinstance(each.tag, str):
                    continue
                for name in each.get("itemprop", "").split():
                    found.setdefault(name, []).append(value(each))
                if "itemscope" not in each.attrib:
                    walk(each)

        walk(scope)
        return {"type": scope.get("itemtype", ""), **found}

    scopes = (each for each in page.iter() if isinstance(each.tag, str) and "itemscope" in each.attrib)
    return [read(each) for each in scopes if "itemprop" not in each.attrib]


BELOW = (
    "cases",
    "places",
    "policies",
    "notices",
    "desk",
    "figures",
    "digest",
    "stations",
    "meetings",
    "results",
    "changes",
)


def test_a_page_below_a_section_says_where_it_lies(site: Path) -> None:
    seen = set()
    for path, page in every(site).items():
        url = path.removesuffix("index.html")
        found = items(page.element)
        leads_on = bool(page.all("meta[http-equiv=refresh]"))
        assert bool(found) == (url.count("/") > 1 and not is_sheet(path) and not leads_on), path
        if not found:
            continue
        seen.add(url.split("/")[0])
        (listed,) = found
        assert listed["type"] == "https://schema.org/BreadcrumbList"
        steps = listed["itemListElement"]
        assert isinstance(steps, list)
        assert [each["position"] for each in steps] == [[f"{number}"] for number in range(1, len(steps) + 1)]
        assert {each["type"] for each in steps} == {"https://schema.org/ListItem"}
        for each in steps[:-1]:
            (address,) = each["item"]
            target = urljoin(HOME + url, address)
            assert (site / target.removeprefix(HOME) / "index.html").is_file(), (path, address)
            assert target != HOME + url
        assert "item" not in steps[-1], "the page itself"
        crumb = page.one("nav .crumb")
        assert [each["name"][0] for each in steps] == [each.text for each in crumb.all("li")], path
        assert crumb.one("[aria-current=page]").text == steps[-1]["name"][0]
        by_id = bool(re.match(r"cases/[A-Z]", url))
        assert ("sr" in crumb.one("[aria-current=page]").classes) != by_id, "a heading says no id"
    assert seen >= set(BELOW)
