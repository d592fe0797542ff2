"""Which numbers in a text can be tapped, and what is dialled then."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import htmls
import portals
import pytest
from test_pages import every, is_sheet

from generator import phones


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("12345", "12345"),
        ("110", "110"),
        ("0473-1234567", "04731234567"),
        ("0473-1234567转8", "04731234567"),
        ("+86-473-1234567", "+864731234567"),
        ("400-000-0001", "4000000001"),
        ("000-0000-0000", ""),
        ("000-0000-0000转8", ""),
        ("+00-000", ""),
        ("", ""),
    ],
)
def test_what_is_dialled(typed: str, dialled: str) -> None:
    assert phones.dial(typed) == dialled


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("请打0471-1234567。", {"0471-1234567": "04711234567"}),
        ("请打 0471 - 号", {}),
        ("（0471）没有", {}),
        ("打010-12345678转8，或者13900001111", {"010-12345678转8": "01012345678", "13900001111": "13900001111"}),
        ("手机139-0000-1111、139 0000 1111", {"139-0000-1111": "13900001111", "139 0000 1111": "13900001111"}),
        ("客服 400-123-4567，95598", {"400-123-4567": "4001234567", "95598": "95598"}),
        ("打12345，或12333", {"12345": "12345", "12333": "12333"}),
        ("12345 件、12345元、12315户", {}),
        ("000-0000-0000", {}),
        ("2026-11-20 09:30，SY-2026-041，WQ-12345", {}),
        ("身份证110105194912310021，卡6222020000000000000", {}),
        ("1,234,567 和 3.14159265358", {}),
        ("2025012345 号", {}),
    ],
)
def test_which_numbers_are_known_again(text: str, called: dict[str, str]) -> None:
    parts = list(phones.parts(text))
    assert "".join(part for part, _ in parts) == text
    assert {part: number for part, number in parts if number} == called


# On all kinds of pages


NUMBER = re.compile(
    r"(?<![0-9.\-])(?:0[0-9]{3}-[0-9]{7}|1[0-9]{2}-[0-9]{4}-[0-9]{4}|12345|12333|12329|12315|12348|119|110|120)"
    r"(?![0-9.\-]| ?[元户人件次个])"
)


def shown(element: Element, link: str | None = None) -> Iterator[tuple[str, str | None]]:
    """The texts of a page, each with where a tap on it leads."""
    if element.tag in ("script", "style"):
        return
    link = element.get("href", link) if element.tag == "a" else link
    yield element.text or "", link
    for each in element:
        if isinstance(each.tag, str):
            yield from shown(each, link)
        yield each.tail or "", link


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repo's own portal with other made-up numbers, and some in texts of all kinds."""
    portal = portals.copy(portals.REPO, tmp_path_factory.mktemp("called"))
    content, count = portal / "content", itertools.count(5550001)
    for path in sorted(content.glob("*.yml"), key=lambda path: (path.stem != "portal", path)):
        text = re.sub("000-0000-0000", lambda _: f"0999-{next(count)}", path.read_text("utf-8"))
        path.write_text(text.replace("固定日期: 2026-11-20", ""), "utf-8")
    portals.edit(content / "portal.yml", "提示: |\n  ", "提示: |\n  修水管请打 0999-5550001，")
    case = content / "cases/2026/07/SY-2026-041.yml"
    case.write_text(case.read_text("utf-8").replace("概述: |\n  ", "概述: |\n  打0999-5550001问过。", 1), "utf-8")
    for path in ("notices/2026-11-19-xi-shuixiang.md", "policies/yijing-chexia.md", "pages/guide.md"):
        with (content / path).open("a", encoding="utf-8") as file:
            file.write("\n\n- 问**0999-5550001**或者 12345，[写好的](tel:12345)\n")
    portals.build(portal, "--today", "2026-11-20")
    return portal / "site"


@pytest.mark.wide
def test_every_number_on_every_page_can_be_tapped(called: Path) -> None:
    tapped = Counter[str]()
    for path, page in every(called).items():
        if is_sheet(path):
            continue
        for text, link in shown(page.element):
            for found in NUMBER.finditer(text):
                if text.strip() == "12345" and not link:
                    continue  # the name of a source (来源)
                assert link, (path, text)
                if link.startswith("tel:"):
                    assert link == f"tel:{found[0].replace('-', '')}", (path, text)
                    tapped[f"{path.split('/')[0]} {found[0][:4]}"] += 1
    for folder in ("404.html", "index.html", "cases", "contact", "places", "notices", "policies", "stations", "guide"):
        assert tapped[f"{folder} 0999"], folder
    home = htmls.page(called, "")
    assert home.one("[data-stale] a").get("href") == home.one("footer p a[href]").get("href") == "tel:09995550001"
    assert not [each for page in every(called).values() for each in page.all(".unreal")]
    case = htmls.page(called, "cases/SY-2026-041/").one("main")
    assert "tel:09995550001" in case.hrefs
