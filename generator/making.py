"""The site is made: pages are filled and stamped on all cores, staged, looked at, and committed. What was made before
of the same answers stays.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

from generator import companions, cores, engine, gate, manifest, notes, outputs, problem, written
from generator.drafts import Draft
from generator.outputs import Outputs, Planned
from generator.pages import headers, robots, sitemap
from generator.pages.page import Before, Filled, Kept, Page, Templates
from generator.problem import ContentProblems, Problem
from generator.shell import Shell, ShellKey
from generator.site import Change, Stage
from generator.store import Database
from generator.tally import Tally
from generator.traces import Answers, Traces
from generator.view import View

Progress = Callable[[str, int, int], None]
_FEW = 6
"""So many pages are sooner made than a process begins."""


def finish(
    drafted: Draft, built: engine.Built, stage: Stage, progress: Progress, tally: Tally | None = None
) -> list[Change]:
    """Make what is to be made anew, stage it, look and commit."""
    tally = tally or Tally()
    drafted.traces.put_answers(drafted.traces.new(drafted.view.notes))
    drafted.traces.compare("shell/", {str(key): _hash(shell) for key, shell in built.shells.items()})
    try:
        with tally.part("看网站里的文件"):
            making = _Making(drafted, built, stage)
        with tally.part("做网页"):
            problems = list(making.pages(progress))
        with tally.part("做别的文件"):
            problems += making.others()
            making.rest()
        with tally.part("最后看一遍"):
            problems += [*private_shells(drafted, built), *_look(stage, drafted, built.files.keys())]
        if problem.stops(problems):
            raise ContentProblems(problems)
        with tally.part("放到网站里"):
            changes = stage.commit()
            making.known()
    except BaseException:
        drafted.database.undo()  # nothing of it is in the site
        raise
    drafted.traces.done()
    drafted.extras.all_put()
    drafted.outputs.left()
    drafted.shelf.prune()
    _prune(drafted)
    tally.rendered = making.rendered
    tally.written = sum(each.kind != "removed" for each in changes)
    tally.kept = len(stage.planned) - tally.written
    return changes


def _prune(drafted: Draft) -> None:
    """Forget the codes that are no more."""
    addresses = [drafted.view.site_url + each.url for each in drafted.coded]
    told = notes.digest(addresses)
    if not drafted.database.remembered("codes", told):
        drafted.drawn.prune(addresses)
        drafted.database.remember("codes", told, True)


class _Making:
    """What is made for a site, and what of it stays. A file stays if it was made of the same answers, and is there.

    Each file of the site is known to `outputs`. If the site is the one that was made last, only what is done now needs
    be looked at, else all.
    """

    def __init__(self, drafted: Draft, built: engine.Built, stage: Stage) -> None:
        self._drafted, self._built, self._stage = drafted, built, stage
        self._outputs, self._traces = drafted.outputs, drafted.traces
        sign = stage.sign
        self._known = bool(sign) and drafted.database.remembered("site", sign)
        damaged = stage.damaged  # waited for here: copies of this process cannot
        self._lost = damaged if self._known else self._unlike()
        self._touched = self._traces.touched(self._traces.spoiled()) | self._outputs.things(self._lost)
        self._lying = dict(companions.pictures(drafted.view, drafted.shelf))
        self._lying |= companions.coded(drafted.view.site_url, drafted.coded, drafted.drawn)
        self._due = self._outputs.due(self._touched)
        self.rendered = [page.url for page, _ in self._due]

    def known(self) -> None:
        """By the site as it is now the next build will know it for the one that was made last."""
        if (sign := self._stage.sign) and not self._drafted.database.remembered("site", sign):
            self._drafted.database.remember("site", sign, True)

    def _unlike(self) -> set[str]:
        """The files that the site has not, or not as they were made."""
        return {path for path, digest in self._outputs.digests() if self._stage.holds(path) != digest}

    def pages(self, progress: Progress) -> Iterator[Problem]:
        """Make the pages that were never made, or must be made again."""
        drafted, built = self._drafted, self._built
        published = There(drafted, self._lying.keys() | built.files.keys())
        looks = gate.Stamped(built.shells, published, drafted.view.site_url)
        stamp = partial(_stamp, drafted, built.shells, looks, self._stage.holds, self._due)
        if len(self._due) > drafted.database.few(cores.FEW):
            _templates(drafted).compile()
            drafted.view.notes.forget()
        self._outputs.keep()
        for number, (each, answers) in enumerate(
            cores.spread(stamp, range(len(self._due)), drafted.database.few(_FEW))
        ):
            page = self._due[number][0]
            progress("生成网页", number, len(self._due))
            yield from each.problems
            self._put(page.path, outputs.of(page), each.data, each.digest)
            self._outputs.filled(page, each.updated, each.listed, each.kept)
            self._traces.put(outputs.of(page), each.names)
            self._traces.put_answers(answers)

    def others(self) -> Iterator[Problem]:
        """Make the other files, or let them stay."""
        drafted, view = self._drafted, self._drafted.view
        self._put_all("engine", self._built.files)
        self._make_files_again()
        anew = "permit" in self._traces.spoiled()
        for path, thing, made in drafted.extras.fresh():
            digest = manifest.digest(made)
            if anew or self._outputs.digest(path) != digest:
                yield from gate.private(path, gate.written(path, made), drafted.permit)
            self._put(path, thing, made, digest)
        self._put_lying()
        common = headers.files(self._built.policy) | robots.files(view.site_url, view.portal.indexed)
        for path, made in common.items():
            yield from gate.private(path, gate.written(path, made), drafted.permit)
        # Addresses alone: each was looked at with its page, which says it of itself.
        common |= sitemap.files(view.site_url, self._outputs.listed(), self._built.files)
        self._put_all("common", common)

    def rest(self) -> None:
        """What is not wanted any more leaves the site, with what nobody knows who made it."""
        leaving = self._outputs.leaving()
        if not self._known:
            leaving |= self._stage.published - {path for path, _ in self._outputs.digests()}
        for path in leaving:
            self._stage.let_go(path)

    def _make_files_again(self) -> None:
        """Files that are no pages, of which any was lost or must be made again."""
        extras = self._drafted.extras
        fresh = extras.freshly_made()
        again = {each for each in self._touched if each.startswith("files ")} - fresh
        extras.make_again(self._drafted.view, again)
        for thing in fresh | again:
            self._outputs.leave(self._outputs.made(thing))

    def _put_lying(self) -> None:
        """Put what pages show but do not hold, where that is not what it was."""
        were = self._outputs.of_sort("code") | self._outputs.of_sort("picture")
        self._outputs.leave(were.keys() - self._lying.keys())
        due = [
            (path, *each) for path, each in self._lying.items() if were.get(path) != each[0] or path in self._lost
        ]  # fmt: skip
        _shelve([make for _, _, make in due])
        for path, fingerprint, make in due:
            data = make()
            self._put(path, fingerprint, data, manifest.digest(data))

    def _put_all(self, sort: str, files: Mapping[str, bytes]) -> None:
        """Put all files of a sort."""
        self._outputs.leave(self._outputs.of_sort(sort).keys() - files.keys())
        for path, data in files.items():
            self._put(path, f"{sort} {path}", data, manifest.digest(data))

    def _put(self, path: str, thing: str, data: bytes | None, digest: str) -> None:
        """A file as it is now; without data it is what it was."""
        if data is None:
            self._stage.keep(path)
        else:
            self._stage.put(path, data)
        self._outputs.put(path, thing, digest)


class There(Container[str]):
    """The paths of all files that there will be. They are looked up when somebody asks."""

    def __init__(self, drafted: Draft, others: Set[str]) -> None:
        """`others`: what lies beside, or is brought by the engine."""
        self._has, self._others = cache(drafted.has), others

    def __contains__(self, path: object) -> bool:
        return path in self._others or (isinstance(path, str) and self._has(path))


def _shelve(wanted: Sequence[companions.Make]) -> None:
    """Let what is wanted lie on its shelf: codes take long, and all cores draw."""
    for _ in cores.spread(lambda number: bool(wanted[number]()), range(len(wanted)), _FEW):
        pass


@dataclass(frozen=True, slots=True)
class _Stamped:
    """A page that was made, and what was asked for it. `data` is none where the site has it already."""

    data: bytes | None
    digest: str
    updated: date | None
    listed: bool
    problems: tuple[Problem, ...]
    names: frozenset[str]
    kept: Kept


def _stamp(
    drafted: Draft, shells: Mapping[ShellKey, Shell], looks: gate.Stamped, holds: Callable[[str], str],
    due: Sequence[Planned], number: int,
) -> tuple[_Stamped, Answers]:  # fmt: skip
    """Make a page, and look at it; with the answers that this process has not told before."""
    page, view = due[number][0], drafted.view
    with view.notes.taken() as names:
        filled, problems = _filled(drafted, due[number])
    data = shells[page.shell].stamp(filled.slots)
    digest = manifest.digest(data)
    problems += looks.look(page.path, page.shell, filled.slots, data)
    names |= {f"shell/{page.shell}", "permit"}
    answers = drafted.traces.new(view.notes)
    view.notes.forget(notes.HELD)
    shown = None if holds(page.path) == digest else data
    kept = _templates(drafted).kept.pop(page.url, {})
    made = _Stamped(shown, digest, filled.updated, filled.listed, tuple(problems), frozenset(names), kept)
    return made, answers


def _filled(drafted: Draft, planned: Planned) -> tuple[Filled, list[Problem]]:
    """A page, and what must not be published of what it says."""
    page, module = planned
    filled: Filled = module.fill(page, drafted.view, _templates(drafted))
    return filled, list(gate.private(page.path, gate.said(filled.slots), drafted.permit))


def _templates(drafted: Draft) -> Templates:
    return _opened(drafted.folder / "templates", drafted.view, drafted.outputs, drafted.traces, drafted.database)


@lru_cache(maxsize=1)
def _opened(folder: Path, view: View, outputs: Outputs, traces: Traces, database: Database) -> Templates:
    return Templates(folder, view.notes, Before(database, traces.spoiled(), outputs.kept))


def said(drafted: Draft, progress: Progress) -> Iterator[Problem]:
    """What must not be published of what pages and other files say, whatever their shells."""
    due = drafted.outputs.due(drafted.traces.touched(drafted.traces.spoiled()))
    look = cores.spread(lambda number: _filled(drafted, due[number])[1], range(len(due)), drafted.database.few(_FEW))
    for number, problems in enumerate(look):
        progress("生成网页", number, len(due))
        yield from problems
    for path, _, data in drafted.extras.fresh():
        yield from gate.private(path, gate.written(path, data), drafted.permit)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page that is printed, and what must not be published of it."""

    page: Page
    data: bytes
    problems: list[Problem]


