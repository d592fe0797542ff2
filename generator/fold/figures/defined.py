"""The figures that are computed from matters, each with what it says in plain words and what it counts.

A mark is one matter (or one run of its clock, one visit, one survey) in the denominator of a figure, in
the month that the figure puts it into. Matters known from reports (截至), withdrawn ones (撤下) and those
merged into another (并入; the other one counts) are in none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from generator.fold.cases.case import Folded, Round
from generator.fold.cases.standing import Standing
from generator.fold.places import Place
from generator.records.case import Case
from generator.records.counts import CountKind
from generator.records.events import Surveyed, Visited
from generator.records.moment import Moment

Kind = Literal["count", "rate", "median"]
Least = Literal["", "比率", "测评"]


class Matter(Protocol):
    """A case with what was derived from it."""

    @property
    def record(self) -> Case: ...
    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def folded(self) -> Folded: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def silent(self) -> bool: ...


Counted = tuple[Moment | date, int, int]
"""(a day in the month that it belongs to, its part of the numerator or its days, its part of the denominator)"""


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure. `key` is its address; `month` says which month something belongs to.

    One without `marks` is not made of matters. `stock`: it says how many there are now, so no year has one.
    """

    key: str
    name: str
    kind: Kind
    unit: str
    says: str
    numerator: str
    denominator: str
    month: str
    marks: Callable[[Matter, date], Iterator[Counted]] | None
    least: Least = ""
    rest: str = ""
    stock: bool = False


def counts_in(matter: Matter) -> bool:
    """Whether a matter is in any figure at all."""
    return not matter.record.frozen and matter.standing.face not in ("并入", "撤下") and bool(matter.folded.rounds)


def month_of(day: Moment | date) -> str:
    """2026-09; a meeting may be known to the year only: "2025-00"."""
    return f"{day.year or 0:04}-{day.month or 0:02}"


def rounds(matter: Matter) -> tuple[Round, ...]:
    """The runs of the clock up to today: one that a 复查 has opened by itself is the last."""
    recheck = matter.folded.recheck
    came = matter.standing.round > len(matter.folded.rounds)
    return (*matter.folded.rounds, recheck.round) if recheck and came else matter.folded.rounds


def _closed_on(matter: Matter) -> Moment | None:
    return None if matter.standing.open else rounds(matter)[-1].closed


def _received(matter: Matter, today: date) -> Iterator[Counted]:
    yield rounds(matter)[0].start, 1, 1


def _open(matter: Matter, today: date) -> Iterator[Counted]:
    if matter.standing.open:
        yield rounds(matter)[0].start, 1, 1


def _silent(matter: Matter, today: date) -> Iterator[Counted]:
    if matter.silent:
        yield from _received(matter, today)


def _closed(matter: Matter, today: date) -> Iterator[Counted]:
    if closed := _closed_on(matter):
        yield closed, 1, 1


def _response(matter: Matter, today: date) -> Iterator[Counted]:
    for each in rounds(matter):
        if each.answer_due and each.answer_due.day < today:
            yield each.answer_due.day, int(each.answered is not None), 1


def _answered_on_time(matter: Matter, today: date) -> Iterator[Counted]:
    for each in rounds(matter):
        if each.answer_due and each.answer_due.day < today:
            yield each.answer_due.day, _kept(each.answered, each.answer_due.day, each.answer_missed), 1


def _closed_on_time(matter: Matter, today: date) -> Iterator[Counted]:
    for each in rounds(matter):
        if each.closing_due and each.closing_due.day < today:
            yield each.closing_due.day, _kept(each.closed, each.closing_due.day, each.closing_missed), 1


def _kept(done: Moment | None, due: date, missed: bool) -> int:
    return int(done is not None and done.latest <= due and not missed)


def _solved(matter: Matter, today: date) -> Iterator[Counted]:
    closed = _closed_on(matter)
    if closed and matter.record.nature != "咨询":
        yield closed, int(matter.standing.face == "已解决"), 1


def _visits(matter: Matter, today: date) -> Iterator[Counted]:
    for entry in matter.standing.entries:
        what = entry.happening.what
        if isinstance(what, Visited) and entry.state == "已结" and not entry.correction:
            yield what.day, int(what.solved == "是"), 1


def _surveys(matter: Matter, today: date) -> Iterator[Counted]:
    for entry in matter.standing.entries:
        what = entry.happening.what
        if isinstance(what, Surveyed) and not entry.correction:
            yield what.day, what.satisfied, what.asked


def _days_to_answer(matter: Matter, today: date) -> Iterator[Counted]:
    first = rounds(matter)[0]
    if first.answered:
        yield first.answered, _days(first.start, first.answered), 1


def _days_to_closing(matter: Matter, today: date) -> Iterator[Counted]:
    if closed := _closed_on(matter):
        yield closed, _days(rounds(matter)[0].start, closed), 1


def _days(start: Moment, end: Moment) -> int:
    return (end.earliest - start.earliest).days


