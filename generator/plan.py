"""Which pages there are, and which module makes each of them."""

from collections.abc import Iterable, Iterator
from types import ModuleType

from generator.pages import (
    answers,
    archive,
    calendars,
    case,
    cases,
    changes,
    contact,
    desk,
    desk_month,
    digest,
    digests,
    figures,
    home,
    meetings,
    moved,
    notice,
    notice_months,
    notices,
    place,
    places,
    policies,
    policy,
    qr,
    results,
    state,
    station,
    stations,
)
from generator.pages.page import Page
from generator.pages.sheets import board, boards, cards, index, poster, receipts
from generator.pages.sheets import notices as sheets_notices
from generator.pages.sheets import results as sheets_results
from generator.problem import Problem
from generator.shell import ShellKey
from generator.view import View

MODULES: tuple[ModuleType, ...] = (
    home, cases, case, archive, results, answers, places, place, moved, contact, desk, desk_month, meetings,
    notices, notice, notice_months, policies, policy, stations, station, figures, changes, digests, digest,
    index, board, boards, poster, sheets_results, sheets_notices, cards, receipts,
)  # fmt: skip
"""What makes pages: each has `pages(view)` and `slots(page, view, templates)`."""

FILES: tuple[ModuleType, ...] = (calendars, digest, state)
"""What makes other files that the site publishes: each has `files(view)`, which gives paths and bytes."""


def plan(view: View) -> list[tuple[Page, ModuleType]]:
    """All data pages in order of their URL, each with its module."""
    planned = [(page, module) for module in MODULES for page in module.pages(view)]
    return sorted(planned, key=lambda each: each[0].url)


def files(view: View) -> Iterator[tuple[str, bytes]]:
    """All files but pages that are made from records, by their path in the site."""
    for module in FILES:
        yield from module.files(view)


def codes(view: View) -> Iterator[qr.Code]:
    """All codes of the site: those beside pages, and those that only sheets show (a sheet may have `codes(view)`)."""
    for module in (qr, *MODULES):
        if hasattr(module, "codes"):
            yield from module.codes(view)


def shell_keys(planned: Iterable[tuple[Page, ModuleType]]) -> list[ShellKey]:
    """The shells that the pages need."""
    return sorted({page.shell for page, _ in planned})


def twice(planned: Iterable[tuple[Page, ModuleType]]) -> Iterator[Problem]:
    """Addresses that two pages would have."""
    seen: set[str] = set()
    for page, _ in planned:
        if page.url in seen:
            message = f"有两个网页都要放在 /{page.url}"
            yield Problem("content", 1, 1, "网址重复", message, "给其中一个换代码、编号或者文件名")
        seen.add(page.url)
