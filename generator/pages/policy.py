"""/policies/SLUG/: does it apply to me, what do I bring, where, until when, who helps."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.markdowns import as_html
from generator.pages import resting
from generator.pages.page import NOINDEX, Page, Templates, page
from generator.pages.selecting import lately_closed, open_first
from generator.shell import Slots
from generator.view import Summary, View

KIND = "policy"
_CASES = 5


def pages(view: View) -> Iterator[Page]:
    for slug in view.policy_slugs():
        front = view.policy(slug).front
        updated = resting.newest([front.updated, *resting.days(_cases(view, slug))])
        yield page(f"policies/{slug}/", KIND, slug, updated, listed=not front.withdrawn)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    note = view.policy(page.key)
    if note.front.withdrawn:
        return templates.slots(
            page, view, "这份政策说明已撤下", "这份政策说明不再公开",
            head=NOINDEX if view.portal.indexed else "", withdrawn=note.front.withdrawn,
        )  # fmt: skip
    return templates.slots(
        page,
        view,
        note.front.title,
        note.front.gist,
        withdrawn="",
        front=note.front,
        window=view.window(page.key),
        body=Markup(as_html(note.body)),
        cases=_cases(view, page.key),
    )


def _cases(view: View, slug: str) -> list[Summary]:
    cases = view.cases_about(slug)
    return [*open_first(cases), *lately_closed(cases)][:_CASES]
