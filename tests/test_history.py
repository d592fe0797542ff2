"""What one call of git tells of the records, in repositories that are made here."""

import subprocess
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from records_helper import case_text
from repositories import commit, git, spoil, start

from generator import gits, history
from generator.history import Change, History

ZONE = ZoneInfo("Asia/Shanghai")
CASE = "content/cases/2026/11/SY-2026-001.yml"
FIRST, SECOND, THIRD = "2026-11-02 登记", "2026-11-03 转办 | 交给: 供水公司", "2026-11-05 办理"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return start(tmp_path / "repository")


def write(folder: Path, *events: str, path: str = CASE) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(case_text(*events), "utf-8")
    return file


def told(folder: Path, zone: ZoneInfo = ZONE) -> list[tuple[str, str, str, tuple[str, ...]]]:
    found = history.read(folder / "content", zone)
    assert found.gap == "" and found.since is None
    return [(each.day.isoformat(), each.name, each.deed, each.steps) for each in found.changes]


def test_added_gone_on_and_deleted(repository: Path) -> None:
    write(repository, FIRST)
    commit(repository, "2026-11-02")
    file = write(repository, FIRST, SECOND, THIRD)
    commit(repository, "2026-11-05")
    file.unlink()
    commit(repository, "2026-11-09")
    assert told(repository) == [
        ("2026-11-02", "SY-2026-001", "added", ("登记",)),
        ("2026-11-05", "SY-2026-001", "changed", ("办理", "转办")),
        ("2026-11-09", "SY-2026-001", "deleted", ()),
    ]


def test_other_words_in_an_event_bring_no_step(repository: Path) -> None:
    file = write(repository, FIRST, SECOND)
    commit(repository, "2026-11-03")
    file.write_text(
        file.read_text("utf-8").replace("日期: 2026-11-03\n    环节: 转办", "环节: 转办\n    日期: 2026-11-04"), "utf-8"
    )
    commit(repository, "2026-11-04")
    write(repository, FIRST)
    commit(repository, "2026-11-05")
    assert [each[2:] for each in told(repository)][1:] == [("changed", ()), ("changed", ())]


@pytest.mark.parametrize(
    "event",
    ["  - {日期: 2026-11-03, 环节: 办理}\n", '  - 日期: 2026-11-03\n    "环节" : "办理"  # 记\n',
     "  - 环节: 办理\r\n    日期: 2026-11-03\r\n", "  - 环节: 办理"],
)  # fmt: skip
def test_however_it_is_typed(repository: Path, event: str) -> None:
    file = write(repository, FIRST)
    commit(repository, "2026-11-02")
    with file.open("ab") as open_file:
        open_file.write(event.encode())
    commit(repository, "2026-11-03")
    assert told(repository)[-1][3] == ("办理",)


def test_words_in_a_text_are_no_step(repository: Path) -> None:
    write(repository, f"{FIRST} | 说明: 环节: 办结")
    commit(repository, "2026-11-02")
    assert told(repository)[0][3] == ("登记",)


def test_a_file_that_moves_is_no_change_and_one_that_moves_and_goes_on_is_one(repository: Path) -> None:
    file = write(repository, FIRST)
    commit(repository, "2026-11-02")
    other = repository / "content/cases/新的 文件夹/SY-2026-001.yml"
    other.parent.mkdir()
    file.rename(other)
    commit(repository, "2026-11-03")
    other.unlink()
    write(repository, FIRST, SECOND, path="content/cases/SY-2026-001.yml")
    commit(repository, "2026-11-04")
    assert told(repository) == [
        ("2026-11-02", "SY-2026-001", "added", ("登记",)),
        ("2026-11-04", "SY-2026-001", "changed", ("转办",)),
    ]


def test_another_number_is_another_matter(repository: Path) -> None:
    file = write(repository, FIRST)
    commit(repository, "2026-11-02")
    file.rename(file.with_name("SY-2026-009.yml"))
    commit(repository, "2026-11-03")
    assert {each[1:3] for each in told(repository)[1:]} == {("SY-2026-001", "deleted"), ("SY-2026-009", "added")}


