"""Search on the built page, in a real browser: it finds exactly what the pages say, cheaply, for everybody."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import ledger
import portals
import pytest
import searching
from browsing import PHONE
from playwright.sync_api import Browser, Page
from test_axe import RUN

from benchmarks.portals import portal as large
from generator import cli

pytestmark = pytest.mark.wide

CASES = 300
FIRST, LATER = 120_000, 60_000
"""Bytes of a first query, page and all, and of a later one."""


@dataclass(frozen=True)
class Town:
    """A portal, its site, and what there is to be found of it."""

    portal: Path
    site: Path
    texts: dict[str, list[str]]
    address: str


def town(folder: Path, cases: int) -> Iterator[Town]:
    large.lay(folder / "town", cases, seed=7, today=large.TODAY, git=False)
    site = portals.build(folder / "town", "--today", large.TODAY.isoformat())
    with searching.zipped(site) as address:
        yield Town(folder / "town", site, searching.texts(site, folder / "town" / "content"), address)


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    yield from town(tmp_path_factory.mktemp("search"), CASES)


@pytest.fixture
def page(browser: Browser, middling: Town) -> Iterator[Page]:
    yield from opened(browser, middling)


def opened(browser: Browser, town: Town, path: str = "search/") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda each: wrong.append(str(each)))
    page.on(
        "console",
        lambda each: wrong.append(each.text) if each.type == "error" and "ERR_FAILED" not in each.text else None,
    )
    page.on("request", lambda each: None if each.url.startswith(town.address) else wrong.append(each.url))
    page.goto(town.address + path)
    page.wait_for_selector("#search-year option:nth-child(2)", state="attached")
    yield page
    assert not wrong
    context.close()


def finds_what_is_there(page: Page, town: Town, number: int) -> None:
    drawn = searching.queries(town.texts, number, seed=20)
    assert len(set(drawn)) > number * 3 / 4
    for words in drawn:
        searching.ask(page, words)
        found = searching.everything(page)
        assert sorted(found) == sorted(searching.having(town.texts, words)), words


def test_words_parts_of_words_ids_and_places_find_exactly_what_has_them(page: Page, middling: Town) -> None:
    finds_what_is_there(page, middling, 200)


def test_what_nobody_wrote_is_not_found_and_it_is_said_what_to_do(page: Page) -> None:
    assert not page.is_visible("#search-nothing")
    assert searching.ask(page, "飞机场跑道") == "没有找到。"
    assert searching.listed(page) == []
    told = page.locator("#search-nothing")
    assert "少写几个字" in told.inner_text() and told.locator("[href^=tel], .nb").count()
    assert "标点" in searching.ask(page, "，。！")


def test_an_id_comes_first_however_it_is_typed(page: Page, middling: Town) -> None:
    for key in sorted(middling.texts)[:: CASES // 6]:
        begin, year, number = key.split("-")
        wide = key.translate({at: at + 0xFEE0 for at in range(0x21, 0x7F)})
        for typed in (key, key.lower(), key.replace("-", ""), wide, f"{begin}{year}-{int(number)}"):
            searching.ask(page, typed)
            assert searching.listed(page)[0] == key, typed


def test_in_years_of_many_parts_an_id_is_found_at_once_and_who_finds_nothing_is_told_whom_to_call(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where there are a hundred thousand: a part is a month, and a search does not go through all of them."""
    monkeypatch.setattr(import_module("generator.search.blocks"), "MOST", 8)
    with contextmanager(town)(tmp_path, 120) as many:
        names = [each.name for each in (many.site / "search").iterdir() if each.is_dir()]
        assert sum(name.count("-") for name in names) > 12, names
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        script = (many.site / "search" / "index.html").read_text("utf-8")
        assert "EASY = 2000, ENOUGH = 12000" in script
        few = script.replace("EASY = 2000, ENOUGH = 12000", "EASY = 4, ENOUGH = 9")
        page.route("**/search/", lambda route: route.fulfill(body=few, content_type="text/html; charset=utf-8"))
        page.goto(many.address + "search/")
        for key in sorted(many.texts)[::9]:
            searching.ask(page, key)
            assert searching.listed(page)[:1] == [key]
        said = searching.ask(page, "飞机场跑道")
        assert "没有找到，更早的还没有找" in said
        assert page.is_visible("#search-nothing") and page.is_visible("#search-more")
        finds_what_is_there(page, many, 20)
        context.close()


def test_the_newest_come_first(page: Page) -> None:
    searching.ask(page, "社区")
    searching.everything(page)
    said = page.eval_on_selector_all("#search-list .more", "all => all.map((each) => each.textContent)")
    days = [
        tuple(map(int, found.groups())) for each in said if (found := re.search(r"(\d+)年(\d+)月(\d+)日记下", each))
    ]
    assert len(days) == len(said) > 20 and days == sorted(days, reverse=True)


