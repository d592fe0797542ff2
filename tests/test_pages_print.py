"""/print/ on the built site: every place that has a board, with its sheets and its codes, and the ways to it."""

from pathlib import Path

import browsing
import htmls
import ledger
import portals
import pytest
from htmls import Part
from playwright.sync_api import Browser

pytestmark = pytest.mark.wide

BOARDED = ("社区", "村", "小区", "院", "巷", "片区", "楼栋")
HERE = {
    code: spot for code, spot in ledger.spots().items() if spot.level in BOARDED and ledger.posts(spot.codes)
}  # fmt: skip
"""The places that have a board, and somebody here who answers for them."""
SHEETS = {"公开栏": "places", "连心卡": "cards", "回执": "receipts"}


def own(details: Part) -> list[Part]:
    """What a place's entry holds, without the entries of what lies in it."""
    return [each for each in details.children if each.tag != "details"]


def test_every_place_has_its_sheets_and_its_code(site: Path) -> None:
    entries = htmls.page(site, "print/").all("main details[id]")
    assert sorted(each.get("id") for each in entries) == sorted(HERE)
    for each in entries:
        spot, parts = HERE[each.get("id")], own(each)
        assert parts[0].tag == "summary" and spot.name in parts[0].text
        links = {link.text.rpartition("：")[2]: link.get("href") for part in parts for link in part.all("a")}
        assert links == {kind: f"../print/{folder}/{spot.code}/" for kind, folder in SHEETS.items()} | {
            "印刷用": f"../places/{spot.code}/qr.svg",
            "贴进文档用": f"../places/{spot.code}/qr.png",
        }
        inside = [below.get("id") for below in each.children if below.tag == "details"]
        assert inside == [below["代码"] for below in spot.record.get("下级", [])]


def test_ones_own_community_comes_first_and_stands_open(site: Path) -> None:
    first, *others = htmls.page(site, "print/").all("main details.card")
    assert first.get("id") == ledger.spot(ledger.load("portal.yml")["社区"]).code
    assert first.has("open") and not any(each.has("open") for each in others)
    assert not any(each.has("open") for each in first.all("details"))


def test_other_codes(site: Path) -> None:
    page = htmls.page(site, "print/")
    found = {row.one("th").text: row.hrefs for row in page.all("main tbody tr")}
    stations = {each["名称"]: f"stations/{each['代码']}" for each in ledger.load("stations.yml") if "撤下" not in each}
    above = {spot.name: f"places/{spot.code}" for spot in ledger.spots().values() if spot.level not in BOARDED}
    expected = {"公开栏首页": "", "流动办公桌": "desk", "连心卡": "contact"} | stations | above
    for name, folder in expected.items():
        stem = f"../{folder}/qr".replace("//", "/")
        assert found[name] == [f"{stem}.svg", f"{stem}.png"], name
    for hrefs in found.values():
        assert all((site / "print" / href).is_file() for href in hrefs)


def test_the_whole_documents(site: Path) -> None:
    listed = htmls.page(site, "print/").all("main .ways a")
    assert [(each.text, each.get("href")) for each in listed] == [
        ("公开栏（全部）", "../print/boards/"),
        ("流动办公桌海报", "../print/desk/"),
        ("办理结果公示", "../print/results/"),
        ("要贴的通知", "../print/notices/"),
    ]


def test_the_ways_to_it(site: Path) -> None:
    assert "../print/" in htmls.page(site, "cases/").one("#all").hrefs
    assert any(href.startswith("../print/") for href in htmls.page(site, "contact/").one("main").hrefs)
    for code, spot in ledger.spots().items():
        here = [href for href in htmls.page(site, f"places/{code}/").one("main").hrefs if "/print/" in href]
        sheets = [f"../../print/{folder}/{code}/" for folder in ("places", "cards")] if code in HERE else []
        assert here == sheets, spot.name


@pytest.mark.wide
@pytest.mark.parametrize("number", [10, 300])
def test_it_can_be_used_on_a_phone(small: Path, browser: Browser, number: int) -> None:
    many = "".join(f"    - {{名称: 第{n}小区, 层级: 小区, 代码: xq-{n}}}\n" for n in range(number))
    portals.edit(small / "content/places.yml", "  下级:\n", f"  下级:\n{many}")
    with browsing.served(portals.build(small)) as home:
        page = browser.new_page(viewport={"width": browsing.PHONE[0], "height": browsing.PHONE[1]})
        page.goto(f"{home}print/")
        assert page.evaluate("document.documentElement.scrollWidth") <= browsing.PHONE[0]
        screens = page.evaluate("document.documentElement.scrollHeight") / browsing.PHONE[1]
        assert screens < 6, "what is not asked for is folded"
        page.click("#xiaohe > summary") if number > 12 else None
        page.click(f"#xq-{number - 1} > summary")
        link = page.locator(f"#xq-{number - 1} a").first
        assert link.bounding_box()["height"] >= 44
        link.click()
        assert page.url == f"{home}print/places/xq-{number - 1}/"
        page.close()
