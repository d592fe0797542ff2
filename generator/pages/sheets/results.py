"""/print/results/: the result notices (成果公示) of what was closed lately."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import sheet
from generator.shell import Slots
from generator.view import View

KIND = "sheet-results"


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/results/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "办理结果公示", "办理结果公示，打印用", template="print/results.html")
