"""Who had a case (接力): for how long, up and down which levels, who was called and came, who checked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.fold.cases.calls import Call
from generator.fold.cases.case import Folded
from generator.fold.cases.standing import Held, Standing
from generator.records.events import Checked
from generator.records.moment import Moment

Way = Literal["", "上", "下", "回"]
"""Up a level, down again, or given back; empty where it stays on its level."""

_RANK = {"网格": 0, "社区": 1, "街道": 2, "区": 3}
"""The levels that lie above each other; 部门 and 企业 stand beside them."""

_WAYS: dict[str, Way] = {"上报": "上", "反馈": "下", "退回": "回"}


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch. `share`: its length in percent of the longest; 0 where it lasted no day."""

    unit: str
    level: str
    how: str
    way: Way
    start: date
    days: int
    share: int
    current: bool


@dataclass(frozen=True, slots=True)
class Called:
    """A call and its answer. `days`: from the call to the answer, or until today while it is waited for.

    不再等: the matter was closed, or taken up anew, before the unit came.
    """

    unit: str
    called: Moment
    answer: Literal["报到", "退回", "动手", "还没到", "不再等"]
    day: Moment | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Check:
    """A 核查: by whom, when, and what came of it."""

    by: str
    day: Moment
    verdict: str


@dataclass(frozen=True, slots=True)
class Relay:
    """`levels`: whether the matter went up a level, came down again, or was given back."""

    legs: tuple[Leg, ...]
    levels: bool
    calls: tuple[Called, ...]
    checks: tuple[Check, ...]


def relay(folded: Folded, standing: Standing, level: Callable[[str], str], today: date) -> Relay:
    """What the events say of the hands that a case went through. `level`: that of a unit or post."""
    legs = _legs(standing, level)
    checks = tuple(
        Check(entry.by, entry.happening.day, what.verdict)
        for entry in standing.entries
        if isinstance(what := entry.happening.what, Checked) and entry.correction is None
    )
    calls = tuple(_called(call, standing, today) for call in folded.calls)
    return Relay(legs, any(leg.way for leg in legs), calls, checks)


def _legs(standing: Standing, level: Callable[[str], str]) -> tuple[Leg, ...]:
    """The stretches in order; those that are not known to the day have no length, and are left out."""
    known = [(held, held.start, held.days) for held in standing.holders if held.start and held.days is not None]
    longest = max((days for _, _, days in known), default=0)
    legs: list[Leg] = []
    before: Held | None = None
    for held, start, days in known:
        share = max(round(100 * days / longest), 1) if days else 0
        way = _way(held, level(before.unit) if before else "", level(held.unit))
        legs.append(Leg(held.unit, level(held.unit), held.how, way, start, days, share, held.current))
        before = held
    return tuple(legs)


def _way(held: Held, before: str, now: str) -> Way:
    if held.how == "转办" and before in _RANK and now in _RANK and before != now:
        return "上" if _RANK[now] > _RANK[before] else "下"
    return _WAYS.get(held.how, "")


def _called(call: Call, standing: Standing, today: date) -> Called:
    if call.came:
        return Called(call.unit, call.called, "报到", call.came, _days(call.called, call.came.exact))
    if call.returned:
        return Called(call.unit, call.called, "退回", call.returned, _days(call.called, call.returned.exact))
    if call.acted:
        return Called(call.unit, call.called, "动手", call.acted, _days(call.called, call.acted.exact))
    if standing.open and call.round == standing.round:
        return Called(call.unit, call.called, "还没到", None, _days(call.called, today))
    return Called(call.unit, call.called, "不再等", None, None)


def _days(since: Moment, until: date | None) -> int | None:
    return (until - since.exact).days if since.exact and until else None
