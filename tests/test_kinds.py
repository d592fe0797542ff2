"""The pages that stand for all: there is one of whatever makes pages, and each is there."""

from pathlib import Path

from kinds import ALL

from generator import build, plan


def test_a_page_stands_for_every_module_that_makes_pages(own: Path) -> None:
    made = {page.url: module for page, module in build.draft(own, None).pages}
    assert {made[url] for url in ALL.values() if url in made} == set(plan.MODULES)


def test_each_is_there(site: Path) -> None:
    for url in ALL.values():
        assert (site / url / "index.html" if url.endswith("/") or not url else site / url).is_file(), url
