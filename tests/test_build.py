"""Builds of whole portals: what stops one says where, in plain Chinese, and leaves the site as it was."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import portals
import pytest

from generator import build, cli, engine
from generator.pages import place, places

pytestmark = pytest.mark.wide

CASE = "content/cases/2026/11/XH-2026-002.yml"


def test_the_repos_own_portal_builds(site: Path) -> None:
    assert {"index.html", "404.html", "sitemap.xml", "cases/index.html", "guide/index.html"} <= portals.tree(
        site
    ).keys()
    assert all(data for data in portals.tree(site).values())


def test_every_record_and_every_page_written_by_hand_has_an_address(small: Path) -> None:
    pages = portals.tree(portals.build(small)).keys()
    for path in (small / "content").rglob("*"):
        below = path.relative_to(small / "content")
        if below.parts[0] in ("cases", "policies") and path.is_file():
            assert f"{below.parts[0]}/{path.stem}/index.html" in pages
        elif below.parts[0] == "pages" and path.is_file():
            assert f"{path.stem}/index.html" in pages
    assert {f"places/{code}/index.html" for code in ("xiaohe", "dongyuan", "dong-dayuan", "xixiang")} <= pages


# What stops a build


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda portal: portals.edit(portal / file, old, new)


def written(file: str, text: str) -> Callable[[Path], None]:
    def write(portal: Path) -> None:
        (portal / file).parent.mkdir(parents=True, exist_ok=True)
        (portal / file).write_text(text, "utf-8")

    return write


def appended(file: str, text: str) -> Callable[[Path], None]:
    return lambda portal: written(file, (portal / file).read_text("utf-8") + text)(portal)


def removed(file: str) -> Callable[[Path], None]:
    return lambda portal: (portal / file).unlink()


def linked(file: str, target: str) -> Callable[[Path], None]:
    return lambda portal: (portal / file).symlink_to(target)


GUIDE, YML, LEAN = "content/pages/guide.md", "mkdocs.yml", "templates/theme/lean.html"
STOPS: dict[str, tuple[Callable[[Path], None], str]] = {
    "an unknown place": (replaced(CASE, "[东院]", "[南院]"), f"{CASE}:5:"),
    "a half quote": (replaced(CASE, "高层水压不足", '"高层'), f"{CASE}:2:"),
    "no portal.yml": (removed("content/portal.yml"), "content/portal.yml:1:1:"),
    "no page about what is not public": (removed("content/pages/privacy.md"), "content/pages/privacy.md:1:1:"),
    "a template's syntax": (appended("templates/case.html", "{% if %}"), "templates/case.html:"),
    "a template's name": (appended("templates/case.html", "{{ nobody }}"), "templates/case.html"),
    "what a template does": (appended("templates/case.html", "{{ 1 + 'x' }}"), "templates/case.html"),
    "a missing template": (removed("templates/contact.html"), "contact.html"),
    "a link to no page": (appended(GUIDE, "[x](nobody.md)"), f"{GUIDE}:12:1:"),
    "a broken link in a policy": (appended("content/policies/gongshui.md", "[x](../nobody/)"), "nobody"),
    "broken front matter": (replaced(GUIDE, "title: 怎么", "title: [怎么"), f"{GUIDE}:"),
    "a page in another encoding": (lambda p: (p / GUIDE).write_bytes("怎么".encode("gbk")) and None, f"{GUIDE}:1:1:"),
    "a page where a record's is": (written("content/pages/cases/index.md", "# x"), "content/pages/cases/index.md:1:1:"),
    "a page where a case's is": (written("content/pages/cases/BD-01.md", "# x"), "content/pages/cases/BD-01.md:1:1:"),
    "a home page": (written("content/pages/index.md", "# x"), "content/pages/index.md:1:1:"),
    "a sitemap": (written("content/pages/sitemap.xml", "<x/>"), "content/pages/sitemap.xml:1:1:"),
    "a file where a folder is": (written("content/pages/cases", "x"), "content/pages/cases:1:1:"),
    "a folder where a shell is": (written("content/pages/cases/_/x.md", "# x"), "content/pages/cases/_/x.md:1:1:"),
    "a link to a file elsewhere": (linked("content/pages/x.md", "/etc/hostname"), "content/pages/x.md:1:1:"),
    "a link to a folder elsewhere": (linked("content/pages/x", "/etc"), "content/pages/x:1:1:"),
    "no mkdocs.yml": (removed(YML), "mkdocs.yml"),
    "an empty mkdocs.yml": (written(YML, ""), "mkdocs.yml:1:1:"),
    "a list for mkdocs.yml": (written(YML, "- x\n"), "mkdocs.yml:1:1:"),
    "a tab in mkdocs.yml": (replaced(YML, "  name: material", "\tname: material"), "mkdocs.yml:8:1:"),
    "a wide colon in mkdocs.yml": (replaced(YML, "site_dir: site", "site_dir：site"), "mkdocs.yml:5:9:"),
    "a tag in mkdocs.yml": (replaced(YML, "site_dir: site", "site_dir: !ENV X"), "mkdocs.yml:5:"),
    "a day that is none": (appended(YML, "\nextra: {day: 2025-06-31}\n"), "mkdocs.yml"),
    "no site_url": (replaced(YML, "site_url: https://deskboard.example.org/", ""), "mkdocs.yml:2:1:"),
    "half a site_url": (replaced(YML, "https://deskboard.example.org/", "deskboard.example.org"), "mkdocs.yml:3:1:"),
    "no theme": (replaced(YML, "custom_dir: templates/theme", "language: zh"), "mkdocs.yml:7:1:"),
    "a hook": (appended(YML, "\nhooks: [x.py]\n"), "mkdocs.yml:"),
    "an unknown setting": (appended(YML, "\nsite_nmae: x\n"), "mkdocs.yml:1:1:"),
    "an entry for no page": (replaced(YML, "contact/index.md", "contact.md"), "mkdocs.yml:1:1:"),
    "shells that are excluded": (appended(YML, "\nexclude_docs: cases/_\n"), "cases/_/index"),
    "no slot for the body": (replaced(LEAN, "{{ page.content }}", ""), "lean.html"),
    "two slots for the head": (
        replaced(LEAN, "{{ page.content }}", "{{ page.content }}{{ page.meta.head }}"),
        "lean.html",
    ),
    "the theme's syntax": (appended(LEAN, "{% endif %}"), "lean.html"),
    "no layout": (removed(LEAN), "lean.html"),
}


@pytest.mark.parametrize("name", STOPS)
def test_a_problem_leaves_the_site(built: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    site = built / "site"
    before, written_at = portals.tree(site), portals.times(site)
    spoil, place = STOPS[name]
    spoil(built)
    capfd.readouterr()
    assert cli.run(["-C", str(built), "build"]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert place in said.err
    assert "网站没有动" in said.err
    assert "Traceback" not in said.err
    if name != "a missing template":  # Jinja names the folder that it looked into
        assert str(built) not in said.err, "places are within the portal"
    assert re.search(r"[\u4e00-\u9fff]", said.err.partition("网站没有动")[0])
    assert portals.tree(site) == before
    assert portals.times(site) == written_at


def test_a_page_that_all_link_to_is_missed_once(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("about", "unhappy"):
        (built / f"content/pages/{name}.md").unlink()
    assert cli.run(["-C", str(built), "build"]) == 1
    said = capsys.readouterr().err
    assert "少了 content/pages/about.md 这一页" in said and "content/pages/unhappy.md" in said and "共 2 处要改" in said


def test_all_links_that_are_wrong_are_said_at_once(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["[a](../nobody/)", "[b](about.md#nobody)", "[c](../cases/XH-2026-009/)", "![d](https://x.example/y.png)"]
    right = ["[f](../cases/XH-2026-001/)", "[g](unhappy.md#again)", "[h](https://x.example/)", "[i](tel:12345)"]
    appended(GUIDE, "\n".join(["", *wrong, "[e](javascript:alert)", *right]))(built)
    before = portals.times(built / "site")
    assert cli.run(["-C", str(built), "build"]) == 1
    said = capsys.readouterr().err
    assert said.count(f"{GUIDE}:1:1: 错误：") == 5 and "共 5 处要改" in said
    for part in ("nobody/", "#nobody", "XH-2026-009", "x.example/y.png", "没有地址"):
        assert part in said
    assert portals.times(built / "site") == before


def test_the_first_build_with_a_problem_makes_no_folder(small: Path) -> None:
    (small / "templates" / "home.html").write_text("{% x %}")
    assert cli.run(["-C", str(small), "build"]) == 1
    assert not (small / "site").exists()


def test_a_link_that_a_removal_breaks(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page with the link has not changed; what it leads to has gone."""
    appended("content/policies/gongshui.md", "\n见[一件事](../../cases/BD-01/)。\n")(small)
    site = portals.build(small)
    before = portals.tree(site)
    (small / "content" / "cases" / "press" / "BD-01.yml").unlink()
    assert cli.run(["-C", str(small), "build"]) == 1
    assert "site/policies/gongshui/index.html" in capsys.readouterr().err
    assert portals.tree(site) == before


