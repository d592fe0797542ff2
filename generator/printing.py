"""`deskboard print`: the sheets of the site as PDF, by a browser that is already here.

The pages are those of the site, stamped into a folder of the cache; the site is not touched.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path

from generator import build, engine, gate, locks, plan, press, problem, report, settings, site
from generator.fold.places import Place
from generator.pages.sheets import boarded, documents
from generator.pages.sheets.documents import Document
from generator.problem import DONE, PROBLEMS, WRONG_USE, Fault, shown
from generator.view import View

_NOTHING = "什么也没有打印，网站也没有动。"


class _Cannot(Exception):
    """What was asked for cannot be printed; the message says why, and what to do."""


def run(folder: Path, places: Sequence[str], out: Path, today: date | None) -> int:
    """Print the sheets of the portal into the folder `out`: all, or those of `places` (as records name them).

    Returns the exit status; what went wrong has been said.
    """
    try:
        return report.reported(partial(_print, folder.resolve(), places, out, today), _NOTHING)
    except _Cannot as error:
        report.say(f"{error}\n{_NOTHING}\n")
    except press.NoBrowser as error:
        report.say(_no_browser(str(error)))
    return WRONG_USE


def _print(folder: Path, places: Sequence[str], out: Path, today: date | None) -> int:
    browser = press.find()
    _refuse(out, folder)
    with _workshop(folder) as home:
        with build.alone(folder):
            drafted = build.draft(folder, today, report.progress)
            wanted = (
                documents.of(drafted.view, _named(drafted.view, places)) if places else documents.whole(drafted.view)
            )
            _lay_out(drafted, wanted, home)
        printer = _Printer(home, out, wanted, drafted.view.portal.name)
        return printer.work(browser)


def _refuse(out: Path, folder: Path) -> None:
    """Where nothing may be printed into. Raises _Cannot."""
    wrong = f"不能打印到 {out}，那里是公开栏自己的文件。请换一个文件夹，比如 print。"
    try:
        site.refuse_within(out, folder)
    except site.WrongFolder:
        raise _Cannot(wrong) from None
    if settings.site_dir(folder).resolve() in (out.resolve(), *out.resolve().parents):
        raise _Cannot(wrong)


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder for what is printed, empty. It lies in the portal: not every browser may read elsewhere."""
    cache = folder / build.CACHE
    with locks.held(cache / "print.lock"):
        home = cache / "print"
        shutil.rmtree(home, ignore_errors=True)  # of a run that was killed
        home.mkdir()
        try:
            yield home
        finally:
            shutil.rmtree(home, ignore_errors=True)


# What is wanted


def _named(view: View, words: Sequence[str]) -> list[Place]:
    """The places that are asked for, each once. Raises _Cannot, which tells all that is wrong."""
    found, wrong = dict[str, Place](), list[str]()
    boards = {each.code: each for each in boarded(view)}
    for word in (each for words_ in words for each in _apart(view, words_.replace("／", "/").strip())):
        faults = list[Fault]()
        place = view.named(word, faults) or _otherwise(view, boards, word)
        if place is None:
            wrong += [f"{each.message}。{each.remedy}" for each in faults]
        elif place.code not in boards:
            near = "、".join(f"“{view.link(each).name}”" for each in list(boards.values())[:3])
            wrong.append(f"“{shown(word)}”是{place.level}，没有自己的公开栏。可以写社区和小区，比如{near}")
        else:
            found[place.code] = place
    if wrong:
        raise _Cannot("\n".join(wrong))
    return list(found.values())


def _apart(view: View, word: str) -> list[str]:
    """Several names that were typed as one: 桑榆苑、柳岸小区."""
    if view.named(word, []):
        return [word]
    return [each.strip() for each in re.split("[、，,；;]", word)]


def _otherwise(view: View, boards: Mapping[str, Place], word: str) -> Place | None:
    """The place with this code, or that residents call so: 桑榆苑1号楼."""
    called = [place for place in boards.values() if view.link(place).name == word != place.name]
    return boards.get(word) or (called[0] if len(called) == 1 else None)


