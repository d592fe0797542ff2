"""What lies in content/ as an enemy: files that are no files, names, and files that go while they are read."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import portals
import pytest
import records_helper
from records_helper import ID, case_text

from generator import build, cli, intake, register, store
from generator.problem import Problem
from generator.read import Reading
from generator.readings import Readings

CASE = f"cases/2026/03/{ID}.yml"
GOOD = case_text("2026-03-02 登记").encode()
SECONDS = 10.0  # of the wall: a hang is meant, not a busy machine


def take_in(content: Path) -> dict[str, Reading]:
    return {each.path: each for each in records_helper.take_in(content)}


def only(reading: Reading) -> Problem:
    (problem,) = reading.problems
    assert reading.record is None
    assert (problem.line, problem.column) == (1, 1)
    assert problem.file.isprintable()
    return problem


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with one good case."""
    (tmp_path / CASE).parent.mkdir(parents=True)
    (tmp_path / CASE).write_bytes(GOOD)
    return tmp_path


# What is no file


def link_to_a_file(at: Path) -> None:
    at.symlink_to("/etc/hostname")


def link_to_a_folder(at: Path) -> None:
    at.symlink_to("/etc")


def link_to_nothing(at: Path) -> None:
    at.symlink_to("nobody.yml")


def link_to_itself(at: Path) -> None:
    at.symlink_to(at.name)


def link_within(at: Path) -> None:
    at.symlink_to(f"{ID}.yml")


def pipe(at: Path) -> None:
    os.mkfifo(at)


def plug(at: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(at.parent)  # the whole path may be too long for a socket
        try:
            listening.bind(at.name)
        finally:
            os.chdir(here)


def device(at: Path) -> None:
    try:
        os.mknod(at, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero: it never ends
    except PermissionError:
        pytest.skip("only root may make a device")


ENEMIES: list[tuple[Callable[[Path], None], str]] = [
    (link_to_a_file, "链接文件"),
    (link_to_a_folder, "链接文件"),
    (link_to_nothing, "链接文件"),
    (link_to_itself, "链接文件"),
    (link_within, "链接文件"),
    (pipe, "读不出"),
    (plug, "读不出"),
    (device, "读不出"),
]


@pytest.mark.parametrize(("make", "code"), ENEMIES, ids=lambda each: getattr(each, "__name__", ""))
def test_what_is_no_file_is_a_problem_and_hangs_nothing(content: Path, make: Callable[[Path], None], code: str) -> None:
    at = content / "cases/2026/03/SY-2026-002.yml"
    make(at)
    start = time.monotonic()
    found = take_in(content)
    assert time.monotonic() - start < SECONDS
    assert only(found["cases/2026/03/SY-2026-002.yml"]).code == code
    assert found[CASE].record is not None, "the rest is read"


def test_a_folder_that_is_a_link_is_not_gone_into(content: Path) -> None:
    (content / "cases/2025").symlink_to(content / "cases/2026")
    found = take_in(content)
    assert found.keys() == {CASE, "cases/2025"}
    assert only(found["cases/2025"]).code == "链接文件"


def test_content_itself_may_be_a_link(content: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "content"
    link.symlink_to(content)
    assert take_in(link)[CASE].record is not None


@pytest.mark.parametrize("which", [CASE, "cases/2026/03", "cases"])
def test_what_may_not_be_read_is_not_passed_over(which: str) -> None:
    content = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    (content / CASE).parent.mkdir(parents=True)
    (content / CASE).write_bytes(GOOD)
    (content / which).chmod(0)
    content.chmod(0o755)
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom generator import intake\n"
        "from generator import store\nfrom generator.readings import Readings\nfiles = Readings(store.memory())\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"intake.take_in(Path({str(content)!r}), files, lambda *given: None)\n"
        "(found,) = map(files.get, files.paths())\n"
        "print(found.problems[0].code, found.problems[0].message)\n"
    )
    try:
        done = portals.process("-c", script, cwd=portals.REPO)
    finally:
        (content / which).chmod(0o755)
        shutil.rmtree(content)
    assert (done.returncode, done.stdout.strip()) == (0, "读不出 这个文件读不出来：没有权限"), done.stderr


# Names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (b"a\nb.yml", "文件名"),
        (b"a\x1b[31m.yml", "文件名"),
        ("\u202elmy.exe.yml".encode(), "文件名"),
        ("四方\u200b会议.yml".encode(), "文件名"),
        ("会议.yml".encode("gbk"), "文件名"),
        (b"\xff\xfe.yml", "文件名"),
        (b"what?.yml", "文件名"),
        (b"12:30.yml", "文件名"),
        (b"a\\..\\x.yml", "文件名"),
        ("四方会议 - 副本.yml".encode(), "复制的文件"),
        (b"a.sync-conflict-20260302.yml", "复制的文件"),
        (b"a.yml~", "复制的文件"),
        (b"a.yml.bak", "复制的文件"),
        (b"a.docx", "放错地方"),
        (b"a.yml.txt", "文件名"),
    ],
)
def test_a_name_that_cannot_stay(content: Path, name: bytes, code: str) -> None:
    folder = os.fsencode(content / "meetings")
    Path(os.fsdecode(folder)).mkdir()
    Path(os.fsdecode(os.path.join(folder, name))).write_text("日期: 2026-03-02\n", "utf-8")  # noqa: PTH118
    del (found := take_in(content))[CASE]
    (reading,) = found.values()
    problem = only(reading)
    assert problem.code == code
    problem.file.encode()  # half of a character could not be printed


