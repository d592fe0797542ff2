"""/print/desk/: posters of the desk's next sessions."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import sheet
from generator.shell import Slots
from generator.view import View

KIND = "sheet-poster"


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/desk/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "流动办公桌海报", "流动办公桌海报，打印用", template="print/poster.html")
