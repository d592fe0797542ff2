"""The calendars, read back by icalendar: each session once, across holidays, stops and moves."""

from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import desks
import ledger
import planned
import pytest
from desks import Sitting
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from ledger import TODAY
from records_helper import steady

from generator import build, gate

pytestmark = pytest.mark.wide

SINCE = f"{TODAY.year - 1}-{TODAY.month:02}-01"
ZONE = ZoneInfo("Asia/Shanghai")
PLACES = [code for code in ledger.spots() if desks.at(code)]
HOSTILE = '甲\\n乙,丙;丁\\ ":END:VEVENT BEGIN:VALARM\tX-A=B:C;' + "长" * 30


@cache
def read(path: Path) -> Any:
    return Calendar.from_ical(path.read_bytes())


def events(calendar: Any) -> list[tuple[datetime, datetime, str, str, str]]:
    return [
        (each["dtstart"].dt, each["dtend"].dt, str(each["summary"]), str(each["location"]), str(each["status"]))
        for each in calendar.walk("VEVENT")
    ]


def wanted(sittings: list[Sitting]) -> list[tuple[datetime, datetime, str, str, str]]:
    found = []
    for each in sittings:
        if each.day >= SINCE and each.moved is None:
            title = f"{each.desk['名称']}（{each.place}）"
            found.append(
                (
                    datetime.fromisoformat(f"{each.day}T{each.start}").replace(tzinfo=ZONE),
                    datetime.fromisoformat(f"{each.day}T{each.end}").replace(tzinfo=ZONE),
                    f"停办：{title}" if each.stopped else title,
                    f"{each.place} {each.spot}".strip(),
                    "CANCELLED" if each.stopped else "CONFIRMED" if each.known else "TENTATIVE",
                )
            )
    return found


def test_all_sessions_are_in_one_calendar(site: Path) -> None:
    found = events(read(site / "desk" / "desk.ics"))
    assert Counter(found) == Counter(wanted(list(desks.sittings())))
    assert len(found) > 100


@pytest.mark.parametrize("code", PLACES)
def test_those_for_a_place_are_in_its_calendar(site: Path, code: str) -> None:
    found = events(read(site / "places" / code / "desk.ics"))
    assert Counter(found) == Counter(wanted(desks.at(code)))


def test_some_that_were_looked_up_by_hand(site: Path) -> None:
    found = {(f"{start:%Y-%m-%d %H:%M}", summary) for start, _, summary, _, _ in events(read(site / "desk/desk.ics"))}
    assert ("2026-10-02 09:00", "停办：老书记接待日（新荷花园）") in found, "国庆"
    assert ("2026-02-17 09:00", "停办：流动四桌（槐安巷）") in found, "春节"
    assert ("2027-01-01 09:00", "停办：老书记接待日（新荷花园）") in found, "元旦 is off in any year"
    assert ("2026-10-10 14:30", "流动四桌（青桐院）") in found, "moved to a working Saturday"
    assert not any(day.startswith("2026-10-07") for day, _ in found)
    assert ("2026-12-03 09:30", "流动四桌（桑榆苑）") in found
    assert ("2026-11-25 14:30", "停办：流动四桌（青桐院）") in found


def test_what_may_still_become_a_holiday_is_tentative(site: Path) -> None:
    found = {f"{start:%Y-%m-%d}": status for start, _, _, _, status in events(read(site / "desk/desk.ics"))}
    assert (found["2026-12-25"], found["2027-01-01"], found["2027-01-08"]) == ("CONFIRMED", "CANCELLED", "TENTATIVE")


def test_the_end_of_a_day_is_the_first_minute_of_the_next(small: Path) -> None:
    text = DESK.replace("09:00-11:00", "22:00-24:00").replace("2026-12-01]", "2026-12-31]").replace("12-01", "12-31")
    (small / "content" / "desks").mkdir(exist_ok=True)
    (small / "content" / "desks" / "a.yml").write_text(text.format("甲"), "utf-8")
    data = dict(planned.files(build.draft(small).view))["desk/desk.ics"]
    ends = [each["dtend"].dt.replace(tzinfo=None) for each in Calendar.from_ical(data).walk("VEVENT")]
    assert ends == [datetime(2026, 12, 1), datetime(2027, 1, 1)]


def test_a_reason_is_told(site: Path) -> None:
    stopped = [each for each in desks.sittings() if each.stopped and each.day >= SINCE]
    told = {
        str(each["description"])
        for each in read(site / "desk/desk.ics").walk("VEVENT")
        if each["status"] == "CANCELLED"
    }
    assert told == {f"停办：{each.off}" for each in stopped}


