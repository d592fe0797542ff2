"""What MkDocs says: heard, masked, and put into problems with places. It is listened to, not imported."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound

from generator import privacy
from generator.problem import Problem
from generator.settings import CONFIG


@contextmanager
def listening() -> Iterator[list[str]]:
    """The warnings and errors that MkDocs logs while this lasts."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(min(level or logging.WARNING, logging.WARNING))  # `mkdocs -q` would hear errors only
    try:
        yield said
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


def keep_discreet() -> None:
    """From now on MkDocs' own log masks what is private, as everything does that is printed here."""
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_masked)


def _masked(record: logging.LogRecord) -> bool:
    record.msg, record.args = privacy.masked(record.getMessage()), ()
    return True


def template_words(error: TemplateError) -> str:
    """What is wrong with a template of the theme, and where."""
    if isinstance(error, TemplateNotFound):
        return f"theme 文件夹里没有 {error.name}"
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    where = f"{name or 'theme 文件夹里的模板'}{f' 第 {line} 行' if line else ''}"
    return f"{where}：{error.message}"


_LINK = re.compile(r"Doc file '([^']+)' contains an? .*?link '([^']+)'")
_NAV = re.compile(r"A reference to '([^']+)' is included in the 'nav' configuration")


def explained(said: Iterable[str], docs: Path) -> list[Problem]:
    """What MkDocs logged, as problems with places."""
    found = []
    for text in dict.fromkeys(said):
        if link := _LINK.search(text):
            file, name = f"content/pages/{link[1]}", link[2]
            line = line_of((docs / link[1]).read_text("utf-8-sig"), name)
            remedy = "看看文件名是不是写错了；别的栏目写成 cases/index.md 这样"
            found.append(Problem(file, line, 1, "打不开的链接", f"要去的那一页不存在：{name}", remedy))
        elif entry := _NAV.search(text):
            message = f"nav 里写的 {entry[1]} 不存在"
            found.append(Problem(CONFIG, 1, 1, "网站设置", message, "改成有的网页，或者删掉这一行"))
        else:
            message = f"MkDocs 说：{text}"
            found.append(Problem(CONFIG, 1, 1, "网站设置", message, "照它说的改；看不懂就请管网站的人来看"))
    return found


def line_of(text: str, part: str) -> int:
    """The first line that `part` stands on, else 1."""
    at = text.find(part)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
