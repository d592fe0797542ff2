"""/changes/: what git says of the records, in terms of what is public now."""

import shutil
from collections.abc import Callable
from pathlib import Path

import htmls
import portals
import pytest
from htmls import Part
from repositories import commit, git, start

from generator import build
from generator.pages import changes as pages_changes

pytestmark = pytest.mark.wide

OLD = "content/cases/2026/10/XH-2026-001.yml"
NEW = "content/cases/2026/11/XH-2026-002.yml"
CORRECTED = "  - 日期: 2026-11-18\n    环节: 更正\n    更正哪条: 2026-11-17 转办\n    说明: 电话写错了。\n"
GONE = "  - 日期: 2026-11-19\n    环节: 撤下\n    原因: 反映的人不愿公开。\n"

Told = dict[str, dict[str, list[tuple[str, str, tuple[str, ...]]]]]


@pytest.fixture
def portal(sample: Callable[[str], Path]) -> Path:
    return start(sample("small"))


def more(portal: Path, file: str, text: str) -> None:
    with (portal / file).open("a", encoding="utf-8") as open_file:
        open_file.write(text)


def told(portal: Path) -> Told:
    """Day → group → (id, title, 环节) of each record, from the View."""
    view = build.draft(portal).view
    return {
        each.day.isoformat()[5:]: {
            group: [(record.id, record.title, record.steps) for record in records]
            for group, records in each.groups.items()
        }
        for each in view.changes.lately(999)
    }


def begin(portal: Path) -> None:
    """The third file comes on the 12th, the first and second on the 16th."""
    away = portal.parent / "away"
    away.mkdir()
    for name in (OLD, NEW):
        (portal / name).rename(away / Path(name).name)
    commit(portal, "2026-11-12")
    for name in (OLD, NEW):
        (away / Path(name).name).rename(portal / name)
    commit(portal, "2026-11-16")


def test_published_progressed_corrected_withdrawn_deleted(portal: Path) -> None:
    begin(portal)
    more(portal, NEW, "  - 日期: 2026-11-17\n    环节: 报到\n    经办: 小河供水公司\n")
    portals.edit(portal / OLD, "看不清路", "看不见路")
    commit(portal, "2026-11-17")
    more(portal, NEW, CORRECTED)
    commit(portal, "2026-11-18")
    more(portal, OLD, "  - 日期: 2026-11-19\n    环节: 回访\n    解决: 是\n")
    (portal / "content/cases/press/BD-01.yml").unlink()
    commit(portal, "2026-11-19")
    assert told(portal) == {
        "11-19": {"有进展": [("XH-2026-001", "巷口路灯不亮", ("回访",))], "删除": [("BD-01", "", ())]},
        "11-18": {"更正": [("XH-2026-002", "高层水压不足", ("更正",))]},
        "11-17": {
            "有进展": [("XH-2026-002", "高层水压不足", ("报到",))],
            "改动": [("XH-2026-001", "巷口路灯不亮", ())],
        },
        "11-16": {
            "新公开": [
                ("XH-2026-001", "巷口路灯不亮", ("登记", "办理", "办结")),
                ("XH-2026-002", "高层水压不足", ("登记", "转办")),
            ]
        },
        "11-12": {"新公开": [("BD-01", "", ()), ("", "二次供水怎么管", ())]},
    }


def test_of_what_was_withdrawn_only_the_number_stands(portal: Path) -> None:
    begin(portal)
    portals.edit(portal / NEW, "高层水压不足", "秘密的标题")
    more(portal, NEW, CORRECTED)
    commit(portal, "2026-11-18")
    more(portal, NEW, GONE)
    commit(portal, "2026-11-19")
    found = told(portal)
    assert found["11-19"] == {"撤下": [("XH-2026-002", "", ())]}
    assert found["11-18"] == {"更正": [("XH-2026-002", "", ())]}
    site = portals.build(portal)
    for path in ("changes/index.html", "changes/2026-11/index.html"):
        text = (site / path).read_text("utf-8")
        assert "XH-2026-002" in text and "秘密" not in text and "水压" not in text


