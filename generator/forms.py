"""How problems are written down: for people, for programs, and for hosts that show them on the lines of a change."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from generator import gits
from generator.problem import ERROR, Problem, stops


def as_text(problems: Iterable[Problem]) -> str:
    """Lines for a terminal, sorted by place."""
    return "".join(
        f"{p.file}:{p.line}:{p.column}: {p.level}：{p.message}\n    → {p.remedy}\n" for p in sorted(problems)
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of `Problem`."""
    return _json([asdict(p) for p in sorted(problems)])


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that put each problem beside its line in a pull request.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    return "".join(
        f"::{'error' if p.level == ERROR else 'warning'} file={_property(p.file)},line={p.line},"
        f"col={p.column},title={_property(p.code)}::{_data(p.message + ' ' + p.remedy)}\n"
        for p in sorted(problems)
    )


def as_gitlab(problems: Iterable[Problem]) -> str:
    """A Code Quality report, which GitLab shows in a merge request.

    What is new there it knows by fingerprints, so a problem whose line only moved keeps its own.
    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    told = Counter[tuple[str, ...]]()
    report = []
    for p in sorted(problems):
        same = (p.file, p.code, p.message)
        told[same] += 1
        report.append(
            {
                "description": f"{p.message} {p.remedy}",
                "check_name": p.code,
                "fingerprint": _digest(*same, str(told[same])),
                "severity": "blocker" if p.level == ERROR else "minor",
                "location": {"path": p.file, "lines": {"begin": p.line}},
            }
        )
    return _json(report)


COMMENTS = 30
"""How many comments a review has; a pull request with more cannot be read."""


def as_gitea(problems: Iterable[Problem]) -> str:
    """What to POST to /repos/{owner}/{repo}/pulls/{index}/reviews of Gitea or Forgejo, or nothing.

    They show no annotations out of a log. At the end of the text is a mark that nobody sees, the same for the
    same problems, so that whoever sends it can know that it has been said. https://docs.gitea.com/api/
    """
    found = sorted(problems, key=lambda p: (p.level != ERROR, p))
    if not found:
        return ""
    comments = [
        {
            "path": p.file,
            "new_position": p.line,
            "body": f"**{p.level}**：{_literally(p.message)}\n\n→ {_literally(p.remedy)}",
        }
        for p in found[:COMMENTS]
    ]
    more = f"这里写了 {COMMENTS} 处，全部的在运行记录里。" if len(found) > COMMENTS else ""
    mark = f"<!-- deskboard {_digest(as_json(found))} -->"
    return _json({"event": "COMMENT", "body": f"{count(found)}。{more}\n\n{mark}", "comments": comments})


FORMS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "gitea": as_gitea,
}
HOSTS = ("github", "gitlab", "gitea")


def written(problems: Iterable[Problem], form: str, folder: Path) -> str:
    """Problems of the portal in `folder` in a form of FORMS. Hosts count paths from the top of the repository."""
    if form in HOSTS:
        above = _above(folder)
        problems = [replace(each, file=above + each.file) for each in problems]
    return FORMS[form](problems)


def count(problems: Sequence[Problem]) -> str:
    """How much there is to mend."""
    errors = sum(stops([each]) for each in problems)
    reminders = len(problems) - errors
    return f"共 {errors} 处要改" + (f"，{reminders} 处提醒" if reminders else "")


def concluded(problems: Sequence[Problem]) -> str:
    """The last line of a check."""
    return f"{count(problems)}。\n" if problems else "都对，没有要改的。\n"


def _above(folder: Path) -> str:
    """Where in its repository the portal lies: nothing, or a path that ends with a slash."""
    try:
        return os.fsdecode(gits.ask(folder, "rev-parse", "--show-prefix")).removesuffix("\n")
    except gits.NoAnswer:
        return ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _literally(text: str) -> str:
    """Words as Markdown that says just these words, and calls nobody."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


# Letters only: digits might look like a telephone number, which would be masked.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def _digest(*words: str) -> str:
    named = "\0".join(words).encode(errors="surrogateescape")
    return hashlib.sha256(named).hexdigest().translate(_LETTERS)
