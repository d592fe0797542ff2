"""The repo's own records, read and reckoned by other means than the generator's.

Nothing of the generator is used here: PyYAML with every value as text, dates as ISO text, and one
plain walk over each case. What pages say is compared with this.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar
import yaml

CONTENT = Path(__file__).parents[1] / "content"

SEALS = {
    "待答复": "记下了",
    "在办": "正在办",
    "已解决": "办好了",
    "已答复": "已答复",
    "暂不能解决": "暂时没解决",
    "已转出": "已转出",
    "并入": "并到另一件",
    "撤下": "已撤下",
}
OPEN = ("待答复", "在办")


@cache
def load(name: str) -> Any:
    """A YAML file below content/; every value is the text that was typed."""
    return yaml.load((CONTENT / name).read_text("utf-8"), yaml.BaseLoader)


@cache
def cases() -> dict[str, dict[str, Any]]:
    """All cases by id."""
    found = [load(path.relative_to(CONTENT).as_posix()) for path in sorted(CONTENT.glob("cases/**/*.yml"))]
    return {case["编号"]: case for case in sorted(found, key=lambda case: case["编号"])}


@cache
def meetings() -> list[dict[str, Any]]:
    return [load(path.relative_to(CONTENT).as_posix()) for path in sorted(CONTENT.glob("meetings/**/*.yml"))]


@cache
def _notes(pattern: str) -> dict[str, tuple[dict[str, Any], str]]:
    found = {}
    for path in sorted(CONTENT.glob(pattern)):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        found[path.stem] = (yaml.load(front, yaml.BaseLoader), body)
    return found


def policies() -> dict[str, tuple[dict[str, Any], str]]:
    """Front matter and text of all policy notes, by the name of the file."""
    return _notes("policies/*.md")


def policies_shown() -> dict[str, tuple[dict[str, Any], str]]:
    """Those that were not withdrawn."""
    return {slug: note for slug, note in policies().items() if "撤下" not in note[0]}


def notices() -> dict[str, tuple[dict[str, Any], str]]:
    """Front matter and text of all notices, by the name of the file."""
    return _notes("notices/**/*.md")


TODAY = date.fromisoformat(load("portal.yml")["固定日期"])


def several(value: object) -> list[str]:
    """One text or a list of texts, as staff may write both."""
    return [] if value is None else value if isinstance(value, list) else [str(value)]


def reported(case: dict[str, Any]) -> bool:
    return "截至" in case


def short(day: date) -> str:
    """A date close by, as pages say it: 7月17日（周四）."""
    return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


def long(text: str) -> str:
    """A date of the records as pages say it: 2025年7月17日, or as far as it is known."""
    if text == "不详":
        return "日期不详"
    known, _, clock = text.partition(" ")
    clock = clock.removeprefix("0")
    parts = zip(known.split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{unit}" for number, unit in parts) + (f" {clock}" if clock else "")


@dataclass
class Spot:
    """A place: `path` has the names, `codes` the codes, from the root down to it."""

    name: str
    path: list[str]
    codes: list[str]
    level: str
    record: dict[str, Any]

    @property
    def code(self) -> str:
        return self.codes[-1]


@cache
def spots() -> dict[str, Spot]:
    """All places by code."""
    found: dict[str, Spot] = {}

    def walk(records: list[dict[str, Any]], path: list[str], codes: list[str]) -> None:
        for each in records:
            names, here = [*path, each["名称"]], [*codes, each["代码"]]
            found[each["代码"]] = Spot(each["名称"], names, here, each["层级"], each)
            walk(each.get("下级", []), names, here)

    walk(load("places.yml"), [], [])
    return found


def spot(name: str) -> Spot:
    """The place that staff mean by `名称` or `小区/名称`."""
    *above, last = name.split("/")
    (found,) = [each for each in spots().values() if each.name == last and set(above) <= set(each.path)]
    return found


def at(code: str) -> set[str]:
    """The ids of the cases at a place and in what lies in it; withdrawn ones are at none."""
    return {
        key
        for key, case in cases().items()
        if standing(key).face != "撤下" and any(code in spot(name).codes for name in several(case["地点"]))
    }


def seat(case: dict[str, Any]) -> str:
    """The unit that acts where nobody is named: the nearest that has the case's first place."""
    seats = {each["管辖"]: each["简称"] for each in load("units.yml") if "管辖" in each}
    return next(seats[name] for name in reversed(spot(several(case["地点"])[0]).path) if name in seats)


def aloud(typed: str) -> str:
    """Hours as pages say them: 周一至周五 8:30到18:00."""
    if ":" not in typed:
        return typed
    days, _, times = typed.rpartition(" ")
    said = (
        ":".join([f"{int(hour)}", minutes]) for hour, minutes in (each.split(":") for each in re.split("[-–]", times))
    )
    return f"{days} {'到'.join(said)}".strip()


def cards(posts: list[dict[str, Any]]) -> list[list[str]]:
    """What each card of some posts has to say: one for a post, and one more for a mobile beside an office phone."""
    found = []
    for post in posts:
        found.append([*(post[fact] for fact in ("岗位", "管什么", "电话")), aloud(post["时间"])])
        if "手机" in post:
            found.append([f"{post['岗位']}（手机）", post["手机"]])
    return found


def posts(codes: list[str]) -> list[dict[str, Any]]:
    """The posts that answer for a place, its own first; `codes` lead from the root down to it."""
    return [
        post
        for above in reversed(codes)
        for post in load("contacts.yml")
        if any(spot(name).code == above for name in several(post["地点"]))
    ]


