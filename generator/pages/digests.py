"""/digest/: the weeks of the latest year, to be passed on in the residents' WeChat group; /digest/2025/: earlier."""

from collections.abc import Iterator

from generator.pages import resting, weekly
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View
from generator.view.weekly import Week

KIND = "digests"


def pages(view: View) -> Iterator[Page]:
    for number, (year, weeks) in enumerate(_years(view).items() or [(0, [])]):
        last = resting.newest(week.last for week in weeks)
        yield page(f"digest/{year}/", KIND, str(year), last) if number else page("digest/", KIND, updated=last)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    years = _years(view)
    year = int(page.key) if page.key else next(iter(years), 0)
    title = f"{year}年每周小结" if page.key else "每周小结"
    return templates.slots(
        page,
        view,
        title,
        "一个星期办了哪些事，可以复制到居民群里。",
        heading=title,
        weeks=[
            (week, weekly.name(week), weekly.span(week)) for week in years.get(year, []) if weekly.parts(view, week)
        ],
        earlier=[] if page.key else list(years)[1:],
    )


def _years(view: View) -> dict[int, list[Week]]:
    """The weeks by year, the latest first."""
    found: dict[int, list[Week]] = {}
    for week in view.weekly.weeks.values():
        found.setdefault(week.year, []).append(week)
    return found
