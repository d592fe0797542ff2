"""/policies/: which policies there are, and which of them have a date now."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "policies"


def pages(view: View) -> Iterator[Page]:
    yield page("policies/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    found = [(link, view.policy(link.slug).front, view.window(link.slug)) for link in view.policies()]
    return templates.fill(
        page,
        view,
        "政策说明",
        "用大白话说政策：给谁、带什么、到哪办、什么时候办、走不动谁上门。",
        policies=found,
        updated=resting.newest(front.updated for _, front, _ in found),
    )
