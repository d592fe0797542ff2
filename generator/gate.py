"""The last look at what is about to be published: nothing private, no link into nowhere, no request
elsewhere, nothing that acts."""

import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Set
from functools import cache
from html import escape, unescape
from itertools import chain
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from generator import csp
from generator.permit import Permit
from generator.problem import Problem
from generator.search import numbers
from generator.shell import Shell, ShellKey, Slots

_GIVEN = r"[\s/](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*)({_GIVEN})>")
_ANY_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*)((?:{_GIVEN})?)>")
_NAMES = re.compile(r"\b(?:href|src|srcset|poster|action|data)\s*=", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LINKS = {"href", "src", "poster", "action", "data"}
_FOLLOWED = ("a", "area", "form")
"""Tags whose address is asked for only when the reader follows it."""
_SAYS = ("canonical", "alternate", "author", "license", "next", "prev")
"""Values of `rel` with which a <link> says something and asks for nothing."""
_SCHEMES = ("http", "https", "tel", "mailto", "sms")
_HINT = re.compile(
    r"<(?:iframe|frame|object|embed|applet|base|a(?![^>]*\s(?:href|id)=)|img(?![^>]*\ssrc(?:set)?\s*=\s*[\"'][^\"']))\b|[\s\"'/](?:on[a-z]+|style|srcdoc|formaction)\s*=",
    re.IGNORECASE,
)
"""What hardly any page has: only then is it worth looking tag by tag."""
_ACTIVE = ("iframe", "frame", "object", "embed", "applet", "base")
_ACTS = re.compile(r"on[a-z]+|style|srcdoc|formaction")
_BROKEN = "打不开的链接"
_ADDRESS = "链接只能写网址、电话（tel:）或者邮箱（mailto:）"
_PICTURE = "把图片文件放到 content/pages/ 里，写上它的文件名"
_REMEDY = "普通页面请改 content/pages/ 里的链接；别的页面请改 templates/"

Anchors = Callable[[str], Set[str]]
"""The ids in a planned page, by its path."""


_MARKUP = re.compile(rf"<(?:/?[a-zA-Z][^\s/<>]*(?:{_GIVEN})?|!--(?:(?!--).)*+--)>", re.DOTALL)
_SWALLOWS = re.compile(
    "<(?:script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext)\\b", re.IGNORECASE
)
"""Within these nothing is a tag but their own end."""
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|del|em|i|mark|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>")
_VALUE = re.compile(r"=\"([^\"]*)\"|='([^']*)'")


def text(html: str) -> str:
    """What a page says: its text, comments too, and what its attributes tell.

    Nobody reads these one after the other, and days in several of them are no number: empty lines keep them apart.
    """
    html = csp.worded(html)
    told = dict.fromkeys(unquote(each[1] or each[2] or "") for each in _VALUE.finditer(html))  # classes come often
    shown = re.sub("<[^>]*>", "\n", _INLINE.sub("", html.replace("<!--", "\n").replace("-->", "\n")))
    return "\n\n".join([shown, *told])


def said(slots: Slots) -> str:
    """What the slots of a page say, and its address."""
    return "\n".join([slots.title, slots.description, slots.canonical, text(slots.head), text(slots.body)])


def written(path: str, data: bytes) -> str:
    """What a file of the site says; nothing if it is no text, or holds numbers of the search alone.

    Of their signs nothing can be made that `privacy` finds; what they stand for is on pages, which are looked at.
    """
    if numbers.only(data):
        return ""
    try:
        told = data.decode()
    except UnicodeDecodeError:
        return ""
    if path.endswith((".ics", ".vcf")):  # their lines are folded, in the midst of words
        told = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], re.sub(r"\r\n[ \t]", "", told))
    return text(told) if path.endswith(".html") else csp.worded(told)


