"""/policies/SLUG/: does it apply to me, what do I bring, where, until when, who helps."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.markdowns import as_html
from generator.pages.page import Page, Templates, page
from generator.pages.selecting import lately_closed, open_first
from generator.shell import Slots
from generator.view import View

KIND = "policy"
_CASES = 5


def pages(view: View) -> Iterator[Page]:
    for link in view.policies():
        yield page(f"policies/{link.slug}/", KIND, link.slug, view.policy(link.slug).front.updated)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    note = view.policy(page.key)
    cases = view.cases_about(page.key)
    return templates.slots(
        page,
        view,
        note.front.title,
        note.front.gist,
        front=note.front,
        window=view.window(page.key),
        body=Markup(as_html(note.body)),
        cases=[*open_first(cases), *lately_closed(cases)][:_CASES],
    )
