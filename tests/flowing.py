"""How a document's text flowed over sheets of paper: nothing lost, nothing cut, heads again where a table goes on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

import htmls
import paper
import pytest

FOOT = re.compile(r"第\d+页(?:，共\d+页)?")
MARGIN = 10 * paper.MM


class Span(NamedTuple):
    """An element's text, from where to where in that of the document."""

    tag: str
    start: int
    end: int


@dataclass
class Text:
    """What a document says, without any blanks, and where its parts stand in it."""

    said: str = ""
    spans: list[Span] = field(default_factory=list)
    heads: list[tuple[Span, str]] = field(default_factory=list)

    def add(self, element: Element) -> None:
        if element.get("class") == "sr":  # for the ear only
            return
        start = len(self.said)
        self.said += bare(element.text or "")
        for each in element:
            self.add(each)
            self.said += bare(each.tail or "")
        span = Span(element.tag, start, len(self.said))
        self.spans.append(span)
        if element.tag == "table":
            (head,) = [each for each in self.spans if each.tag == "thead" and start <= each.start < span.end]
            self.heads.append((span, self.said[head.start : head.end]))
        if element.tag == "section":
            self.heads += [(span, bare(each.text)) for each in htmls.Part(element).all(".running")]

    def of(self, *tags: str) -> Iterator[Span]:
        return (each for each in self.spans if each.tag in tags)


def text(page: htmls.Part) -> Text:
    """What the sheets of a page say."""
    found = Text()
    found.add(page.one("main").element)
    return found


def said(part: htmls.Part) -> str:
    """What is to stand on paper of a part of a page, without any blanks."""
    found = Text()
    found.add(part.element)
    return found.said


def body(sheet: paper.Sheet) -> str:
    """What stands on a sheet but for its number, without any blanks."""
    said = bare(sheet.text)
    number = FOOT.match(said)
    assert number, f"no page number: {said[:40]}"
    return said[number.end() :]


def flowed(page: htmls.Part, sheets: list[paper.Sheet]) -> list[int]:
    """Where each sheet ends in the text of the page. It fails where text is lost, cut or out of place."""
    whole, at, ends = text(page), 0, list[int]()
    for number, sheet in enumerate(sheets, 1):
        said = body(sheet)
        around = [(outer.start, head) for outer, head in whole.heads if outer.start < at < outer.end]
        for _, head in sorted(around):
            assert said.startswith(head), f"sheet {number} has no head: {said[:40]}"
            said = said.removeprefix(head)
        assert said, f"sheet {number} is empty"
        if not whole.said.startswith(said, at):
            wrong = next(
                (n for n, pair in enumerate(zip(said, whole.said[at:], strict=False)) if len(set(pair)) > 1), 0
            )
            pytest.fail(f"sheet {number}: … {said[wrong:][:60]} is not {whole.said[at + wrong :][:60]}")
        at += len(said)
        ends.append(at)
    assert at == len(whole.said), f"not on paper: {whole.said[at:]}"
    for end in ends[:-1]:
        for each in whole.of("h1", "h2", "thead"):
            assert end != each.end, f"a sheet ends with {whole.said[each.start : each.end]}"
        for each in whole.of("tr", "h1", "h2", "p", "figcaption"):
            inside = each.start < end < each.end
            assert not inside or _long(each, ends), f"cut in two: {whole.said[each.start : each.end]}"
    return ends


def laid_out(sheets: list[paper.Sheet], numbers: list[str], least: float = 18) -> None:
    """A4, everything inside the margins, no letter too small, every sheet with its number."""
    assert [FOOT.match(bare(each.text)).group() for each in sheets] == numbers
    for number, sheet in enumerate(sheets, 1):
        assert (sheet.width, sheet.height) == pytest.approx(paper.A4, abs=1)
        for each in sheet.letters:
            assert each.size > least - 0.05, f"{each.text} on sheet {number} has {each.size} pt"
            assert each.left >= MARGIN and each.right <= sheet.width - MARGIN, f"{each} on sheet {number}"
            assert each.bottom >= MARGIN and each.top <= sheet.height - MARGIN, f"{each} on sheet {number}"


def _long(each: Span, ends: list[int]) -> bool:
    """Whether it had a sheet of its own and did not fit there: it begins one, below a heading or a head at most."""
    return any(
        start < each.end and each.start - start < 200 and end < each.end
        for start, end in zip([0, *ends], ends, strict=False)
    )


def bare(said: str) -> str:
    """Without blanks, and with the hyphens at which PDFium saw a line end."""
    return re.sub(r"\s", "", said.replace("\ufffe", "-"))
