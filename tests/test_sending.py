"""docs/send.sh, as the guide prints it: what residents get from an object store is the live site, whatever happens."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath

import browsing
import portals
import pytest
from repositories import git
from servers import CASE

from generator import photos

pytestmark = pytest.mark.wide
BIN = Path(sys.executable).parent
BUCKET = "board"


class Store:
    """An object store that speaks S3, on loopback; a later rclone than the one that sends to it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder, self.environment = folder / BUCKET, environment
        self.address = f"http://{environment['RCLONE_CONFIG_STORE_ENDPOINT'].removeprefix('http://')}/{BUCKET}"

    def objects(self) -> dict[str, bytes]:
        return portals.tree(self.folder)

    def headers(self, path: str) -> dict[str, str]:
        """What a reader's browser is told."""
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=10) as answer:
            return {name: answer.headers[name] or "" for name in ("Cache-Control", "Content-Type")}

    def send(self, portal: Path, www: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
        """Run the script in the portal, in a group of processes of its own."""
        return subprocess.Popen(
            ["sh", str(portals.REPO / "docs" / "send.sh"), str(www), f"store:{BUCKET}", *options],
            cwd=portal, env=self.environment | environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip

    def sent(self, portal: Path, www: Path, *options: str) -> tuple[int, str]:
        """Run it to its end: the exit status, and what it said."""
        running = self.send(portal, www, *options)
        said, _ = running.communicate(timeout=300)
        return running.returncode, said


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """What the guide configures is here in the environment."""
    if not shutil.which("rclone"):
        browsing.missing("rclone", "apt-get install rclone")
    there, endpoint = tmp_path / "store", f"127.0.0.1:{portals.free_port()}"
    (there / BUCKET).mkdir(parents=True)
    environment = {name: value for name, value in portals.plain_environment().items() if not name.startswith("AWS_")}
    environment |= {
        "DESKBOARD": str(BIN / "deskboard"), "RCLONE_CONFIG": os.devnull, "RCLONE_CONFIG_STORE_TYPE": "s3",
        "RCLONE_CONFIG_STORE_PROVIDER": "Other", "RCLONE_CONFIG_STORE_ACCESS_KEY_ID": "key",
        "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY": "secret", "RCLONE_CONFIG_STORE_ENDPOINT": f"http://{endpoint}",
    }  # fmt: skip
    command = [str(BIN / "rclone"), "serve", "s3", str(there), "--addr", endpoint]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr
        while "Starting s3 server" not in (line := serving.stderr.readline()):
            assert line, "it did not start"
        yield Store(there, environment)
        serving.terminate()


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "out" / "www"


@pytest.fixture
def portal(small: Path, www: Path) -> Path:
    """A portal whose records are committed, as they are where it is sent from."""
    www.parent.mkdir()
    git(small, "init", "-q", "-b", "main")
    commit(small)
    return small


def commit(portal: Path) -> None:
    git(portal, "add", "--all", "content", "templates", "mkdocs.yml")
    git(portal, "commit", "-q", "-m", "改")


def live(www: Path) -> dict[str, bytes]:
    return portals.tree(www / "live")


def test_what_is_in_the_store_is_the_live_site(portal: Path, www: Path, store: Store) -> None:
    status, said = store.sent(portal, www)
    assert status == 0 and f"传完了：{len(live(www))} 个文件" in said
    assert store.objects() == live(www)
    assert store.sent(portal, www) == (0, "网站和线上的一样，没有变化。\n")
    (portal / "content" / "pages" / "new.md").write_text("# 新的一页\n", "utf-8")
    portals.edit(portal / CASE, "三楼以上水压不足", "没有水")
    commit(portal)
    assert store.sent(portal, www)[0] == 0
    assert store.objects() == live(www) and "new/index.html" in store.objects()
    (portal / "content" / "pages" / "new.md").unlink()
    commit(portal)
    assert store.sent(portal, www)[0] == 0
    assert store.objects() == live(www) and "new/index.html" not in store.objects()


def test_each_file_says_what_it_is_and_how_long_it_may_be_kept(tmp_path: Path, www: Path, store: Store) -> None:
    www.parent.mkdir()
    assert store.sent(portals.copy(portals.REPO, tmp_path / "own"), www)[0] == 0
    kinds = {"html": "text/html", "txt": "text/plain", "ics": "text/calendar", "vcf": "text/vcard",
             "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}  # fmt: skip
    seen = set[str]()
    for path in store.objects():
        told, ending = store.headers(path), path.rpartition(".")[2]
        if re.fullmatch(photos.ADDRESS, path):
            assert told["Cache-Control"] == "public, max-age=31536000, immutable", path
            seen.add("photograph")
        elif path.startswith("assets/"):
            assert told["Cache-Control"] == "public, max-age=604800", path
        else:
            assert told["Cache-Control"] == "no-cache", path
        if ending in kinds:
            kind, _, charset = told["Content-Type"].partition("; ")
            assert kind == kinds[ending], path
            assert charset == ("charset=utf-8" if ending in ("html", "txt", "ics", "vcf") else ""), path
            seen.add(ending)
    assert seen == {"photograph", *kinds}


def test_a_step_back_goes_to_the_store_and_stays(portal: Path, www: Path, store: Store) -> None:
    store.sent(portal, www)
    before = store.objects()
    portals.edit(portal / CASE, "三楼以上水压不足", "写错了")
    commit(portal)
    store.sent(portal, www)
    assert store.objects() != before
    assert store.sent(portal, www, "--rollback")[0] == 0
    assert store.objects() == before
    status, said = store.sent(portal, www)
    assert status == 1 and "退回" in said
    assert store.objects() == before


def test_what_is_wrong_is_not_sent_but_what_was_left_over_is(portal: Path, www: Path, store: Store) -> None:
    store.sent(portal, www)
    before = store.objects()
    (store.folder / "index.html").unlink()
    (www.parent / "www.todo").write_text("page\tindex.html\n", "utf-8")
    portals.edit(portal / CASE, "类别: 供水", "类别: 没有的")
    commit(portal)
    status, said = store.sent(portal, www)
    assert status == 1 and f"{CASE}:4:" in said
    assert store.objects() == before


def test_it_says_how_it_is_used(portal: Path, store: Store) -> None:
    done = subprocess.run(["sh", portals.REPO / "docs" / "send.sh"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "用法" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("after", [2, 40, 90, 130])
def test_killed_in_the_middle_nothing_is_missing_and_the_next_run_is_right(
    portal: Path, www: Path, store: Store, after: int
) -> None:
    """Killed when so many files are there; then the records change, and it is killed as soon as it knows of them."""
    slowly = {"RCLONE_TPSLIMIT": "100"}  # so that there is a middle
    there = store.folder.rglob  # what is there may be gone when it is read: it had another name while it was sent
    killed(store.send(portal, www, **slowly), lambda: sum(1 for _ in there("*.*")) >= after)
    whole(store.objects())
    portals.edit(portal / CASE, "三楼以上水压不足", "没有水")
    (portal / "content" / "pages" / "new.md").write_text("# 新的一页\n", "utf-8")
    commit(portal)
    assert store.sent(portal, www)[0] == 0
    assert store.objects() == live(www)
    (portal / "content" / "pages" / "new.md").unlink()
    portals.edit(portal / CASE, "没有水", "有水了")
    commit(portal)
    killed(store.send(portal, www, **slowly), lambda: (www.parent / "www.todo").exists())
    whole(store.objects())
    assert store.sent(portal, www)[0] == 0
    assert store.objects() == live(www)


def killed(running: subprocess.Popen[str], when: Callable[[], bool]) -> None:
    """Kill all that a run has started, as soon as something is so."""
    for _ in range(6000):
        if when() or running.poll() is not None:
            break
        time.sleep(0.01)
    assert running.poll() is None, "it was too fast to be killed"
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()


def whole(objects: Mapping[str, bytes]) -> None:
    """Every picture that a page shows is there."""
    for path, raw in objects.items():
        if path.endswith(".html"):
            for shown in re.findall(rb'<(?:img|source)\b[^>]* src(?:set)?="([^" #]+)', raw):
                assert normpath(join(path.rpartition("/")[0], shown.decode())) in objects, path
