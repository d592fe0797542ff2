"""Lighthouse on pages of a served site, as a phone (its own default, with a simulated line)."""

import json
import os
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import browsing
import kinds
import nodes

REACH = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
JUDGED = tuple(REACH)[1:]
"""The categories that do not depend on how fast the machine is."""
PAGES = {name: kinds.KINDS[name] for name in ("home", "open case", "place", "policy", "contact", "desk", "figures")}


@dataclass(frozen=True)
class Scores:
    """Scores of a page from 0 to 100; `failed` are the audits that cost points in a category that missed its reach."""

    scores: dict[str, int]
    failed: tuple[str, ...]

    @property
    def reached(self) -> bool:
        return all(score >= REACH[name] for name, score in self.scores.items())


def measured(url: str, runs: int = 3) -> Scores:
    """All categories, performance as the median of several runs."""
    first = _run(url, *REACH)
    speeds = [_score(first, "performance"), *(_score(_run(url, "performance"), "performance") for _ in range(runs - 1))]
    return _scores(first, {"performance": round(statistics.median(speeds))})


def judged(url: str) -> Scores:
    """The categories that do not depend on how fast the machine is."""
    return _scores(_run(url, *JUDGED), {})


def _scores(report: dict[str, Any], known: dict[str, int]) -> Scores:
    scores = {name: known.get(name, _score(report, name)) for name in report["categories"]}
    missed = [name for name, score in scores.items() if score < REACH[name]]
    return Scores(scores, tuple(sorted({each for name in missed for each in _failed(report, name)})))


def _run(url: str, *categories: str) -> dict[str, Any]:
    flags = " ".join(["--headless=new", *browsing.FLAGS])
    options = (f"--only-categories={','.join(categories)}", f"--chrome-flags={flags}", "--quiet")
    environment = os.environ | {"CHROME_PATH": browsing.chromium()}
    command = (nodes.node(), nodes.tool("lighthouse/cli/index.js"), url, "--no-enable-error-reporting", *options)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "report.json"  # of what it prints, it loses all after 64 KB
        nodes.run(*command, "--output=json", f"--output-path={written}", env=environment)
        report: dict[str, Any] = json.loads(written.read_text("utf-8"))
    if "runtimeError" in report:
        raise RuntimeError(report["runtimeError"]["message"])
    return report


def _score(report: dict[str, Any], category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def _failed(report: dict[str, Any], category: str) -> list[str]:
    """Audits with a weight and less than a full score."""
    weighed = [each["id"] for each in report["categories"][category]["auditRefs"] if each["weight"]]
    scores = {each: report["audits"][each]["score"] for each in weighed}
    return [each for each, score in scores.items() if score is not None and score < 0.9]
