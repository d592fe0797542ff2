"""The first page of each section by time: what takes it away is said, and 最早的月份 brings all of them back."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import planned
import portals
import published
import pytest
from published import DAY, FIRST, problems
from repositories import commit

from generator import build
from generator.tally import Tally

pytestmark = pytest.mark.wide

DESK, MOVED, WEEKLY = "content/desks/a.yml", "content/desks/b.yml", "content/desks/c.yml"
REPORT, SETTINGS = "content/cases/press/BD-01.yml", "content/portal.yml"

_ONE_BY_ONE = """名称: 流动四桌
安排:
  - 日期: [2024-03-05, 2026-05-08]
    时间: 09:00-11:00
    地点: 东院
记录:
  - 日期: 2024-03-05
    服务人次: 5
    说明: 2019-01-01 那一天也来过
  - {日期: 2026-05-08, 服务人次: 5}
"""
_MOVED = """名称: 流动二桌
安排:
  - 日期: 2026-05-08
    时间: 09:00-11:00
    地点: 东院
改期:
  - {原定: 2026-05-08, 改到: 2026-04-30, 原因: 过节}
"""
_WEEKLY = """名称: 流动三桌
安排:
  - 每周: 六
    从: 2026-03-30
    到: 2026-06-30
    时间: 09:00-11:00
    地点: 西巷
"""


@pytest.fixture(scope="module")
def _portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("months") / "portal"
    published.portal(folder, "https://deskboard.example.org/")
    portals.edit(folder / REPORT, "日期: 不详", "日期: 2024-05")
    return folder


@pytest.fixture
def portal(_portal: Path, tmp_path: Path) -> Path:
    """A portal where a matter from a report is older than the board's own."""
    return Path(shutil.copytree(_portal, tmp_path / "portal"))


def begin(portal: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        published.write(portal, path, (portal / path).read_text("utf-8") + text if path == SETTINGS else text)
    published.at(portal, published.SITE)
    commit(portal, "2026-11-02")
    assert problems(portal) == []


def addresses(portal: Path) -> set[str]:
    """All pages and files that are made of the records, be something wrong or not."""
    view = build._drafted(portal, DAY, build.silent, "", portal, "", None, Tally())[0].view  # type: ignore[union-attr]
    return {*planned.pages(view)} | {path for path, _ in planned.files(view)}


def edit(path: str, *changes: tuple[str, str]) -> Callable[[Path], None]:
    def change(portal: Path) -> None:
        for old, new in changes:
            portals.edit(portal / path, old, new)

    return change


def later(portal: Path) -> None:
    """Date the first matter of the board anew."""
    text = (portal / FIRST).read_text("utf-8")
    (portal / FIRST).write_text(re.sub("2026-10-[0-9]{2}", "2026-11-02", text), "utf-8")


LOST = {
    "a desk is deleted": ({DESK: _ONE_BY_ONE}, lambda portal: (portal / DESK).unlink(), "2024-03"),
    "a session is dated anew": ({DESK: _ONE_BY_ONE}, edit(DESK, ("[2024-03-05, ", "[2026-05-07, "),
                                                          ("日期: 2024-03-05", "日期: 2026-05-07")), "2024-03"),
    "nothing is told of the first session": ({DESK: _ONE_BY_ONE}, edit(DESK, (
        "  - 日期: 2024-03-05\n    服务人次: 5\n    说明: 2019-01-01 那一天也来过\n", "")), "2024-03"),
    "a session is no longer moved": ({MOVED: _MOVED}, edit(MOVED, ("改期:\n", ""), (
        "  - {原定: 2026-05-08, 改到: 2026-04-30, 原因: 过节}\n", "")), "2026-04"),
    "a plan begins later": ({WEEKLY: _WEEKLY}, edit(WEEKLY, ("从: 2026-03-30", "从: 2026-05-01")), "2026-04"),
    "the first matter turns out to be reported": (
        {}, edit(FIRST, ("来源: 网格巡查", "截至: 2026-10\n出处: 报道《一盏灯》")), "2026-10"),
    "the first own matter is dated anew": ({}, later, "2026-10"),
    "the portal forgets its first month": ({SETTINGS: "最早的月份: 2020-02\n"},
                                           edit(SETTINGS, ("最早的月份: 2020-02\n", "")), "2020-02"),
}  # fmt: skip


@pytest.mark.wide
@pytest.mark.parametrize(("files", "lose", "month"), LOST.values(), ids=LOST.keys())
def test_the_first_page_is_missed_and_comes_back(
    portal: Path, files: dict[str, str], lose: Callable[[Path], None], month: str
) -> None:
    begin(portal, files)
    before = addresses(portal)
    lose(portal)
    assert before - addresses(portal)
    found = problems(portal)
    assert [(each.file, each.code) for each in found if each.code == "网址没了"] == [(SETTINGS, "网址没了")], found
    said = next(each for each in found if each.code == "网址没了")
    assert re.findall("/([^ ]+)", said.message)[0] in before
    with (portal / SETTINGS).open("a", encoding="utf-8") as file:
        file.write(re.findall(f"最早的月份: {month}", said.remedy)[0] + "\n")
    assert before - addresses(portal) == set()
    assert "网址没了" not in {each.code for each in problems(portal)}


NOT_LOST = {
    "a later session": ({DESK: _ONE_BY_ONE}, edit(DESK, (", 2026-05-08]", ", 2026-06-08]"), (
        "{日期: 2026-05-08", "{日期: 2026-06-08"))),
    "a plan begins with its first day": ({WEEKLY: _WEEKLY}, edit(WEEKLY, ("从: 2026-03-30", "从: 2026-04-01"))),
    "another desk stays": ({DESK: _ONE_BY_ONE, WEEKLY: _WEEKLY}, lambda portal: (portal / WEEKLY).unlink()),
    "the first matter stays in its week": ({}, edit(FIRST, ("日期: 2026-10-12", "日期: 2026-10-13"))),
}  # fmt: skip


@pytest.mark.parametrize(("files", "change"), NOT_LOST.values(), ids=NOT_LOST.keys())
def test_nothing_is_said_where_nothing_is_lost(
    portal: Path, files: dict[str, str], change: Callable[[Path], None]
) -> None:
    begin(portal, files)
    before = addresses(portal)
    change(portal)
    assert before - addresses(portal) == set()
    assert problems(portal) == []
