"""Releases: what is live is whole at any moment, nothing is ever written into it, and there is a way back."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import portals
import pytest

from generator import release, sending
from generator import site as sites
from generator.release import NoWayBack, TakenBack
from generator.site import Change, ForeignFile, ForeignFolder

HEADERS = b"/*\n  Content-Security-Policy: default-src 'none'; script-src 'sha256-1'; frame-ancestors 'none'\n"
FIRST = {
    "_headers": HEADERS,
    "index.html": b"home 1 <img src=a-1.jpg>",
    "a-1.jpg": b"picture 1",
    "same/index.html": b"same",
    "gone/index.html": b"gone",
}
SECOND = {
    "_headers": HEADERS,
    "index.html": b"home 2 <img src=a-2.jpg> <a href=came/below/>",
    "a-2.jpg": b"picture 2",
    "same/index.html": b"same",
    "came/below/index.html": b"came",
    "sitemap.xml": b"came/below/",
}
OTHER = HEADERS.replace(b"sha256-1", b"sha256-2")
"""Headers of a release whose pages look otherwise, so that its folder has another name."""
THIRD = {"_headers": OTHER, "index.html": b"home 3", "same/index.html": b"same", "gone": b"a file now"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def build(site: Path, files: dict[str, bytes]) -> None:
    with sites.stage(site) as stage:
        for path, data in files.items():
            stage.put(path, data)
        for path in stage.published - files.keys():
            stage.let_go(path)
        stage.commit()


def publish(
    home: Path, site: Path, files: dict[str, bytes], source: str = "", **given: object
) -> list[tuple[str, str]]:
    build(site, files)
    with release.opened(home) as releases:
        return [(each.path, each.kind) for each in releases.publish(site, source, **given)]  # type: ignore[arg-type]


def back(home: Path, todo: Path | None = None) -> None:
    with release.opened(home) as releases:
        releases.back(todo)


def live(home: Path) -> dict[str, bytes]:
    return portals.tree(home / "live")


def test_the_first_release(home: Path, site: Path) -> None:
    assert publish(home, site, FIRST) == [(path, "new") for path in sorted(FIRST)]
    assert live(home) == FIRST
    assert not (home / "live").readlink().is_absolute(), "the folder may be moved as a whole"


def test_each_release_is_the_site_and_what_pages_showed_a_moment_ago(home: Path, site: Path) -> None:
    publish(home, site, FIRST)
    assert publish(home, site, SECOND) == [
        ("a-2.jpg", "new"),
        ("came/below/index.html", "new"),
        ("gone/index.html", "removed"),
        ("index.html", "changed"),
        ("sitemap.xml", "new"),
    ]
    assert live(home) == SECOND | {"a-1.jpg": b"picture 1"}, "who read the old page asks for its picture now"
    publish(home, site, THIRD)
    assert live(home) == THIRD | {"a-2.jpg": b"picture 2"}, "and not for that of the page before"
    assert not (home / "live" / "came").exists()
    publish(home, site, FIRST)
    assert live(home) == FIRST


def test_what_lingers_is_in_nobody_s_way(home: Path, site: Path) -> None:
    publish(home, site, {"_headers": HEADERS, "x.svg": b"drawing", "y/z.svg": b"drawing"})
    publish(home, site, {"_headers": HEADERS, "x.svg/index.html": b"a folder", "y": b"a file"})
    assert live(home) == {"_headers": HEADERS, "x.svg/index.html": b"a folder", "y": b"a file"}


def test_nothing_is_written_into_the_live_folder(home: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by the computer itself: the live folder is read-only while the next release is made."""
    publish(home, site, FIRST)
    publish(home, site, SECOND)
    now = (home / "live").resolve()
    seen = {path: path.lstat().st_mtime_ns for path in now.rglob("*")} | {now: now.stat().st_mtime_ns}
    replaced = os.replace

    def switching(source: Path, target: Path) -> None:
        if Path(target).name == "live":
            assert {path: path.lstat().st_mtime_ns for path in seen} == seen, "up to the switch nothing has moved"
            assert sorted(now.rglob("*")) == sorted(path for path in seen if path != now)
        replaced(source, target)

    monkeypatch.setattr(os, "replace", switching)
    publish(home, site, THIRD)
    assert {path: path.lstat().st_mtime_ns for path in seen} == seen, "and after it neither"


def test_the_same_again_is_no_release(home: Path, site: Path) -> None:
    publish(home, site, FIRST)
    before = (home / "live").readlink()
    assert publish(home, site, FIRST) == []
    assert (home / "live").readlink() == before


def test_files_that_stay_are_the_same_for_browsers(home: Path, site: Path) -> None:
    """What a server tells browsers to compare is made of time and size: the same for the same, never for another."""
    publish(home, site, {"_headers": HEADERS, "index.html": b"111", "same.html": b"same"})
    tags = [(home / "live" / name).stat() for name in ("index.html", "same.html")]
    seen = [{int(tags[0].st_mtime)}, {int(tags[1].st_mtime)}]
    for number in range(2, 6):  # within one second, all of one length
        publish(home, site, {"_headers": HEADERS, "index.html": b"%d" % (111 * number), "same.html": b"same"})
        seen[0].add(int((home / "live" / "index.html").stat().st_mtime))
        seen[1].add(int((home / "live" / "same.html").stat().st_mtime))
    assert [len(each) for each in seen] == [5, 1]


