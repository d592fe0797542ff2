"""The engine's side: shells and pages written by hand, from files alone, kept by what they were made from."""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import htmls
import pictures
import portals
import pytest
import yaml

from generator import build, engine, heard, settings
from generator.shell import SLOTS, ShellKey, Slots, mark

WRITTEN = {"about.md", "accessibility.md", "corrections.md", "guide.md", "privacy.md", "unhappy.md"}
"""The pages of the small portal that people write by hand."""

pytestmark = pytest.mark.wide

SECTIONS = ("cases", "places", "desk", "notices", "contact", "results", "policies")
KEYS = [ShellKey("lean", "cases", 2), ShellKey("lean", "home", 0), *(ShellKey("lean", each, 1) for each in SECTIONS)]
FACTS: dict[str, Any] = {
    "name": "公开栏", "publisher": "居委会", "about": "简介", "notice": [], "notice_more": [], "home": "",
    "icp": "", "police": "", "police_code": "",
    "hotline": {"name": "办公室", "phone": "000-0000-0000", "dial": "", "hours": "全天"}, "indexed": True,
}  # fmt: skip


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory, _small: Path) -> Path:
    folder = tmp_path_factory.mktemp("engine")
    engine.build(_small, folder, KEYS, FACTS)
    return folder


@pytest.fixture
def cache(_kept: Path, tmp_path: Path) -> Path:
    """A cache that holds what is built with KEYS and FACTS."""
    shutil.copytree(_kept, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def docs(small: Path, tmp_path: Path) -> Path:
    engine.write_docs(engine.given(small, KEYS, FACTS), tmp_path / "engine")
    return tmp_path / "engine"


def test_what_is_written_for_the_engine(docs: Path, small: Path) -> None:
    files = portals.tree(docs / "docs")
    shells = {"index.md", "cases/_/index.md", *(f"{each}/index.md" for each in SECTIONS)}
    assert files.keys() == shells | WRITTEN
    for name in shells:
        assert all(mark(slot) in files[name].decode() for slot in SLOTS)
        assert b"template: lean.html" in files[name]
    assert files["guide.md"] == (small / "content" / "pages" / "guide.md").read_bytes()
    config = yaml.safe_load((docs / "mkdocs.yml").read_text("utf-8"))
    assert (config["docs_dir"], config["site_dir"], config["plugins"]) == ("docs", "out", [])


def test_hidden_files_and_links_are_not_given_to_the_engine(small: Path, tmp_path: Path) -> None:
    pages = small / "content" / "pages"
    (pages / ".secret.md").write_text("x")
    (pages / ".folder").mkdir()
    (pages / ".folder" / "x.md").write_text("x")
    (pages / "linked.md").symlink_to(small / "mkdocs.yml")
    (pages / "folder").symlink_to(small / "templates")
    engine.write_docs(engine.given(small, KEYS, FACTS), tmp_path / "engine")
    names = portals.tree(tmp_path / "engine" / "docs").keys()
    assert names == WRITTEN | {*map(engine.shell_source, KEYS)}


def test_other_plugins_stay(small: Path, tmp_path: Path) -> None:
    for plugins, left in (
        (["deskboard", {"search": {"lang": "zh"}}], [{"search": {"lang": "zh"}}]),
        ([{"deskboard": {}}, "x"], ["x"]),
        ({"deskboard": {}, "x": {"y": 1}}, {"x": {"y": 1}}),
        (None, []),
    ):
        config = settings.read(small) | {"plugins": plugins}
        (small / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        engine.write_docs(engine.given(small, KEYS, FACTS), tmp_path / "engine")
        assert yaml.safe_load((tmp_path / "engine" / "mkdocs.yml").read_text("utf-8"))["plugins"] == left


def test_every_shell_is_built_and_split(small: Path, tmp_path: Path) -> None:
    keys = build.draft(small).outputs.shells()
    built = engine.build(small, tmp_path / "cache", keys, FACTS)
    assert sorted(built.shells) == keys
    assert {"404.html", "guide/index.html", "assets/icon.svg"} <= built.files.keys()
    assert not [name for name in built.files if name.startswith(("cases/", "assets/javascripts", "search"))]
    page = built.shells[KEYS[0]].stamp(Slots("标题", "说明", "https://x.example/", "", "<h1>事</h1>")).decode()
    assert '<a href="../../cases/" aria-current="true"' in page or 'href="../" aria-current="true"' in page


def spoil(key: str, value: object) -> Callable[[Path], None]:
    def edit(portal: Path) -> None:
        config = settings.read(portal) | {key: value}
        (portal / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")

    return edit


def write(file: str, text: str) -> Callable[[Path], None]:
    def edit(portal: Path) -> None:
        (portal / file).parent.mkdir(exist_ok=True)
        (portal / file).write_text(text, "utf-8")

    return edit


def draw(file: str) -> Callable[[Path], None]:
    def edit(portal: Path) -> None:
        (portal / file).parent.mkdir(exist_ok=True)
        (portal / file).write_bytes(pictures.file(pictures.scene(), "PNG"))

    return edit


CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "nothing": (lambda portal: None, False),
    "a setting": (spoil("site_name", "x"), True),
    "a layout": (write("templates/theme/extra.html", "x"), True),
    "a page": (write("content/pages/new.md", "# x"), True),
    "a picture": (draw("content/pages/files/a.png"), True),
    "a hidden file": (write("content/pages/.x.swp", "x"), False),
    "a case": (write("content/cases/x.yml", "x"), False),
    "a template of data pages": (write("templates/extra.html", "x"), False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_engine_runs_only_when_an_input_changed(
    small: Path, cache: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, runs = CHANGES[name]
    change(small)
    ran: list[Path] = []
    run = engine.run
    monkeypatch.setattr(engine, "run", lambda folder: (ran.append(folder), run(folder)))
    engine.build(small, cache, KEYS, FACTS)
    assert bool(ran) == runs


def test_facts_are_an_input_too(small: Path, cache: Path) -> None:
    before = engine.build(small, cache, KEYS, FACTS).files["404.html"]
    after = engine.build(small, cache, KEYS, FACTS | {"notice": [{"text": "停水", "dial": ""}]}).files["404.html"]
    assert "停水" in after.decode() and before != after


def test_the_cache_holds_one_state(small: Path, cache: Path) -> None:
    before = [each.name for each in (cache / "engine").iterdir()]
    engine.build(small, cache, KEYS, FACTS | {"notice": "甲"})
    after = [each.name for each in (cache / "engine").iterdir()]
    assert len(before) == len(after) == 1 and before != after


def test_a_run_that_was_cut_short_is_not_taken_for_a_whole_one(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(folder: Path) -> None:
        (folder / "out").mkdir()
        (folder / "out" / "index.html").write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "run", cut)
        with pytest.raises(KeyboardInterrupt):
            engine.build(small, tmp_path / "cache", KEYS, FACTS)
    assert sorted(engine.build(small, tmp_path / "cache", KEYS, FACTS).shells) == sorted(KEYS)


@pytest.mark.parametrize("step", [1, 9])
def test_a_state_that_was_half_thrown_away_is_not_taken_for_a_whole_one(
    small: Path, cache: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = engine.build(small, cache, KEYS, FACTS)
    left, unlink = step, os.unlink

    def killed(*given: Any, **options: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        unlink(*given, **options)

    monkeypatch.setattr(os, "unlink", killed)
    with pytest.raises(KeyboardInterrupt):
        engine.throw_away(next((cache / "engine").iterdir()))
    monkeypatch.undo()
    assert engine.build(small, cache, KEYS, FACTS) == whole


NASTY = f"""<b>&amp; "双" '单' {{{{ config }}}} {mark("body")} {mark("title")} </title><script>x</script>"""


def test_what_stands_on_every_page_reads_as_typed(small: Path) -> None:
    """A name, a notice, a footer are typed by staff too: no engine escapes what a theme prints."""
    portal = yaml.safe_load((small / "content" / "portal.yml").read_text("utf-8"))
    portal |= {"名称": NASTY, "主办": NASTY, "提示": f"{NASTY}\n{NASTY}", "简介": NASTY}
    portal["固定日期"] = "2026-11-20"
    (small / "content" / "portal.yml").write_text(yaml.safe_dump(portal, allow_unicode=True), "utf-8")
    site = portals.build(small)
    for path in ("guide/index.html", "cases/XH-2026-001/index.html", "index.html", "404.html"):
        page = htmls.parse(site / path)
        assert page.one(".brand").text == NASTY, path
        assert page.one(".notice b").text == NASTY, path
        assert page.one("title").text.endswith(NASTY), path
        assert NASTY in page.one("#notice").text and f"{NASTY} 主办" in page.one("footer").text, path
        assert len(page.all("script")) == 1, path
    description = htmls.parse(site / "404.html").one("meta[name=description]").get("content")
    assert description == NASTY


def test_the_head_of_a_page_written_by_hand_reads_as_typed(small: Path) -> None:
    front = yaml.safe_dump({"title": NASTY, "description": NASTY}, allow_unicode=True)
    (small / "content" / "pages" / "about.md").write_text(f"---\n{front}---\n# 关于\n", "utf-8")
    page = htmls.parse(portals.build(small) / "about" / "index.html")
    assert page.one("title").text == f"{NASTY} - 小河社区公开栏"
    assert page.one("meta[name=description]").get("content") == NASTY


def test_what_mkdocs_logs_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# x\n\n[y](z.md)\n", "utf-8")
    said = [
        "Doc file 'a.md' contains a link 'z.md', but the target is not found among documentation files.",
        "A reference to 'b.md' is included in the 'nav' configuration, which is not found in the documentation files.",
        "Config value 'x': Unrecognised configuration name: x",
        "Config value 'x': Unrecognised configuration name: x",
    ]
    places = [(each.file, each.line) for each in heard.explained(said, tmp_path)]
    assert places == [("content/pages/a.md", 3), ("mkdocs.yml", 1), ("mkdocs.yml", 1)]


def test_listening_ends(tmp_path: Path) -> None:
    logger = logging.getLogger("mkdocs")
    handlers, before = list(logger.handlers), logger.level
    for level in (logging.NOTSET, logging.DEBUG, logging.ERROR):  # as it comes, `mkdocs -v`, `mkdocs -q`
        logger.setLevel(level)
        with heard.listening() as said:
            logging.getLogger("mkdocs.structure").warning("x %s", 1)
            logging.getLogger("mkdocs.structure").info("y")
        assert said == ["x 1"]
        assert (logger.handlers, logger.level) == (handlers, level)
    logger.setLevel(before)


def test_the_site_may_lie_below_an_address(small: Path) -> None:
    spoil("site_url", "https://x.example/desk")(small)
    site = portals.build(small)
    links = htmls.parse(site / "404.html").hrefs
    assert links and all(link.startswith(("/desk/", "#", "tel:", "/desk")) for link in links)
    canonical = htmls.parse(site / "guide" / "index.html").one("link[rel=canonical]").get("href")
    assert canonical == "https://x.example/desk/guide/"
