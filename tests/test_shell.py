"""Shells: what is stamped reads as it was typed, and a shell that is not whole is refused."""

import html5lib
import pytest

from generator.shell import SLOTS, Shell, ShellError, ShellKey, Slots, defused, mark, split

KEY = ShellKey("lean", "cases", 2)
PAGE = f"""<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8">
<title>{mark("title")}</title>
<meta name="description" content="{mark("description")}">
<link rel="canonical" href="{mark("canonical")}">
{mark("head")}
</head><body><nav><a href="../">{mark("title")}</a></nav>
<main>
<p>{mark("body")}</p>
</main></body></html>
"""
NASTY = [
    *(mark(slot) for slot in SLOTS),
    mark("body") * 2 + mark("title"),
    "\"双引号\" '单引号' `反引号`",
    "$body ${title} \\1 \\g<0> %s %(title)s {0} {title}",
    "{{ portal.name }} {% block x %}",
    "</title><script>alert(1)</script>",
    "</script> --> ]]> <!-- <![CDATA[",
    "&amp; &lt;b&gt; &#39; &notit; a & b < c > d",
    '" onload="x',
    "末尾的反斜杠\\",
    "🏘️ 生僻字 𠮷 \u200b",
]


@pytest.fixture
def shell() -> Shell:
    return split(KEY, PAGE.encode())


@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize("slot", ["title", "description", "canonical"])
def test_text_comes_out_as_typed(shell: Shell, slot: str, typed: str) -> None:
    filled = dict.fromkeys(SLOTS, "") | {slot: typed}
    page = _parsed(shell.stamp(Slots(**filled)))
    read = {
        "title": page.findtext(".//title") or "",
        "description": page.find(".//meta[@name='description']").get("content"),
        "canonical": page.find(".//link[@rel='canonical']").get("href"),
    }
    assert read == {name: typed if name == slot else "" for name in read}
    assert page.findall(".//script") == []
    assert (page.findtext(".//nav/a") or "") == read["title"]


@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize("slot", ["head", "body"])
def test_html_is_stamped_byte_for_byte(shell: Shell, slot: str, typed: str) -> None:
    filled = dict.fromkeys(SLOTS, "·") | {slot: typed}
    before, after = {"head": ('href="·">\n', "\n</head>"), "body": ("<main>\n", "\n</main>")}[slot]
    assert f"{before}{typed}{after}" in shell.stamp(Slots(**filled)).decode()


def test_stamping_leaves_no_mark(shell: Shell) -> None:
    assert mark("").encode() not in shell.stamp(Slots("a", "b", "c", "d", "e"))


def test_the_rest_of_the_page_is_the_shell(shell: Shell) -> None:
    stamped = shell.stamp(Slots(*(mark(slot) for slot in SLOTS))).decode()
    assert stamped == PAGE.replace(f"<p>{mark('body')}</p>", mark("body"))


@pytest.mark.parametrize("slot", SLOTS)
def test_a_missing_slot_is_refused(slot: str) -> None:
    with pytest.raises(ShellError, match=r"lean\.html.*0 次"):
        split(KEY, PAGE.replace(mark(slot), "").encode())


@pytest.mark.parametrize("slot", ["head", "body"])
def test_a_doubled_slot_is_refused(slot: str) -> None:
    with pytest.raises(ShellError, match=r"lean\.html.*2 次"):
        split(KEY, PAGE.replace("</main>", f"{mark(slot)}</main>").encode())


@pytest.mark.parametrize("typed", NASTY)
def test_text_on_every_page_is_no_mark(typed: str) -> None:
    assert mark("") not in defused(typed)
    assert _parsed(f"<p>{defused('x' + mark('body'))}</p>".encode()).findtext(".//p") == "x" + mark("body")


def _parsed(page: bytes):  # type: ignore[no-untyped-def]
    return html5lib.parse(page, transport_encoding="utf-8", namespaceHTMLElements=False)
