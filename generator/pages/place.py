"""/places/CODE/: my compound: open matters, results, whom to call."""

from collections.abc import Iterator

from generator.pages import resting
from generator.pages.page import RECENT, Filled, Page, Templates, page
from generator.pages.sheets import has_board, keeps
from generator.view import View

KIND = "place"


def pages(view: View) -> Iterator[Page]:
    for place in view.places():
        yield page(f"places/{place.code}/", KIND, place.code)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    place = view.place(page.key)
    name = view.link(place).name
    cases, code = view.cases, place.code
    opened, closed = cases.open_count(code), cases.closed_count(code)
    sessions, announced = view.desk.at(code), view.notices.live(code)
    around = [each for each in view.up(place.code) if each.code != place.code]
    return templates.fill(
        page,
        view,
        name,
        f"{place.full_name}：正在办 {opened} 件，办完 {closed} 件。",
        place=place,
        name=name,
        # Two levels say where it is; more would fill the first screen.
        above=[("places/", "小区"), *((f"places/{each.code}/", each.name) for each in around[1::-1])],
        below=[(view.place(code), cases.open_count(code)) for code in place.children],
        open=cases.open(code, RECENT),
        open_total=opened,
        closed=cases.closed(code, RECENT),
        closed_total=closed,
        reported=cases.reported(code, RECENT),
        contacts=view.contacts(place.code),
        announced=announced,
        coming=view.desk.coming(place.code) if sessions else None,
        stations=view.stations.at(place.code),
        nearest=view.stations.nearest(place.code),
        figures=view.figures.of_place(place.code),
        counted=view.figures.counts_of_place(place.code),
        year=view.figures.year,
        printed=has_board(place) and keeps(view, place),
        updated=resting.newest([cases.last_day(code), *resting.held(sessions), *resting.written(announced)]),
    )
