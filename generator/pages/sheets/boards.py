"""/print/boards/: the board sheets of all places that somebody answers for in one document."""

from collections.abc import Iterator

from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import answered, sheet
from generator.pages.sheets.board import board
from generator.view import View

KIND = "sheet-boards"


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/boards/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    def sheets(code: str) -> str:
        given = {"board": board(view, view.place(code)), "root": page.root}
        return templates.render("print/parts/board.html", view, **given)

    boards = templates.parts(page, [place.code for place in answered(view)], sheets)
    return templates.fill(page, view, "全部公开栏", "全部公开栏，打印用", template="print/boards.html", boards=boards)
