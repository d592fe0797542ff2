"""The static site engine: MkDocs with Material. No other module knows it.

The engine builds ordinary pages from a docs tree on disk: the pages that people write by hand, and
one shell for each layout, section and depth of URL. It works on files alone (a configuration, a docs
tree, a theme folder), so another engine that reads mkdocs.yml can take its place.
"""

import hashlib
import io
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from generator.shell import SLOTS, Shell, ShellKey, mark, split

CONFIG = "mkdocs.yml"
_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")


class EngineError(Exception):
    """The engine refused to build; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Built:
    """What the engine made. `files`: hand-written pages, the 404 page and assets, by path."""

    shells: Mapping[ShellKey, Shell]
    files: Mapping[str, bytes]


def settings(portal: Path) -> dict[str, Any]:
    """mkdocs.yml as it stands. Raises EngineError with what is wrong with it."""
    try:
        loaded = yaml.safe_load((portal / CONFIG).read_text("utf-8"))
    except OSError:
        raise EngineError("这个文件夹里没有 mkdocs.yml，请到公开栏的文件夹里再试") from None
    except yaml.YAMLError as error:
        raise EngineError(f"mkdocs.yml 读不懂：{error}") from None
    return dict(loaded)


def site_url(portal: Path) -> str:
    """The address that the site will have, with a slash at its end; empty if it is not known."""
    url = str(settings(portal).get("site_url") or "")
    return url if not url or url.endswith("/") else url + "/"


def shell_source(key: ShellKey) -> str:
    """Where the shell's page lies in the docs tree: a section's index, or folders below it."""
    folders = ([key.section] if key.depth else []) + ["_"] * (key.depth - 1)
    return "/".join([*folders, "index.md"])


def write_docs(portal: Path, folder: Path, keys: Iterable[ShellKey], facts: Mapping[str, Any]) -> None:
    """Write the docs tree and the configuration into `folder` (made anew).

    `facts` is what the theme prints of the portal on every page, hand-written ones too.
    """
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / "docs"
    pages = portal / "content" / "pages"
    if pages.is_dir():
        shutil.copytree(pages, docs)
    for key in sorted(keys):
        path = docs / shell_source(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        meta = {slot: mark(slot) for slot in SLOTS if slot != "body"}
        meta |= {"template": f"{key.layout}.html", "section": key.section}
        front = yaml.safe_dump(meta, allow_unicode=True)
        path.write_text(f"---\n{front}---\n{mark('body')}\n", "utf-8")
    config = adapted(settings(portal), folder, facts)
    config["theme"] = {**config["theme"]}
    if "custom_dir" in config["theme"]:
        config["theme"]["custom_dir"] = str((portal / config["theme"]["custom_dir"]).resolve())
    config["plugins"] = [each for each in config.get("plugins", []) if each != "deskboard"]
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=True)
    (folder / CONFIG).write_text(text, "utf-8")


def adapted(config: dict[str, Any], folder: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration that builds the docs tree in `folder`."""
    return {
        **config,
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "out"),
        "extra": {**(config.get("extra") or {}), "portal": dict(facts)},
    }


def digest(folder: Path) -> str:
    """A hash of all that the engine's output depends on."""
    state = hashlib.sha256()
    config = yaml.safe_load((folder / CONFIG).read_text("utf-8"))
    theme = Path(config["theme"].get("custom_dir", folder / "none"))
    for package in _PACKAGES:
        state.update(f"{package} {metadata.version(package)}\0".encode())
    plain = {**config, "docs_dir": "", "site_dir": "", "theme": {**config["theme"], "custom_dir": ""}}
    state.update(repr(sorted(plain.items())).encode())
    for root in (folder / "docs", theme):
        for path in sorted(each for each in root.rglob("*") if each.is_file()):
            state.update(f"{path.relative_to(root).as_posix()}\0".encode())
            state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()


def build(portal: Path, cache: Path, keys: Iterable[ShellKey], facts: Mapping[str, Any]) -> Built:
    """Build shells and hand-written pages, or take them from `cache` when no input has changed."""
    keys = sorted(keys)
    folder = cache / "engine"
    write_docs(portal, folder / "new", keys, facts)
    name = digest(folder / "new")
    kept = folder / name
    if not kept.is_dir():
        run(folder / "new")
        for old in folder.iterdir():
            if old.name != "new":
                shutil.rmtree(old, ignore_errors=True)
        (folder / "new").rename(kept)
    return collect(portal, kept, keys)


def run(folder: Path) -> None:
    """Run MkDocs on the configuration in `folder`. Any warning of it is an error here."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            config = load_config(str(folder / CONFIG), strict=True)
            mkdocs_build(config)
    except (Abort, MkDocsException, SystemExit) as error:
        raise EngineError(said.getvalue().strip() or str(error)) from None
    finally:
        logger.removeHandler(handler)


def collect(portal: Path, folder: Path, keys: Iterable[ShellKey]) -> Built:
    """Read what the engine wrote into `folder`.

    Of the theme's own assets (a bundle of scripts, fonts) nothing is published: only what lies in
    the docs tree or in the portal's theme folder.
    """
    theme = portal / settings(portal)["theme"].get("custom_dir", "none")
    shells: dict[ShellKey, Shell] = {}
    sources: dict[str, ShellKey] = {shell_source(key).replace(".md", ".html"): key for key in keys}
    files: dict[str, bytes] = {}
    out = folder / "out"
    for path in sorted(each for each in out.rglob("*") if each.is_file()):
        name = path.relative_to(out).as_posix()
        if name in sources:
            shells[sources[name]] = split(sources[name], path.read_bytes())
        elif name.endswith(".html") or _published(name, folder / "docs", theme):
            files[name] = path.read_bytes()
    return Built(shells, files)


def _published(name: str, docs: Path, theme: Path) -> bool:
    own = name.startswith("assets/") and (theme / name).is_file()
    return own or (docs / name).is_file()


def live(builder: Callable[[], None], site: Path, watch: Iterable[Path], port: int) -> None:
    """Serve `site` on loopback, call `builder` at every change below `watch`, reload the browser."""
    from mkdocs.livereload import LiveReloadServer

    with _quiet():
        server = LiveReloadServer(builder, host="127.0.0.1", port=port, root=str(site))
        for path in watch:
            server.watch(str(path))
        try:
            server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs.livereload")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
