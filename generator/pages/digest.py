"""/digest/2025-W29/: a week with all that happened, and its short text, which is /digest/2025-W29.txt too."""

from collections.abc import Iterator

from generator.pages import weekly
from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "digest"


def pages(view: View) -> Iterator[Page]:
    for key, week in view.weekly.weeks.items():
        told = bool(weekly.parts(view, week))
        yield page(f"digest/{key}/", KIND, key, week.last, listed=told)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    week = view.weekly.weeks[page.key]
    name, span = weekly.name(week), weekly.span(week)
    return templates.slots(
        page,
        view,
        f"{name}小结",
        f"{view.community.name}{span}办了哪些事。",
        week=week,
        name=name,
        span=span,
        parts=weekly.parts(view, week),
        text=weekly.text(view, week),
    )


def files(view: View) -> Iterator[tuple[str, bytes]]:
    for key, week in view.weekly.weeks.items():
        yield f"digest/{key}.txt", weekly.text(view, week).encode()
