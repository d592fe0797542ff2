"""The clock of a page, in Chromium on a shifted clock: what it says is what a build of that day would say."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import browsing
import htmls
import portals
import pytest
from playwright.sync_api import Browser, Page

from generator import cli

pytestmark = pytest.mark.wide

SHANGHAI = ZoneInfo("Asia/Shanghai")
BUILT = "2026-11-20"
CASE = "cases/XH-2026-002/"
LASTING = (
    '<ul><li class="first" data-from="2026-11-23T09:00" data-to="2026-11-23T11:00" data-over="hide">一</li>'
    '<li class="second" data-from="2026-11-23T09:00" data-to="2026-11-23T11:00">'
    '<span data-words="还没开始|正在进行|已经结束">还没开始</span><span data-since="2026-11-19">1</span></li></ul>'
)
Make = Callable[[str], Path]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """`make(day)`: the site of a portal whose day goes on, built on that day."""
    portal = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("clock"))
    portals.edit(portal / "content" / "portal.yml", "固定日期: 2026-11-20\n", "多久不更新要提醒: 7\n")
    portals.edit(portal / "templates" / "contact.html", "</h1>", f"</h1>{LASTING}")
    kept: dict[str, Path] = {}

    def site(day: str) -> Path:
        if day not in kept:
            target = portal.parent / f"site-{len(kept)}"
            assert cli.run(["-C", str(portal), "build", "--today", day, "--site", str(target)]) == 0
            kept[day] = target
        return kept[day]

    return site


@contextmanager
def reading(browser: Browser, site: Path, url: str, when: str, script: bool = True, **phone: Any) -> Iterator[Page]:
    """A page on a phone that believes it is `when` in the portal's time zone."""
    context = browser.new_context(java_script_enabled=script, **phone)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda each: wrong.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda each: wrong.append(str(each)))
    if script:
        page.clock.install(time=datetime.fromisoformat(when).replace(tzinfo=SHANGHAI))
    with browsing.served(site) as home:
        page.goto(home + url, wait_until="networkidle")
        yield page
        context.close()
    assert not wrong


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
    due = htmls.page(make(BUILT), CASE).one(".now").one("[data-due]").get("data-due")
    for clock, words, seal in (("00:01", "就是今天", "soft"), ("23:50", "就是今天", "soft")):
        with reading(browser, make(BUILT), CASE, f"{due}T{clock}") as page:
            shown = page.locator(".now [data-due]")
            assert (shown.inner_text(), shown.get_attribute("class")) == (words, seal)
            if clock == "23:50":
                page.clock.fast_forward("15:00")
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
    assert len(script) < 2700
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
