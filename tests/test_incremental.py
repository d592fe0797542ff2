"""A build after edits is byte for byte the build from nothing, and makes again only what the edit is told on."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pictures
import portals
import published
import pytest
from published import STATION_TEXT
from records_helper import meeting_text
from repositories import commit, start

from benchmarks.engines import deskboard
from generator import build, dossiers, gate, intake, making
from generator.pages.sheets import boards
from generator.permit import Permit
from generator.problem import ContentProblems, Problem
from generator.tally import Tally

pytestmark = pytest.mark.wide

DAY = date(2026, 11, 20)
OPEN, CLOSED, REPORTED = "cases/XH-2026-002/", "cases/XH-2026-001/", "cases/BD-01/"
NEW = "  - 日期: 2026-11-19\n    环节: 办理\n    说明: 量过水压了。\n"


def case(portal: Path, key: str) -> Path:
    (found,) = (portal / "content" / "cases").rglob(f"{key}.yml")
    return found


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def once(file: Path, text: str) -> None:
    assert text not in file.read_text("utf-8")
    append(file, text)


def made(portal: Path, today: date = DAY) -> Tally:
    """What a build of the portal does."""
    tally = Tally()
    build.build(portal, portal / "site", today, tally=tally)
    return tally


def as_from_nothing(portal: Path, today: date = DAY) -> None:
    clean = portals.clean_build(portal, portal.parent, "--today", today.isoformat())
    assert portals.differing(portals.tree(portal / "site"), clean) == []


@pytest.fixture
def portal(small: Path) -> Path:
    """The small portal, built as of DAY."""
    made(small)
    return small


def test_nothing_new_makes_nothing(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(portal)
    commit(portal, "2026-11-19")
    monkeypatch.setattr(intake, "_FRESH", 0)
    made(portal)
    monkeypatch.setattr(intake, "_read", interrupted)  # what the file system says of them is enough
    for _ in range(3):  # a build that has nothing to write leaves a store that is believed, too
        tally = made(portal)
        assert (tally.read, tally.folded, tally.rendered, tally.written) == (0, 0, [], 0)
    store = (portal / ".deskboard" / "store.db").read_bytes()
    made(portal)
    assert (portal / ".deskboard" / "store.db").read_bytes() == store


def test_chance_is_in_no_trace(portal: Path) -> None:
    """Sets have another order in each process: several phones, and nothing new."""
    units = portal / "content" / "units.yml"
    units.write_text(units.read_text("utf-8").replace("电话: 000-0000-0000", "电话: 000-0000-0001"), "utf-8")
    append(units, "".join(f"- {{简称: 单位{number}, 级别: 企业, 电话: 0473-20{number:05}}}\n" for number in range(9)))
    command = ["-m", "generator", "-C", str(portal), "build", "--timings", "--today", DAY.isoformat()]
    said = [portals.process(*command, cwd=portals.REPO, PYTHONHASHSEED=f"{seed}").stdout for seed in (1, 2, 3)]
    assert "做了 0 个网页" not in said[0] and all("做了 0 个网页" in each for each in said[1:]), said


def test_timings_tell_what_was_done_and_their_parts_are_the_whole(portal: Path) -> None:
    event(portal)
    command = ["-m", "generator", "-C", str(portal), "build", "--timings", "--today", DAY.isoformat()]
    said = portals.process(*command, cwd=portals.REPO).stdout
    assert "读了 1 份文件，核对了 1 件事\n" in said and "个没有变\n" in said
    told = re.findall(r"^(\S+) ([\d.-]+) 秒（处理器 ([\d.-]+) 秒）$", said, re.MULTILINE)
    *parts, (last, *whole) = [each for each in told if not each[0].startswith("其中")]
    assert last == "一共" and len(parts) > 8
    for number in (0, 1):
        assert abs(sum(float(each[number + 1]) for each in parts) - float(whole[number])) < 0.01 * len(parts)
    assert deskboard.apart(said).keys() == {"search_wall", "search_cpu"}


def test_other_times_of_the_same_files_make_nothing(portal: Path) -> None:
    """So it is in a fresh clone."""
    for path in (portal / "content").rglob("*.*"):
        os.utime(path, (1, 1))
    tally = made(portal)
    assert (tally.read, tally.folded, tally.rendered, tally.written) == (0, 0, [], 0)


# Kinds of edits: what must be made again, and what must not


def event(portal: Path) -> None:
    append(case(portal, "XH-2026-002"), NEW)


def title(portal: Path) -> None:
    portals.edit(case(portal, "XH-2026-002"), "标题: 高层水压不足", "标题: 高层的水压不足")


def place_name(portal: Path) -> None:
    portals.edit(portal / "content" / "places.yml", "名称: 西巷", "名称: 西边巷")
    portals.edit(case(portal, "XH-2026-001"), "地点: [西巷, 东院]", "地点: [西边巷, 东院]")
    portals.edit(case(portal, "BD-01"), "地点: [西巷]", "地点: [西边巷]")
    if (stations := portal / "content" / "stations.yml").exists():
        portals.edit(stations, "地点: 西巷", "地点: 西边巷")


def contact(portal: Path) -> None:
    portals.edit(portal / "content" / "contacts.yml", "每天 8:30–20:00", "每天 8:00–20:00")


def limit(portal: Path) -> None:
    portals.edit(portal / "content" / "rules.yml", "办结: 30个工作日", "办结: 31个工作日")


def word(portal: Path) -> None:
    once(portal / "content" / "rules.yml", "用语: {测评: 打个分}\n")


def template(portal: Path) -> None:
    append(portal / "templates" / "stations.html", "<!-- x -->\n")


def macro(portal: Path) -> None:
    append(portal / "templates" / "macros" / "sessions.html", "{# x #}\n")


def note(portal: Path) -> None:
    append(portal / "content" / "policies" / "gongshui.md", "\n还有一句。\n")


def least(portal: Path) -> None:
    once(portal / "content" / "rules.yml", "最少样本: {比率: 1, 测评: 1}\n")


def withdrawn(portal: Path) -> None:
    append(case(portal, "XH-2026-002"), "  - 日期: 2026-11-20\n    环节: 撤下\n    原因: 不归公开栏管\n")


def unit(portal: Path) -> None:
    portals.edit(portal / "content" / "units.yml", "电话: 000-0000-0000", "电话: 000-0000-0009")


def meeting(portal: Path) -> None:
    put_meeting(portal, "2026-11-18-a", "XH-2026-002")


def put_meeting(portal: Path, name: str, key: str) -> None:
    file = portal / "content" / "meetings" / "2026" / "11" / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(meeting_text("2026-11-18", case=key), "utf-8")


def written(portal: Path) -> None:
    append(portal / "content" / "pages" / "about.md", "\n还有一句。\n")


def silent(portal: Path) -> None:
    once(portal / "content" / "rules.yml", "久未进展: 3\n")


def category(portal: Path) -> None:
    portals.edit(portal / "content" / "rules.yml", "  - 名称: 照明\n", "  - 名称: 照明\n  - 名称: 绿化\n")


def limit_of_a_category(portal: Path) -> None:
    rules = portal / "content" / "rules.yml"
    portals.edit(rules, "  - 名称: 照明\n", "  - 名称: 照明\n    期限: {答复: 2个工作日, 办结: 9个工作日}\n")


def workflow(portal: Path) -> None:
    portals.edit(portal / "content" / "rules.yml", "名称: 问题处置", "名称: 动手处置")


def portal_name(portal: Path) -> None:
    portals.edit(portal / "content" / "portal.yml", "名称: 小河社区公开栏", "名称: 小河边公开栏")


def hotline(portal: Path) -> None:
    portals.edit(portal / "content" / "portal.yml", "时间: 周一至周五 8:30–18:00", "时间: 每天 8:30–18:00")


def desk(portal: Path) -> None:
    portals.edit(portal / "content" / "desks" / "zhouyi.yml", "位置: 南门", "位置: 北门")


def held(portal: Path) -> None:
    once(portal / "content" / "desks" / "zhouyi.yml", "记录:\n  - 日期: 2026-11-16\n    服务人次: 21\n")


def counts(portal: Path) -> None:
    portals.edit(portal / "content" / "counts" / "2026.yml", "件数: 38, 办成: 38", "件数: 39, 办成: 38")


def station(portal: Path) -> None:
    portals.edit(portal / "content" / "stations.yml", "位置: 巷口", "位置: 巷尾")


def reported(portal: Path) -> None:
    portals.edit(portal / "content" / "reported.yml", "说法: 4000余人次", "说法: 四千余人次")


def notice(portal: Path) -> None:
    append(portal / "content" / "notices" / "tingshui.md", "\n水来了先放一放。\n")


def photograph(portal: Path) -> None:
    file = case(portal, "XH-2026-001").with_name("deng.jpg")
    file.write_bytes(pictures.file(pictures.scene(600, 480)))


def household(portal: Path) -> None:
    portals.edit(portal / "content" / "places.yml", "代码: xixiang", "代码: xixiang\n      户数: 77")


@pytest.fixture(scope="module")
def _town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("town"))
    for path, text in {
        "desks/zhouyi.yml": DESK, "counts/2026.yml": COUNTS, "stations.yml": STATION_TEXT, "reported.yml": REPORT,
        "notices/tingshui.md": published.NOTICE_TEXT,
    }.items():  # fmt: skip
        published.write(town, f"content/{path}", text)
    put_meeting(town, "2026-11-17-a", "XH-2026-002")
    file = case(town, "XH-2026-001")
    portals.edit(file, "    办后: 路灯亮了", "    办后: 路灯亮了\n    照片: [{文件: deng.jpg, 说明: 路灯亮了}]")
    file.with_name("deng.jpg").write_bytes(pictures.file(pictures.scene()))
    made(town)
    return town


@pytest.fixture
def town(_town: Path, tmp_path: Path) -> Path:
    """The small portal with something of each kind of record, built as of DAY."""
    return shutil.copytree(_town, tmp_path / "town")


DESK = """名称: 周一办公桌
桌子: [答复]
安排:
  - 每周: 一
    时间: 09:00-11:00
    从: 2026-11-02
    到: 2026-12-31
    地点: 东院
    位置: 南门
