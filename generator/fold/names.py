"""Do the words of one record name things that other records know?"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.fold.desk.sessions import Session, Sessions
from generator.fold.directory import Directory
from generator.fold.places import Place
from generator.problem import REMINDER, Fault, did_you_mean, shown
from generator.records.case import Case
from generator.records.events import Assigned, Escalated, Merged, PassedOn, Registered
from generator.records.hours import clock
from generator.records.moment import Moment
from generator.records.policy import Policy
from generator.records.rules import Category, Rules, Workflow

Named = TypeVar("Named", Category, Workflow)


@dataclass(frozen=True, slots=True)
class Known:
    """What a case may name: by the directory, the rules, and the keys of other records."""

    directory: Directory
    rules: Rules
    policies: Set[str]
    cases: Set[str]
    sessions: Sessions
    today: date


@dataclass(frozen=True, slots=True)
class Found:
    """What the words of a case stand for. `session`: that of its 场次, if there is one."""

    places: tuple[Place, ...]
    category: Category | None
    workflow: Workflow | None
    session: Session | None


def check_case(case: Case, known: Known) -> tuple[Found, list[Fault]]:
    """Look up every name in a case."""
    faults: list[Fault] = []
    found = tuple(
        place
        for index, name in enumerate(case.places)
        if (place := known.directory.place(name, ("地点", index), faults))
    )
    category = _one(case.category, known.rules.categories, ("类别",), "类别", faults)
    workflow = None
    # What a report tells need not have gone the way that is usual here.
    usual = category.workflow if category and not case.frozen else None
    name = case.workflow or usual
    if name:
        workflow = _one(name, known.rules.workflows, ("流程",), "流程", faults)
    for index, slug in enumerate(case.policies):
        if slug not in known.policies:
            remedy = did_you_mean(slug, known.policies, "写 policies 里的文件名，不带 .md")
            message = f"没有叫“{shown(slug)}”的政策"
            faults.append(Fault(("政策", index), "不认识的政策", message, remedy))
    session = _session(case, known, faults)
    faults += _check_events(case, known)
    return Found(found, category, workflow, session), faults


def _check_events(case: Case, known: Known) -> list[Fault]:
    faults: list[Fault] = []
    actor = known.directory.actor
    for index, event in enumerate(case.events):
        path = ("进展", index)
        if event.by:
            actor(event.by, (*path, "经办"), faults)
        if isinstance(event, Assigned):
            for number, name in enumerate(event.to):
                actor(name, (*path, "交给", number), faults)
        elif isinstance(event, Escalated):
            actor(event.to, (*path, "交给"), faults)
        elif isinstance(event, PassedOn):
            actor(event.passed_to, (*path, "转给"), faults)
        elif isinstance(event, Merged) and (event.into not in known.cases or event.into == case.id):
            remedy = did_you_mean(event.into, known.cases - {case.id}, "写另一件事的编号", alike=0.9)
            message = f"没有“{event.into}”这件事，或者就是它自己"
            faults.append(Fault((*path, "并入"), "不认识的编号", message, remedy))
    return faults


def _session(case: Case, known: Known, faults: list[Fault]) -> Session | None:
    """The session that a case came from. One that is in no plan reminds only: the plan may be what is wrong."""
    if case.session is None:
        return None
    if case.source not in (None, "流动办公桌"):
        remedy = "从流动办公桌来的，“来源”写流动办公桌；不是，就删掉“场次”"
        message = f"写了“场次”，“来源”写的是{case.source}"
        faults.append(Fault(("场次",), "来源对不上", message, remedy, REMINDER))
    form = re.fullmatch(r"(\S+) (?:(\d{1,2}[:：]\d{2}) )?(.+)", case.session, re.ASCII)
    try:
        day = Moment.parse(form[1]).exact if form else None
        start = clock(form[2].replace("：", ":")) if form and form[2] else ""
    except ValueError:
        day, start = None, ""
    if not form or not day:
        remedy = "写成“日期 地点”，比如 2025-04-17 桑榆苑；一天有几场的，写“日期 时间 地点”"
        faults.append(Fault(("场次",), "场次", "场次不合格式", remedy))
        return None
    tree, place = known.directory.tree, known.directory.place(form[3], ("场次",), faults)
    if not case.frozen and (fault := _too_late(case, day, known.today)):
        faults.append(fault)
        return None
    session = known.sessions.at(tree, place, day, start) if place else None
    if place and session is None and not case.frozen and known.sessions.cover(tree, place, day):
        remedy = "看看“场次”的日期、地点，或者 desks 里的安排和停办"
        faults.append(Fault(("场次",), "场次对不上", "那一天在那里没有流动办公桌", remedy, REMINDER))
    return session


def _too_late(case: Case, day: date, today: date) -> Fault | None:
    """What is wrong with the day of a session at which nobody can have told this case."""
    if day > today:
        return Fault(("场次",), "日期在以后", "这一场还没有到", "看看日期是不是写错了；写这件事是在哪一场说的")
    if any(day > event.day.latest for event in case.events if isinstance(event, Registered)):
        return Fault(("场次",), "日期先后", "这一场在“登记”的后面", "在哪一场说的，登记就在那天或者以后；看看两个日期")
    return None


def check_policy(policy: Policy, rules: Rules) -> list[Fault]:
    """Look up the categories of a policy note."""
    faults: list[Fault] = []
    for index, name in enumerate(policy.categories or ()):
        _one(name, rules.categories, ("类别", index), "类别", faults)
    return faults


def check_rules(rules: Rules, words: Mapping[str, str]) -> list[Fault]:
    """Names that rules.yml uses within itself, and names given twice."""
    faults: list[Fault] = []
    named = {
        "类别": [each.name for each in rules.categories],
        "流程": [each.name for each in rules.workflows],
    }
    for label, names in named.items():
        for index, name in enumerate(names):
            if name in names[:index]:
                message = f"{label}“{shown(name)}”写了两次"
                faults.append(Fault((label, index, "名称"), "名字重复", message, "只留一个"))
    for index, category in enumerate(rules.categories):
        if category.workflow:
            _one(category.workflow, rules.workflows, ("类别", index, "流程"), "流程", faults)
    for word in rules.words:
        if word not in words:
            remedy = did_you_mean(word, words, "看看《填写说明》里的用语表")
            faults.append(Fault(("用语", word), "不认识的用语", f"没有“{shown(word)}”这个词", remedy))
    return faults


def _one(
    name: str, group: Iterable[Named], path: tuple[str | int, ...], label: str, faults: list[Fault]
) -> Named | None:
    by_name = {each.name: each for each in group}
    if name not in by_name:
        remedy = did_you_mean(name, by_name, f"先在 rules.yml 的“{label}”里加上它")
        faults.append(Fault(path, f"不认识的{label}", f"没有叫“{shown(name)}”的{label}", remedy))
    return by_name.get(name)
