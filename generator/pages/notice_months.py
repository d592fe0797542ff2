"""/notices/2026/, /notices/2026/11/: every notice by the month in which it began."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "notice_months"


def pages(view: View) -> Iterator[Page]:
    for year, months in view.notices.months.items():
        yield page(f"notices/{year}/", KIND, year)
        yield from (page(f"notices/{year}/{month}/", KIND, f"{year}/{month}") for month in months)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    year, _, month = page.key.partition("/")
    months = [month] if month else view.notices.months[year]
    found = {each: view.notices.in_month(year, each) for each in months}
    when = f"{year}年" + (f"{int(month)}月" if month else "")
    told = found.values()
    total = sum(len(each) for each in told)
    return templates.fill(
        page,
        view,
        f"{when}的通知",
        f"{when}的通知，共 {total} 份。",
        when=when,
        year=year,
        month=month,
        months={} if month else {key: len(each) for key, each in found.items() if each},
        notices=found[month] if month else (),
        total=total,
        updated=resting.newest(day for each in told for day in resting.written(each)),
        listed=bool(total),
    )
