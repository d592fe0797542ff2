"""/cases/2025/, /cases/2025/04/, /cases/undated/: every case by the month it was written down."""

from collections.abc import Iterator, Sequence

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import UNDATED, View
from generator.view.cases import Filed

KIND = "archive"


def pages(view: View) -> Iterator[Page]:
    for year, months in view.cases.archive.items():
        yield page(f"cases/{year}/", KIND, year)
        yield from (page(f"cases/{year}/{month}/", KIND, f"{year}/{month}") for month in months if month)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    year, _, month = page.key.partition("/")
    months = [month] if month else view.cases.archive[year]
    filed = {each: view.cases.filed(year, each) for each in months}
    when = "日期不详" if year == UNDATED else f"{year}年" + (f"{int(month)}月" if month else "")
    total = sum(len(each) for each in filed.values())
    return templates.fill(
        page,
        view,
        f"{when}记下的事",
        f"{when}记下的事，共 {total} 件。",
        when=when,
        year="" if year == UNDATED else year,
        month=month,
        months={} if month else {key: (len(each), _numbers(each)) for key, each in filed.items() if key and each},
        cases=view.cases.summaries(each.id for each in filed.get(month, ())),
        total=total,
        merged=sum(each.face == "并入" for part in filed.values() for each in part),
        updated=resting.newest(each.last_day for part in filed.values() for each in part),
        listed=bool(total),
    )


def _numbers(cases: Sequence[Filed]) -> list[tuple[str, str]]:
    """The first and the last number of each series (SY-2026-), so that a number is found without a script."""
    series: dict[str, list[str]] = {}
    for each in cases:
        series.setdefault(each.id.rpartition("-")[0], []).append(each.id)
    ordered = [sorted(each, key=lambda key: (len(key), key)) for _, each in sorted(series.items())]
    return [(each[0], each[-1]) for each in ordered]
