"""mkdocs.yml, as far as this program asks: where the site will be, and what its theme is."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator import yamls
from generator.problem import Problem

CONFIG = "mkdocs.yml"


class EngineError(Exception):
    """The engine cannot build. `problems` say where it can be mended, as far as that is known."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = sorted(problems)


def read(portal: Path) -> dict[str, Any]:
    """mkdocs.yml as it stands. Raises EngineError with what is wrong with it."""
    try:
        raw = (portal / CONFIG).read_bytes()
    except FileNotFoundError:
        raise EngineError("这个文件夹里没有 mkdocs.yml，请到公开栏的文件夹里再试") from None
    text, problems = yamls.decode(raw, CONFIG)
    try:
        loaded = yaml.safe_load(text) if not problems else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems = yamls.parse(text, CONFIG)[1]
        raise EngineError(f"mkdocs.yml 读不懂：{error}", problems) from None
    if problems:
        raise EngineError("mkdocs.yml 读不懂", problems)
    if not isinstance(loaded, dict):
        raise _wrong(text, "", "mkdocs.yml 里没有内容，或者不是“词: 内容”", "照样例改写")
    for key in ("INHERIT", "hooks"):
        if key in loaded:
            raise _wrong(text, key, f"不能用 {key}", "删掉它；要改样子，请改 templates/")
    theme = loaded.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    if not isinstance(custom, str) or not (portal / custom).is_dir():
        raise _wrong(
            text, "theme", "theme 里的 custom_dir 没有写，或者没有这个文件夹", "写成 custom_dir: templates/theme"
        )
    return loaded


def _wrong(text: str, key: str, message: str, remedy: str) -> EngineError:
    tree, _ = yamls.parse(text, CONFIG)
    line, column = tree.place((key,)) if tree else (1, 1)
    return EngineError(message, [Problem(CONFIG, line, column, "网站设置", message, remedy)])


def site_url(portal: Path) -> str:
    """The address that the site will have, with a slash at its end. Raises EngineError without one."""
    url = str(read(portal).get("site_url") or "")
    parts = urlsplit(url) if re.fullmatch(r"https?://[!-~]+", url) else None
    if not parts or not parts.hostname or parts.query or parts.fragment:
        message = "没有写网站的网址 site_url，或者写得不对"
        raise _wrong((portal / CONFIG).read_text("utf-8"), "site_url", message, "写成 site_url: https://…/")
    return url if url.endswith("/") else url + "/"


def site_dir(portal: Path) -> Path:
    """The folder that the site goes into if nobody asks for another."""
    return portal / str(read(portal).get("site_dir") or "site")
