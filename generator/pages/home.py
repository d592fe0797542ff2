"""/: what is new, whom do I call, where is my case."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.pages.selecting import lately_moved, open_first
from generator.shell import Slots
from generator.view import View

KIND = "home"
_NEWEST = 6
_REMIND_DAYS = 45
_NOTICES = 8


def pages(view: View) -> Iterator[Page]:
    told = [resting.everything(view), *resting.written(view.notices.live())]
    yield page("", KIND, updated=resting.newest(told))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    cases = view.cases()
    announced = view.notices.live()
    return templates.slots(
        page,
        view,
        view.portal.name,
        view.portal.about,
        announced=announced[:_NOTICES],
        announced_all=len(view.notices.now) + len(view.notices.ahead) <= min(len(announced), _NOTICES),
        newest=lately_moved(cases)[:_NEWEST],
        late_total=sum(1 for each in open_first(cases) if each.due and each.due.late),
        soon=view.desk.soon(),
        desk_known=bool(view.desk.sessions),
        counts=view.counts(view.today.year),
        year=view.today.year,
        estates=[view.place(code) for code in view.community.children],
        windows=[each for each in view.windows() if each.days <= _REMIND_DAYS],
        posts=view.contacts(view.community.code)[:3],
    )
