"""One desk file unfolded into its sessions, in steps: plan, move, stop, record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from generator.fold.desk import recurrence
from generator.fold.desk.session import Record, Session, Slot
from generator.fold.ground import EARLIEST, Ground
from generator.problem import Fault
from generator.records.desk import LONGEST, Desk, Log, Move, Plan, Stop
from generator.records.hours import Hours

Path = tuple[str | int, ...]


@dataclass
class Series:
    """`came_from`: the path into the record that each session comes from; `logs`: that of its record.

    `whole`: whether every plan could be unfolded; otherwise nobody can say that a day has no session.
    """

    path: str
    desk: Desk
    ground: Ground
    sessions: list[Session] = field(default_factory=list)
    came_from: list[Path] = field(default_factory=list)
    on_day: dict[date, list[int]] = field(default_factory=dict)
    logs: dict[int, Path] = field(default_factory=dict)
    spans: list[tuple[str, tuple[date, date]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True
    _stopped: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._attends(self.desk.attends, ())
        for index, plan in enumerate(self.desk.plans):
            self._plan(plan, ("安排", index))
        for index, move in enumerate(self.desk.moves or ()):
            self._move(move, ("改期", index))
        for index, stop in enumerate(self.desk.stops or ()):
            self._stop(stop, ("停办", index))
        self._at_two_places()
        for index, log in enumerate(self.desk.logs or ()):
            self._log(log, ("记录", index))

    def _attends(self, names: Sequence[str], at: Path) -> None:
        for index, name in enumerate(names):
            self.ground.directory.actor(name, (*at, "参加", index), self.faults)

    def _plan(self, plan: Plan, at: Path) -> None:
        self._attends(plan.attends or (), at)
        self._near(plan, at)
        found = [self.ground.directory.place(name, (*at, "地点", n), self.faults) for n, name in enumerate(plan.places)]
        places = [place for place in found if place]
        if len(places) < len(found):
            self.whole = False
            return
        spots = plan.spots * (len(places) if len(plan.spots) < 2 else 1) or ("",) * len(places)
        placed = list(recurrence.placed(plan, list(zip(places, spots, strict=True))))
        if not placed:
            message = "从“从”到“到”，一场也排不出来"
            self.faults.append(Fault((*at, "到"), "一场也没有", message, "看看日期和周几写对没有"))
            return
        since = plan.first or placed[0][0]
        self.spans += [(place.code, (since, plan.last or placed[-1][0])) for place in places]
        for day, (place, spot) in placed:
            holiday, unknown = recurrence.off(plan, day)
            for span in plan.spans:
                session = Session(
                    id="", desk=self.path, name=self.desk.name, day=day, start=span.start, end=span.end,
                    place=place, spot=spot,
                    tables=plan.tables or self.desk.tables,
                    services=plan.services or self.desk.services,
                    attends=plan.attends or self.desk.attends,
                    since=since, known=not unknown,
                    stopped=bool(holiday), reason=f"{holiday}放假" if holiday else "",
                )  # fmt: skip
                self._add(session, (*at, "时间"))

    def _near(self, plan: Plan, at: Path) -> None:
        """Days of another century are slips of the finger."""
        days: list[tuple[Path, date]] = [((*at, "日期", n), day) for n, day in enumerate(plan.days or ())]
        if plan.first:
            days.append(((*at, "从"), plan.first))
        for where, day in days:
            if not EARLIEST <= day <= self.ground.today + LONGEST:
                remedy = "看看年份是不是写错了；只能写 2000 年以后、两年以内的日子"
                self.faults.append(Fault(where, "日子太远", f"{day} 离现在太远了", remedy))

    def _add(self, session: Session, came_from: Path) -> None:
        self.on_day.setdefault(session.day, []).append(len(self.sessions))
        self.sessions.append(session)
        self.came_from.append(came_from)

    def _stop(self, stop: Stop, at: Path) -> None:
        covered = [day for day in self.on_day if stop.covers(day)]
        found = [n for day in covered for n in self._at(day, stop.span)]
        where = (*at, "日期" if stop.day else "从")
        if not found:
            if covered:
                where = (*at, "时间")
            self._nowhere(covered[0] if covered else stop.day or stop.first, stop.span, where, covered)
            return
        there = [n for n in found if self.sessions[n].moved_to is None]
        if not there:
            gone = self.sessions[found[0]]
            remedy = f"只留一样；改到的那一天也不来，就停办 {gone.moved_to.day if gone.moved_to else ''}"
            self.faults.append(Fault(where, "又停又改", f"{gone.day} 那一场写了停办，又写了改期", remedy))
        elif twice := self._stopped.intersection(there):
            day = min(self.sessions[n].day for n in twice)
            self.faults.append(Fault(where, "写了两次", f"{day} 那一场写了两次停办", "只留一条，或者把日子错开"))
        self._stopped.update(there)
        for n in there:
            self.sessions[n] = replace(self.sessions[n], stopped=True, reason=stop.reason)

    def _move(self, move: Move, at: Path) -> None:
        n = self._one(move.planned, move.planned_span, (*at, "原定"), "原定时间")
        place = self.ground.directory.place(move.place, (*at, "地点"), self.faults) if move.place else None
        if n is None or (move.place and place is None):
            return
        old = self.sessions[n]
        span = move.span or old.span
        there = place or old.place
        spot = move.spot or (old.spot if there == old.place else "")
        new = Slot(move.day, span.start, span.end, there, spot)
        if new == old.slot:
            remedy = "写上新的日子、时间、地点或位置；没有改，就删掉这一条"
            self.faults.append(Fault((*at, "改到"), "改期没改", "改到的和原定的一样", remedy))
            return
        self.sessions[n] = replace(old, stopped=False, moved_to=new, reason=move.reason)
        moved = replace(
            old, day=new.day, start=new.start, end=new.end, place=there, spot=spot,
            known=True, stopped=False, moved_from=old.slot, reason=move.reason,
        )  # fmt: skip
        self._add(moved, (*at, "改到"))

    def _at_two_places(self) -> None:
        """A desk cannot be at two places, nor twice at one, at the same time. Said once for each entry."""
        blamed: set[Path] = set()
        for day, numbers in sorted(self.on_day.items()):
            on = sorted((self.sessions[n].span, self.came_from[n]) for n in numbers if self.sessions[n].on)
            for (one, first), (two, second) in pairwise(on):
                at = max(first, second)
                if one.meets(two) and at not in blamed:
                    blamed.add(at)
                    message = f"{day} 的两场撞在一起了：{one} 和 {two}"
                    remedy = "错开时间，或者停办一场；真有两张桌子，就分成两个文件写"
                    self.faults.append(Fault(at, "撞在一起", message, remedy))

    def _log(self, log: Log, at: Path) -> None:
        if log.day > self.ground.today:
            remedy = "等办过以后再写“记录”"
            self.faults.append(Fault((*at, "日期"), "日期在以后", "这个日子还没有到", remedy))
            return
        n = self._one(log.day, log.span, (*at, "日期"), "时间", held=True)
        if n is None:
            return
        if n in self.logs:
            self.faults.append(Fault((*at, "日期"), "写了两次", "这一场的记录写了两次", "并成一条"))
            return
        self.logs[n] = at
        settled = tuple((each.kind, each.count) for each in log.settled or ())
        record = Record(log.served, settled, log.wishes, log.brought, log.note or "")
        self.sessions[n] = replace(self.sessions[n], held=record)

    def _at(self, day: date, span: Hours | None) -> Iterator[int]:
        for n in self.on_day.get(day, ()):
            if span is None or self.sessions[n].span == span:
                yield n

    def _one(self, day: date, span: Hours | None, at: Path, span_key: str, held: bool = False) -> int | None:
        """The one session that is meant. One that was stopped for a holiday may still be moved, not held."""
        found = list(self._at(day, span))
        there = [n for n in found if self.sessions[n].on]
        if not held:
            planned = [n for n in found if self.sessions[n].moved_to is None and self.sessions[n].moved_from is None]
            there = [n for n in planned if self.sessions[n].on] or planned
            if found and not there:
                remedy = "一场只能改一次期：只留一条，“原定”写最早的日子，“改到”写最后定的"
                self.faults.append(Fault(at, "改了两次", f"{day} 那一场已经改过期了", remedy))
                return None
        if len(there) == 1:
            return there[0]
        if len(there) > 1:
            message = f"{day} 有 {len(there)} 场，不知道是哪一场"
            self.faults.append(Fault(at, "哪一场", message, f"加一行“{span_key}”，写其中一场：{self._times(there)}"))
        elif found:
            what = "停办" if self.sessions[found[0]].stopped else "改期"
            remedy = "真的办了，就改“停办”“改期”或者“节假日”；没有办，就删掉这一条"
            self.faults.append(Fault(at, "没有这一场", f"{day} 那一场{what}了", remedy))
        else:
            self._nowhere(day, span, at)
        return None

    def _nowhere(self, day: date | None, span: Hours | None, at: Path, around: Sequence[date] = ()) -> None:
        """Nothing was to be then: name the nearest that was, or the times of that day (of all days `around` it)."""
        assert day
        if not self.whole:
            return
        if day in self.on_day:
            times = self._times(n for each in around or [day] for n in self.on_day[each])
            remedy = f"{'这几天' if len(around) > 1 else '那一天'}的是：{times}"
            self.faults.append(Fault(at, "没有这一场", f"{day} {span} 没有场次", remedy))
            return
        near = sorted(self.on_day, key=lambda each: (abs(each - day), each))[:3]
        remedy = f"最近的几场是：{'、'.join(map(str, sorted(near)))}" if near else "先把“安排”写对"
        self.faults.append(Fault(at, "没有这一场", f"这张桌子 {day} 没有场次", remedy))

    def _times(self, numbers: Iterable[int]) -> str:
        """The first few times of a day, for a remedy."""
        return "、".join(sorted({str(self.sessions[n].span) for n in numbers})[:4])