_ROUND = "重办的、复查日子到了的，重新计时，再算一次。"
_MOVED = "推迟过的，按推迟以后的期限算；过了期限才推迟的，算没有按时。"

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "received", "收到", "count", "件",
        "居民反映、社区巡查发现，记下来的事有多少件。一件事算一次，重办也不再算。",
        "记下来的事", "", "记下来的那个月", _received,
    ),
    Definition(
        "open", "正在办", "count", "件",
        "到今天还没有结果的事有多少件。重办的事又回到这里。",
        "还没有结果的事", "", "记下来的那个月", _open, stock=True,
    ),
    Definition(
        "silent", "久没有新进展", "count", "件",
        "到今天还没有结果，又好久没有一条新进展的事有多少件。多久算久，社区自己定，一般是 30 天。",
        "还没有结果、好久没有新进展的事", "", "记下来的那个月", _silent, stock=True,
    ),
    Definition(
        "closed", "有了结果", "count", "件",
        "有了结果的事有多少件：办好了、答复了、暂时没解决、转出去了，都算。后来又重办的，等再有结果才算。",
        "有了结果的事", "", "最后一次有结果的那个月", _closed,
    ),
    Definition(
        "response", "答复了多少（响应率）", "rate", "次",
        f"该答复的，有多少已经答复了（晚答复的也算答复了）。只算答复期限已经过了的。{_ROUND}",
        "已经答复的", "答复期限已经过了的", "答复期限所在的那个月", _response, "比率", "还没有答复的",
    ),
    Definition(
        "answered-on-time", "按时答复了多少", "rate", "次",
        f"该答复的，有多少在期限以内答复了。期限还没到的，不算进来。{_ROUND}{_MOVED}",
        "在期限以内答复的", "答复期限已经过了的", "答复期限所在的那个月", _answered_on_time, "比率", "没有按时答复的",
    ),
    Definition(
        "closed-on-time", "按时办完了多少", "rate", "次",
        f"该办完的，有多少在期限以内有了结果。期限还没到的，不算进来。{_ROUND}{_MOVED}",
        "在期限以内办完的", "办完的期限已经过了的", "办完的期限所在的那个月", _closed_on_time, "比率", "没有按时办完的",
    ),
    Definition(
        "solved", "办好了多少（解决率）", "rate", "件",
        "有了结果的事，有多少真的办好了。“暂时没解决”“只答复了”“转给别的单位”的，都算没有解决；来问一句话的（咨询），"
        "答复了就完了，不算进来。后来又重办的，等再有结果才算。",
        "办好了的", "有了结果的，不算咨询", "最后一次有结果的那个月", _solved, "比率", "没有解决的",
    ),
    Definition(
        "visits", "满意率（回头问反映的人）", "rate", "次",
        "办完以后，回头问反映的人：解决了没有？说“解决了”的占多少。说“解决了一部分”和“没有解决”的，都不算满意。"
        "问一次算一次；后来又重办的，从前问的还算。和大家打分的满意率不能加在一起：一个是问一个人，一个是问一个小区。",
        "说“解决了”的", "办完以后问的，记录写错、更正过的不算", "问的那个月", _visits, "比率",
        "说“解决了一部分”或“没有解决”的",
    ),
    Definition(
        "surveys", "满意率（大家打分）", "rate", "人",
        "办完以后请大家打分，问到的人里有多少满意。和回头问的满意率不能加在一起：一个是问一个小区，一个是问一个人。",
        "满意的人", "打分时问到的人，记录写错、更正过的不算", "打分的那个月", _surveys, "测评", "没有人满意的",
    ),
    Definition(
        "days-to-answer", "几天有答复", "median", "天",
        "从记下来到第一次答复，中间隔几天：把每件事的天数从少到多排好，取正中间的那个。重办的事只看第一次。",
        "已经有第一次答复的事", "", "第一次答复的那个月", _days_to_answer,
    ),
    Definition(
        "days-to-closing", "几天有结果", "median", "天",
        "从记下来到最后一次有结果，中间隔几天：把每件事的天数从少到多排好，取正中间的那个。重办的事从头算起，"
        "等了多久就是多久。",
        "有了结果的事", "", "最后一次有结果的那个月", _days_to_closing,
    ),
    Definition(
        "meetings", "开会商量", "count", "次",
        "为居民的事开了多少次会。一次会商量几件事，也算一次。没有编号、只为一个地方开的会也算。只为报道里的事、撤下的事开的会，不算。",
        "开过的会", "", "开会的那个月", None,
    ),
    Definition(
        "sessions", "流动办公桌", "count", "场",
        "流动办公桌摆了多少场。只算办过以后写了记录的；停办的、还没有办的不算。",
        "办过、写了记录的场次", "", "摆桌子的那个月", None,
    ),
    Definition(
        "served", "服务人次", "count", "人次",
        "流动办公桌服务了多少人次。一个人来两次，算两人次。没有写人数的场次，不算。",
        "每一场写的服务人次，加在一起", "", "摆桌子的那个月", None,
    ),
    Definition(
        "on-the-spot", "办公桌上当场办完", "count", "件",
        "流动办公桌上当场就办完的事有多少件，比如高龄补贴认证。每一场只记件数，不记是谁办的，也不另立一件事。",
        "每一场写的当场办完的件数，加在一起", "", "摆桌子的那个月", None,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountDefinition:
    """A figure that is made of counts without text (counts/*.yml). `kind` is the word of the records."""

    key: str
    kind: CountKind
    name: str
    says: str


COUNTED: tuple[CountDefinition, ...] = (
    CountDefinition(
        "instant", "即办", "当场办完（不在办公桌上的）",
        "在社区大厅、上门、电话里当场就办完的事，每月只报一个数。流动办公桌上当场办完的，记在那一场里，这里不再算。",
    ),
    CountDefinition(
        "mediation", "调解", "调解",
        "调解的矛盾纠纷，每月只报一个数。谁和谁、为什么事，不记也不公开。“办成”是调成了的。",
    ),
    CountDefinition(
        "petitions", "信访代办", "信访代办",
        "替居民代办的信访，每月只报一个数。谁的、为什么事，不记也不公开。“办成”是有了结果、答复了本人的。",
    ),
    CountDefinition(
        "errands", "帮办代办", "帮办代办",
        "替居民跑腿代办的手续，每月只报一个数。“办成”是办下来了的。",
    ),
)  # fmt: skip
