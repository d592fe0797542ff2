"""/stations/: service points, their services and hours."""

from collections.abc import Iterator

from generator.pages.page import Filled, Page, Templates, page
from generator.view import View

KIND = "stations"
_WIDEST = 12
"""Columns of a table that can still be read; more stations are listed by service."""


def pages(view: View) -> Iterator[Page]:
    yield page("stations/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    return templates.fill(
        page,
        view,
        "服务点",
        "红色驿站、服务点、代办点：在哪里、几点开门、能办什么。",
        stations=view.stations.all(),
        offers=view.stations.by_community(),
        widest=_WIDEST,
    )