NOTICE = """---
标题: 秘密的标题
种类: 通知
从: 2026-11-10
地点: [东院]
更新: 2026-11-10
---

撤下: 写在正文里的，不是那一项。
"""


def test_a_notice_that_is_withdrawn(portal: Path) -> None:
    begin(portal)
    (portal / "content/notices").mkdir()
    for name in ("secret", "other"):
        (portal / f"content/notices/{name}.md").write_text(NOTICE.replace("秘密", name), "utf-8")
    commit(portal, "2026-11-17")
    assert told(portal)["11-17"] == {"新公开": [("", "other的标题", ()), ("", "secret的标题", ())]}
    withdrawn = NOTICE.replace("更新:", "撤下: 不该公开。\n更新:")
    (portal / "content/notices/secret.md").write_text(withdrawn, "utf-8")
    portals.edit(portal / "content/notices/other.md", "撤下:", "撤下: 还是")
    commit(portal, "2026-11-18")
    portals.edit(portal / "content/notices/secret.md", "不该公开", "不再公开")
    commit(portal, "2026-11-19")
    found = told(portal)
    assert found["11-18"] == {"改动": [("", "other的标题", ())], "撤下": [("", "", ())]}
    assert found["11-19"] == {"改动": [("", "", ())]}
    assert "secret" not in str(found) and "秘密" not in str(found)


def test_a_policy_note_that_is_withdrawn(portal: Path) -> None:
    begin(portal)
    note = portal / "content/policies/gongshui.md"
    portals.edit(note, "更新:", "撤下: 今年不办了。\n更新:")
    commit(portal, "2026-11-18")
    found = told(portal)
    assert found["11-18"] == {"撤下": [("", "", ())]}
    assert found["11-12"]["新公开"][-1] == ("", "", ()) and "二次供水" not in str(found)


def test_what_is_no_longer_a_record_has_no_name(portal: Path) -> None:
    secret = portal / "content/policies/wang-xiaoming.md"
    shutil.copyfile(portal / "content/policies/gongshui.md", secret)
    odd = portal / "content/cases/王晓明的事.yml"
    odd.write_text("编号: X\n", "utf-8")
    commit(portal, "2026-11-16")
    secret.unlink()
    odd.unlink()
    commit(portal, "2026-11-17")
    assert told(portal)["11-17"] == {"删除": [("", "", ()), ("", "", ())]}
    site = portals.build(portal)
    text = htmls.page(site, "changes/").text
    assert "xiaoming" not in text and "王晓明" not in text and "一份政策说明" in text and "一件事" in text


def test_what_came_and_went_on_one_day_is_not_told_nor_what_is_still_to_come(portal: Path) -> None:
    extra = portal / "content/cases/press/BD-02.yml"
    shutil.copyfile(portal / "content/cases/press/BD-01.yml", extra)
    portals.edit(extra, "BD-01", "BD-02")
    commit(portal, "2026-11-16 08:00 +0800")
    extra.unlink()
    commit(portal, "2026-11-16 23:59 +0800")
    more(portal, NEW, CORRECTED)
    commit(portal, "2026-11-21 00:01 +0800")
    assert list(told(portal)) == ["11-16"]
    assert "BD-02" not in [each[0] for each in told(portal)["11-16"]["新公开"]]


def test_a_name_that_meetings_in_two_folders_share_has_no_title(portal: Path) -> None:
    text = "日期: {}\n会议: 四方会议\n参加: [居民代表]\n商定: 先量水压。\n事项: [XH-2026-002]\n"
    days = {"2025/hui": "2026-11-17", "2026/hui": "2026-11-18", "2026/ling-yi-chang": "2026-11-16"}
    for name, day in days.items():
        file = portal / "content" / "meetings" / f"{name}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(day), "utf-8")
    commit(portal, "2026-11-18")
    view = build.draft(portal).view
    (day,) = view.changes.lately(999)
    meetings = [each for each in day.groups["新公开"] if each.folder == "meetings"]
    assert {(each.title, each.url) for each in meetings} == {("", ""), ("四方会议", "meetings/2026/#m-2026-11-16")}


