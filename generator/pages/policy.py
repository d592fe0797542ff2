"""/policies/SLUG/: does it apply to me, what do I bring, where, until when, who helps."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.markdowns import as_html
from generator.pages import resting
from generator.pages.page import NOINDEX, Filled, Page, Templates, page
from generator.view import View

KIND = "policy"
_CASES = 5


def pages(view: View) -> Iterator[Page]:
    for slug in view.policy_slugs():
        yield page(f"policies/{slug}/", KIND, slug)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    note = view.policy(page.key)
    if note.front.withdrawn:
        return templates.fill(
            page, view, "这份政策说明已撤下", "这份政策说明不再公开",
            head=NOINDEX if view.portal.indexed else "", withdrawn=note.front.withdrawn, listed=False,
        )  # fmt: skip
    return templates.fill(
        page,
        view,
        note.front.title,
        note.front.gist,
        withdrawn="",
        front=note.front,
        window=view.window(page.key),
        body=Markup(as_html(note.body)),
        cases=view.cases.about(page.key, _CASES),
        updated=resting.newest([note.front.updated, *view.cases.about_days(page.key, _CASES)]),
    )
