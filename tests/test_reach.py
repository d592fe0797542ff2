"""A finger hits what it aims at, and words stay whole on narrow screens, enlarged, and with the spacing some need."""

import pytest
from browsing import PHONE, Reader
from kinds import ALL
from playwright.sync_api import Page
from scripts import CUT, REACH, too_small

pytestmark = pytest.mark.wide

PAGES = {name: url for name, url in ALL.items() if not name.startswith("moved")}
"""What only leads on is gone before anybody could touch it."""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = []; }"
LARGE = "() => { location.hash = 'large'; }"
LARGER = "() => { location.hash = ''; document.documentElement.className = 'is-large is-larger'; }"
"""Twice as large, as the script of 大字 makes it."""
MAGNIFIED = "() => { document.documentElement.className = ''; location.hash = 'larger'; }"
"""The same without a script."""
OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"

of_each_kind = pytest.mark.parametrize("url", PAGES.values(), ids=[name.replace(" ", "-") for name in PAGES])


@of_each_kind
def test_a_finger_hits_what_it_aims_at(reader: Reader, url: str) -> None:
    with reader.opened(url, PHONE) as (page, _):
        page.evaluate(OPEN_ALL)
        for step in ("() => {}", LARGE, LARGER):
            page.evaluate(step)
            targets = page.evaluate(REACH)
            assert targets
            assert not [each for each in targets if too_small(each)]


def whole(page: Page, how: str) -> None:
    seen = page.evaluate(CUT)
    assert not seen["found"], how
    assert seen["scrolls"] <= 0, how


@of_each_kind
def test_words_stay_whole(reader: Reader, url: str) -> None:
    """320 px is what a screen of 1280 px shows at 400 %."""
    with reader.opened(url, PHONE) as (page, _):
        page.evaluate(OPEN_ALL)
        whole(page, "phone")
        for width, height in ((320, 640), (320, 256)):
            page.set_viewport_size({"width": width, "height": height})
            whole(page, f"{width} × {height}")
        page.evaluate(SPACED)
        whole(page, "spaced")
        page.evaluate(LARGE)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        whole(page, "large and spaced")
        page.evaluate(UNSPACED)
        whole(page, "large")
        for step, how in ((LARGER, "larger"), (MAGNIFIED, "magnified")):
            page.evaluate(step)
            for width in (320, 360, 1000, 1280):
                page.set_viewport_size({"width": width, "height": 700})
                whole(page, f"{how} at {width}")


@of_each_kind
def test_nothing_moves_for_those_who_want_it_still(reader: Reader, url: str) -> None:
    with reader.opened(url, PHONE) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        moving = """() => [...document.querySelectorAll("*")].filter((each) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
          return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
        }).map((each) => each.outerHTML.slice(0, 80))"""
        assert not page.evaluate(moving)
