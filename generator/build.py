"""A build, arrow by arrow: read, fold, plan, engine, stamp, stage, look, commit."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from generator import engine, gate, plan, problem, read, register, site, written
from generator.pages import headers, sitemap
from generator.pages.page import Page, Templates
from generator.problem import Problem
from generator.read import Reading
from generator.records.portal import Portal
from generator.site import Change, Stage
from generator.view import View

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

CACHE = ".deskboard"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


def silent(what: str, done: int, total: int) -> None:
    """A Progress that shows nothing."""


class ContentProblems(Exception):
    """The content has problems; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = sorted(problems)


class WrongDay(Exception):
    """SOURCE_DATE_EPOCH is not a number of seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A build up to its plan: everything but the shells is known."""

    folder: Path
    view: View
    pages: list[tuple[Page, ModuleType]]
    reminders: list[Problem]

    @property
    def facts(self) -> Mapping[str, object]:
        """What the theme prints of the portal on every page."""
        portal = self.view.portal
        headline, _, rest = (portal.notice or "").partition("\n")
        return {
            "name": portal.name,
            "publisher": portal.publisher,
            "about": portal.about,
            "notice": headline.strip(),
            "notice_more": rest.strip(),
            "hotline": portal.hotline.model_dump(),
            "icp": portal.footer.icp or "",
            "police": portal.footer.police or "",
            "indexed": portal.indexed,
        }


def build(folder: Path, target: Path, today: date | None = None, progress: Progress = silent) -> list[Change]:
    """Build the portal in `folder` into the site `target`.

    The site is as it was when this raises ContentProblems, EngineError, TemplateProblem, ShellError,
    WrongDay, or one of ForeignFolder, ForeignFile and WrongFolder; Unfinished says what it means.
    """
    folder = folder.resolve()  # the engine takes relative paths from its own configuration
    site.refuse(target, folder)
    with alone(folder):
        drafted = draft(folder, today, progress)
        keys = plan.shell_keys(drafted.pages)
        built = engine.build(folder, folder / CACHE, keys, drafted.facts)
        return finish(drafted, built, target, progress)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One build of a portal at a time, for the cache is one. The lock goes with the process that holds it."""
    (folder / CACHE).mkdir(exist_ok=True)
    with (folder / CACHE / "lock").open("w") as lock:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def clean(folder: Path) -> None:
    """Forget the cache."""
    with alone(folder):
        for each in (folder / CACHE).iterdir():
            if each.is_dir():
                engine.throw_away(each)


def check(folder: Path, today: date | None = None, progress: Progress = silent) -> list[Problem]:
    """All that is wrong up to the plan, sorted."""
    return _drafted(folder, today, progress, "")[1]


def draft(folder: Path, today: date | None = None, progress: Progress = silent) -> Draft:
    """Everything up to the plan. Raises ContentProblems."""
    drafted, problems = _drafted(folder, today, progress, engine.site_url(folder))
    if drafted is None or problem.stops(problems):
        raise ContentProblems(problems)
    return drafted


def _drafted(folder: Path, today: date | None, progress: Progress, address: str) -> tuple[Draft | None, list[Problem]]:
    """Read, fold and plan. There is no plan where the records have problems."""
    content = folder / "content"
    readings = list(_readings(content, progress))
    day = today or _today(readings)
    made, problems = register.build(readings, day, lambda path: (content / path).read_bytes())
    pages: list[tuple[Page, ModuleType]] = []
    view = View(made, address) if made and not problem.stops(problems) else None
    if view:
        pages = plan.plan(view)
        problems += plan.twice(pages)
    problems = sorted([*problems, *written.check(content / "pages", {page.path for page, _ in pages})])
    return Draft(folder, view, pages, problems) if view else None, problems


def finish(drafted: Draft, built: engine.Built, target: Path, progress: Progress = silent) -> list[Change]:
    """Stamp, stage, look and commit."""
    templates = Templates(drafted.folder / "templates")
    with site.stage(target) as stage:
        for path, data in built.files.items():
            stage.put(path, data)
        for number, (page, module) in enumerate(drafted.pages):
            progress("生成网页", number, len(drafted.pages))
            slots = module.slots(page, drafted.view, templates)
            stage.put(page.path, built.shells[page.shell].stamp(slots))
        addresses = [(page.url, page.updated) for page, _ in drafted.pages if page.listed]
        made = sitemap.files(drafted.view.site_url, addresses, built.files) | headers.files(built.policy)
        for path, data in made.items():
            stage.put(path, data)
        problems = list(_look(stage, drafted, built.files.keys()))
        if problem.stops(problems):
            raise ContentProblems(problems)
        return stage.commit()


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


def _readings(content: Path, progress: Progress) -> Iterator[Reading]:
    paths = list(read.files(content))
    for number, path in enumerate(paths):
        progress("读取记录", number, len(paths))
        yield read.read(path.relative_to(content).as_posix(), path.read_bytes())


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
