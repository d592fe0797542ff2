"""How dates, numbers and texts are said to a reader. Filters of the templates."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from generator import codes, phones
from generator.fold.cases.outcome import Survey
from generator.fold.desk.sessions import Session
from generator.fold.outages import Outage, days
from generator.markdowns import TO_FILL_IN
from generator.records import hours
from generator.records.base import CASE_ID
from generator.records.moment import Moment

_WEEKDAYS = "一二三四五六日"


def day(value: date | Moment) -> Markup:
    """2025年7月17日 as a <time>; a month, a year or 日期不详 as far as it is known."""
    if isinstance(value, date):
        value = Moment(value.year, value.month, value.day)
    if not value.known:
        return Markup("日期不详")
    text = f"{value.year}年"
    text += f"{value.month}月" if value.month else ""
    text += f"{value.day}日" if value.day else ""
    text += f" {hours.said(value.clock)}" if value.clock else ""
    return _time(value.iso, text)


def weekday(value: date) -> Markup:
    """7月17日（周四） as a <time>, for dates close by."""
    text = f"{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）"
    return _time(value.isoformat(), text)


def near(value: date | Moment, today: date) -> Markup:
    """A date without its year, if that is this year, and the time of day left out: 7月17日."""
    if isinstance(value, date):
        value = Moment(value.year, value.month, value.day)
    if not value.known or not value.month:
        return day(value)
    year = "" if value.year == today.year else f"{value.year}年"
    return _time(value.iso[:10], f"{year}{value.month}月" + (f"{value.day}日" if value.day else ""))


def lasting(first: Moment, last: Moment | None, today: date) -> Markup:
    """From when to when, both known to the day: 11月23日（周一） 8:30到17:00. The year is said if it is another."""
    if last is None:
        return _point(first, today) + Markup("起")
    if first.exact == last.exact:
        if first == last:
            return _point(first, today)
        until = Markup("到{}").format(hours.said(last.clock)) if last.clock else Markup("起")
        return _point(first, today) + until
    return Markup("{}到{}").format(_point(first, today), _point(last, today))


def off_times(each: Outage, today: date) -> Markup:
    """When it is off: 11月24日（周二） 9:00到15:00; 11月19日（周四）到11月21日（周六），每天 9:00到11:30."""
    of_days, span = days(each), each.span
    timed = each.daily or (span.first.clock and span.last and span.last.clock and span.first.exact == span.last.exact)
    if not timed:
        return lasting(span.first, span.last, today)
    assert span.last and span.first.clock and span.last.clock
    every = "，每天" if of_days.first != of_days.last else ""
    told = lasting(of_days.first, of_days.last, today)
    return told + Markup('{} <span class="whole">{}</span>').format(
        every, hours.between(span.first.clock, span.last.clock)
    )


def _point(value: Moment, today: date) -> Markup:
    assert value.exact
    year = "" if value.year == today.year else f"{value.year}年"
    weekday = _WEEKDAYS[value.exact.weekday()]
    named = _time(value.iso[:10], f"{year}{value.month}月{value.day}日（周{weekday}）")
    return named + (f" {hours.said(value.clock)}" if value.clock else "")  # a narrow column may break between them


def rests(last: date | None) -> Markup:
    """The end of a page: of which day the last of the records is that it shows. Empty if that is not known."""
    told = Markup('<p class="rests soft">这一页根据{}及以前的记录。</p>\n')
    return told.format(day(last)) if last else Markup("")


def dated(text: str) -> Markup:
    """Text that begins with a day of the records (2026-05-12 棉纺厂家属院), with that day in words."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?= )", text)
    if not found:
        return escape(text)
    year, month, number = (int(part) for part in found.groups())
    return _time(found[0], f"{year}年{month}月{number}日") + text[found.end() :]


def halves(label: str) -> Markup:
    """A short label that may break in its middle and nowhere else: 收集|诉求, 满意度|测评. Two signs stay together."""
    if len(label) <= 2:
        return escape(label)
    middle = (len(label) + 1) // 2
    return Markup("{}<wbr>{}").format(label[:middle], label[middle:])


def _time(machine: str, text: str) -> Markup:
    """Both are made of digits here, never of what staff typed, so nothing is to be escaped."""
    return Markup(f'<time datetime="{machine}">{text}</time>')


def month_day(value: tuple[int, int]) -> str:
    """3月31日."""
    return f"{value[0]}月{value[1]}日"


def brief(value: Moment) -> Markup:
    """A date for a narrow column: 7月17日, which may break in its middle. The year stands elsewhere on the page."""
    if not value.known:
        return halves("日期不详")
    parts = [f"{value.month}月" if value.month else f"{value.year}年", f"{value.day}日" if value.day else ""]
    return Markup('<time datetime="{}">{}</time>').format(value.iso, Markup("<wbr>").join(filter(None, parts)))


