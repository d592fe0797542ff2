"""Sessions of the desk as an iCalendar file (RFC 5545, RFC 7986). One VEVENT a session and no rule of recurrence, so
that a stop or a move is simply true. A session that was moved keeps its UID; one that was stopped stays, CANCELLED.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from generator.fold.desk.sessions import Session
from generator.pages import say
from generator.records.hours import said
from generator.view import View

_DAILY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


def calendar(title: str, zone: Timezone, events: Iterable[bytes]) -> bytes:
    """A whole file. `events`: as `events` gives them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Deskboard//流动办公桌公开栏//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", zone.tz_name)
    calendar.add("refresh-interval", _DAILY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    calendar.add_component(zone)
    head: bytes = calendar.to_ical()
    return b"".join([head.removesuffix(_END), *events, _END])


def zone(zone: ZoneInfo, days: list[date]) -> Timezone:
    """What the time of the portal means, over all years that are named."""
    last = date(max(days).year + 1, 1, 1)
    found = Timezone.from_tzinfo(zone, str(zone), date(min(days).year, 1, 1), last)
    found.pop("comment", None)  # says from when to when it holds
    return found


def events(sessions: Iterable[Session], zone: ZoneInfo, view: View) -> Iterator[tuple[str, bytes]]:
    """Each session once, for all the calendars that it is in."""
    taken: set[str] = set()
    for each in sessions:
        uid = f"deskboard-{view.community.code}-{each.uid}"
        while uid in taken:
            uid += "-x"
        taken.add(uid)
        yield each.id, _event(each, uid, zone, view).to_ical()


def _event(session: Session, uid: str, zone: ZoneInfo, view: View) -> Event:
    event = Event()
    title = f"{session.name}（{session.place.name}）"
    event.add("uid", uid)
    # When the plan was made, as near as the records know: never the day of the build.
    event.add("dtstamp", datetime.combine(session.since, time(), UTC))
    event.add("dtstart", _at(session.day, session.start, zone))
    event.add("dtend", _at(session.day, session.end, zone))
    event.add("summary", f"停办：{title}" if session.stopped else title)
    event.add("location", " ".join(each for each in (session.place.name, session.spot) if each))
    event.add("status", "CANCELLED" if session.stopped else "CONFIRMED" if session.known else "TENTATIVE")
    event.add("sequence", int(session.stopped or session.moved_from is not None))
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(_lines(session)))
    event.add("url", view.site_url + say.session_url(session))
    return event


def _at(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """A time of a day, of which 24:00 is the next one's first."""
    hours, minutes = map(int, clock.split(":"))
    return datetime.combine(day + timedelta(days=hours // 24), time(hours % 24, minutes), zone)


def _lines(session: Session) -> Iterator[str]:
    if session.stopped:
        yield f"停办：{session.reason}"
        return
    if session.moved_from:
        before = session.moved_from
        when = f"{say.day(before.day).striptags()} {said(before.start)}"
        yield f"原定{when} {before.place.name}{before.spot}，改了：{session.reason}"
    for label, words in (("谁来", session.attends), ("能办", session.services), ("桌子", session.tables)):
        if words:
            yield f"{label}：{'、'.join(words)}"
    if not session.known:
        yield "这一年的放假安排还没公布，以后可能变"
