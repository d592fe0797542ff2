"""The pages that stand for all: there is one of whatever makes pages, and each is there."""

from pathlib import Path

import kinds

from generator import build, plan
from generator.pages import moved


def test_a_page_stands_for_every_module_that_makes_pages(own: Path) -> None:
    made = {page.url: module for page, module in build.draft(own, None).pages}
    assert {made[url] for url in kinds.ALL.values() if url in made} == set(plan.MODULES)


def test_each_is_there(site: Path) -> None:
    for file in kinds.files(site):
        assert file.is_file(), file


def test_every_page_written_by_hand_is_among_them(own: Path) -> None:
    written = {f"{path.stem}/" for path in (own / "content" / "pages").glob("*.md")}
    assert written <= set(kinds.ALL.values())


def test_pages_by_time_are_among_them_as_years_and_as_months(own: Path) -> None:
    """A module may make several kinds of pages: what lies deeper looks different."""
    made = {page.url: (module, page.url.count("/")) for page, module in build.draft(own, None).pages}
    assert {made[url] for url in kinds.ALL.values() if url in made} >= {
        each for url, each in made.items() if not url.startswith("print/") and each[0] is not moved
    }
