"""The last look: links that lead nowhere, requests to other hosts, addresses that run code."""

from dataclasses import replace

import pytest

from generator import csp, gate, privacy
from generator.shell import Shell, ShellKey, Slots

HOME = "https://board.example/desk/"
PUBLISHED = {
    "index.html",
    "404.html",
    "guide/index.html",
    "cases/index.html",
    "cases/A-001/index.html",
    "places/东院/index.html",
    "assets/icon.svg",
    "files/a b.pdf",
}
ANCHORS = {"guide/index.html": {"then", "怎么办"}, "cases/A-001/index.html": {"x"}}


def codes(page: str, path: str = "cases/A-001/index.html", home: str = HOME, anchors: bool = True) -> list[str]:
    look_up = (lambda target: ANCHORS.get(target, set())) if anchors else None
    return [each.code for each in gate.look(path, page.encode(), PUBLISHED, home, look_up)]


GOOD = [
    '<a href="../../guide/">',
    '<a href="../../">',
    '<a href="../..">',
    '<a href="..">',
    '<a href="./">',
    '<a href=".">',
    '<a href="">',
    '<a href="#x">',
    '<a href="?page=2">',
    '<a href="../../guide/#then">',
    '<a href="../../guide/#%E6%80%8E%E4%B9%88%E5%8A%9E">',
    '<a href="../../guide/#top">',
    '<a href="../../places/%E4%B8%9C%E9%99%A2/">',
    '<a href="../../files/a%20b.pdf">',
    '<a href="/desk/guide/">',
    '<a href="/desk/">',
    '<a href="/another/">',
    '<a href="https://board.example/desk/guide/">',
    '<a href="https://board.example/desk/">',
    '<a href="https://other.example/x">',
    '<a href="//other.example/x">',
    '<a href="tel:12345"><a href="mailto:a@b.example">',
    '<img src="../../assets/icon.svg">',
    '<img src="data:image/png;base64,AAAA">',
    '<img srcset="../../assets/icon.svg 1x, ../../assets/icon.svg 2x">',
    '<link rel="canonical" href="https://other.example/x">',
    '<link rel="icon" href="../../assets/icon.svg">',
    '<img src="https://board.example/desk/assets/icon.svg">',
    'src="../nothing" is text, and so is &lt;a href="../nothing">',
    "<p>4 < 5 and href=nothing</p>",
]


@pytest.mark.parametrize("page", GOOD)
def test_good(page: str) -> None:
    assert codes(page) == []


BROKEN = [
    '<a href="../../nothing/">',
    '<a href="../../guide">',
    '<a href="nothing">',
    "<a href='../../nothing/'>",
    "<a href=../../nothing/>",
    "<A HREF = '../../nothing/'>",
    '<a\n  class="x"\n  href="../../nothing/">',
    '<a title="a > b" href="../../nothing/">',
    '<a title=\'"\' href="../../nothing/">',
    '<a href="&#46;./../nothing/">',
    '<a href="../../../guide/">',
    '<a href="/desk/nothing/">',
    '<a href="https://board.example/desk/nothing/">',
    '<a href="../../guide/#nothing">',
    '<a href="http://[bad/">',
    '<img src="../../assets/icon.svg" srcset="../../nothing.svg 2x">',
    '<img src="../../nothing.svg">',
    '<video poster="../../nothing.svg"></video>',
    '<form action="../../nothing/">',
    '<image xlink:href="x" href="../../nothing.svg">',
]


@pytest.mark.parametrize("page", BROKEN)
def test_broken(page: str) -> None:
    assert codes(page) == ["打不开的链接"]


OUTSIDE = [
    '<img src="https://other.example/x.png">',
    '<img src="//other.example/x.png">',
    '<img src="HTTP://other.example/x.png">',
    '<img srcset="https://other.example/x.png 2x">',
    '<link rel="stylesheet" href="https://other.example/x.css">',
    '<link rel="preconnect" href="https://other.example">',
    '<video poster="https://other.example/x.png"></video>',
    '<use href="https://other.example/x.svg#y">',
    '<img src="https://board.example/elsewhere/x.png">',
]


@pytest.mark.parametrize("page", OUTSIDE)
def test_a_request_to_another_host(page: str) -> None:
    assert codes(page) == ["连到别处"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x", "data:text/html,x", "file:///x"]
)
def test_an_address_that_is_no_link(link: str) -> None:
    assert codes(f'<a href="{link}">') == ["不安全的链接"]


_TEXTS = (b"<title>", b'</title><link rel="canonical" href="', b'"><main>', b'<a href="../../guide/">', b"</main>")
SHELL = Shell(_TEXTS, (0, 2, 3, 4))
GOES_ON = [
    '<a href="../../guide/',
    '<a href="../../guide/"',
    "<a title='>' href=../../guide/",
    "<p",
    "</p",
    "<!-- a comment",
    "<!-- a comment --><!--",
    "<script>",
    "<style>",
    "<textarea>",
    "<SCRIPT SRC='../../x.js'>",
    '<p onclick="x">',
    "<iframe>",
    "<title>",
]
"""What is wrong by itself, or may be so with what stands behind it."""


@pytest.mark.parametrize("slot", ["head", "body", "canonical"])
@pytest.mark.parametrize("text", [*GOOD, *BROKEN, *OUTSIDE, *GOES_ON, "https://board.example/desk/nothing/"])
def test_what_is_stamped_is_looked_at_as_a_whole_would_be(text: str, slot: str) -> None:
    key, path = ShellKey("lean", "cases", 2), "cases/A-001/index.html"
    slots = replace(Slots("字", "字", "https://board.example/desk/guide/", "", ""), **{slot: text})
    page = SHELL.stamp(slots)
    found = gate.Stamped({key: SHELL}, PUBLISHED, HOME).look(path, key, slots, page)
    assert found == list(gate.look(path, page, PUBLISHED, HOME))


