"""/changes/: what was published, corrected, withdrawn, and when."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "changes"


def pages(view: View) -> Iterator[Page]:
    yield page("changes/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "更新记录", "这个公开栏哪天添了什么、更正了什么、撤下了什么。")
