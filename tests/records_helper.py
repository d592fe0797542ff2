"""Records for tests, written as staff write them: a case in a few lines, read by `generator.read`."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from hypothesis import settings

from generator import intake, read, register, store
from generator.fold.cases import case as fold_case
from generator.fold.cases import standing, story
from generator.fold.cases.case import Folded
from generator.fold.cases.standing import Standing
from generator.fold.meetings import Held
from generator.problem import Fault, Problem
from generator.read import Reading
from generator.readings import Readings
from generator.records.case import Case
from generator.records.meeting import Meeting
from generator.records.rules import Limit, Limits

steady = settings(max_examples=200, deadline=None, derandomize=True)
"""For hypothesis: the same examples every time, however slow the machine."""

SEAT = "桑榆社区"
ID = "SY-2026-001"
LIMITS = Limits.model_validate({"答复": Limit(3, True), "办结": Limit(30, True)})

_TOP = {
    "编号": ID,
    "标题": "水压不足",
    "性质": "诉求",
    "类别": "供水",
    "地点": "[桑榆苑]",
    "来源": "流动办公桌",
    "概述": "早晚水小。",
}


def case_text(*events: str, **top: str) -> str:
    """A case file. An event is one line: `2026-03-02 转办 | 交给: [甲, 乙] | 说明: 请看看`.

    A date of `不详`, `2026-03` or `2026-03-02 09:30` is written the same way. `top` adds or changes
    what stands above the events; an empty text leaves it out.
    """
    keys = {**_TOP, **top}
    lines = [f"{key}: {value}" for key, value in keys.items() if value]
    lines.append("进展:")
    for event in events:
        head, *fields = (part.strip() for part in event.split(" | "))
        day, step = head.rsplit(" ", 1)
        lines += [f"  - 日期: {day}", f"    环节: {step}"]
        lines += [f"    {field}" for field in fields]
    return "\n".join(lines) + "\n"


def read_case(*events: str, **top: str) -> Case:
    """The record of a case that must be well written."""
    key = top.get("编号", ID)
    reading = read.read(f"cases/{key}.yml", case_text(*events, **top).encode())
    assert reading.problems == (), reading.problems
    case: Case = reading.record
    return case


def meeting_text(day: str, host: str = "", case: str = ID) -> str:
    """The file of a meeting about one case."""
    text = f"日期: {day}\n会议: 四方会议\n参加: [居民代表]\n商定: 先量水压。\n事项: [{case}]\n"
    return text + (f"召集: {host}\n" if host else "")


def meeting(day: str, host: str = "") -> Meeting:
    """The record of a meeting about the case."""
    reading = read.read("meetings/m.yml", meeting_text(day, host).encode())
    assert reading.problems == (), reading.problems
    record: Meeting = reading.record
    return record


def fold(*events: str, meetings: Iterable[Meeting] = (), limits: Limits = LIMITS, **top: str) -> Folded:
    """A case folded, with whatever faults that shows."""
    case = read_case(*events, **top)
    held = [Held("meetings/m.yml", each, (), (case.id,)) for each in meetings]
    return fold_case.fold(story.tell(case, SEAT, held), limits)


def folded(*events: str, meetings: Iterable[Meeting] = (), limits: Limits = LIMITS, **top: str) -> Folded:
    """A case folded that must have no faults."""
    result = fold(*events, meetings=meetings, limits=limits, **top)
    assert result.faults == () == result.elsewhere, (result.faults, result.elsewhere)
    return result


def only(result: Folded) -> Fault:
    """The one fault of a case, be it in its own file or in a meeting's."""
    faults = [*result.faults, *(fault for _, fault in result.elsewhere)]
    assert len(faults) == 1, faults
    return faults[0]


def stands(result: Folded, today: str, frozen: bool = False) -> Standing:
    """How a folded case stands on a day."""
    return standing.as_of(result, date.fromisoformat(today), frozen)


def story_of(result: Folded) -> list[str]:
    """The kinds of what happened, in order."""
    return [entry.happening.kind for entry in result.entries]


def problems_of(path: str, text: str) -> tuple[Problem, ...]:
    """What is wrong with one file by itself."""
    return read.read(path, text.encode()).problems


def take_in(content: Path, progress: Callable[[str, int, int], None] = lambda *given: None) -> list[Reading]:
    """What all files below a folder say, in order."""
    files = Readings(store.memory())
    intake.take_in(content, files, progress)
    return [files.get(path) for path in files.paths()]


def check(content: Path, today: date) -> list[Problem]:
    """All that is wrong with the records below a folder, sorted."""
    _, problems = register.build(take_in(content), today, partial(intake.raw, content))
    return sorted(problems)
