"""The figures of the repo's own records, reckoned by other means than the generator's.

As in `ledger`, nothing of the generator is used: one walk over the story of each case gives the runs of
its clock, and each figure is a list of what is in it.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import desks
import ledger
from ledger import CONTENT, OPEN, TODAY, cases, load, several, spot, standing

NEVER = date.max


@dataclass
class Run:
    """One run of the clock of a case."""

    start: date
    answer_by: date
    close_by: date
    answered: date = NEVER
    closed: date = NEVER
    answer_passed: bool = False
    close_passed: bool = False


@dataclass(frozen=True)
class Entry:
    """What one thing adds to a figure: a case's id, the month, numerator (or days), denominator."""

    name: str
    month: str
    part: int
    whole: int = 1


@cache
def counted() -> tuple[str, ...]:
    """The ids of the cases that are in figures."""
    return tuple(
        key for key, case in cases().items() if "截至" not in case and standing(key).face not in ("撤下", "并入")
    )


@cache
def runs(key: str) -> list[Run]:
    """The runs of a case's clock, from its story up to the portal's day."""
    case, found = cases()[key], []
    done = False
    for event in standing(key).story:
        step, day = event["环节"], date.fromisoformat(event["日期"][:10])
        if step in ("登记", "重办", "复查") or (done and event.get("结论") == "未通过"):
            found.append(Run(day, *ledger._limits(case, day, first=step == "登记")))
            found[-1].answer_by = min(found[-1].answer_by, found[-1].close_by)
            done = False
        now = found[-1]
        if step == "延期":
            until = date.fromisoformat(event["延至"])
            if now.answered == NEVER:
                now.answer_passed |= now.answer_by < day
                now.answer_by = until
            if until > now.close_by:
                now.close_passed |= now.close_by < day
                now.close_by = until
        if not done and step in ("受理", "办理", "会议", "办结"):
            now.answered = min(now.answered, day)
        if step == "办结":
            now.closed, done = day, True
    return found


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _received(key: str) -> list[Entry]:
    return [Entry(key, _month(runs(key)[0].start), 1)]


def _open(key: str) -> list[Entry]:
    return _received(key) if standing(key).face in OPEN else []


def _silent(key: str) -> list[Entry]:
    long = int(ledger.load("rules.yml").get("久未进展", 30))
    return _open(key) if (TODAY - date.fromisoformat(standing(key).last)).days >= long else []


def _closed(key: str) -> list[Entry]:
    return [] if standing(key).face in OPEN else [Entry(key, _month(runs(key)[-1].closed), 1)]


def _response(key: str) -> list[Entry]:
    return [Entry(key, _month(r.answer_by), r.answered < NEVER) for r in runs(key) if r.answer_by < TODAY]


def _answered_on_time(key: str) -> list[Entry]:
    return [
        Entry(key, _month(r.answer_by), r.answered <= r.answer_by and not r.answer_passed)
        for r in runs(key)
        if r.answer_by < TODAY
    ]


def _closed_on_time(key: str) -> list[Entry]:
    return [
        Entry(key, _month(r.close_by), r.closed <= r.close_by and not r.close_passed)
        for r in runs(key)
        if r.close_by < TODAY
    ]


def _solved(key: str) -> list[Entry]:
    asked = cases()[key]["性质"] == "咨询"
    return [] if asked else [Entry(key, each.month, standing(key).face == "已解决") for each in _closed(key)]


def _said(key: str, step: str) -> list[dict[str, Any]]:
    """The events of a kind after a closing, but for those that were corrected."""
    wrong = {event["更正哪条"] for event in standing(key).story if event["环节"] == "更正"}
    found, done = [], False
    for event in standing(key).story:
        done = event["环节"] == "办结" or (done and event["环节"] not in ("重办", "复查"))
        if event["环节"] == step and done and f"{event['日期']} {step}" not in wrong:
            found.append(event)
    return found


def _visits(key: str) -> list[Entry]:
    return [Entry(key, event["日期"][:7], event["解决"] == "是") for event in _said(key, "回访")]


def _surveys(key: str) -> list[Entry]:
    return [Entry(key, event["日期"][:7], int(event["满意"]), int(event["人数"])) for event in _said(key, "测评")]


def _days_to_answer(key: str) -> list[Entry]:
    first = runs(key)[0]
    return [] if first.answered == NEVER else [Entry(key, _month(first.answered), (first.answered - first.start).days)]


def _days_to_closing(key: str) -> list[Entry]:
    start = runs(key)[0].start
    return [Entry(key, each.month, (runs(key)[-1].closed - start).days) for each in _closed(key)]


