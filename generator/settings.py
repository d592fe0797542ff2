"""mkdocs.yml, as far as this program asks: where the site will be, and what its theme is."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from generator import codes, yamls
from generator.problem import REMINDER, Problem

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


_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_WAY = r"(?:/(?:[A-Za-z0-9._~!$&()*+,;=:@-]|%[0-9A-Fa-f]{2})+)*/?"


def site_url(portal: Path) -> str:
    """The address that the site will have, with a slash at its end; it is printed in codes, so it must be right.

    Raises EngineError without one, or with one that phones would not open.
    """
    url = str(read(portal).get("site_url") or "").strip()
    if wrong := _unprintable(url):
        raise _wrong((portal / CONFIG).read_text("utf-8"), "site_url", *wrong)
    return url if url.endswith("/") else url + "/"


def _unprintable(url: str) -> tuple[str, str] | None:
    """Message and remedy for an address that cannot stand in a printed code."""
    if not url:
        message = "没有写网站的网址 site_url；二维码要用它，印在纸上就改不了"
        return message, "先定好网址，再写成 site_url: https://…/"
    if url.startswith("http://"):
        message = "网址 site_url 不是 https:// 开头；印在纸上的二维码改不了，手机也会说不安全"
        return message, "给网站装上证书（很多地方免费），再写成 site_url: https://…/"
    host, _, way = url.removeprefix("https://").partition("/")
    if not (host + way).isascii():
        return "网址 site_url 里有中文或者全角的字，有的手机扫不开", _in_ascii(host, way)
    if not re.fullmatch(f"https://{_HOST}{_WAY}", url):
        remedy = "只写域名和文件夹，比如 site_url: https://…/；不写问号、井号、用户名"
        return "网址 site_url 写得不对；二维码要用它，印在纸上就改不了", remedy
    return None


def _in_ascii(host: str, way: str) -> str:
    """How to write a host with Chinese letters (punycode)."""
    with suppress(UnicodeError):
        found = host.encode("idna").decode()
        if way.isascii() and re.fullmatch(_HOST, found) and len(found) < 60:
            return f"域名换成 punycode 写法：site_url: https://{found}/{way}"
    return "域名换成 punycode 写法（xn-- 开头，域名商有），文件夹用英文字母"


def long(portal: Path, address: str) -> Iterator[Problem]:
    """A reminder if the longest address of a code makes its modules small. `address`: that one."""
    if len(address) > codes.LONGEST:
        message = f"最长的二维码网址有 {len(address)} 个字（超过 {codes.LONGEST}），格子很细，印小了手机不好认"
        remedy = "换一个短的域名，或者把 places.yml 里的代码取短；印过的码不要再换"
        tree, _ = yamls.parse((portal / CONFIG).read_text("utf-8"), CONFIG)
        line, column = tree.place(("site_url",)) if tree else (1, 1)
        yield Problem(CONFIG, line, column, "网址太长", message, remedy, REMINDER)


def site_dir(portal: Path) -> Path:
    """The folder that the site goes into if nobody asks for another."""
    return portal / str(read(portal).get("site_dir") or "site")
