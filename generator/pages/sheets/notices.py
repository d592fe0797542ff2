"""/print/notices/: what is announced, a sheet each."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import sheet
from generator.shell import Slots
from generator.view import View

KIND = "sheet-notices"


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/notices/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "通知", "通知，打印用", template="print/notices.html")
