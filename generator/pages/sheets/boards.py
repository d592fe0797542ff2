"""/print/boards/: the board sheets of all places that somebody answers for in one document. Where there are several
communities, each has one of its own (/print/boards/CODE/), and where there are many places, there are these alone.
"""

from collections.abc import Iterable, Iterator

from generator.fold.places import Place
from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import answered, apart, keeps, piles, sheet
from generator.pages.sheets.board import board
from generator.view import View

KIND = "sheet-boards"


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/boards/", KIND)
    for each in piles(view):
        yield sheet(f"print/boards/{each.code}/", KIND, each.code)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    def sheets(code: str) -> str:
        given = {"board": board(view, view.place(code)), "root": page.root}
        return templates.render("print/parts/board.html", view, **given)

    parts = () if page.key else apart(view)
    places = _within(view, view.place(page.key)) if page.key else () if parts else answered(view)
    name = f"全部公开栏：{view.link(view.place(page.key)).name}" if page.key else "全部公开栏"
    return templates.fill(
        page, view, name, f"{name}，打印用", template="print/boards.html", piles=parts,
        boards=templates.parts(page, [place.code for place in places], sheets),
    )  # fmt: skip


def _within(view: View, place: Place) -> Iterable[Place]:
    yield place
    for code in place.children:
        if keeps(view, view.place(code)):
            yield from _within(view, view.place(code))
