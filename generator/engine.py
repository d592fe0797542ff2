"""The static site engine: MkDocs with Material. No other module knows it.

The engine builds ordinary pages from a docs tree on disk: the pages that people write by hand, and
one shell for each layout, section and depth of URL. It works on files alone (a configuration, a docs
tree, a theme folder), so another engine that reads mkdocs.yml can take its place.
"""

import hashlib
import io
import logging
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from jinja2 import TemplateError

from generator import csp, heard, installed, markdowns, phones, photos, settings
from generator.settings import CONFIG, EngineError
from generator.shell import SLOTS, Shell, ShellKey, defused, mark, split

PLUGIN = "deskboard"


@dataclass(frozen=True, slots=True)
class Built:
    """What the engine made. `files`: hand-written pages, the 404 page and assets, by path.

    `policy`: the Content-Security-Policy that every page has.
    """

    shells: Mapping[ShellKey, Shell]
    files: Mapping[str, bytes]
    policy: str


def shell_source(key: ShellKey) -> str:
    """Where the shell's page lies in the docs tree: a section's index, or folders below it."""
    folders = ([key.section] if key.depth else []) + ["_"] * (key.depth - 1)
    return "/".join([*folders, "index.md"])


@dataclass(frozen=True, slots=True)
class Given:
    """What the engine is given: the docs tree, by path, and the configuration; all but the theme and the program."""

    docs: Mapping[str, bytes]
    config: Mapping[str, Any]


def given(portal: Path, keys: Iterable[ShellKey], facts: Mapping[str, Any]) -> Given:
    """The input of the engine: hand-written pages, and a page with marks for each shell.

    `facts` is what the theme prints of the portal on every page, hand-written ones too.
    """
    config = adapted(settings.read(portal), Path(), facts)  # relative folders, as Zensical wants them
    config["theme"] = {**config["theme"], "custom_dir": str((portal / config["theme"]["custom_dir"]).resolve())}
    config["plugins"] = _without_ours(config.get("plugins"))
    return Given(_written(portal / "content" / "pages") | {shell_source(key): _marked(key) for key in keys}, config)


def write_docs(what: Given, folder: Path) -> None:
    """Write the docs tree and the configuration into `folder` (made anew)."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    for path, data in what.docs.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_bytes(data)
    (folder / CONFIG).write_text(yaml.safe_dump(what.config, allow_unicode=True, sort_keys=True), "utf-8")


def _written(pages: Path) -> dict[str, bytes]:
    """What people wrote; nothing hidden, and no link to a file that lies elsewhere."""
    found = ((path, path.relative_to(pages)) for path in sorted(pages.rglob("*")))
    return {
        below.as_posix(): path.read_bytes()
        for path, below in found
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in below.parts)
    }


@cache
def _marked(key: ShellKey) -> bytes:
    """The page that becomes a shell."""
    meta = {slot: mark(slot) for slot in SLOTS if slot != "body"}
    meta |= {"template": f"{key.layout}.html", "section": key.section}
    front = yaml.safe_dump(meta, allow_unicode=True)
    return f"---\n{front}---\n{mark('body')}\n".encode()


def _without_ours(plugins: Any) -> Any:
    if isinstance(plugins, dict):
        return {name: options for name, options in plugins.items() if name != PLUGIN}
    return [each for each in plugins or [] if each != PLUGIN and not (isinstance(each, dict) and PLUGIN in each)]


def adapted(config: dict[str, Any], folder: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration that builds the docs tree in `folder`."""
    return {
        **config,
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "out"),
        "extra": {**(config.get("extra") or {}), "portal": _as_html(dict(facts))},
        "markdown_extensions": _with_ours(config.get("markdown_extensions")),
    }


def _with_ours(extensions: Any) -> Any:
    """Ours comes last, so that it cleans what the others make."""
    if isinstance(extensions, dict):
        return {**{name: given for name, given in extensions.items() if name != markdowns.EXTENSION}, **_OURS}
    return [each for each in extensions or [] if each != markdowns.EXTENSION] + [markdowns.EXTENSION]


_OURS: dict[str, Any] = {markdowns.EXTENSION: {}}