def test_titles_are_those_of_now(portal: Path) -> None:
    commit(portal, "2026-11-16")
    portals.edit(portal / NEW, "标题: 高层水压不足", "标题: 三楼以上水小")
    assert ("XH-2026-002", "三楼以上水小", ("登记", "转办")) in told(portal)["11-16"]["新公开"]


MEETING = (
    "日期: 2026-11-17\n会议: 议事会\n召集: 小河社区\n参加: [小河社区, 居民代表]\n商定: 修。\n事项: [XH-2026-002]\n"
)


@pytest.mark.wide
def test_a_meeting_has_its_day_in_words_and_leads_to_its_own_record(portal: Path) -> None:
    folder = portal / "content" / "meetings"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.yml").write_text(MEETING, "utf-8")
    commit(portal, "2026-11-18")
    site = portals.build(portal)
    links = [each for each in htmls.page(site, "changes/").all("main li a") if "meetings/" in each.get("href")]
    assert [each.text for each in links] == ["会议：议事会 2026年11月17日"] * 2
    told = [url for url in htmls.page(site, "cases/XH-2026-002/").hrefs if "meetings/" in url and "#" in url]
    urls = [each.get("href").removeprefix("../") for each in links]
    assert urls == ["meetings/2026/#m-2026-11-17", "meetings/2026/#m-2026-11-17-2"]
    assert sorted(url.removeprefix("../../") for url in told) == urls


# On the built site


def rows(page: Part) -> dict[str, list[str]]:
    """Day → what stands under it."""
    days = [each.text for each in page.all("h2") if each.all("time")]
    return {day: [each.text for each in page.under(day).all("li")] for day in days}


@pytest.mark.wide
def test_the_pages(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(portal, "2026-09-30")
    more(portal, NEW, CORRECTED)
    commit(portal, "2026-11-18")
    more(portal, OLD, GONE)
    commit(portal, "2026-11-19")
    monkeypatch.setattr(pages_changes, "DAYS", 2)
    site = portals.build(portal)
    page = htmls.page(site, "changes/")
    assert rows(page) == {
        "2026年11月19日": ["XH-2026-001"],
        "2026年11月18日": ["XH-2026-002 高层水压不足 更正"],
    }
    assert {"../cases/XH-2026-001/", "2026-09/", "2026-11/"} <= {
        href.removeprefix("../changes/") for href in page.hrefs
    }
    month = htmls.page(site, "changes/2026-09/")
    (named,) = rows(month).values()
    assert named == ["BD-01 报道里的一件事", "XH-2026-001", "XH-2026-002 高层水压不足", "政策说明：二次供水怎么管"]
    for found in (page, month):
        assert "desk" not in found.one("main").text, "no author, no message"
    before = portals.tree(site)
    assert portals.tree(portals.build(portal)) == before
    copy = portal.parent / "copy"
    git(portal.parent, "clone", "-q", portal.as_uri(), str(copy))
    assert portals.differing(portals.tree(portals.build(copy)), before) == []


@pytest.mark.wide
def test_a_first_commit_with_very_many(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(portal, "2026-11-16")
    monkeypatch.setattr(pages_changes, "MOST", 1)
    page = htmls.page(portals.build(portal), "changes/")
    assert len(rows(page)["2026年11月16日"]) == 1
    assert "还有 3 件，这里不一一列出" in page.text


@pytest.mark.wide
def test_it_says_what_it_does_not_know(portal: Path, site: Path) -> None:
    assert "没有更新历史" in htmls.page(site, "changes/").text
    commit(portal, "2026-11-16")
    more(portal, NEW, CORRECTED)
    commit(portal, "2026-11-18")
    copy = portal.parent / "copy"
    git(portal.parent, "clone", "-q", "--depth", "1", portal.as_uri(), str(copy))
    page = htmls.page(portals.build(copy), "changes/")
    assert "2026年11月18日和那以前的更新，这里查不到" in page.text and not rows(page)
