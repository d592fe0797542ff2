"""Who had a case, who was called, and the steps of its workflow, reckoned from the YAML by other means."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import ledger
from ledger import TODAY, several


@dataclass
class Leg:
    """A stretch: `how` is the event that began it."""

    unit: str
    how: str
    start: date
    end: date | None = None

    @property
    def days(self) -> int:
        return ((self.end or TODAY) - self.start).days


def day(event: dict[str, Any]) -> date:
    return date.fromisoformat(str(event["日期"])[:10])


def rounds(key: str) -> list[list[dict[str, Any]]]:
    """The story, cut where a new round begins."""
    found: list[list[dict[str, Any]]] = []
    closed = True
    for event in ledger.standing(key).story:
        again = event["环节"] in ("登记", "重办", "复查") or (closed and event.get("结论") == "未通过")
        if again:
            found.append([])
        found[-1].append(event)
        closed = not again and (closed or event["环节"] == "办结")
    return found


def legs(key: str) -> list[Leg]:
    """The hands that the case went through."""
    found: list[Leg] = []
    for part in rounds(key):
        first = part[0]
        holder = found[-1].unit if first["环节"] == "核查" else first["经办"]
        stack = [holder]
        found.append(Leg(holder, first["环节"], day(first)))
        for event in part[1:]:
            step = event["环节"]
            if step in ("转办", "上报"):
                stack.append(several(event["交给"])[0])
            elif step in ("反馈", "退回"):
                stack.pop()
            if step in ("转办", "上报", "反馈", "退回"):
                found[-1].end = day(event)
                found.append(Leg(stack[-1], step, day(event)))
            elif step in ("办结", "并案", "撤下"):
                found[-1].end = day(event)
                break
    return found


def calls(key: str) -> list[tuple[str, str]]:
    """Each unit that was called, with what the page has to say of its answer."""
    found = []
    parts = rounds(key)
    for part in parts:
        over = part is not parts[-1]
        for at, event in enumerate(part):
            for unit in several(event["交给"]) if event["环节"] == "转办" else ():
                later = [each for each in part[at + 1 :] if each["经办"] == unit]
                found.append((unit, _answer(event, later, over or not ledger.standing(key).open)))
    return found


def _answer(call: dict[str, Any], later: list[dict[str, Any]], over: bool) -> str:
    for step, form in (("报到", ("请后 {} 天到", "当天到")), ("退回", ("{} 天后退回", "当天退回"))):
        event = next((each for each in later if each["环节"] == step), None)
        if event:
            days = (day(event) - day(call)).days
            return form[0].format(days) if days else form[1]
    if later:
        return f"没有写哪天到，{ledger.long(later[0]['日期'])}已经在办"
    if over:
        return "没有写来没来"
    days = (TODAY - day(call)).days
    return f"{days} 天了，还没到" if days else "还没到"


def workflow(key: str) -> list[dict[str, str]]:
    """The steps that the case should go through."""
    rules, case = ledger.load("rules.yml"), ledger.cases()[key]
    usual = next(each.get("流程") for each in rules["类别"] if each["名称"] == case["类别"])
    name = case.get("流程", None if ledger.reported(case) else usual)
    return next((each["步骤"] for each in rules["流程"] if each["名称"] == name), [])


def steps(key: str) -> list[tuple[str, str]]:
    """Each step with the day on which it was taken, or the word for why it was not."""
    case, stands = ledger.cases()[key], ledger.standing(key)
    events = rounds(key)[-1]
    events = events if events[0]["环节"] == "登记" else [stands.story[0], *events]
    taken: dict[str, str] = {}
    for event in events:
        if event.get("公示什么") != "方案" and event.get("结论") != "未通过":
            taken.setdefault(event["环节"], event["日期"])
    skipped = {each["步骤"] for each in case.get("略过", ())}
    flow = workflow(key)
    last = max((at for at, step in enumerate(flow) if step["环节"] in taken), default=-1)
    ended = "" if stands.open or stands.face == "已解决" else "没走到"
    return [
        (
            step["名称"],
            taken.get(step["环节"])
            or ("略过" if step["名称"] in skipped else "未记录" if at < last or ledger.reported(case) else ended),
        )
        for at, step in enumerate(flow)
    ]