@pytest.mark.parametrize(
    "link", ["../../nothing/", "nothing/", "..", "https://board.example/desk/nothing/", "//x.example/"]
)
def test_a_shell_that_does_not_suit_every_page(link: str) -> None:
    key, path, slots = ShellKey("lean", "cases", 2), "cases/A-001/index.html", Slots("", "", "", "", "")
    shell = Shell((f'<a href="{link}">'.encode(), *SHELL.texts[1:]), SHELL.slots)
    page = shell.stamp(slots)
    found = gate.Stamped({key: shell}, PUBLISHED, HOME).look(path, key, slots, page)
    assert found == list(gate.look(path, page, PUBLISHED, HOME))


def test_fragments_are_looked_up_only_if_asked() -> None:
    assert codes('<a href="../../guide/#nothing">', anchors=False) == []


def test_absolute_links_of_the_404_page() -> None:
    assert codes('<a href="/desk/guide/"><a href="/desk/">', path="404.html") == []
    assert codes('<a href="/desk/nothing/">', path="404.html") == ["打不开的链接"]
    assert codes('<a href="/guide/"><a href="/nothing/">', path="404.html", home="https://x.example/") == [
        "打不开的链接"
    ]


def test_the_place_of_a_problem() -> None:
    page = '<p>\n字<a class="x" href="nothing">'
    (found,) = gate.look("guide/index.html", page.encode(), PUBLISHED, HOME)
    assert (found.file, found.line, found.column) == ("site/guide/index.html", 2, 2)
    assert "nothing" in found.message


def test_only_pages_are_looked_at() -> None:
    assert list(gate.look("assets/x.js", b'<a href="nothing">', PUBLISHED, HOME)) == []


def test_ids() -> None:
    page = """<h2 id="then">x</h2><p id='怎么办' class=x><b id=c><i data-id="n">id="t"</i><h2 title=">" id="a&amp;b">"""
    assert gate.ids(page.encode()) == {"then", "怎么办", "c", "a&b"}


def test_a_page_that_never_ends_takes_no_longer() -> None:
    assert codes("<a " + "x " * 20_000 + "<" + "<a href='" * 2_000) == []


LAYOUT = "<script>known()</script><style>p{color:red}</style>"
POLICED = f'<meta http-equiv="Content-Security-Policy" content="{csp.policy([LAYOUT])}">{LAYOUT}'
ACTIVE = [
    "<script>other()</script>",
    "<script>known() </script>",
    "<SCRIPT >other()</SCRIPT >",
    "<script type=module>other()</script>",
    '<script type="text/javascript" data-x="application/json">other()</script>',
    "<style>p{color:blue}</style>",
    '<p onclick="x()">',
    "<p\nONCLICK=x()>",
    "<svg/onload=x()>",
    '<p style="position:fixed">',
    '<p title=">" onclick="x()">',
    "<iframe srcdoc='x'></iframe>",
    '<base href="../">',
    "<embed>",
]


@pytest.mark.parametrize("page", ACTIVE)
def test_what_acts(page: str) -> None:
    assert set(codes(POLICED + page)) == {"网页里的程序"}


@pytest.mark.parametrize(
    "page", ['<script src="../../x.js"></script>', '<object data="x.svg"></object>', '<iframe src="//a.example/">']
)
def test_what_acts_and_asks(page: str) -> None:
    assert "网页里的程序" in codes(POLICED + page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        '<script type="application/ld+json">{"a": "b"}</script>',
        "<p>onclick=x() style=y &lt;script>other()&lt;/script></p>",
        '<p title="a onclick=x">',
        '<a href="../../guide/" data-one="onclick=x">',
    ],
)
def test_what_does_not_act(page: str) -> None:
    assert codes(POLICED + page) == []


def test_without_a_policy_nothing_may_run() -> None:
    assert codes(LAYOUT) == ["网页里的程序", "网页里的程序"]


@pytest.mark.parametrize("page", ["<img>", '<img alt="x">', '<img src="">'])
def test_a_picture_that_is_none(page: str) -> None:
    assert codes(page) == ["没有图片"]


@pytest.mark.parametrize("page", ["<a>x</a>", '<a title="x">x</a>'])
def test_a_link_that_is_none(page: str) -> None:
    assert codes(page) == ["不安全的链接"]
    assert codes('<a id="x">') == []


@pytest.mark.parametrize("said", ["1 3 8, 0 0 1 3, 8 0 0 0", "1 3 8 0 0 1 3 8 0 0 0"])
def test_what_is_only_said_is_looked_at_too(said: str) -> None:
    for page in (f'<a class="said" data-said="{said}">打</a>', f"<a data-said='{said}'>打</a>", f"<p>{said}</p>"):
        assert [each.masked for each in privacy.find(gate.text(page))] == ["138****00"]


def test_days_in_one_attribute_after_the_other_are_no_number() -> None:
    days = ["#m-2092-12-03-13", "2092-11-25", "2092"]
    assert list(privacy.find("120313209211252092")), "it would be somebody's"
    page = "".join(f'<a href="{day}">开会</a>' for day in days)
    assert not list(privacy.find(gate.text(page)))
    assert list(privacy.find(gate.text(f'<a title="{chr(10).join(days)}">开会</a>'))), "that is one text"
