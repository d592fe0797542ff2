"""/results/, /results/2026/: what was asked, what came of it, what residents say. /results/unsolved/: what was not."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.cases.outcome import Outcome
from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.pages.selecting import reported
from generator.pictures import Picture
from generator.records.events import Solved, Unsolved
from generator.shell import Slots
from generator.view import Summary, View

KIND = "results"
_UNSOLVED = "unsolved"
_NEWEST = 30
_MOST = 500


@dataclass(frozen=True, slots=True)
class Result:
    """A matter that has a result; `solved` and `unsolved` are None if what was said of it must not be shown."""

    case: Summary
    asked_for: str
    voices: int | None
    solved: Solved | None
    unsolved: Unsolved | None
    outcome: Outcome
    before: Picture | None
    after: Picture | None


def pages(view: View) -> Iterator[Page]:
    unsolved = resting.days(view.outcomes.unsolved)
    told = (each for each in reported(view.cases()) if each.face == "已解决")
    yield page("results/", KIND, "", resting.newest([*resting.days([*view.outcomes.solved, *told]), *unsolved]))
    yield page(f"results/{_UNSOLVED}/", KIND, _UNSOLVED, resting.newest(unsolved))
    for year, solved in view.outcomes.years.items():
        yield page(f"results/{year}/", KIND, year, resting.newest(resting.days(solved)), listed=bool(solved))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    if page.key == _UNSOLVED:
        return _unsolved(page, view, templates)
    solved = view.outcomes.years[page.key] if page.key else view.outcomes.solved
    told = [each for each in reported(view.cases()) if each.face == "已解决"] if not page.key else []
    shown = solved[: _MOST if page.key else _NEWEST]
    when = f"{page.key}年" if page.key else ""
    return templates.slots(
        page,
        view,
        f"{when}办成的事",
        f"{when}已经办好 {len(solved)} 件：原来什么样，现在什么样，花了多少钱，大家满不满意。",
        year=page.key,
        unsolved=None,
        results=[_result(view, each) for each in shown],
        total=len(solved),
        cost=view.outcomes.cost(solved),
        years={year: len(cases) for year, cases in view.outcomes.years.items() if cases},
        waiting=len(view.outcomes.unsolved),
        reported=[_result(view, each) for each in told],
    )


def _unsolved(page: Page, view: View, templates: Templates) -> Slots:
    waiting = view.outcomes.unsolved
    return templates.slots(
        page,
        view,
        "暂时没解决的事",
        f"暂时没解决的 {len(waiting)} 件：为什么，试过什么，谁能解决，哪一天再看。",
        unsolved=[_result(view, each) for each in waiting[:_MOST]],
        total=len(waiting),
    )


def _result(view: View, case: Summary) -> Result:
    record, came = view.case(case.id).record, view.outcomes.of(case.id)
    before, after = view.outcomes.pictures(case.id)
    closing = came.closing
    return Result(
        case,
        record.summary,
        record.voices,
        closing if isinstance(closing, Solved) else None,
        closing if isinstance(closing, Unsolved) else None,
        came,
        before,
        after,
    )
