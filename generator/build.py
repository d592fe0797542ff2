"""A build, arrow by arrow: read, fold, plan, engine, stamp, stage, look, commit."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from generator import (
    chronicle,
    codes,
    engine,
    forms,
    intake,
    ledger,
    locks,
    making,
    notes,
    permit,
    photos,
    plan,
    privacy,
    problem,
    read,
    register,
    settings,
    site,
    store,
    traces,
    upkeep,
    verdict,
    written,
)
from generator.drafts import Draft
from generator.extras import Extras
from generator.outputs import Outputs
from generator.pages import page
from generator.permit import Permit
from generator.problem import ContentProblems, Fault, Problem
from generator.read import Reading
from generator.readings import Readings
from generator.records.portal import Portal
from generator.register import Register
from generator.site import Change
from generator.store import Database
from generator.tally import Tally
from generator.traces import Traces
from generator.verdict import Verdict
from generator.view import View

CACHE = ".deskboard"

Done = TypeVar("Done")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


def silent(what: str, done: int, total: int) -> None:
    """A Progress that shows nothing."""


class WrongDay(Exception):
    """SOURCE_DATE_EPOCH is not a number of seconds since 1970."""


def build(
    folder: Path, target: Path, today: date | None = None, progress: Progress = silent,
    remind: Callable[[Sequence[Problem]], None] = lambda reminders: None, commit: str = "",
    tally: Tally | None = None,
) -> list[Change]:  # fmt: skip
    """Build the portal in `folder` into the site `target`; `remind` is told what stops no build, when it is done.

    `commit`: the one that the folder is, if that is not (yet) what is checked out; `tally` counts what is done.
    The site is as it was when this raises ContentProblems, EngineError, TemplateProblem, ShellError,
    WrongDay, Busy, or one of ForeignFolder, ForeignFile and WrongFolder; Unfinished says what it
    means.
    """
    folder = folder.resolve()  # the engine takes relative paths from its own configuration
    site.refuse(target, folder)
    tally = tally or Tally()
    drafted, changes = with_store(folder, lambda known: _built(folder, target, today, progress, commit, known, tally))
    _judge(drafted)
    remind(drafted.reminders)
    return changes


def _judge(drafted: Draft) -> None:
    """Keep for `check` what it would say."""
    portal, day, sign = drafted.view.portal, drafted.view.today, drafted.sign
    if sign and portal.fixed_day in (None, day):
        shown = privacy.masked(forms.as_text(drafted.reminders))
        zone, said = "" if portal.fixed_day else portal.timezone, privacy.masked(forms.concluded(drafted.reminders))
        verdict.put(drafted.folder, Verdict(sign, day.isoformat(), zone, shown, said))


def _built(
    folder: Path, target: Path, today: date | None, progress: Progress, commit: str, known: Database, tally: Tally
) -> tuple[Draft, list[Change]]:
    with site.stage(target) as stage:
        drafted = draft(folder, today, progress, commit, known, tally)
        with tally.part("版面"):
            built = engine.build(folder, folder / CACHE, drafted.outputs.shells(), drafted.facts)
        return drafted, making.finish(drafted, built, stage, progress, tally)


@contextmanager
def alone(folder: Path) -> Iterator[Database]:
    """One build of a portal at a time, for the cache is one: with its store. Raises Busy."""
    with locks.held(folder / CACHE / "lock"), store.opened(folder / CACHE) as known:
        yield known


def with_store(folder: Path, work: Callable[[Database], Done]) -> Done:
    """What some work comes to that one build alone may do, with the store. Raises Busy.

    If it is damaged, or the disk is full, the work is done once more without it: it is not needed.
    """
    try:
        with alone(folder) as known:
            return work(known)
    except store.Broken:
        with locks.held(folder / CACHE / "lock"):
            return work(store.memory())


def clean(folder: Path) -> None:
    """Forget the cache."""
    with locks.held(folder / CACHE / "lock"):
        store.throw_away(folder / CACHE)
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
    portal = portal or folder
    try:
        with store.glimpsed(portal / CACHE) as known:
            return _checked(folder, today, progress, portal, known)
    except store.Broken:
        return _checked(folder, today, progress, portal, store.memory())


def _checked(folder: Path, today: date | None, progress: Progress, portal: Path, known: Database) -> list[Problem]:
    address, problems = "", list[Problem]()
    try:
        address = settings.site_url(folder) if (folder / settings.CONFIG).exists() else ""
    except settings.EngineError as error:
        problems += error.problems or [Problem(settings.CONFIG, 1, 1, "网站设置", str(error), "照样例改写")]
    drafted, found = _drafted(folder, today, progress, address, portal, "", known, Tally())
    problems += found
    if drafted and (folder / "templates").is_dir() and not problem.stops(problems):
        problems += making.said(drafted, progress)
    return sorted(problems)


def draft(
    folder: Path, today: date | None = None, progress: Progress = silent, commit: str = "",
    known: Database | None = None, tally: Tally | None = None,
) -> Draft:  # fmt: skip
    """Everything up to the plan. `known`: the store; without one nothing is known from before.

    Raises ContentProblems.
    """
    drafted, problems = _drafted(
        folder, today, progress, settings.site_url(folder), folder, commit, known, tally or Tally()
    )
    if drafted is None or problem.stops(problems):
        raise ContentProblems(problems)
    return drafted


def _drafted(
    folder: Path, today: date | None, progress: Progress, address: str, portal: Path, commit: str,
    known: Database | None, tally: Tally,
) -> tuple[Draft | None, list[Problem]]:  # fmt: skip
    """Read, fold and plan. There is no plan where the records have problems."""
    database = known or store.memory()
    files = Readings(database)
    with tally.part("读取"):
        found = intake.take_in(folder / "content", files, progress)
        sign = verdict.sign(folder, found)
    tally.read = files.count
    database.keep()  # what was read stays read, whatever is wrong with it
    raw = partial(intake.raw, folder / "content")
    with tally.part("核对"):
        made, problems = register.brought_up(files, today or _today(files.of("portal")), raw, progress, tally)
    with tally.part("照片"):
        shelf = photos.Shelf(portal / CACHE / "photos", list(_originals(folder / "content", files.of("photo"))))
        problems += shelf.fill(progress)
    with tally.part("看有没有不能公开的"):
        others = written.taken_in(folder) | intake.beside(folder, found)
        spoken = {each.path: each for each in (*files.speaking(), *files.of(*permit.KINDS))}
        permitted, private = permit.judge(list(spoken.values()), others, partial(_waiver_place, raw), database)
        problems += private
    drafted = None
    if made and not problem.stops(problems):
        drawn = codes.Shelf(folder / CACHE / "codes")
        with tally.part("排网页"):
            drafted = _planned(folder, database, made, address, commit, permitted, problems, shelf, drawn, tally, sign)
        problems += _wrong_plan(folder, drafted)
    problems += _wrong_pages(folder / "content" / "pages", drafted)
    with tally.part("查公布过的网址"):
        planned = drafted.outputs if drafted else None
        problems += ledger.check(folder, portal, address, files, planned, [commit] if commit else ())
    problems.sort()
    database.keep()
    return drafted, problems


def _planned(
    folder: Path, database: Database, made: Register, address: str, commit: str, permitted: Permit,
    problems: list[Problem], shelf: photos.Shelf, drawn: codes.Shelf, tally: Tally, sign: str,
) -> Draft:  # fmt: skip
    zone = ZoneInfo(made.world.portal.timezone)
    changed = chronicle.bring_up(database, folder / "content", zone, commit or "HEAD")
    view = View(made, address, chronicle.Chronicle(database, made.notes))
    found = Traces(database)
    outputs = Outputs(database, found)
    extras = Extras(database, found, outputs)
    found.compare("template/", page.digests(folder / "templates"))
    if not database.remembered(*upkeep.COMPARED):
        found.compare("world/", {name: notes.digest(part) for name, part in made.world_parts().items()})
        database.remember(*upkeep.COMPARED, True)
    told = {"today": view.today, "site_url": address, "permit": permitted.told}
    found.compare("", {name: notes.digest(each) for name, each in told.items()})
    found.spoil(changed)
    touched = found.touched(traces.refreshed(found, view.parts, view.notes))
    outputs.plan(view, touched)
    database.keep()  # for copies of this process, which make what is found of cases
    extras.make(view, touched, tally)
    found.put_answers(found.new(view.notes))
    return Draft(
        folder,
        database,
        view,
        outputs,
        extras,
        found,
        permitted,
        problems,
        shelf,
        tuple(plan.codes(view)),
        drawn,
        sign,
    )


def _wrong_plan(folder: Path, drafted: Draft) -> Iterator[Problem]:
    """Addresses that two pages would have, and those too long for a code."""
    yield from drafted.outputs.twice()
    home, drawn = drafted.view.site_url, drafted.coded
    if home and drawn:
        yield from settings.long(folder, max((home + each.url for each in drawn), key=len))


def _wrong_pages(pages: Path, drafted: Draft | None) -> Iterator[Problem]:
    """What is wrong with the pages written by hand: also those that stand where a planned one will."""
    yield from written.missing(pages)
    yield from written.check(pages, drafted)


def _waiver_place(raw: Callable[[str], bytes], file: str, number: int) -> tuple[int, int]:
    path = file.removeprefix("content/")
    found = read.locate(path, raw(path), Fault(("放行", number), "", "", ""))
    return found.line, found.column


def _originals(content: Path, readings: Iterable[Reading]) -> list[photos.Original]:
    return [
        photos.Original(f"content/{each.path}", content / each.path, each.record)
        for each in readings
        if isinstance(each.record, photos.Photo)
    ]


def day(folder: Path) -> date:
    """The date that a build of the portal in `folder` reckons by if nobody names one. Raises WrongDay."""
    return _today([read.read("portal.yml", intake.raw(folder / "content", "portal.yml"))])


def _today(readings: Iterable[Reading]) -> date:
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
