"""The repo's own site as a browser's parser reads it: links, ids, heads, and nothing from another host."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import htmls
import pytest
import yaml

from generator import settings

FOLLOWED = {("a", "href"), ("area", "href")}
ADDRESSES = ("href", "src", "poster", "action", "data", "formaction", "background", "cite", "ping", "manifest")


@pytest.fixture(scope="session")
def home(own: Path) -> str:
    url: str = yaml.safe_load((own / "mkdocs.yml").read_text("utf-8"))["site_url"]
    return url


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Element]:
    """Every page, parsed by html5lib in its strict mode: a parse error is an error here."""
    found = {path.relative_to(site).as_posix(): htmls.parse(path).element for path in sorted(site.rglob("*.html"))}
    assert len(found) > 100
    return found


def address(path: str) -> str:
    return quote(path.removesuffix("index.html"))


def links(page: Element) -> Iterator[tuple[str, str, str]]:
    """(tag, attribute, address) of all addresses in a page."""
    for each in page.iter():
        if not isinstance(each.tag, str):
            continue
        for name in ADDRESSES:
            if name in each.attrib:
                yield each.tag, name, each.attrib[name]
        for part in each.get("srcset", "").split(","):
            if part.strip():
                yield each.tag, "srcset", part.split()[0]
        if each.tag == "meta" and each.get("http-equiv", "").lower() == "refresh":
            yield "a", "href", each.get("content", "").partition("url=")[2]


def ids(page: Element) -> list[str]:
    return [each.attrib["id"] for each in page.iter() if "id" in each.attrib]


def test_every_internal_link_leads_to_a_page_and_a_place_in_it(
    pages: dict[str, Element], site: Path, home: str
) -> None:
    anchors = {path: set(ids(page)) for path, page in pages.items()}
    checked, wrong = 0, []
    for path, page in pages.items():
        for _, _, link in links(page):
            parts = urlsplit(urljoin(home + address(path), link))
            if not parts.geturl().startswith(home):
                assert parts.scheme in ("tel", "mailto", "http", "https"), f"{path}: {link}"
                continue
            way = unquote(parts.path.removeprefix(urlsplit(home).path))
            target = way + "index.html" if not way or way.endswith("/") else way
            here = (site / target).is_file()
            if here and parts.fragment and target.endswith(".svg"):
                here = f'id="{parts.fragment}"' in (site / target).read_text("utf-8")
            elif here and parts.fragment:
                here = unquote(parts.fragment) in anchors[target]
            checked += 1
            if not here:
                wrong.append(f"{path}: {link}")
    assert wrong == []
    assert checked > 2000


def test_relative_links_do_not_climb_out_of_the_site(pages: dict[str, Element], home: str) -> None:
    deep = "https://x.example/a/b/c/d/"
    for path, page in pages.items():
        for _, _, link in links(page):
            if not urlsplit(link).scheme and not link.startswith("/"):
                assert urljoin(deep + address(path), link).startswith(deep), f"{path}: {link}"


def test_every_page_can_be_reached_from_the_first(pages: dict[str, Element], home: str) -> None:
    seen, todo = set(), ["index.html"]
    while todo:
        path = todo.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        for tag, _, link in links(pages[path]):
            url = urljoin(home + address(path), link).partition("#")[0]
            if tag == "a" and url.startswith(home):
                todo.append(unquote(url.removeprefix(home)) + "index.html")
    texts = {path: "".join(page.itertext()) for path, page in pages.items()}
    apart = {path for path, text in texts.items() if _moved(pages, path) or htmls.gone(text) or htmls.empty(text)}
    paper = {path for path in pages if path.startswith("print/")}
    assert apart - paper and pages.keys() - seen - paper - {"404.html"} == apart - paper


def _moved(pages: dict[str, Element], path: str) -> bool:
    return pages[path].find(".//meta[@http-equiv='refresh']") is not None


def test_ids_are_unique(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        doubled = [each for each, count in Counter(ids(page)).items() if count > 1]
        assert doubled == [], path


def test_nothing_is_asked_of_another_host(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for tag, name, link in links(page):
            rel = {each.get("rel") for each in page.iter("link") if each.get("href") == link}
            if (tag, name) in FOLLOWED or (tag == "link" and rel == {"canonical"}):
                continue
            parts = urlsplit(link)
            assert not parts.scheme and not parts.netloc, f"{path}: {link}"


def test_styles_ask_for_nothing(pages: dict[str, Element], site: Path) -> None:
    texts = {str(path): path.read_text("utf-8") for path in site.rglob("*.css")}
    for path, page in pages.items():
        texts[path] = " ".join(
            [each.text or "" for each in page.iter("style")] + [e.get("style", "") for e in page.iter()]
        )
    for path, text in texts.items():
        assert not re.search(r"@import|url\(\s*[\"']?(?:\w+:)?//|image-set|src\(", text), path


def test_every_page_has_a_head(pages: dict[str, Element], home: str) -> None:
    titles: dict[str, str] = {}
    for path, page in pages.items():
        (title,), (description,) = page.findall(".//title"), page.findall(".//meta[@name='description']")
        assert (title.text or "").strip(), path
        assert description.get("content", "").strip(), path
        assert len(description.get("content", "")) <= 160, path
        canonical = [each.get("href") for each in page.findall(".//link[@rel='canonical']")]
        if _moved(pages, path):
            assert canonical != [home + address(path)], "the old address is not the one to be known"
        else:
            assert canonical == ([] if path == "404.html" else [home + address(path)]), path
        assert page.find(".//meta[@charset='utf-8']") is not None, path
        titles.setdefault(title.text or "", path)
    assert len(titles) > 0.9 * len(pages), "titles tell pages apart"


def test_links_of_the_404_page_hold_at_any_address(pages: dict[str, Element]) -> None:
    for tag, _, link in links(pages["404.html"]):
        assert link.startswith(("/", "#", "tel:")) or urlsplit(link).scheme == "https", f"{tag} {link}"


def test_no_mark_is_left(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            assert b"deskboard-slot-" not in path.read_bytes(), path


def test_nothing_of_the_engine_but_its_pages_is_published(site: Path, own: Path) -> None:
    assets = {path for path in (own / "templates" / "theme" / "assets").rglob("*") if path.is_file()}
    names = {path.relative_to(own / "templates" / "theme").as_posix() for path in assets}
    others = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.suffix not in (".html", ".ics", ".vcf")  # tests/test_calendars.py, test_vcards.py
    }
    others = {path for path in others if not re.fullmatch(r"cases/[A-Z0-9-]+/[0-9a-f]{12}-\d+\.jpg", path)}
    others = {path for path in others if not re.search(r"/?(?:card-)?qr\.(?:svg|png)$", path)}  # tests/test_codes.py
    others = {path for path in others if not re.fullmatch(r"search/(?:.+/)?[a-z]+(?:-[0-9a-f]+)?\.(?:json|txt)", path)}
    weeks = {f"{path.relative_to(site).as_posix()}.txt" for path in (site / "digest").glob("*-W*") if path.is_dir()}
    told = {"state.json", "sitemap.xml", "robots.txt", "_headers", ".deskboard/manifest", ".deskboard/times"}
    assert others == names | weeks | told
    assert settings.site_url(own).startswith("https://")
