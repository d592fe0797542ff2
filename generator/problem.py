"""What is wrong with the content: a value with a place, a message and a remedy.

A problem never keeps the value that staff typed, because messages end up in logs: a word that is
shown in a message goes through `shown`, which hides what is private and shortens it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

ERROR = "错误"
REMINDER = "提醒"

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
"""Exit statuses of every command."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; `file` is relative to the portal."""

    file: str
    line: int
    column: int
    code: str
    message: str
    remedy: str
    level: str = ERROR


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of a record that has no line yet: `path` leads to the value inside the record."""

    path: tuple[str | int, ...]
    code: str
    message: str
    remedy: str
    level: str = ERROR


class ContentProblems(Exception):
    """The content has problems; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(f"{len(self.problems)} problems")


# Six digits in a row, or eleven with gaps; dates and case ids have fewer.
_LONG_NUMBER = re.compile(r"\d(?:[ .·-]?\d){10,}|\d{6,}")


def shown(value: object) -> str:
    """What staff typed, fit for a message: short, and without what could be private."""
    from generator import privacy  # takes its time, and is wanted only when something is wrong

    text = _LONG_NUMBER.sub("…", privacy.masked(" ".join(str(value)[:200].split())))
    return text if len(text) <= 16 else text[:15] + "…"


def did_you_mean(word: str, known: Iterable[str], otherwise: str, alike: float = 0.4) -> str:
    """The remedy for a word that is not in a list: the nearest ones, or `otherwise`.

    `alike` is how near they must be, up to 1: ids are all much alike.
    """
    near = get_close_matches(word, sorted(set(known)), n=3, cutoff=alike)
    if not near:
        return otherwise
    return "是不是" + "、".join(f"“{each}”" for each in near) + "？"


def stops(problems: Iterable[Problem]) -> bool:
    """Whether a build must not go on."""
    return any(problem.level == ERROR for problem in problems)
