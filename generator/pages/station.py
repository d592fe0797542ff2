"""/stations/CODE/: where it is, when it is open, what can be done there, who is there."""

from collections.abc import Iterator

from generator.pages.page import Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "station"


def pages(view: View) -> Iterator[Page]:
    for each in view.stations.all():
        yield page(f"stations/{each.record.code}/", KIND, each.record.code)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    station = view.stations.station(page.key)
    record = station.record
    return templates.slots(
        page,
        view,
        record.name,
        f"{record.name}：{station.place.name}，{record.spot}。能办：{'、'.join(record.services)}。",
        station=station,
        record=record,
        duty=[(view.answerer(who), days) for who, days in station.duty],
    )