def survey(found: Survey) -> str:
    """A 测评 in words, with its rate where enough were asked."""
    rate = "" if found.percent is None else f"（{found.percent}%）"
    return f"问了 {found.asked} 人，{found.satisfied} 人满意{rate}"


def month_name(month: str) -> str:
    """2026年9月 of "2026-09"; 2025年（月份不详） of "2025-00"."""
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月" if int(number) else f"{year}年（月份不详）"


def month_apart(month: str) -> Markup:
    """The same for a narrow column, which may break before the month."""
    year, _, number = month.partition("-")
    return Markup('<span class="nb">{}年</span><wbr><span class="nb">{}月</span>').format(year, int(number))


def month_only(month: str) -> str:
    """9月 of "2026-09" or "09"."""
    return f"{int(month[-2:])}月"


def session_url(session: Session) -> str:
    """Where a session of the desk is told of, from the site's root."""
    return f"desk/{session.day:%Y-%m}/#{session.id}"


def at_day(words: str, gone: int) -> str:
    """Of "before|on|after" a day what is to be said `gone` days after it, # being how many there are between."""
    return words.split("|")[0 if gone < 0 else 2 if gone else 1].replace("#", str(abs(gone)))


def yuan(amount: int) -> str:
    """5,200 元."""
    return f"{amount:,} 元"


def percent(tenths: int) -> str:
    """83.3% of 833."""
    return f"{tenths // 10}.{tenths % 10}%"


def halves_of_days(halves: int) -> str:
    """3.5 of 7."""
    return f"{halves // 2}{'.5' if halves % 2 else ''}"


@dataclass(frozen=True, slots=True)
class Links:
    """How a page leads to the cases that a text names: those that there are, but for the page's own."""

    known: Callable[[str], bool]
    root: str
    own: str = ""

    def to(self, key: str) -> Markup:
        if key == self.own or not self.known(key):
            return escape(key)
        return Markup('<a href="{}cases/{}/">{}</a>').format(self.root, key, key)


_CASE = re.compile(rf"(?<![A-Za-z0-9-])({CASE_ID})(?![A-Za-z0-9-])")


def linked(text: str, links: Links) -> Markup:
    """Plain text in which ids of other cases lead to them, and numbers can be called. Markup stays as it is."""
    if isinstance(text, Markup):
        return text
    between = _CASE.split(text)  # text and id in turn
    return Markup("").join(links.to(part) if at % 2 else called(part) for at, part in enumerate(between))


def called(text: str) -> Markup:
    """Plain text in which telephone numbers can be tapped."""
    return Markup("").join(tapped(part, number) if number else escape(part) for part, number in phones.parts(text))


def tapped(shown: str, number: str, more: str = "") -> Markup:
    """A link that calls `number`. `more`: classes."""
    given = Markup("").join(
        Markup(' {}="{}"').format(*each) for each in phones.link(shown).items() if each[0] != "class"
    )
    link = Markup('<a class="nb said{}" href="tel:{}"{}><span aria-hidden="true">{}</span></a>')
    return link.format(f" {more}" if more else "", number, given, shown)


def paragraphs(text: str, links: Links) -> Markup:
    """Plain text as paragraphs: an empty line parts them, a line break stays one, ids lead to their cases."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(linked(line, links) for line in part.splitlines()))
        for part in parts
    )


def blank(text: str, calls: bool = False) -> Markup:
    """Plain text in which 待社区填写 stands out as something still to be filled in. `calls`: numbers can be tapped."""
    mark = Markup('<span class="blank">{}</span>').format(TO_FILL_IN)
    return mark.join((called if calls else escape)(part) for part in text.split(TO_FILL_IN))


def spelled(address: str) -> Markup:
    """An address as paper shows it, and where its line may break."""
    parts = codes.plain(address).split("/")
    return Markup("/<wbr>").join(Markup("<wbr>.").join(part.split(".")) for part in parts)


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "dated": dated,
    "brief": brief,
    "survey": survey,
    "weekday": weekday,
    "clock": hours.said,
    "hours": lambda each: hours.between(each.start, each.end),
    "near": near,
    "lasting": lasting,
    "off_times": off_times,
    "halves": halves,
    "month_day": month_day,
    "month_name": month_name,
    "month_apart": month_apart,
    "month_only": month_only,
    "session_url": session_url,
    "at_day": at_day,
    "yuan": yuan,
    "percent": percent,
    "half_days": halves_of_days,
    "dial": phones.dial,
    "digits": phones.apart,
    "tapped": tapped,
    "linked": linked,
    "paragraphs": paragraphs,
    "blank": blank,
    "spelled": spelled,
}
