"""The W3C's checker finds no error on a page of any kind."""

from pathlib import Path

import browsing
import kinds
import pytest
import vnu

pytestmark = pytest.mark.slow


def test_no_page_of_any_kind_has_an_error(site: Path) -> None:
    with browsing.served(site) as home:
        said = vnu.check(home, sorted(set(kinds.ALL.values())))
    assert not vnu.errors(said)
    assert {each.text for each in said if each.error} <= vnu.EXCUSED.keys()


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title><p><div><img src="x.png"></div></html>'
    (tmp_path / "x.html").write_text(page, "utf-8")
    with browsing.served(tmp_path) as home:
        assert [each.url for each in vnu.errors(vnu.check(home, ["x.html"]))] == ["x.html"]