def told(town: Town, key: str, name: str) -> list[str]:
    """What the page of a case says of what a filter asks for."""
    page = (town.site / "cases" / key / "index.html").read_text("utf-8")
    if name == "state":
        return re.findall(r'class="seal seal-([^" ]+)"', page)[:1]
    if name == "category":
        return re.findall(r"[^（）]+", "".join(re.findall(r"<dt>哪类事</dt><dd>(?:<a[^>]*>)?([^<]+)", page)))
    return town.texts[key] if name == "place" else [key.split("-")[1]]


def test_filters_narrow_what_is_found(page: Page, middling: Town) -> None:
    page.click("summary")
    every = set(searching.having(middling.texts, "社区"))
    for name in ("state", "category", "place", "year"):
        options = page.eval_on_selector_all(
            f"#search-{name} option", "all => all.map((each) => [each.value, each.textContent])"
        )[1:]
        searching.ask(page, "社区")
        found = set[str]()
        for value, label in options:
            page.select_option(f"#search-{name}", value)
            searching.answered(page)
            mine = set(searching.everything(page))
            wanted = searching.folded(label) if name == "place" else value
            assert mine == {key for key in every if wanted in told(middling, key, name)}, (name, label)
            found |= mine
        assert found == every and len(options) > 1
        page.select_option(f"#search-{name}", "")


def test_filters_work_together_and_without_words(page: Page, middling: Town) -> None:
    page.click("summary")
    page.select_option("#search-state", "已解决")
    page.select_option("#search-year", "2026")
    searching.answered(page)
    wanted = {"state": "已解决", "year": "2026"}
    both = {key for key in middling.texts if all(value in told(middling, key, name) for name, value in wanted.items())}
    assert 1 < len(both) < len(middling.texts)
    assert set(searching.everything(page)) == both


def test_the_address_holds_what_was_asked_and_back_works(page: Page) -> None:
    searching.ask(page, "电梯")
    lifts = searching.listed(page)
    searching.ask(page, "路灯 坏")
    lamps = searching.listed(page)
    assert "?q=" in page.url and lifts != lamps and lamps
    page.go_back()
    searching.answered(page)
    assert page.input_value("#search-q") == "电梯" and searching.listed(page) == lifts
    page.click("#search-list a >> nth=0")
    page.wait_for_url("**/cases/*/")
    page.go_back()
    searching.answered(page)
    assert searching.listed(page) == lifts
    page.reload()
    searching.answered(page)
    assert searching.listed(page) == lifts


def test_a_keyboard_does_it_all_and_keeps_its_place(page: Page) -> None:
    page.focus("#search-q")
    page.keyboard.type("社区")
    page.keyboard.press("Enter")
    searching.answered(page)
    assert page.evaluate("document.activeElement.id") == "search-q"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search-more":
            break
    page.keyboard.press("Enter")
    searching.answered(page)
    assert page.evaluate("document.activeElement === document.querySelectorAll('#search-list a')[10]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")


def test_what_it_is_to_a_screen_reader(page: Page) -> None:
    searching.ask(page, "电梯")
    assert page.get_by_role("search").count() == 1
    assert page.get_by_role("searchbox", name="写几个字、小区名，或者编号").count() == 1
    assert re.fullmatch(
        r"找到 \d+ 件(，先看最近的 10 件)?。", page.get_by_role("status").locator("visible=true").last.inner_text()
    )
    results = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading", level=3))
    assert results.count() == len(searching.listed(page)) > 0
    assert page.get_by_role("heading", name="找到的事", level=2).count() == 1


@pytest.mark.parametrize("words", ["电梯", "飞机场跑道"])
@pytest.mark.parametrize("large", [False, True])
def test_axe_has_nothing_to_say(page: Page, words: str, large: bool) -> None:
    found = find_spec("axe_playwright_python")
    assert found and found.origin
    searching.ask(page, words)
    page.click("summary")
    if large:
        page.evaluate("document.documentElement.classList.add('is-large')")
    page.evaluate(Path(found.origin).with_name("axe.min.js").read_text("utf-8"))
    told = page.evaluate(RUN)
    assert told["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_failed_download_is_said_with_a_way_on(page: Page) -> None:
    page.route("**/pairs-*", lambda route: route.abort())
    searching.ask(page, "电梯")
    assert page.is_visible("#search-failed") and "没有找完" in page.inner_text("#search-status")
    assert page.locator("main a[href*='cases/']").first.is_visible()
    page.unroute("**/pairs-*")
    page.click("#search-again")
    searching.answered(page)
    assert not page.is_visible("#search-failed") and searching.listed(page)


def test_without_a_script_the_page_leads_to_the_lists(browser: Browser, middling: Town) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=False)
    page = context.new_page()
    page.goto(middling.address)
    page.click("text=查一件事")
    assert page.url.endswith("/search/") and not page.is_visible("form")
    page.click("text=按编号、月份找")
    assert page.url.endswith("/cases/#archive")
    context.close()


