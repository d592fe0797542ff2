"""/cases/2025/, /cases/2025/04/, /cases/undated/: every case by the month it was written down."""

from collections.abc import Iterator, Sequence

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import UNDATED, Summary, View

KIND = "archive"


def pages(view: View) -> Iterator[Page]:
    for year, months in view.archive.items():
        all_year = resting.newest(day for cases in months.values() for day in resting.days(cases))
        yield page(f"cases/{year}/", KIND, year, all_year, listed=any(months.values()))
        for month, cases in months.items():
            if month:
                yield page(
                    f"cases/{year}/{month}/",
                    KIND,
                    f"{year}/{month}",
                    resting.newest(resting.days(cases)),
                    listed=bool(cases),
                )


def slots(page: Page, view: View, templates: Templates) -> Slots:
    year, _, month = page.key.partition("/")
    months = view.archive[year]
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
        months={} if month else {key: (len(each), _numbers(each)) for key, each in months.items() if key and each},
        cases=months.get(month, ()),
        total=total,
        merged=sum(each.face == "并入" for key, part in months.items() if month in ("", key) for each in part),
    )


def _numbers(cases: Sequence[Summary]) -> list[tuple[str, str]]:
    """The first and the last number of each series (SY-2026-), so that a number is found without a script."""
    series: dict[str, list[str]] = {}
    for each in cases:
        series.setdefault(each.id.rpartition("-")[0], []).append(each.id)
    ordered = [sorted(each, key=lambda key: (len(key), key)) for _, each in sorted(series.items())]
    return [(each[0], each[-1]) for each in ordered]
