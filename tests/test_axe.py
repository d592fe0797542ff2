"""Every kind of page by the rules of axe-core, which nobody here wrote: light, dark, large, narrow and wide."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, Reader
from kinds import ALL
from playwright.sync_api import Page

pytestmark = [pytest.mark.wide, pytest.mark.slow]

NARROW = (320, 640)
PAGES = {name: url for name, url in ALL.items() if not name.startswith("moved")}
"""What only leads on is gone before anybody could look at it."""

RUN = """async () => {
  const { violations, incomplete } = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    resultTypes: ["violations", "incomplete"],
  });
  const told = (rules) => rules.flatMap(({ id, nodes }) => nodes.map((node) => {
    const check = [...node.any, ...node.all, ...node.none][0] || {};
    return [id, (check.data || {}).messageKey || "", node.target.join(" "), node.html.slice(0, 120)];
  }));
  return { violations: told(violations), incomplete: told(incomplete) };
}"""
SHOW_ALL = """() => {
  document.querySelectorAll("details").forEach((each) => (each.open = true));
  document.querySelectorAll("[data-stale], .copying").forEach((each) => (each.hidden = false));
}"""
UNSURE = {
    "nonBmp",  # signs like ✓ and ↑, whose colours tests/look.js reckons with
    "pseudoContent",  # the dots beside the steps of a story, which nothing is written on
    "bgOverlap",  # links in a sentence, whose transparent padding for fingers lies over the lines beside
    "shortTextContent",  # a cell with one digit
    "elmPartiallyObscured",  # cells below the head that stays while a table is scrolled
}
"""Why axe may leave it open whether text can be told from its ground."""


@pytest.fixture(scope="module")
def axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found and found.origin
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


def modes(page: Page) -> Iterator[str]:
    """The page as it opens on a phone, then in other ways, without loading it anew."""
    yield "light"
    page.emulate_media(color_scheme="dark")
    yield "dark"
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    yield "desk"
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    yield "narrow"
    page.evaluate("location.hash = 'large'")
    yield "large"
    page.evaluate("document.documentElement.className = 'is-large is-larger'")
    yield "larger"


def unexplained(found: dict[str, Any]) -> list[Any]:
    sure = [each for each in found["incomplete"] if not (each[0].startswith("color-contrast") and each[1] in UNSURE)]
    return [*found["violations"], *sure]


@pytest.mark.parametrize("url", PAGES.values(), ids=[name.replace(" ", "-") for name in PAGES])
def test_axe_finds_nothing(reader: Reader, axe: str, url: str) -> None:
    with reader.opened(url, PHONE) as (page, wrong):
        page.evaluate(SHOW_ALL)
        page.evaluate(axe)
        found = {mode: said for mode in modes(page) if (said := unexplained(page.evaluate(RUN)))}
        assert not found
        assert not wrong


def test_axe_would_find_something(reader: Reader, axe: str) -> None:
    with reader.opened("places/", PHONE) as (page, _):
        page.evaluate(axe)
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<h6>深</h6><img src=x>')")
        assert {each[0] for each in page.evaluate(RUN)["violations"]} >= {"heading-order", "image-alt"}
