"""From commit to live: a push that is right is what residents see; one that is wrong changes nothing at all."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import portals
import pytest
import servers
from repositories import git
from servers import CASE, Server, Staff
from test_privacy import MOBILE

from generator import cli

pytestmark = pytest.mark.wide


@pytest.fixture
def server(small: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Server:
    made = servers.start(small, tmp_path / "srv" / "board")
    capfd.readouterr()
    return made


@pytest.fixture
def staff(server: Server) -> Staff:
    return server.staff("wang")


def untouched(server: Server, head: str, site: dict[str, bytes]) -> None:
    assert server.head() == head
    assert portals.tree(server.home / "www" / "live") == site
    assert not git(server.home / "work", "status", "--porcelain", "--", "content", "templates", "mkdocs.yml")


def live(server: Server) -> dict[str, bytes]:
    return portals.tree(server.home / "www" / "live")


def allow(server: Server, what: str) -> None:
    """What an administrator does to let something through."""
    git(server.home / "portal.git", "config", f"deskboard.{what}", "true")


def test_one_command_makes_a_server_and_one_push_makes_it_live(server: Server, staff: Staff) -> None:
    assert "水压" in server.page("cases/XH-2026-002")
    assert live(server) == server.built_from_nothing()
    pushed = staff.edit("三楼以上水压不足", "三楼以上晚上没有水").push()
    assert pushed.taken
    assert "上线了：https://deskboard.example.org/" in pushed.said
    assert "三楼以上晚上没有水" in server.page("cases/XH-2026-002")
    assert live(server) == server.built_from_nothing()


def test_a_push_with_problems_is_refused_with_place_and_remedy(server: Server, staff: Staff) -> None:
    head, site = server.head(), live(server)
    pushed = staff.edit("类别: 供水", "类别: 供水\n多写的: 一项").push()
    assert not pushed.taken
    assert f"{CASE}:5:1: 错误：这里没有“多写的”这一项" in pushed.said
    assert "没有收下这次推送，仓库和网站都没有动。" in pushed.said
    untouched(server, head, site)
    assert staff.edit("\n多写的: 一项", "").push().taken, "as soon as it is mended, it goes through"


def test_what_is_wrong_only_for_the_engine_is_refused_too(server: Server, staff: Staff) -> None:
    """Otherwise a push would be taken, and the site would stay as it was."""
    allow(server, "templates")
    head, site = server.head(), live(server)
    pushed = staff.edit("site_name:", "nav_not_known: 1\nsite_name:", "mkdocs.yml").push()
    assert not pushed.taken
    assert "mkdocs.yml" in pushed.said or "nav_not_known" in pushed.said
    untouched(server, head, site)


def test_all_that_is_wrong_is_said_at_once(server: Server, staff: Staff) -> None:
    staff.edit("三楼以上水压不足", f"请打{MOBILE}", message="先写上")
    staff.edit(f"请打{MOBILE}", "请打社区", message=f"改掉 {MOBILE}")
    pushed = staff.edit("类别: 供水", "类别: 没有的", message="再错一处").push()
    assert not pushed.taken
    for words in (f"{CASE}:9:", "提交说明 ", f"{CASE}:4:"):
        assert words in pushed.said
    assert MOBILE not in pushed.said


def test_of_what_only_reminds_the_pusher_sees_his_own(server: Server, staff: Staff) -> None:
    """Others' reminders would stand in everybody's terminal, at every push."""
    name = "三楼以上水压不足，居民王建国说的"
    pushed = staff.edit("三楼以上水压不足", name).push()
    assert pushed.taken and f"{CASE}:9:" in pushed.said and "提醒" in pushed.said
    pushed = staff.write("content/pages/new.md", "# 新的一页\n").push()
    assert pushed.taken and "提醒" not in pushed.said


# Private things never come into the history


@pytest.mark.parametrize("to", ["HEAD:main", "HEAD:refs/heads/draft", "HEAD:refs/heads/a/b", "HEAD:refs/notes/x"])
def test_what_was_private_in_any_commit_is_refused(server: Server, staff: Staff, to: str) -> None:
    head, site = server.head(), live(server)
    first = staff.edit("三楼以上水压不足", f"请打{MOBILE}").head()
    pushed = staff.edit(MOBILE, "社区").push("origin", to)
    assert not pushed.taken
    assert f"{CASE}:9:" in pushed.said and first[:8] in pushed.said and "139****78" in pushed.said
    assert MOBILE not in pushed.said
    untouched(server, head, site)
    assert git(server.home / "portal.git", "cat-file", "--batch-all-objects", "--batch-check").count("commit") == 1
    git(staff.folder, "reset", "-q", "--soft", "origin/main")
    assert staff.commit("合成一个").push().taken, "the remedy works"


@pytest.mark.parametrize(
    "file",
    [
        "content/pages/about.md",
        "content/.notes.txt",
        "templates/case.html",
        "content/cases/2026/11/草稿.txt",
        "居民名单.csv",
        "look/404.html",
        "mkdocs.yml",
    ],
)
def test_whatever_file_it_stood_in(server: Server, staff: Staff, file: str) -> None:
    there = staff.folder / file
    old = there.read_text("utf-8") if there.exists() else ""
    staff.write(file, f"{old}\n{MOBILE}\n")
    if old:
        there.write_text(old, "utf-8")
    else:
        there.unlink()
    pushed = staff.commit("改掉了").push()
    assert not pushed.taken
    assert "139****78" in pushed.said and file in pushed.said


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04\x00", f"居民电话{MOBILE}".encode("gb18030"), b"1234567 " * 30_000],
    ids=["xlsx", "gbk", "numbers"],
)
def test_what_cannot_be_looked_at_does_not_come_in_either(server: Server, staff: Staff, raw: bytes) -> None:
    file = staff.folder / "content" / "cases" / "2026" / "11" / "XH-2026-009.yml"
    file.write_bytes(raw)
    staff.commit("一份文件")
    file.unlink()
    pushed = staff.commit("删了").push()
    assert not pushed.taken
    assert "content/cases/2026/11/XH-2026-009.yml:1:" in pushed.said and "git 忘不掉" in pushed.said


def test_a_merge_is_looked_at_with_all_that_it_brings(server: Server, staff: Staff) -> None:
    git(staff.folder, "checkout", "-q", "-b", "side")
    staff.edit("三楼以上水压不足", f"请打{MOBILE}")
    staff.edit(MOBILE, "社区")
    git(staff.folder, "checkout", "-q", "main")
    staff.write("content/pages/new.md", "# 新的一页\n")
    git(staff.folder, "merge", "-q", "--no-ff", "-m", "合并", "side")
    pushed = staff.push()
    assert not pushed.taken and "139****78" in pushed.said


def test_words_of_tags_are_looked_at(server: Server, staff: Staff) -> None:
    git(staff.folder, "tag", "-a", "v1", "-m", f"找{MOBILE}")
    pushed = staff.push("origin", "v1")
    assert not pushed.taken and "139****78" in pushed.said
    git(staff.folder, "tag", "-f", "-a", "v1", "-m", "第一版")
    site = live(server)
    pushed = staff.push("origin", "v1")
    assert pushed.taken and "网站只看 main，没有动" in pushed.said
    assert live(server) == site


def test_what_may_stand_may_stand_in_old_versions(server: Server, staff: Staff) -> None:
    """A phone that a unit has made public, and what a record lets stand with a reason."""
    units = (staff.folder / "content" / "units.yml").read_text("utf-8")
    landline = "0471-5551234"
    staff.write(
        "content/units.yml", re.sub(r"(简称: 小河供水公司\n.*?电话: )[^\n]*", rf"\g<1>{landline}", units, flags=re.S)
    )
    waived = f"放行:\n  - 内容: 139****78\n    原因: 值班手机，单位同意公开\n概述: 值班手机{MOBILE}。"
    staff.edit("概述: 早晚用水高峰时，三楼以上水压不足。", waived)
    staff.edit(waived, f"概述: 单位电话{landline}。")
    pushed = staff.push()
    assert pushed.taken, pushed.said


@pytest.mark.parametrize("to", ["HEAD:main", "HEAD:refs/heads/draft"])
def test_what_lies_beside_the_records_is_looked_at_in_its_last_version_too(
    server: Server, staff: Staff, to: str
) -> None:
    """No build reads it, but git keeps it."""
    pushed = staff.write("居民名单.csv", f"某居民,{MOBILE}\n").push("origin", to)
    assert not pushed.taken and "居民名单.csv:1:" in pushed.said and MOBILE not in pushed.said


def test_names_and_words_in_other_letters(server: Server, staff: Staff) -> None:
    pushed = staff.commit("没什么").push("origin", f"HEAD:refs/heads/找{MOBILE}")
    assert not pushed.taken and "分支或者标签的名字" in pushed.said and MOBILE not in pushed.said
    git(staff.folder, "config", "i18n.commitEncoding", "GB18030")
    message = staff.folder.parent / "message"
    message.write_bytes(f"电话是{''.join(chr(ord(digit) + 0xFEE0) for digit in MOBILE)}".encode("gb18030"))
    git(staff.folder, "commit", "-q", "--allow-empty", "-F", str(message))
    pushed = staff.push()
    assert not pushed.taken and "提交说明" in pushed.said and "139****78" in pushed.said


def test_what_leads_to_no_commit_is_not_taken(server: Server, staff: Staff) -> None:
    blob = git(staff.folder, "hash-object", "-w", "content/portal.yml").strip()
    git(staff.folder, "tag", "-a", "-m", "一份文件", "file", blob)
    pushed = staff.push("origin", "file")
    assert not pushed.taken


# Who may write records may not run anything


@pytest.mark.parametrize("file", ["templates/home.html", "mkdocs.yml", "templates/theme/parts/base.css"])
def test_what_is_run_is_the_administrator_s(server: Server, staff: Staff, file: str) -> None:
    head, site = server.head(), live(server)
    more = "html{--edition:2}\n" if file.endswith(".css") else "\n"
    staff.write(file, (staff.folder / file).read_text("utf-8") + more)
    pushed = staff.push()
    assert not pushed.taken and file in pushed.said and "deskboard.templates" in pushed.said
    untouched(server, head, site)
    allow(server, "templates")
    assert staff.push().taken


@pytest.mark.parametrize("path", ["content/pages/x.md", "look", ".deskboard", "site"])
def test_links_lead_nowhere(server: Server, staff: Staff, path: str) -> None:
    head, site = server.head(), live(server)
    (staff.folder / path).symlink_to("/etc")
    git(staff.folder, "add", "-f", path)
    pushed = staff.commit("一个链接").push()
    assert not pushed.taken and f"{path} 是指到别处的链接" in pushed.said
    untouched(server, head, site)


def test_other_repositories_are_not_taken(server: Server, staff: Staff) -> None:
    git(staff.folder, "update-index", "--add", "--cacheinfo", f"160000,{staff.head()},content/other")
    git(staff.folder, "commit", "-q", "-m", "别的仓库")
    pushed = staff.push()
    assert not pushed.taken and "content/other" in pushed.said


def test_a_site_that_is_pushed_is_not_the_site(server: Server, staff: Staff) -> None:
    """What goes live is what was built, wherever a pushed mkdocs.yml would have it go."""
    site = live(server)
    (staff.folder / "site").mkdir(exist_ok=True)
    (staff.folder / "site" / "index.html").write_text("<script>alert(1)</script>", "utf-8")
    git(staff.folder, "add", "-f", "site")
    assert staff.commit("网站").push().taken
    assert live(server) == site
    allow(server, "templates")
    assert staff.edit("site_dir: site", "site_dir: ../../escaped", "mkdocs.yml").push().taken
    assert live(server) == site and not list(server.home.parent.rglob("escaped"))
    (staff.folder / ".deskboard").mkdir(exist_ok=True)
    (staff.folder / ".deskboard" / "x").touch()
    git(staff.folder, "add", "-f", ".deskboard")
    pushed = staff.commit("缓存").push()
    assert not pushed.taken and ".gitignore" in pushed.said


def test_refs_that_git_itself_reads_are_not_taken(server: Server, staff: Staff) -> None:
    pushed = staff.push("origin", f"HEAD:refs/replace/{staff.head()}")
    assert not pushed.taken and "只收分支和标签" in pushed.said
    assert staff.edit("三楼以上水压不足", "没有水").push().taken


@pytest.mark.slow
def test_a_tag_of_the_branch_s_name_confuses_nobody(server: Server, staff: Staff) -> None:
    assert staff.push("origin", "HEAD:refs/tags/main").taken
    assert not staff.edit("类别: 供水", "类别: 没有的").push("origin", "HEAD:refs/heads/main").taken
    assert (
        staff.edit("类别: 没有的", "类别: 供水")
        .edit("三楼以上水压不足", "没有水")
        .push("origin", "HEAD:refs/heads/main")
        .taken
    )
    assert "没有水" in server.page("cases/XH-2026-002")


def test_what_the_account_or_the_records_have_set_changes_nothing(
    server: Server, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither hooks that lie elsewhere nor what git may make of a file when it is checked out."""
    (tmp_path / "gitconfig").write_text(f"[core]\n\thooksPath = {tmp_path}/nothing\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    assert not staff.edit("类别: 供水", "类别: 没有的").push().taken
    staff.edit("类别: 没有的", "类别: 供水")
    (staff.folder / ".gitattributes").write_text("* ident eol=crlf\n*.md working-tree-encoding=GB18030\n", "utf-8")
    git(staff.folder, "add", ".gitattributes")
    git(staff.folder, "commit", "-q", "-m", "别的写法")
    assert staff.push().taken
    file = "content/pages/about.md"
    assert (server.home / "work" / file).read_bytes() == (
        subprocess.run(
            ["git", "show", f"main:{file}"], cwd=server.home / "portal.git", capture_output=True, check=True
        ).stdout
    )


# What is not a plain push


def test_branches_and_tags_that_are_not_published(server: Server, staff: Staff) -> None:
    site = live(server)
    pushed = staff.edit("类别: 供水", "类别: 没有的").push("origin", "HEAD:refs/heads/draft")
    assert pushed.taken, "a draft may have problems"
    assert "draft 收下了。网站只看 main，没有动。" in pushed.said
    git(staff.folder, "tag", "v1", "HEAD~1")
    assert staff.push("origin", "v1").taken
    assert staff.push("origin", ":refs/heads/draft").taken, "it may be deleted"
    assert live(server) == site


def test_a_forced_push_would_lose_what_others_did(server: Server, staff: Staff) -> None:
    assert staff.edit("三楼以上水压不足", "第一次").push().taken
    head, site = server.head(), live(server)
    git(staff.folder, "reset", "-q", "--hard", "HEAD~1")
    pushed = staff.edit("三楼以上水压不足", "第二次").push("--force", "origin", "HEAD:main")
    assert not pushed.taken and "git pull --rebase" in pushed.said
    assert not staff.push("origin", ":main").taken, "nor is the branch deleted"
    untouched(server, head, site)
    allow(server, "rewrite")
    assert staff.push("--force", "origin", "HEAD:main").taken, "unless the administrator lets it, to take something out"
    assert "第二次" in server.page("cases/XH-2026-002")


def test_a_revert_is_a_push_like_any(server: Server, staff: Staff) -> None:
    site = live(server)
    staff.edit("三楼以上水压不足", "改错了").push()
    git(staff.folder, "revert", "--no-edit", "HEAD")
    assert staff.push().taken
    assert "改错了" not in server.page("cases/XH-2026-002")
    told = portals.differing(live(server), site)
    assert all(path.startswith(("changes/", "digest")) for path in told), told


@pytest.mark.slow
def test_a_revert_that_would_take_an_address_away_is_refused(server: Server, staff: Staff) -> None:
    allow(server, "templates")
    assert staff.edit("https://deskboard.example.org/", "https://board.community.cn/", "mkdocs.yml").push().taken
    case = (staff.folder / CASE).read_text("utf-8").replace("XH-2026-002", "XH-2026-009")
    assert staff.write("content/cases/2026/11/XH-2026-009.yml", case).push().taken
    git(staff.folder, "revert", "--no-edit", "HEAD")
    pushed = staff.push()
    assert not pushed.taken
    assert "XH-2026-009" in pushed.said and "撤下" in pushed.said


def test_a_push_without_records_is_refused(server: Server, staff: Staff) -> None:
    head, site = server.head(), live(server)
    git(staff.folder, "rm", "-q", "-r", "content")
    pushed = staff.commit("空了").push()
    assert not pushed.taken and "content" in pushed.said
    untouched(server, head, site)


@pytest.mark.slow
def test_a_first_push_of_many_commits_and_files(server: Server, staff: Staff) -> None:
    """2,000 files in one push, 20 commits: all are looked at, and are live in the end."""
    text = (staff.folder / "content/cases/press/BD-01.yml").read_text("utf-8")
    for commit in range(20):
        for number in range(100):
            key = f"BD-{commit + 10}{number:02}"
            file = staff.folder / "content" / "cases" / "press" / f"{key}.yml"
            file.write_text(text.replace("BD-01", key), "utf-8")
        staff.commit(f"第 {commit} 批")
    pushed = staff.push()
    assert pushed.taken, pushed.said
    assert "BD-2999" in server.page("cases/BD-2999")


# Several at a time


@pytest.mark.slow
def test_two_push_at_once_and_nothing_of_either_is_lost(server: Server) -> None:
    people = [server.staff(name) for name in ("li", "wang", "zhao")]
    for number, each in enumerate(people):
        each.write(f"content/pages/page-{number}.md", f"# 第{number}页\n")
    turns, told = [0, 0, 0], list[str]()
    for _ in range(6):
        waiting = [n for n in range(3) if turns[n] == 0]
        pushes = [
            subprocess.Popen(
                ["git", "push", "-q", "origin", "HEAD:main"], cwd=people[n].folder, stderr=subprocess.PIPE, text=True
            )
            for n in waiting
        ]
        for n, push in zip(waiting, pushes, strict=True):
            _, said = push.communicate(timeout=120)
            turns[n] = push.returncode == 0
            if not turns[n]:
                told.append(said)
                people[n].pull()
        if all(turns):
            break
    assert all(turns)
    assert all("别人" in said or "fetch first" in said for said in told), "who came second is told so"
    for number in range(3):
        assert f"第{number}页" in server.page(f"page-{number}")
    assert live(server) == server.built_from_nothing()
    assert [path.name for path in server.home.iterdir() if "lock" in path.name] == []


@pytest.mark.slow
def test_who_pushes_may_go_away(server: Server, staff: Staff) -> None:
    """The connection breaks right after the push was taken: the site goes live all the same."""
    staff.edit("三楼以上水压不足", "没有水")
    push = subprocess.Popen(["git", "push", "-q", "origin", "HEAD:main"], cwd=staff.folder, start_new_session=True)
    for _ in range(1200):
        if server.head() == staff.head():
            break
        time.sleep(0.05)
    os.killpg(push.pid, signal.SIGKILL)
    push.wait()
    for _ in range(200):
        if "没有水" in server.page("cases/XH-2026-002"):
            break
        time.sleep(0.05)
    else:
        server.refresh()  # the whole group, and with it the hook, was killed: the night mends it
    assert "没有水" in server.page("cases/XH-2026-002")


def test_a_run_that_was_killed_is_in_nobody_s_way(server: Server, staff: Staff) -> None:
    """It leaves git's locks, files of another commit, and what is half built."""
    git_folder = server.home / "portal.git" / "worktrees" / "work"
    for name in ("index.lock", "HEAD.lock"):
        (git_folder / name).touch()
    (server.home / "work" / CASE).write_text("半个文件", "utf-8")
    for stray in ("content/cases/2026/11/XH-2026-099.yml", "templates/theme/assets/stray.txt", "look/stray.txt"):
        (server.home / "work" / stray).parent.mkdir(exist_ok=True)
        (server.home / "work" / stray).write_text("多出来的", "utf-8")
    shutil.rmtree(server.home / "site")
    assert staff.edit("三楼以上水压不足", "没有水").push().taken
    assert live(server) == server.built_from_nothing()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(16))
