"""/meetings/, /meetings/2026/: which meetings were held, who took part, what was decided."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View
from generator.view.values import Sitting

KIND = "meetings"
_NEWEST = 20


def pages(view: View) -> Iterator[Page]:
    yield page("meetings/", KIND, updated=_last(view.meetings.newest_first))
    for year, held in view.meetings.by_year.items():
        yield page(f"meetings/{year}/", KIND, year, _last(held), listed=bool(held))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    years = view.meetings.by_year
    held = years[page.key] if page.key else tuple(islice(view.meetings.newest_first, _NEWEST))
    about = "居民议事会、四方会议、民情恳谈会：谁参加、商定了什么、为了哪些事。"
    return templates.slots(
        page,
        view,
        f"{page.key}年开过的会" if page.key else "开过的会",
        about,
        about=about,
        year=page.key,
        total=len(held) if page.key else sum(len(each) for each in years.values()),
        years={year: len(each) for year, each in years.items() if each},
        meetings=held,
    )


def _last(held: Iterable[Sitting]) -> date | None:
    return resting.newest(day for each in held for day in (each.day, *resting.days(each.cases)))
