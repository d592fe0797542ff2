"""A build, arrow by arrow: read, fold, plan, engine, stamp, stage, look, commit."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from generator import (
    codes,
    companions,
    engine,
    gate,
    history,
    intake,
    ledger,
    locks,
    permit,
    phones,
    photos,
    plan,
    problem,
    read,
    register,
    settings,
    site,
    written,
)
from generator.pages import headers, robots, sitemap
from generator.pages.page import Page, Templates
from generator.pages.qr import Code
from generator.permit import Permit
from generator.problem import ContentProblems, Fault, Problem
from generator.read import Reading
from generator.records.portal import Portal
from generator.register import Register
from generator.shell import Slots
from generator.site import Change, Stage
from generator.view import View

CACHE = ".deskboard"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


def silent(what: str, done: int, total: int) -> None:
    """A Progress that shows nothing."""


class WrongDay(Exception):
    """SOURCE_DATE_EPOCH is not a number of seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A build up to its plan: everything but the shells is known."""

    folder: Path
    view: View
    pages: list[tuple[Page, ModuleType]]
    files: Mapping[str, bytes]
    permit: Permit
    reminders: list[Problem]
    shelf: photos.Shelf
    drawn: codes.Shelf

    @property
    def facts(self) -> Mapping[str, object]:
        """What the theme prints of the portal on every page."""
        portal = self.view.portal
        headline, _, rest = (portal.notice or "").partition("\n")
        return {
            "name": portal.name,
            "publisher": portal.publisher,
            "about": portal.about,
            "notice": _pieces(headline.strip()),
            "notice_more": _pieces(rest.strip()),
            "home": self.view.site_url,
            "hotline": {**portal.hotline.model_dump(), **_dialled(portal.hotline.phone)},
            "icp": portal.footer.icp or "",
            "police": portal.footer.police or "",
            "police_code": re.sub("[^0-9]", "", portal.footer.police or ""),
            "indexed": portal.indexed,
            "zone": "" if portal.fixed_day else portal.timezone,  # a day that stands still needs no clock
        }


def _pieces(text: str) -> list[dict[str, str]]:
    """A text for the theme, which has no filters: what can be dialled apart from the rest."""
    return [{"text": part, "dial": number, "said": phones.apart(part)} for part, number in phones.parts(text) if part]


def _dialled(phone: str) -> dict[str, str]:
    return {"dial": phones.dial(phone), "said": phones.apart(phone)}


def build(
    folder: Path, target: Path, today: date | None = None, progress: Progress = silent,
    remind: Callable[[Sequence[Problem]], None] = lambda reminders: None,
) -> list[Change]:  # fmt: skip
    """Build the portal in `folder` into the site `target`; `remind` is told what stops no build, when it is done.

    The site is as it was when this raises ContentProblems, EngineError, TemplateProblem, ShellError,
    WrongDay, Busy, or one of ForeignFolder, ForeignFile and WrongFolder; Unfinished says what it
    means.
    """
    folder = folder.resolve()  # the engine takes relative paths from its own configuration
    site.refuse(target, folder)
    with alone(folder):
        drafted = draft(folder, today, progress)
        keys = plan.shell_keys(drafted.pages)
        built = engine.build(folder, folder / CACHE, keys, drafted.facts)
        changes = finish(drafted, built, target, progress)
    remind(drafted.reminders)
    return changes


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One build of a portal at a time, for the cache is one. Raises Busy."""
    with locks.held(folder / CACHE / "lock"):
        yield


def clean(folder: Path) -> None:
    """Forget the cache."""
    with alone(folder):
        for each in (folder / CACHE).iterdir():
            if each.is_dir():
                engine.throw_away(each)


