"""/notices/: what is announced and in force."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "notices"


def pages(view: View) -> Iterator[Page]:
    yield page("notices/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "通知", "停水停电、施工、公示和活动：从哪天到哪天，影响哪里，有事找谁。")
