"""What check says at once, and when it looks again."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import portals
import pytest
from repositories import commit, git, start

from generator import build, cli, store, verdict

pytestmark = pytest.mark.wide

OPEN = "content/cases/2026/11/XH-2026-002.yml"


def aged(portal: Path) -> None:
    """As if it had been there for long: what was changed just now is never trusted."""
    for path in portal.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (1, 1), follow_symlinks=False)


@pytest.fixture
def portal(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small portal, built today, some time after the last change."""
    monkeypatch.setattr(verdict, "_FRESH", -(10**18))
    start(small)
    commit(small, "2026-11-02")
    aged(small)
    assert cli.run(["-C", str(small), "build"]) == 0
    return small


def looked(portal: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> bool:
    """Whether check looks at the records."""
    asked: list[object] = []
    checked = cli._checked
    monkeypatch.setattr(cli, "_checked", lambda *given: asked.append(given) or checked(*given))
    cli.run(["-C", str(portal), "check", *options])
    monkeypatch.undo()
    monkeypatch.setattr(verdict, "_FRESH", -(10**18))
    return bool(asked)


def test_it_says_at_once_what_it_would_say(
    portal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (portal / "content" / "pages" / "about.md").open("a", encoding="utf-8") as file:
        file.write("\n居民张建国反映。\n")
    aged(portal)
    assert cli.run(["-C", str(portal), "build"]) == 0
    capsys.readouterr()
    assert not looked(portal, monkeypatch)
    at_once = capsys.readouterr()
    (portal / ".deskboard" / "verdict").unlink()
    assert looked(portal, monkeypatch)
    assert capsys.readouterr() == at_once
    assert "提醒" in at_once.out and "提醒" in at_once.err


@pytest.mark.parametrize("options", [["--format", "json"], ["--today", "2026-11-21"], ["--staged"]])
def test_with_an_option_it_looks(portal: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    assert looked(portal, monkeypatch, *options)


def test_of_the_day_of_the_build_it_is_said_at_once(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not looked(portal, monkeypatch, "--today", "2026-11-20")


EDITS: dict[str, Callable[[Path], object]] = {
    "a record": lambda portal: portals.edit(portal / OPEN, "高层水压", "高楼水压"),
    "a template": lambda portal: (portal / "templates" / "case.html").write_text("x", "utf-8"),
    "a page": lambda portal: (portal / "content" / "pages" / "new.md").write_text("# 新\n", "utf-8"),
    "a hidden file": lambda portal: (portal / "content" / ".x.swp").write_text("x", "utf-8"),
    "the settings": lambda portal: portals.edit(portal / "mkdocs.yml", "site_name", " site_name"),
    "a file that went": lambda portal: (portal / OPEN).unlink(),
    "another time alone": lambda portal: os.utime(portal / OPEN, (2, 2)),
    "a commit": lambda portal: git(portal, "commit", "-q", "--allow-empty", "-m", "x"),
    "a merge that goes on": lambda portal: (portal / ".git" / "MERGE_HEAD").write_text(f"{'0' * 40}\n", "utf-8"),
    "a damaged verdict": lambda portal: portals.edit(portal / ".deskboard" / "verdict", "都对", "全对"),
    "no verdict": lambda portal: (portal / ".deskboard" / "verdict").write_text("", "utf-8"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_any_change_it_looks(
    portal: Path, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Path], object]
) -> None:
    assert not looked(portal, monkeypatch)
    edit(portal)
    assert looked(portal, monkeypatch)


def test_on_another_day_it_looks(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(portal, portal / "site", date(2026, 11, 19))
    assert not looked(portal, monkeypatch)  # its own day stands still, and nothing was kept of another
    portals.edit(portal / "content" / "portal.yml", "固定日期: 2026-11-20\n", "")
    aged(portal)
    build.build(portal, portal / "site")
    assert not looked(portal, monkeypatch)
    build.build(portal, portal / "site", date(2026, 11, 20))
    assert looked(portal, monkeypatch)
    assert not looked(portal, monkeypatch, "--today", "2026-11-20")


def test_with_another_day_in_the_environment_it_looks(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as there:
        there.setenv("SOURCE_DATE_EPOCH", "1796000000")
        assert verdict.known(portal, None) is None
    assert verdict.known(portal, None)


def test_what_lies_behind_a_link_is_looked_at(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (portal / "templates").rename(portal / "elsewhere")
    (portal / "templates").symlink_to("elsewhere")
    assert cli.run(["-C", str(portal), "build"]) == 0
    assert looked(portal, monkeypatch)


def test_what_was_changed_just_now_is_looked_at(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portals.edit(small / OPEN, "高层水压", "高楼水压")
    assert cli.run(["-C", str(small), "build"]) == 0
    assert looked(small, monkeypatch)


# What the store knows, without writing


@pytest.mark.parametrize("edit", ["none", "record", "problem", "unit"])
def test_a_check_that_leans_on_the_store_finds_what_one_from_nothing_finds(portal: Path, edit: str) -> None:
    if edit == "record":
        portals.edit(portal / OPEN, "高层水压", "高楼水压")
    elif edit == "problem":
        with (portal / OPEN).open("a", encoding="utf-8") as file:
            file.write("  - 日期: 2026-11-19\n    环节: 转办\n    交给: 没有的单位\n")
    elif edit == "unit":
        (portal / "content" / "units.yml").write_text("- {简称: 别的单位, 级别: 企业}\n", "utf-8")
    before = store._about(portal / ".deskboard" / "store.db")
    found = build.check(portal, date(2026, 11, 20))
    assert before and store._about(portal / ".deskboard" / "store.db") == before
    (portal / ".deskboard" / "store.db").unlink()
    assert found == build.check(portal, date(2026, 11, 20))


def test_a_store_for_which_there_is_no_memory_is_copied_on_the_disk(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (portal / "content" / "cases" / "2026" / "10" / "XH-2026-001.yml").unlink()
    found = build.check(portal, date(2026, 11, 20))
    monkeypatch.setattr(store, "_is_roomy", lambda size: False)
    before = store._about(portal / ".deskboard" / "store.db")
    lying = sorted((portal / ".deskboard").rglob("*"))
    with store.glimpsed(portal / ".deskboard") as copy:
        assert sorted((portal / ".deskboard").rglob("*")) == lying
        copy.execute("DELETE FROM file")
        copy.keep()
        assert copy.execute("SELECT count(*) FROM file").fetchone() == (0,)
    assert build.check(portal, date(2026, 11, 20)) == found
    assert store._about(portal / ".deskboard" / "store.db") == before
    assert sorted((portal / ".deskboard").rglob("*")) == lying


def test_a_time_beyond_all_times(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, far = portal / OPEN, 12_000_000_000 * 10**9
    os.utime(file, ns=(far, far))
    if file.stat().st_mtime_ns != far:
        pytest.skip("no file here can be of such a time")
    for command in ("build", "check", "check"):
        assert cli.run(["-C", str(portal), command, "--today", "2026-11-20"]) == 0
    assert capsys.readouterr().err == "都对，没有要改的。\n" * 2


def test_what_a_killed_one_left_of_such_a_copy_goes_with_the_next(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_is_roomy", lambda size: False)
    left, going_on = portal / ".deskboard" / "glimpse-left", portal / ".deskboard" / "glimpse-now"
    for folder in (left, going_on):
        folder.mkdir()
        (folder / "store.db").write_bytes(b"x")
    os.utime(left, (0, 0))
    with store.glimpsed(portal / ".deskboard"):
        pass
    assert not left.exists()
    assert going_on.exists()


def test_there_is_room_for_little_and_none_for_all() -> None:
    assert store._is_roomy(1) and not store._is_roomy(2**60)


def test_a_glimpse_of_a_store_that_is_not_to_be_trusted(portal: Path) -> None:
    file = portal / ".deskboard" / "store.db"

    def rows() -> int:
        with store.glimpsed(portal / ".deskboard") as found:
            return int(found.execute("SELECT count(*) FROM sqlite_master WHERE name = 'file'").fetchone()[0])

    assert rows() > 0
    beside = file.with_name("store.db-wal")
    beside.write_bytes(b"")
    assert rows() == 0
    beside.unlink()
    os.utime(file, (1, 1))
    assert rows() == 0
    file.write_bytes(b"x" * 9000)
    assert rows() == 0
