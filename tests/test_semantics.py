"""What a page is to someone who does not see it: one title, headings in order, parts, tables and lists with names.

On every page of the site, from its HTML alone; what only a browser knows, axe says (tests/test_axe.py).
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import htmls
import pytest
from htmls import Part

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
VAGUE = {"", "更多", "点这里", "这里", "打开", "详情", "查看", "链接", "说明文字"}
Said = Iterator[tuple[str, object]]


def pages(site: Path) -> Iterator[tuple[str, Part]]:
    """All pages but those that only lead on."""
    for path in sorted(site.rglob("*.html")):
        if 'http-equiv="refresh"' not in path.read_text("utf-8"):
            yield path.relative_to(site).as_posix().removesuffix("index.html"), htmls.parse(path)


def paper(page: Part) -> bool:
    """Whether the page is one of sheets to be printed: it has a bar, and a heading for each sheet."""
    return bool(page.all("header.bar"))


def named(part: Part, page: Part) -> str:
    """What a screen reader calls the part."""
    if part.has("aria-label"):
        return part.get("aria-label")
    if part.has("aria-labelledby"):
        return " ".join(page.one(f"#{each}").text for each in part.get("aria-labelledby").split())
    pictures = [each.get("alt") for each in part.all("img")]
    return " ".join([part.text, *pictures]).strip()


def within(part: Part, *tags: str) -> list[Part]:
    """What stands in it, in the order of the page."""
    return [Part(each) for each in part.element.iter() if each.tag in tags and each is not part.element]


def has_headings_in_order(page: Part) -> Said:
    levels = [int(each.tag[1]) for each in within(page, *HEADINGS)]
    if levels[:1] != [1] or (levels.count(1) != 1 and not paper(page)):
        yield "h1", levels
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield "a level is passed over", levels
    yield from (("says nothing", each.tag) for each in within(page, *HEADINGS) if not each.text)


def has_its_parts(page: Part) -> Said:
    expected = {"main": 1, "header": 1, "footer": 0 if paper(page) else 1}
    for tag, count in expected.items():
        if len(page.all(tag)) != count:
            yield tag, len(page.all(tag))
    names = [(each.tag, named(each, page)) for each in within(page, "nav", "aside") if not each.has("hidden")]
    yield from ((tag, "no name") for tag, name in names if not name)
    yield from (pair for pair, count in Counter(names).items() if count > 1)
    for each in within(page, "section"):
        if not each.has("aria-label") and not within(each, *HEADINGS):
            yield "section without heading or name", each.text[:20]


def can_skip_to_the_text(page: Part) -> Said:
    first = page.all("body a")[0]
    if not paper(page) and (first.get("href") != "#content" or page.one("#content").tag != "main"):
        yield "first link", first.get("href")


def has_tables_with_heads(page: Part) -> Said:
    for table in page.all("table"):
        if next(each.tag for each in table.children) != "caption" or not table.one("caption").text:
            yield "table without caption", table.text[:30]
        yield from (("th", each.text) for each in table.all("th") if each.get("scope") not in ("col", "row"))
        for row in table.all("tbody tr"):
            if row.all("td") and row.children[0].tag != "th":
                yield "row without head", row.text[:30]


def has_whole_lists(page: Part) -> Said:
    for each in within(page, "ul", "ol"):
        if not each.children or {child.tag for child in each.children} != {"li"}:
            yield each.tag, each.text[:30]
    for each in within(page, "dl"):
        groups = [child for child in each.children if child.tag == "div"] or [each]
        for group in groups:
            tags = "".join({"dt": "t", "dd": "d"}.get(child.tag, "?") for child in group.children)
            if not re.fullmatch(r"(t+d+)+", tags):
                yield "dl", (tags, each.text[:30])


def has_links_that_say_where(page: Part) -> Said:
    leads = defaultdict(set)
    for each in [*page.all("a[href]"), *page.all("summary"), *page.all("button")]:
        name = re.sub(r"(?<=月)\s*\d+ .+", "", named(each, page))
        if name in VAGUE and each.get("href") != "#all":
            yield "link", (name, each.get("href"))
        leads[name].add(each.get("href") or id(each))
    yield from (("one name for", (name, to)) for name, to in leads.items() if len(to) > 1)


def has_pictures_with_words(page: Part) -> Said:
    yield from (("img", each.get("src")) for each in page.all("img") if not each.get("alt"))
    for each in page.all("svg"):
        if each.get("aria-hidden") != "true" and not (each.get("role") == "img" and each.get("aria-label")):
            yield "svg", each.get("class")
    yield from (("details", each.text[:20]) for each in page.all("details") if each.children[0].tag != "summary")


def has_ids_once(page: Part) -> Said:
    ids = Counter(each.get("id") for each in page.all("[id]"))
    yield from ((key, count) for key, count in ids.items() if count > 1)


def says_its_language(page: Part) -> Said:
    if page.one("html").get("lang") != "zh-Hans":
        yield "html", page.one("html").get("lang")
    for each in page.one("body").element.iter():
        if (
            isinstance(each.tag, str)
            and each.tag not in ("script", "style", "code", "pre")
            and "lang" not in each.attrib
        ):
            for text in (each.text, *(below.tail for below in each)):
                if found := re.search(r"[A-Za-z]{2,}(?:[ ,;]+[A-Za-z]{2,})+", text or ""):
                    yield "words of another language", found[0]


PROMISES: list[Callable[[Part], Said]] = [
    has_headings_in_order,
    has_its_parts,
    can_skip_to_the_text,
    has_tables_with_heads,
    has_whole_lists,
    has_links_that_say_where,
    has_pictures_with_words,
    has_ids_once,
    says_its_language,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda each: each.__name__)
def test_every_page(site: Path, promise: Callable[[Part], Said]) -> None:
    wrong = {url: said for url, page in pages(site) if (said := list(promise(page)))}
    assert not wrong, f"{len(wrong)} pages"


def test_each_page_has_a_title_of_its_own_that_says_the_page_first(site: Path) -> None:
    titles = {url: page.one("title").text for url, page in pages(site)}
    twice = {title: count for title, count in Counter(titles.values()).items() if count > 1}
    assert not twice
    portal = page_name(site)
    for url, title in titles.items():
        assert url in ("",) or (title.endswith(f" - {portal}") and not title.startswith(portal)), (url, title)


def page_name(site: Path) -> str:
    return htmls.page(site, "").one(".brand").text


def test_the_section_that_one_is_in_is_marked(site: Path) -> None:
    for url, page in pages(site):
        if paper(page):
            continue
        links = page.all("nav.sections a")
        sections = {each.get("href").rstrip("/").rpartition("/")[2] for each in links}
        marked = [each.get("href").rstrip("/").rpartition("/")[2] for each in links if each.has("aria-current")]
        first = url.partition("/")[0]
        assert marked == ([first] if first in sections else []), url
