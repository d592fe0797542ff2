"""Policy notes on the built site: what was withdrawn stands nowhere any more, and keeps its address."""

from pathlib import Path
from typing import Any

import htmls
import ledger
import portals
import pytest

WITHDRAWN = {slug: each for slug, each in ledger.policies().items() if "撤下" in each[0]}
SHOWN = {slug: front for slug, (front, _) in ledger.policies_shown().items()}


def words(front: dict[str, Any], body: str) -> list[str]:
    """What a note says, piece by piece, but for why it was withdrawn."""
    keys = ("标题", "一句话", "给谁", "在哪办", "什么时候")
    windows = [each["名称"] for each in front.get("办理时段", [])]
    return [*(front[key] for key in keys), *ledger.several(front["带什么"]), *windows, body.split("\n\n")[-1].strip()]


def test_the_sample_has_a_withdrawn_one_that_would_be_in_every_list() -> None:
    assert any("类别" in front and "办理时段" in front for front, _ in WITHDRAWN.values())


@pytest.mark.parametrize("slug", WITHDRAWN)
def test_a_withdrawn_one_stands_nowhere(site: Path, slug: str) -> None:
    front, body = WITHDRAWN[slug]
    files = [
        path for path in site.rglob("*") if path.is_file() and path.suffix in (".html", ".txt", ".xml", ".json", "")
    ]
    for path in files:
        text = path.read_text("utf-8")
        assert not [each for each in words(front, body) if each in text], path
        if path != site / f"policies/{slug}/index.html" and path.parent.name != ".deskboard":
            assert f"policies/{slug}/" not in text, path


@pytest.mark.parametrize("slug", WITHDRAWN)
def test_its_page_gives_the_reason_alone(site: Path, slug: str) -> None:
    page = htmls.page(site, f"policies/{slug}/")
    assert page.one("h1").text == "这份政策说明已撤下"
    assert f"原因：{WITHDRAWN[slug][0]['撤下']}" in page.one("main").text
    assert ledger.load("portal.yml")["总机"]["电话"] in page.one("main .call").text
    assert page.all("meta[name=robots][content=noindex]")
    assert htmls.gone((site / f"policies/{slug}/index.html").read_text("utf-8"))


def test_the_others_are_listed(site: Path) -> None:
    links = htmls.page(site, "policies/").one("main").all("ul.list a")
    assert [each.get("href") for each in links] == [f"../policies/{slug}/" for slug in sorted(SHOWN)]


@pytest.mark.wide
def test_a_case_that_names_one_stands_without_it(small: Path) -> None:
    (case,) = (
        path for path in (small / "content/cases").rglob("*.yml") if "政策: [gongshui]" in path.read_text("utf-8")
    )
    url = "../../policies/gongshui/"
    assert url in htmls.page(portals.build(small), f"cases/{case.stem}/").hrefs
    portals.edit(small / "content/policies/gongshui.md", "更新:", "撤下: 今年不办了。\n更新:")
    htmls.parse.cache_clear()
    assert url not in htmls.page(portals.build(small), f"cases/{case.stem}/").hrefs
