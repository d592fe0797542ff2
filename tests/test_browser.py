"""What a phone shows, in a real Chromium: nothing runs off its screen, is too small, or asks another host."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import DESK, PHONE, Looks, Reader
from kinds import FORMER, KINDS, LATE, OPEN, STEPS
from scripts import LOOK, too_small

pytestmark = pytest.mark.wide


def fits(looks: Looks) -> None:
    for seen in (looks.plain, looks.large, looks.bare):
        assert seen["wide"] <= 0
        assert not seen["outside"]


def can_be_read(looks: Looks) -> None:
    for seen, base in ((looks.plain, 18), (looks.bare, 18), (looks.large, 27)):
        assert seen["base"] >= base
        assert not [each for each in seen["body"] if each[0] < base]
        assert not [each for each in seen["texts"] if each[0] < 16 * seen["base"] / 18]


def has_air_between_lines(looks: Looks) -> None:
    for seen in (looks.plain, looks.large):
        assert not [each for each in seen["lines"] if each[0] < 1.69]


def can_be_told_from_its_ground(looks: Looks) -> None:
    for seen in (looks.plain, looks.dark):
        assert not [each for each in seen["texts"] if each[1] < 7]


def can_be_hit(looks: Looks) -> None:
    for seen in (looks.plain, looks.large):
        assert not [each for each in seen["targets"] if too_small(each)]


def keeps_red_for_what_is_late(looks: Looks) -> None:
    for seen in (looks.plain, looks.dark):
        assert not seen["red"]
        assert all(seen["late"])


def says_the_same_without_javascript(looks: Looks) -> None:
    assert looks.bare["text"] == looks.plain["text"]


def keeps_to_itself(looks: Looks) -> None:
    assert not looks.wrong


PROMISES = [
    fits,
    can_be_read,
    has_air_between_lines,
    can_be_told_from_its_ground,
    can_be_hit,
    keeps_red_for_what_is_late,
    says_the_same_without_javascript,
    keeps_to_itself,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("url", KINDS.values(), ids=[name.replace(" ", "-") for name in KINDS])
def test_a_page_of_each_kind_on_a_phone(reader: Reader, url: str, promise: Callable[[Looks], None]) -> None:
    promise(reader.look(url))


def holds_the_first_answers(reader: Reader, key: str) -> None:
    with reader.opened(f"cases/{key}/") as (page, _):
        pairs = page.locator(".now dl.pairs")
        first = {
            "seal": page.locator(".now .seal"),
            "holder": pairs.locator("dt:text-is('谁在办') + dd"),
            "deadline": pairs.locator("dt:text-is('最晚') + dd"),
            "phone bar": page.locator(".now .call"),
        }
        for name, part in first.items():
            box = part.bounding_box()
            assert box and box["y"] >= 0 and box["y"] + box["height"] <= PHONE[1], name
            assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0], name


@pytest.mark.parametrize("key", [OPEN[0], LATE, STEPS])
def test_the_first_screen_of_a_case_answers(reader: Reader, key: str) -> None:
    holds_the_first_answers(reader, key)


def test_a_late_case_is_red(reader: Reader) -> None:
    assert reader.look(f"cases/{LATE}/").plain["late"]


# 大字

NUMBERS = """() => [...document.querySelectorAll(".dial b, [href^=tel]:not(.call)")]
  .filter((each) => each.checkVisibility() && !each.closest("details")).map((each) => each.textContent)"""
SIZE = "parseFloat(getComputedStyle(document.body).fontSize)"


def test_large_works_without_javascript(reader: Reader) -> None:
    with reader.opened(KINDS["open case"], script=False) as (page, wrong):
        letter = "document.querySelector('h1').getBoundingClientRect().height"
        one, size = page.evaluate(letter), page.evaluate(SIZE)
        assert size == 18
        page.get_by_role("link", name="大字", exact=True).click()
        assert page.evaluate(SIZE) == 27
        page.get_by_role("link", name="特大字").click()
        assert page.evaluate(letter) >= 2 * one
        page.get_by_role("link", name="标准字").click()
        assert (page.evaluate(letter), page.evaluate(SIZE)) == (one, 18)
        assert not wrong


def test_large_is_remembered_on_the_next_page(reader: Reader) -> None:
    with reader.opened("") as (page, wrong):
        for name, size in (("大字", 27), ("特大字", 36), ("标准字", 18)):
            page.get_by_role("link", name=name, exact=True).click()
            assert page.evaluate(SIZE) == size
            page.goto(page.url.partition("#")[0] + "policies/")
            assert page.evaluate(SIZE) == size
            page.go_back()
            page.reload()
            assert page.evaluate(SIZE) == size
        assert not wrong


def test_who_makes_letters_large_by_keyboard_can_go_on(reader: Reader) -> None:
    with reader.opened("") as (page, _):
        page.get_by_role("link", name="大字", exact=True).focus()
        for size in (27, 36, 18, 27):
            page.keyboard.press("Enter")
            assert page.evaluate(SIZE) == size


def test_a_keyboard_reaches_the_text_first(reader: Reader) -> None:
    with reader.opened(KINDS["place"]) as (page, _):
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        assert skip.evaluate("each => each === document.activeElement")
        box = skip.bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0


def test_a_former_code_leads_on(reader: Reader) -> None:
    old, code = FORMER
    with reader.opened(f"places/{old}/") as (page, _):
        page.wait_for_url(f"**/places/{code}/")


@pytest.mark.parametrize("url", KINDS.values(), ids=[name.replace(" ", "-") for name in KINDS])
def test_a_page_of_each_kind_on_paper(reader: Reader, url: str) -> None:
    """Black on white, though the screen is dark; without what nobody can touch; and no number is lost."""
    with reader.opened(url, DESK) as (page, _):
        numbers = page.evaluate(NUMBERS)
        page.emulate_media(media="print", color_scheme="dark")
        seen = page.evaluate(LOOK)
        assert not [each for each in seen["texts"] if each[1] < 7]
        assert page.evaluate("getComputedStyle(document.querySelector('main')).color") == "rgb(0, 0, 0)"
        assert not page.locator(".sections, .all, .top .large, .skip:focus").locator("visible=true").count()
        assert page.evaluate(NUMBERS) == numbers


# Every page


def urls(site: Path, section: str) -> list[str]:
    """All pages of a section of the site; a redirect is none."""
    found = [path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html"))]
    found = [url for url in found if not url.startswith("print/") or url == "print/"]  # sheets have tests of their own
    known = ("cases", "places", "policies")
    head = [url.partition("/")[0] if url.partition("/")[0] in known else "" for url in found]
    return [url for url, first in zip(found, head, strict=True) if first == section and not _moved(site, url)]


def _moved(site: Path, url: str) -> bool:
    file = site / url
    return 'http-equiv="refresh"' in (file / "index.html" if file.is_dir() else file).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("section", ["", "cases", "places", "policies"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page(reader: Reader, site: Path, section: str, size: tuple[int, int]) -> None:
    for url in urls(site, section):
        for promise in PROMISES:
            promise(reader.look(url, size))


@pytest.mark.slow
def test_the_first_screen_of_every_open_case_answers(reader: Reader) -> None:
    for key in OPEN:
        holds_the_first_answers(reader, key)