def check(
    folder: Path, today: date | None = None, progress: Progress = silent, portal: Path | None = None
) -> list[Problem]:
    """All that is wrong up to the shells, sorted. Raises TemplateProblem.

    `portal`: where the portal is, if `folder` is only what git would have of it. There git is asked what was
    published, and photographs that are decoded are kept for the build, or for the next check.
    """
    address, problems = "", list[Problem]()
    try:
        address = settings.site_url(folder) if (folder / settings.CONFIG).exists() else ""
    except settings.EngineError as error:
        problems += error.problems or [Problem(settings.CONFIG, 1, 1, "网站设置", str(error), "照样例改写")]
    drafted, found = _drafted(folder, today, progress, address, portal or folder)
    problems += found
    if drafted and (folder / "templates").is_dir() and not problem.stops(problems):
        for page, slots in _slots(drafted, drafted.pages, progress):
            problems += gate.private(page.path, gate.said(slots), drafted.permit)
        for path, data in drafted.files.items():
            problems += gate.private(path, gate.written(path, data), drafted.permit)
    return sorted(problems)


def draft(folder: Path, today: date | None = None, progress: Progress = silent) -> Draft:
    """Everything up to the plan. Raises ContentProblems."""
    drafted, problems = _drafted(folder, today, progress, settings.site_url(folder), folder)
    if drafted is None or problem.stops(problems):
        raise ContentProblems(problems)
    return drafted


def _drafted(
    folder: Path, today: date | None, progress: Progress, address: str, portal: Path
) -> tuple[Draft | None, list[Problem]]:
    """Read, fold and plan. There is no plan where the records have problems."""
    readings = list(intake.readings(folder / "content", progress))
    raw = partial(intake.raw, folder / "content")
    made, problems = register.build(readings, today or _today(readings), raw)
    planned = None
    if made and not problem.stops(problems):
        planned = _planned(folder, made, address)
        problems += _wrong_plan(folder, planned)
    shelf = photos.Shelf(portal / CACHE / "photos", _originals(folder / "content", readings))
    problems += shelf.fill(progress)
    problems += _wrong_pages(folder / "content" / "pages", planned)
    problems += ledger.check(folder, portal, address, readings, planned.urls() if planned else None)
    others = written.taken_in(folder) | intake.beside(folder)
    permitted, private = permit.judge(readings, others, partial(_waiver_place, raw))
    problems = sorted([*problems, *private])
    if planned is None:
        return None, problems
    drawn = codes.Shelf(folder / CACHE / "codes")
    return Draft(folder, planned.view, planned.pages, planned.files, permitted, problems, shelf, drawn), problems


@dataclass(frozen=True, slots=True)
class _Planned:
    """What the site will have, beside what is written by hand and what the engine brings."""

    view: View
    pages: list[tuple[Page, ModuleType]]
    files: Mapping[str, bytes]
    codes: list[Code]

    def urls(self) -> set[str]:
        return {page.url for page, _ in self.pages}

    def paths(self) -> set[str]:
        drawn = {each.stem + end for each in self.codes for end in (".svg", ".png")}
        return {page.path for page, _ in self.pages} | self.files.keys() | drawn


def _planned(folder: Path, made: Register, address: str) -> _Planned:
    view = View(made, address, history.read(folder / "content", ZoneInfo(made.portal.timezone)))
    return _Planned(view, plan.plan(view), dict(plan.files(view)), list(plan.codes(view)))


def _wrong_plan(folder: Path, planned: _Planned) -> Iterator[Problem]:
    """Addresses that two pages would have, and those too long for a code."""
    yield from plan.twice(planned.pages)
    home = planned.view.site_url
    if home and planned.codes:
        yield from settings.long(folder, max((home + each.url for each in planned.codes), key=len))


def _wrong_pages(pages: Path, planned: _Planned | None) -> Iterator[Problem]:
    """What is wrong with the pages written by hand: also those that stand where a planned one will."""
    yield from written.missing(pages)
    yield from written.check(pages, planned.paths() if planned else set())


def _waiver_place(raw: Callable[[str], bytes], file: str, number: int) -> tuple[int, int]:
    path = file.removeprefix("content/")
    found = read.locate(path, raw(path), Fault(("放行", number), "", "", ""))
    return found.line, found.column


