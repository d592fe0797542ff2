"""`deskboard print`: what is asked for, what a browser may do wrong, and what nobody may find changed.

Most tests have a stand-in for the browser, so that they tell what happens when it fails; see tests/test_print_paper.py.
"""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import portals
import pytest
import repositories

from generator import cli, press, printer

pytestmark = pytest.mark.wide

CASE = "content/cases/2026/11/XH-2026-002.yml"
WHOLE = {"公开栏（全部）", "流动办公桌海报", "办理结果公示", "要贴的通知"}
PRINTS = """
title = html.unescape(re.search("<title>(.*?)</title>", open(page, encoding="utf-8").read())[1])
name = title.encode("utf-16-be").hex().upper().encode()
made = b"%PDF-1.4\\n<</Title <FEFF" + name + b">\\n/Type /Pages /Type /Page\\n/Type /Page>>\\n%%EOF\\n"
"""
"""What all stand-ins begin with: what an honest one would write."""

BROWSERS = {
    "honest": "open(out, 'wb').write(made)",
    "crashing": "os.abort()",
    "crashing with half a file": "open(out, 'wb').write(made[:40]); os.abort()",
    "silent": "",
    "without an end": "open(out, 'wb').write(made[:-8])",
    "writing something else": "open(out, 'wb').write(b'<html>' + made)",
    "hanging": "open(out, 'wb').write(made[:40]); child = subprocess.Popen(['sleep', '600']); "
    "open(LOG, 'a').write(f'{os.getpid()} {child.pid} '); time.sleep(600)",
}

