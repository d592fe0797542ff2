"""The steps of a local method (工作法) as one case went through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.fold.case import Entry
from generator.records.moment import Moment
from generator.records.rules import Workflow

Progress = Literal["做了", "正在做", "还没到", "未记录"]


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step: 未记录 where a later step was taken without it."""

    name: str
    progress: Progress
    day: Moment | None


def steps(workflow: Workflow, entries: Sequence[Entry], is_open: bool, frozen: bool) -> tuple[StepTaken, ...]:
    """How far a case has come. The last step that was begun is going on while the case is open.

    Of a frozen case nobody knows what came later: steps without an event are 未记录.
    """
    first: dict[str, Moment] = {}
    for entry in entries:
        first.setdefault(entry.happening.kind, entry.happening.day)
    begun = [index for index, step in enumerate(workflow.steps) if step.event in first]
    last = begun[-1] if begun else -1
    taken = []
    for index, step in enumerate(workflow.steps):
        progress: Progress
        if index in begun:
            progress = "正在做" if index == last and is_open and not frozen else "做了"
        else:
            progress = "未记录" if index < last or frozen else "还没到"
        taken.append(StepTaken(step.name, progress, first.get(step.event)))
    return tuple(taken)
