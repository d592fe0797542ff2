"""The ledger is git's history: branches, merges, copies, and a git that knows nothing."""

import subprocess
import time
from pathlib import Path
from typing import Any

import portals
import published
import pytest
from published import FIRST, NOTICE, PLACES, SITE, case, known, merge, problems, said
from repositories import commit, git, spoil, start

from generator import cli, gits, ledger

pytestmark = pytest.mark.wide

GONE = [(NOTICE, "网址没了")]


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    return published.portal(tmp_path / "portal")


def head(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD").strip()


def test_two_branches_that_add_records_do_not_meet(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    case(portal, "XH-2026-012")
    commit(portal, "2026-11-11")
    merge(portal, "other")
    assert problems(portal) == []
    assert {"cases/XH-2026-011/", "cases/XH-2026-012/"} <= known(portal)


def test_one_gives_a_place_another_code_while_the_other_adds_a_case_there(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    case(portal, "XH-2026-011", "西巷")
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    portals.edit(portal / PLACES, "代码: xixiang", "代码: xi-xiang\n      曾用代码: [xixiang]")
    commit(portal, "2026-11-11")
    merge(portal, "other")
    assert problems(portal) == []
    portals.edit(portal / PLACES, "\n      曾用代码: [xixiang]", "")
    assert said(portal) == [(PLACES, "网址没了")]


def test_one_deletes_what_the_other_left_alone(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    (portal / NOTICE).unlink()
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    case(portal, "XH-2026-012")
    commit(portal, "2026-11-11")
    merge(portal, "other")
    assert said(portal) == GONE


def test_a_merge_that_does_more_than_merge(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    case(portal, "XH-2026-012")
    commit(portal, "2026-11-11")
    merge(portal, "other", "--no-commit")
    case(portal, "XH-2026-013")
    portals.edit(portal / PLACES, "代码: xixiang", "代码: xi-xiang")
    commit(portal, "2026-11-12")
    (portal / "content/cases/2026/11/XH-2026-013.yml").unlink()
    portals.edit(portal / PLACES, "代码: xi-xiang", "代码: xixiang")
    files = ["content/cases/2026/11/XH-2026-013.yml", PLACES]
    assert said(portal) == [(file, "网址没了") for file in files], "what only the merge brought was published, too"


def test_a_merge_that_throws_a_branch_away(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    merge(portal, "other", "-s", "ours")
    assert said(portal) == [("content/cases/2026/11/XH-2026-011.yml", "网址没了")]


def test_while_a_merge_is_going_on_both_sides_count(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    new = case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    merge(portal, "other", "--no-commit")
    assert problems(portal) == []
    new.unlink()
    assert said(portal) == [("content/cases/2026/11/XH-2026-011.yml", "网址没了")]


def test_squashed_reverted_and_added_again(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    case(portal, "XH-2026-011").rename(portal / "content/cases/2026/11/XH-2026-012.yml")
    portals.edit(portal / "content/cases/2026/11/XH-2026-012.yml", "XH-2026-011", "XH-2026-012")
    commit(portal, "2026-11-11")
    git(portal, "switch", "-q", "main")
    git(portal, "merge", "-q", "--squash", "other")
    commit(portal, "2026-11-12")
    assert problems(portal) == [], "what was only on a branch that never came here is not missed"
    assert "cases/XH-2026-011/" not in known(portal)
    git(portal, "revert", "--no-edit", "HEAD")
    assert said(portal) == [("content/cases/2026/11/XH-2026-012.yml", "网址没了")]
    case(portal, "XH-2026-012")
    assert problems(portal) == []
    commit(portal, "2026-11-13")
    assert problems(portal) == []


def test_a_branch_from_before_the_site_was_real(tmp_path: Path) -> None:
    portal = published.portal(tmp_path / "sample", "https://deskboard.example.org/")
    git(portal, "switch", "-qc", "old")
    for key in ("XH-2026-021", "XH-2026-022"):
        case(portal, key)
    commit(portal, "2026-11-03")
    (portal / "content/cases/2026/11/XH-2026-021.yml").unlink()
    commit(portal, "2026-11-04")
    git(portal, "switch", "-q", "main")
    (portal / NOTICE).unlink()
    published.at(portal, SITE)
    commit(portal, "2026-11-05")
    merge(portal, "old")
    assert problems(portal) == []
    assert "cases/XH-2026-022/" in known(portal) and "cases/XH-2026-021/" not in known(portal)
    assert "notices/tingshui/" not in known(portal)
    (portal / "content/cases/2026/11/XH-2026-022.yml").unlink()
    assert said(portal) == [("content/cases/2026/11/XH-2026-022.yml", "网址没了")]


def test_a_merge_of_another_repository_is_none_of_ours(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"GITHEAD_{'1' * 40}", "other")
    assert problems(portal) == []


def test_given_commits_count_and_no_others(portal: Path) -> None:
    first = head(portal)
    case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    new = ledger.read(portal).published(lambda address: True).keys()
    assert new - ledger.read(portal, [first]).published(lambda address: True).keys() == {"cases/XH-2026-011/"}


def test_a_copy_with_its_past_and_copies_without(portal: Path, tmp_path: Path) -> None:
    (portal / NOTICE).unlink()
    commit(portal, "2026-11-10")
    git(portal, "config", "uploadpack.allowFilter", "true")
    for name, options in (("whole", []), ("shallow", ["--depth", "1"]), ("part", ["--filter=blob:none"])):
        git(tmp_path, "clone", "-q", *options, portal.as_uri(), name)
    assert said(tmp_path / "whole") == GONE
    shallow = problems(tmp_path / "shallow")
    assert [(each.file, each.code, each.level) for each in shallow] == [("mkdocs.yml", "存档不全", "错误")]
    assert "fetch-depth: 0" in shallow[0].remedy
    published.run(tmp_path / "shallow", "git fetch -q --unshallow")
    assert said(tmp_path / "shallow") == GONE
    part = problems(tmp_path / "part")
    assert [each.code for each in part] == ["存档不全"] and "--filter" in part[0].remedy


def test_a_portal_further_down(tmp_path: Path) -> None:
    start(tmp_path / "街道")
    published.portal(tmp_path / "街道" / "社区 二", "https://two.gov.cn/")
    portal = published.portal(tmp_path / "街道" / "社区 一")
    git(portal, "switch", "-qc", "other")
    case(portal, "XH-2026-011")
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    merge(portal, "other", "--no-commit")
    case(portal, "XH-2026-012")
    commit(portal, "2026-11-12")
    assert problems(portal) == []
    for path in (NOTICE, "content/cases/2026/11/XH-2026-012.yml"):
        (portal / path).unlink()
    found = problems(portal)
    assert [each.file for each in found] == ["content/cases/2026/11/XH-2026-012.yml", NOTICE]
    published.run(portal, f"git checkout {head(portal)[:10]} -- {NOTICE}")
    assert len(problems(portal)) == 1 and problems(tmp_path / "街道" / "社区 二") == []


@pytest.mark.wide
def test_a_commit_and_a_merge_are_refused(portal: Path) -> None:
    assert cli.run(["-C", str(portal), "hook"]) == 0
    git(portal, "config", "user.name", "desk")
    git(portal, "config", "user.email", "desk@example.org")
    git(portal, "rm", "-q", NOTICE)
    assert cli.run(["-C", str(portal), "check", "--staged"]) == 1
    assert cli.run(["-C", str(portal), "check"]) == 1
    refused = subprocess.run(["git", "commit", "-m", "x"], cwd=portal, capture_output=True, text=True, check=False)
    assert refused.returncode and NOTICE in refused.stdout + refused.stderr
    git(portal, "reset", "-q", "--hard")
    (portal / NOTICE).unlink()
    case(portal, "XH-2026-011")
    git(portal, "add", "content/cases")
    git(portal, "commit", "-qm", "the folder is not what is committed")
    git(portal, "reset", "-q", "--hard")
    # A branch from before the site was real would take away what is real now.
    git(portal, "switch", "-qc", "other")
    git(portal, "rm", "-q", FIRST)
    git(portal, "commit", "-qm", "x", "--no-verify")
    git(portal, "switch", "-q", "main")
    case(portal, "XH-2026-012")
    git(portal, "add", "content")
    git(portal, "commit", "-qm", "x")
    merged = subprocess.run(["git", "merge", "-q", "other"], cwd=portal, capture_output=True, text=True, check=False)
    assert merged.returncode and FIRST in merged.stdout + merged.stderr


@pytest.mark.wide
def test_a_merge_that_loses_what_only_the_other_side_published(tmp_path: Path) -> None:
    portal = published.portal(tmp_path / "portal", "https://deskboard.example.org/")
    git(portal, "config", "user.name", "desk")
    git(portal, "config", "user.email", "desk@example.org")
    git(portal, "switch", "-qc", "real")
    published.at(portal, SITE)
    commit(portal, "2026-11-10")
    git(portal, "switch", "-q", "main")
    (portal / NOTICE).unlink()
    commit(portal, "2026-11-11")
    assert cli.run(["-C", str(portal), "hook"]) == 0
    merged = subprocess.run(["git", "merge", "-q", "real"], cwd=portal, capture_output=True, text=True, check=False)
    assert merged.returncode and NOTICE in merged.stdout + merged.stderr


def test_without_git_and_without_a_commit_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = portals.copy(portals.SAMPLES / "small", tmp_path / "portal")
    assert problems(portal) == []
    published.at(portal, SITE)
    told = [("mkdocs.yml", "没有存档", "提醒")]
    assert [(each.file, each.code, each.level) for each in problems(portal)] == told
    start(portal)
    assert [(each.file, each.code, each.level) for each in problems(portal)] == told
    assert ledger.uncommitted(portal, SITE, {"places/xixiang/"}) == set()
    commit(portal, "2026-11-01")
    assert problems(portal) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    found = problems(portal)
    assert [(each.file, each.code, each.level) for each in found] == [("mkdocs.yml", "没有存档", "错误")]
    assert "git --version" in found[0].remedy
    with pytest.raises(gits.NoAnswer):
        ledger.uncommitted(portal, SITE, {"places/xixiang/"})
    (portal / ".git").rename(tmp_path / "elsewhere")
    assert [(each.file, each.code, each.level) for each in problems(portal)] == told


@pytest.mark.parametrize(
    ("does", "code"), [("exec sleep 30", "存档没有回答"), ("echo dubious >&2; exit 128", "存档没有回答")]
)
def test_a_git_that_does_not_answer_stops(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, code: str
) -> None:
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=":")
    monkeypatch.setattr(gits, "SECONDS", 0.3)
    assert [(each.code, each.level) for each in problems(portal)] == [(code, "错误")]
    with pytest.raises(gits.NoAnswer):
        ledger.uncommitted(portal, SITE, {"places/xixiang/"})


def test_settings_that_mean_ill_run_nothing(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (portal / NOTICE).unlink()
    commit(portal, "2026-11-02")
    plain, known_ = ledger.read(portal), known(portal)
    spoil(portal, monkeypatch)
    assert ledger.read(portal).past == plain.past and known(portal) == known_
    assert [each for each in said(portal) if each[1] == "网址没了"] == GONE
    assert ledger.uncommitted(portal, SITE, {"places/xixiang/"}) == set()
    assert not list(portal.rglob("HACKED"))


def test_a_copy_without_old_files_asks_nobody_for_them(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portals.edit(portal / PLACES, "西巷", "西街")
    commit(portal, "2026-11-02")
    git(portal, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", portal.as_uri(), "part")
    copy = tmp_path / "part"
    git(copy, "config", "remote.origin.url", f"ext::sh -c touch% {tmp_path}/HACKED")
    git(copy, "config", "protocol.ext.allow", "always")
    run = subprocess.run

    def older(command: list[str], **options: Any) -> Any:
        """A git that does not know GIT_NO_LAZY_FETCH."""
        options["env"].pop("GIT_NO_LAZY_FETCH", None)
        return run(command, **options)

    monkeypatch.setattr("generator.gits.subprocess.run", older)
    assert "存档不全" in {code for _, code in said(copy)}
    assert not (tmp_path / "HACKED").exists()


def test_a_huge_file_once_committed_is_never_read(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = published.case(portal, "XH-2026-011")
    text = huge.read_text("utf-8")
    huge.write_text(text + "#" * 3_000_000, "utf-8")
    commit(portal, "2026-11-02")
    huge.write_text(text, "utf-8")
    case(portal, "XH-2026-012")
    commit(portal, "2026-11-03")
    asked, ask = [], gits.ask

    def listen(*words: Any, **options: Any) -> bytes:
        asked.append(len(ask(*words, **options)))
        return ask(*words, **options)

    monkeypatch.setattr(gits, "ask", listen)
    monkeypatch.setattr("generator.gits._AT_ONCE", 1_000)
    assert {"cases/XH-2026-001/", "cases/XH-2026-011/", "cases/XH-2026-012/", "places/xixiang/"} <= known(portal)
    firsts = {"changes/2026-10/", "digest/2026-W40/", "figures/received/2026-10/", "results/2026/"}
    assert ledger.read(portal).earlier({"cases/2026/10/", "notices/2026/11/", *firsts}, set()) is None
    assert max(asked) < 20_000


def test_three_thousand_commits_take_no_time(portal: Path) -> None:
    lines = [b"commit refs/heads/main\ncommitter a <a@example.org> 1790000000 +0800\ndata 0\nfrom refs/heads/main^0\n"]
    for number in range(3000):
        text = f"编号: SY-2026-{number:05}\n进展:\n  - 日期: 2026-10-{number % 30 + 1:02}\n    环节: 登记\n".encode()
        path = f"content/cases/2026/{number % 12 + 1:02}/SY-2026-{number:05}.yml"
        if number:
            lines += [
                f"commit refs/heads/main\ncommitter a <a@example.org> {1790000000 + number} +0800\ndata 0\n".encode()
            ]
        lines += [f"M 100644 inline {path}\ndata {len(text)}\n".encode(), text, b"\n"]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=portal, input=b"".join(lines), check=True)
    before = time.perf_counter()
    found = ledger.read(portal)
    assert not found.published({"cases/XH-2026-001/"}.__contains__).keys() - {"cases/XH-2026-001/"}
    assert len(found.names) > 3000
    assert found.earlier({"cases/2026/11/"}, set()) == ("2026-10", "cases/2026/10/")
    assert time.perf_counter() - before < 3  # 0.4 s by itself; other work may be going on beside it
