"""/cases/2025/, /cases/2025/04/, /cases/undated/: every case by the month it was written down."""

from collections.abc import Iterable, Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import Summary, View

KIND = "archive"
UNDATED = "undated"

Months = dict[str, dict[str, list[Summary]]]


def months_of(cases: Iterable[Summary]) -> Months:
    """Year → month → cases, the latest first; what has no month stands under ""."""
    found: Months = {}
    for each in sorted(cases, key=lambda each: each.id):
        moment = each.registered
        year = f"{moment.year:04}" if moment.year else UNDATED
        month = f"{moment.month:02}" if moment.month else ""
        found.setdefault(year, {}).setdefault(month, []).append(each)
    return {year: dict(sorted(found[year].items(), reverse=True)) for year in sorted(found, reverse=True)}


def pages(view: View) -> Iterator[Page]:
    for year, months in months_of(view.cases()).items():
        yield page(f"cases/{year}/", KIND, year)
        for month in months:
            if month:
                yield page(f"cases/{year}/{month}/", KIND, f"{year}/{month}")


def slots(page: Page, view: View, templates: Templates) -> Slots:
    year, _, month = page.key.partition("/")
    months = months_of(view.cases())[year]
    shown = months[month] if month else months.get("", [])
    when = "日期不详" if year == UNDATED else f"{year}年" + (f"{int(month)}月" if month else "")
    total = len(months[month]) if month else sum(len(each) for each in months.values())
    return templates.slots(
        page,
        view,
        f"{when}记下的事",
        f"{when}记下的事，共 {total} 件。",
        when=when,
        year="" if year == UNDATED else year,
        month=month,
        months={} if month else {key: len(each) for key, each in months.items() if key},
        cases=shown,
        total=total,
    )
