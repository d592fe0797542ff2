"""/: what is new, whom do I call, where is my case."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "home"
_NEWEST = 6
_REMIND_DAYS = 45
_NOTICES = 8


def pages(view: View) -> Iterator[Page]:
    yield page("", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    announced = view.notices.live()
    return templates.fill(
        page,
        view,
        view.portal.name,
        view.portal.about,
        announced=announced[:_NOTICES],
        announced_all=len(view.notices.now) + len(view.notices.ahead) <= min(len(announced), _NOTICES),
        newest=view.cases.moved(_NEWEST),
        late_total=view.cases.late_count(),
        soon=view.desk.soon(),
        desk_known=view.desk.any(),
        counts=view.counts(view.today.year),
        year=view.today.year,
        estates=[view.place(code) for code in view.community.children],
        windows=[each for each in view.windows() if each.days <= _REMIND_DAYS],
        posts=view.contacts(view.community.code)[:3],
        updated=resting.newest([resting.everything(view), *resting.written(announced)]),
    )
