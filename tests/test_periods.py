"""Pages by time stay, whatever is dated anew or taken away: of a month that lost its records, and of all between."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import htmls
import planned
import portals
import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_helper import steady

from generator import build
from generator.pages import qr
from generator.view import View, periods

pytestmark = pytest.mark.wide

TODAY = date(2026, 11, 20)
MONTHS = st.dates(date(2000, 1, 1), date(2028, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@given(st.sets(MONTHS, min_size=1, max_size=4), st.dates(date(2020, 1, 1), date(2028, 12, 31)))
@steady
def test_no_gap_from_the_first_to_now(having: set[str], until: date) -> None:
    found = periods.months(having, until)
    day, walked = date.fromisoformat(f"{min(having)}-01"), set(having)
    while day <= until:
        walked.add(f"{day:%Y-%m}")
        day += timedelta(days=1)
    assert found == tuple(sorted(walked))
    years = periods.years({month[:4] for month in having}, until)
    assert set(years) == {month[:4] for month in having} | {
        str(year) for year in range(int(min(having)[:4]), until.year + 1)
    }


def test_a_year_that_was_mistyped_makes_no_thousand_pages() -> None:
    found = periods.months({"1900-05", "2026-03"}, TODAY)
    assert found[:2] == ("1900-05", "2000-01") and len(found) == 1 + 26 * 12 + 11
    assert periods.months({"2999-05"}, TODAY) == ("2999-05",)
    assert periods.years({"1900", "2026"}, TODAY)[:2] == ("1900", "2000")


def test_without_any_there_are_none_but_what_the_portal_keeps() -> None:
    assert periods.months((), TODAY) == () == periods.years((), TODAY)
    assert periods.months((), TODAY, "2026-10") == ("2026-10", "2026-11")
    assert periods.months({"2026-11"}, TODAY, "2026-10") == ("2026-10", "2026-11")
    assert periods.years({"2026"}, TODAY, "2025-10") == ("2025", "2026")


# Of a portal


def addresses(portal: Path, today: date | None = None) -> set[str]:
    """All pages and files that are made of the records, but those that only a script asks for."""
    view: View = build.draft(portal, today).view
    pictures = {f"{each.stem}.svg" for each in qr.codes(view)}
    files = {path for path, _ in planned.files(view) if not path.startswith("search/")}
    return {*planned.pages(view)} | files | pictures


CASE = """编号: {key}
标题: 路灯不亮
性质: 诉求
类别: 照明
地点: 东院
来源: 网格巡查
概述: 路灯不亮。
进展:
  - {{日期: {day}, 环节: 登记}}
"""
NOTICE = "---\n标题: 一份通知\n种类: 通知\n从: {day}\n地点: [东院]\n更新: 2026-11-01\n---\n\n通知。\n"
MEETING = "日期: {day}\n会议: 居民议事会\n参加: [居民代表]\n商定: 装路灯。\n地点: [东院]\n"
DESK = """名称: 流动四桌
安排:
  - 日期: [{days}]
    时间: 09:00-11:00
    地点: 东院
记录:
  - {{日期: 2026-05-08, 服务人次: 5}}
"""


@pytest.fixture
def dated(small: Path) -> Path:
    """A portal with two of everything that has a date: the first of 2024, the second of this spring, and what comes."""
    content = small / "content"
    for folder in ("meetings", "notices", "desks", "cases/x"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    for number, day in enumerate(("2024-03-04", "2026-03-04")):
        (content / f"cases/x/XX-{number:03}.yml").write_text(CASE.format(key=f"XX-{number:03}", day=day), "utf-8")
        (content / f"meetings/m{number}.yml").write_text(MEETING.format(day=day), "utf-8")
        (content / f"notices/n{number}.md").write_text(NOTICE.format(day=day), "utf-8")
    (content / "notices/ahead.md").write_text(NOTICE.format(day="2027-09-01"), "utf-8")
    (content / "desks/a.yml").write_text(DESK.format(days="2024-03-04, 2026-05-08"), "utf-8")
    (content / "desks/b.yml").write_text(
        DESK.format(days="2026-06-01, 2027-08-01").partition("记录")[0].replace("四桌", "二桌"), "utf-8"
    )
    return small


def written(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(content: Path) -> None:
        file = content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def removed(path: str) -> Callable[[Path], None]:
    return lambda content: (content / path).unlink()


CHANGES = {
    "a case of another month": written("cases/x/XX-001.yml", "2026-03-04", "2026-06-04"),
    "a case of another year": written("cases/x/XX-001.yml", "2026-03-04", "2025-02-04"),
    "a notice that begins later": written("notices/n1.md", "2026-03-04", "2026-04-01"),
    "a notice put off to next year": written("notices/n1.md", "2026-03-04", "2027-01-01"),
    "what was to come is sooner": written("notices/ahead.md", "2027-09-01", "2026-12-01"),
    "a meeting of another year": written("meetings/m1.yml", "2026-03-04", "2025-12-30"),
    "a meeting less": removed("meetings/m1.yml"),
    "a desk less": removed("desks/b.yml"),
    "a session less": written("desks/b.yml", "2026-06-01, 2027-08-01", "2026-06-02"),
    "a level above a community": written("places.yml", "层级: 社区", "层级: 街道"),
}


@pytest.mark.wide
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_no_address_goes_with_an_edit(dated: Path, change: Callable[[Path], None]) -> None:
    before = addresses(dated)
    change(dated / "content")
    assert before - addresses(dated) == set()


@pytest.mark.wide
def test_no_address_goes_by_itself(dated: Path) -> None:
    before = addresses(dated)
    for day in (date(2026, 12, 31), date(2027, 1, 1), date(2029, 6, 1)):
        later = addresses(dated, day)
        assert before - later == set(), day
        before = later


@pytest.mark.wide
def test_what_was_the_first_stays_if_the_portal_says_so(dated: Path) -> None:
    before = addresses(dated)
    for path in ("cases/x/XX-000.yml", "meetings/m0.yml", "notices/n0.md", "desks/a.yml"):
        written(path, "2024-03-04", "2026-03-05")(dated / "content")
    gone = before - addresses(dated)
    assert {"cases/2024/03/", "desk/2024-03/", "notices/2024/03/", "meetings/2024/", "results/2024/"} < gone
    assert {"figures/received/2024-03/", "digest/2024-W10/", "digest/2024-W10.txt", "changes/2024-03/"} < gone
    with (dated / "content/portal.yml").open("a", encoding="utf-8") as portal:
        portal.write("最早的月份: 2024-03\n")
    assert before - addresses(dated) == set()


@pytest.mark.wide
def test_a_month_without_anything_says_so_and_is_in_no_list(dated: Path) -> None:
    site = portals.build(dated)
    listed = {"cases/": "cases/2024/04/", "notices/": "notices/2024/04/", "desk/": "desk/2024-04/"}
    listed |= {"meetings/": "meetings/2025/", "results/": "results/2025/", "changes/": "changes/2024-04/"}
    for index, url in listed.items():
        text = (site / url / "index.html").read_text("utf-8")
        assert htmls.empty(text), url
        assert f"../{url}" not in htmls.page(site, index).hrefs, index
        assert f"/{url}<" not in (site / "sitemap.xml").read_text("utf-8"), url
    assert "../desk/2026-05/" in htmls.page(site, "desk/").hrefs
    said = htmls.page(site, "desk/2024-04/").one("main")
    assert said.hrefs[-2:] == ["../../desk/2024-03/", "../../desk/2026-05/"], "the next that has something"
