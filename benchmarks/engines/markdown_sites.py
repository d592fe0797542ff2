"""MkDocs with Material, and Zensical, as they come: the same mkdocs.yml, a Markdown page for each case."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.engines import markdown
from benchmarks.engines.engine import SITE, Engine
from benchmarks.engines.published import Case
from benchmarks.engines.searching import Box
from benchmarks.portals.portal import ADDRESS

# Out of the navigation, which every page would repeat: with 3,000 cases in it, Material took 231 s.
CONFIGURATION = f"""\
site_name: 流动办公桌公开栏
site_url: {ADDRESS}
site_dir: {SITE}
theme:
  name: material
  language: zh
  font: false
nav:
  - index.md
not_in_nav: |
  cases/
"""

MATERIAL = Box(field="[data-md-component=search-query]", answer=".md-search-result__meta")
ZENSICAL = Box(field="dialog input[role=combobox]", answer="dialog [role=status]", opened_by=".md-search__button")


def lay(folder: Path, cases: Sequence[Case], edited: Case) -> Iterator[Engine]:
    """Both, each with all the cases; `edited` is one of them with one more event."""
    for name, module, caches, index, box in (
        ("Material", "mkdocs", (), "search/search_index.json", MATERIAL),
        ("Zensical", "zensical", (".cache",), "search.json", ZENSICAL),
    ):
        own = folder / module
        pages = own / "docs" / "cases"
        pages.mkdir(parents=True)
        (own / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
        (own / "docs" / "index.md").write_text("# 流动办公桌公开栏\n", "utf-8")
        for case in cases:
            (pages / f"{case['id']}.md").write_text(markdown.page(case), "utf-8")
        record = pages / f"{edited['id']}.md"
        command = (sys.executable, "-m", module, "build")
        yield Engine(name, own, command, record, markdown.page(edited), caches, index, box)
