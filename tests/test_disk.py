"""The disk as an enemy: full, read-only, taken by another build. What went wrong is said, and the site is whole."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import portals
import pytest

from generator import build, cli, locks

pytestmark = pytest.mark.wide


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """`mounted("size=2m")`: a small disk of its own; `mounted("remount,ro")` closes it."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options: str) -> Path:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"no disk may be mounted here: {done.stderr.decode()}")
        return disk

    yield mount
    subprocess.run(["umount", str(disk)], capture_output=True, check=False)


def fails(portal: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert cli.run(["-C", str(portal), "build", "--site", str(site)]) == 1
    said: str = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def change_every_page(portal: Path, word: str) -> None:
    portals.edit(portal / "content" / "portal.yml", "名称: ", f"名称: {word}")


def test_a_full_disk_before_the_commit_leaves_the_site(
    small: Path, mounted: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    site = mounted("size=8m") / "site"
    assert cli.run(["-C", str(small), "build", "--site", str(site)]) == 0
    before, written_at = portals.tree(site), portals.times(site)
    change_every_page(small, "新的")
    free = shutil.disk_usage(site).free
    for left in (0, 40_000):  # nothing fits; some files do
        (site.parent / "ballast").write_bytes(b"x" * max(free - left, 0))
        said = fails(small, site, capsys)
        assert "磁盘满了" in said
        assert "网站没有动" in said
        assert portals.tree(site) == before
        assert portals.times(site) == written_at
        assert sorted(path.name for path in (site / ".deskboard").iterdir()) == ["manifest", "times"]
    (site.parent / "ballast").unlink()
    assert cli.run(["-C", str(small), "build", "--site", str(site)]) == 0
    assert portals.differing(portals.tree(site), portals.clean_build(small, small.parent)) == []


def test_a_full_disk_under_the_cache_leaves_the_site(
    built: Path, mounted: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(built / ".deskboard")
    (built / ".deskboard").symlink_to(mounted("size=200k"))
    before = portals.times(built / "site")
    change_every_page(built, "新的")
    said = fails(built, built / "site", capsys)
    assert "磁盘满了" in said
    assert portals.times(built / "site") == before
    (built / ".deskboard").unlink()
    assert portals.differing(portals.tree(portals.build(built)), portals.clean_build(built, built.parent)) == []


def test_a_read_only_disk_leaves_the_site(
    small: Path, mounted: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    site = mounted("size=8m") / "site"
    assert cli.run(["-C", str(small), "build", "--site", str(site)]) == 0
    before = portals.tree(site)
    change_every_page(small, "新的")
    mounted("remount,ro")
    said = fails(small, site, capsys)
    assert "只能读，不能写" in said
    assert "网站没有动" in said
    assert portals.tree(site) == before
    mounted("remount,rw")
    assert cli.run(["-C", str(small), "build", "--site", str(site)]) == 0
    assert portals.differing(portals.tree(site), portals.clean_build(small, small.parent)) == []


def test_files_that_may_grow_no_further_leave_the_site(built: Path) -> None:
    """A quota, as far as anybody can set one up: no file above 3000 bytes."""
    before = portals.times(built / "site")
    change_every_page(built, "新的")
    script = (
        "import resource, signal, sys\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "sys.dont_write_bytecode = True\nfrom generator.cli import run\nsys.exit(run(['build']))\n"
    )
    done = portals.process("-c", script, cwd=built)
    assert done.returncode == 1
    assert "磁盘满了" in done.stderr
    assert "Traceback" not in done.stderr
    assert portals.times(built / "site") == before


# Two at once

HOLDING = """
import sys, time
from pathlib import Path
from generator import locks
with locks.held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holding(built: Path) -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """`holding(path)`: another process that has the lock."""
    processes = []

    def hold(path: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDING, str(path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=portals.REPO)
        assert process.stdout and process.stdout.readline() == "held\n"
        processes.append(process)
        return process

    yield hold
    for process in processes:
        process.kill()
        process.communicate()


LOCKS = ["the portal's", "the site's"]


def lock_of(portal: Path, which: str) -> Path:
    return (portal if which == "the portal's" else portal / "site") / ".deskboard" / "lock"


@pytest.mark.parametrize("which", LOCKS)
def test_who_has_to_wait_is_told_and_goes_on_when_the_other_is_gone(
    built: Path, holding: Callable[[Path], subprocess.Popen[str]], which: str
) -> None:
    other = holding(lock_of(built, which))
    change_every_page(built, "新的")
    command = [sys.executable, "-m", "generator", "build"]
    waiting = subprocess.Popen(command, cwd=built, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert waiting.stderr
    said = waiting.stderr.readline()
    assert "另一个程序正在生成网站" in said
    assert "10 分钟" in said
    assert waiting.poll() is None
    other.kill()  # a lock goes with the process that holds it
    _, rest = waiting.communicate(timeout=60)
    assert (waiting.returncode, rest) == (0, "")
    assert not lock_of(built, which).exists()
    assert portals.differing(portals.tree(built / "site"), portals.clean_build(built, built.parent)) == []


@pytest.mark.parametrize("which", LOCKS)
def test_who_has_waited_long_enough_gives_up(
    built: Path,
    holding: Callable[[Path], subprocess.Popen[str]],
    which: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    holding(lock_of(built, which))
    monkeypatch.setattr(locks, "PATIENCE", 0.3)
    before = portals.times(built / "site")
    change_every_page(built, "新的")
    said = fails(built, built / "site", capsys)
    assert "另一个程序占着" in said
    assert "网站没有动" in said
    assert portals.times(built / "site") == before


def test_who_need_not_wait_is_told_nothing(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    portals.build(small)
    assert capfd.readouterr().err == ""


def test_two_portals_into_one_site_do_not_mix(small: Path, tmp_path: Path) -> None:
    other = portals.copy(small, tmp_path / "other")
    change_every_page(other, "另一个")
    shutil.copytree(small / ".deskboard", other / ".deskboard")
    site = tmp_path / "shared"
    states = [portals.tree(portals.build(portal)) for portal in (small, other)]
    assert states[0] != states[1]
    command = [sys.executable, "-m", "generator", "build", "--site", str(site)]
    for _ in range(3):
        both = [subprocess.Popen(command, cwd=portal, stderr=subprocess.PIPE) for portal in (small, other)]
        said = [each.communicate(timeout=60)[1].decode() for each in both]
        assert [each.returncode for each in both] == [0, 0], said
        assert portals.tree(site) in states


def test_many_hands_hold_one_lock_one_after_another(tmp_path: Path) -> None:
    """The lock's file goes each time; whoever waited at a file that is gone takes the new one."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom generator import locks\n"
        "folder = Path(sys.argv[1])\n"
        "for _ in range(60):\n"
        "    with locks.held(folder / 'lock'):\n"
        "        (folder / 'inside').mkdir()\n"
        "        (folder / 'inside').rmdir()\n"
    )
    start = time.monotonic()
    hands = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stderr=subprocess.PIPE, cwd=portals.REPO)
        for _ in range(4)
    ]
    said = [each.communicate(timeout=120)[1].decode() for each in hands]
    assert [each.returncode for each in hands] == [0] * 4, said
    assert os.listdir(tmp_path) == []  # noqa: PTH208
    assert time.monotonic() - start < 100


def test_an_error_leaves_no_lock(built: Path) -> None:
    (built / "templates" / "home.html").write_text("{% x %}")
    assert cli.run(["-C", str(built), "build"]) == 1
    for which in LOCKS:
        assert not lock_of(built, which).exists()
    with build.alone(built):
        assert lock_of(built, LOCKS[0]).exists()