def _slots(
    drafted: Draft, pages: Sequence[tuple[Page, ModuleType]], progress: Progress
) -> Iterator[tuple[Page, Slots]]:
    templates = Templates(drafted.folder / "templates")
    for number, (page, module) in enumerate(pages):
        progress("生成网页", number, len(pages))
        yield page, module.slots(page, drafted.view, templates)


def stamped(
    drafted: Draft, built: engine.Built, pages: Sequence[tuple[Page, ModuleType]], progress: Progress = silent
) -> Iterator[tuple[str, bytes, list[Problem]]]:
    """Pages of the plan as they are published, by path, and what must not be published of them."""
    for page, slots in _slots(drafted, pages, progress):
        problems = list(gate.private(page.path, gate.said(slots), drafted.permit))
        yield page.path, built.shells[page.shell].stamp(slots), problems


def finish(drafted: Draft, built: engine.Built, target: Path, progress: Progress = silent) -> list[Change]:
    """Stamp, stage, look and commit."""
    with site.stage(target) as stage:
        problems = list(private_shells(drafted, built))
        for path, data in built.files.items():
            stage.put(path, data)
        for path, data, found in stamped(drafted, built, drafted.pages, progress):
            problems += found
            stage.put(path, data)
        for path, make in companions.files(drafted.view, drafted.shelf, drafted.drawn):
            stage.put(path, make())
        addresses = [(page.url, page.updated) for page, _ in drafted.pages if page.listed]
        made = sitemap.files(drafted.view.site_url, addresses, built.files) | headers.files(built.policy)
        made |= robots.files(drafted.view.site_url, drafted.view.portal.indexed)
        for path, data in [*drafted.files.items(), *made.items()]:
            problems += gate.private(path, gate.written(path, data), drafted.permit)
            stage.put(path, data)
        problems += _look(stage, drafted, built.files.keys())
        if problem.stops(problems):
            raise ContentProblems(problems)
        drafted.shelf.prune()
        drafted.drawn.prune(drafted.view.site_url + each.url for each in plan.codes(drafted.view))
        return stage.commit()


def private_shells(drafted: Draft, built: engine.Built) -> Iterator[Problem]:
    """What no page may publish: in the shells, said once, and in what the engine made."""
    everywhere = "\n".join(text.decode() for shell in built.shells.values() for text in shell.texts)
    common = list(dict.fromkeys(gate.private("", gate.text(everywhere), drafted.permit)))
    yield from common
    said = {each.code + each.message for each in common}
    for path, data in built.files.items():
        found = gate.private(path, f"{path}\n{gate.written(path, data)}", drafted.permit)
        yield from (each for each in found if each.code + each.message not in said)


def _look(stage: Stage, drafted: Draft, by_hand: Set[str]) -> Iterator[Problem]:
    """Pages written by hand are looked at in every build, others when they changed or when a page went away."""
    pages = drafted.folder / "content" / "pages"
    sources = written.sources(pages)
    anchors = cache(lambda path: gate.ids(stage.read(path)))
    looked_at = stage.planned if stage.removed else by_hand | stage.staged
    for path in sorted(looked_at):
        for found in gate.look(
            path, stage.read(path), stage.planned, drafted.view.site_url, anchors if path in by_hand else None
        ):
            source = sources.get(path)
            if source is None:
                yield found
            else:
                file = f"content/pages/{source.relative_to(pages).as_posix()}"
                yield replace(found, file=file, line=1, column=1)


def _originals(content: Path, readings: Sequence[Reading]) -> list[photos.Original]:
    return [
        photos.Original(f"content/{each.path}", content / each.path, each.record)
        for each in readings
        if isinstance(each.record, photos.Photo)
    ]


def _today(readings: Sequence[Reading]) -> date:
    """SOURCE_DATE_EPOCH, else the portal's fixed day, else the clock, in the portal's time zone."""
    portal = next((each.record for each in readings if isinstance(each.record, Portal)), None)
    zone = ZoneInfo(portal.timezone if portal else "Asia/Shanghai")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not re.fullmatch(r"[0-9]{1,11}", epoch):
            raise WrongDay(epoch)
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
    if portal and portal.fixed_day:
        return portal.fixed_day
    return datetime.now(zone).date()