def test_a_fragment_that_an_edit_breaks(built: Path) -> None:
    portals.edit(built / "content" / "pages" / "unhappy.md", "{#again}", "{#once-more}")
    assert cli.run(["-C", str(built), "build"]) == 1


@pytest.mark.parametrize("target", [".", "content", "templates", "content/pages", "..", ".deskboard"])
def test_a_site_among_the_portals_own_files_is_refused(
    small: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = portals.tree(small)
    assert cli.run(["-C", str(small), "build", "--site", str(small / target)]) == 2
    assert "网站不能放在" in capsys.readouterr().err
    assert portals.tree(small) == before


def test_a_foreign_folder_is_refused(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "notes.txt").write_text("mine")
    assert cli.run(["-C", str(small), "build", "--site", str(tmp_path / "docs")]) == 2
    assert "有别的文件" in capsys.readouterr().err
    assert portals.tree(tmp_path / "docs") == {"notes.txt": b"mine"}


def test_a_foreign_file_where_a_page_must_go_is_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = portals.build(small)
    (site / "terms").mkdir()
    (site / "terms" / "index.html").write_text("mine")
    before = portals.tree(site)
    (small / "content" / "pages" / "terms.md").write_text("# 约定\n", "utf-8")
    assert cli.run(["-C", str(small), "build"]) == 2
    assert "terms/index.html 不是这里做的" in capsys.readouterr().err
    assert portals.tree(site) == before


def test_a_disk_error_is_said(small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    calls, replace = 0, os.replace

    def failing(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise OSError(28, "No space left on device", os.fspath(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    assert cli.run(["-C", str(small), "build"]) == 1
    said = capsys.readouterr().err
    assert "磁盘满了" in said and "再运行一次" in said and "Traceback" not in said
    monkeypatch.undo()
    assert portals.tree(portals.build(small)) == portals.clean_build(small, small.parent)


def test_a_disk_error_before_the_commit_is_said(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = portals.times(built / "site")
    shutil.rmtree(built / ".deskboard")
    (built / ".deskboard").write_text("a file")
    assert cli.run(["-C", str(built), "build"]) == 1
    said = capsys.readouterr().err
    assert ".deskboard：那里有一个同名的文件" in said and "网站没有动" in said
    assert portals.times(built / "site") == before


def test_an_address_that_two_pages_would_have(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(places, "pages", place.pages)
    assert cli.run(["-C", str(small), "build", "--clean"]) == 1
    assert "有两个网页都要放在 /places/dongyuan/" in capsys.readouterr().err


# The day, the cache, two at once


def test_today_moves_lateness(small: Path) -> None:
    page = small / "site" / "cases" / "XH-2026-002" / "index.html"
    for day, words in (("2026-11-19", "就是今天"), ("2026-11-20", "过了 1 天"), ("2026-11-26", "过了 7 天")):
        portals.build(small, "--today", day)
        assert words in page.read_text("utf-8"), day


@pytest.mark.parametrize(
    "moment, words",
    [((2026, 11, 22, 15, 59), "过了 3 天"), ((2026, 11, 22, 16, 0), "过了 4 天")],
    ids=["23:59 in the portal's time zone", "midnight there"],
)
def test_source_date_epoch(
    small: Path, monkeypatch: pytest.MonkeyPatch, moment: tuple[int, int, int, int, int], words: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(*moment, tzinfo=UTC).timestamp())))
    page = portals.build(small) / "cases" / "XH-2026-002" / "index.html"
    assert words in page.read_text("utf-8")
    portals.build(small, "--today", "2026-11-20")
    assert "过了 1 天" in page.read_text("utf-8"), "--today comes first"


@pytest.mark.parametrize("epoch", ["soon", "-1", "1.5", "²", "999999999999999"])
def test_a_source_date_epoch_that_is_none(small: Path, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert cli.run(["-C", str(small), "build"]) == 2
    assert not (small / "site").exists()


def test_clean_builds_anew(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Path] = []
    run = engine.run
    monkeypatch.setattr(engine, "run", lambda folder: (runs.append(folder), run(folder)))
    site = portals.build(small)
    before = portals.tree(site), portals.times(site)
    assert runs == [], "the cache holds the shells"
    portals.build(small, "--clean")
    assert len(runs) == 1
    assert (portals.tree(site), portals.times(site)) == before


def test_two_builds_at_once(small: Path) -> None:
    (small / "content" / "pages" / "about.md").write_text("# 新的\n", "utf-8")
    command = [sys.executable, "-m", "generator", "-C", str(small), "build"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    said = [each.communicate(timeout=60)[1].decode() for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert portals.tree(small / "site") == portals.clean_build(small, small.parent)


def test_one_build_waits_for_the_other(small: Path) -> None:
    done = threading.Event()
    with build.alone(small):
        thread = threading.Thread(target=lambda: (portals.build(small), done.set()))
        thread.start()
        assert not done.wait(0.3)
    thread.join(30)
    assert done.is_set()


def test_lastmod_is_the_last_event(built: Path) -> None:
    text = (built / "site" / "sitemap.xml").read_text("utf-8")
    assert "/cases/XH-2026-002/</loc><lastmod>2026-11-17</lastmod>" in text
