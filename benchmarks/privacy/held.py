"""Sentences written without sight of the rules or of each other: `python -m benchmarks.privacy.held`."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator import privacy

HELD = Path(__file__).parent / "held"


def marked(path: Path) -> Iterator[tuple[str, str, int, int]]:
    """(kind, sentence, start, end of what is private) of each line."""
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        kind, _, text = line.partition("\t")
        if "⟦" in text:
            text = text.replace("\\n", "\n")
            start, end = text.index("⟦"), text.index("⟧") - 1
            yield kind, text.replace("⟦", "").replace("⟧", ""), start, end


def rows(folder: Path, show: bool) -> Iterator[str]:
    """The rows of the table for one set: how many of each kind were seen, and what was stopped wrongly."""
    told: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for kind, text, start, end in [*marked(folder / "stops.txt"), *marked(folder / "told.txt")]:
        told[kind] += 1
        found = any(each.sure and each.start < end and each.end > start for each in privacy.find(text))
        seen[kind] += found
        if show and not found:
            print(f"- missed {kind}: {text!r}")
    for kind in told:
        yield f"| {folder.name} | {kind} | {told[kind]} | {seen[kind]} | {100 * seen[kind] / told[kind]:.1f} % |"
    lines = (folder / "passes.txt").read_text("utf-8").splitlines()
    wrong = [line for line in lines if any(each.sure for each in privacy.find(line))]
    for line in wrong if show else ():
        print(f"- stopped: {line}")
    rate = 1000 * len(wrong) / len(lines)
    yield f"| {folder.name} | may be published | {len(lines)} | {len(wrong)} stopped | {rate:.1f} in 1,000 |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="misses and false stops")
    show: bool = parser.parse_args().show
    print("| set | kind | sentences | seen | share |\n| --- | --- | --: | --: | --: |")
    for folder in sorted(each for each in HELD.iterdir() if each.is_dir()):
        for row in rows(folder, show):
            print(row)


if __name__ == "__main__":
    main()
