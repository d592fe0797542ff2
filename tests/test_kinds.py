"""The pages that stand for all: there is one of whatever makes pages, and each is there."""

from pathlib import Path

import kinds

from generator import build, plan


def test_a_page_stands_for_every_module_that_makes_pages(own: Path) -> None:
    made = {page.url: module for page, module in build.draft(own, None).pages}
    assert {made[url] for url in kinds.ALL.values() if url in made} == set(plan.MODULES)


def test_each_is_there(site: Path) -> None:
    for file in kinds.files(site):
        assert file.is_file(), file
