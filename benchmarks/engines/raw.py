"""The raw output of a run: a line of JSON for each thing that was measured, written as it comes."""

import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Line = dict[str, Any]


class Raw:
    """The lines of a run; the first says what was measured, and with what."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.run, self.lines = lines[0], lines[1:]
        self.cases: int = self.run["cases"]

    def median(self, key: str, what: str, engine: str = "deskboard", cases: int | None = None) -> float:
        """The median of the rounds. Raises StatisticsError where nothing was measured."""
        return statistics.median(line[key] for line in self._of(what, engine, cases))

    def apart(self, key: str, what: str, cases: int | None = None) -> float:
        """The same of deskboard, without what its search took."""
        return statistics.median(line[key] - line[f"search_{key}"] for line in self._of(what, "deskboard", cases))

    def _of(self, what: str, engine: str, cases: int | None) -> list[Line]:
        asked = (what, engine, self.cases if cases is None else cases)
        return [line for line in self.lines if (line["what"], line["engine"], line["cases"]) == asked]

    def once(self, what: str, engine: str) -> Line | None:
        """What was looked at only once."""
        return next((line for line in self.lines if (line["what"], line["engine"]) == (what, engine)), None)


def load(path: Path) -> Raw:
    return Raw([json.loads(line) for line in path.read_text("utf-8").splitlines()])


def add(path: Path, line: Line) -> None:
    """One more line, on the screen too."""
    text = json.dumps(line, ensure_ascii=False)
    print(text, flush=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text + "\n")
