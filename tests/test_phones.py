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
from pydantic import TypeAdapter, ValidationError
from test_pages import every, is_sheet

from generator import phones
from generator.records.base import Phone


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
        ("0086 473-1234567", "+864731234567"),
        ("+86-0473-1234567", "+864731234567"),
        ("０４７３－１２３４５６７", "04731234567"),
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
        ("010 12345678", {"010 12345678": "01012345678"}),
        ("(010)12345678，（0472）1234567", {"(010)12345678": "01012345678", "（0472）1234567": "04721234567"}),
        ("0472–1234567、0472—1234567", {"0472–1234567": "04721234567", "0472—1234567": "04721234567"}),
        ("400 123 4567", {"400 123 4567": "4001234567"}),
        ("400-6123-456", {"400-6123-456": "4006123456"}),
        ("+8613900001111", {"+8613900001111": "+8613900001111"}),
        ("+86-10-12345678", {"+86-10-12345678": "+861012345678"}),
        ("打１２３４５，０１０－１２３４５６７８", {"１２３４５": "12345", "０１０－１２３４５６７８": "01012345678"}),
        ("010-12345678/12345679", {"010-12345678": "01012345678"}),
        ("12345/12348 都行", {"12345": "12345", "12348": "12348"}),
        ("0472-1234567-8001", {}),
        ("0472-1234567 天天有人接", {"0472-1234567": "04721234567"}),
    ],
)
def test_which_numbers_are_known_again(text: str, called: dict[str, str]) -> None:
    parts = list(phones.parts(text))
    assert "".join(part for part, _ in parts) == text
    assert {part: number for part, number in parts if number} == called


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "12345。",
        "（12345）",
        "12345热线",
        "12345 市民热线",
        "12345转来",
        "向12345反映",
        "打12345就行",
        "或者 12345 也行",
    ],
)
def test_a_hotline_is_known_by_what_stands_beside_it(text: str) -> None:
    assert [number for _, number in phones.parts(text) if number] == ["12345"]


@pytest.mark.parametrize(
    "behind",
    [
        "元", "余元", "多人", "块", "吨", "㎡", "度电", "公里", "盏", "棵", "本", "套", "项", "号文", "分", "%", "％",
        "多", "只", "分钟", "座", "年", "件", "万", "kWh", "平方米", "米", "（元）", "/户",
    ],
)  # fmt: skip
@pytest.mark.parametrize("blank", ["", " "])
def test_a_count_is_no_hotline(behind: str, blank: str) -> None:
    for before in ("", "一共有", "发电"):
        assert not any(number for _, number in phones.parts(f"{before}12345{blank}{behind}"))


def test_a_time_is_no_hotline() -> None:
    assert not any(number for _, number in phones.parts("12345:30"))


@pytest.mark.parametrize("behind", [".6", "@x", "-1", "-6789", "—1", "a", "_1"])
def test_a_piece_of_something_longer_is_no_hotline(behind: str) -> None:
    assert not any(number for _, number in phones.parts(f"打12345{behind}"))


@pytest.mark.parametrize(
    "text",
    [
        "￥12345", "¥12345。", "共12345", "第12345号", "编号12345", "编号：12345。", "工单号：13900001111",
        "合同04731234567",
        "01234567890", "0123456789", "0202611200", "4001234567元", "8001234567 元", "13900001111元", "04731234567 kWh",
        "https://a.example/x?y=12345", "http://a.example/010-12345678", "x=13900001111", "13900001111@a.example",
        "12:12345",
    ],
)  # fmt: skip
def test_an_amount_an_id_and_a_piece_of_an_address_are_no_phones(text: str) -> None:
    assert not [part for part, number in phones.parts(text) if number]


def test_behind_an_address_there_may_be_a_phone() -> None:
    text = "见https://a.example/12345，或者打12345"
    assert [part for part, number in phones.parts(text) if number] == ["12345"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0473-1234567", "0 4 7 3, 1 2 3 4 5 6 7"),
        ("（0473）1234567", "0 4 7 3, 1 2 3 4 5 6 7"),
        ("139 0000 1111", "1 3 9, 0 0 0 0, 1 1 1 1"),
        ("１２３４５", "1 2 3 4 5"),
    ],
)
def test_what_is_said(number: str, said: str) -> None:
    assert phones.apart(number) == said


@pytest.mark.parametrize(
    ("number", "fine"),
    [
        ("0473-1234567", True),
        ("0473-123-4567", True),
        ("010-1234-5678", True),
        ("0473-1234567转8001", True),
        ("0473-1234567-8001", False),
        ("010-12345678-1", False),
        ("04731234567-8001", False),
        ("400-123-4567-2", False),
        ("+86-473-1234567", True),
        ("139-0000-1111", True),
    ],
)
def test_an_extension_is_not_dialled_in_one_go(number: str, fine: bool) -> None:
    try:
        TypeAdapter(Phone).validate_python(number)
    except ValidationError as error:
        assert not fine and "转8001" in error.errors()[0]["ctx"]["remedy"]
    else:
        assert fine


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
                if link.startswith("tel:") and "急事请打 110" not in text:  # words on the button of another number
                    assert link == f"tel:{found[0].replace('-', '')}", (path, text)
                    tapped[f"{path.split('/')[0]} {found[0][:4]}"] += 1
    for folder in ("404.html", "index.html", "cases", "contact", "places", "notices", "policies", "stations", "guide"):
        assert tapped[f"{folder} 0999"], folder
    home = htmls.page(called, "")
    assert home.one("[data-stale] a").get("href") == "tel:09995550001"
    assert home.one("footer").hrefs.count("tel:09995550001") == 2, "the notice, and who corrects an error"
    assert not [each for page in every(called).values() for each in page.all(".unreal")]
    case = htmls.page(called, "cases/SY-2026-041/").one("main")
    assert "tel:09995550001" in case.hrefs
