"""Sheets onto paper: what was laid out is printed by a browser, and each document that is whole is put into place."""

import errno
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator import disk, press, report
from generator.pages.sheets.documents import Document
from generator.problem import DONE, PROBLEMS


class CannotPrint(Exception):
    """What was asked for cannot be printed; the message says why, and what to do."""


class Printer:
    """Prints what was laid out in `home`, and moves what is done into `out`."""

    def __init__(self, home: Path, out: Path, wanted: Sequence[Document], portal: str) -> None:
        self._out, self._wanted = out, wanted
        self._portal = " ".join(portal.split())
        self._jobs = [(home / each.url / "index.html", home / f"{number}.pdf") for number, each in enumerate(wanted)]
        self._files = {pdf: out / f"{each.name}.pdf" for (_, pdf), each in zip(self._jobs, wanted, strict=True)}
        self._pages = dict[Path, int]()

    def work(self, browser: str) -> int:
        """Print all; what is done stays, whatever happens. Returns the exit status. Raises CannotPrint."""
        self._prepare()
        if press.lacks_chinese():
            report.say(f"{_NO_LETTERS}\n")
        try:
            press.pdfs(browser, self._jobs, self._done)
        except press.NotPrinted as error:
            report.say(f"浏览器 {browser} 没有打印出 {self._files[error.out].name}：{error}。\n{_BROWSER_FAILED}\n")
        except OSError as error:
            report.say(f"打印停下了：{report.reason(error)}\n")
        finally:
            self._tell()
        return DONE if len(self._pages) == len(self._wanted) else PROBLEMS

    def _prepare(self) -> None:
        """Look before anything is printed whether it can be put there."""
        try:
            self._out.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._out):
                pass
        except OSError as error:
            why = "那里建不了文件夹" if error.errno == errno.ENOENT else disk.why(error)
            raise CannotPrint(f"不能打印到 {self._out}：{why}。请换一个文件夹。") from None
        for file in self._files.values():
            if os.path.lexists(file) and not self._ours(file):
                raise CannotPrint(f"{file} 不是这里打印的，没有动。请把它移走，或者换一个文件夹。")

    def _ours(self, file: Path) -> bool:
        return file.is_file() and press.title(file.read_bytes()).endswith(self._portal)

    def _done(self, pdf: Path) -> None:
        made = pdf.read_bytes()
        file = self._files[pdf]
        try:
            # Others may write this folder, too: under a name that can be guessed may lie a link to another file.
            with tempfile.TemporaryDirectory(prefix=".", dir=self._out, ignore_cleanup_errors=True) as home:
                new = Path(home, file.name)
                new.write_bytes(made)
                os.replace(new, file)
        except PermissionError:
            report.say(f"{file} 换不上新的：它正开着，或者不让改。关掉它，再运行一次。\n")
        else:
            self._pages[file] = press.sheets(made)
        pdf.unlink()
        report.progress("打印", len(self._pages) - 1, len(self._wanted), every=1)

    def _tell(self) -> None:
        for file in self._files.values():
            if file in self._pages:
                sys.stdout.write(f"{file}（{self._pages[file]} 页）\n")
        sys.stdout.flush()


_NO_LETTERS = (
    "提醒：这台电脑上没有中文字体，打出来的字会是方框。请先装上一种，比如 apt install fonts-noto-cjk，再运行一次。"
)
_BY_HAND = (
    "不用这个命令也能打：用随便哪个浏览器打开网站的“打印”页（/print/），那里有的，按 Ctrl+P，打出来是一样的。\n"
    "早就办结的事，那里没有它的结果公示：打开这件事自己的网页，按 Ctrl+P 打印。"
)
_BROWSER_FAILED = (
    "有的浏览器读不了这个文件夹（比如用 snap 装的，只能读个人文件夹里的）：换一个，"
    f"用环境变量 {press.VARIABLE} 写明它在哪里。\n{_BY_HAND}"
)


def no_browser(asked: str) -> str:
    """What is said where there is no browser; `asked`: the one that was named, if one was."""
    missing = f"环境变量 {press.VARIABLE} 里写的 {asked} 运行不了。" if asked else "这台电脑上没有找到能打印的浏览器。"
    return (
        f"{missing}\n"
        "请装上 Chromium、Google Chrome 或者 Microsoft Edge（Debian、Ubuntu 上是 apt install chromium），再运行一次；"
        f"已经装了的，用环境变量 {press.VARIABLE} 写明它在哪里。\n"
        f"{_BY_HAND}\n"
    )
