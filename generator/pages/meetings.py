"""/meetings/: which meetings were held, who took part, what was decided."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "meetings"


def pages(view: View) -> Iterator[Page]:
    yield page("meetings/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "开过的会", "居民议事会、四方会议、民情恳谈会：谁参加、商定了什么、为了哪些事。")
