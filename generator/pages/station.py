"""/stations/CODE/: where it is, when it is open, what can be done there, who is there."""

from collections.abc import Iterator

from generator.pages.page import NOINDEX, Filled, Page, Templates, page
from generator.view import View

KIND = "station"


def pages(view: View) -> Iterator[Page]:
    for each in view.stations.known():
        yield page(f"stations/{each.record.code}/", KIND, each.record.code)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    station = view.stations.station(page.key)
    record = station.record
    if record.withdrawn:
        return templates.fill(
            page, view, record.name, f"{record.name}：这个服务点撤了",
            head=NOINDEX if view.portal.indexed else "", withdrawn=record.withdrawn, record=record,
            listed=False,
        )  # fmt: skip
    return templates.fill(
        page,
        view,
        record.name,
        f"{record.name}：{station.place.name}，{record.spot}。能办：{'、'.join(record.services)}。",
        withdrawn="",
        station=station,
        record=record,
        duty=[(view.answerer(who), days) for who, days in station.duty],
    )
