"""/changes/: what was published, corrected, withdrawn, and when; and the same month by month."""

from collections.abc import Iterator
from datetime import date

from generator.pages.page import Filled, Page, Templates, page
from generator.view import View
from generator.view.changes import Changed, Day

KIND = "changes"
DAYS = 30
"""How many days with changes the first page shows."""
MOST = 50
"""How many records of a group are named; a first commit may bring thousands."""


def pages(view: View) -> Iterator[Page]:
    yield page("changes/", KIND)
    for month in view.changes.every_month:
        yield page(f"changes/{month}/", KIND, month)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    changes = view.changes
    year, _, month = page.key.partition("-")
    when = f"{year}年{int(month)}月" if month else ""
    days = changes.in_month(page.key) if when else changes.lately(DAYS)
    return templates.fill(
        page,
        view,
        f"{when}更新记录" if when else "更新记录",
        f"这个公开栏{when or '哪天'}添了什么、更正了什么、撤下了什么。",
        when=when,
        days=[_listed(each) for each in days],
        months={} if when else _by_year(view),
        gap=changes.gap,
        since=changes.since,
        updated=days[0].day if days else None,
        listed=bool(days) or not when,
    )


def _listed(each: Day) -> tuple[date, list[tuple[str, tuple[Changed, ...], int, int]]]:
    """A day, and of each group its first records, how many there are, and how many are left out."""
    groups = each.groups.items()
    return each.day, [(group, records[:MOST], len(records), max(len(records) - MOST, 0)) for group, records in groups]


def _by_year(view: View) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in view.changes.months_with_any:
        year, _, month = key.partition("-")
        found.setdefault(year, []).append(month)
    return found
