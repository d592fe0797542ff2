"""What a week's digest says: its parts, and the short text that is passed on in a chat."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from generator.fold.cases.turns import Turn
from generator.fold.desk.sessions import Session
from generator.fold.outages import Outage
from generator.pages import say
from generator.records.hours import said
from generator.view import View
from generator.view.values import Announced
from generator.view.weekly import Week

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


_MOVES = {
    "转办": "交给该管的单位了",
    "报到": "办的人到场了",
    "会议": "大家坐下来商量过",
    "延期": "办完的日子往后推了",
    "核查": "有人去看过办得怎样",
    "办理": "接着在办",
    "公示": "贴出来给大家看了",
    "回访": "回头问过反映的人",
    "后续": "后来又有新情况",
    "复查": "又拿出来办",
    "更正": "前面写错的改过来了",
}
"""What happened, where the word over an entry of a story says too little by itself. Nothing that staff typed is told:
an entry may be struck or hidden later, and the text of a past week is in people's chats by then."""


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
    moves = [turn for turn in week.turns if not turn.new and not turn.face]
    lines = [_line(view, turn, f"：{_MOVES.get(turn.last) or view.word(turn.last)}") for turn in moves]
    return Part(f"有进展 {len(lines)} 件", tuple(lines))


def held(view: View, week: Week) -> Part:
    """Where the desk was."""
    lines = [
        _told(say.session_url(each), f"{_day(each.day)} {each.place.name}{_served(each)}", _day(each.day))
        for each in week.held
    ]
    return Part(f"流动办公桌来过 {len(lines)} 场", tuple(lines))


def coming(view: View, week: Week) -> Part:
    """Where the desk will be: from the end of the week, or from today if it is not over, to the end of the next."""
    first, last = _ahead(view, week)
    lines = [
        _told(
            say.session_url(each),
            f"{_day(each.day)}{each.hour}{said(each.start)} {each.place.name}{each.spot}",
            f"{_day(each.day)}{each.hour}{said(each.start)} {each.place.name}",
            f"{_day(each.day)}{each.hour}{said(each.start)}",
        )
        for each in view.desk.between(first, last)
    ]
    return Part(f"接下来流动办公桌来 {len(lines)} 场", tuple(lines))


def announced(view: View, week: Week) -> Part:
    """What is announced for the days that `coming` speaks of."""
    first, last = _ahead(view, week)
    lines = []
    for each in view.notices.between(first, last):
        off = next((outage for outage in each.outages if outage.within(first, last)), None)
        told = _lasting(each, first, week.sunday)
        if off:
            more = sum(outage.within(first, last) for outage in each.outages) - 1
            told = _off(off, each.title, week.sunday) + (f"，另有 {more} 次" if more else "")
        whole = f"{each.title}：{told}" if told else each.title
        lines.append(_told(each.url, whole, f"一份通知：{told}" if told else "一份通知"))
    return Part(f"要留意的通知 {len(lines)} 份", tuple(lines))


PRODUCERS: tuple[Callable[[View, Week], Part], ...] = (closed, registered, moved, held)
"""What a digest speaks of, in order. The text gives each a line in turn, as long as there is room."""

AHEAD: tuple[Callable[[View, Week], Part], ...] = (coming, announced)
"""What it says of the days after it: of this week and of the last. Later it would change with every change of plan."""


def parts(view: View, week: Week) -> list[Part]:
    """All that the week's page says; what has no lines is left out."""
    lately = week.sunday >= view.today - timedelta(days=7)
    producers = [*PRODUCERS, *(AHEAD if lately else ())]
    return [part for produce in producers if (part := produce(view, week)).lines]


def name(week: Week) -> str:
    """2026年第47周."""
    return f"{week.year}年第{week.number}周"


def span(week: Week) -> str:
    """11月16日至11月22日."""
    first, last = week.monday, week.sunday
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def text(view: View, week: Week, told: Sequence[Part]) -> str:
    """The text to pass on: at most LIMIT characters, whole lines of the parts, and one link, to the week's page."""
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
    if len(lines) == 1:
        lines.append("这一周没有要说的事。")
    if left:
        lines.append(f"还有 {left} 条，点链接看：")
    return "\n".join([*lines, link]) + "\n"


def _line(view: View, turn: Turn, outcome: str = "") -> Line:
    case = view.heading(turn.id)
    where = case.places[0].name
    told = _told(f"cases/{turn.id}/", f"{where} {case.title}（{turn.id}）", f"{where}（{turn.id}）", turn.id)
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


def _off(outage: Outage, title: str, sunday: date) -> str:
    """停电 11月24日（周二）9:00到15:00; what is off and which day are left out where the title says them."""
    times = _unsaid(_tight(say.off_times(outage, sunday)), title)
    return times if all(word in title for word in outage.what) else f"{'、'.join(outage.what)} {times}"


def _lasting(each: Announced, first: date, sunday: date) -> str:
    """From when to when; of what had begun by then, until when."""
    assert each.span.last
    if each.span.first.earliest < first:
        until = _tight(say.lasting(each.span.last, each.span.last, sunday))
        return f"到{until}为止" if _unsaid(until, each.title) == until else ""
    return _unsaid(_tight(say.lasting(each.span.first, each.span.last, sunday)), each.title)


def _tight(told: Markup) -> str:
    """As plain text, without the spaces after a day: a chat has little room."""
    return told.striptags().replace("） ", "）")


def _unsaid(times: str, title: str) -> str:
    """Without the day that it begins with, if the title says that."""
    found = re.match(r"(?:\d+年)?(\d+月\d+日)（周.）", times)
    repeated = found and re.search(rf"(?<!\d){found[1]}", title)
    return times[found.end() :] if found and repeated else times


def _served(session: Session) -> str:
    served = session.held.served if session.held else None
    return f"，来了 {served} 人" if served else ""
