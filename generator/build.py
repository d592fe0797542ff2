"""A build, arrow by arrow: read, fold, plan, engine, stamp, stage, look, commit."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from generator import engine, gate, plan, problem, read, register, site
from generator.pages import sitemap
from generator.pages.page import Page, Templates
from generator.problem import Problem
from generator.read import Reading
from generator.records.portal import Portal
from generator.register import Register
from generator.site import Change
from generator.view import View

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

    Raises ContentProblems, EngineError, TemplateProblem or ForeignFolder; the site is then as it was.
    """
    folder = folder.resolve()  # the engine takes relative paths from its own configuration
    drafted = draft(folder, today, progress)
    keys = plan.shell_keys(drafted.pages)
    built = engine.build(folder, folder / CACHE, keys, drafted.facts)
    return finish(drafted, built, target, progress)


def check(
    folder: Path, today: date | None = None, progress: Progress = silent
) -> tuple[Register | None, list[Problem]]:
    """Read and fold all records; say all that is wrong, sorted."""
    readings = list(_readings(folder / "content", progress))
    made, problems = register.build(
        readings, today or _today(readings), lambda path: (folder / "content" / path).read_bytes()
    )
    return made, sorted(problems)


def draft(folder: Path, today: date | None = None, progress: Progress = silent) -> Draft:
    """Everything up to the plan. Raises ContentProblems."""
    made, problems = check(folder, today, progress)
    if made is None or problem.stops(problems):
        raise ContentProblems(problems)
    view = View(made, engine.site_url(folder))
    return Draft(folder, view, plan.plan(view), problems)


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
        addresses = [(page.url, page.updated) for page, _ in drafted.pages]
        for path, data in sitemap.files(drafted.view.site_url, addresses, built.files).items():
            stage.put(path, data)
        problems = [found for path, data in stage.staged() for found in gate.look(path, data, stage.planned)]
        if problem.stops(problems):
            raise ContentProblems(problems)
        return stage.commit()


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
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
    if portal and portal.fixed_day:
        return portal.fixed_day
    return datetime.now(zone).date()
