"""Dates of one case that cannot be: not known to the day where a clock runs, or before what they follow."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.fold.cases.story import Happening, Story
from generator.problem import Fault
from generator.records.events import Event, Published

LATEST_RECHECK = timedelta(days=3 * 365 + 1)
"""Three years: what is put off for longer is given up, and that should be said."""


def undated(story: Story) -> Iterator[tuple[str, Fault]]:
    """A case with a clock needs days: what has none is a fault, in the file of a meeting or (no file) of the case."""
    message = "这件事还在计时，日期要写到哪一天"
    old = "写到哪一天；只知道大概时间的旧事，给整件事写上“截至”和“出处”"
    for each in story.happenings:
        if story.case.frozen or not each.path or each.day.exact:
            continue
        if each.file:
            remedy = "写到哪一天；想不起来的，从“事项”里去掉还在计时的事，写“地点”"
            yield each.file, Fault(("日期",), "日期不全", message, remedy)
        else:
            yield "", Fault((*each.path, "日期"), "日期不全", message, old)


def backward(story: Story) -> list[Fault]:
    """What an event announces cannot lie before the event itself."""
    faults: list[Fault] = []
    for each in story.happenings:
        what = each.what
        if isinstance(what, Event):
            remedy = "看看“预计”和“日期”哪个写错了；没有日子就不写“预计”"
            faults += _before(each, "预计", what.expected, "预计的日子比这一条的日期还早", remedy)
        if isinstance(what, Published):
            remedy = "看看“公示至”和“日期”哪个写错了"
            faults += _before(each, "公示至", what.until, "公示还没开始就到期了", remedy)
    return faults


def _before(now: Happening, key: str, day: date | None, message: str, remedy: str) -> list[Fault]:
    if day is None or not now.day.known or day >= now.day.earliest:
        return []
    return [Fault((*now.path, key), "日期先后", message, remedy)]
