"""A build that is killed leaves every published file whole, and the next one mends the rest."""

import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import portals
import pytest

pytestmark = pytest.mark.wide

RANDOM = random.Random(20261120)
DELAYS = [RANDOM.random() ** 0.5 for _ in range(84)]
"""When to kill, in parts of a build's length; rather late, for it writes at its end."""

WORDS = ("旧的", "新")

KILLED_AT_A_STEP = """
import os, signal, sys
from generator.cli import run
left, replace = int(sys.argv[1]), os.replace
def counted(*given):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*given)
os.replace = counted
sys.exit(run(["build"]))
"""


def look(portal: Path, word: str) -> None:
    """Another state of the portal: in a case, in a template, or on every page (the engine has to run)."""
    (portal / "templates" / "moved.html").write_text(f"<h1>{word}</h1>\n", "utf-8")
    settings = (portal / "content" / "portal.yml").read_text("utf-8").splitlines()
    settings[0] = f"名称: 公开栏{word}"
    (portal / "content" / "portal.yml").write_text("\n".join(settings) + "\n", "utf-8")
    extra = portal / "content" / "cases" / "press" / f"KZ-0{len(word)}.yml"
    for old in extra.parent.glob("KZ-*.yml"):
        old.unlink()
    source = (portals.SAMPLES / "small" / "content" / "cases" / "press" / "BD-01.yml").read_text("utf-8")
    place = "西巷" if "西巷" in (portal / "content" / "places.yml").read_text("utf-8") else "桑榆苑"
    extra.write_text(source.replace("BD-01", extra.stem).replace("西巷", place), "utf-8")


def check_whole(site: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    now = portals.tree(site) if site.exists() else {}
    for path, data in now.items():
        assert data in (old.get(path), new.get(path)), f"{path} is neither old nor new"
    assert old.keys() & new.keys() <= now.keys(), "what is in both states is there at any moment"


def check_mended(portal: Path, new: dict[str, bytes]) -> None:
    assert portals.differing(portals.tree(portals.build(portal)), new) == []
    left = sorted(path.name for path in (portal / "site" / ".deskboard").iterdir())
    assert left == ["manifest", "times"]


States = tuple[Path, dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def _two_states(tmp_path_factory: pytest.TempPathFactory) -> States:
    portal = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("states") / "portal")
    look(portal, WORDS[0])
    old = portals.tree(portals.build(portal))
    look(portal, WORDS[1])
    return portal, old, portals.clean_build(portal, portal.parent)


@pytest.fixture
def two_states(_two_states: States, tmp_path: Path) -> States:
    """A built portal whose records have changed since: the portal, its site, and what this shall be."""
    portal, old, new = _two_states
    shutil.copytree(portal, tmp_path / "portal")
    return tmp_path / "portal", old, new


@pytest.mark.parametrize("step", [1, 12, -1])
def test_killed_at_a_step_of_the_commit(two_states: States, step: int) -> None:
    portal, old, new = two_states
    moves = sum(old.get(path) != data for path, data in new.items()) + 2  # and the manifest, before and after
    killed = portals.process("-c", KILLED_AT_A_STEP, str(step if step > 0 else moves), cwd=portal)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    check_whole(portal / "site", old, new)
    check_mended(portal, new)


def test_killed_in_the_first_build(small: Path, _small: Path) -> None:
    new = portals.tree(_small / "site")
    killed = portals.process("-c", KILLED_AT_A_STEP, "7", cwd=small)
    assert killed.returncode == -signal.SIGKILL
    check_whole(small / "site", {}, new)
    assert 0 < len(portals.tree(small / "site")) < len(new)
    check_mended(small, new)


def test_killed_then_edited(two_states: States, tmp_path: Path) -> None:
    """What the killed build put there and nobody plans any more goes too."""
    portal, old, new = two_states
    assert portals.process("-c", KILLED_AT_A_STEP, "20", cwd=portal).returncode == -signal.SIGKILL
    check_whole(portal / "site", old, new)
    look(portal, "第三种")
    check_mended(portal, portals.clean_build(portal, tmp_path))


# Many, at any moment


@pytest.fixture(scope="module")
def toggled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, bytes]], float]:
    """The repo's own portal in one of two states, what its site is in each, and how long a build takes."""
    folder = tmp_path_factory.mktemp("kill")
    portal = portals.copy(portals.REPO, folder / "portal")
    states = []
    for word in WORDS:
        look(portal, word)
        states.append(portals.clean_build(portal, folder))
    start = time.monotonic()
    done = portals.process("-m", "generator", "build", cwd=portal)
    assert done.returncode == 0, done.stderr
    return portal, states, time.monotonic() - start


Toggled = tuple[Path, list[dict[str, bytes]], float]


def _toggle(portal: Path, states: list[dict[str, bytes]]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Build, then edit the records into the other state; what the site is, and what it shall be."""
    old = portals.tree(portals.build(portal))
    other = 1 - states.index(old)
    look(portal, WORDS[other])
    return old, states[other]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(DELAYS)))
def test_killed_at_any_moment(toggled: Toggled, number: int) -> None:
    portal, states, length = toggled
    for sooner in (1, 0.7, 0.4, 0.2, 0.05):  # a build may be faster than it was
        old, new = _toggle(portal, states)
        site = portal / "site"
        if number % 6 == 5:  # the first build of all
            shutil.rmtree(site)
            shutil.rmtree(portal / ".deskboard")
            old = {}
        status = _killed_after(portal, DELAYS[number] * length * sooner)
        check_whole(site, old, new)
        check_mended(portal, new)
        if status == -signal.SIGKILL:
            return
        assert status == 0
    raise AssertionError("no build was slow enough to be killed")


def _killed_after(portal: Path, seconds: float) -> int:
    """Build in a process of its own, kill it after so many seconds, and return its status."""
    building = subprocess.Popen(
        [portals.PYTHON, "-m", "generator", "build"],
        cwd=portal,
        env=portals.plain_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        building.wait(seconds)
    except subprocess.TimeoutExpired:
        building.kill()
    return building.wait()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(16))
def test_killed_at_any_step(toggled: Toggled, number: int) -> None:
    portal, states, _ = toggled
    old, new = _toggle(portal, states)
    moves = sum(old.get(path) != data for path, data in new.items()) + 2
    killed = portals.process("-c", KILLED_AT_A_STEP, str(1 + int(DELAYS[number] * moves)), cwd=portal)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    check_whole(portal / "site", old, new)
    check_mended(portal, new)
