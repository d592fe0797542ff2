"""The pages of the sample on a shifted clock: each thing that ages, beside the same thing in a build of that day."""

from collections import Counter
from pathlib import Path

import portals
import pytest
from playwright.sync_api import Browser
from test_clock import BUILT, Make, reading

from generator import cli

pytestmark = pytest.mark.wide


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """`make(day)`: the site of the repo's own portal, whose day goes on, built on that day."""
    portal = portals.copy(portals.REPO, tmp_path_factory.mktemp("own-clock"))
    file = portal / "content" / "portal.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("固定日期")), "utf-8")

    def site(day: str) -> Path:
        target = portal.parent / f"site-{day}"
        if not target.exists():
            assert cli.run(["-C", str(portal), "build", "--today", day, "--site", str(target)]) == 0
        return target

    return site


AGEING = """() => Array.from(document.querySelectorAll("[data-due],[data-since],[data-from][data-to]"), part => {
  const near = part.closest("a") || part.querySelector("a")
    || (part.closest("li,dd,p,.card") || part).querySelector("a");
  const heads = Array.from(document.querySelectorAll("h2,h3")).filter(
    head => head.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING);
  const {due, since, from, to, words} = part.dataset;
  const said = from ? Array.from(part.querySelectorAll("[data-words]"), each => each.textContent.trim())
    : [part.textContent.trim(), part.className];
  const about = [due || "", since || "", from || "", to || "", words || "",
    near ? near.getAttribute("href") : "", heads.length ? heads.pop().textContent.trim() : "", part.tagName];
  return [about.join(" | "), from || "", to || "", said, part.hidden, part.dataset.over || ""];
})"""
Thing = tuple[str, str, list[str], bool, str]
OWN_PAGES = ["", "desk/", "notices/", "places/sangyuyuan/"]


Things = dict[str, dict[str, list[Thing]]]
"""By page, and by what it is about."""


def things(browser: Browser, site: Path, when: str, script: bool) -> Things:
    """What ages on some pages of the sample."""
    found: Things = {url: {} for url in OWN_PAGES}
    with reading(browser, site, "", when, script) as page:
        home = page.url
        for url in OWN_PAGES:
            if url:
                page.goto(home + url, wait_until="networkidle")
            for about, *said in page.evaluate(AGEING):
                found[url].setdefault(about, []).append(tuple(said))
    return found


@pytest.mark.parametrize("days", [1, 3, 6])
def test_the_sample_says_what_a_build_of_that_day_says(make: Make, browser: Browser, days: int) -> None:
    day = f"2026-11-{20 + days}"
    now = f"{day}T00:30"
    before, wanted = (things(browser, make(built), now, script=False) for built in (BUILT, day))
    shown = things(browser, make(BUILT), now, script=True)
    kinds: Counter[str] = Counter()
    grown = 0
    for url in OWN_PAGES:
        assert shown[url].keys() == before[url].keys()
        for about, each in shown[url].items():
            for _, until, _, hidden, over in each:
                assert over != "hide" or hidden or until >= now, (url, about)
            if about in wanted[url] and not by_the_minute(each[0], now):
                assert each == wanted[url][about], (url, about)
                kinds[about_what(about)] += 1
                grown += each != before[url][about]
    assert min(kinds[each] for each in ("due", "since", "from")) >= 1 and kinds["from"] >= 10, kinds
    assert grown >= 2, "what was built says something else by then"


def by_the_minute(thing: Thing, now: str) -> bool:
    """Whether it begins or ends later on that day, of which a build knows the day alone."""
    since, until, *_ = thing
    return bool(since) and (since[:10] == now[:10] or until[:10] == now[:10])


def about_what(about: str) -> str:
    due, since, *_ = about.split(" | ")
    return "due" if due else "since" if since else "from"
