"""What the records of one kind may lean on: places, units and posts, rules, the cases that there are, the day."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from generator.fold.directory import Directory
from generator.problem import Fault
from generator.records.rules import Rules

Faults = Mapping[str, Sequence[Fault]]
"""What is wrong in which file (its path below content/)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """`cases` are the ids of all cases, also of those that cannot be read."""

    directory: Directory
    rules: Rules
    cases: Set[str]
    today: date


def future(path: tuple[str | int, ...]) -> Fault:
    """What to say of a day that has not come, where only what has happened is written."""
    remedy = "只写已经发生的；打算做的写在“下一步”和“预计”"
    return Fault(path, "日期在以后", "这个日子还没有到", remedy)
