"""`deskboard print`: the sheets of the site as PDF, by a browser that is already here.

The pages are those of the site, stamped into a folder of the cache; the site is not touched.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from generator import build, engine, gate, locks, plan, press, problem, report, settings, site
from generator.fold.places import Place
from generator.pages.sheets import boarded, documents
from generator.pages.sheets.documents import Document
from generator.printer import CannotPrint, Printer, no_browser
from generator.problem import WRONG_USE, Fault, shown
from generator.view import View

_NOTHING = "什么也没有打印，网站也没有动。"


def run(folder: Path, places: Sequence[str], out: Path, today: date | None) -> int:
    """Print the sheets of the portal into the folder `out`: all, or those of `places` (as records name them).

    Returns the exit status; what went wrong has been said.
    """
    try:
        return report.reported(partial(_print, folder.resolve(), places, out, today), _NOTHING)
    except CannotPrint as error:
        report.say(f"{error}\n{_NOTHING}\n")
    except press.NoBrowser as error:
        report.say(no_browser(str(error)))
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
        return Printer(home, out, wanted, drafted.view.portal.name).work(browser)


def _refuse(out: Path, folder: Path) -> None:
    """Where nothing may be printed into. Raises CannotPrint."""
    wrong = f"不能打印到 {out}，那里是公开栏自己的文件。请换一个文件夹，比如 print。"
    try:
        site.refuse_within(out, folder)
    except site.WrongFolder:
        raise CannotPrint(wrong) from None
    if settings.site_dir(folder).resolve() in (out.resolve(), *out.resolve().parents):
        raise CannotPrint(wrong)


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
    """The places that are asked for, each once. Raises CannotPrint, which tells all that is wrong."""
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
        raise CannotPrint("\n".join(wrong))
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
