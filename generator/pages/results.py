"""/results/: what was solved: before and after, cost, households, satisfaction."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.page import Page, Templates, page
from generator.pages.selecting import lately_closed, reported
from generator.pages.telling import Outcome, outcome
from generator.records.events import Solved
from generator.shell import Slots
from generator.view import Summary, View

KIND = "results"
_NEWEST = 30


@dataclass(frozen=True, slots=True)
class Result:
    """A solved matter; `solved` is None if what was said of it must not be shown."""

    case: Summary
    asked_for: str
    solved: Solved | None
    outcome: Outcome


def pages(view: View) -> Iterator[Page]:
    yield page("results/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    cases = view.cases()
    solved = lately_closed(cases, "已解决")
    told = [each for each in reported(cases) if each.face == "已解决"]
    return templates.slots(
        page,
        view,
        "办成的事",
        f"已经办好 {len(solved)} 件：原来什么样，现在什么样，花了多少钱，大家满不满意。",
        results=[_result(view, each) for each in solved[:_NEWEST]],
        total=len(solved),
        reported=[_result(view, each) for each in told],
    )


def _result(view: View, case: Summary) -> Result:
    each = view.case(case.id)
    came = outcome(each)
    solved = came.closing if isinstance(came.closing, Solved) else None
    return Result(case, each.record.summary, solved, came)
