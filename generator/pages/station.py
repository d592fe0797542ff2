"""/stations/CODE/: where it is, when it is open, what can be done there, who is there."""

from collections.abc import Iterator

from generator.pages.page import NOINDEX, Page, Templates, page
from generator.shell import Slots
from generator.view import View

KIND = "station"


def pages(view: View) -> Iterator[Page]:
    for each in view.stations.known():
        code = each.record.code
        yield page(f"stations/{code}/", KIND, code, listed=not each.record.withdrawn)


def slots(page: Page, view: View, templates: Templates) -> Slots:
    station = view.stations.station(page.key)
    record = station.record
    if record.withdrawn:
        return templates.slots(
            page, view, record.name, f"{record.name}：这个服务点撤了",
            head=NOINDEX if view.portal.indexed else "", withdrawn=record.withdrawn, record=record,
        )  # fmt: skip
    return templates.slots(
        page,
        view,
        record.name,
        f"{record.name}：{station.place.name}，{record.spot}。能办：{'、'.join(record.services)}。",
        withdrawn="",
        station=station,
        record=record,
        duty=[(view.answerer(who), days) for who, days in station.duty],
    )