def private(path: str, words: str, permit: Permit) -> Iterator[Problem]:
    """What must not be published of a page's words."""
    for finding in permit.stops(words):
        where = "这一页上" if path else "每一页上都"
        message = f"{where}有“{finding.masked}”，像是{finding.words}，不能公开"
        remedy = "它是几处的字连起来的，改写其中一处；认错了，就在 portal.yml 的“隐私”里写“放行”"
        yield Problem(f"site/{path}", 1, 1, finding.kind, message, remedy)


def look(
    path: str, data: bytes, published: Container[str], home: str = "", anchors: Anchors | None = None
) -> Iterator[Problem]:
    """Problems of one file of the site.

    `published`: the paths of all files that there will be; `home`: the address of the site. Given
    `anchors`, the fragments of links are looked up too.
    """
    if not path.endswith(".html"):
        return
    text = data.decode()
    for at, wrong in (*_wrong_links(path, text, published, home, anchors), *_active(text, csp.given(text))):
        yield _problem(path, text, at, wrong)


def _wrong_links(
    path: str, text: str, published: Container[str], home: str, anchors: Anchors | None
) -> Iterator[tuple[int, tuple[str, str, str]]]:
    up = "../" * path.count("/")
    for at, link, asks in _links(text):
        if link.startswith(up) and _file(link[len(up) :]) in published:
            continue  # nearly all are like this
        try:
            wrong = _outside(link, home) if asks else _unsafe(link)
            wrong = wrong or _nowhere(path, link, published, home, anchors)
        except ValueError:  # of urlsplit: no address at all
            wrong = _BROKEN, f"网页里有一个打不开的链接：{link}", _REMEDY
        if wrong:
            yield at, wrong


class Stamped:
    """Looks at pages that are stamped from shells: at each shell once, and then at what each page puts into it."""

    def __init__(self, shells: Mapping[ShellKey, Shell], published: Container[str], home: str) -> None:
        self._shells, self._published, self._home = shells, published, home
        self._harmless = cache(self._looked_up)

    def look(self, path: str, key: ShellKey, slots: Slots, data: bytes) -> list[Problem]:
        """What `look` says of a page."""
        policy = self._harmless(key)
        own = f'<link rel="canonical" href="{escape(slots.canonical)}">{slots.head}{slots.body}'
        whole = "<" not in _MARKUP.sub("", own) and not _SWALLOWS.search(own)  # does not go on in the shell
        if policy is not None and whole and not self._wrong(path, own, policy):
            return []
        return list(look(path, data, self._published, self._home))

    def _looked_up(self, key: ShellKey) -> str | None:
        """The policy of a shell in which nothing is wrong, whichever page it holds."""
        up, path = "../" * key.depth, f"{'_/' * key.depth}index.html"
        text = self._shells[key].stamp(Slots("", "", "", "", "")).decode()
        fixed = (link.startswith((up, "#")) or urlsplit(link).scheme for _, link, _ in _links(text) if link and up)
        policy = csp.given(text)
        return None if not all(fixed) or self._wrong(path, text, policy) else policy

    def _wrong(self, path: str, text: str, policy: str) -> bool:
        found = chain(_wrong_links(path, text, self._published, self._home, None), _active(text, policy))
        return any(True for _ in found)


def _problem(path: str, text: str, at: int, wrong: tuple[str, str, str]) -> Problem:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(f"site/{path}", line, column, *wrong)


