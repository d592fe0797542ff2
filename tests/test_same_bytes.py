"""One content, one site: both commands, all places and clocks, and any way that led there."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pictures
import portals
import pytest
from PIL import Image

from generator import cli

pytestmark = pytest.mark.wide

BUILD = ("-m", "generator", "build")
MKDOCS = ("-m", "mkdocs", "build", "-q")


def test_both_commands_give_the_same_site(own: Path, site: Path, tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(own, portal, ignore=shutil.ignore_patterns("site", ".deskboard"))
    done = portals.process(*MKDOCS, "-d", str(tmp_path / "out"), cwd=portal)
    assert done.returncode == 0, done.stderr
    assert portals.differing(portals.tree(tmp_path / "out"), portals.tree(site)) == []
    assert not (portal / "site").exists()


def test_mkdocs_build_again_changes_nothing(built: Path) -> None:
    before = portals.times(built / "site")
    done = portals.process(*MKDOCS, cwd=built)
    assert done.returncode == 0, done.stderr
    assert portals.times(built / "site") == before


MISTAKES = [
    ("content/cases/2026/11/XH-2026-002.yml", "[东院]", "[南院]", "XH-2026-002.yml:5:"),
    ("templates/theme/lean.html", "<footer", "{% endif %}<footer", "lean.html"),
    ("mkdocs.yml", "contact/index.md", "contact.md", "mkdocs.yml:1:1:"),
    ("templates/case.html", "<h1>", "{% endif %}<h1>", "templates/case.html:"),
    pytest.param("mkdocs.yml", "site_dir:", "site_driver: x\nsite_dir:", "mkdocs.yml:1:1:", marks=pytest.mark.slow),
    pytest.param("content/pages/about.md", "privacy.md", "nobody.md", "about.md:7:1:", marks=pytest.mark.slow),
    pytest.param("content/pages/about.md", "(privacy.md)", "(../nobody/)", "about.md:1:1:", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("file, old, new, place", MISTAKES)
def test_mkdocs_build_stops_at_what_deskboard_build_stops_at(
    built: Path, file: str, old: str, new: str, place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = portals.times(built / "site")
    portals.edit(built / file, old, new)
    done = portals.process(*MKDOCS, cwd=built)
    assert done.returncode == 1
    assert place in done.stderr and "Traceback" not in done.stderr
    capfd.readouterr()
    assert cli.run(["-C", str(built), "build"]) == 1
    assert place in capfd.readouterr().err
    assert portals.times(built / "site") == before


def test_mkdocs_build_into_a_folder_of_the_portal(small: Path) -> None:
    before = portals.tree(small)
    done = portals.process(*MKDOCS, "-d", "templates", cwd=small)
    assert done.returncode == 2
    assert "网站不能放在" in done.stderr and "Traceback" not in done.stderr
    assert portals.tree(small) == before


SURROUNDINGS = [
    {"TZ": "America/New_York", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "2", "LANG": "tr_TR.UTF-8", "LANGUAGE": "zh_CN", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda each: each["TZ"])
def test_surroundings_do_not_reach_a_page(built: Path, tmp_path: Path, surroundings: dict[str, str]) -> None:
    elsewhere = tmp_path / "别的 文件夹" / "x"
    shutil.copytree(built, elsewhere, ignore=shutil.ignore_patterns("site", ".deskboard"))
    done = portals.process(*BUILD, cwd=elsewhere, **surroundings)
    assert done.returncode == 0, done.stderr
    assert portals.tree(elsewhere / "site") == portals.tree(built / "site")


def test_the_order_of_a_directory_does_not_reach_a_page(built: Path, tmp_path: Path) -> None:
    portal = tmp_path / "other"
    shutil.copytree(built / "templates", portal / "templates")
    shutil.copyfile(built / "mkdocs.yml", portal / "mkdocs.yml")
    files = sorted(path for path in (built / "content").rglob("*") if path.is_file())
    random.Random(7).shuffle(files)
    for file in files:
        copy = portal / file.relative_to(built)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        os.utime(copy, (0, 0))
    assert portals.tree(portals.build(portal)) == portals.tree(built / "site")


def test_the_same_again_changes_nothing_and_needs_no_engine(built: Path) -> None:
    before = portals.times(built / "site")
    script = (
        "import sys; from generator.cli import run; status = run(['build']);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'mkdocs', 'material', 'zensical', 'markdown'}))"
    )
    done = portals.process("-c", script, cwd=built)
    assert done.stdout.splitlines()[0].endswith("（新增 0，更新 0，移除 0）"), done.stdout + done.stderr
    assert "mkdocs" not in done.stdout.splitlines()[1] and "material" not in done.stdout.splitlines()[1]
    assert portals.times(built / "site") == before


def test_a_case_alone_needs_no_engine(built: Path) -> None:
    portals.edit(built / "content" / "cases" / "2026" / "10" / "XH-2026-001.yml", "换了灯泡", "换了灯管")
    script = "import sys; from generator.cli import run; run(['build']); print('mkdocs' in sys.modules)"
    assert portals.process("-c", script, cwd=built).stdout.splitlines()[-1] == "False"
    assert portals.tree(built / "site") == portals.clean_build(built, built.parent)


# Any way that led there


def _case(portal: Path) -> None:
    portals.edit(portal / "content/cases/2026/11/XH-2026-002.yml", "请供水公司来测压。", "请人来量。")


def _close(portal: Path) -> None:
    with (portal / "content/cases/2026/11/XH-2026-002.yml").open("a", encoding="utf-8") as file:
        file.write("  - 日期: 2026-11-19\n    环节: 办结\n    结果: 已解决\n    受益户数: 9\n")


def _rename(portal: Path) -> None:
    old = portal / "content/cases/2026/11/XH-2026-002.yml"
    portals.edit(old, "XH-2026-002", "XH-2026-012")
    old.rename(old.with_name("XH-2026-012.yml"))


def _drop(portal: Path) -> None:
    (portal / "content/cases/press/BD-01.yml").unlink()


def _place(portal: Path) -> None:
    portals.edit(portal / "content/places.yml", "代码: xixiang", "代码: xi-xiang\n      曾用代码: [xixiang]")


def _notice(portal: Path) -> None:
    with (portal / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write("提示: 本周停水\n")


def _template(portal: Path) -> None:
    portals.edit(portal / "templates/home.html", "<h1>", "<h1>新的：")


def _theme(portal: Path) -> None:
    portals.edit(portal / "templates/theme/lean.html", "<footer ", "<hr><footer ")


def _asset(portal: Path) -> None:
    portals.edit(portal / "templates/theme/assets/icon.svg", "#17474e", "#000000")


def _mkdocs(portal: Path) -> None:
    portals.edit(portal / "mkdocs.yml", "https://deskboard.example.org/", "https://other.example/desk")


def _menu(portal: Path) -> None:
    portals.edit(portal / "mkdocs.yml", "  - 通知: notices/index.md\n", "")


def _page(portal: Path) -> None:
    portals.edit(portal / "content/pages/about.md", "测试用的公开栏", "新的公开栏")


def _new_page(portal: Path) -> None:
    (portal / "content/pages/files").mkdir()
    Image.new("RGB", (400, 300)).save(portal / "content/pages/files/图.png")
    (portal / "content/pages/新页.md").write_text("# 新的\n\n![一张图](files/图.png)\n", "utf-8")


def _no_page(portal: Path) -> None:
    (portal / "content/pages/新页.md").unlink()
    shutil.rmtree(portal / "content/pages/files")


def _policy(portal: Path) -> None:
    old = portal / "content/policies/gongshui.md"
    old.rename(old.with_name("ershi-gongshui.md"))
    portals.edit(portal / "content/cases/2026/10/XH-2026-001.yml", "[gongshui]", "[ershi-gongshui]")


def _photo(portal: Path) -> None:
    (portal / "content/cases/2026/10/路 灯.jpg").write_bytes(pictures.talkative("秘密"))
    shown = "说明: 换了灯泡，还在看线路。"
    portals.edit(
        portal / "content/cases/2026/10/XH-2026-001.yml",
        shown,
        f"{shown}\n    照片:\n      - 文件: 路 灯.jpg\n        说明: 灯亮了",
    )


def _other_photo(portal: Path) -> None:
    (portal / "content/cases/2026/10/路 灯.jpg").write_bytes(pictures.file(pictures.scene(1300, 900)))


Edit = Callable[[Path], None]
ROUNDS: list[tuple[Edit, ...]] = [
    (_case, _page, _template, _new_page), (_close, _rename, _theme, _asset, _photo),
    (_drop, _mkdocs, _menu, _policy, _other_photo), (_place, _no_page, _notice),
]  # fmt: skip
LATER = (_new_page, _rename, _no_page, _policy, _photo, _other_photo)


def _after(portal: Path, edits: Iterable[Edit], elsewhere: Path) -> None:
    before = portals.tree(portal / "site")
    for edit in edits:
        edit(portal)
    site = portals.build(portal)
    names = [edit.__name__ for edit in edits]
    now = portals.tree(site)
    assert now != before, f"{names} changed nothing"
    assert portals.differing(now, portals.clean_build(portal, elsewhere)) == [], names
    folders = [path for path in site.rglob("*") if path.is_dir() and path.name != ".deskboard"]
    assert [path for path in folders if not any(path.iterdir())] == [], "no empty folder is left"


def test_after_any_edits_it_is_the_build_from_nothing(built: Path, tmp_path: Path) -> None:
    """One portal through all edits, some at a time, each time built upon what there was."""
    for edits in ROUNDS:
        _after(built, edits, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_after_each_edit_it_is_the_build_from_nothing(built: Path, tmp_path: Path, seed: int) -> None:
    edits = [edit for edits in ROUNDS for edit in edits if edit not in LATER]
    random.Random(seed).shuffle(edits)
    for edit in [_new_page, *edits, *LATER[1:]]:
        if not (edit is _case and _close in edits[: edits.index(edit)]):
            _after(built, [edit], tmp_path)


@pytest.mark.parametrize("edit", [_case, _theme], ids=lambda each: each.__name__)
def test_an_edit_and_back_again(built: Path, edit: Callable[[Path], None]) -> None:
    before = portals.tree(built / "site")
    kept = {name: portals.tree(built / name) for name in ("content", "templates")}
    settings = (built / "mkdocs.yml").read_bytes()
    edit(built)
    portals.build(built)
    assert portals.tree(built / "site") != before
    for name, files in kept.items():
        for path, data in files.items():
            (built / name / path).write_bytes(data)
    (built / "mkdocs.yml").write_bytes(settings)
    portals.build(built)
    assert portals.tree(built / "site") == before


@pytest.mark.slow
def test_gh_deploy_publishes_the_site_and_not_the_shells(built: Path, tmp_path: Path) -> None:
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    subprocess.run([*git, "init", "-q", "--bare", str(tmp_path / "there.git")], check=True)
    for command in (
        ("init", "-q"),
        ("add", "content"),
        ("commit", "-qm", "x"),
        ("remote", "add", "origin", str(tmp_path / "there.git")),
    ):
        subprocess.run([*git, *command], cwd=built, check=True)
    done = portals.process(
        "-m",
        "mkdocs",
        "gh-deploy",
        "-q",
        cwd=built,
        GIT_AUTHOR_NAME="x",
        GIT_AUTHOR_EMAIL="x@y",
        GIT_COMMITTER_NAME="x",
        GIT_COMMITTER_EMAIL="x@y",
    )
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"],
        cwd=tmp_path / "there.git",
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    published = {path for path in listed if path != ".nojekyll" and not path.startswith(".deskboard/")}
    assert published == set(portals.tree(built / "site")), done.stderr
