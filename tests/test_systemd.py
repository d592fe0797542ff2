"""What the computer does by itself, in the words of systemd and cron: systemd says whether it understands them."""

import os
import pwd
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import browsing
import portals
import pytest

from generator.host import systemd
from generator.host.home import Home


def home(folder: Path, zone: str = "Asia/Shanghai") -> Home:
    (folder / "work" / "content").mkdir(parents=True)
    portal = (portals.SAMPLES / "small" / "content" / "portal.yml").read_text("utf-8")
    (folder / "work" / "content" / "portal.yml").write_text(f"{portal}时区: {zone}\n", "utf-8")
    return Home(folder, "main", "")


def analyze(*words: str, cwd: Path) -> str:
    command = shutil.which("systemd-analyze") or browsing.missing("systemd-analyze", "apt-get install systemd")
    environment = {**os.environ, "SYSTEMD_COLORS": "0", "SYSTEMD_LOG_LEVEL": "warning"}
    done = subprocess.run([command, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["board", "公开栏 一", "a%b", "x$y"])
def test_systemd_understands_all(tmp_path: Path, name: str) -> None:
    made = home(tmp_path / name)
    for file, text in systemd.files(made).items():
        (tmp_path / file).write_text(text, "utf-8")
    kinds = (".service", ".timer", "-nginx.path", "-nginx.service")
    said = analyze("verify", *(f"./{made.name}{kind}" for kind in kinds), cwd=tmp_path)
    assert said == "", "not even a warning"
    security = analyze("security", "--offline=true", "--threshold=60", f"./{made.name}.service", cwd=tmp_path)
    assert "OK" in security


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 16), ("Asia/Urumqi", 18)])
def test_the_timer_goes_off_after_midnight_of_the_portal(tmp_path: Path, zone: str, hour: int) -> None:
    timer = systemd.files(home(tmp_path / "board", zone))["deskboard-board.timer"]
    when = re.search("OnCalendar=(.*)", timer)
    assert when
    said = analyze("calendar", "--base-time=2026-11-29 10:00:00 UTC", "--iterations=2", when[1], cwd=tmp_path)
    assert f"2026-11-29 {hour}:05:00 UTC" in said and f"2026-11-30 {hour}:05:00 UTC" in said
    assert "Persistent=true" in timer, "a computer that was off at night catches up"


def test_cron_runs_the_same(tmp_path: Path) -> None:
    made = home(tmp_path / "公开 栏%")
    files = systemd.files(made)
    line = files[f"{made.name}.cron"].splitlines()[-1]
    assert line.startswith("7 * * * * ")
    words = shlex.split(line.removeprefix("7 * * * * ").replace("\\%", "%"))
    assert words[1:] == ["-I", "-X", "utf8", "-m", "generator", "host", str(made.folder), "--refresh"]
    assert f"User={pwd.getpwuid(os.getuid()).pw_name}\n" in files[f"{made.name}.service"]
