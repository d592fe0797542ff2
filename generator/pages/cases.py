"""/cases/: all that is open, what of it is silent, what was closed lately, and the way to the archive."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import RECENT, Filled, Page, Templates, page
from generator.view import View

KIND = "cases"
_SHOWN = 100


def pages(view: View) -> Iterator[Page]:
    yield page("cases/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    cases = view.cases
    months = [(year, month) for year, all_of_it in cases.archive.items() for month in all_of_it]
    counts = templates.parts(page, map("/".join, months), lambda at: len(cases.filed(*at.split("/"))))
    filed: dict[str, dict[str, int]] = {}
    for (year, month), count in zip(months, counts, strict=True):
        if count:
            filed.setdefault(year, {})[month] = count
    opened, closed = cases.open_count(), cases.closed_count()
    return templates.fill(
        page,
        view,
        "办理进展",
        f"正在办 {opened} 件，办完 {closed} 件。每一件都能看到办到哪一步、在谁手里。",
        open=cases.open(most=_SHOWN),
        open_total=opened,
        silent=cases.silent(most=_SHOWN),
        silent_total=cases.silent_count(),
        silent_after=view.handling.silent_after,
        closed=cases.closed(most=RECENT),
        closed_total=closed,
        reported=cases.reported(most=_SHOWN),
        reported_total=cases.reported_count(),
        archive=filed,
        updated=resting.newest([cases.last_day()]),
    )
