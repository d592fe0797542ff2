"""/digest/2025-W29/: a week with all that happened, and its short text, which is /digest/2025-W29.txt too."""

from collections.abc import Iterator

from generator.pages import weekly
from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "digest"


def pages(view: View) -> Iterator[Page]:
    for key in view.weekly.keys:
        yield page(f"digest/{key}/", KIND, key)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    week = view.weekly.week(page.key)
    name, span = weekly.name(week), weekly.span(week)
    parts = weekly.parts(view, week)
    return templates.fill(
        page,
        view,
        f"{name}小结",
        f"{view.community.name}{span}办了哪些事。",
        week=week,
        name=name,
        span=span,
        parts=parts,
        text=weekly.text(view, week, parts),
        updated=week.last,
        listed=bool(parts),
    )


def parts(view: View) -> tuple[str, ...]:
    return view.weekly.keys


def files(view: View, part: str) -> Iterator[tuple[str, bytes]]:
    week = view.weekly.week(part)
    yield f"digest/{part}.txt", weekly.text(view, week, weekly.parts(view, week)).encode()