def test_the_server_may_read_what_a_strict_user_builds(home: Path, site: Path) -> None:
    umask = os.umask(0o077)
    try:
        publish(home, site, FIRST)
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(umask)
    for path in (home / "live").resolve().rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044, path
    assert home.stat().st_mode & 0o005 == 0o005


def test_a_site_on_another_disk_is_copied(home: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def here_only(source: Path, target: Path) -> None:
        if site in Path(source).parents:
            raise OSError(18, "Invalid cross-device link")
        link(source, target)

    monkeypatch.setattr(os, "link", here_only)
    publish(home, site, FIRST)
    first = (home / "live" / "same" / "index.html").stat()
    publish(home, site, SECOND)
    publish(home, site, THIRD)
    assert live(home) == THIRD | {"a-2.jpg": b"picture 2"}
    assert (home / "live" / "same" / "index.html").stat().st_mtime_ns == first.st_mtime_ns


# Back


def test_the_way_back(home: Path, site: Path) -> None:
    publish(home, site, FIRST, "1" * 40)
    publish(home, site, SECOND, "2" * 40)
    back(home)
    assert live(home) == FIRST
    with pytest.raises(NoWayBack):
        back(home)
    with pytest.raises(TakenBack):
        publish(home, site, SECOND, "2" * 40)
    assert live(home) == FIRST, "a nightly rebuild does not bring back what was taken back"
    publish(home, site, THIRD, "3" * 40)
    assert live(home) == THIRD | {"a-1.jpg": b"picture 1"}
    back(home)
    assert live(home) == FIRST
    publish(home, site, SECOND, "2" * 40)
    assert live(home) == SECOND | {"a-1.jpg": b"picture 1"}, "only the last one that was taken back is held"


def test_no_way_back_into_a_folder_that_was_deleted(home: Path, site: Path) -> None:
    publish(home, site, FIRST)
    publish(home, site, SECOND)
    shutil.rmtree(next(path for path in home.glob("[ab]-*") if path.name != (home / "live").readlink().name))
    with pytest.raises(NoWayBack):
        back(home)
    assert live(home).items() >= SECOND.items()


def test_no_way_back_at_first(home: Path, site: Path) -> None:
    publish(home, site, FIRST)
    with pytest.raises(NoWayBack):
        back(home)
    assert live(home) == FIRST


def test_what_must_be_forgotten_is_nowhere(home: Path, site: Path) -> None:
    publish(home, site, FIRST)
    publish(home, site, SECOND, forget=True)
    assert live(home) == SECOND
    assert not [path for path in home.rglob("*") if path.is_file() and b"picture 1" in path.read_bytes()]
    assert len(list(home.glob("[ab]-*"))) == 1
    with pytest.raises(NoWayBack):
        back(home)
    publish(home, site, FIRST)
    assert live(home) == FIRST | {"a-2.jpg": b"picture 2"}
    publish(home, site, FIRST, forget=True)
    assert live(home) == FIRST, "nor is what lingers"


# What is foreign, what is lost


def test_a_folder_of_somebody_else_is_left_alone(home: Path, site: Path) -> None:
    home.mkdir()
    (home / "thesis.doc").write_bytes(b"mine")
    with pytest.raises(ForeignFolder):
        publish(home, site, FIRST)
    assert [path.name for path in home.iterdir()] == ["thesis.doc"]


def test_a_folder_where_the_link_shall_be_is_left_alone(home: Path, site: Path) -> None:
    (home / ".deskboard").mkdir(parents=True)
    (home / "live").mkdir()
    with pytest.raises(ForeignFile):
        publish(home, site, FIRST)


@pytest.mark.parametrize("lost", ["a.json", "a.files", "b.json", "b.files", "*"])
@pytest.mark.parametrize("how", ["gone", "empty", "nonsense"])
def test_what_is_known_of_the_folders_may_be_lost(home: Path, site: Path, lost: str, how: str) -> None:
    publish(home, site, FIRST)
    publish(home, site, SECOND)
    for file in (home / ".deskboard").glob(lost):
        if how == "gone":
            file.unlink()
        else:
            file.write_bytes(b"" if how == "empty" else b"\xff\0{]")
    publish(home, site, THIRD)
    assert live(home).items() >= THIRD.items()
    publish(home, site, FIRST)
    publish(home, site, THIRD)
    assert {path: data for path, data in live(home).items() if path not in ("a-1.jpg", "a-2.jpg")} == THIRD


def test_a_resting_folder_that_was_deleted_is_made_anew(home: Path, site: Path) -> None:
    publish(home, site, FIRST)
    publish(home, site, SECOND)
    shutil.rmtree(next(path for path in home.glob("[ab]-*") if path.name != (home / "live").readlink().name))
    publish(home, site, THIRD)
    assert live(home) == THIRD | {"a-2.jpg": b"picture 2"}


# Killed

KILLED = """
import os, signal, sys
from pathlib import Path
from generator import release
left = int(sys.argv[3])
def counted(name):
    real = getattr(os, name)
    def step(*given, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **more)
    setattr(os, name, step)
for name in ("replace", "link", "unlink", "rename", "mkdir", "symlink", "rmdir"):
    counted(name)
with release.opened(Path(sys.argv[1])) as releases:
    releases.publish(Path(sys.argv[2]), "3" * 40) if sys.argv[4] == "on" else releases.back()
"""


def killed(home: Path, site: Path, step: int, way: str) -> int:
    given = [sys.executable, "-c", KILLED, str(home), str(site), str(step), way]
    return subprocess.run(given, check=False, capture_output=True, timeout=60).returncode


@pytest.mark.parametrize("way", ["on", "back"])
@pytest.mark.wide
def test_killed_at_every_step(home: Path, site: Path, tmp_path: Path, way: str) -> None:
    """What is live is one release or the other, to the last byte; and the next run is right."""
    publish(home, site, FIRST, "1" * 40)
    publish(home, site, SECOND, "2" * 40)
    old, step = live(home), 0
    for step in range(1, 200):
        shutil.rmtree(tmp_path / "try", ignore_errors=True)
        shutil.copytree(home, tmp_path / "try" / "www", symlinks=True)
        www = tmp_path / "try" / "www"
        new = THIRD | {"a-2.jpg": b"picture 2"} if way == "on" else FIRST
        if way == "on":
            build(site, THIRD)
        status = killed(www, site, step, way)
        assert live(www) in (old, new)
        if status == 0:
            break
        shutil.copytree(www, tmp_path / "try" / "back", symlinks=True)
        with suppress(NoWayBack):
            back(tmp_path / "try" / "back")
        assert live(tmp_path / "try" / "back") in (FIRST, old, new), "a step back leads to something whole"
        assert status == -signal.SIGKILL
        source = "2" * 40 if live(www) == old else "4" * 40  # what is live is not held back
        publish(www, site, THIRD, source)
        lingering = {"a-1.jpg", "a-2.jpg"}
        assert {path: data for path, data in live(www).items() if path not in lingering} == THIRD
    assert step > 20 if way == "on" else step >= 4


# Lists of what to send

NAMED = {"a-1.jpg": "a-1.jpg", "a-2.jpg": "a-2.jpg", "came/below/": "came/below/index.html"}


def apply(listed: Path, www: Path, bucket: dict[str, bytes], check: bool = True) -> None:
    """Send what the list says, a line at a time; at no moment may a page name what is not there."""
    for line in listed.read_text("utf-8").splitlines():
        word, path = line.split("\t")
        if word == "gone":
            bucket.pop(path, None)
        else:
            bucket[path] = (www / "live" / path).read_bytes()
        for data in bucket.values() if check else ():
            for name, file in NAMED.items():
                assert name.encode() not in data or file in bucket


def test_a_list_says_what_to_send_in_an_order_that_breaks_no_page(home: Path, site: Path, tmp_path: Path) -> None:
    listed, bucket = tmp_path / "todo", dict[str, bytes]()
    for files in (FIRST, SECOND, THIRD, FIRST):
        publish(home, site, files, todo=listed)
        apply(listed, home, bucket)
        assert bucket == live(home)
        listed.unlink()
    publish(home, site, FIRST, todo=listed)
    assert not listed.exists(), "nothing to send"


def test_what_was_not_sent_stays_on_the_list(home: Path, site: Path, tmp_path: Path) -> None:
    listed, bucket = tmp_path / "todo", dict[str, bytes]()
    publish(home, site, FIRST, todo=listed)
    publish(home, site, SECOND, todo=listed)  # the transfer had failed
    publish(home, site, THIRD, todo=listed)
    back(home, listed)
    apply(listed, home, bucket)
    assert bucket == live(home) == SECOND | {"a-1.jpg": b"picture 1"}


def test_a_list_says_parts_pages_and_what_goes(home: Path, site: Path, tmp_path: Path) -> None:
    publish(home, site, FIRST, todo=tmp_path / "all")
    (tmp_path / "todo").unlink(missing_ok=True)
    publish(home, site, SECOND, todo=tmp_path / "todo")
    assert (tmp_path / "todo").read_text("utf-8") == (
        "part\ta-2.jpg\nnew\tcame/below/index.html\npage\tindex.html\npage\tsitemap.xml\ngone\tgone/index.html\n"
    )


@pytest.mark.parametrize("bytes_", [b"shopping list\n", b"\xff\xfe", b"part\n"])
def test_a_list_of_somebody_else_is_left_alone(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "todo").write_bytes(bytes_)
    with pytest.raises(ForeignFile):
        sending.add(tmp_path / "todo", [Change("index.html", "", "1")], {"index.html"})
    assert (tmp_path / "todo").read_bytes() == bytes_
