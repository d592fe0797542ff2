"""Built pages as a browser's parser sees them (html5lib), asked with small CSS selectors."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

_COMPOUND = re.compile(r"([.#]?)([^.#\[\]]+)|\[([\w-]+)(?:=([^\]]*))?\]")

_GONE = re.compile("http-equiv=.refresh|(这件事|这份通知|这份政策说明)已撤下|这个服务点撤了：")
_EMPTY = re.compile("这一周没有要说的事。|这个月没有。|没有登记的|没有登记办好的事|这里没有这个月的更新记录")


def gone(text: str) -> bool:
    """Whether a page is there for its address alone: it leads on, or says why there is no more."""
    return _GONE.search(text) is not None


def empty(text: str) -> bool:
    """Whether a page says that of its week, month or year there is nothing to tell."""
    return _EMPTY.search(text) is not None


class Part:
    """An element of a page, with what is in it."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def all(self, selector: str) -> list["Part"]:
        """All that match `tag.class#id[attr=value]`; a space means anywhere inside."""
        found = [self.element]
        for compound in selector.split():
            inside = [each for outer in found for each in outer.iter() if each is not outer]
            found = list({id(each): each for each in inside if _matches(each, compound)}.values())
        return [Part(each) for each in found]

    def one(self, selector: str) -> "Part":
        """The only match."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} × {selector}"
        return found[0]

    def get(self, name: str) -> str:
        return self.element.get(name, "")

    def has(self, name: str) -> bool:
        return name in self.element.attrib

    @property
    def tag(self) -> str:
        return self.element.tag

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def children(self) -> list["Part"]:
        return [Part(each) for each in self.element if isinstance(each.tag, str)]

    @property
    def text(self) -> str:
        """What can be read, on one line."""
        return " ".join("".join(_texts(self.element)).split())

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The terms of the lists in it, each with what is said of it."""
        return [
            (term.text, said.text)
            for listed in self.all("dl")
            for term, said in zip(listed.all("dt"), listed.all("dd"), strict=True)
        ]

    @property
    def hrefs(self) -> list[str]:
        return [each.get("href") for each in self.all("a[href]")]

    def under(self, heading: str) -> "Part":
        """What follows the h2 that begins with `heading`, up to the next h2; empty if there is none."""
        held = Element("div")
        for outer in self.element.iter():
            taking = False
            for each in outer:
                if each.tag == "h2":
                    taking = Part(each).text.startswith(heading)
                elif each.find(".//h2") is not None:
                    taking = False
                elif taking:
                    held.append(each)
        return Part(held)


@cache
def parse(path: Path) -> Part:
    """The page in a file. What the HTML standard calls a parse error is an error here."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    top = Element("page")
    top.append(parser.parse(path.read_text("utf-8")))
    return Part(top)


def page(site: Path, url: str) -> Part:
    """The page at a URL that is relative to the site's root and ends in a slash, or is empty."""
    return parse(site / url / "index.html")


def _matches(element: Element, compound: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    for mark, name, attribute, value in _COMPOUND.findall(compound):
        if attribute:
            held = element.get(attribute)
            if held is None or (value and held != value):
                return False
        elif mark == ".":
            if name not in element.get("class", "").split():
                return False
        elif (element.get("id") if mark == "#" else element.tag) != name:
            return False
    return True


def _texts(element: Element) -> Iterator[str]:
    if element.tag not in ("script", "style"):
        yield " " if element.tag in ("br", "p", "dd", "dt", "li") else ""
        yield element.text or ""
        for each in element:
            if isinstance(each.tag, str):
                yield from _texts(each)
            yield each.tail or ""