@pytest.mark.parametrize("name", ["四方会议 第一次.yml", "会" * 80 + ".yml", "A (2).yml", "邻里冲突调解.yml"])
def test_a_name_that_may_stay(content: Path, name: str) -> None:
    (content / "meetings").mkdir()
    (content / "meetings" / name).write_text(
        f"日期: 2026-03-02\n会议: 四方会议\n参加: [物业公司]\n商定: 先量水压。\n事项: [{ID}]\n", "utf-8"
    )
    assert take_in(content)[f"meetings/{name}"].problems == ()


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "~$记录.docx", ".DS_Store", ".SY-2026-001.yml.swp"])
def test_what_systems_put_beside_the_files_is_passed_over(content: Path, name: str) -> None:
    (content / "cases/2026/03" / name).write_bytes(b"\0")
    assert take_in(content).keys() == {CASE}


@pytest.mark.parametrize(
    "twin",
    ["cases/2026/03/sy-2026-001.yml", "cases/2026/03/SY-2026-001.YML", "Cases/2026/03/SY-2026-001.yml"],
)
def test_names_that_only_some_computers_tell_apart(content: Path, twin: str) -> None:
    (content / twin).parent.mkdir(parents=True, exist_ok=True)
    (content / twin).write_bytes(GOOD)
    if (content / twin).samefile(content / CASE):
        pytest.skip("this computer does not")
    found = take_in(content).values()
    assert sum("只差大小写" in each.message for reading in found for each in reading.problems) == 1


