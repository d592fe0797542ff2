"""Stage and commit: only what differs is written, in order, and what was not made here is left alone."""

import os
import shutil
import subprocess
from pathlib import Path

import browsing
import portals
import pytest

from generator import site as sites
from generator.site import Change, ForeignFile, ForeignFolder, Unfinished, WrongFolder

OLD = {
    "index.html": b"home 1",
    "about/index.html": b"about 1",
    "cases/A-001/index.html": b"case 1",
    "cases/A-002/index.html": b"case 2",
    "assets/large.js": b"js 1",
}
NEW = {
    "index.html": b"home 2",
    "about/index.html": b"about 1",
    "cases/A-001/index.html": b"case 1 b",
    "cases/2026/index.html": b"archive",
    "assets/large.js": b"js 2",
    "maps/icon.svg": b"svg",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(tmp_path / "site", OLD)
    return tmp_path / "site"


def publish(site: Path, files: dict[str, bytes]) -> list[Change]:
    with sites.stage(site) as stage:
        for path, data in files.items():
            stage.put(path, data)
        for path in stage.published - files.keys():
            stage.let_go(path)
        return stage.commit()


def kinds(changes: list[Change]) -> list[tuple[str, str]]:
    return [(each.path, each.kind) for each in changes]


def manifest(site: Path) -> set[str]:
    """What is known to be ours: also what may be about to move."""
    files = [site / ".deskboard" / name for name in ("manifest", "moving")]
    lines = [line for file in files if file.exists() for line in file.read_text("utf-8").splitlines()]
    return {line.split("  ")[-1] for line in lines}


def summed(site: Path) -> None:
    """The digests in the manifest are those that b2sum reckons; it fails where one is not."""
    command = shutil.which("b2sum") or browsing.missing("b2sum", "apt-get install coreutils")
    subprocess.run([command, "--quiet", "--strict", "-l", "128", "-c", ".deskboard/manifest"], cwd=site, check=True)


def replacing(monkeypatch: pytest.MonkeyPatch, site: Path) -> list[str]:
    """What os.replace moves into the site from now on, in order."""
    moved: list[str] = []
    replace = os.replace

    def noted(source: Path, target: Path) -> None:
        replace(source, target)
        moved.append(Path(target).relative_to(site).as_posix())

    monkeypatch.setattr(os, "replace", noted)
    return moved


def test_first_commit(tmp_path: Path) -> None:
    changes = publish(tmp_path / "site", OLD)
    assert kinds(changes) == [(path, "new") for path in sorted(OLD)]
    assert portals.tree(tmp_path / "site") == OLD
    summed(tmp_path / "site")
    assert manifest(tmp_path / "site") == set(OLD)


def test_only_what_differs_is_written(site: Path) -> None:
    before = portals.times(site)
    changes = publish(site, NEW)
    assert kinds(changes) == [
        ("assets/large.js", "changed"),
        ("cases/2026/index.html", "new"),
        ("cases/A-001/index.html", "changed"),
        ("cases/A-002/index.html", "removed"),
        ("index.html", "changed"),
        ("maps/icon.svg", "new"),
    ]
    summed(site)
    assert portals.tree(site) == NEW
    assert portals.times(site)["about/index.html"] == before["about/index.html"]


def test_the_same_again_touches_nothing(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in [site, *site.rglob("*")] if path.name != ".deskboard"}
    assert publish(site, OLD) == []
    after = {path: path.stat().st_mtime_ns for path in before}
    del before[site], after[site]  # the stage came and went in it
    assert after == before


def test_assets_then_pages_then_removals(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = replacing(monkeypatch, site)
    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda path, **given: (moved.append(f"- {path.name}"), unlink(path, **given)))
    publish(site, NEW)
    assert moved == [
        ".deskboard/moving",
        "assets/large.js",
        "maps/icon.svg",
        "cases/2026/index.html",
        "cases/A-001/index.html",
        "index.html",
        "- index.html",
        ".deskboard/manifest",
        "- moving",
        "- lock",
    ]


def test_empty_folders_go_with_their_pages(site: Path) -> None:
    publish(site, {"index.html": b"home 1"})
    assert [path.name for path in sorted(site.iterdir())] == [".deskboard", "index.html"]


def test_a_problem_before_the_commit_changes_nothing(site: Path) -> None:
    before = portals.times(site)
    with pytest.raises(RuntimeError), sites.stage(site) as stage:
        stage.put("index.html", b"home 2")
        raise RuntimeError
    assert portals.tree(site) == OLD
    assert portals.times(site) == before
    assert sorted(path.name for path in (site / ".deskboard").iterdir()) == ["manifest", "times"]


@pytest.mark.parametrize("there", [False, True], ids=["no folder yet", "an empty folder"])
def test_a_problem_in_the_first_build_leaves_what_there_was(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "a" / "b"
    if there:
        target.mkdir(parents=True)
    with pytest.raises(RuntimeError), sites.stage(target) as stage:
        stage.put("index.html", b"home")
        raise RuntimeError
    assert [path.name for path in tmp_path.rglob("*")] == (["a", "b"] if there else [])


def test_a_file_that_was_changed_behind_its_times_is_written_again(site: Path) -> None:
    page = site / "about" / "index.html"
    before = page.stat()
    page.write_bytes(b"about X")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kinds(publish(site, OLD)) == [("about/index.html", "changed")]
    assert page.read_bytes() == OLD["about/index.html"]


def test_in_a_copy_of_a_site_every_file_is_looked_at_once(site: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(site, tmp_path / "copy")
    (copy / "index.html").write_bytes(b"home X")
    for path in copy.rglob("*"):
        shutil.copystat(site / path.relative_to(copy), path)
    for damaged in ({"index.html"}, set[str]()):
        with sites.stage(copy) as stage:
            assert stage.damaged == damaged
            for path, data in OLD.items():
                stage.put(path, data)
            stage.commit()


# What was not made here


def test_foreign_files_beside_ours_stay(site: Path) -> None:
    mine = {"CNAME": b"x.example", "cases/A-002/note.txt": b"mine", ".well-known/x": b"y"}
    for path, data in mine.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(data)
    (site / "empty").mkdir()
    publish(site, NEW)
    assert portals.tree(site) == NEW | mine
    assert (site / "empty").is_dir()


@pytest.mark.parametrize("data", [b"archive", b"mine"], ids=["the same bytes", "other bytes"])
def test_a_foreign_file_where_a_page_must_go_is_refused(site: Path, data: bytes) -> None:
    foreign = site / "cases" / "2026" / "index.html"
    foreign.parent.mkdir()
    foreign.write_bytes(data)
    with pytest.raises(ForeignFile, match="2026"):
        publish(site, NEW)
    assert portals.tree(site) == OLD | {"cases/2026/index.html": data}
    assert manifest(site) == set(OLD)


def test_a_foreign_file_where_a_folder_must_go_is_refused(site: Path) -> None:
    (site / "cases" / "2026").write_bytes(b"mine")
    with pytest.raises(ForeignFile, match=r"2026$"):
        publish(site, NEW)
    assert portals.tree(site) == OLD | {"cases/2026": b"mine"}


def test_a_foreign_file_in_a_folder_where_a_file_must_go_is_refused(site: Path) -> None:
    (site / "assets" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(ForeignFile, match="mine"):
        publish(site, {"index.html": b"home 1", "assets": b"a file"})
    assert portals.tree(site) == OLD | {"assets/mine.txt": b"mine"}


def test_nothing_is_written_or_removed_through_a_link(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (site / "cases").rename(elsewhere)
    (site / "cases").symlink_to(elsewhere)
    before = portals.tree(elsewhere)
    with pytest.raises(ForeignFile, match=r"cases$"):
        publish(site, NEW)
    publish(site, {"index.html": b"home 1"})
    assert portals.tree(elsewhere) == before


def test_a_file_of_ours_gives_way_to_a_folder_and_back(site: Path) -> None:
    as_file, as_folder = {"index.html": b"1", "maps": b"a file"}, {"index.html": b"1", "maps/east/a.svg": b"svg"}
    for files in (as_file, as_folder, as_file):
        publish(site, files)
        assert portals.tree(site) == files
        assert manifest(site) == set(files)


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "folder/"])
def test_a_foreign_folder_is_refused(tmp_path: Path, name: str) -> None:
    target = tmp_path / "docs"
    (target / name).parent.mkdir(parents=True)
    (target / name).mkdir() if name.endswith("/") else (target / name).write_text("mine")
    (target / ".deskboard").mkdir()  # a cache of a portal lies under this name too
    with pytest.raises(ForeignFolder):
        sites.stage(target)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(ForeignFolder):
        sites.stage(tmp_path / "site")


@pytest.mark.parametrize(
    "wrong", [".", "..", "../..", "content", "content/pages", "templates", "templates/theme", ".deskboard/x", ".git"]
)
def test_the_portals_own_folders_are_refused(tmp_path: Path, wrong: str) -> None:
    portal = tmp_path / "a" / "portal"
    (portal / "content" / "pages").mkdir(parents=True)
    with pytest.raises(WrongFolder):
        sites.refuse(portal / wrong, portal)
    for right in ("site", "../site", "contents", "out/content"):
        sites.refuse(portal / right, portal)


def test_a_linked_content_folder_is_the_portals_own_too(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "content").symlink_to(tmp_path / "records")
    with pytest.raises(WrongFolder):
        sites.refuse(tmp_path / "records" / "site", tmp_path / "portal")


# What goes wrong in the middle


@pytest.mark.parametrize("call", range(1, 8))
def test_a_disk_error_leaves_every_file_whole(site: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    calls, replace = 0, os.replace

    def failing(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        assert portals.tree(site).keys() <= manifest(site), "the manifest knows every file at every step"
        if calls == call:
            raise OSError(28, "No space left on device", os.fspath(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(Unfinished):
        publish(site, NEW)
    now = portals.tree(site)
    assert all(data in (OLD.get(path), NEW.get(path)) for path, data in now.items())
    assert OLD.keys() & NEW.keys() <= now.keys()
    assert now.keys() <= manifest(site)
    monkeypatch.undo()
    publish(site, NEW)
    assert portals.tree(site) == NEW
    assert manifest(site) == set(NEW)


def test_what_an_error_left_half_done_twice_is_ours_all_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What had moved the first time is not moved again, and lies there when the second attempt breaks off."""
    replace = os.replace

    def failing(source: Path, target: Path) -> None:
        if Path(target).name == "index.html":
            raise OSError(28, "No space left on device", os.fspath(target))
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing)
        for _ in range(2):
            with pytest.raises(Unfinished):
                publish(site, NEW)
            assert portals.tree(site).keys() <= manifest(site)
    assert "maps/icon.svg" in portals.tree(site)
    publish(site, OLD)
    assert portals.tree(site) == OLD
    summed(site)


def test_a_commit_that_was_killed_at_its_very_end(site: Path) -> None:
    (site / ".deskboard" / "moving").write_text("", "ascii")
    with sites.stage(site) as stage:
        assert not stage.sign
    assert publish(site, OLD) == []
    with sites.stage(site) as stage:
        assert stage.sign


def test_an_error_while_removing_is_mended_by_the_next_commit(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda *given, **options: (_ for _ in ()).throw(PermissionError(13, "no")))
        with pytest.raises(Unfinished):
            publish(site, NEW)
    assert portals.tree(site) == NEW | {"cases/A-002/index.html": b"case 2"}
    publish(site, NEW)
    assert portals.tree(site) == NEW


def test_a_read_only_folder(site: Path) -> None:
    folder = site / "cases" / "A-001"
    folder.chmod(0o555)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write into a read-only folder")
        with pytest.raises(Unfinished, match="A-001"):
            publish(site, NEW)
        now = portals.tree(site)
        assert all(data in (OLD.get(path), NEW.get(path)) for path, data in now.items())
    finally:
        folder.chmod(0o755)
    publish(site, NEW)
    assert portals.tree(site) == NEW


def test_a_lost_manifest_makes_the_folder_foreign(site: Path) -> None:
    (site / ".deskboard" / "manifest").unlink()
    with pytest.raises(ForeignFolder):
        publish(site, NEW)
    assert portals.tree(site) == OLD


def test_names_that_only_look_like_line_breaks(site: Path) -> None:
    odd = {"index.html": b"1", "assets/a\u2028b.txt": b"2", "assets/a\x85b.txt": b"3"}
    publish(site, odd)
    publish(site, {"index.html": b"1"})
    assert portals.tree(site) == {"index.html": b"1"}