def test_two_branches_are_told_once(repository: Path) -> None:
    write(repository, FIRST)
    commit(repository, "2026-11-02")
    git(repository, "switch", "-qc", "other")
    write(repository, FIRST, SECOND)
    commit(repository, "2026-11-03")
    git(repository, "switch", "-q", "main")
    write(repository, FIRST, path="content/cases/SY-2026-002.yml")
    commit(repository, "2026-11-04")
    when = "2026-11-06 12:00 +0800"
    git(repository, "merge", "-q", "--no-ff", "other", "-m", "x", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
    assert [each[:3] for each in told(repository)] == [
        ("2026-11-02", "SY-2026-001", "added"),
        ("2026-11-03", "SY-2026-001", "changed"),
        ("2026-11-04", "SY-2026-002", "added"),
    ]


def test_days_are_those_of_the_portal(repository: Path) -> None:
    write(repository, FIRST)
    commit(repository, "2026-11-02 17:30 +0000")
    assert told(repository)[0][0] == "2026-11-03"
    assert told(repository, ZoneInfo("America/New_York"))[0][0] == "2026-11-02"


def test_what_is_not_committed_is_not_published(repository: Path) -> None:
    file = write(repository, FIRST)
    commit(repository, "2026-11-02")
    write(repository, FIRST, SECOND)
    write(repository, FIRST, path="content/cases/SY-2026-002.yml")
    git(repository, "add", "--all")
    assert len(told(repository)) == 1
    file.unlink()
    assert len(told(repository)) == 1


def test_policies_meetings_and_notices_but_no_photographs_and_no_settings(repository: Path) -> None:
    for path in (
        "policies/a.md",
        "notices/b.md",
        "meetings/2026/会.yml",
        "cases/x/门口.jpg",
        "portal.yml",
        "pages/a.md",
    ):
        file = repository / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes("\x01123 HEAD\0\n:x\n环节: 办结\n".encode())
    commit(repository, "2026-11-02")
    found = history.read(repository / "content", ZONE).changes
    assert {(each.folder, each.name) for each in found} == {("policies", "a"), ("notices", "b"), ("meetings", "会")}


def test_a_portal_further_down_and_one_whose_records_are_a_repository(repository: Path, tmp_path: Path) -> None:
    write(repository, FIRST, path=f"社区 一/{CASE}")
    write(repository, FIRST, path="content/cases/SY-2026-002.yml")
    commit(repository, "2026-11-02")
    assert [each[1] for each in told(repository / "社区 一")] == ["SY-2026-001"]
    alone = tmp_path / "portal" / "content"
    start(alone)
    write(alone, FIRST, path="cases/SY-2026-003.yml")
    commit(alone, "2026-11-02")
    assert [each[1] for each in told(tmp_path / "portal")] == ["SY-2026-003"]


def test_a_copy_without_its_past_says_so(repository: Path, tmp_path: Path) -> None:
    for day, events in (
        ("2026-11-02", [FIRST]),
        ("2026-11-03", [FIRST, SECOND]),
        ("2026-11-05", [FIRST, SECOND, THIRD]),
    ):
        write(repository, *events)
        commit(repository, day)
    git(tmp_path, "clone", "-q", "--depth", "2", repository.as_uri(), "copy")
    found = history.read(tmp_path / "copy" / "content", ZONE)
    assert (found.gap, found.since) == ("shallow", date(2026, 11, 3))
    assert found.changes == (Change(date(2026, 11, 5), "cases", "SY-2026-001", "changed", ("办理",)),)
    git(repository, "tag", "grafted")
    git(repository, "branch", "x-grafted")
    assert len(told(repository)) == 3


def test_more_commits_than_are_asked_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "COMMITS", 2)
    for day, events in (
        ("2026-11-02", [FIRST]),
        ("2026-11-03", [FIRST, SECOND]),
        ("2026-11-05", [FIRST, SECOND, THIRD]),
    ):
        write(repository, *events)
        commit(repository, day)
    found = history.read(repository / "content", ZONE)
    assert (found.gap, found.since) == ("many", date(2026, 11, 2))
    assert [each.day.day for each in found.changes] == [3, 5]


def test_records_that_were_never_committed_beside_others_that_were(repository: Path) -> None:
    write(repository, FIRST, path="notes.yml")
    commit(repository, "2026-11-02")
    write(repository, FIRST)
    assert history.read(repository / "content", ZONE) == history.UNKNOWN
    write(repository, FIRST, path="mine/" + CASE)
    assert history.read(repository / "mine" / "content", ZONE) == history.UNKNOWN


def test_without_a_repository_without_a_commit_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    assert history.read(tmp_path / "content", ZONE) == History((), "none", None)
    start(tmp_path)
    assert history.read(tmp_path / "content", ZONE).gap == "none"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history.read(tmp_path / "content", ZONE).gap == "none"


def test_a_git_that_does_not_answer(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = repository / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nexec sleep 30\n", "utf-8")
    fake.chmod(0o755)
    (repository / "content").mkdir()
    monkeypatch.setenv("PATH", str(fake.parent), prepend=":")
    monkeypatch.setattr(gits, "SECONDS", 0.2)
    assert history.read(repository / "content", ZONE).gap == "slow"


def test_settings_and_an_environment_that_mean_ill(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".gitattributes").write_text("*.yml diff=x -text\n*.md -diff\n", "utf-8")
    write(repository, FIRST)
    start(repository / "content/cases/other")
    for text in "ab":
        (repository / "content/cases/other/a").write_text(text, "utf-8")
        commit(repository / "content/cases/other", "2026-11-01")
        commit(repository, "2026-11-02")
    git(repository / "content/cases/other", "config", "diff.external", f"touch {repository}/HACKED")
    write(repository, FIRST, SECOND)
    commit(repository, "2026-11-03")
    plain = told(repository)
    assert len(plain) == 2
    spoil(repository, monkeypatch)
    assert told(repository) == plain
    assert not list(repository.rglob("HACKED"))


def test_names_that_mean_ill(repository: Path) -> None:
    write(repository, FIRST)
    for name in ("a\n\x01123 grafted", 'b"b', "c\td", "\\", "diff --git e", "环节: 办结"):
        write(repository, FIRST, path=f"content/cases/{name}/SY-2026-007.yml")
        write(repository, FIRST, path=f"content/policies/{name}.md")
    commit(repository, "2026-11-02")
    found = told(repository)
    assert ("2026-11-02", "SY-2026-001", "added", ("登记",)) in found and len(found) >= 4


@pytest.mark.slow
def test_three_thousand_commits_take_a_second_or_two(repository: Path) -> None:
    lines = []
    for number in range(3000):
        text = case_text(FIRST, SECOND, THIRD, 编号=f"SY-2026-{number:05}").encode()
        head = f"commit refs/heads/main\ncommitter a <a@example.org> {1750000000 + number * 3600} +0800\ndata 0\n"
        path = f"content/cases/2026/{number % 12 + 1:02}/SY-2026-{number:05}.yml"
        lines += [head.encode(), f"M 100644 inline {path}\ndata {len(text)}\n".encode(), text, b"\n"]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository, input=b"".join(lines), check=True)
    (repository / "content").mkdir()
    before = time.perf_counter()
    assert len(told(repository)) == 3000
    assert time.perf_counter() - before < 5  # 0.4 s by itself; other work may be going on beside it
