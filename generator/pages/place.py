"""/places/CODE/: my compound: open matters, results, whom to call."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.pages.selecting import RECENT, lately_closed, open_first, reported
from generator.pages.sheets import has_board, keeps
from generator.shell import Slots
from generator.view import View

KIND = "place"


def pages(view: View) -> Iterator[Page]:
    for place in view.places():
        told = [
            *resting.days(view.cases(place.code)),
            *resting.held(view.desk.at(place.code)),
            *resting.written(view.notices.live(place.code)),
        ]
        yield page(f"places/{place.code}/", KIND, place.code, resting.newest(told))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    place = view.place(page.key)
    name = view.link(place).name
    cases = view.cases(place.code)
    opened, closed, told = open_first(cases), lately_closed(cases), reported(cases)
    around = [each for each in view.up(place.code) if each.code != place.code]
    return templates.slots(
        page,
        view,
        name,
        f"{place.full_name}：正在办 {len(opened)} 件，办完 {len(closed)} 件。",
        place=place,
        name=name,
        # Two levels say where it is; more would fill the first screen.
        above=[("places/", "小区"), *((f"places/{each.code}/", each.name) for each in around[1::-1])],
        below=[(view.place(code), len(open_first(view.cases(code)))) for code in place.children],
        open=opened[:RECENT],
        open_total=len(opened),
        closed=closed[:RECENT],
        closed_total=len(closed),
        reported=told[:RECENT],
        contacts=view.contacts(place.code),
        announced=view.notices.live(place.code),
        coming=view.desk.coming(place.code) if view.desk.at(place.code) else None,
        stations=view.stations.at(place.code),
        nearest=view.stations.nearest(place.code),
        figures=view.figures.of_place(place.code),
        counted=view.figures.counts_of_place(place.code),
        year=view.figures.year,
        printed=has_board(place) and keeps(view, place),
    )
