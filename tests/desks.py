"""The repo's own desks, reckoned by other means than the generator's: PyYAML, dateutil's RFC 5545, plain loops."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import chinese_calendar
import ledger
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from ledger import CONTENT, TODAY, several

WEEKDAYS = dict(zip("一二三四五六日", (MO, TU, WE, TH, FR, SA, SU), strict=True))
NTH = {"第一个": 1, "第二个": 2, "第三个": 3, "第四个": 4, "第五个": 5, "最后一个": -1}
EVERY_YEAR = {"01-01": "元旦", **dict.fromkeys(("05-01", "05-02"), "劳动节")}
EVERY_YEAR |= dict.fromkeys(("10-01", "10-02", "10-03"), "国庆节")
HOURS = (("09:00", "早上"), ("11:30", "上午"), ("13:30", "中午"), ("17:30", "下午"), ("24:00", "晚上"))


@dataclass
class Sitting:
    """One session. `off`: why it is not held; `moved`: where to, as (day, start, place)."""

    desk: dict[str, Any]
    plan: dict[str, Any]
    day: str
    start: str
    end: str
    place: str
    spot: str
    off: str = ""
    stopped: bool = False
    moved: tuple[str, str, str] | None = None
    moved_from: str = ""
    record: dict[str, Any] | None = field(default=None)
    known: bool = True

    @property
    def on(self) -> bool:
        return not self.stopped and self.moved is None

    @property
    def when(self) -> str:
        """As pages say it: 11月20日（周五）晚上 18:30到20:00."""
        hour = next(word for until, word in HOURS if self.start < until)
        return f"{ledger.short(date.fromisoformat(self.day))}{hour} {clock(self.start)}到{clock(self.end)}"

    @property
    def code(self) -> str:
        return ledger.spot(self.place).code

    def words(self, key: str) -> list[str]:
        return several(self.plan.get(key, self.desk.get(key)))


def clock(typed: str) -> str:
    """A time of day as people say it: 9:00."""
    hour, minutes = typed.split(":")
    return f"{int(hour)}:{minutes}"


@cache
def sittings() -> tuple[Sitting, ...]:
    """All sessions in order of time."""
    found: list[Sitting] = []
    for path in sorted(CONTENT.glob("desks/**/*.yml")):
        found += _desk(ledger.load(path.relative_to(CONTENT).as_posix()))
    return tuple(sorted(found, key=lambda each: (each.day, each.start)))


def _desk(desk: dict[str, Any]) -> list[Sitting]:
    found = [each for plan in desk["安排"] for each in _plan(desk, plan)]
    for stop in desk.get("停办", ()):
        first, last = stop.get("日期") or stop["从"], stop.get("日期") or stop["到"]
        for each in found:
            if first <= each.day <= last and each.start in (stop.get("时间", "")[:5], each.start):
                each.stopped, each.off = True, stop["原因"]
    for move in desk.get("改期", ()):
        (old,) = [each for each in found if each.day == move["原定"]]
        start, _, end = move.get("时间", f"{old.start}-{old.end}").partition("-")
        old.stopped, old.off = False, move["原因"]
        old.moved = (move["改到"], start, move.get("地点", old.place))
        spot = move.get("位置", old.spot if old.moved[2] == old.place else "")
        found.append(Sitting(desk, old.plan, *(old.moved[0], start, end, old.moved[2]), spot, moved_from=old.day))
    for record in desk.get("记录", ()):
        (one,) = [
            each
            for each in found
            if each.on and each.day == record["日期"] and record.get("时间", each.start).startswith(each.start)
        ]
        one.record = record
    return found


def _plan(desk: dict[str, Any], plan: dict[str, Any]) -> list[Sitting]:
    days = _days(plan)
    places, spots = several(plan["地点"]), several(plan.get("位置")) or [""]
    found = []
    for turn, day in enumerate(days):
        first = days[0] if "日期" in plan else date.fromisoformat(plan["从"])
        months = day.year * 12 + day.month - first.year * 12 - first.month
        at = (months if plan.get("轮换") == "每月" else turn) % len(places)
        stops = plan.get("节假日", "照常" if "日期" in plan else "停") == "停"
        holiday, known = _holiday(day) if stops else ("", True)
        for time in several(plan["时间"]):
            start, _, end = time.partition("-")
            found.append(
                Sitting(
                    desk, plan, f"{day}", start, end, places[at], spots[at % len(spots)],
                    off=f"{holiday}放假" if holiday else "", stopped=bool(holiday),
                    known=known,
                )
            )  # fmt: skip
    return found


def _days(plan: dict[str, Any]) -> list[date]:
    if "日期" in plan:
        return sorted(date.fromisoformat(each) for each in several(plan["日期"]))
    span = {"dtstart": date.fromisoformat(plan["从"]), "until": date.fromisoformat(plan["到"])}
    if "每周" in plan:
        return [each.date() for each in rrule(WEEKLY, byweekday=[WEEKDAYS[n] for n in several(plan["每周"])], **span)]
    found = set()
    for each in several(plan["每月"]):
        if each.endswith("日") and each[:-1].isdigit():
            found |= {day.date() for day in rrule(MONTHLY, bymonthday=int(each[:-1]), **span)}
        else:
            nth, _, weekday = each.partition("周")
            found |= {day.date() for day in rrule(MONTHLY, byweekday=WEEKDAYS[weekday](NTH[nth]), **span)}
    return sorted(found)


def _holiday(day: date) -> tuple[str, bool]:
    """Its name, and whether the year is known that far."""
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        name = EVERY_YEAR.get(f"{day:%m-%d}", "")
        return name, bool(name)
    return (str(chinese_calendar.Holiday(name).chinese) if off and name else ""), True


def at(code: str) -> list[Sitting]:
    """Those for a place: at it, in what lies in it, and in what it lies in."""
    above = ledger.spots()[code].codes
    return [each for each in sittings() if each.code in above or code in ledger.spot(each.place).codes]


def ahead(found: list[Sitting]) -> list[Sitting]:
    """The next that are held, three at most."""
    return [each for each in found if each.on and each.day >= f"{TODAY}"][:3]


def cases(sitting: Sitting) -> set[str]:
    """The cases that were written down there; ids."""
    return {
        key
        for key, case in ledger.cases().items()
        if case.get("场次") == f"{sitting.day} {sitting.place}"
        and not ledger.reported(case)
        and ledger.standing(key).face != "撤下"
    }
