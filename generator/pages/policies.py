"""/policies/: which policies there are, and which of them have a date now."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "policies"


def pages(view: View) -> Iterator[Page]:
    written = (view.policy(each.slug).front.updated for each in view.policies())
    yield page("policies/", KIND, updated=resting.newest(written))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    links = view.policies()
    return templates.slots(
        page,
        view,
        "政策说明",
        "用大白话说政策：给谁、带什么、到哪办、什么时候办、走不动谁上门。",
        policies=[(link, view.policy(link.slug).front, view.window(link.slug)) for link in links],
    )
