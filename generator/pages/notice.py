"""/notices/SLUG/: what, where, from when to when, what is off, whom to call."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.markdowns import as_html
from generator.pages import resting
from generator.pages.page import NOINDEX, Filled, Page, Templates, page
from generator.view import Summary, View

KIND = "notice"


def pages(view: View) -> Iterator[Page]:
    for slug in view.notices.slugs():
        yield page(f"notices/{slug}/", KIND, slug)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    posted = view.notices.notice(page.key)
    record = posted.record
    if record.withdrawn:
        return templates.fill(
            page, view, "这份通知已撤下", "这份通知不再公开",
            head=NOINDEX if view.portal.indexed else "", withdrawn=record.withdrawn, listed=False,
        )  # fmt: skip
    announced, cases = view.notices.listed(page.key), _cases(view, page.key)
    return templates.fill(
        page,
        view,
        record.title,
        f"{announced.sort}：{'、'.join(place.name for place in posted.places)}。{record.title}",
        withdrawn="",
        record=record,
        announced=announced,
        answerer=view.answerer(record.contact) if record.contact else None,
        body=Markup(as_html(posted.body)),
        cases=cases,
        updated=resting.newest([record.updated, *resting.days(cases)]),
    )


def _cases(view: View, slug: str) -> list[Summary]:
    named = (view.summary(key) for key in view.notices.notice(slug).cases)
    return [each for each in named if each.face != "撤下"]