def test_what_is_open_is_found_before_the_index_answers(page: Page, middling: Town) -> None:
    known = json.loads((middling.site / "search" / "first.json").read_text("utf-8"))["cards"]
    page.route("**/head.json", lambda route: None)  # which never comes
    assert {each[2] for each in known} > {"已解决"}, "new ones and open ones"
    for key, title, _, _, about, *_ in (known[0], known[len(known) // 2], known[-1]):
        for words in (title, key, f"{about} {title[:4]}"):
            page.fill("#search-q", words)
            page.press("#search-q", "Enter")
            page.wait_for_selector(f"#search-list a[href*='{key}']")
            assert "还在找" in page.inner_text("#search-status")


# The files


def test_two_builds_have_the_same_files_and_an_event_changes_few(middling: Town, tmp_path: Path) -> None:
    before = {path: data for path, data in portals.tree(middling.site).items() if path.startswith("search/")}
    fresh = tmp_path / "fresh"
    for name in ("content", "templates"):
        shutil.copytree(middling.portal / name, fresh / name)
    shutil.copyfile(middling.portal / "mkdocs.yml", fresh / "mkdocs.yml")
    site = portals.build(fresh, "--today", large.TODAY.isoformat())
    assert before == {path: data for path, data in portals.tree(site).items() if path.startswith("search/")}
    key = next(each[0] for each in json.loads(before["search/first.json"])["cards"])
    file = next((fresh / "content" / "cases").rglob(f"{key}.yml"))
    note = "  - 日期: 2026-11-20\n    环节: 办理\n    说明: 泵修好了，明天上午再试一次。\n"
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + note, "utf-8")
    assert cli.run(["-C", str(fresh), "build", "--today", large.TODAY.isoformat()]) == 0
    after = {path: data for path, data in portals.tree(site).items() if path.startswith("search/")}
    changed = portals.differing(before, after)
    assert 1 <= len(changed) <= 24, changed
    assert len({path.split("/")[1] for path in changed if path.count("/") == 2}) == 1  # all in one block


def test_what_is_withdrawn_struck_through_or_private_is_in_no_file(browser: Browser, site: Path) -> None:
    with searching.zipped(site) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address + "search/")
        gone = [key for key in ledger.cases() if ledger.standing(key).face == "撤下"]
        assert gone
        for key in gone:
            for words in (key, ledger.cases()[key]["标题"]):
                searching.ask(page, words)
                assert key not in searching.everything(page)
        found = searching.texts(site, ledger.CONTENT)
        for words in searching.queries(found, 80, seed=3):
            searching.ask(page, words)
            assert sorted(searching.everything(page)) == sorted(searching.having(found, words)), words
        for key in gone:
            assert not [
                path for path in (site / "search").rglob("*") if path.is_file() and key in path.read_text("utf-8")
            ]
        context.close()


# What it costs


def costs(browser: Browser, town: Town, number: int) -> tuple[int, list[int]]:
    """Bytes of the dearest first query, and of all later ones."""
    drawn = searching.queries(town.texts, number, seed=21)
    first = 0
    for words in drawn[::10]:
        context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
        page = context.new_page()
        line = searching.Transferred(page)
        page.goto(town.address + "search/?q=" + words)
        searching.answered(page)
        first = max(first, line.taken())
        context.close()
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    line = searching.Transferred(page)
    page.goto(town.address + "search/?q=" + drawn[0])
    searching.answered(page)
    later = []
    for words in drawn[1:]:
        line.taken()
        searching.ask(page, words)
        later.append(line.taken())
    context.close()
    return first, later


def test_a_query_is_cheap(browser: Browser, middling: Town) -> None:
    first, later = costs(browser, middling, 60)
    assert 10_000 < first <= FIRST and max(later) <= LATER


@pytest.mark.slow
def test_thousands_of_cases(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    for each in town(tmp_path_factory.mktemp("many"), 2_000):
        first, later = costs(browser, each, 200)
        later.sort()
        print(f"first {first}, later: median {later[len(later) // 2]}, most {later[-1]}")
        for page in opened(browser, each):
            finds_what_is_there(page, each, 200)
        assert first <= FIRST and later[-1] <= LATER
