"""Fold the events of one case into its state, rounds, deadlines and who had it.

The table of `generator.fold.cases.table` decides what may follow; here stands only what each event does.
Nothing here depends on today's date: see `generator.fold.cases.standing`.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from generator import workdays
from generator.fold.cases import table
from generator.fold.cases.calls import Call, Calls
from generator.fold.cases.dates import LATEST_RECHECK, backward, undated
from generator.fold.cases.refusal import refusal
from generator.fold.cases.story import Happening, Story
from generator.packed import packed
from generator.problem import Fault
from generator.records.events import (
    Assigned,
    Closing,
    Corrected,
    Escalated,
    Extended,
    Merged,
    Unsolved,
    Visited,
)
from generator.records.moment import Moment
from generator.records.rules import Limit, Limits


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the clock, from 登记 or from being taken up again. `…_missed`: it had passed before it was moved."""

    start: Moment
    answer_due: workdays.Counted | None
    closing_due: workdays.Counted | None
    answered: Moment | None = None
    closed: Moment | None = None
    answer_extended: bool = False
    closing_extended: bool = False
    answer_missed: bool = False
    closing_missed: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long one unit led; `end` is None while it still does. `how`: the event by which it came to the unit."""

    unit: str
    helpers: tuple[str, ...]
    start: Moment
    how: str
    end: Moment | None = None


@packed
@dataclass(frozen=True, slots=True)
class Entry:
    """A happening in its place in the story. `correction` is what put it right later."""

    happening: Happening
    by: str
    round: int
    state: table.State
    correction: Happening | None = None

    @property
    def private(self) -> bool:
        """Whether a 更正 says that what the entry said should never have been public."""
        correction = self.correction.what if self.correction else None
        return isinstance(correction, Corrected) and correction.private


@dataclass(frozen=True, slots=True)
class Recheck:
    """What happens by itself when the day of a 复查 comes: the case is open again, with a new clock."""

    day: date
    entry: Entry
    round: Round


@dataclass(frozen=True, slots=True)
class Folded:
    """All that follows from the records of a case, whatever the date.

    `elsewhere`: what is to be mended in other files, with their paths below content/.
    """

    entries: tuple[Entry, ...]
    state: table.State
    rounds: tuple[Round, ...]
    stretches: tuple[Stretch, ...]
    calls: tuple[Call, ...]
    closing: Closing | None
    recheck: Recheck | None
    faults: tuple[Fault, ...]
    elsewhere: tuple[tuple[str, Fault], ...] = ()


def fold(story: Story, limits: Limits) -> Folded:
    """Fold a story. What the table forbids is a fault, and is left out of the result."""
    walk = _Walk(story, limits)
    for happening in story.happenings:
        walk.take(happening)
    return walk.folded()


@dataclass
class _Walk:
    story: Story
    limits: Limits
    state: table.State | None = None
    entries: list[Entry] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    # In this round: who handed it on, the last one last, and whether that was a 上报.
    senders: list[tuple[str, bool]] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)
    accepted: set[int] = field(default_factory=set)
    closing: Closing | None = None
    closed_by: str = ""
    recheck: date | None = None
    faults: list[Fault] = field(default_factory=list)
    elsewhere: list[tuple[str, Fault]] = field(default_factory=list)

    def take(self, now: Happening) -> None:
        """Let one happening follow, or say why it may not."""
        rechecked = bool(self.recheck and now.day.exact and now.day.exact >= self.recheck)
        if rechecked:
            self._turn_to_recheck()
        row = table.row(self.state, now.kind, now.variant)
        if row is None:
            self._refuse(now, rechecked)
            return
        by = now.by or self._default_actor(now.kind)
        if row.needs and not self._has(row.needs, now, by):
            code, remedy = table.NEEDS[row.needs]
            self._fault(now, "条件不够", code, remedy)
            return
        if self.state is None or row.new_round:
            self._new_round(now.day, now.kind, self._taker(now, by))
        if self.state in table.OPEN:
            self.calls.acted(by, now.kind, now.day)
        self._effect(now, by)
        if row.answers and self.rounds[-1].answered is None:
            self.rounds[-1] = replace(self.rounds[-1], answered=now.day)
        self.state = row.after or self.state
        assert self.state is not None
        # Of what a report tells, only those acted whom it names.
        actor = now.by if self.story.case.frozen else by
        self.entries.append(Entry(now, actor, len(self.rounds), self.state))

    def folded(self) -> Folded:
        """The result, after the last happening."""
        said = list(undated(self.story))
        self.elsewhere += [each for each in said if each[0]]
        self.faults += [*(fault for file, fault in said if not file), *backward(self.story)]
        self._unhappy_visits()
        self._own_limit()
        return Folded(
            tuple(self.entries),
            self.state or "待答复",
            tuple(self.rounds),
            tuple(self.stretches),
            tuple(self.calls.made),
            self.closing,
            self._recheck() if self.recheck else None,
            tuple(self.faults),
            tuple(self.elsewhere),
        )

    # What is wrong

    def _fault(self, now: Happening, code: str, message: str, remedy: str, key: str = "环节") -> None:
        self.faults.append(Fault((*now.path, key), code, message, remedy))

    def _refuse(self, now: Happening, rechecked: bool) -> None:
        if self.state is None and self.faults:
            return  # said once; what follows is wrong for the same reason
        said = refusal(now, self.state, rechecked, self.story.case.id)
        if now.file:
            self.elsewhere.append((now.file, Fault(now.path, "顺序不对", *said)))
        else:
            self._fault(now, "顺序不对", *said)

    def _has(self, need: table.Need, now: Happening, by: str) -> bool:
        if need == "每轮一次":
            return len(self.rounds) not in self.accepted
        if need == "有请未到":
            return self.calls.awaits(by)
        if need == "上报未回":
            return any(reported for _, reported in self.senders)
        if need == "有上一手":
            return bool(self.senders) and by == self.stretches[-1].unit
        if need == "有期限":
            return self.rounds[-1].closing_due is not None
        return by != self.closed_by

    def _unhappy_visits(self) -> None:
        for index, entry in enumerate(self.entries):
            what = entry.happening.what
            if not (isinstance(what, Visited) and what.solved == "否" and entry.state == "已结"):
                continue
            if not what.reason and all(later.state == "已结" for later in self.entries[index:]):
                message = "回访说没有解决，但没有重办，也没有写原因"
                self._fault(entry.happening, "回访未解决", message, "加一条“重办”，或者在这一条写“原因”")

    def _own_limit(self) -> None:
        own, start = self.story.case.limit, self.rounds[0].start.exact if self.rounds else None
        if own and start and own < start:
            self.faults.append(
                Fault(("期限",), "日期先后", "期限比登记的日子还早", "看看“期限”和“登记”的日期哪个写错了")
            )

    # What each event does

    def _default_actor(self, kind: str) -> str:
        """Who acts where nobody is named: the holder for what only the holder can do."""
        if kind in ("退回", "报到", "反馈") and self.stretches:
            return self.stretches[-1].unit
        return self.story.seat

    def _taker(self, now: Happening, by: str) -> str:
        """Who has the matter in a new round. One that did not pass its check goes back to its last holder."""
        return self.stretches[-1].unit if now.kind == "核查" else by

    def _effect(self, now: Happening, by: str) -> None:
        what = now.what
        if now.kind == "受理":
            self.accepted.add(len(self.rounds))
        elif isinstance(what, Assigned):
            self._hand_over(now, what.to[0], what.to[1:])
            self.calls.call(what.to, now.day, len(self.rounds))
        elif isinstance(what, Escalated):
            self._hand_over(now, what.to, ())
        elif now.kind == "反馈":
            self._take_back(now)
        elif now.kind == "退回":
            self.calls.gave_back(by, now.day)
            self._lead(now.day, now.kind, self.senders.pop()[0])
        elif now.kind == "报到":
            self.calls.came(by, now.day)
        elif isinstance(what, Extended):
            self._extend(now, what)
        elif isinstance(what, Closing):
            self._close(now, what, by)
        elif isinstance(what, Corrected):
            self._correct(now, what)
        elif isinstance(what, Merged) or now.kind == "撤下":
            self._rest(now.day)
            self.recheck = None

    def _round(self, start: Moment) -> Round:
        day = start.exact
        if self.story.case.frozen or day is None:
            return Round(start, None, None)
        own = self.story.case.limit if not self.rounds else None
        closing = workdays.Counted(own) if own else _due(day, self.limits.closing)
        answer = min(_due(day, self.limits.answer), closing, key=lambda due: due.day)
        return Round(start, answer, closing)

    def _new_round(self, start: Moment, how: str, leader: str) -> None:
        self.rounds.append(self._round(start))
        self.closing, self.recheck, self.closed_by = None, None, ""
        self.senders.clear()
        self.calls.forget()
        self._lead(start, how, leader)

    def _turn_to_recheck(self) -> None:
        came = self._recheck().entry
        self._new_round(came.happening.day, came.happening.kind, came.by)
        self.state = came.state
        self.entries.append(came)

    def _recheck(self) -> Recheck:
        assert self.recheck is not None
        day = Moment(self.recheck.year, self.recheck.month, self.recheck.day)
        came = Happening("复查", "", day, self.story.seat, None, ())
        entry = Entry(came, self.story.seat, len(self.rounds) + 1, "在办")
        return Recheck(self.recheck, entry, self._round(day))

    def _rest(self, day: Moment) -> None:
        if self.stretches and self.stretches[-1].end is None:
            self.stretches[-1] = replace(self.stretches[-1], end=day)

    def _lead(self, day: Moment, how: str, unit: str, helpers: tuple[str, ...] = ()) -> None:
        self._rest(day)
        self.stretches.append(Stretch(unit, helpers, day, how))

    def _hand_over(self, now: Happening, unit: str, helpers: tuple[str, ...]) -> None:
        self.senders.append((self.stretches[-1].unit, now.kind == "上报"))
        self._lead(now.day, now.kind, unit, helpers)

    def _take_back(self, now: Happening) -> None:
        """The one who made the last open 上报 has the answer, and the matter."""
        reported = False
        while not reported:
            unit, reported = self.senders.pop()
        self._lead(now.day, now.kind, unit)

    def _extend(self, now: Happening, what: Extended) -> None:
        round_, until = self.rounds[-1], workdays.Counted(what.until)
        answer, closing = round_.answer_due, round_.closing_due
        assert answer and closing, "the table asks for a deadline"
        due = closing if round_.answered else answer
        day = now.day.exact or date.min
        if what.until <= day:
            self._fault(now, "日期先后", "延期到的日子不在以后", "写一个以后的日子", "延至")
        elif what.until <= due.day:
            message = f"延期到的日子不比原来的期限（{due.day}）晚"
            self._fault(now, "日期先后", message, "写一个更晚的日子；没有推迟就删掉这一条", "延至")
        else:
            if not round_.answered:
                missed = round_.answer_missed or answer.day < day
                round_ = replace(round_, answer_due=until, answer_extended=True, answer_missed=missed)
            if closing.day < what.until:
                missed = round_.closing_missed or closing.day < day
                round_ = replace(round_, closing_due=until, closing_extended=True, closing_missed=missed)
            self.rounds[-1] = round_

    def _close(self, now: Happening, what: Closing, by: str) -> None:
        self._rest(now.day)
        self.rounds[-1] = replace(self.rounds[-1], closed=now.day)
        self.closing, self.closed_by = what, by
        if not isinstance(what, Unsolved):
            return
        if now.day.exact and what.recheck <= now.day.exact:
            self._fault(now, "日期先后", "复查的日子不在办结之后", "写一个以后的日子", "复查")
        elif now.day.exact and what.recheck > now.day.exact + LATEST_RECHECK:
            self._fault(now, "复查太晚", "复查的日子离办结超过三年了", "最多三年；看看年份写对没有", "复查")
        elif not self.story.case.frozen:
            self.recheck = what.recheck

    def _correct(self, now: Happening, what: Corrected) -> None:
        for index in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[index]
            day = entry.happening.day
            names = (f"{day.iso.replace('T', ' ')} {entry.happening.kind}", f"{day.iso[:10]} {entry.happening.kind}")
            if what.which in names or (not day.known and what.which == f"不详 {entry.happening.kind}"):
                self.entries[index] = replace(entry, correction=now)
                return
        self._fault(now, "更正对不上", "前面没有这一条", "写前面某一条的日期和环节，比如 2025-04-17 登记", "更正哪条")


def _due(start: date, limit: Limit) -> workdays.Counted:
    if limit.working:
        return workdays.after(start, limit.days)
    return workdays.Counted(date.fromordinal(start.toordinal() + limit.days))
