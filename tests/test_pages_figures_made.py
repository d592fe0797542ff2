"""What the page of a place says in figures, row by row, and what each figure says of how it is made."""

from collections import Counter
from pathlib import Path

import attack
import htmls
import pytest
from ledger import load, spots
from ledger_figures import FIGURES, GATHERED, at, counts, entries
from test_pages_figures import SLUGS, STOCKS, YEAR, behind, cells, columns, published

ON_PLACES = ("received", "closed", "open", "answered-on-time", "solved", "days-to-closing")
"""What the page of a place says of what is done there, in this order."""


def test_every_number_of_a_place_is_on_its_page(site: Path) -> None:
    tables = {(kind, year): published(site, kind, year) for kind, year in counts()}
    seen: Counter[str] = Counter()
    for code in spots():
        expected = {}
        for key in ON_PLACES:
            if sum(each.whole for each in at(key, code)):
                now = columns(key, at(key, code))
                expected[key] = [f"现在 {each}" for each in now] if key in STOCKS else now
        for kind, slug in SLUGS.items():
            own = {year: told(table, code) for (each, year), table in tables.items() if each == kind}
            if any(each is not None for each in own.values()):
                expected[slug] = [in_words(own.get(YEAR)), in_words(together(list(own.values())))]
        part = htmls.page(site, f"places/{code}/").under("数字")
        assert bool(part.children) == bool(expected), code
        if expected:
            table = part.one("table")
            keys = [href.split("/")[-2] for href in table.hrefs]
            assert dict(zip(keys, (said for _, said in cells(table)), strict=True)) == expected, code
            assert table.hrefs == [f"../../figures/{key}/" for key in expected], code
            seen.update(keys)
    assert seen.keys() >= {*ON_PLACES, *SLUGS.values()} and min(seen.values()) > 1


def told(table: dict[attack.Cell, int | str], code: str) -> int | str | None:
    """What a reader of a year's table knows of a place: nothing, a number, or that it is hidden."""
    communities = {column for _, column in table} - {"all"}
    inside = {each for each in communities if code in spots()[each].codes}
    if inside == communities and "all" in {column for _, column in table}:
        return table["year", "all"]
    return together([table["year", each] for each in sorted(inside)])


def together(parts: list[int | str | None]) -> int | str | None:
    """What is said of several together."""
    known = [each for each in parts if each is not None]
    if len(known) < 2:
        return known[0] if known else None
    numbers = [each for each in known if isinstance(each, int)]
    return sum(numbers) if len(numbers) == len(known) else "withheld"


def in_words(said: int | str | None) -> str:
    return "没有报" if said is None else {"small": "不到 5 件", "withheld": "不公布"}.get(str(said), f"{said} 件")


# How each is made


def test_every_figure_says_how_it_is_made_and_leads_to_what_it_is_made_of(site: Path) -> None:
    shown = {*FIGURES, *GATHERED, *SLUGS.values()}
    assert {path.name for path in (site / "figures").iterdir() if path.is_dir()} == shown
    said: dict[str, str] = {}
    for key in sorted(shown):
        how = htmls.page(site, f"figures/{key}/").under("怎么算的")
        said[key] = next(each.text for each in how.children if each.tag == "p")
        assert len(said[key]) >= 20 and said[key].endswith("。"), key
    assert len(set(said.values())) == len(said), "each has its own definition"


@pytest.mark.parametrize("figure", [*FIGURES, *GATHERED])
def test_what_is_counted_and_in_which_month(site: Path, figure: str) -> None:
    page = htmls.page(site, f"figures/{figure}/")
    terms = dict(page.under("怎么算的").pairs)
    rate = figure in FIGURES and FIGURES[figure][0] == "rate"
    wanted = ["数哪些", "在哪些里数", "太少不算"] if rate else ["算哪些"]
    wanted += ["归在哪个月", *(["不算哪些"] if figure in FIGURES else [])]
    assert list(terms) == wanted and all(len(each) >= 3 for each in terms.values())
    if rate:
        least = load("rules.yml").get("最少样本", {})
        number = int(least.get("测评", 5) if figure == "surveys" else least.get("比率", 10))
        assert terms["数哪些"] != terms["在哪些里数"] and f"不到 {number} {FIGURES[figure][1]}" in terms["太少不算"]
    assert entries(figure), "the sample has something of it"
    for month in {each.month for each in entries(figure)}:
        links = htmls.page(site, behind(figure, month)).one("main").hrefs
        if figure in FIGURES:
            here = {each.name for each in entries(figure) if each.month == month}
            assert here <= {href.split("/")[-2] for href in links if "/cases/" in href}, month
        assert f"../../{behind(figure, month)}" in page.under("按月看").hrefs
