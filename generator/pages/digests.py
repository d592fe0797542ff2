"""/digest/: the weeks of the latest year, to be passed on in the residents' WeChat group; /digest/2025/: earlier."""

from collections.abc import Iterator
from datetime import date

from generator.pages import resting, weekly
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "digests"


def pages(view: View) -> Iterator[Page]:
    yield page("digest/", KIND)
    yield from (page(f"digest/{year}/", KIND, year) for year in _years(view)[1:])


def fill(page: Page, view: View, templates: Templates) -> Filled:
    years = _years(view)
    year = page.key or next(iter(years), "")

    def line(key: str) -> tuple[str, date | None]:
        week = view.weekly.week(key)
        given = {"week": week, "name": weekly.name(week), "span": weekly.span(week), "root": page.root}
        told = weekly.parts(view, week)
        return templates.render("digests_week.html", view, **given) if told else "", week.last

    weeks = templates.parts(page, [key for key in view.weekly.keys if _year(key) == year], line)
    title = f"{year}年每周小结" if page.key else "每周小结"
    return templates.fill(
        page,
        view,
        title,
        "一个星期办了哪些事，可以复制到居民群里。",
        heading=title,
        weeks=[told for told, _ in weeks if told],
        earlier=[] if page.key else years[1:],
        updated=resting.newest(last for _, last in weeks),
    )


def _years(view: View) -> list[str]:
    """The years that have weeks, the latest first."""
    return list(dict.fromkeys(map(_year, view.weekly.keys)))


def _year(week: str) -> str:
    """2026 of "2026-W47"."""
    return week.partition("-")[0]
