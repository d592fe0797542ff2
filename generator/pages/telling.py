"""The story of a case in words: each entry with its title, who acted, and what is to be said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.fold.cases.case import Entry
from generator.fold.cases.pictures import Picture
from generator.pages import say
from generator.records import events
from generator.records.meeting import Meeting
from generator.records.moment import Moment
from generator.view import View


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is printed. `facts`: (label, text). `case` is the id that `facts` speaks of.

    `struck`: what it said is struck through; `hidden`: it is not shown at all.
    `url`: where it has a record of its own.
    """

    kind: str
    title: str
    by: str
    day: Moment
    text: str
    facts: tuple[tuple[str, Any], ...]
    case: str
    next_step: str
    expected: date | None
    struck: bool
    hidden: bool
    pictures: tuple[Picture, ...] = ()
    url: str = ""


def tell(entry: Entry, view: View, pictures: tuple[Picture, ...] = ()) -> Told:
    """Put one entry into words. `pictures`: those that it shows."""
    happening = entry.happening
    what = happening.what
    correction = entry.correction
    struck = correction is not None
    title = view.word(happening.kind)
    if entry.private:
        title = what.kind if isinstance(what, Meeting) else title
        into = what.into if isinstance(what, events.Merged) else ""
        return Told(happening.kind, title, entry.by, happening.day, "", (), into, "", None, False, True)
    if isinstance(what, Meeting):
        met = (("谁参加", "、".join(what.attended)),)
        url = view.meetings.url(what)
        return Told(
            happening.kind, what.kind, entry.by, what.day, what.decided, met, "", "", None, struck, False, url=url
        )
    if what is None:
        text = "说好再看的日子到了，这件事接着办。"
        return Told(happening.kind, title, entry.by, happening.day, text, (), "", "", None, False, False)
    facts = _surveyed(what, view) if isinstance(what, events.Surveyed) else _FACTS.get(type(what), _none)(what)
    if result := getattr(what, "result", None):
        facts = (("结果", view.word(result)), *facts)
    return Told(
        kind=happening.kind,
        title=f"{title} {what.to[0]}" if isinstance(what, events.Assigned) else title,
        by=entry.by,
        day=what.day,
        text=what.note or "",
        facts=facts,
        case=what.into if isinstance(what, events.Merged) else "",
        next_step=what.next_step or "",
        expected=what.expected,
        struck=struck,
        hidden=False,
        pictures=pictures,
    )


Facts = tuple[tuple[str, Any], ...]


def _none(what: Any) -> Facts:
    return ()


def _assigned(what: events.Assigned) -> Facts:
    return (("一起办", "、".join(what.to[1:])),) if what.to[1:] else ()


def _escalated(what: events.Escalated) -> Facts:
    return (("报给", what.to),)


def _because(what: Any) -> Facts:
    return (("原因", what.reason),)


def _extended(what: events.Extended) -> Facts:
    return (("推到", say.day(what.until)), ("原因", what.reason))


def _checked(what: events.Checked) -> Facts:
    return (("结论", what.verdict),)


def _published(what: events.Published) -> Facts:
    shown = ("公示的是", what.what)
    return (shown, ("公示到", say.day(what.until))) if what.until else (shown,)


def _visited(what: events.Visited) -> Facts:
    said = {"是": "解决了", "部分": "解决了一部分", "否": "没有解决"}[what.solved]
    asked = ("反映的人说", said)
    return (asked, ("原因", what.reason)) if what.reason else (asked,)


def _surveyed(what: events.Surveyed, view: View) -> Facts:
    return (("结果", say.survey(view.outcomes.survey(what))),)


def _solved(what: events.Solved) -> Facts:
    facts: list[tuple[str, Any]] = [("办之前", what.before)] if what.before else []
    facts += [("办之后", what.after)] if what.after else []
    facts += [("受益", f"{what.households} 户")] if what.households is not None else []
    facts += [("花费", say.yuan(what.cost))] if what.cost is not None else []
    facts += [("谁出的钱", what.funding)] if what.funding else []
    return tuple(facts)


def _answered(what: events.Answered) -> Facts:
    return (("答复", what.answer),)


def _unsolved(what: events.Unsolved) -> Facts:
    return (
        ("为什么", what.reason),
        ("试过什么", what.tried),
        ("谁能解决", what.who_can),
        ("哪天再看", say.day(what.recheck)),
    )


def _passed_on(what: events.PassedOn) -> Facts:
    return (("转给", what.passed_to),)


def _corrected(what: events.Corrected) -> Facts:
    return (("更正的是", what.which),)


_FACTS: dict[type, Callable[[Any], Facts]] = {
    events.Assigned: _assigned,
    events.Escalated: _escalated,
    events.Returned: _because,
    events.Reopened: _because,
    events.Withdrawn: _because,
    events.Extended: _extended,
    events.Checked: _checked,
    events.Published: _published,
    events.Visited: _visited,
    events.Solved: _solved,
    events.Answered: _answered,
    events.Unsolved: _unsolved,
    events.PassedOn: _passed_on,
    events.Corrected: _corrected,
}
