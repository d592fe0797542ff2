"""/desk/: when and where is the desk, who comes; promised and held; what was asked for and came."""

from collections.abc import Iterator

from generator.pages.page import Filled, Page, Templates, page
from generator.view import View
from generator.view.desk import Tally

KIND = "desk"
_KEPT = 12
_MONTHS = 24


def pages(view: View) -> Iterator[Page]:
    yield page("desk/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    desk = view.desk
    kept = desk.kept()
    years: dict[str, list[tuple[str, Tally]]] = {}
    months = {month: desk.in_month(month) for month in desk.months_with_any}
    for month in sorted(months, reverse=True):
        years.setdefault(month[:4], []).append((month, desk.tally(month)))
    return templates.fill(
        page,
        view,
        "流动办公桌",
        "社区的办公桌下次什么时候来、摆在哪里、谁来，能办什么。",
        coming=desk.everywhere,
        promises=desk.promises[:_MONTHS],
        kept=kept[:_KEPT],
        kept_more=max(len(kept) - _KEPT, 0),
        open_wishes=desk.open_wishes(),
        years=years,
        months=months,
        updated=desk.last_held,
    )
