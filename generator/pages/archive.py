"""/cases/2025/, /cases/2025/04/, /cases/undated/: every case by the month it was written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.records.moment import Moment
from generator.view import UNDATED, View
from generator.view.cases import Filed

KIND = "archive"


def pages(view: View) -> Iterator[Page]:
    for year, months in view.cases.archive.items():
        yield page(f"cases/{year}/", KIND, year)
        yield from (page(f"cases/{year}/{month}/", KIND, f"{year}/{month}") for month in months if month)


@dataclass(frozen=True, slots=True)
class _Month:
    """What the page of a year says of a month. `numbers`: the first and last of each series; `last`: days of events."""

    total: int
    merged: int
    numbers: list[tuple[str, str]]
    last: tuple[Moment, ...]


def fill(page: Page, view: View, templates: Templates) -> Filled:
    year, _, month = page.key.partition("/")
    months = [month] if month else view.cases.archive[year]
    told = dict(zip(months, templates.parts(page, months, lambda each: _month(view, year, each)), strict=True))
    when = "日期不详" if year == UNDATED else f"{year}年" + (f"{int(month)}月" if month else "")
    total = sum(each.total for each in told.values())
    return templates.fill(
        page,
        view,
        f"{when}记下的事",
        f"{when}记下的事，共 {total} 件。",
        when=when,
        year="" if year == UNDATED else year,
        month=month,
        months={} if month else {key: (each.total, each.numbers) for key, each in told.items() if key and each.total},
        cases=view.cases.cards(each.id for each in view.cases.filed(year, month)) if month in told else (),
        total=total,
        merged=sum(each.merged for each in told.values()),
        updated=resting.newest(day for each in told.values() for day in each.last),
        listed=bool(total),
    )


def _month(view: View, year: str, month: str) -> _Month:
    filed = view.cases.filed(year, month)
    merged = sum(each.face == "并入" for each in filed)
    return _Month(len(filed), merged, _numbers(filed), view.cases.filed_days(year, month))


def _numbers(cases: Sequence[Filed]) -> list[tuple[str, str]]:
    """The first and the last number of each series (SY-2026-), so that a number is found without a script."""
    series: dict[str, list[str]] = {}
    for each in cases:
        series.setdefault(each.id.rpartition("-")[0], []).append(each.id)
    ordered = [sorted(each, key=lambda key: (len(key), key)) for _, each in sorted(series.items())]
    return [(each[0], each[-1]) for each in ordered]
