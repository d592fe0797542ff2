"""The steps of a local method (工作法) as one case went through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.fold.case import Entry
from generator.fold.standing import Face
from generator.records.moment import Moment
from generator.records.rules import Workflow

Progress = Literal["做了", "正在做", "还没到", "未记录", "没走到"]

_STEP_VARIANTS = {"公示": "成果", "核查": "通过"}
"""The variant that makes an event a step: publishing the plan is not yet publishing the result."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step: 未记录 where a later one was taken without it, 没走到 where the case ended before."""

    name: str
    progress: Progress
    day: Moment | None


def steps(workflow: Workflow, entries: Sequence[Entry], face: Face, frozen: bool) -> tuple[StepTaken, ...]:
    """How far a case has come in its latest round. The last step begun is going on while it is open.

    Of a frozen case nobody knows what came later: steps without an event are 未记录.
    """
    first: dict[str, Moment] = {}
    for entry in entries:
        kind, variant = entry.happening.kind, entry.happening.variant
        now = entry.round == entries[-1].round or kind == "登记"
        if now and _STEP_VARIANTS.get(kind, variant) == variant:
            first.setdefault(kind, entry.happening.day)
    begun = [index for index, step in enumerate(workflow.steps) if step.event in first]
    last = begun[-1] if begun else -1
    ahead: Progress = "还没到" if face in ("待答复", "在办", "已解决") else "没走到"
    taken = []
    for index, step in enumerate(workflow.steps):
        progress: Progress = "未记录" if index < last or frozen else ahead
        if index in begun:
            going_on = index == last and face in ("待答复", "在办") and not frozen
            progress = "正在做" if going_on else "做了"
        taken.append(StepTaken(step.name, progress, first.get(step.event)))
    return tuple(taken)
