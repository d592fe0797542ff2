"""/print/boards/: the board sheets of all places that somebody answers for in one document."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates
from generator.pages.sheets import answered, sheet
from generator.pages.sheets.board import board
from generator.shell import Slots
from generator.view import View

KIND = "sheet-boards"


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/boards/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    boards = [board(view, place) for place in answered(view)]
    return templates.slots(page, view, "全部公开栏", "全部公开栏，打印用", template="print/boards.html", boards=boards)
