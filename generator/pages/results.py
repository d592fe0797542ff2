"""/results/, /results/2026/: what was asked, what came of it, what residents say. /results/unsolved/: what was not."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.cases.outcome import Outcome
from generator.fold.cases.pictures import Picture
from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.records.events import Solved, Unsolved
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
    for key in ("", _UNSOLVED, *view.outcomes.years):
        yield page(f"results/{key}/" if key else "results/", KIND, key)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    if page.key == _UNSOLVED:
        return _unsolved(page, view, templates)
    outcomes, year = view.outcomes, page.key
    total = outcomes.solved_count(year)
    when = f"{year}年" if year else ""
    reported = () if year else outcomes.reported()
    days = outcomes.solved_days(year)
    if not year:
        days += [*(each.last_day for each in reported), *outcomes.unsolved_days()]
    return templates.fill(
        page,
        view,
        f"{when}办成的事",
        f"{when}已经办好 {total} 件：原来什么样，现在什么样，花了多少钱，大家满不满意。",
        year=year,
        unsolved=None,
        results=[_result(view, each) for each in outcomes.solved(year, _MOST if year else _NEWEST)],
        total=total,
        cost=outcomes.cost(year),
        years={each: count for each in outcomes.years if (count := outcomes.solved_count(each))},
        waiting=outcomes.unsolved_count(),
        reported=[_result(view, each) for each in reported],
        updated=resting.newest(days),
        listed=bool(total) or not year,
    )


def _unsolved(page: Page, view: View, templates: Templates) -> Filled:
    total = view.outcomes.unsolved_count()
    return templates.fill(
        page,
        view,
        "暂时没解决的事",
        f"暂时没解决的 {total} 件：为什么，试过什么，谁能解决，哪一天再看。",
        unsolved=[_result(view, each) for each in view.outcomes.unsolved(_MOST)],
        total=total,
        updated=resting.newest(view.outcomes.unsolved_days()),
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
