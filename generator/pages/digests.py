"""/digest/: what happened week by week, to be passed on in the residents' WeChat group."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "digests"


def pages(view: View) -> Iterator[Page]:
    yield page("digest/", KIND)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    return templates.slots(page, view, "每周小结", "一个星期办了哪些事，可以复制到居民群里。")
