"""What residents come for is done with Tab and Enter alone, and one sees at each step where one is."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import browsing
import ledger
import portals
import pytest
from browsing import PHONE, Reader
from kinds import ALL
from ledger import TODAY
from playwright.sync_api import Browser, Page
from scripts import FOCUS

pytestmark = pytest.mark.wide

MOST = 40
"""So many presses of a key are bearable for one errand."""

NUMBER = f"SY-{TODAY.year}-041"
PAGES = {name: url for name, url in ALL.items() if not name.startswith("moved")}


def is_seen(focus: dict[str, Any]) -> bool:
    return focus["line"] >= 2 and focus["offset"] >= 0 and focus["contrast"] >= 3 and focus["uncovered"]


class Walk:
    """Somebody with a keyboard, who starts at home."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str) -> dict[str, Any]:
        self.presses += 1
        self.page.keyboard.press(key)
        focus: dict[str, Any] = self.page.evaluate(FOCUS)
        assert focus["tag"] != "body" and is_seen(focus), focus
        return focus

    def to(self, wanted: str | Callable[[str], bool]) -> dict[str, Any]:
        """Tab until something of that name has the focus."""
        while True:
            focus = self.press("Tab")
            if wanted(focus["name"]) if callable(wanted) else wanted in focus["name"]:
                return focus
            assert self.presses <= MOST, f"not found: {wanted}"

    def enter(self, ends: str) -> None:
        """Follow the link that has the focus."""
        self.presses += 1
        with self.page.expect_navigation(url=re.compile(re.escape(ends) + "$")):
            self.page.keyboard.press("Enter")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def walk(request: pytest.FixtureRequest, reader: Reader) -> Iterator[Walk]:
    with reader.opened("", PHONE, script=request.param) as (page, wrong):
        found = Walk(page)
        yield found
        assert found.presses <= MOST
        assert not wrong


def test_my_case_is_found_by_its_number(walk: Walk) -> None:
    def between(name: str) -> bool:
        return any(first <= NUMBER <= last for first, last in re.findall(r"([A-Z]+-[\d-]+) 到 ([A-Z]+-[\d-]+)", name))

    walk.to("查一件事")
    walk.enter("/search/")
    walk.to("跳到正文")
    walk.enter("#content")
    walk.to("按编号")
    walk.enter("/cases/#archive")
    walk.to(f"{TODAY.year}年")
    walk.enter(f"/cases/{TODAY.year}/")
    walk.to("跳到正文")
    walk.enter("#content")
    walk.to(between)
    month = str(ledger.cases()[NUMBER]["进展"][0]["日期"])[5:7]
    walk.enter(f"/cases/{TODAY.year}/{month}/")
    walk.to("跳到正文")
    walk.enter("#content")
    walk.to(NUMBER)
    walk.enter(f"/cases/{NUMBER}/")
    assert walk.page.locator("h1").inner_text() == ledger.cases()[NUMBER]["标题"]


def test_my_compound_is_found(walk: Walk) -> None:
    walk.to("小区")
    walk.enter("/places/")
    walk.to("跳到正文")
    walk.enter("#content")
    walk.to("桑榆苑")
    walk.enter(f"/places/{ledger.spot('桑榆苑').code}/")
    assert walk.page.locator("h1").inner_text().startswith("桑榆苑")


def test_the_next_desk_is_found(walk: Walk) -> None:
    walk.to(lambda name: name == "办公桌")
    walk.enter("/desk/")
    walk.to("跳到正文")
    walk.enter("#content")
    focus = walk.to("谁来，能办什么")
    assert focus["tag"] == "summary" and re.search(r"\d+月\d+日", focus["name"])
    walk.press("Enter")
    opened = walk.page.locator("details[open] .visits")
    assert opened.count() == 1 and "谁来" in opened.inner_text()


@pytest.fixture(scope="module")
def callable_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The repo's own portal, with numbers that can be called, and that nobody has."""
    portal = portals.copy(portals.REPO, tmp_path_factory.mktemp("callable"))
    for path in (portal / "content").glob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("000-0000-0000", "000-0000-0001"), "utf-8")
    with browsing.served(portals.build(portal)) as home:
        yield home
    shutil.rmtree(portal)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_grid_worker_is_called_from_the_compound(browser: Browser, callable_home: str, script: bool) -> None:
    with Reader(browser, callable_home).opened(f"places/{ledger.spot('桑榆苑').code}/", script=script) as (page, wrong):
        walk = Walk(page)
        walk.to("跳到正文")
        walk.enter("#content")
        walk.to("打电话")
        walk.enter("#contact")
        focus = walk.to("网格员")
        assert focus["tag"] == "a" and focus["href"] == "tel:00000000001"
        assert walk.presses <= MOST
        assert not wrong


def test_keys_lead_there_and_back(walk: Walk) -> None:
    there = [walk.press("Tab")["name"] for _ in range(8)]
    back = [walk.press("Shift+Tab")["name"] for _ in range(7)]
    assert back == there[-2::-1]


@pytest.mark.parametrize("url", PAGES.values(), ids=[name.replace(" ", "-") for name in PAGES])
def test_one_sees_where_one_is(reader: Reader, url: str) -> None:
    """All that can have the focus shows it. After one press of a key a browser shows what a script focuses, too."""
    with reader.opened(url, PHONE) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        page.keyboard.press("Tab")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            seen = page.evaluate(f"""() => {{
              const look = {FOCUS};
              return [...document.querySelectorAll("a[href], button, summary, [tabindex]")].flatMap((each) => {{
                each.focus();
                return document.activeElement === each ? [look()] : [];
              }});
            }}""")
            assert seen
            assert not [each for each in seen if not is_seen(each)], scheme