FIGURES: dict[str, tuple[str, str, Callable[[str], list[Entry]]]] = {
    "received": ("count", "件", _received),
    "open": ("count", "件", _open),
    "silent": ("count", "件", _silent),
    "closed": ("count", "件", _closed),
    "response": ("rate", "次", _response),
    "answered-on-time": ("rate", "次", _answered_on_time),
    "closed-on-time": ("rate", "次", _closed_on_time),
    "solved": ("rate", "件", _solved),
    "visits": ("rate", "次", _visits),
    "surveys": ("rate", "人", _surveys),
    "days-to-answer": ("median", "天", _days_to_answer),
    "days-to-closing": ("median", "天", _days_to_closing),
}
"""By address: what it is, its unit, and what is in it of one case."""


GATHERED = {"meetings": "次", "sessions": "场", "served": "人次", "on-the-spot": "件"}
"""By address: the units of the figures that are not made of cases."""


@cache
def gathered(figure: str) -> tuple[tuple[Entry, frozenset[str]], ...]:
    """What is in such a figure, each with the codes of all places that it counts for."""
    if figure == "meetings":
        return tuple(_meetings())
    held = [(each, each.record) for each in desks.sittings() if each.record is not None]
    numbers = {
        "sessions": lambda record: 1,
        "served": lambda record: int(record.get("服务人次", 0)),
        "on-the-spot": lambda record: sum(int(each["件数"]) for each in record.get("即办", [])),
    }
    return tuple(
        (Entry(f"{each.day} {each.place}", each.day[:7], number), frozenset(spot(each.place).codes))
        for each, record in held
        if (number := numbers[figure](record))
    )


def _meetings() -> list[tuple[Entry, frozenset[str]]]:
    found = []
    for each in ledger.meetings():
        named = [key for key in each.get("事项", []) if not ledger.reported(cases()[key])]
        about = [key for key in named if standing(key).face != "撤下"]
        if about or "事项" not in each:
            places = [*several(each.get("地点")), *(name for key in about for name in several(cases()[key]["地点"]))]
            codes = frozenset(code for name in places for code in spot(name).codes)
            found.append((Entry(each["会议"], each["日期"][:7], 1), codes))
    return found


@cache
def entries(figure: str) -> tuple[Entry, ...]:
    if figure in GATHERED:
        return tuple(entry for entry, _ in gathered(figure))
    return tuple(entry for key in counted() for entry in FIGURES[figure][2](key))


def text(figure: str, found: list[Entry]) -> str:
    """A figure as pages say it."""
    kind, unit = ("count", GATHERED[figure]) if figure in GATHERED else FIGURES[figure][:2]
    part, whole = sum(each.part for each in found), sum(each.whole for each in found)
    if kind == "count":
        return f"{part} {unit}"
    if not whole:
        return "还没有"
    if kind == "median":
        middle = Decimal(str(statistics.median(each.part for each in found))).normalize()
        return f"{middle:f} 天 共 {whole} 件"
    least = load("rules.yml").get("最少样本", {})
    if whole < int(least.get("测评", 5) if figure == "surveys" else least.get("比率", 10)):
        return f"{whole} {unit}里有 {part} {unit}"
    share = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share}% {whole} {unit}里有 {part} {unit}"


def at(figure: str, code: str) -> list[Entry]:
    """What is in a figure at a place and in what lies in it."""
    if figure in GATHERED:
        return [entry for entry, codes in gathered(figure) if code in codes]
    here = {key for key in counted() if any(code in spot(name).codes for name in several(cases()[key]["地点"]))}
    return [each for each in entries(figure) if each.name in here]


def of(figure: str, name: str, value: str) -> list[Entry]:
    """What is in a figure of the cases whose `name` (类别, 来源) is `value`."""
    return [each for each in entries(figure) if cases()[each.name].get(name) == value]


@cache
def counts() -> dict[tuple[str, str], dict[tuple[str, str], tuple[int, int]]]:
    """Counts without text: (kind, year) → (month, community) → (how many, how many settled)."""
    found: dict[tuple[str, str], dict[tuple[str, str], tuple[int, int]]] = {}
    for path in sorted(CONTENT.glob("counts/**/*.yml")):
        for record in load(path.relative_to(CONTENT).as_posix()):
            for each in record["数"]:
                table = found.setdefault((each["种类"], record["月份"][:4]), {})
                cell = (record["月份"], spot(record["社区"]).code)
                assert cell not in table
                table[cell] = (int(each["件数"]), int(each["办成"]))
    return found
