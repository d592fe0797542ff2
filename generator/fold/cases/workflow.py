"""The steps of a local method (工作法): can they be walked, and how one case went through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.fold.cases import table
from generator.fold.cases.case import Entry
from generator.fold.cases.standing import Face
from generator.problem import Fault, did_you_mean, shown
from generator.records.case import Skipped
from generator.records.events import Assigned
from generator.records.moment import Moment
from generator.records.rules import Rules, Workflow, WorkflowStep

Progress = Literal["做了", "正在做", "还没到", "略过", "未记录", "没走到"]

_STEP_VARIANTS = {"公示": "成果", "核查": "通过"}
"""The variant that makes an event a step: publishing the plan is not yet publishing the result."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step: 未记录 where a later one was taken without it, 没走到 where the case ended before.

    `by` acted, or took it up where the step hands it on; `reason` says why it was passed over (略过).
    """

    name: str
    progress: Progress
    day: Moment | None = None
    by: str = ""
    reason: str = ""


def steps(
    workflow: Workflow, entries: Sequence[Entry], face: Face, frozen: bool, skipped: Sequence[Skipped] = ()
) -> tuple[StepTaken, ...]:
    """How far a case has come in its latest round. The last step begun is going on while it is open.

    Of a frozen case nobody knows what came later: steps without an event are 未记录.
    """
    first = _first(entries)
    reasons = {each.step: each.reason for each in skipped}
    begun = [index for index, step in enumerate(workflow.steps) if step.event in first]
    last = begun[-1] if begun else -1
    ahead: Progress = "还没到" if face in ("待答复", "在办", "已解决") else "没走到"
    taken = []
    for index, step in enumerate(workflow.steps):
        if index in begun:
            entry = first[step.event]
            going_on = index == last and face in ("待答复", "在办") and not frozen
            taken.append(StepTaken(step.name, "正在做" if going_on else "做了", entry.happening.day, _taker(entry)))
        elif step.name in reasons:
            taken.append(StepTaken(step.name, "略过", reason=reasons[step.name]))
        else:
            taken.append(StepTaken(step.name, "未记录" if index < last or frozen else ahead))
    return tuple(taken)


def _first(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """The first entry of each kind that is a step of the latest round; 登记 is one of every round."""
    first: dict[str, Entry] = {}
    for entry in entries:
        kind, variant = entry.happening.kind, entry.happening.variant
        now = entry.round == entries[-1].round or kind == "登记"
        if now and _STEP_VARIANTS.get(kind, variant) == variant:
            first.setdefault(kind, entry)
    return first


def _taker(entry: Entry) -> str:
    what = entry.happening.what
    return what.to[0] if isinstance(what, Assigned) else entry.by


# What is wrong


def check_skipped(workflow: Workflow | None, entries: Sequence[Entry], skipped: Sequence[Skipped]) -> list[Fault]:
    """A step that is said to be passed over must be one of the workflow, and not have been taken."""
    if skipped and workflow is None:
        remedy = "写上“流程”，或者删掉“略过”"
        return [Fault(("略过",), "略过", "这件事没有流程，没有哪一步可以略过", remedy)]
    faults: list[Fault] = []
    seen: set[str] = set()
    first = _first(entries)
    events = {step.name: step.event for step in workflow.steps} if workflow else {}
    for index, each in enumerate(skipped):
        path = ("略过", index, "步骤")
        if each.step not in events:
            remedy = did_you_mean(each.step, events, "照着 rules.yml 里这个流程的“步骤”写")
            faults.append(Fault(path, "略过", f"这件事的流程里没有“{shown(each.step)}”这一步", remedy))
        elif each.step in seen:
            faults.append(Fault(path, "写了两次", f"“{shown(each.step)}”写了两次", "只留一个"))
        elif events[each.step] in first:
            message = f"“{shown(each.step)}”做过了，“进展”里有“{events[each.step]}”"
            faults.append(Fault(path, "略过", message, "删掉这一条；做过的步骤不用写略过"))
        seen.add(each.step)
    return faults


def check(rules: Rules) -> list[Fault]:
    """Workflows of rules.yml that nobody can tell apart, or walk to the end."""
    return [
        fault
        for index, workflow in enumerate(rules.workflows)
        for fault in (*_twice(workflow, ("流程", index, "步骤")), *_unreachable(workflow, ("流程", index, "步骤")))
    ]


def _twice(workflow: Workflow, path: tuple[str | int, ...]) -> list[Fault]:
    faults: list[Fault] = []
    for key, values in (
        ("名称", [step.name for step in workflow.steps]),
        ("环节", [step.event for step in workflow.steps]),
    ):
        for index, value in enumerate(values):
            if value in values[:index]:
                message = f"这个流程里有两步的“{key}”都是“{shown(value)}”，分不清"
                faults.append(Fault((*path, index, key), "步骤重复", message, "合成一步，或者改成别的"))
    return faults


def _unreachable(workflow: Workflow, path: tuple[str | int, ...]) -> list[Fault]:
    """Walk the table of transitions from step to step, with any other events between them."""
    states: set[table.State | None] = {None}
    for index, step in enumerate(workflow.steps):
        after = {
            row.after or state
            for state in _later(states)
            for row in table.TABLE
            if _is_step(row, step) and row.follows(state) and not row.new_round
        }
        if not after:
            before = workflow.steps[index - 1].name
            message = f"“{shown(before)}”以后，不会再有“{shown(step.event)}”，这一步永远走不到"
            remedy = "换一下步骤的先后，或者换一个环节；“公示”指成果，和“测评”都在办结以后"
            return [Fault((*path, index, "环节"), "步骤走不到", message, remedy)]
        states = after
    return []


def _is_step(row: table.Row, step: WorkflowStep) -> bool:
    return row.event == step.event and row.variant in ("", _STEP_VARIANTS.get(step.event, row.variant))


def _later(states: set[table.State | None]) -> set[table.State | None]:
    """The states that can be reached from any of `states` in the same round, these among them."""
    found, ahead = set(states), list(states)
    while ahead:
        state = ahead.pop()
        for row in table.TABLE:
            if row.follows(state) and not row.new_round and row.after and row.after not in found:
                found.add(row.after)
                ahead.append(row.after)
    return found