def test_the_server_may_be_killed_at_any_moment(server: Server, staff: Staff, number: int) -> None:
    """All of it, in the middle of a push: what is live is whole, and what was taken goes live with the next run."""
    old = live(server)
    staff.edit("三楼以上水压不足", "没有水")
    push = subprocess.Popen(
        ["git", "push", "-q", "origin", "HEAD:main"],
        cwd=staff.folder,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(0.2 + 0.2 * number)
    os.killpg(push.pid, signal.SIGKILL)
    push.wait()
    shown = live(server)
    assert shown == old or "没有水".encode() in shown["cases/XH-2026-002/index.html"]
    staff.push()
    assert server.refresh() == 0
    assert server.head() == staff.head()
    assert live(server) == server.built_from_nothing()


# The night, the way back, a new set-up


def test_the_night_brings_what_depends_on_the_date(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    before = live(server)
    assert server.refresh() == 0
    assert live(server) == before, "the same day: nothing"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    assert server.refresh() == 0
    assert "as_of" in (server.home / "www" / "live" / "state.json").read_text("utf-8")
    assert live(server) != before


def test_a_step_back_is_not_undone_by_the_night_but_by_the_next_push(
    server: Server, staff: Staff, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = live(server)
    staff.edit("三楼以上水压不足", "写错了").push()
    assert cli.run(["publish", "--to", str(server.home / "www"), "--rollback"]) == 0
    assert live(server) == before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    assert server.refresh() == 0
    assert "退回了" in capfd.readouterr().err
    assert live(server) == before
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert staff.edit("写错了", "写对了").push().taken
    assert "写对了" in server.page("cases/XH-2026-002")


def test_a_log_that_cannot_be_written_stops_nothing(server: Server, staff: Staff) -> None:
    (server.home / "log").unlink()
    (server.home / "log").mkdir()
    assert staff.edit("三楼以上水压不足", "没有水").push().taken
    assert "没有水" in server.page("cases/XH-2026-002")


@pytest.mark.slow
def test_what_was_wrongly_online_is_forgotten(server: Server, staff: Staff) -> None:
    staff.edit("三楼以上水压不足", "不该说的").push()
    staff.edit("不该说的", "没有水").push()
    assert cli.run(["host", str(server.home), "--forget"]) == 0
    www = [path for path in (server.home / "www").rglob("*") if path.is_file()]
    assert not [path for path in www if "不该说的".encode() in path.read_bytes()]
    assert "没有水" in server.page("cases/XH-2026-002")


def test_setting_up_again_loses_nothing(server: Server, staff: Staff) -> None:
    staff.edit("三楼以上水压不足", "推送过的").push()
    for hook in ("pre-receive", "post-receive"):
        (server.home / "portal.git" / "hooks" / hook).unlink()
    subprocess.run(["rm", "-rf", str(server.home / "work")], check=True)
    (server.home / "setup" / "nginx" / "old.conf").touch()
    assert cli.run(["-C", str(server.home.parent), "host", str(server.home)]) == 0, "it needs no portal"
    assert not (server.home / "setup" / "nginx" / "old.conf").exists()
    assert "推送过的" in server.page("cases/XH-2026-002")
    assert not staff.edit("类别: 供水", "类别: 没有的").push().taken


@pytest.mark.slow
def test_a_portal_further_down_in_its_repository(sample: Callable[[str], Path], tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    (outer / "社区 一").mkdir(parents=True)
    for each in ("content", "templates", "mkdocs.yml"):
        (sample("small") if not (tmp_path / "small").exists() else tmp_path / "small").joinpath(each).rename(
            outer / "社区 一" / each
        )
    git(outer, "init", "-q", "-b", "main")
    git(outer, "add", ".")
    git(outer, "commit", "-q", "-m", "开始")
    assert cli.run(["-C", str(outer / "社区 一"), "host", str(tmp_path / "srv" / "一 号")]) == 0
    server = Server(tmp_path / "srv" / "一 号")
    staff = server.staff("wang")
    assert staff.edit("三楼以上水压不足", "没有水", f"社区 一/{CASE}").push().taken
    assert "没有水" in server.page("cases/XH-2026-002")
    staff.edit("没有水", f"请打{MOBILE}", f"社区 一/{CASE}")
    pushed = staff.edit(f"请打{MOBILE}", "改了", f"社区 一/{CASE}").push()
    assert not pushed.taken and "139****78" in pushed.said


def test_staff_s_code_is_never_run(server: Server, staff: Staff) -> None:
    """A `generator` folder in the records is nobody's program."""
    (staff.folder / "generator").mkdir()
    for file in ("generator/__init__.py", "generator/__main__.py", "sitecustomize.py"):
        (staff.folder / file).write_text(f"open({str(server.home / 'HACKED')!r}, 'w')\n")
    assert staff.commit("带着程序").push().taken
    assert server.refresh() == 0
    assert not (server.home / "HACKED").exists()


def test_others_on_the_computer_see_the_site_and_no_records(server: Server) -> None:
    for name in ("portal.git", "work"):
        assert (server.home / name).stat().st_mode & 0o077 == 0


# What cannot be set up


def host(portal: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = cli.run(["-C", str(portal), "host", str(home)])
    return status, capfd.readouterr().err


def test_what_must_be_there_first(small: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "board"
    status, said = host(small, home, capfd)
    assert (status, "git init" in said, home.exists()) == (1, True, False)
    git(small, "init", "-q", "-b", "main")
    git(small, "add", "content", "templates", "mkdocs.yml")
    git(small, "commit", "-q", "-m", "开始")
    portals.edit(small / CASE, "三楼以上水压不足", "还没提交的")
    status, said = host(small, home, capfd)
    assert status == 1 and CASE in said
    git(small, "commit", "-q", "-a", "-m", "提交了")
    status, said = host(small, small / "content" / "board", capfd)
    assert status == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_bytes(b"mine")
    status, said = host(small, tmp_path / "full", capfd)
    assert status == 2 and [each.name for each in (tmp_path / "full").iterdir()] == ["thesis.doc"]
    assert cli.run(["host", str(tmp_path / "nowhere"), "--refresh"]) == 2
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{small}", "shallow")
    git(small, "commit", "-q", "--allow-empty", "-m", "第二个")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{small}", "shallow-2")
    status, said = host(tmp_path / "shallow-2", home, capfd)
    assert status == 1 and "unshallow" in said and not home.exists()


def test_a_portal_with_problems_is_set_up_and_says_so(
    small: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    git(small, "init", "-q", "-b", "main")
    portals.edit(small / CASE, "类别: 供水", "类别: 没有的")
    git(small, "add", "content", "templates", "mkdocs.yml")
    git(small, "commit", "-q", "-m", "开始")
    status, said = host(small, tmp_path / "board", capfd)
    assert status == 1 and f"{CASE}:4:" in said
    staff = Server(tmp_path / "board").staff("wang")
    assert staff.edit("类别: 没有的", "类别: 供水").push().taken
    assert (tmp_path / "board" / "www" / "live" / "index.html").is_file()
