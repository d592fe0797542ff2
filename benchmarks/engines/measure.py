"""One run: portals and sites are laid, then the engines take turns, round after round."""

import os
import platform
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from benchmarks.engines import deskboard, hugo, markdown_sites, process, published, raw
from benchmarks.engines.engine import Engine, files, written
from benchmarks.engines.process import run
from benchmarks.engines.published import Case
from benchmarks.engines.raw import Line
from benchmarks.engines.searching import transferred
from benchmarks.portals import going_on
from benchmarks.portals.portal import TODAY

_SETTLED = 3
"""Seconds: a build that follows a change at once leaves no verdict for `check`: times of files might not tell."""
_VERSION = (sys.executable, "-m", "mkdocs", "--version")


@dataclass(frozen=True)
class Wanted:
    """How many cases: `cases` for all engines, the others for deskboard alone (0: not at all), `large` in one round."""

    cases: int
    small: int
    large: int
    rounds: int
    history: bool

    @property
    def sizes(self) -> list[int]:
        return sorted({self.cases, self.small, self.large} - {0})


def measure(wanted: Wanted, folder: Path, out: Path) -> None:
    """Everything, into `out` line by line."""
    portals = {count: deskboard.lay(folder / f"portal-{count}", count, wanted.history) for count in wanted.sizes}
    ours = portals[wanted.cases]
    run(ours.command, ours.folder)
    cases = published.cases(ours.site)
    engines = [ours, *_others(folder, cases, ours)]
    raw.add(out, {"what": "run", **asdict(wanted), **_about(), "engines": [each.name for each in engines]})
    for engine in engines[1:]:  # to warm up, as ours is already
        run(engine.command, engine.folder)
        if engine.name == hugo.NAME:
            same = hugo.compared(engine.site, ours.site, cases)
            raw.add(out, {"what": "same", "engine": engine.name, "cases": wanted.cases, **same})
    for number in range(wanted.rounds):
        for count in wanted.sizes if number == 0 else sorted({*wanted.sizes} - {wanted.large}):
            for engine in engines if count == wanted.cases else [portals[count]]:
                for line in _turn(engine, count == wanted.small):
                    raw.add(out, {"engine": engine.name, "cases": count, "round": number, **line})
    queries = _queries(cases)
    for engine in engines:
        if engine.box:
            line = {"what": "search", "engine": engine.name, "cases": wanted.cases}
            raw.add(out, line | _searched(engine, queries))


def _others(folder: Path, cases: Sequence[Case], ours: Engine) -> Iterator[Engine]:
    (case,) = [each for each in cases if each["id"] == ours.record.stem]
    edited = published.with_event(case, str(TODAY), going_on.NOTE.format(number=1))
    page = (ours.site / "cases" / case["id"] / "index.html").read_text("utf-8")
    yield hugo.lay(folder, cases, edited, page)
    yield from markdown_sites.lay(folder, cases, edited)


def _turn(engine: Engine, small: bool) -> Iterator[Line]:
    """A build from nothing, and one after an event; of deskboard what it is compared with, too."""
    engine.forget()
    cost, told = process.told(engine.command, engine.folder)
    before = files(engine.site)
    sizes = [size for _, _, size in before.values()]
    yield {"what": "full", **asdict(cost), **deskboard.apart(told), "files": len(sizes), "bytes": sum(sizes)}
    with engine.event():
        cost, told = process.told(engine.command, engine.folder)
    sizes = written(before, files(engine.site))
    yield {"what": "edit", **asdict(cost), **deskboard.apart(told), "files": len(sizes), "bytes": sum(sizes)}
    if engine.name != deskboard.NAME:
        return
    yield {"what": "scan", **_scanned(engine.folder / "content")}
    if small:
        time.sleep(_SETTLED)
        run(engine.command, engine.folder)
        yield {"what": "check", **asdict(run(deskboard.command(engine.folder, "check"), engine.folder))}
        yield {"what": "mkdocs --version", **asdict(run(_VERSION, engine.folder))}


def _scanned(content: Path) -> Line:
    """What it takes to look at each file of the records."""
    wall, cpu = time.monotonic(), time.process_time()
    found = len(files(content))
    return {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu, "files": found}


def _queries(cases: Sequence[Case]) -> list[str]:
    """What a resident types: an estate, a number, words of a title, two words."""
    told = random.Random(1).sample([each for each in cases if each["place"] and len(each["title"]) > 6], 2)
    return [
        query
        for case in told
        for query in (
            case["title"][:3],
            case["place"][1],
            case["id"],
            case["title"][-4:],
            f"{case['place'][1]} {case['title'][:2]}",
        )
    ]


def _searched(engine: Engine, queries: Sequence[str]) -> Line:
    sizes = [path.stat().st_size for path in engine.site.glob(engine.index) if path.is_file()]
    first, *later = transferred(engine.site, engine.box, queries) if engine.box else [0]
    return {"files": len(sizes), "bytes": sum(sizes), "first": first, "later": later, "queries": queries}


def _about() -> Line:
    names = {
        "deskboard": "deskboard",
        "Hugo": "hugo",
        "MkDocs": "mkdocs",
        "Material": "mkdocs-material",
        "Zensical": "zensical",
    }
    processor = next(
        (line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    return {
        "versions": {name: metadata.version(package) for name, package in names.items()}
        | {"Python": platform.python_version()},
        "system": f"{platform.system()} {platform.release()}",
        "processor": processor,
        "cores": os.cpu_count(),
    }
