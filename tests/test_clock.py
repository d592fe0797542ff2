"""The clock of a page, in Chromium on a shifted clock: what it says is what a build of that day would say."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import clocks
import htmls
import portals
import pytest
from clocks import BUILT, SHANGHAI, Make, reading
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.wide

CASE = "cases/XH-2026-002/"
LASTING = (
    '<ul><li class="first" data-from="2026-11-23T09:00" data-to="2026-11-23T11:00" data-over="hide">一</li>'
    '<li class="second" data-from="2026-11-23T09:00" data-to="2026-11-23T11:00">'
    '<span data-words="还没开始|正在进行|已经结束">还没开始</span><span data-since="2026-11-19">1</span></li></ul>'
)


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    portal = clocks.portal(tmp_path_factory.mktemp("clock"))
    portals.edit(portal / "templates" / "contact.html", "</h1>", f"</h1>{LASTING}")
    return clocks.builder(portal)


def ageing(page: Page) -> list[list[str]]:
    """All on the page that grows older: its text and its class."""
    parts = "document.querySelectorAll('[data-due],[data-since]')"
    found: list[list[str]] = page.evaluate(f"Array.from({parts}, e => [e.textContent, e.className])")
    assert found
    return found


DAYS = [
    "2026-11-20T23:59", "2026-11-21T00:01", "2026-11-24T12:00", "2026-11-25T08:00", "2026-12-12T00:00",
]  # fmt: skip
# Not so far ahead that a list of the build changes: a matter becomes silent after a month, a year is named.


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("url", [CASE, "cases/"])
def test_it_says_what_a_build_of_that_day_says(make: Make, browser: Browser, url: str, when: str) -> None:
    with reading(browser, make(when[:10]), url, when, script=False) as page:
        wanted, text = ageing(page), page.inner_text("main")
    with reading(browser, make(BUILT), url, when) as page:
        assert ageing(page) == wanted
        assert page.inner_text("main") == text


def test_the_deadline_itself_and_the_day_after(make: Make, browser: Browser) -> None:
    built = "2026-11-18"
    due = htmls.page(make(built), CASE).one(".now").one("[data-due]").get("data-due")
    assert due > built, "a page is left alone on days before it was built"
    for clock, words, seal in (("00:01", "就是今天", "soft"), ("23:50", "就是今天", "soft")):
        with reading(browser, make(built), CASE, f"{due}T{clock}") as page:
            shown = page.locator(".now [data-due]")
            assert (shown.inner_text(), shown.get_attribute("class")) == (words, seal)
            if clock == "23:50":
                page.clock.fast_forward("15:00")
                shown.filter(has_text="过了 1 天").wait_for()  # on a new day it asks for the site's state first
                assert (shown.inner_text(), shown.get_attribute("class")) == ("过了 1 天", "late")


def test_without_javascript_it_says_what_was_built(make: Make, browser: Browser) -> None:
    parts = [
        each for each in htmls.page(make(BUILT), CASE).all("span") if each.get("data-due") or each.get("data-since")
    ]
    with reading(browser, make(BUILT), CASE, "2027-03-01T00:00", script=False) as page:
        assert ageing(page) == [[each.text, each.get("class")] for each in parts]
        assert not page.locator("[data-stale]").is_visible()


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_the_phone_may_be_anywhere(make: Make, browser: Browser, zone: str) -> None:
    with reading(browser, make("2026-11-25"), CASE, "2026-11-25T00:30", script=False) as page:
        wanted = ageing(page)
    for clock in ("00:01", "23:59"):
        with reading(browser, make(BUILT), CASE, f"2026-11-25T{clock}", timezone_id=zone, locale="ar-EG") as page:
            assert ageing(page) == wanted


def test_a_phone_whose_clock_is_behind_the_site_touches_nothing(make: Make, browser: Browser) -> None:
    with reading(browser, make(BUILT), CASE, "2026-11-20T12:00", script=False) as page:
        wanted = ageing(page)
    with reading(browser, make(BUILT), CASE, "2020-01-01T00:00") as page:
        assert ageing(page) == wanted
        assert not page.locator("[data-stale]").is_visible()


@pytest.mark.parametrize(
    "clock, word, shown",
    [("2026-11-20T10:00", "还没开始", True), ("2026-11-23T08:59", "还没开始", True),
     ("2026-11-23T09:00", "正在进行", True), ("2026-11-23T11:00", "正在进行", True),
     ("2026-11-23T11:01", "已经结束", False), ("2026-12-23T10:00", "已经结束", False)],
)  # fmt: skip
def test_before_during_and_after(make: Make, browser: Browser, clock: str, word: str, shown: bool) -> None:
    with reading(browser, make(BUILT), "contact/", clock) as page:
        assert page.locator(".second [data-words]").inner_text() == word
        assert page.locator(".first").is_visible() is shown and page.locator(".second").is_visible()
        days = (datetime.fromisoformat(clock).date() - datetime(2026, 11, 19).date()).days
        assert page.locator(".second [data-since]").inner_text() == str(days)


def test_it_goes_on_while_the_page_is_open(make: Make, browser: Browser) -> None:
    with reading(browser, make(BUILT), "contact/", "2026-11-23T08:58") as page:
        word = page.locator(".second [data-words]")
        page.clock.fast_forward("03:00")
        assert word.inner_text() == "正在进行"
        page.clock.fast_forward("02:01:00")
        assert word.inner_text() == "已经结束" and not page.locator(".first").is_visible()


def test_a_page_that_is_looked_at_again(make: Make, browser: Browser) -> None:
    with reading(browser, make(BUILT), CASE, "2026-11-20T10:00") as page:
        page.clock.set_fixed_time(datetime(2026, 11, 26, 8, tzinfo=SHANGHAI))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_load_state("networkidle")
        page.locator(".now .late").wait_for()


def test_a_site_that_does_not_answer(make: Make, browser: Browser, tmp_path: Path) -> None:
    with reading(browser, make("2026-11-25"), CASE, "2026-11-25T08:00", script=False) as page:
        wanted = ageing(page)
    shutil.copytree(make(BUILT), tmp_path / "site")
    (tmp_path / "site" / "state.json").write_text("<html>", "utf-8")
    with reading(browser, tmp_path / "site", CASE, "2026-11-25T08:00") as page:
        assert ageing(page) == wanted


# The site itself


@pytest.mark.parametrize(
    "when, days", [("2026-11-20T09:00", 0), ("2026-11-27T23:59", 0), ("2026-11-28T00:00", 8), ("2026-12-20T12:00", 30)]
)
def test_a_site_that_is_older_than_allowed_says_so(make: Make, browser: Browser, when: str, days: int) -> None:
    for url in ("", CASE, "guide/"):
        with reading(browser, make(BUILT), url, when) as page:
            banner = page.locator("[data-stale]")
            assert banner.is_visible() is bool(days)
            if days:
                said = f"这个网站已经 {days} 天没有更新，请打小河社区办公室 000-0000-0000 问"
                assert banner.inner_text() == said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_that_it_is_old_is_seen_and_heard(make: Make, browser: Browser, scheme: str) -> None:
    with reading(browser, make(BUILT), "", "2026-12-20T12:00", color_scheme=scheme) as page:
        banner = page.locator("[data-stale]")
        assert banner.get_attribute("role") == "status"
        style = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
        paper, ink = sorted(_light(each) for each in banner.evaluate(style))
        assert (ink + 0.05) / (paper + 0.05) >= 7
        assert banner.evaluate(style)[1] != page.locator(".top").evaluate(style)[1]


def _light(colour: str) -> float:
    """The relative luminance of rgb(r, g, b), as WCAG 2 reckons it."""
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_site_that_is_built_while_somebody_reads(make: Make, browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(make(BUILT), site)
    with reading(browser, site, CASE, "2026-12-01T23:59") as page:
        banner = page.locator("[data-stale]")
        assert banner.is_visible()
        shutil.copyfile(make("2026-12-02") / "state.json", site / "state.json")
        page.clock.fast_forward("02:00")
        banner.wait_for(state="hidden")


def test_what_the_site_says_of_its_age(make: Make, small: Path) -> None:
    assert json.loads((make(BUILT) / "state.json").read_text("utf-8")) == {
        "as_of": "2026-11-20", "warn_after_days": 7, "warn_from": "2026-11-28",
    }  # fmt: skip
    portals.edit(small / "content" / "portal.yml", "固定日期", "多久不更新要提醒: 30\n固定日期")
    assert json.loads((portals.build(small) / "state.json").read_text("utf-8"))["warn_from"] == "2026-12-21"


def test_a_night_changes_no_page_on_which_nothing_ages(make: Make) -> None:
    first, second = portals.tree(make(BUILT)), portals.tree(make("2026-11-21"))
    assert "state.json" in portals.differing(first, second)
    assert {"guide/index.html", "about/index.html", "404.html"}.isdisjoint(portals.differing(first, second))


def test_a_day_that_stands_still_has_no_clock(site: Path, browser: Browser) -> None:
    assert not htmls.page(site, "").all("script[data-zone]") and not htmls.page(site, "").all("[data-stale]")
    with reading(browser, site, "", "2030-01-01T00:00", script=False) as page:
        text = page.inner_text("body")
    with reading(browser, site, "", "2030-01-01T00:00") as page:
        assert page.inner_text("body") == text


def test_it_is_small_and_old_phones_read_it() -> None:
    script = (portals.REPO / "templates" / "theme" / "parts" / "clock.js").read_text("utf-8").partition("-#}")[2]
    assert len(script) < 3100
    for new in (
        "=>",
        "`",
        "?.",
        "??",
        "||=",
        "class ",
        "async",
        "eval",
        "new Function",
        "innerHTML",
        "replaceAll",
        ".at(",
    ):
        assert new not in script, new
