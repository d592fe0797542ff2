"""/notices/2026/, /notices/2026/11/: every notice by the month in which it began."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import Announced, View

KIND = "notice_months"


def pages(view: View) -> Iterator[Page]:
    for year, months in view.notices.by_month.items():
        yield page(f"notices/{year}/", KIND, year, _last(months.values()), listed=any(months.values()))
        for month, notices in months.items():
            yield page(f"notices/{year}/{month}/", KIND, f"{year}/{month}", _last([notices]), listed=bool(notices))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    year, _, month = page.key.partition("/")
    months = view.notices.by_month[year]
    when = f"{year}年" + (f"{int(month)}月" if month else "")
    total = len(months[month]) if month else sum(len(each) for each in months.values())
    return templates.slots(
        page,
        view,
        f"{when}的通知",
        f"{when}的通知，共 {total} 份。",
        when=when,
        year=year,
        month=month,
        months={} if month else {key: len(each) for key, each in months.items() if each},
        notices=months[month] if month else (),
        total=total,
    )


def _last(months: Iterable[Iterable[Announced]]) -> date | None:
    return resting.newest(day for each in months for day in resting.written(each))