def _active(text: str, policy: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """What a page could do that its policy does not name: there should be no way for it to get here."""
    remedy = "网页里不放程序；页面是模板做的，请改 templates/"
    for at, kind, name in csp.inline(text):
        if not name or name not in policy:
            what = "一段程序" if kind == "script" else "一段样式"
            yield at, ("网页里的程序", f"网页里有{what}，不是版面自己的", remedy)
    if not _HINT.search(text):
        return
    for found in _ANY_TAG.finditer(text):
        tag, given = found[1].lower(), _attributes(found[2])
        if tag in _ACTIVE or any(_ACTS.fullmatch(name) for name in given):
            yield found.start(), ("网页里的程序", f"网页里有能自己动作的东西（{tag}）", remedy)
        elif tag == "img" and not (given.get("src") or given.get("srcset")):
            yield found.start(), ("没有图片", "网页里有一张图片没有地址，或者地址不能用", _PICTURE)
        elif tag == "a" and not given.keys() & {"href", "id"}:
            yield found.start(), ("不安全的链接", "网页里有一个链接没有地址，或者地址不能用", _ADDRESS)


def asked(path: str, data: bytes, home: str) -> Set[str]:
    """The paths of the site's files that a browser asks for by itself when it shows a page."""
    found = (_target(path, link, home)[0] for _, link, asks in _links(data.decode()) if asks)
    return {each for each in found if each is not None}


def ids(data: bytes) -> Set[str]:
    """The fragments that lead somewhere in a page."""
    found = (_attributes(each[2]) for each in _TAG.finditer(data.decode()) if "id" in each[2])
    return {attributes["id"] for attributes in found if "id" in attributes}


def _attributes(text: str) -> dict[str, str]:
    return {each[1].lower(): unescape(each[2] or each[3] or each[4] or "") for each in _ATTRIBUTE.finditer(text)}


def _links(text: str) -> Iterator[tuple[int, str, bool]]:
    """(position, address, whether a browser asks for it by itself)"""
    for found in _TAG.finditer(text):
        if not _NAMES.search(found[2]):
            continue
        tag, attributes = found[1].lower(), _attributes(found[2])
        asks = tag not in _FOLLOWED and not (tag == "link" and attributes.get("rel", "").lower() in _SAYS)
        for name in sorted(_LINKS & attributes.keys()):
            yield found.start(), attributes[name].strip(), asks
        for each in attributes.get("srcset", "").split(","):
            if each.strip():
                yield found.start(), each.split()[0], asks


Wrong: TypeAlias = "tuple[str, str, str] | None"
"""Code, message and remedy of what is wrong with a link."""


def _outside(link: str, home: str) -> Wrong:
    parts = urlsplit(link)
    if parts.scheme == "data" or not (parts.scheme or parts.netloc) or (home and link.startswith(home)):
        return None
    return "连到别处", f"一打开网页就会去连别的网站：{link}", "把文件放到 content/pages/ 里，改用自己的"


def _unsafe(link: str) -> Wrong:
    scheme = urlsplit(link).scheme
    if not scheme or scheme in _SCHEMES:
        return None
    return "不安全的链接", f"网页里有一个 {scheme}: 开头的链接", _ADDRESS


def _nowhere(path: str, link: str, published: Container[str], home: str, anchors: Anchors | None) -> Wrong:
    target, fragment = _target(path, link, home)
    if target is None:
        return None
    if target != path and target not in published:
        return _BROKEN, f"网页里有一个打不开的链接：{link}", _REMEDY
    if fragment and anchors and target.endswith(".html") and fragment not in {"top", *anchors(target)}:
        return _BROKEN, f"链接要去的那一页里没有这一段：{link}", _REMEDY
    return None


def _file(way: str) -> str:
    return way + "index.html" if not way or way.endswith("/") else way


def _target(path: str, link: str, home: str) -> tuple[str | None, str]:
    """(the path of the file that a link leads to, its fragment); no path if it leads out of the site"""
    base = urlsplit(home).path or "/"
    if home and link.startswith(home):
        link = base + link.removeprefix(home)
    parts = urlsplit(link)
    way, folder = unquote(parts.path), posixpath.dirname(path)
    if parts.scheme or parts.netloc or (way.startswith("/") and not way.startswith(base)):
        return None, ""
    if not way:
        return path, unquote(parts.fragment)
    if way.startswith("/"):
        way, folder = way.removeprefix(base), ""
    target = posixpath.normpath(posixpath.join(folder, way or "."))
    if posixpath.basename(way) in ("", ".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)