Browser = Callable[[str], Path]


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """`browser("hanging")`: a program that stands in for Chromium; it gives the file that it writes its ids into."""
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))

    def make(kind: str) -> Path:
        log = tmp_path / "ids"
        log.touch()
        program = tmp_path / "浏览器 1"
        program.write_text(
            f"#!{sys.executable}\nimport html, os, re, subprocess, sys, time, urllib.parse, urllib.request\n"
            "out = next(each.partition('=')[2] for each in sys.argv if each.startswith('--print-to-pdf='))\n"
            "page = urllib.request.url2pathname(urllib.parse.urlsplit(sys.argv[-1]).path)\n"
            f"LOG = {str(log)!r}\n{PRINTS}\n{BROWSERS[kind]}\n",
            "utf-8",
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv(press.VARIABLE, str(program))
        return log

    return make


@pytest.fixture
def honest(browser: Browser) -> None:
    browser("honest")


def ran(portal: Path, *options: str) -> int:
    return cli.run(["-C", str(portal), "print", *options])


def made(folder: Path) -> set[str]:
    """What lies in the folder, without endings of PDFs."""
    return {path.name.removesuffix(".pdf") for path in folder.iterdir()} if folder.exists() else set()


def left_behind(portal: Path, room: Path) -> list[Path]:
    """What a run left beside what was asked for."""
    cache = portal / ".deskboard"
    return [*cache.glob("print*"), *room.iterdir(), *portal.glob("print/.*")]


# What is asked for


@pytest.mark.usefixtures("honest")
def test_everything(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(small) == 0
    places = ("小河社区", "东院", "西巷")
    assert made(small / "print") == WHOLE | {f"{kind}-{each}" for kind in ("连心卡", "回执") for each in places}
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == f"{small / 'print' / '公开栏（全部）.pdf'}（2 页）"
    assert len(said.out.splitlines()) == len(made(small / "print"))
    assert said.err == ""


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
@pytest.mark.parametrize(
    ("options", "places"),
    [
        (["--place", "东院"], {"东院"}),
        (["--place", "小河社区/东院"], {"东院"}),
        (["--place", "小河社区／东院"], {"东院"}),
        (["--place", "dongyuan"], {"东院"}),
        (["--place", "dong-dayuan"], {"东院"}),
        (["--place", "东院", "西巷"], {"东院", "西巷"}),
        (["--place", "东院", "--place", "西巷", "--place", "东院"], {"东院", "西巷"}),
        (["--place", "东院、西巷"], {"东院", "西巷"}),
        (["--place", "小河社区"], {"小河社区"}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_places(small: Path, options: list[str], places: set[str]) -> None:
    assert ran(small, *options) == 0
    assert made(small / "print") == {f"{kind}-{each}" for kind in ("公开栏", "连心卡", "回执") for each in places}


@pytest.mark.usefixtures("honest")
def test_a_name_that_nothing_is_like(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(small, "--place", "qqq") == 2
    said = capsys.readouterr().err
    assert "没有叫“qqq”的地点。写 places.yml 里有的名称或者代码" in said and "先在" not in said


@pytest.fixture
def twins(small: Path) -> Path:
    """Two buildings of one name, two courts, a place whose name no file may have, and a street above."""
    file = small / "content/places.yml"
    building = "\n      下级: [{名称: 1号楼, 层级: 楼栋, 代码: %s-1}]"
    portals.edit(file, "      户数: 40", "      户数: 40" + building % "dong")
    odd = '\n    - {名称: "A:B?", 层级: 院, 代码: ab}\n'
    portals.edit(file, "      代码: xixiang\n", "      代码: xixiang" + building % "xi" + odd)
    inner = "".join(f"    {line}\n" for line in file.read_text("utf-8").splitlines())
    court = "[{名称: 东院, 层级: 院, 代码: east}]"
    other = f"    - {{名称: 大河社区, 层级: 社区, 代码: dahe-she, 下级: {court}}}\n"
    file.write_text(f"- 名称: 大河街道\n  层级: 街道\n  代码: dahe\n  下级:\n{inner}{other}", "utf-8")
    portals.edit(small / CASE, "[东院]", "[小河社区/东院]")
    portals.edit(small / "content/cases/2026/10/XH-2026-001.yml", "东院]", "小河社区/东院]")
    return small


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_places_of_one_name(twins: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("东院/1号楼", "西巷1号楼", "大河社区/东院", "小河社区/东院", "A:B?"):
        assert ran(twins, "--place", name) == 0, capsys.readouterr().err
    names = {each.removeprefix("回执-") for each in made(twins / "print") if each.startswith("回执-")}
    assert names == {"东院1号楼", "西巷1号楼", "东院（大河社区）", "东院（小河社区）", "A：B？"}


@pytest.mark.usefixtures("honest")
def test_all_that_is_wrong_with_the_names_is_said_at_once(twins: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(twins, "--place", "西港", "1号楼", "东院", "大河街道", "西巷") == 2
    said = capsys.readouterr()
    assert said.out == ""
    unknown, building, court, street, nothing = said.err.splitlines()
    assert "西港" in unknown and "是不是“西巷”" in unknown
    assert "2 个“1号楼”" in building and "“东院/1号楼”" in building and "“西巷/1号楼”" in building
    assert "2 个“东院”" in court and "“小河社区/东院”" in court and "“大河社区/东院”" in court
    assert "大河街道" in street and "没有自己的公开栏" in street and "“小河社区”" in street
    assert "什么也没有打印" in nothing
    assert not (twins / "print").exists()


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_results_of_cases(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = small / "content/cases/2026/10/XH-2026-001.yml"
    old.write_text(old.read_text("utf-8").replace("2026-10-", "2026-03-"), "utf-8")
    assert ran(small, "--case", "XH-2026-001", "XH-2026-001") == 0, "an old one, too"
    assert made(small / "print") == {"办理结果公示-XH-2026-001"}
    assert ran(small, "--case", "XH-2026-001", "--place", "东院", "--out", str(small / "two")) == 0
    assert made(small / "two") == made(small / "print") | {f"{kind}-东院" for kind in ("公开栏", "连心卡", "回执")}
    capsys.readouterr()
    assert ran(small, "--place", "西港", "--case", "XH-2026-003", "XH-2026-002", "BD-01") == 2
    place, unknown, running, reported, _ = capsys.readouterr().err.splitlines()
    assert "西港" in place
    assert "没有“XH-2026-003”这件事" in unknown and "“XH-2026-001”" in unknown
    assert "“XH-2026-002”还没有办结" in running
    assert "“BD-01”是报道摘编的" in reported


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_what_no_commit_has_is_not_printed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portals.edit(small / "mkdocs.yml", "https://deskboard.example.org/", "https://xiaohe.gov.cn/")
    repositories.commit(repositories.start(small), "2026-11-20")
    portals.edit(
        small / "content/places.yml", "    - 名称: 西巷", "    - {名称: 南院, 层级: 院, 代码: nan}\n    - 名称: 西巷"
    )
    assert ran(small, "--place", "西巷") == 0, "that one is in git"
    capsys.readouterr()
    assert ran(small, "--place", "南院") == 2
    said = capsys.readouterr()
    assert "places/nan/" in said.err and "git commit" in said.err and said.out == ""
    assert "回执-南院" not in made(small / "print")
    repositories.commit(small, "2026-11-20")
    assert ran(small, "--place", "南院") == 0
    old = (small / CASE).read_text("utf-8")
    (small / CASE).with_name("XH-2026-003.yml").write_text(old.replace("XH-2026-002", "XH-2026-003"), "utf-8")
    assert ran(small, "--place", "南院") == 0, "it does not stand there"
    capsys.readouterr()
    assert ran(small, "--place", "东院") == 2
    said = capsys.readouterr()
    assert "：cases/XH-2026-003/。" in said.err, "its number stands on the board"
    repositories.commit(small, "2026-11-20")
    assert ran(small, "--place", "东院") == 0


# What must stay as it is


@pytest.mark.usefixtures("honest")
def test_the_site_is_not_touched_and_nothing_is_left(built: Path, tmp_path: Path) -> None:
    before = portals.times(built / "site")
    assert ran(built, "--today", "2026-11-21", "--place", "东院") == 0
    assert portals.times(built / "site") == before
    assert left_behind(built, tmp_path / "temporary") == []


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_what_else_lies_there_is_left_alone(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = small / "print"
    out.mkdir()
    (out / "我的.pdf").write_bytes(b"mine")
    assert ran(small, "--place", "东院") == 0
    (out / "回执-东院.pdf").write_bytes((out / "回执-东院.pdf").read_bytes() + b"old")
    assert ran(small, "--place", "东院") == 0, "ours are printed anew"
    assert not (out / "回执-东院.pdf").read_bytes().endswith(b"old")
    (out / "回执-东院.pdf").write_bytes(b"%PDF-1.4 mine, too")
    (out / "公开栏-东院.pdf").unlink()
    capsys.readouterr()
    assert ran(small, "--place", "东院") == 2
    assert "回执-东院.pdf 不是这里打印的" in capsys.readouterr().err
    assert (out / "回执-东院.pdf").read_bytes() == b"%PDF-1.4 mine, too"
    assert made(out) == {"我的", "回执-东院", "连心卡-东院"}, "before anything is printed"
    assert (out / "我的.pdf").read_bytes() == b"mine"


@pytest.mark.usefixtures("honest")
def test_no_link_in_a_folder_of_others_is_followed(small: Path) -> None:
    """Whoever can write there, too, may have laid links: under a file's name, and under one for the time of writing."""
    out, other = small / "print", small / "other"
    out.mkdir()
    other.write_bytes(b"mine")
    (out / f".{os.getpid()}.new").symlink_to(other)
    assert ran(small, "--place", "东院") == 0
    assert other.read_bytes() == b"mine"
    (out / "回执-东院.pdf").unlink()
    (out / "回执-东院.pdf").symlink_to(other)
    assert ran(small, "--place", "东院") == 2
    assert other.read_bytes() == b"mine"


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_not_among_the_files_of_the_portal(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portals.build(built, "--site", str(built / "other"))
    before = portals.tree(built)
    for where in ("content", "content/cases/新的", "templates/print", "site", "site/places", "other/x", ".deskboard"):
        capsys.readouterr()
        assert ran(built, "--out", str(built / where)) == 2
        assert "公开栏自己的文件" in capsys.readouterr().err
    assert portals.tree(built) == before


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_a_folder_that_is_a_file(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "纸").write_bytes(b"")
    for out in (small / "纸", small / "纸" / "里面", Path("/proc/nothing")):
        assert ran(small, "--out", str(out)) == 2
        said = capsys.readouterr()
        assert (
            f"不能打印到 {out}：" in said.err
            and said.err.count(str(out)) == 1
            and "换一个文件夹" in said.err
            and said.out == ""
        )


@pytest.mark.usefixtures("honest")
@pytest.mark.parametrize(
    ("error", "words", "done"),
    [
        (PermissionError(errno.EACCES, "in use"), "正开着", {"连心卡-东院", "回执-东院"}),
        (OSError(errno.ENOSPC, "full", "x"), "磁盘满了", set()),
    ],
    ids=["open in a viewer", "disk full"],
)
def test_a_file_that_cannot_be_put_there(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    error: OSError, words: str, done: set[str],
) -> None:  # fmt: skip
    real = os.replace
    ours = small / "print" / "公开栏-东院.pdf"

    def replace(source: Path, target: Path) -> None:
        if target == ours:
            raise error
        real(source, target)

    monkeypatch.setattr(printer.os, "replace", replace)
    monkeypatch.setattr(press, "AT_ONCE", 1)
    assert ran(small, "--place", "东院") == 1
    said = capsys.readouterr()
    assert words in said.err and "Traceback" not in said.err
    assert made(small / "print") == done
    assert len(said.out.splitlines()) == len(done), "what is done is listed"
    assert left_behind(small, tmp_path / "temporary") == []


# What is wrong with the content


@pytest.mark.usefixtures("honest")
def test_problems_are_said_and_nothing_is_printed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portals.edit(small / CASE, "性质: 诉求", "性质: 求诉")
    assert ran(small) == 1
    said = capsys.readouterr()
    assert f"{CASE}:" in said.err and "什么也没有打印" in said.err and said.out == ""
    assert not (small / "print").exists()


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_a_store_that_is_no_good_hinders_nobody(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(small) == 0
    printed = capsys.readouterr()
    portals.unreadable(small / ".deskboard" / "store.db")
    assert ran(small) == 0
    assert capsys.readouterr() == printed


@pytest.mark.wide
@pytest.mark.usefixtures("honest")
def test_what_is_printed_is_looked_at_as_what_is_published(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = small / "templates/print/receipts.html"
    good = sheet.read_text("utf-8")
    for bad, words in (("<p>138<b>0013</b>8000</p>", "不能公开"), ('<img src="x.png" alt="">', "打不开的链接")):
        sheet.write_text(good + bad, "utf-8")
        assert ran(small, "--place", "东院") == 1
        said = capsys.readouterr()
        assert "print/receipts/dongyuan/" in said.err and words in said.err
        assert not (small / "print").exists()


# What is wrong with the browser


@pytest.mark.parametrize("asked", ["", "no-such-browser", "/no/such/browser"])
def test_no_browser(
    small: Path, asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(press, "_PLACES", ())
    monkeypatch.setenv(press.VARIABLE, asked)
    assert ran(small) == 2
    said = capsys.readouterr()
    for words in (asked, "Chromium", "请装上", "DESKBOARD_BROWSER", "/print/", "Ctrl+P", "这件事自己的网页"):
        assert words in said.err
    assert said.out == "" and not (small / "print").exists()


@pytest.mark.parametrize("kind", [each for each in BROWSERS if each not in ("honest", "hanging")])
def test_a_browser_that_makes_no_whole_document(
    small: Path, tmp_path: Path, kind: str, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    browser(kind)
    assert ran(small, "--place", "东院") == 1
    said = capsys.readouterr()
    assert "没有打印出" in said.err and "-东院.pdf" in said.err and "Traceback" not in said.err
    assert said.out == "" and made(small / "print") == set()
    assert left_behind(small, tmp_path / "temporary") == []


@pytest.mark.wide
def test_a_browser_that_hangs_is_ended_with_all_that_it_started(
    small: Path, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = browser("hanging")
    monkeypatch.setattr(press, "SECONDS", 2)
    assert ran(small, "--place", "东院") == 1
    assert "2 秒也没有打完" in capsys.readouterr().err
    assert len(ids.read_text().split()) == 4, "two browsers, each with a child"
    assert not any(alive(int(each)) for each in ids.read_text().split())
    assert made(small / "print") == set()
    assert left_behind(small, tmp_path / "temporary") == []


def test_a_program_that_cannot_be_run(
    small: Path, tmp_path: Path, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    browser("honest")
    (tmp_path / "浏览器 1").write_bytes(b"\x00\x01 no program")
    assert ran(small, "--place", "东院") == 1
    assert "运行不了" in capsys.readouterr().err
    assert left_behind(small, tmp_path / "temporary") == []


def alive(number: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked after does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