def test_a_moved_one_keeps_its_name_and_says_from_when(site: Path) -> None:
    by_day = {each["dtstart"].dt.date(): each for each in read(site / "desk/desk.ics").walk("VEVENT")}
    moved = by_day[date(2026, 10, 10)]
    assert "20261007T1430" in moved["uid"] and moved["sequence"] == 1
    assert "原定2026年10月7日 14:30" in moved["description"] and "国庆节放假" in moved["description"]


def test_a_name_is_given_once_and_is_the_same_everywhere(site: Path) -> None:
    names: dict[str, tuple[str, datetime]] = {}
    for path in sorted(site.rglob("*.ics")):
        own = [each["uid"] for each in read(path).walk("VEVENT")]
        assert len(set(own)) == len(own)
        for each in read(path).walk("VEVENT"):
            what = (str(each["summary"]), each["dtstart"].dt)
            assert names.setdefault(str(each["uid"]), what) == what


def test_the_form_is_that_of_rfc_5545(site: Path) -> None:
    for path in site.rglob("*.ics"):
        data = path.read_bytes()
        assert data.endswith(b"END:VCALENDAR\r\n")
        lines = data.split(b"\r\n")
        assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
        calendar = read(path)
        assert not [error for part in calendar.walk() for error in part.errors]
        assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
        assert calendar["name"] == calendar["x-wr-calname"] and "流动办公桌" in calendar["name"]
        assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
        (zone,) = calendar.walk("VTIMEZONE")
        assert zone["tzid"] == "Asia/Shanghai"
        for each in calendar.walk("VEVENT"):
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "URL"} <= each.keys() and "RRULE" not in each
            assert each["dtstart"].params["TZID"] == "Asia/Shanghai"
            assert each["dtstart"].dt < each["dtend"].dt


def test_an_event_leads_to_its_session(site: Path) -> None:
    home = next(iter(read(site / "desk/desk.ics").walk("VEVENT")))["url"].split("desk/")[0]
    for each in read(site / "desk/desk.ics").walk("VEVENT"):
        way, _, anchor = str(each["url"]).removeprefix(home).partition("#")
        assert f'id="{anchor}"' in (site / way / "index.html").read_text("utf-8")


DESK = """
名称: '{0}'
桌子: [宣传]
服务: ['{0}']
安排:
  - {{日期: [2026-11-30, 2026-12-01], 时间: 09:00-11:00, 地点: 小河社区, 位置: '{0}'}}
停办:
  - {{日期: 2026-12-01, 原因: '{0}'}}
"""


def drafted(portal: Path, text: str) -> dict[str, bytes]:
    (portal / "content" / "desks").mkdir(exist_ok=True)
    (portal / "content" / "desks" / "a.yml").write_text(DESK.format(text.replace("'", "''")), "utf-8")
    return dict(planned.files(build.draft(portal).view))


def test_what_staff_paste_stays_text(small: Path) -> None:
    data = drafted(small, HOSTILE)["desk/desk.ics"]
    first, second = Calendar.from_ical(data).walk("VEVENT")
    shown = " ".join(HOSTILE.split(" "))
    assert first["summary"] == f"{shown}（小河社区）" and first["location"] == f"小河社区 {shown}"
    assert first["description"].splitlines()[0] == f"能办：{shown}"
    assert second["description"] == f"停办：{shown}" and second["status"] == "CANCELLED"
    assert not Calendar.from_ical(data).walk("VALARM")
    assert data.count(b"\r\nEND:VEVENT\r\n") == 2


@steady
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_stays_in_its_line(text: str) -> None:
    """Also what no record may hold: this much the library is trusted with."""
    event = Event()
    event.add("summary", text)
    calendar = Calendar()
    calendar.add_component(event)
    (found,) = Calendar.from_ical(calendar.to_ical()).walk("VEVENT")
    assert list(found.keys()) == ["SUMMARY"]


def test_the_same_records_give_the_same_bytes(small: Path) -> None:
    assert drafted(small, "甲") == drafted(small, "甲")


def test_the_gate_reads_what_was_folded_and_what_stands_on_two_lines() -> None:
    data = "DESCRIPTION:打138001\r\n 38000问\\n乙".encode()
    assert gate.written("desk/desk.ics", data) == "DESCRIPTION:打13800138000问\n乙"
