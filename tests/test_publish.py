"""`deskboard publish`: one step from records to what residents see, and one step back."""

import signal
import subprocess
import time
from pathlib import Path

import portals
import pytest
from repositories import git
from servers import CASE

from generator import cli

pytestmark = pytest.mark.wide


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "srv" / "www"


def publish(portal: Path, www: Path, *options: str) -> int:
    return cli.run(["-C", str(portal), "publish", "--to", str(www), *options])


def live(www: Path) -> dict[str, bytes]:
    return portals.tree(www / "live")


def test_what_is_live_is_the_site(small: Path, www: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert publish(small, www) == 0
    assert f"上线了：{www / 'live'}（新增 " in capfd.readouterr().out
    assert live(www) == portals.tree(small / "site")
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    assert publish(small, www) == 0
    assert live(www) == portals.tree(small / "site") and "没有水" in live(www)["cases/XH-2026-002/index.html"].decode()
    capfd.readouterr()
    assert publish(small, www) == 0
    assert capfd.readouterr().out == "网站和线上的一样，没有变化。\n"


def test_problems_leave_what_is_live(small: Path, www: Path, capfd: pytest.CaptureFixture[str]) -> None:
    publish(small, www)
    before = live(www), (www / "live").readlink()
    portals.edit(small / CASE, "类别: 供水", "类别: 没有的")
    assert publish(small, www) == 1
    said = capfd.readouterr().err
    assert f"{CASE}:4:" in said and "线上的网站没有动" in said
    assert (live(www), (www / "live").readlink()) == before


def test_back_and_forth(small: Path, www: Path, capfd: pytest.CaptureFixture[str]) -> None:
    publish(small, www)
    first = live(www)
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    publish(small, www)
    second = live(www)
    assert cli.run(["publish", "--to", str(www), "--rollback"]) == 0, "it needs no portal"
    assert live(www) == first
    assert cli.run(["publish", "--to", str(www), "--rollback"]) == 1
    assert "没有上一版可以退" in capfd.readouterr().err
    assert live(www) == first
    assert publish(small, www) == 0
    assert live(www) == second
    assert cli.run(["publish", "--to", str(www / "nowhere"), "--rollback"]) == 1
    assert not (www / "nowhere").exists()


def test_what_no_commit_has_is_not_published(small: Path, www: Path, capfd: pytest.CaptureFixture[str]) -> None:
    git(small, "init", "-q", "-b", "main")
    git(small, "add", "content", "templates", "mkdocs.yml")
    git(small, "commit", "-q", "-m", "开始")
    assert publish(small, www) == 0
    before = live(www)
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    (small / "content" / "pages" / "新.md").write_text("# 新\n", "utf-8")
    assert publish(small, www) == 1
    said = capfd.readouterr().err
    assert CASE in said and "content/pages/新.md" in said and "git commit" in said
    assert live(www) == before
    git(small, "add", "content")
    git(small, "commit", "-q", "-m", "改")
    (small / "content" / "pages" / "新.md").rename(small / "content" / "pages" / "new.md")
    git(small, "add", "--all", "content")
    git(small, "commit", "-q", "-m", "改")
    assert publish(small, www) == 0
    assert "没有水" in live(www)["cases/XH-2026-002/index.html"].decode()
    cli.run(["publish", "--to", str(www), "--rollback"])
    capfd.readouterr()
    assert publish(small, www) == 1
    assert "退回" in capfd.readouterr().err and live(www) == before
    git(small, "commit", "-q", "--allow-empty", "-m", "还是要它")
    assert publish(small, www) == 0


@pytest.mark.parametrize("where", ["content/www", "site", "site/www", ".deskboard/www", "templates"])
def test_where_nothing_may_be_published(small: Path, where: str) -> None:
    before = portals.tree(small)
    assert publish(small, small / where) == 2
    assert portals.tree(small) == before


def test_forgetting(small: Path, www: Path) -> None:
    publish(small, www)
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    assert publish(small, www, "--forget") == 0
    old = [path for path in www.rglob("*") if path.is_file() and "三楼以上水压不足".encode() in path.read_bytes()]
    assert not old
    assert cli.run(["publish", "--to", str(www), "--rollback"]) == 1


def test_a_list_for_elsewhere(small: Path, www: Path, tmp_path: Path) -> None:
    """What is sent by the list is the live site; a list that is still there is added to."""
    listed, bucket = tmp_path / "todo.txt", dict[str, bytes]()
    publish(small, www, "--changes", str(listed))
    _send(listed, www, bucket)
    assert bucket == live(www)
    listed.unlink()
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    publish(small, www, "--changes", str(listed))
    lines = [line.split("\t") for line in listed.read_text("utf-8").splitlines()]
    assert ["page", "cases/XH-2026-002/index.html"] in lines
    assert [word for word, _ in lines] == sorted((word for word, _ in lines), key=["part", "page", "gone"].index)
    cli.run(["publish", "--to", str(www), "--rollback", "--changes", str(listed)])
    _send(listed, www, bucket)
    assert bucket == live(www)
    listed.write_text("别人的清单\n", "utf-8")
    portals.edit(small / CASE, "没有水", "有水")
    before = live(www)
    assert publish(small, www, "--changes", str(listed)) == 2
    assert live(www) == before and listed.read_text("utf-8") == "别人的清单\n"


def _send(listed: Path, www: Path, bucket: dict[str, bytes]) -> None:
    for line in listed.read_text("utf-8").splitlines():
        word, path = line.split("\t")
        if word == "gone":
            del bucket[path]
        else:
            bucket[path] = (www / "live" / path).read_bytes()


def test_two_at_a_time_wait_for_each_other(small: Path, www: Path) -> None:
    publish(small, www)
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    command = [portals.PYTHON, "-m", "generator", "publish", "--to", str(www)]
    both = [subprocess.Popen(command, cwd=small, env=portals.plain_environment()) for _ in range(2)]
    assert [each.wait(120) for each in both] == [0, 0]
    assert live(www) == portals.tree(small / "site")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(24))
def test_killed_at_any_moment(small: Path, www: Path, number: int) -> None:
    """Whenever it is killed, what is live is whole, old or new; and the next run is right."""
    publish(small, www)
    old = live(www)
    portals.edit(small / CASE, "三楼以上水压不足", "没有水")
    fresh = portals.clean_build(small, www.parent)
    started = time.monotonic()
    command = [portals.PYTHON, "-m", "generator", "publish", "--to", str(www)]
    running = subprocess.Popen(command, cwd=small, env=portals.plain_environment(), stdout=subprocess.DEVNULL)
    try:
        running.wait(0.4 + 0.06 * number)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
    running.wait()
    assert live(www) in (old, fresh), f"after {time.monotonic() - started:.1f} s"
    assert publish(small, www) == 0
    assert live(www) == fresh
    assert sorted(path.name for path in (www / ".deskboard").iterdir() if "lock" not in path.name) == [
        "a.files", "a.json", "b.files", "b.json",
    ]  # fmt: skip
