"""git's history by day: what is added to it from commit to commit is what git tells of all of it at once."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from records_helper import case_text
from repositories import commit, git, start

from generator import chronicle, history, store
from generator.chronicle import Chronicle
from generator.notes import Notes
from generator.store import Database

ZONE = ZoneInfo("Asia/Shanghai")


def write(folder: Path, key: str, *events: str) -> None:
    file = folder / "content" / "cases" / f"{key}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(case_text(*events, id=key) if events else "x: 1\n", "utf-8")


def told(database: Database) -> object:
    """All that the chronicle says."""
    found = Chronicle(database, Notes())
    return found.gap, found.since, {day: found.of(day) for day in found.days()}


def anew(folder: Path, commit: str = "HEAD") -> object:
    database = store.memory()
    chronicle.bring_up(database, folder / "content", ZONE, commit)
    return told(database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = start(tmp_path / "portal")
    write(folder, "SY-2026-001", "2026-11-02 登记")
    write(folder, "SY-2026-002", "2026-11-02 登记")
    commit(folder, "2026-11-02")
    return folder


@pytest.fixture
def known(folder: Path) -> Database:
    """What is known of the first commit."""
    database = store.memory()
    assert chronicle.bring_up(database, folder / "content", ZONE) == {"history", "history/2026-11-02"}
    return database


def go_on(folder: Path, day: str, *events: str, key: str = "SY-2026-001") -> None:
    write(folder, key, *events)
    commit(folder, day)


def test_nothing_new_is_not_asked_for(folder: Path, known: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "read", None)
    assert chronicle.bring_up(known, folder / "content", ZONE) == set()


def test_a_commit_adds_to_its_day_alone(folder: Path, known: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = history.read
    monkeypatch.setattr(history, "read", lambda content, zone, what: asked.append(what) or read(content, zone, what))
    go_on(folder, "2026-11-03", "2026-11-02 登记", "2026-11-03 办理")
    assert chronicle.bring_up(known, folder / "content", ZONE) == {"history", "history/2026-11-03"}
    go_on(folder, "2026-11-03 13:00 +0800", "2026-11-02 登记", key="SY-2026-003")
    assert chronicle.bring_up(known, folder / "content", ZONE) == {"history/2026-11-03"}
    (folder / "README.md").write_text("x", "utf-8")
    commit(folder, "2026-11-04")
    assert chronicle.bring_up(known, folder / "content", ZONE) == set()
    assert all(".." in each for each in asked)
    monkeypatch.undo()
    assert told(known) == anew(folder)


def merged(folder: Path) -> None:
    """A merge takes one side: what the other brought is no longer told."""
    git(folder, "checkout", "-q", "-b", "other", "HEAD~0")
    go_on(folder, "2026-11-03", "2026-11-02 登记", "2026-11-03 办理")
    git(folder, "checkout", "-q", "main")
    go_on(folder, "2026-11-04", "2026-11-02 登记", "2026-11-04 转办 | 交给: 供水公司")
    when = "2026-11-05 12:00 +0800"
    git(folder, "merge", "-q", "-s", "ours", "-m", "x", "other", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


def older(folder: Path) -> None:
    """A commit that says it is older than the last one."""
    go_on(folder, "2026-11-01", "2026-11-02 登记", "2026-11-03 办理")


def same_second(folder: Path) -> None:
    go_on(folder, "2026-11-02", "2026-11-02 登记", "2026-11-03 办理")


def another_past(folder: Path) -> None:
    git(folder, "checkout", "-q", "--orphan", "new")
    write(folder, "SY-2026-009", "2026-11-02 登记")
    commit(folder, "2026-11-06")


def came_and_went(folder: Path) -> None:
    go_on(folder, "2026-11-03", "2026-11-02 登记", key="SY-2026-003")
    (folder / "content" / "cases" / "SY-2026-003.yml").unlink()
    commit(folder, "2026-11-03 13:00 +0800")


@pytest.mark.parametrize("go", [merged, older, same_second, another_past, came_and_went])
def test_whatever_comes(folder: Path, known: Database, go: Callable[[Path], None]) -> None:
    go(folder)
    chronicle.bring_up(known, folder / "content", ZONE)
    assert told(known) == anew(folder)


def test_a_step_back_and_another_zone(folder: Path, known: Database) -> None:
    go_on(folder, "2026-11-03 01:00 +0800", "2026-11-02 登记", "2026-11-03 办理")
    chronicle.bring_up(known, folder / "content", ZONE)
    assert chronicle.bring_up(known, folder / "content", ZoneInfo("UTC")) >= {"history"}
    assert [day.day for day in Chronicle(known, Notes()).days()] == [2]
    chronicle.bring_up(known, folder / "content", ZONE)
    git(folder, "reset", "-q", "--hard", "HEAD~1")
    assert chronicle.bring_up(known, folder / "content", ZONE) == {"history", "history/2026-11-03"}
    assert told(known) == anew(folder)


def test_git_that_was_too_slow_is_asked_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = store.memory()
    monkeypatch.setattr(history, "read", lambda *_: history.History(gap="slow"))
    chronicle.bring_up(database, folder / "content", ZONE)
    assert Chronicle(database, Notes()).gap == "slow"
    monkeypatch.undo()
    assert chronicle.bring_up(database, folder / "content", ZONE) == {"history", "history/2026-11-02"}
    assert Chronicle(database, Notes()).gap == ""


def test_a_copy_without_its_past(folder: Path, tmp_path: Path) -> None:
    go_on(folder, "2026-11-03", "2026-11-02 登记", "2026-11-03 办理")
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "copy")
    database, copy = store.memory(), tmp_path / "copy"
    chronicle.bring_up(database, copy / "content", ZONE)
    assert Chronicle(database, Notes()).since == date(2026, 11, 3)
    git(copy, "fetch", "-q", "--unshallow")
    chronicle.bring_up(database, copy / "content", ZONE)
    assert told(database) == anew(folder)


@pytest.mark.wide
@pytest.mark.parametrize("seed", range(6))
def test_by_chance(folder: Path, known: Database, seed: int) -> None:
    """Commits, branches, merges and steps back in any order."""
    chance, minute = random.Random(seed), 0
    for number in range(14):
        minute += chance.choice((0, 1, 60 * 11))
        when = f"2026-11-{3 + minute // 1440:02} {minute // 60 % 24:02}:{minute % 60:02} +0800"
        deed = chance.choice(("write", "write", "write", "delete", "branch", "merge", "back"))
        others = [each for each in git(folder, "branch", "--format=%(refname:short)").split() if each[0] == "b"]
        if deed == "branch":
            git(folder, "checkout", "-q", "-b", f"b{number}", chance.choice(("HEAD", "main")))
        elif deed == "merge" and others:
            here = git(folder, "rev-parse", "HEAD").strip()
            way = chance.choice(("ours", "ort"))
            options = ("-X", "theirs") if way == "ort" else ()
            times = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
            try:
                git(folder, "merge", "-q", "-s", way, *options, "-m", "x", chance.choice(others), **times)
            except AssertionError:  # one side deleted what the other changed
                git(folder, "reset", "-q", "--hard", here)
        elif deed == "back":
            git(folder, "checkout", "-q", chance.choice(["main", *others]))
        else:
            key = f"SY-2026-00{chance.randint(1, 4)}"
            file = folder / "content" / "cases" / f"{key}.yml"
            if deed == "delete" and file.exists():
                file.unlink()
            else:
                write(
                    folder,
                    key,
                    *("2026-11-02 登记", "2026-11-03 办理", f"2026-11-04 {chance.choice(('办结', '上报'))}")[
                        : chance.randint(1, 3)
                    ],
                )
            git(folder, "add", "--all")
            commit(folder, when, "--allow-empty")
        chronicle.bring_up(known, folder / "content", ZONE)
        assert told(known) == anew(folder), (seed, number, deed)
