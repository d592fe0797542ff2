"""What the records of one kind may lean on: places, units and posts, rules, the cases that there are, the day."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from generator.fold.directory import Directory
from generator.fold.places import Place
from generator.problem import Fault, did_you_mean, shown
from generator.records.rules import Rules

Path = tuple[str | int, ...]

Faults = Mapping[str, Sequence[Fault]]
"""What is wrong in which file (its path below content/)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """`cases` are the ids of all cases, also of those that cannot be read."""

    directory: Directory
    rules: Rules
    cases: Set[str]
    today: date

    def places(self, names: Sequence[str], path: Path, faults: list[Fault]) -> tuple[Place, ...]:
        """The places called so; of those that are not known, faults. `path` leads to the list of names."""
        found = (self.directory.place(name, (*path, index), faults) for index, name in enumerate(names))
        return tuple(place for place in found if place)

    def known_cases(self, ids: Sequence[str], path: Path, faults: list[Fault]) -> tuple[str, ...]:
        """Those of the ids that name a case; of the others, faults. `path` leads to the list of ids."""
        for index, key in enumerate(ids):
            if key not in self.cases:
                remedy = did_you_mean(key, self.cases, "看看编号是不是写错了", alike=0.9)
                faults.append(Fault((*path, index), "不认识的编号", f"没有“{shown(key)}”这件事", remedy))
        return tuple(key for key in ids if key in self.cases)


EARLIEST = date(2000, 1, 1)
"""No desk, notice, meeting or matter of a board was before this day, but for what a report tells (截至)."""


def long_ago(path: Path) -> Fault:
    """What to say of a day before that: years are mistyped, and have pages."""
    remedy = "看看年份是不是写错了；只能写 2000 年以后的日子"
    return Fault(path, "日子太远", "这个日子离现在太远了", remedy)


def future(path: Path) -> Fault:
    """What to say of a day that has not come, where only what has happened is written."""
    remedy = "只写已经发生的；打算做的写在“下一步”和“预计”"
    return Fault(path, "日期在以后", "这个日子还没有到", remedy)
