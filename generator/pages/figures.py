"""/figures/: what the records add up to, each figure with where it comes from."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "figures"


def pages(view: View) -> Iterator[Page]:
    yield page("figures/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(
        page, view, "数字", "收到多少、办好多少、几天有答复、大家满不满意：每个数都能查到是怎么算出来的。"
    )
