"""desk/desk.ics and places/CODE/desk.ics: the sessions of the desk, to subscribe to."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from generator.view import View


def parts(view: View) -> tuple[str, ...]:
    return ("",)


def files(view: View, part: str) -> Iterator[tuple[str, bytes]]:
    """The calendar of all sessions and that of each place, be it empty: phones that subscribed ask for it for ever."""
    from generator.pages import ics  # most builds make no calendar, and need not wait for its library

    # By the month, so that not every calendar changes every day.
    year_ago = date(view.today.year - 1, view.today.month, 1)
    shown = [each for each in view.desk.all() if each.day >= year_ago and each.moved_to is None]
    zone = ZoneInfo(view.portal.timezone)
    meant = ics.zone(zone, [year_ago, *(each.day for each in shown)])
    events = dict(ics.events(shown, zone, view))
    yield "desk/desk.ics", ics.calendar(f"流动办公桌（{view.portal.name}）", meant, events.values())
    for place in view.places():
        own = [events[each.id] for each in view.desk.at(place.code) if each.id in events]
        calendar = ics.calendar(f"流动办公桌 {place.name}", meant, own)
        for code in (place.code, *place.former):  # who subscribed under a former code follows no redirect
            yield f"places/{code}/desk.ics", calendar