def _lay_out(drafted: build.Draft, wanted: Sequence[Document], home: Path) -> None:
    """Write the pages that are wanted into `home`, and what they show. Raises ContentProblems, as a build does."""
    urls = {each.url for each in wanted}
    pages = [each for each in drafted.pages if each[0].url in urls]
    built = engine.build(drafted.folder, drafted.folder / build.CACHE, plan.shell_keys(drafted.pages), drafted.facts)
    problems = list(build.private_shells(drafted, built))
    beside = dict(build.beside(drafted))
    published = {page.path for page, _ in drafted.pages} | drafted.files.keys() | built.files.keys() | beside.keys()
    shown_there = set[str]()
    for path, data, found in build.stamped(drafted, built, pages, report.progress):
        problems += [*found, *gate.look(path, data, published, drafted.view.site_url)]
        shown_there |= gate.asked(path, data, drafted.view.site_url)
        _write(home / path, data)
    if problem.stops(problems):
        raise build.ContentProblems(problems)
    for path in sorted(shown_there):
        _write(home / path, beside[path]() if path in beside else built.files[path])


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


# Onto paper


class _Printer:
    """Prints what was laid out in `home`, and moves what is done into `out`."""

    def __init__(self, home: Path, out: Path, wanted: Sequence[Document], portal: str) -> None:
        self._out, self._wanted = out, wanted
        self._portal = " ".join(portal.split())
        self._jobs = [(home / each.url / "index.html", home / f"{number}.pdf") for number, each in enumerate(wanted)]
        self._files = {pdf: out / f"{each.name}.pdf" for (_, pdf), each in zip(self._jobs, wanted, strict=True)}
        self._pages = dict[Path, int]()

    def work(self, browser: str) -> int:
        """Print all; what is done stays, whatever happens. Returns the exit status. Raises _Cannot."""
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
            raise _Cannot(f"不能打印到 {self._out}：{report.reason(error)}。请换一个文件夹。") from None
        for file in self._files.values():
            if os.path.lexists(file) and not self._ours(file):
                raise _Cannot(f"{file} 不是这里打印的，没有动。请把它移走，或者换一个文件夹。")

    def _ours(self, file: Path) -> bool:
        return file.is_file() and press.title(file.read_bytes()).endswith(self._portal)

    def _done(self, pdf: Path) -> None:
        made = pdf.read_bytes()
        file = self._files[pdf]
        beside = file.with_name(f".{os.getpid()}.new")
        try:
            beside.write_bytes(made)
            os.replace(beside, file)
        except PermissionError:
            report.say(f"{file} 换不上新的：它正开着，或者不让改。关掉它，再运行一次。\n")
        else:
            self._pages[file] = press.sheets(made)
        finally:
            with suppress(OSError):
                beside.unlink()
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
_BROWSER_FAILED = (
    "有的浏览器读不了这个文件夹（比如用 snap 装的，只能读个人文件夹里的）：换一个，"
    f"用环境变量 {press.VARIABLE} 写明它在哪里。\n"
    "也可以在浏览器里打开网站的“打印”页（/print/），按 Ctrl+P，打出来是一样的。"
)


def _no_browser(asked: str) -> str:
    missing = f"环境变量 {press.VARIABLE} 里写的 {asked} 运行不了。" if asked else "这台电脑上没有找到能打印的浏览器。"
    return (
        f"{missing}\n"
        "请装上 Chromium、Google Chrome 或者 Microsoft Edge（Debian、Ubuntu 上是 apt install chromium），再运行一次；"
        f"已经装了的，用环境变量 {press.VARIABLE} 写明它在哪里。\n"
        "不装也能打：用随便哪个浏览器打开网站的“打印”页（/print/），按 Ctrl+P，打出来是一样的。\n"
    )
