"""/print/: what can be printed."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.pages.sheets import boarded
from generator.shell import Slots
from generator.view import View

KIND = "print"


def pages(view: View) -> Iterator[Page]:
    yield page("print/", KIND, listed=False)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    places = [view.link(place) for place in boarded(view)]
    return templates.slots(
        page,
        view,
        "打印",
        "公开栏、连心卡、回执、海报：打印出来贴在小区里。",
        template="print/index.html",
        places=places,
    )
