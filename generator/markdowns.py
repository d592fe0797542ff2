"""Markdown to HTML that does nothing: what is typed as HTML is text, and the result is cleaned.

One extension of Python-Markdown serves policy notes and, named in the engine's configuration,
the pages that people write by hand. Templates of the engine and marks of shells pass unharmed.
"""

import re
from itertools import chain, count
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from generator import phones

MAX_SIGNS, MAX_BRACKETS, MAX_NESTED = 10_000, 300, 20
"""The Markdown package takes time by the square of these, and calls itself for each list in a list."""

TO_FILL_IN = "待社区填写"
"""What stands where only the community knows; it is made to stand out."""

EXTENSION = "generator.markdowns"
"""The name by which an engine finds the extension. It must be the last of them."""

_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "pre", "del", "dl", "dt", "dd",
    "img", "div", "span", "sup", "sub", "abbr", "details", "summary",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title", "data-said"},
    "span": {"aria-hidden"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "th": {"align", "scope"},
    "td": {"align"},
    "div": {"role", "tabindex", "aria-label"},
    "ol": {"start"},
    "details": {"open"},
}
_CLASSES = {
    "blank", "soft", "mark", "said", "admonition", "admonition-title", "note", "tip", "info", "warning", "danger",
    "footnote", "footnote-ref", "footnote-backref", "table", "sr", "tap", "call",
}  # fmt: skip
_SCHEMES = {"http", "https", "tel", "mailto"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ALIGNED = re.compile(r"text-align: (left|center|right);")
_BETWEEN = re.compile(r"[\s、，；。·|]*")
_STASHED = re.compile("\x02[^\x03]*\x03")
_IMAGE = re.compile(r"""<img(?:(?!\salt=)(?:"[^"]*"|[^">]))*(?:\salt="([^"]*)")?(?:"[^"]*"|[^">])*>""")
_TAG_OR_BLANK = re.compile(rf'<(?:"[^"]*"|[^">])*>|{TO_FILL_IN}')


def too_much(text: str) -> tuple[int, int, str, str, str] | None:
    """Line, column, code, message and remedy, if a text is more than a page can be made from in no time."""
    nested = re.search(rf"^[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+){{{MAX_NESTED},}}", text, re.MULTILINE)
    if len(text) > MAX_SIGNS:
        return 1, 1, "正文太长", f"正文超过 {MAX_SIGNS // 10000} 万字", "写短一些，或者拆成几份"
    if text.count("[") > MAX_BRACKETS:
        return 1, 1, "正文太长", f"正文里的方括号超过 {MAX_BRACKETS} 个", "链接少放一些，或者拆成几份"
    if nested:
        line = text.count("\n", 0, nested.start()) + 1
        return line, 1, "层数太深", "一行里套了太多层列表", "删掉多出来的短横线或数字"
    return None


class Inert(Extension):
    """Typed HTML is text to be read, and nothing that could act comes out.

    `titled`: the page has its own first heading, so those of the text are of levels 2 to 4.
    """

    def __init__(self, **given: Any) -> None:
        self.config = {"titled": [False, "Whether the page has a first heading of its own"]}
        super().__init__(**given)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.treeprocessors.register(_Plainer(md, self.getConfig("titled")), "deskboard-plainer", -100)
        md.postprocessors.register(_Cleaned(md), "deskboard-cleaned", -100)


class _Plainer(Treeprocessor):
    """What the site's policy forbids is said in another way: a table's columns need no style. Numbers can be called.

    A table is as those of the templates are: with heads and a name, which is that of the heading above it. Links that
    stand in no sentence are as high as a finger needs.
    """

    def __init__(self, md: Markdown, titled: bool) -> None:
        super().__init__(md)
        self._titled = titled

    def run(self, root: Element) -> None:
        for element in root.iter():
            element.attrib.pop("data-said", None)  # what is said is what is shown, and nothing that somebody typed
            if element.tag in ("th", "td") and (found := _ALIGNED.fullmatch(element.get("style", ""))):
                element.set("align", found[1])
        _level(root, self._titled)
        _call(root)
        _as_templates(root)


def _level(root: Element, titled: bool) -> None:
    """No level of headings is left out on the way down."""
    first, deepest = (2, 4) if titled else (1, 6)
    last = 1 if titled else 6  # a page that somebody wrote begins as it was written
    for element in [each for each in root.iter() if each.tag in _HEADINGS]:
        last = max(first, min(_HEADINGS.index(element.tag) + 1, last + 1, deepest))
        element.tag = f"h{last}"


def _call(root: Element) -> None:
    """Telephone numbers can be tapped, but for those in a link that somebody wrote, or in code."""
    for link in [each for each in root.iter("a") if each.get("href", "").startswith("tel:")]:
        if phones.dial("".join(link.itertext())) and link.find(".//img") is None:
            _said(link)
    within = {each for outer in root.iter() if outer.tag in ("a", "code", "pre") for each in outer.iter()}
    for element in [each for each in root.iter() if each not in within]:
        element.text, first = _tapped(element.text)
        for child in reversed(list(element)):
            child.tail, links = _tapped(child.tail)
            at = list(element).index(child) + 1
            element[at:at] = links
        element[:0] = first


def _said(link: Element) -> None:
    """A number in a link is read out digit by digit."""
    link.attrib.update(phones.link("".join(link.itertext())) | {"class": f"{link.get('class', '')} said".strip()})
    seen = Element("span", {"aria-hidden": "true"})
    seen.text, link.text = link.text, None
    seen[:], link[:] = link[:], [seen]


def _tapped(text: str | None) -> tuple[str | None, list[Element]]:
    """The text before the first telephone number, and the links with what follows each."""
    before, *found = phones.parts(text or "")
    links = []
    for (shown, number), (after, _) in zip(found[::2], found[1::2], strict=True):
        link = Element("a", {"href": f"tel:{number}"})
        link.text, link.tail = shown, after
        _said(link)
        links.append(link)
    return (before[0] if links else text), links


def _as_templates(root: Element) -> None:
    said, names = "", set[str]()
    within = {each: outer for outer in root.iter() for each in outer}
    for element in list(root.iter()):
        if element.tag in _HEADINGS:
            said = _words(element)
        elif element.tag == "table":
            outer = within[element]
            outer[list(outer).index(element)] = _named(element, said, names)
        elif element.tag in ("li", "p", "td") and _only_links(element):
            for each in element:
                if "call" not in each.get("class", "").split():  # a bar of its own, as those of the templates
                    each.set("class", f"{each.get('class', '')} tap".strip())


def _named(table: Element, said: str, names: set[str]) -> Element:
    """`names`: those of the tables before, to which its own is added."""
    heads, rows = list(table.iter("th")), [row for body in table.iter("tbody") for row in body]
    for head in heads:
        head.set("scope", "col")
    for row in rows:
        if len(row) > 1:
            row[0].tag = "th"
            row[0].set("scope", "row")
    caption = Element("caption", {"class": "sr"})
    columns = "、".join(filter(None, map(_words, heads))) or "表格"
    full = f"{said}：{columns}" if said else columns
    options = chain([said or columns, full], (f"{full}（{number}）" for number in count(2)))
    caption.text = next(name for name in options if name not in names)
    names.add(caption.text)
    table.insert(0, caption)
    region = Element("div", {"class": "table", "role": "region", "tabindex": "0", "aria-label": caption.text})
    region.tail, table.tail = table.tail, None
    region.append(table)
    return region


def _only_links(element: Element) -> bool:
    beside = [element.text, *(each.tail for each in element)]
    return all(each.tag == "a" for each in element) and all(_BETWEEN.fullmatch(text or "") for text in beside)


def _words(element: Element) -> str:
    return _STASHED.sub("", "".join(element.itertext())).strip()


class _Cleaned(Postprocessor):
    def run(self, text: str) -> str:
        return nh3.clean(
            text,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            allowed_classes=dict.fromkeys(_TAGS, _CLASSES),
            url_schemes=_SCHEMES,
            link_rel=None,  # the layout says of every link that it names no referrer
        )


def makeExtension(**given: Any) -> Inert:  # noqa: N802
    """What Python-Markdown asks a module for."""
    return Inert(**given)


def as_html(text: str) -> str:
    """HTML of a note. Headings keep the ids that were given to them (`## 怎么办 {#how}`)."""
    md = Markdown(extensions=["tables", "sane_lists", "attr_list", "def_list", Inert(titled=True)])
    return _TAG_OR_BLANK.sub(_marked, md.convert(text))


def on_paper(text: str) -> str:
    """HTML of a note as paper has it: no links, no ids, and in the place of a picture what it shows."""
    told = _IMAGE.sub(lambda found: f"（图：{found[1]}）" if found[1] else "", as_html(text))
    return nh3.clean(
        told,
        tags=_TAGS - {"a", "img", "abbr", "details", "summary", "caption"},
        clean_content_tags={"caption"},  # what is said to the ear alone
        attributes={"th": {"align", "scope"}, "td": {"align"}, "ol": {"start"}},
        allowed_classes=dict.fromkeys(_TAGS, _CLASSES),
        link_rel=None,
    )


def _marked(found: re.Match[str]) -> str:
    return f'<span class="blank">{TO_FILL_IN}</span>' if found[0] == TO_FILL_IN else found[0]