@dataclass
class Standing:
    """A case as it stands on the portal's day. `story`: its events and meetings in order."""

    face: str = ""
    story: list[dict[str, Any]] = field(default_factory=list)
    closing: dict[str, Any] = field(default_factory=dict)
    start: date = date.min
    rounds: int = 0
    answered: bool = False
    extended: bool = False
    holder: str = ""
    since: date = date.min
    due_answer: date = date.max
    due_closing: date = date.max

    @property
    def open(self) -> bool:
        return self.face in OPEN

    @property
    def due(self) -> date:
        return self.due_closing if self.answered else self.due_answer

    @property
    def opinions(self) -> list[tuple[str, str]]:
        """What residents say of the result: the last 测评 after it, and the last 回访."""
        closed = max((n for n, event in enumerate(self.story) if event["环节"] == "办结"), default=len(self.story))
        since = self.story[closed:]
        rated = [event for event in since if event["环节"] == "测评"]
        visited = [event for event in since if event["环节"] == "回访"]
        said = [("大家说", surveyed(rated[-1]))] if rated else []
        if visited:
            answers = {"是": "解决了", "部分": "解决了一部分", "否": "没有解决"}
            reason = f"（{visited[-1]['原因']}）" if "原因" in visited[-1] else ""
            said.append(("反映的人说", f"{answers[visited[-1]['解决']]}{reason}"))
        return said

    @property
    def closed(self) -> str:
        """The day of the result; of what was merged, the day of that."""
        return str(self.closing.get("日期", self.story[-1]["日期"]))[:10]

    @property
    def last(self) -> str:
        return str(self.story[-1]["日期"])[:10]


def surveyed(event: dict[str, Any]) -> str:
    """A 测评 in words: a rate only where enough were asked."""
    asked, content = int(event["人数"]), int(event["满意"])
    rate = f"（{100 * content / asked:.0f}%）" if asked >= int(load("rules.yml")["最少样本"]["测评"]) else ""
    return f"问了 {asked} 人，{content} 人满意{rate}"


@cache
def standing(key: str) -> Standing:
    """Walk the events of a case up to the portal's day."""
    case = cases()[key]
    now = Standing()
    senders: list[str] = []
    events = [*case["进展"], *({**each, "环节": "会议"} for each in meetings() if key in each.get("事项", ()))]
    if not reported(case):
        events.sort(key=lambda event: str(event["日期"])[:10])
    for event in events:
        _recheck(now, case, str(event["日期"])[:10])
        _step(now, case, event, senders)
    _recheck(now, case, TODAY.isoformat())
    return now


def _recheck(now: Standing, case: dict[str, Any], day: str) -> None:
    if now.face == "暂不能解决" and now.closing["复查"] <= day and not reported(case):
        _step(now, case, {"日期": now.closing["复查"], "环节": "复查"}, [])


def _step(now: Standing, case: dict[str, Any], event: dict[str, Any], senders: list[str]) -> None:
    step = event["环节"]
    day = None if reported(case) else date.fromisoformat(event["日期"][:10])
    by = event.get("经办") or event.get("召集")
    usual = now.holder if step in ("退回", "报到", "反馈") else seat(case)
    now.story.append({**event, "经办": by or ("" if reported(case) else usual)})
    failed = now.face not in OPEN and event.get("结论") == "未通过"
    if step in ("登记", "重办", "复查") or failed:
        now.face, now.closing, now.answered, now.extended = "待答复" if step == "登记" else "在办", {}, False, False
        now.start, now.rounds = day or now.start, now.rounds + 1
        now.holder, now.since = now.holder if failed else (by or seat(case)), now.start
        if day:
            now.due_answer, now.due_closing = _limits(case, day, first=step == "登记")
        senders.clear()
    elif step in ("转办", "上报", "反馈", "退回"):
        if step in ("转办", "上报"):
            senders.append(now.holder)
        now.holder = several(event["交给"])[0] if step in ("转办", "上报") else senders.pop()
        now.since = day or now.since
    elif step == "延期":
        until = date.fromisoformat(event["延至"])
        now.due_closing = until if now.answered else max(until, now.due_closing)
        now.due_answer, now.extended = until, True
    if step in ("转办", "上报", "受理", "办理", "会议") and now.face in OPEN:
        now.face = "在办"
    if step in ("受理", "办理", "会议", "办结"):
        now.answered = True
    if step == "办结":
        now.face, now.closing = event["结果"], event
    if step in ("并案", "撤下"):
        now.face = {"并案": "并入"}.get(step, step)


def _limits(case: dict[str, Any], start: date, first: bool) -> tuple[date, date]:
    rules = load("rules.yml")
    category = next(each for each in rules["类别"] if each["名称"] == case["类别"])
    limits = category.get("期限", rules["期限"])
    answer, closing = (_after(start, limits[name]) for name in ("答复", "办结"))
    return answer, date.fromisoformat(case["期限"]) if first and "期限" in case else closing


def _after(start: date, limit: str) -> date:
    count = int("".join(each for each in limit if each.isdigit()))
    if limit.endswith("工作日"):
        day = start
        while count:
            day += timedelta(days=1)
            count -= _works(day)
        return day
    return start + timedelta(days=count)


def _works(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # a year that is not announced yet
        return day.weekday() < 5