def _as_html(value: Any) -> Any:
    """Texts made fit to be printed as they are: no engine escapes what a theme prints."""
    if isinstance(value, Mapping):
        return {key: _as_html(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_html(each) for each in value]
    return defused(escape(value)) if isinstance(value, str) else value


def digest(what: Given) -> str:
    """A hash of all that the engine's output depends on."""
    state = hashlib.sha256(installed.packages().encode())
    theme = Path(what.config["theme"]["custom_dir"])
    state.update(Path(markdowns.__file__).read_bytes() + Path(phones.__file__).read_bytes())
    plain = {**what.config, "theme": {**what.config["theme"], "custom_dir": ""}}
    state.update(repr(sorted(plain.items())).encode())
    files = {path.relative_to(theme).as_posix(): path.read_bytes() for path in theme.rglob("*") if path.is_file()}
    for tree in (what.docs, files):
        for path, data in sorted(tree.items()):
            state.update(f"{path}\0".encode() + hashlib.sha256(data).digest())
    return state.hexdigest()


def build(portal: Path, cache: Path, keys: Iterable[ShellKey], facts: Mapping[str, Any]) -> Built:
    """Build shells and hand-written pages, or take them from `cache` when no input has changed."""
    keys = sorted(keys)
    what = given(portal, keys, facts)
    folder = cache / "engine"
    kept = folder / digest(what)
    if not kept.is_dir():
        write_docs(what, folder / "new")
        run(folder / "new")
        redraw(folder / "new")
        (folder / "new").rename(kept)
        for old in folder.iterdir():
            if old != kept:
                throw_away(old)
    return collect(portal, kept, keys)


def redraw(folder: Path) -> None:
    """Draw the pictures of hand-written pages anew in what the engine made: theirs tell where and when."""
    for path in sorted((folder / "docs").rglob("*")):
        made = folder / "out" / path.relative_to(folder / "docs")
        if photos.is_picture(path.name) and made.is_file():
            made.write_bytes(photos.rewritten(path.read_bytes(), path.suffix))


def throw_away(folder: Path) -> None:
    """Remove a folder of the cache. A process that is killed here leaves no half of it under its name."""
    gone = folder.with_name("gone")
    shutil.rmtree(gone, ignore_errors=True)
    if folder != gone:
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def run(folder: Path) -> None:
    """Run MkDocs on the configuration in `folder`. Any warning of it is an error here."""
    from mkdocs.commands.build import build as mkdocs_build

    _strictly(folder, lambda config: mkdocs_build(config))


def validate(folder: Path) -> None:
    """Let MkDocs read the configuration in `folder`, as `run` does."""
    _strictly(folder, lambda config: None)


def _strictly(folder: Path, work: Callable[[Any], None]) -> None:
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    with heard.listening() as said, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            work(load_config(str(folder / CONFIG), strict=True))
        except TemplateError as error:
            raise EngineError(heard.template_words(error)) from None
        except (Abort, MkDocsException, SystemExit) as error:
            raise EngineError(str(error), heard.explained(said, folder / "docs")) from None


def collect(portal: Path, folder: Path, keys: Iterable[ShellKey]) -> Built:
    """Read what the engine wrote into `folder`.

    Of the theme's own assets (a bundle of scripts, fonts) nothing is published: only what lies in
    the docs tree or in the portal's theme folder.
    """
    theme = portal / settings.read(portal)["theme"]["custom_dir"]
    sources = {shell_source(key).replace(".md", ".html"): key for key in keys}
    pages: dict[str, str] = {}
    files: dict[str, bytes] = {}
    out = folder / "out"
    for path in sorted(each for each in out.rglob("*") if each.is_file()):
        name = path.relative_to(out).as_posix()
        if name.endswith(".html"):
            pages[name] = path.read_bytes().decode()
        elif _published(name, folder / "docs", theme):
            files[name] = path.read_bytes()
    missing = sources.keys() - pages.keys()
    if missing:
        raise EngineError(f"没有做出 {'、'.join(sorted(missing))}，看看 mkdocs.yml 里是不是把它排除了")
    policy = _policy(theme, {name: text for name, text in pages.items() if name in sources or name == "404.html"})
    shells: dict[ShellKey, Shell] = {}
    for name, text in pages.items():
        page = csp.filled(text, policy)
        if page is None:
            raise EngineError(f"theme 文件夹里的 lean.html 改坏了：<head> 里开头的 {csp.MARK} 一行不见了（{name}）")
        if name in sources:
            shells[sources[name]] = split(sources[name], page.encode())
        else:
            files[name] = page.encode()
    return Built(shells, files, policy)


_COMMENT = re.compile(r"\{#.*?#\}\s*", re.DOTALL)


def _policy(theme: Path, layouts: Mapping[str, str]) -> str:
    """The policy of the site. Only what lies in the theme's parts/ may run: a layout also shows what people typed."""
    parts = [_COMMENT.sub("", path.read_text("utf-8")) for path in sorted((theme / "parts").glob("*.*"))]
    known = {csp.hashed(text) for part in parts for text in (part, part.rstrip("\n"))}  # engines differ
    for name, text in layouts.items():
        for _, kind, found in csp.inline(text):
            if found not in known:
                where = "theme 文件夹里的网页样子，或者 mkdocs.yml 的 nav、网页的标题"
                raise EngineError(
                    f"{where}里多了一段{'程序' if kind == 'script' else '样式'}（{name}）；要加，就放进 parts/"
                )
    return csp.policy(layouts.values())


def _published(name: str, docs: Path, theme: Path) -> bool:
    own = name.startswith("assets/") and (theme / name).is_file()
    return own or (docs / name).is_file()


def live(builder: Callable[[], None], site: Path, watch: Iterable[Path], port: int, address: str) -> None:
    """Serve `site` on loopback, call `builder` at every change below `watch`, reload the browser.

    The path of `address` is kept: absolute links of the 404 page hold. Raises OSError when the port is taken.
    """
    from mkdocs.livereload import LiveReloadServer

    def missing(code: int) -> bytes | None:
        page = site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    with _quiet():
        mount = urlsplit(address).path
        server = LiveReloadServer(builder, host="127.0.0.1", port=port, root=str(site), mount_path=mount)
        server.error_handler = missing
        let_reload(server)
        for path in watch:
            server.watch(str(path))
        try:
            server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()


def let_reload(server: Any) -> None:
    """Let the script by which MkDocs' server reloads a page run under the page's policy."""
    inject = server._inject_js_into_html

    def injected(content: bytes, epoch: float) -> bytes:
        before, script, after = inject(content, epoch).decode().rpartition("<script>")
        page: str = csp.admitted(before, after.partition("</script>")[0]) + script + after
        return page.encode()

    server._inject_js_into_html = injected


def live_url(address: str, port: int) -> str:
    """Where `live` shows the site that will have `address`."""
    return f"http://127.0.0.1:{port}{urlsplit(address).path}"


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs.livereload")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
