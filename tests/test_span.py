"""From when to when something lasts: not begun, on, or over, on each day around its ends."""

from datetime import date

import pytest

from generator.fold.span import Span
from generator.pages import say
from generator.records.moment import Moment

TODAY = date(2026, 11, 20)


def span(first: str, last: str = "") -> Span:
    return Span(Moment.parse(first), Moment.parse(last) if last else None)


@pytest.mark.parametrize(
    ("first", "last", "phase", "word"),
    [
        ("2026-11-21", "2026-11-22", "还没开始", "还没开始"),
        ("2026-11-21 00:00", "2026-11-22", "还没开始", "还没开始"),
        ("2026-11-20", "2026-11-22", "正在进行", "正在进行"),
        ("2026-11-20", "2026-11-20", "正在进行", "正在进行"),
        ("2026-11-01", "2026-11-20", "正在进行", "正在进行"),
        ("2026-11-01", "2026-11-19", "已经结束", "已经结束"),
        ("2026-11-01", "2026-11-19 23:59", "已经结束", "已经结束"),
        ("2026-11-01", "", "正在进行", "正在进行"),
        ("2026-11-21", "", "还没开始", "还没开始"),
        # What a day cannot know is said with the time.
        ("2026-11-20 14:00", "2026-11-22", "正在进行", "今天 14:00 起"),
        ("2026-11-19 14:00", "2026-11-20 16:00", "正在进行", "今天 16:00 止"),
        ("2026-11-20 14:00", "2026-11-20 16:00", "正在进行", "今天 14:00到16:00"),
        ("2026-11-20 14:00", "", "正在进行", "今天 14:00 起"),
        ("2026-11-19 14:00", "2026-11-21 16:00", "正在进行", "正在进行"),
    ],
)
def test_each_side_of_both_ends(first: str, last: str, phase: str, word: str) -> None:
    found = span(first, last)
    assert (found.phase(TODAY), found.word(TODAY)) == (phase, word)


def test_scripts_compare_minutes() -> None:
    assert (span("2026-11-20", "2026-11-22").since, span("2026-11-20", "2026-11-22").until) == (
        "2026-11-20T00:00",
        "2026-11-22T23:59",
    )
    timed = span("2026-11-20 08:30", "2026-11-20 17:00")
    assert (timed.since, timed.until) == ("2026-11-20T08:30", "2026-11-20T17:00")
    assert span("2026-11-20").until > "2999"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-23 08:30", "2026-11-23 17:00", "11月23日（周一） 8:30到17:00"),
        ("2026-11-23", "2026-11-23", "11月23日（周一）"),
        ("2026-11-23", "2026-11-23 17:00", "11月23日（周一）到17:00"),
        ("2026-11-23 08:30", "2026-11-23", "11月23日（周一） 8:30起"),
        ("2026-11-23", "2026-11-25", "11月23日（周一）到11月25日（周三）"),
        ("2026-12-31 09:00", "2027-01-01", "12月31日（周四） 9:00到2027年1月1日（周五）"),
        ("2025-11-23", "", "2025年11月23日（周日）起"),
    ],
)
def test_it_is_said_in_words(first: str, last: str, said: str) -> None:
    found = span(first, last)
    assert say.lasting(found.first, found.last, TODAY).striptags() == said
