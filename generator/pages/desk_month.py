"""/desk/2026-09/: the sessions of one month, and what came of each."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "desk_month"


def pages(view: View) -> Iterator[Page]:
    for month in view.desk.months:
        yield page(f"desk/{month}/", KIND, month)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    year, month = page.key.split("-")
    when = f"{year}年{int(month)}月"
    sessions = view.desk.months[page.key]
    tally = view.desk.tally(page.key)
    ahead = [each for each in sessions if each.on and each.day >= view.today]
    months = sorted(view.desk.months)
    at = months.index(page.key)
    return templates.slots(
        page,
        view,
        f"{when}的流动办公桌",
        f"{when}的流动办公桌：每一场在哪里、来了多少人、办了什么。",
        when=when,
        sessions=sessions,
        tally=tally,
        ahead=ahead if tally.when == "running" and ahead != list(sessions) else [],
        earlier=months[at - 1] if at else "",
        later=months[at + 1] if at + 1 < len(months) else "",
    )
