"""/notices/: what is announced and in force, what comes, what is over."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "notices"
_PAST = 10


def pages(view: View) -> Iterator[Page]:
    yield page("notices/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    now, ahead, past = view.notices.now, view.notices.ahead, view.notices.past
    return templates.fill(
        page,
        view,
        "通知",
        "停水停电、施工、公示和活动：从哪天到哪天，影响哪里，有事找谁。",
        now=now,
        ahead=ahead,
        past=past[:_PAST],
        past_total=len(past),
        years=view.notices.counts,
        updated=resting.newest(resting.written([*now, *ahead, *past])),
    )
