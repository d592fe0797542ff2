"""/desk/2026-09/: the sessions of one month, and what came of each."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "desk_month"


def pages(view: View) -> Iterator[Page]:
    for month in view.desk.months:
        yield page(f"desk/{month}/", KIND, month)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    year, month = page.key.split("-")
    when = f"{year}年{int(month)}月"
    sessions = view.desk.in_month(page.key)
    tally = view.desk.tally(page.key)
    ahead = [each for each in sessions if each.on and each.day >= view.today]
    others = view.desk.months_with_any
    return templates.fill(
        page,
        view,
        f"{when}的流动办公桌",
        f"{when}的流动办公桌：每一场在哪里、来了多少人、办了什么。",
        when=when,
        sessions=[(each, [*map(view.summary, view.desk.cases(each))], view.desk.silent(each)) for each in sessions],
        tally=tally,
        ahead=ahead if tally.when == "running" and ahead != list(sessions) else [],
        earlier=max((month for month in others if month < page.key), default=""),
        later=min((month for month in others if month > page.key), default=""),
        updated=resting.newest(resting.held(sessions)),
        listed=bool(sessions),
    )
