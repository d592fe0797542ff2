"""/notices/: what is announced and in force, what comes, what is over."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "notices"
_PAST = 10


def pages(view: View) -> Iterator[Page]:
    told = [*view.notices.now, *view.notices.ahead, *view.notices.past]
    yield page("notices/", KIND, updated=resting.newest(resting.written(told)))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(
        page,
        view,
        "通知",
        "停水停电、施工、公示和活动：从哪天到哪天，影响哪里，有事找谁。",
        now=view.notices.now,
        ahead=view.notices.ahead,
        past=view.notices.past[:_PAST],
        past_total=len(view.notices.past),
        years={
            year: {month: len(notices) for month, notices in months.items() if notices}
            for year, months in view.notices.by_month.items()
            if any(months.values())
        },
    )
