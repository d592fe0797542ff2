"""Markdown of policy notes: what people write works, and nothing that could run comes out of it."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown import Markdown

from generator.markdowns import Inert, as_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT src=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<div onclick='alert(1)'>\n一块\n</div>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>body{display:none}</style>",
    "<a href='javascript:alert(1)'>点</a>",
    "<!-- 注释 --><b>x</b>",
    "[点](javascript:alert(1))",
    "[点](JaVaScRiPt:alert(1))",
    "[点](java\tscript:alert(1))",
    "[点](&#106;avascript:alert(1))",
    "[点](&#x6A;avascript&colon;alert(1))",
    "[点]( javascript:alert(1))",
    "[点](\x01javascript:alert(1))",
    "[点](vbscript:x)",
    "[点](data:text/html,<script>alert(1)</script>)",
    "[点](data:text/html;base64,PHNjcmlwdD4=)",
    "![图](javascript:alert(1))",
    "![图](data:image/svg+xml,<svg/onload=alert(1)>)",
    "<javascript:alert(1)>",
    "[点]\n\n[点]: javascript:alert(1)",
    "## 标题 {#x onclick=alert(1) onmouseover=alert(2)}",
    "[点](https://a.example){onclick=alert(1)}",
    "**粗**{: onclick=alert(1) style=position:fixed }",
    "| 甲 {onclick=alert(1)} | 乙 |\n| --- | --- |\n| <script>1</script> | [点](javascript:1) |",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    '[点](x "&quot; onclick=&quot;alert(1)")',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '[点](https://a.example/?待社区填写 "待社区填写")',
    "## 标题 {#待社区填写}",
]
TAGS = {
    *("html", "head", "body", "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote"),
    *("img", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "del", "dl", "dt", "dd", "span"),
    *("div", "caption"),
}
ATTRIBUTES = {"href", "title", "align", "start", "id", "class", "src", "alt", "scope", "role", "tabindex", "aria-label"}


def parsed(html: str) -> list[Element]:
    """What a browser makes of it."""
    return list(html5lib.parse(html, namespaceHTMLElements=False).iter())


def harmless(html: str) -> None:
    for element in parsed(html):
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        assert set(element.get("class", "").split()) <= {"blank", "table", "sr", "tap"}
        # As the URL standard reads it: tabs and line breaks are nothing, and so are spaces at the ends.
        href = (
            re.sub(r"[\t\n\r]", "", element.get("href", element.get("src", "")))
            .strip("".join(map(chr, range(33))))
            .lower()
        )
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", href)
        assert not scheme or scheme[1] in ("http", "https", "tel", "mailto"), href


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_could_run_comes_out(typed: str) -> None:
    harmless(as_html(typed))


@given(
    some.lists(some.sampled_from([*HOSTILE, "\n", "\n\n", "|", "](", "{", "}", "`", "<", ">", '"', "正文"]), max_size=5)
)
def test_nothing_that_could_run_comes_out_of_any_mixture(parts: list[str]) -> None:
    harmless(as_html("".join(parts)))


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "写上 <b>粗</b> 字",
        "<div>\n一块\n</div>",
        "`<i>`",
        "1 < 2 & 3 > 2",
        "<!-- 注释 -->",
    ],
)
def test_typed_html_is_text_to_be_read(typed: str) -> None:
    (body,) = [each for each in parsed(as_html(typed)) if each.tag == "body"]
    assert "".join(body.itertext()).split() == typed.strip("`").split()


def test_a_heading_keeps_the_id_it_was_given() -> None:
    assert as_html("## 怎么办 {#how}") == '<h2 id="how">怎么办</h2>'


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# #", "h2 h2"),
        ("### ###", "h2 h3"),
        ("# ##### ###### #", "h2 h3 h4 h2"),
        ("## ### #### ##### ##", "h2 h3 h4 h4 h2"),
        ("######", "h2"),
    ],
)
def test_headings_stay_below_the_title_of_the_page_and_leave_out_no_level(typed: str, levels: str) -> None:
    html = as_html("\n\n".join(f"{marks} 怎么办" for marks in typed.split()))
    assert re.findall("<(h[1-6])", html) == levels.split()


@pytest.mark.parametrize(
    ("typed", "levels"),
    [("# #####", "h1 h2"), ("## ### ##", "h2 h3 h2"), ("# ## ### #### ##### #", "h1 h2 h3 h4 h5 h1")],
)
def test_headings_of_a_whole_page_leave_out_no_level(typed: str, levels: str) -> None:
    text = "\n\n".join(f"{marks} 怎么办" for marks in typed.split())
    assert re.findall("<(h[1-6])", Markdown(extensions=[Inert()]).convert(text)) == levels.split()


def test_a_table_with_a_number_to_the_right() -> None:
    table = as_html("| 什么事 | 几天 |\n| --- | --: |\n| 供暖 | 15 |")
    cells = [(each.tag, each.get("align"), each.text) for each in parsed(table) if each.tag in ("th", "td")]
    assert cells == [("th", None, "什么事"), ("th", "right", "几天"), ("th", None, "供暖"), ("td", "right", "15")]


TABLE = "| 什么事 | 几天 |\n| --- | --: |\n| 供暖 | 15 |"


@pytest.mark.parametrize(
    ("above", "says"),
    [("", "什么事、几天"), ("## 几天*办完* {#days}\n\n从记下来那天算起：\n\n", "几天办完"), ("> ## 甲\n\n", "甲")],
)
def test_a_table_has_a_name_and_heads(above: str, says: str) -> None:
    parts = parsed(as_html(above + TABLE))
    (region,) = [each for each in parts if each.get("role") == "region"]
    assert (region.get("aria-label"), region.get("tabindex")) == (says, "0")
    assert [each.text for each in parts if each.tag == "caption"] == [says]
    assert [each.get("scope") for each in parts if each.tag == "th"] == ["col", "col", "row"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            f"## 甲\n\n{TABLE}\n\n再看：\n\n{TABLE}\n\n又：\n\n{TABLE}",
            ["甲", "甲：什么事、几天", "甲：什么事、几天（2）"],
        ),
        (f"{TABLE}\n\n再看：\n\n{TABLE}", ["什么事、几天", "什么事、几天（2）"]),
        ("| | 几天 |\n|--|--|\n| 供暖 | 15 |", ["几天"]),
        ("| | |\n|--|--|\n| 供暖 | 15 |", ["表格"]),
    ],
)
def test_no_two_tables_have_the_same_name(text: str, names: list[str]) -> None:
    parts = parsed(as_html(text))
    assert [each.get("aria-label") for each in parts if each.get("role") == "region"] == names
    assert [each.text for each in parts if each.tag == "caption"] == names


@pytest.mark.parametrize(
    ("typed", "shown", "said"),
    [
        ("[12345](tel:12345)", "12345", "1 2 3 4 5"),
        ("[**110**](tel:110)", "110", "1 1 0"),
        ("[打 **110**](tel:110)", "打 110", "打 1 1 0"),
        ("打12345", "12345", "1 2 3 4 5"),
        ('[12345](tel:12345){data-said="1 3 9"}', "12345", "1 2 3 4 5"),
    ],
)
def test_a_number_is_one_link_and_read_out_digit_by_digit(typed: str, shown: str, said: str) -> None:
    (link,) = [each for each in parsed(as_html(typed)) if each.tag == "a"]
    assert ("".join(link.itertext()), link.get("data-said")) == (shown, said)
    assert [each.get("aria-hidden") for each in link] == ["true"]


def test_what_is_said_cannot_be_typed() -> None:
    assert "data-said" not in as_html("[窗口](x){data-said='1 3 9'} **粗**{data-said=1}")


@pytest.mark.parametrize(
    ("typed", "high"),
    [
        ("- [甲](x)\n- 看[乙](y)", ["甲"]),
        ("[甲](x)、[乙](y)。", ["甲", "乙"]),
        ("[甲](x)和[乙](y)", []),
        ("![图](x)", []),
    ],
)
def test_links_that_stand_in_no_sentence_are_as_high_as_a_finger_needs(typed: str, high: list[str]) -> None:
    assert [each.text for each in parsed(as_html(typed)) if each.get("class") == "tap"] == high


def test_links_that_may_be_followed() -> None:
    for target in (
        "https://a.example/",
        "http://a.example/",
        "tel:12345",
        "mailto:a@b.example",
        "../../cases/",
        "#how",
    ):
        (link,) = [each for each in parsed(as_html(f"[点]({target})")) if each.tag == "a"]
        assert link.get("href") == target


def test_lists_and_emphasis() -> None:
    assert as_html("1. 甲\n2. 乙\n") == "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"
    assert as_html("**急事**先打") == "<p><strong>急事</strong>先打</p>"


def test_what_is_to_be_filled_in_stands_out_where_it_is_read() -> None:
    mark = '<span class="blank">待社区填写</span>'
    assert as_html("地址：待社区填写，待社区填写") == f"<p>地址：{mark}，{mark}</p>"
    assert as_html("## 待社区填写 {#x}") == f'<h2 id="x">{mark}</h2>'
    link = as_html('[窗口](x "待社区填写")')
    assert mark not in link and 'title="待社区填写"' in link


@pytest.mark.parametrize(("typed", "classes"), [("[打 12345](tel:12345){: .call }", "call said"),
                                                ("[12345](tel:12345)", "said tap")])  # fmt: skip
def test_a_number_that_somebody_made_a_link_of_is_one_link(typed: str, classes: str) -> None:
    (link,) = [each for each in parsed(as_html(typed)) if each.tag == "a"]
    assert link.get("class") == classes and link.get("href") == "tel:12345"
    assert "".join(link.itertext()) in typed and link.get("data-said").endswith("1 2 3 4 5")