"""
COUNTS = """- 月份: 2026-10
  社区: 小河社区
  数:
    - {种类: 即办, 件数: 38, 办成: 38}
"""
REPORT = """- 名称: 服务居民
  说法: 4000余人次
  数: 4000
  单位: 人次
  约: 是
  谁的: 小河社区
  截至: 2025
  出处: 报道（编造）
"""


def opened(portal: Path) -> None:
    file = case(portal, "XH-2026-002")
    text = file.read_text("utf-8").replace("XH-2026-002", "XH-2026-003").replace("地点: [东院]", "地点: [西巷]")
    file.with_name("XH-2026-003.yml").write_text(text, "utf-8")


def closed(portal: Path) -> None:
    done = "    环节: 办结\n    结果: 已解决\n    受益户数: 9\n    办前: 没有水\n    办后: 有水\n"
    append(case(portal, "XH-2026-002"), f"  - 日期: 2026-11-19\n{done}")


def moved(portal: Path) -> None:
    portals.edit(case(portal, "XH-2026-002"), "地点: [东院]", "地点: [西巷]")


def deleted(portal: Path) -> None:
    case(portal, "BD-01").unlink()


EDITS: dict[str, Callable[[Path], None]] = {
    "event": event, "title": title, "place name": place_name, "contact": contact, "limit": limit, "word": word,
    "template": template, "macro": macro, "note": note, "least": least, "withdrawn": withdrawn,
    "number of a unit": unit, "meeting": meeting, "written": written,
}  # fmt: skip
KINDS = EDITS | {
    "silent": silent, "category": category, "limit of a category": limit_of_a_category, "workflow": workflow,
    "name of the portal": portal_name, "hotline": hotline, "desk": desk, "session held": held, "counts": counts,
    "station": station, "reported": reported, "notice": notice, "photograph": photograph, "households": household,
    "opened": opened, "closed": closed, "moved": moved, "deleted": deleted,
}  # fmt: skip
VAIN: dict[str, set[str]] = {
    "event": {"places/*"}, "contact": {"print/*"}, "title": {"digest/"}, "note": {"policies/"}, "desk": {"digest/"},
    "word": {"cases/*", "digest/*", "figures/", "print/results/"}, "meeting": {"print/boards/", "print/places/*"},
    "limit": {"", "cases/*", "meetings/*", "print/*", "results/*"},
    "macro": {"", "cases/*", "desk/*", "places/*", "print/*"}, "workflow": {"print/boards/", "print/places/*"},
    "least": {"", "cases/*", "figures/*/", "print/*", "results/*"}, "station": {"places/dongyuan/", "print/"},
    "limit of a category": {"", "cases/*", "figures/*/", "places/*", "print/*", "results/*"},
    "session held": {"", "digest/2026-W46/", "figures/*/", "places/*", "print/desk/"},
    "photograph": {"print/*", "results/*"},
    "households": {"", "cases/*", "contact/", "places/*", "print/*", "results/*", "stations/*"},
    "place name": {"contact/", "digest/*", "figures/*/2026-10/", "print/desk/"},
    # Whose number may stand on pages is for the gate to know: all are looked at again.
    "number of a unit": {"*"}, "hotline": {"print/*"}, "moved": {"digest/", "figures/", "figures/*/2026-11/"},
}  # fmt: skip
"""What is made again, though it turns out to say what it said: by patterns, each of which has a page."""


def pages_of(portal: Path) -> dict[str, bytes]:
    site = portal / "site"
    return {
        f"{file.parent.relative_to(site)}/".removeprefix("./"): file.read_bytes() for file in site.rglob("index.html")
    }


@pytest.mark.parametrize("name", KINDS)
def test_an_edit_makes_again_the_pages_on_which_it_is_told(name: str, town: Path) -> None:
    """Which pages these are is told by their bytes before and after."""
    before = pages_of(town)
    KINDS[name](town)
    rendered = set(made(town).rendered)
    after = pages_of(town)
    by_hand = {"about/", "accessibility/", "corrections/", "guide/", "privacy/", "unhappy/"}
    told = {url for url in before.keys() | after.keys() if before.get(url) != after.get(url)} - by_hand
    assert told - rendered == before.keys() - after.keys()
    vain, patterns = rendered - told, VAIN.get(name, set())
    assert {url for url in vain if not any(fnmatch(url, each) for each in patterns)} == set()
    assert {each for each in patterns if not any(fnmatch(url, each) for url in vain)} == set()
    as_from_nothing(town)


def test_what_shows_nothing_of_an_event_is_not_made_again(town: Path) -> None:
    """Lists, weeks and figures have the case, and its day is the newest already."""
    event(town)
    made(town)
    append(case(town, "XH-2026-002"), NEW.replace("量过水压了", "又量了一次"))
    rendered = set(made(town).rendered)
    assert {OPEN, ""} <= rendered
    assert {url for url in rendered if url.startswith(("cases/2026/", "figures/", "digest/", "changes/"))} == set()
    assert "places/" not in rendered
    as_from_nothing(town)


def test_of_a_long_page_only_the_parts_that_say_something_else_are_made(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    board = boards.board
    monkeypatch.setattr(making, "_FEW", 10**6)  # in this process, where it is counted
    monkeypatch.setattr(boards, "board", lambda view, place: asked.append(place.code) or board(view, place))
    event(portal)
    assert "print/boards/" in made(portal).rendered
    assert "dongyuan" in asked and "xixiang" not in asked
    monkeypatch.undo()
    as_from_nothing(portal)


def test_one_template_is_one_page(portal: Path) -> None:
    template(portal)
    assert made(portal).rendered == ["stations/"]


def test_a_night_makes_again_what_ages(portal: Path) -> None:
    night = date(2026, 11, 21)
    rendered = set(made(portal, night).rendered)
    assert {"", OPEN, "print/places/dongyuan/"} <= rendered
    assert not {CLOSED, REPORTED, "contact/", "stations/", "cases/2026/10/"} & rendered
    as_from_nothing(portal, night)
    made(portal)
    as_from_nothing(portal)


def test_a_night_leaves_what_names_a_case_alone(portal: Path) -> None:
    """Of an open one it is told in how many days it is due, but not where it is only named."""
    rendered = set(made(portal, date(2026, 11, 21)).rendered)
    assert "cases/2026/11/" in rendered
    assert {url for url in rendered if url.startswith("figures/received/2026")} == set()


def test_a_file_that_is_as_it_was_is_looked_at_again_only_if_something_else_may_stand(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    look = gate.private

    def private(path: str, text: str, permit: Permit) -> Iterable[Problem]:
        looked.append(path)
        return look(path, text, permit)

    monkeypatch.setattr(making, "_FEW", 10**6)  # in this process, where it is counted
    monkeypatch.setattr(gate, "private", private)
    event(portal)
    made(portal)
    files = {path for path in looked if path.startswith("search/")}
    every = {path.relative_to(portal / "site").as_posix() for path in (portal / "site" / "search").rglob("*.*")}
    assert files and "search/2026/places.json" not in files
    looked.clear()
    unit(portal)
    made(portal)
    assert every - {"search/index.html"} <= set(looked)


def test_pages_come_and_go(portal: Path) -> None:
    shutil.copyfile(case(portal, "XH-2026-002"), case(portal, "XH-2026-002").with_name("XH-2026-003.yml"))
    portals.edit(case(portal, "XH-2026-003"), "编号: XH-2026-002", "编号: XH-2026-003")
    assert "cases/XH-2026-003/" in made(portal).rendered
    as_from_nothing(portal)
    case(portal, "XH-2026-003").unlink()
    made(portal)
    assert not (portal / "site" / "cases" / "XH-2026-003").exists()
    as_from_nothing(portal)


def stopped(portal: Path) -> None:
    """A build that stops when all is planned, for a template is broken; it is whole again after."""
    broken = portal / "templates" / "contact.html"
    whole = broken.read_text("utf-8")
    broken.write_text("{% if %}", "utf-8")
    with pytest.raises(Exception, match="contact"):
        made(portal)
    broken.write_text(whole, "utf-8")


def test_a_problem_forgets_nothing(portal: Path) -> None:
    """What a build that stops has taken in is on the pages of the next."""
    event(portal)
    stopped(portal)
    assert OPEN in made(portal).rendered
    as_from_nothing(portal)


def test_an_edit_that_is_taken_back_after_a_build_that_stopped_leaves_nothing(portal: Path) -> None:
    before = case(portal, "XH-2026-002").read_text("utf-8")
    event(portal)
    stopped(portal)
    case(portal, "XH-2026-002").write_text(before, "utf-8")
    made(portal)
    as_from_nothing(portal)


def test_what_goes_while_a_build_stops_leaves_with_the_next(town: Path, small: Path) -> None:
    """Pages with their cards, calendars and codes; one written by hand; a photograph."""
    opened(town)
    (town / "content" / "pages" / "more.md").write_text("# 还有\n", "utf-8")
    made(town)
    there = portals.tree(town / "site").keys()
    shutil.rmtree(town / "content")
    shutil.copytree(small / "content", town / "content")
    stopped(town)
    stopped(town)
    made(town)
    left = there - portals.tree(town / "site").keys()
    assert {"more/index.html", "cases/XH-2026-003/index.html"} <= left
    assert {Path(path).suffix for path in left} == {".html", ".svg", ".png", ".jpg"}
    as_from_nothing(town)


def test_what_goes_and_was_damaged_is_not_made_again(portal: Path) -> None:
    """The only matter of a year: nothing is left of which its search could be made."""
    new = case(portal, "XH-2026-002").with_name("XH-2025-001.yml")
    text = case(portal, "XH-2026-002").read_text("utf-8").replace("XH-2026-002", "XH-2025-001")
    new.write_text(re.sub(r"日期: 2026-\d\d-", "日期: 2025-12-", text), "utf-8")
    made(portal)
    assert (portal / "site" / "search" / "2025").is_dir()
    new.unlink()
    shutil.rmtree(portal / "site" / "search" / "2025")
    made(portal)
    as_from_nothing(portal)


def test_a_file_of_ours_of_which_nothing_is_known_leaves(portal: Path) -> None:
    case(portal, "XH-2026-002").unlink()
    (portal / ".deskboard" / "store.db").unlink()
    made(portal)
    assert not (portal / "site" / OPEN).exists()
    as_from_nothing(portal)


def test_who_mends_a_mistake_finds_the_other_edits_of_that_time_too(portal: Path) -> None:
    event(portal)
    portals.edit(case(portal, "XH-2026-001"), "环节: 登记", "环节: 登计")
    with pytest.raises(ContentProblems):
        made(portal)
    portals.edit(case(portal, "XH-2026-001"), "环节: 登计", "环节: 登记")
    assert OPEN in made(portal).rendered
    as_from_nothing(portal)


def test_a_build_that_was_interrupted_forgets_nothing(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event(portal)
    with monkeypatch.context() as there:
        there.setattr(dossiers, "made", interrupted)
        with pytest.raises(KeyboardInterrupt):
            made(portal)
    assert OPEN in made(portal).rendered
    as_from_nothing(portal)


def interrupted(*given: object) -> None:
    raise KeyboardInterrupt


def test_a_record_that_came_while_another_was_missing_is_taken_in(portal: Path) -> None:
    rules = portal / "content" / "rules.yml"
    whole = rules.read_bytes()
    rules.unlink()
    new = case(portal, "XH-2026-002").with_name("XH-2026-003.yml")
    new.write_text(case(portal, "XH-2026-002").read_text("utf-8").replace("XH-2026-002", "XH-2026-003"), "utf-8")
    with pytest.raises(ContentProblems):
        made(portal)
    rules.write_bytes(whole)
    assert "cases/XH-2026-003/" in made(portal).rendered
    as_from_nothing(portal)


def test_the_first_case_of_a_portal(portal: Path) -> None:
    file = case(portal, "XH-2026-002")
    text = file.read_text("utf-8")
    shutil.rmtree(portal / "content" / "cases")
    for _ in range(2):
        made(portal)
        as_from_nothing(portal)
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
        assert OPEN in made(portal).rendered
        as_from_nothing(portal)
        shutil.rmtree(portal / "content" / "cases")


def test_meetings_of_a_day_change_places(portal: Path) -> None:
    put_meeting(portal, "2026-11-18-a", "XH-2026-002")
    put_meeting(portal, "2026-11-18-b", "XH-2026-002")
    made(portal)
    (portal / "content" / "meetings" / "2026" / "11" / "2026-11-18-a.yml").unlink()
    put_meeting(portal, "2026-11-18-c", "XH-2026-002")
    made(portal)
    as_from_nothing(portal)


def test_two_that_are_merged_into_one_twice_are_a_problem(portal: Path) -> None:
    merged = "  - 日期: 2026-11-20\n    环节: 并案\n    并入: XH-2026-001\n"
    append(case(portal, "XH-2026-002"), merged + merged)
    shutil.rmtree(portal / ".deskboard")
    with pytest.raises(ContentProblems) as found:
        made(portal)
    assert [each.file.rpartition("/")[2] for each in found.value.problems] == ["XH-2026-002.yml"]


def test_night_after_night(portal: Path) -> None:
    for night in ("2026-11-24", "2026-11-30", "2026-12-01", "2027-01-01", "2027-01-04", "2026-11-20"):
        made(portal, date.fromisoformat(night))
        as_from_nothing(portal, date.fromisoformat(night))


def test_with_a_history(portal: Path) -> None:
    """What was changed when is on pages, too."""

    def from_nothing() -> dict[str, bytes]:
        fresh = portal.parent / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(portal, fresh, ignore=shutil.ignore_patterns(".deskboard", "site"))
        return portals.tree(portals.build(fresh, "--today", DAY.isoformat()))

    start(portal)
    for number, edit in enumerate((lambda _: None, event, title, withdrawn)):
        edit(portal)
        commit(portal, f"2026-11-{number + 16}")
        made(portal)
        assert portals.differing(portals.tree(portal / "site"), from_nothing()) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_series_of_edits(seed: int, portal: Path) -> None:
    chance = random.Random(seed)
    for _ in range(5):
        for edit in chance.sample([each for each in EDITS.values() if each is not withdrawn], chance.randint(1, 3)):
            try:
                edit(portal)
            except AssertionError:  # it was made before
                event(portal)
        day = chance.choice([DAY, date(2026, 11, 21), date(2027, 2, 1)])
        made(portal, day)
        as_from_nothing(portal, day)


# The store


def truncated(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:5000])


def scratched(store: Path) -> None:
    data = bytearray(store.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 4096] = b"\xff" * 4096
    store.write_bytes(data)


def emptied(store: Path) -> None:
    store.write_bytes(b"")


def foreign(store: Path) -> None:
    store.write_text("not a database")


def gone(store: Path) -> None:
    store.unlink()


def another(store: Path) -> None:
    """A database of somebody else."""
    store.unlink()
    with closing(sqlite3.connect(store)) as made:
        made.execute("CREATE TABLE file (path TEXT)")


def scratched_at_rest(store: Path) -> None:
    about = store.stat()
    scratched(store)
    os.utime(store, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.parametrize(
    "spoil", [truncated, scratched, emptied, foreign, gone, another, portals.unreadable, scratched_at_rest]
)
def test_a_store_that_is_no_good_is_thrown_away(
    spoil: Callable[[Path], None], portal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event(portal)
    spoil(portal / ".deskboard" / "store.db")
    made(portal)
    assert capsys.readouterr() == ("", "")
    as_from_nothing(portal)


def test_another_version_of_the_program_begins_anew(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.store.version", lambda: "another")
    assert made(portal).read > 0


def test_two_sites_of_one_portal(portal: Path) -> None:
    tally = Tally()
    build.build(portal, portal / "other", DAY, tally=tally)
    assert portals.differing(portals.tree(portal / "other"), portals.tree(portal / "site")) == []
    event(portal)
    made(portal)
    build.build(portal, portal / "other", DAY)
    assert portals.differing(portals.tree(portal / "other"), portals.tree(portal / "site")) == []
    case(portal, "XH-2026-002").unlink()
    build.build(portal, portal / "other", DAY)
    made(portal)
    assert not (portal / "site" / OPEN).exists()
    assert portals.differing(portals.tree(portal / "other"), portals.tree(portal / "site")) == []


def test_a_page_that_somebody_changed_is_mended(portal: Path) -> None:
    page = portal / "site" / OPEN / "index.html"
    page.write_text("<p>x", "utf-8")
    assert made(portal).rendered == [OPEN]
    as_from_nothing(portal)


@pytest.mark.parametrize("moment", [0.4, 0.8, 1.2, 1.8])
def test_who_is_killed_leaves_a_store_that_is_believed_by_nobody(moment: float, portal: Path) -> None:
    for path in (portal / "content").rglob("*.yml"):
        append(path, "# x\n")
    event(portal)
    command = [sys.executable, "-m", "generator", "-C", str(portal), "build", "--today", DAY.isoformat()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=portals.REPO)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    made(portal)
    as_from_nothing(portal)
