"""What a week's digest says: its parts, and the short text that is passed on in a chat."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.fold.desk.sessions import Session
from generator.records.moment import Moment
from generator.view import View
from generator.view.weekly import Turn, Week

LIMIT = 500
"""Characters of the text, line breaks and all: more than that nobody reads in a chat."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to tell. `url`: its page, relative to the site's root."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """Things of one sort. `heading` says how many there are."""

    heading: str
    lines: tuple[Line, ...]


def closed(view: View, week: Week) -> Part:
    """What was closed in the week and still was at its end."""
    lines = [_line(view, turn, f"：{view.word(turn.face)}") for turn in week.turns if turn.face]
    return Part(f"有了结果 {len(lines)} 件", tuple(lines))


def registered(view: View, week: Week) -> Part:
    """What was written down and is not told as closed."""
    lines = [_line(view, turn) for turn in week.turns if turn.new and not turn.face]
    return Part(f"新记下 {len(lines)} 件", tuple(lines))


def moved(view: View, week: Week) -> Part:
    """What went on otherwise."""
    lines = [_line(view, turn, f"：{view.word(turn.last)}") for turn in week.turns if not turn.new and not turn.face]
    return Part(f"有进展 {len(lines)} 件", tuple(lines))


def held(view: View, week: Week) -> Part:
    """Where the desk was."""
    lines = [
        _told(_session_url(each), f"{_day(each.day)} {each.place.name}{_served(each)}", _day(each.day))
        for each in week.held
    ]
    return Part(f"流动办公桌来过 {len(lines)} 场", tuple(lines))


def coming(view: View, week: Week) -> Part:
    """Where the desk will be: from the end of the week, or from today if it is not over, to the end of the next."""
    first, last = _ahead(view, week)
    lines = [
        _told(
            _session_url(each),
            f"{_day(each.day)}{each.hour}{each.start:%H:%M} {each.place.name}{each.spot}",
            f"{_day(each.day)}{each.hour}{each.start:%H:%M} {each.place.name}",
            f"{_day(each.day)}{each.hour}{each.start:%H:%M}",
        )
        for each in view.desk.between(first, last)
    ]
    return Part(f"接下来流动办公桌来 {len(lines)} 场", tuple(lines))


def announced(view: View, week: Week) -> Part:
    """What is announced for the days that `coming` speaks of."""
    first, last = _ahead(view, week)
    lines = [
        _told(each.url, f"{_moment(each.span.first)}起 {each.title}", f"{_moment(each.span.first)}起的通知")
        for each in view.notices.between(first, last)
    ]
    return Part(f"要留意的通知 {len(lines)} 份", tuple(lines))


PRODUCERS: tuple[Callable[[View, Week], Part], ...] = (closed, registered, moved, held, coming, announced)
"""What a digest speaks of, in order. The text gives each a line in turn, as long as there is room."""


def parts(view: View, week: Week) -> list[Part]:
    """All that the week's page says; what has no lines is left out."""
    return [part for produce in PRODUCERS if (part := produce(view, week)).lines]


def name(week: Week) -> str:
    """2026年第47周."""
    return f"{week.year}年第{week.number}周"


def span(week: Week) -> str:
    """11月16日至11月22日."""
    first, last = week.monday, week.sunday
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def text(view: View, week: Week) -> str:
    """The text to pass on: at most LIMIT characters, whole lines only, and one link, to the week's page."""
    told = parts(view, week)
    head = f"【{view.community.name}】{name(week)}小结（{span(week)}）"
    link = f"{view.site_url}digest/{week.key}/"
    shown = [0] * len(told)
    room = set(range(len(told)))
    while room:
        for at in sorted(room):
            more = [count + (here == at) for here, count in enumerate(shown)]
            if shown[at] < len(told[at].lines) and len(_written(head, told, more, link)) <= LIMIT:
                shown = more
            else:
                room.discard(at)
    return _written(head, told, shown, link)


def _written(head: str, told: Iterable[Part], shown: Iterable[int], link: str) -> str:
    lines, left = [head], 0
    for part, count in zip(told, shown, strict=True):
        lines.append(f"▍{part.heading}")
        lines += [f"· {line.text}" for line in part.lines[:count]]
        left += len(part.lines) - count
    if left:
        lines.append(f"还有 {left} 条，点链接看：")
    return "\n".join([*lines, link]) + "\n"


def _line(view: View, turn: Turn, outcome: str = "") -> Line:
    summary = view.summary(turn.id)
    where = summary.places[0].name
    told = _told(f"cases/{turn.id}/", f"{where} {summary.title}（{turn.id}）", f"{where}（{turn.id}）", turn.id)
    return Line(f"{told.text}{outcome}", told.url)


# A dot between letters or before one (a.cn, 12345.cn), four numbers with dots between; 2.5厘米 is none.
_ADDRESS = re.compile(r"[/@]|\w\.[A-Za-z]|[^\W\d]\.[^\W\d]|\d+(?:\.\d+){3}")


def _told(url: str, *texts: str) -> Line:
    """A line with the first text in which a chat sees no address, else the last: there should be one link only."""
    return Line(next((text for text in texts if not _ADDRESS.search(text)), texts[-1]), url)


def _ahead(view: View, week: Week) -> tuple[date, date]:
    first = week.sunday + timedelta(days=1) if week.over else view.today
    return first, week.sunday + timedelta(days=7)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


def _moment(moment: Moment) -> str:
    return f"{moment.month}月{moment.day}日{moment.clock or ''}"


def _served(session: Session) -> str:
    served = session.held.served if session.held else None
    return f"，来了 {served} 人" if served else ""


def _session_url(session: Session) -> str:
    return f"desk/{session.day:%Y-%m}/#{session.id}"