def test_of_what_is_known_only_what_changed_is_read_and_what_went_is_forgotten(content: Path) -> None:
    """Over and over into the same readings: names too, be they of no sign, or taken until another goes."""
    files = Readings(store.memory())
    twin, odd = content / "cases/2026/03/sy-2026-001.yml", Path(os.fsdecode(os.fsencode(content) + b"/\xff.yml"))
    hidden, other = content / ".x.yml", content / "cases/2026/03/SY-2026-002.yml"

    def told() -> tuple[int, dict[str, str]]:
        """How many files were read, and what is wrong with each."""
        for path in (each for each in content.rglob("*") if not each.is_dir()):
            os.utime(path, ns=(0, path.stat().st_mtime_ns // 10**9 * 10**9 - 5 * 10**9))
        before, problems = files.count, {}
        intake.take_in(content, files, lambda *given: None)
        for path in files.paths():
            problems[path] = "".join(each.code for each in files.get(path).problems)
        return files.count - before, problems

    assert told() == (1, {CASE: ""})
    assert told() == (0, {CASE: ""})
    odd.write_bytes(GOOD)
    hidden.write_bytes(GOOD)
    twin.write_bytes(GOOD)
    wrong = {CASE: "", "\\udcff.yml": "文件名", str(twin.relative_to(content)): "文件名"}
    assert told()[1] == wrong
    assert told() == (0, wrong)
    other.write_bytes(GOOD.replace(b"001", b"002"))
    assert told()[1] == wrong | {str(other.relative_to(content)): ""}
    for path in (odd, hidden, content / CASE, other):
        path.unlink()
    twin.write_bytes(GOOD)
    ((path, problem),) = told()[1].items()
    assert (path, problem) == (str(twin.relative_to(content)), "文件名"), "of its own: another id in it"
    twin.write_bytes(GOOD + b"# x\n")
    assert told()[0] == 1
    twin.rename(content / CASE)
    assert told()[1] == {CASE: ""}


def test_what_was_written_a_moment_ago_is_read_again(content: Path) -> None:
    files = Readings(store.memory())
    intake.take_in(content, files, lambda *given: None)
    about = (content / CASE).stat()
    (content / CASE).write_bytes(GOOD.replace(b"2026-03-02", b"2026-03-01"))
    os.utime(content / CASE, ns=(about.st_atime_ns, about.st_mtime_ns))
    intake.take_in(content, files, lambda *given: None)
    assert files.count == 2


def test_no_meeting_is_lost_for_its_name(small: Path) -> None:
    for name in ("a", "A"):
        file = small / "content" / "meetings" / f"{name}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text("日期: 2026-03-02\n", "utf-8")
    assert sum(each.file.startswith("content/meetings/") for each in build.check(small)) >= 2


@pytest.mark.wide
def test_a_build_says_them_all_and_leaves_the_site(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = portals.times(built / "site")
    folder = built / "content/cases/2026/11"
    os.mkfifo(folder / "XH-2026-003.yml")
    (folder / "XH-2026-004.yml").symlink_to("/etc/passwd")
    (folder / os.fsdecode(b"\xc4\xe3.yml")).write_text("x")
    os.mkfifo(built / "content/pages/pipe.md")
    capsys.readouterr()
    for command in ("check", "build"):
        assert cli.run(["-C", str(built), command]) == 1
        said = "".join(capsys.readouterr())
        for code in ("读不出来", "链接", "怪字符", "pages/pipe.md"):
            assert code in said
    assert portals.times(built / "site") == before


# A file that goes, or changes, while it is read


def spoiled(content: Path, spoil: Callable[[Path], None]) -> Reading:
    """The reading of the good case, spoiled after it was listed and before it is read."""
    (reading,) = records_helper.take_in(content, lambda what, done, total: done or spoil(content / CASE))
    return reading


def removed(file: Path) -> None:
    file.unlink()


def made_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def made_a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


@pytest.mark.parametrize(("spoil", "code"), [(removed, "读不出"), (made_a_folder, "读不出"), (made_a_link, "链接文件")])
def test_a_record_that_goes_before_it_is_read(content: Path, spoil: Callable[[Path], None], code: str) -> None:
    assert only(spoiled(content, spoil)).code == code


GROWING = """
import sys
while True:
    with open(sys.argv[1], "wb", buffering=0) as written:
        for _ in range(9000):
            written.write(b"# " + b"x" * 97 + b"\\n")
"""


@pytest.mark.wide
def test_a_record_that_grows_while_it_is_read_is_not_taken_for_whole(content: Path) -> None:
    file = content / "cases/2026/03/SY-2026-002.yml"
    writer = subprocess.Popen([sys.executable, "-c", GROWING, str(file)])
    below = "cases/2026/03/SY-2026-002.yml"
    messages = set()
    start = time.monotonic()
    try:
        while not any("正在被改动" in each for each in messages) and time.monotonic() - start < 60:
            found = take_in(content)
            messages |= {each.message for each in found[below].problems} if below in found else set()
    finally:
        writer.kill()
        writer.wait()
    assert any("正在被改动" in each for each in messages)
    assert "读不出" not in [each.code for each in take_in(content)[below].problems], "at rest it is read"


def test_what_goes_before_its_line_is_found_has_no_line(small: Path) -> None:
    """The place of a fault is looked for when all is read; the file may have gone by then."""
    case = small / "content/cases/2026/11/XH-2026-002.yml"
    portals.edit(case, "[东院]", "[南院]")
    content = small / "content"
    for spoil in (removed, made_a_folder):
        readings = records_helper.take_in(content)
        spoil(case)
        _, problems = register.build(readings, date(2026, 11, 20), partial(intake.raw, content))
        (problem,) = problems
        assert (problem.line, problem.column, problem.code) == (1, 1, "不认识的地点")
        case.rmdir() if case.is_dir() else None
        case.write_text("x")
        portals.edit(case, "x", (portals.SAMPLES / "small" / case.relative_to(small)).read_text("utf-8"))
        portals.edit(case, "[东院]", "[南院]")


# A terminal that cannot show it


@pytest.mark.wide
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_names_that_are_no_text_can_be_printed_anywhere(small: Path, form: str) -> None:
    (small / "content/cases" / os.fsdecode(b"\xc4\xe3.yml")).write_text("x")
    command = [sys.executable, "-m", "generator", "-C", str(small), "check", "--format", form]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"udcc4" in done.stdout
