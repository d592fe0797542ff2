"""What was measured, as the tables of the README: `python -m benchmarks.engines.table [FILE]` puts them there again."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import StatisticsError

from benchmarks.engines.raw import Raw, load

HERE = Path(__file__).parent
RAW = HERE / "raw.jsonl"
README = HERE.parents[1] / "README.md"
MARKS = ("<!-- made by make bench -->", "<!-- end of what make bench made -->")
MB, KB = 1e6, 1e3


def put(raw: Raw) -> None:
    """Into the README, in place of what an earlier run put there."""
    text = README.read_text("utf-8")
    begin, end = map(re.escape, MARKS)
    new = f"{MARKS[0]}\n{tables(raw)}\n{MARKS[1]}"
    README.write_text(re.sub(f"{begin}.*{end}", lambda _: new, text, flags=re.DOTALL), "utf-8")


def tables(raw: Raw) -> str:
    """Engines side by side, and what is wanted of deskboard, with what has to be said of both."""
    return "\n".join([*_about(raw), "", *_side_by_side(raw), "", *_wanted(raw)])


def _about(raw: Raw) -> Iterator[str]:
    run, same = raw.run, raw.once("same", "Hugo")
    versions = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
    yield f"{raw.cases:,} cases, medians of {run['rounds']} rounds in which the engines took turns."
    yield f"{versions}; {run['system']}, {run['cores']} cores ({run['processor']})."
    if same:
        yield f"Hugo's pages have the words of ours in {same['equal']:,} of {same['pages']:,} cases,"
        yield f"and {same['theirs']:,} bytes on average where ours have {same['ours']:,}."


# Side by side


def _side_by_side(raw: Raw) -> Iterator[str]:
    engines = raw.run["engines"]
    yield f"| | {' | '.join(engines)} |"
    yield f"| --- |{' --: |' * len(engines)}"
    for name, cell in _ROWS:
        yield f"| {name} | {' | '.join(cell(raw, engine) for engine in engines)} |"


def _cost(what: str, raw: Raw, engine: str) -> str:
    wall, cpu = (raw.median(key, what, engine) for key in ("wall", "cpu"))
    return f"{wall:.2f} s ({cpu:.2f} s)"


def _memory(raw: Raw, engine: str) -> str:
    return f"{max(raw.median('memory', what, engine) for what in ('full', 'edit')) / MB:,.0f} MB"


def _files(what: str, raw: Raw, engine: str) -> str:
    files, size = (raw.median(key, what, engine) for key in ("files", "bytes"))
    return f"{files:,.0f} ({size / MB:,.1f} MB)"


def _index(raw: Raw, engine: str) -> str:
    found = raw.once("search", engine)
    return f"{found['files']:,} ({found['bytes'] / MB:,.1f} MB)" if found else "none"


def _queries(raw: Raw, engine: str) -> str:
    found = raw.once("search", engine)
    return f"{found['first'] / KB:,.0f} KB, {max(found['later']) / KB:,.0f} KB" if found else "–"


_ROWS: tuple[tuple[str, Callable[[Raw, str], str]], ...] = (
    ("build from nothing: wall (CPU)", partial(_cost, "full")),
    ("build after one event: wall (CPU)", partial(_cost, "edit")),
    ("memory at its peak", _memory),
    ("files of the site (size)", partial(_files, "full")),
    ("files written after one event (size)", partial(_files, "edit")),
    ("files of the search index (size)", _index),
    ("fetched for the first query, for a later one at most", _queries),
)


# What is wanted


def _wanted(raw: Raw) -> Iterator[str]:
    """Value and limit by wall-clock time and by processor time; what was not measured is left out."""
    yield "| wanted of deskboard, whose search is counted apart | wall | at most | CPU | at most |"
    yield "| --- | --: | --: | --: | --: |"
    for name, reckon in _times(raw):
        try:
            cells = [cell for key in ("wall", "cpu") for cell in reckon(key)]
        except StatisticsError:
            continue
        yield f"| {name} | {' | '.join(cells)} |"
    if raw.run["large"]:
        most = raw.median("memory", "full", cases=raw.run["large"])
        yield f"| memory of a build of {raw.run['large']:,} | {most / MB:,.0f} MB | 1,500 MB | | |"
    if found := raw.once("search", "deskboard"):
        yield f"| first query | {found['first'] / KB:,.0f} KB | 120 KB | | |"
        yield f"| later queries | {max(found['later']) / KB:,.0f} KB | 60 KB | | |"


Reckon = Callable[[str], tuple[str, str]]
"""A value and its limit, by `wall` or by `cpu`."""


def _times(raw: Raw) -> Iterator[tuple[str, Reckon]]:
    n, small, large, of, ours = raw.cases, raw.run["small"], raw.run["large"], raw.median, raw.apart

    def ratio(value: float, limit: float) -> tuple[str, str]:
        return f"{value:.2f} ×", f"{limit} ×"

    def seconds(value: float, limit: float) -> tuple[str, str]:
        return f"{value:.2f} s", f"{limit:.2f} s"

    for other, limit in (("Hugo", 1.0), ("Material", 0.2)):
        yield (
            f"build of {n:,}, against {other}'s",
            lambda key, other=other, limit=limit: ratio(ours(key, "full") / of(key, "full", other), limit),
        )
    yield (
        f"search index of {n:,}, against Hugo's build",
        lambda key: ratio(of(f"search_{key}", "full") / of(key, "full", "Hugo"), 1.0),
    )
    yield (
        f"one event at {n:,}, against Hugo's build",
        lambda key: ratio(ours(key, "edit") / of(key, "full", "Hugo"), 0.1),
    )
    yield (
        f"one event at {large:,}: the time at {small:,}, and three times that of a look at each file of content/",
        lambda key: seconds(ours(key, "edit", large), ours(key, "edit", small) + 3 * of(key, "scan", cases=large)),
    )
    yield (
        f"build of {large:,}, against {n:,}",
        lambda key: ratio(ours(key, "full", large) / ours(key, "full"), 13),
    )
    yield (
        f"`deskboard check` on nothing changed at {small:,}: 0.3 × `mkdocs --version`, and 0.2 s",
        lambda key: seconds(of(key, "check", cases=small), 0.3 * of(key, "mkdocs --version", cases=small) + 0.2),
    )


if __name__ == "__main__":
    put(load(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW))