def printed(drafted: Draft, built: engine.Built, pages: Sequence[Planned], progress: Progress) -> Iterator[Printed]:
    """Pages as they are published, be they made before or not."""
    for number, planned in enumerate(pages):
        progress("生成网页", number, len(pages))
        filled, problems = _filled(drafted, planned)
        yield Printed(planned[0], built.shells[planned[0].shell].stamp(filled.slots), problems)


def private_shells(drafted: Draft, built: engine.Built) -> Iterator[Problem]:
    """What no page may publish: in the shells, said once, and in what the engine made."""
    texts = [*map(_hash, built.shells.values()), *(manifest.digest(data) for data in built.files.values())]
    digest = notes.digest((texts, sorted(built.files), drafted.permit.told))
    if drafted.database.remembered("shells", digest) is None:
        found = list(_private_shells(drafted, built))
        drafted.database.remember("shells", digest, found)
        yield from found
    else:
        yield from drafted.database.remembered("shells", digest)


def _private_shells(drafted: Draft, built: engine.Built) -> Iterator[Problem]:
    everywhere = "\n".join(text.decode() for shell in built.shells.values() for text in shell.texts)
    common = list(dict.fromkeys(gate.private("", gate.text(everywhere), drafted.permit)))
    yield from common
    said = {each.code + each.message for each in common}
    for path, data in built.files.items():
        found = gate.private(path, f"{path}\n{gate.written(path, data)}", drafted.permit)
        yield from (each for each in found if each.code + each.message not in said)


def _look(stage: Stage, drafted: Draft, by_hand: Set[str]) -> Iterator[Problem]:
    """Pages written by hand are looked at in every build; all others, too, when anything went away."""
    pages = drafted.folder / "content" / "pages"
    sources = written.sources(pages)
    anchors = cache(lambda path: gate.ids(stage.read(path)))
    for path in sorted(each for each in (stage.planned if stage.removed else by_hand) if each.endswith(".html")):
        for found in gate.look(
            path, stage.read(path), stage.planned, drafted.view.site_url, anchors if path in by_hand else None
        ):
            source = sources.get(path)
            if source is None:
                yield found
            else:
                file = f"content/pages/{source.relative_to(pages).as_posix()}"
                yield replace(found, file=file, line=1, column=1)


def _hash(shell: Shell) -> str:
    return manifest.digest(b"\0".join(shell.texts) + repr(shell.slots).encode())
