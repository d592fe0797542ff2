"""/cases/: all that is open, what of it is silent, what was closed lately, and the way to the archive."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.pages.selecting import RECENT, lately_closed, open_first, reported
from generator.shell import Slots
from generator.view import View

KIND = "cases"
_SHOWN = 100


def pages(view: View) -> Iterator[Page]:
    yield page("cases/", KIND, updated=resting.newest(resting.days(view.cases())))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    cases = view.cases()
    opened, closed, told = open_first(cases), lately_closed(cases), reported(cases)
    return templates.slots(
        page,
        view,
        "办理进展",
        f"正在办 {len(opened)} 件，办完 {len(closed)} 件。每一件都能看到办到哪一步、在谁手里。",
        open=opened[:_SHOWN],
        open_total=len(opened),
        silent=view.handling.silent[:_SHOWN],
        silent_total=len(view.handling.silent),
        silent_after=view.handling.silent_after,
        closed=closed[:RECENT],
        closed_total=len(closed),
        reported=told[:_SHOWN],
        reported_total=len(told),
        archive={
            year: {month: len(listed) for month, listed in months.items() if listed}
            for year, months in view.archive.items()
            if any(months.values())
        },
    )
