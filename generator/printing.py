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

from generator import (
    build,
    companions,
    engine,
    gate,
    gits,
    ledger,
    locks,
    making,
    press,
    problem,
    report,
    settings,
    site,
)
from generator.drafts import Draft
from generator.fold.places import Place
from generator.pages.sheets import boarded, documents, result, results
from generator.pages.sheets.documents import Document
from generator.printer import CannotPrint, Printer, no_browser
from generator.problem import WRONG_USE, Fault, did_you_mean, shown
from generator.records.base import CASE_ID
from generator.store import Database
from generator.view import View

_NOTHING = "什么也没有打印，网站也没有动。"


def run(folder: Path, places: Sequence[str], cases: Sequence[str], out: Path, today: date | None) -> int:
    """Print sheets of the portal into the folder `out`: all, or those of `places` and `cases` (as records name them).

    Returns the exit status; what went wrong has been said.
    """
    try:
        return report.reported(partial(_print, folder.resolve(), places, cases, out, today), _NOTHING)
    except CannotPrint as error:
        report.say(f"{error}\n{_NOTHING}\n")
    except press.NoBrowser as error:
        report.say(no_browser(str(error)))
    return WRONG_USE


def _print(folder: Path, places: Sequence[str], cases: Sequence[str], out: Path, today: date | None) -> int:
    browser = press.find()
    _refuse(out, folder)
    with _workshop(folder) as home:

        def laid_out(known: Database) -> tuple[list[Document], str]:
            drafted = build.draft(folder, today, report.progress, known=known)
            wanted, keys = _wanted(drafted.view, places, cases)
            _lay_out(drafted, wanted, keys, home)
            return wanted, drafted.view.portal.name

        wanted, name = build.with_store(folder, laid_out)
        return Printer(home, out, wanted, name).work(browser)


def _refuse(out: Path, folder: Path) -> None:
    """Where nothing may be printed into. Raises CannotPrint."""
    try:
        site.refuse_within(out, folder, settings.site_dir(folder))
    except site.WrongFolder:
        raise CannotPrint(f"不能打印到 {out}，那里是公开栏自己的文件。请换一个文件夹，比如 print。") from None


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


def _wanted(view: View, places: Sequence[str], cases: Sequence[str]) -> tuple[list[Document], list[str]]:
    """The documents that are asked for, each once, and the cases. Raises CannotPrint, which tells all that is wrong."""
    wrong = list[str]()
    here, keys = _named(view, places, wrong), list(dict.fromkeys(each.strip() for each in cases))
    for key in keys:
        if not view.has_case(key):
            remedy = did_you_mean(key, view.cases.ids(), "写这件事的编号，比如文件名去掉 .yml", alike=0.9)
            wrong.append(f"没有“{shown(key)}”这件事。{remedy}")
        elif why := result.refusal(view, key):
            wrong.append(f"“{shown(key)}”{why}")
    if wrong:
        raise CannotPrint("\n".join(wrong))
    asked = [*documents.of(view, here), *documents.of_cases(keys)]
    return asked or documents.whole(view), keys


def _named(view: View, words: Sequence[str], wrong: list[str]) -> list[Place]:
    """The places that are asked for, each once; what is wrong is added to `wrong`."""
    found = dict[str, Place]()
    boards = {each.code: each for each in boarded(view)}
    for word in (each for words_ in words for each in _apart(view, words_.replace("／", "/").strip())):
        faults = list[Fault]()
        place = view.named(word, faults) or _otherwise(view, boards, word)
        if place is None:
            wrong += [f"{each.message}。{_remedy(view, word, each)}" for each in faults]
        elif place.code not in boards:
            near = "、".join(f"“{view.link(each).name}”" for each in list(boards.values())[:3])
            wrong.append(f"“{shown(word)}”是{place.level}，没有自己的公开栏。可以写社区和小区，比如{near}")
        else:
            found[place.code] = place
    return list(found.values())


def _remedy(view: View, word: str, fault: Fault) -> str:
    """What to type instead; that of a record may be to write the place down, which is not what is wanted here."""
    if fault.code == "地点重名":
        return fault.remedy
    return did_you_mean(word, (each.name for each in view.places()), "写 places.yml 里有的名称或者代码")


def _apart(view: View, word: str) -> list[str]:
    """Several names that were typed as one: 桑榆苑、柳岸小区."""
    if view.named(word, []):
        return [word]
    return [each.strip() for each in re.split("[、，,；;]", word)]


def _otherwise(view: View, boards: Mapping[str, Place], word: str) -> Place | None:
    """The place that has or had this code, or that residents call so: 桑榆苑1号楼."""
    coded = [place for place in boards.values() if word in (place.code, *place.former)]
    called = [place for place in boards.values() if view.link(place).name == word != place.name]
    return next(iter(coded or called)) if len(coded or called) == 1 else None


def _lay_out(drafted: Draft, wanted: Sequence[Document], cases: Sequence[str], home: Path) -> None:
    """Write the pages that are wanted into `home`, and what they show. Raises ContentProblems, as a build does."""
    urls = {each.url for each in wanted}
    asked = [(result.page(key), result) for key in cases]
    pages = [*(each for each in drafted.pages if each[0].url in urls), *asked]
    codes = {each.stem: each for each in (*drafted.coded, *(results.code(key) for key in cases))}
    built = engine.build(drafted.folder, drafted.folder / build.CACHE, drafted.outputs.shells(), drafted.facts)
    problems = list(making.private_shells(drafted, built))
    lying = dict(companions.pictures(drafted.view, drafted.shelf))
    lying |= companions.coded(drafted.view.site_url, codes.values(), drafted.drawn)
    published = making.There(drafted, {page.path for page, _ in asked} | built.files.keys() | lying.keys())
    shown_there, named = set[str](), set[str]()
    for each in making.printed(drafted, built, pages, report.progress):
        path, data = each.page.path, each.data
        problems += [*each.problems, *gate.look(path, data, published, drafted.view.site_url)]
        shown_there |= gate.asked(path, data, drafted.view.site_url)
        named |= {f"cases/{key}/" for key in re.findall(CASE_ID, data.decode()) if drafted.view.has_case(key)}
        _write(home / path, data)
    if problem.stops(problems):
        raise problem.ContentProblems(problems)
    coded = {each.url for stem, each in codes.items() if f"{stem}.svg" in shown_there}
    _refuse_uncommitted(drafted, coded | named)
    for path in sorted(shown_there):
        _write(home / path, lying[path][1]() if path in lying else built.files[path])


def _refuse_uncommitted(drafted: Draft, urls: set[str]) -> None:
    """What no commit has may still change its address or number, and paper cannot. Raises CannotPrint."""
    try:
        loose = ledger.uncommitted(drafted.folder, drafted.view.site_url, urls)
    except gits.NoAnswer:
        raise CannotPrint(
            "git 没有回答，查不了要印的网址提交过没有。过一会儿再试；还不行，运行 deskboard check"
        ) from None
    if loose:
        several = "、".join(sorted(loose)[:3]) + ("等" if len(loose) > 3 else "")
        why = "还没有提交到 git，以后可能会变，印在纸上就改不了了"
        raise CannotPrint(f"这些网址{why}：{several}。先提交（git commit），再打印。")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
