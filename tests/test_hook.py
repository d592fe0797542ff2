"""Before it is in git: what is about to be committed is checked, and nothing else."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pictures
import portals
import pytest
from test_privacy import CASE, MOBILE, write

from generator import cli

pytestmark = pytest.mark.wide


@pytest.fixture
def repository(sample: Callable[[str], Path]) -> Path:
    portal = sample("small")
    for command in (
        ["init", "-q", "-b", "main"],
        ["config", "user.email", "desk@example.org"],
        ["config", "user.name", "desk"],
        ["add", "content", "templates", "mkdocs.yml"],
    ):
        git(portal, *command)
    return portal


def git(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *command], cwd=folder, capture_output=True, text=True, check=False)


def head(folder: Path) -> str:
    return git(folder, "rev-list", "--count", "HEAD").stdout.strip()


def test_a_commit_with_something_private_is_refused(repository: Path) -> None:
    assert cli.run(["-C", str(repository), "hook"]) == 0
    done = git(repository, "commit", "-qm", "开始")
    assert done.returncode == 0, done.stderr
    write(repository, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    refused = git(repository, "commit", "-qam", "有电话")
    assert refused.returncode != 0
    assert f"{CASE}:" in refused.stderr + refused.stdout
    assert "139****78" in refused.stderr + refused.stdout
    assert MOBILE not in refused.stderr + refused.stdout
    assert head(repository) == "1"


def test_the_index_is_checked_and_not_the_folder(repository: Path) -> None:
    cli.run(["-C", str(repository), "hook"])
    git(repository, "commit", "-qm", "开始")
    write(repository, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    git(repository, "add", CASE)
    write(repository, CASE, MOBILE, "12345")
    assert git(repository, "commit", "-qm", "只改了文件夹").returncode != 0
    git(repository, "add", CASE)
    assert git(repository, "commit", "-qm", "改好了").returncode == 0
    write(repository, CASE, "12345", MOBILE)
    assert git(repository, "commit", "-qm", "别的", "--allow-empty").returncode == 0, "what is not added is not said"


def test_part_of_the_changes_and_a_portal_further_down(repository: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    (outer / "社区 一").mkdir(parents=True)
    (outer / "content").mkdir()
    (outer / "content" / "other.yml").write_text("不是公开栏", "utf-8")
    for name in ("content", "mkdocs.yml", "templates"):
        (repository / name).rename(outer / "社区 一" / name)
    for command in (
        ["init", "-q"],
        ["config", "user.email", "a@example.org"],
        ["config", "user.name", "a"],
        ["add", "."],
    ):
        git(outer, *command)
    assert cli.run(["-C", str(outer / "社区 一"), "hook"]) == 0
    assert git(outer, "commit", "-qm", "开始").returncode == 0
    case = outer / "社区 一" / CASE
    other = outer / "社区 一" / "content" / "cases" / "2026" / "10" / "XH-2026-001.yml"
    case.write_text(case.read_text("utf-8").replace("早晚", f"{MOBILE} 早晚"), "utf-8")
    other.write_text(other.read_text("utf-8").replace("看不清", "看不太清"), "utf-8")
    good = git(outer, "commit", "-qm", "只提交好的一件", str(other))
    assert good.returncode == 0, good.stderr
    assert git(outer, "commit", "-qm", "坏的", str(case)).returncode != 0


def test_somebody_elses_hook_stays(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    assert cli.run(["-C", str(repository), "hook"]) == 2
    assert "deskboard check --staged" in capsys.readouterr().err
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


def test_twice_does_no_harm_and_no_repository_is_said(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [cli.run(["-C", str(repository), "hook"]) for _ in range(2)] == [0, 0]
    away = tmp_path / "away"
    (away / "content").mkdir(parents=True)
    capsys.readouterr()
    for command in (["hook"], ["check", "--staged"]):
        assert cli.run(["-C", str(away), *command]) == 2
        assert "git" in capsys.readouterr().err


def test_the_hook_runs_this_python(repository: Path) -> None:
    cli.run(["-C", str(repository), "hook"])
    assert Path(sys.executable).as_posix() in (repository / ".git" / "hooks" / "pre-commit").read_text("utf-8")


def branched(repository: Path) -> None:
    """The branch `other` has a phone that nobody checked, `main` has gone on."""
    assert cli.run(["-C", str(repository), "hook"]) == 0
    assert git(repository, "commit", "-qm", "开始").returncode == 0
    git(repository, "switch", "-qc", "other")
    write(repository, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    assert git(repository, "commit", "-qam", "绕过去", "--no-verify").returncode == 0
    git(repository, "switch", "-q", "main")
    write(repository, "content/cases/2026/10/XH-2026-001.yml", "看不清路", "看不太清")
    assert git(repository, "commit", "-qam", "照常").returncode == 0


def test_a_merge_is_checked_too(repository: Path) -> None:
    branched(repository)
    merged = git(repository, "merge", "-q", "other")
    assert merged.returncode != 0
    assert "139****78" in merged.stderr + merged.stdout
    assert head(repository) == "2"


def test_a_conflict_is_said(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    branched(repository)
    write(repository, CASE, "三楼以上水压不足", "四楼以上水压不足")
    assert git(repository, "commit", "-qam", "另一样").returncode == 0
    assert git(repository, "merge", "-q", "other").returncode != 0
    assert cli.run(["-C", str(repository), "check", "--staged"]) == 2
    assert "有冲突" in capsys.readouterr().err


def test_two_portals_in_one_repository(repository: Path) -> None:
    shutil.copytree(repository / "content", repository / "第二个" / "content")
    for folder in (repository, repository / "第二个", repository):
        assert cli.run(["-C", str(folder), "hook"]) == 0
    git(repository, "add", "第二个")
    assert git(repository, "commit", "-qm", "开始").returncode == 0
    for portal in (repository, repository / "第二个"):
        write(portal, CASE, "三楼以上水压不足", f"请打{MOBILE}")
        assert git(repository, "commit", "-qam", "坏的").returncode != 0
        write(portal, CASE, f"请打{MOBILE}", "三楼以上水压不足")


def test_hooks_of_all_repositories_are_left_alone(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "config", "core.hooksPath", str(tmp_path / "everywhere"))
    assert cli.run(["-C", str(repository), "hook"]) == 2
    assert "core.hooksPath" in capsys.readouterr().err
    assert not (tmp_path / "everywhere").exists()


def test_photographs_are_decoded_once(repository: Path) -> None:
    photo = repository / "content/cases/2026/11/漏水.jpg"
    photo.write_bytes(pictures.file(pictures.scene()))
    write(repository, CASE, "环节: 登记", "环节: 登记\n    照片:\n      - 文件: 漏水.jpg\n        说明: 水表")
    git(repository, "add", "content")
    shelf = repository / ".deskboard" / "photos"
    assert cli.run(["-C", str(repository), "check", "--staged"]) == 0
    kept = portals.times(shelf)
    assert kept, "on the shelf of the portal itself"
    assert cli.run(["-C", str(repository), "check", "--staged"]) == 0
    assert portals.times(shelf) == kept
