"""rules.yml: categories, workflows, time limits, and the words that residents read."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from generator.records.base import Count, Line, Many, Record, key, wrong


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: `days` working days or calendar days."""

    days: int
    working: bool


def _limit(value: object) -> Limit:
    if isinstance(value, Limit):
        return value
    found = re.fullmatch(r"(\d{1,3}) ?(个?工作日|天)", value, re.ASCII) if isinstance(value, str) else None
    if not found or int(found[1]) == 0:
        raise wrong("期限", "期限不合格式", "写成“5个工作日”或者“30天”")
    return Limit(int(found[1]), found[2] != "天")


TimeLimit = Annotated[
    Limit,
    PlainValidator(_limit),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,3} ?(个?工作日|天)$"}),
]


def _some_days(days: int) -> int:
    if days == 0:
        raise wrong("天数", "零天没有新进展，等于每件事都算", "写一个天数，比如 30")
    return days


Days = Annotated[Count, AfterValidator(_some_days), WithJsonSchema({"type": "integer", "minimum": 1})]

StepEvent = Literal["登记", "受理", "转办", "会议", "办理", "公示", "办结", "核查", "回访", "测评"]


class Limits(Record):
    """How long a matter may take, counted from its 登记 (or 重办)."""

    answer: TimeLimit = key("答复", "多久之内要有第一次答复，比如 3个工作日")
    closing: TimeLimit = key("办结", "多久之内要办完，比如 30个工作日")


class Category(Record):
    """A kind of matter."""

    name: Line = key("名称", "类别的名字，比如 供水")
    workflow: Line | None = key("流程", "这类事一般走哪个流程", None)
    limits: Limits | None = key("期限", "这类事的期限；不写就用总的期限", None)


class WorkflowStep(Record):
    """One step of a local method, and the event that it is."""

    name: Line = key("名称", "这一步叫什么，比如 收集诉求")
    event: StepEvent = key("环节", "这一步对应记录里的哪个环节")


class Workflow(Record):
    """A local method (工作法)."""

    name: Line = key("名称", "流程的名字，比如 五步法")
    steps: Many[WorkflowStep] = key("步骤", "从头到尾有哪几步")


class LeastSample(Record):
    """Below these sizes counts stand in place of a rate."""

    rate: Count = key("比率", "少于多少件就不算百分比", 10)
    survey: Count = key("测评", "少于多少人就不算满意率", 5)


class Rules(Record):
    """The file rules.yml."""

    categories: Many[Category] = key("类别", "有哪些类别")
    workflows: Many[Workflow] = key("流程", "有哪些流程")
    limits: Limits = key("期限", "一般的期限")
    least: LeastSample = key("最少样本", "件数、人数太少时不算百分比，只写多少", LeastSample())
    silent: Days = key("久未进展", "多少天没有新进展的事，要单独列出来", 30)
    words: dict[Line, Line] = key("用语", "把网站上的说法换成本地的说法", {})
