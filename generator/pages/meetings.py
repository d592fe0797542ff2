"""/meetings/, /meetings/2026/: which meetings were held, who took part, what was decided."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "meetings"
_NEWEST = 20


def pages(view: View) -> Iterator[Page]:
    yield page("meetings/", KIND)
    for year in view.meetings.years:
        yield page(f"meetings/{year}/", KIND, year)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    held = view.meetings.of_year(page.key) if page.key else view.meetings.newest(_NEWEST)
    counts = view.meetings.counts
    days = [day for each in held for day in (each.day, *resting.days(each.cases))] if page.key else view.meetings.days
    about = "居民议事会、四方会议、民情恳谈会：谁参加、商定了什么、为了哪些事。"
    return templates.fill(
        page,
        view,
        f"{page.key}年开过的会" if page.key else "开过的会",
        about,
        about=about,
        year=page.key,
        total=len(held) if page.key else sum(counts.values()),
        years=counts,
        meetings=held,
        updated=resting.newest(days),
        listed=bool(held) or not page.key,
    )
