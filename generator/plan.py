"""Which pages there are, and which module makes each of them."""

from collections.abc import Iterator
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
    search,
    search_first,
    state,
    station,
    stations,
    vcards,
)
from generator.pages.sheets import board, boards, cards, index, poster, receipts
from generator.pages.sheets import notices as sheets_notices
from generator.pages.sheets import results as sheets_results
from generator.view import View

MODULES: tuple[ModuleType, ...] = (
    home, cases, case, archive, search, results, answers, places, place, moved, contact, desk, desk_month, meetings,
    notices, notice, notice_months, policies, policy, stations, station, figures, changes, digests, digest,
    index, board, boards, poster, sheets_results, sheets_notices, cards, receipts,
)  # fmt: skip
"""What makes pages: each has `pages(view)` and `fill(page, view, templates)`.

The first asks only for which things there are; all that depends on what they say is for the second.
"""

FILES: tuple[ModuleType, ...] = (calendars, vcards, digest, state, search, search_first)
"""What makes other files that the site publishes: each has `parts(view)`, in which it is made, each for itself, and
`files(view, part)`, which gives paths and bytes; what those before it remembered is at hand."""


def codes(view: View) -> Iterator[qr.Code]:
    """All codes of the site: those beside pages, and those that only sheets show (a sheet may have `codes(view)`)."""
    for module in (qr, *MODULES):
        if hasattr(module, "codes"):
            yield from module.codes(view)
