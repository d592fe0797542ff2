"""policies/*.md: what a policy means for a resident; front matter and plain-language Markdown."""

import re
from typing import Annotated, Self

from pydantic import PlainValidator, WithJsonSchema, model_validator

from generator.records.base import Line, Many, Names, Phone, Prose, Record, key, wrong
from generator.records.hours import Aloud
from generator.records.moment import Day
from generator.records.waiver import WAIVERS, Waivers


def _month_day(value: object) -> tuple[int, int]:
    if isinstance(value, tuple):
        return value
    found = re.fullmatch(r"(\d{2})-(\d{2})", value, re.ASCII) if isinstance(value, str) else None
    longest = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not found or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= longest[int(found[1]) - 1]:
        raise wrong("月日", "月和日不合格式", "写成 03-31（2 月最多写 02-28）")
    return int(found[1]), int(found[2])


MonthDay = Annotated[
    tuple[int, int],
    PlainValidator(_month_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"}),
]


class Window(Record):
    """A stretch of days that comes every year."""

    name: Line = key("名称", "这一段叫什么，比如 第一季度认证")
    first: MonthDay = key("从", "每年从几月几日开始，比如 01-01")
    last: MonthDay = key("到", "每年到几月几日为止，比如 03-31")

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.first > self.last:
            raise wrong("时段", "“到”在“从”前面", "跨年的时段分成两段写", at="到")
        return self


class Policy(Record):
    """The front matter of a policy note; its address is the name of its file."""

    title: Line = key("标题", "居民一看就懂的标题，比如 高龄补贴怎么认证")
    gist: Line = key("一句话", "用一句话说清楚")
    audience: Line = key("给谁", "什么人可以办")
    bring: Names = key("带什么", "要带的东西，一样一行")
    where: Line = key("在哪办", "到哪里办；不知道的写“待社区填写”")
    when: Aloud = key("什么时候", "什么时候可以办")
    windows: Many[Window] | None = key("办理时段", "每年固定的时段，首页会提醒", None)
    at_home: Line | None = key("上门", "走不动的人，谁来上门办", None)
    phone: Phone | None = key("电话", "问这件事打哪个电话", None)
    basis: Names | None = key("依据", "依据的文件名和文号，不确定就不写", None)
    categories: Names | None = key("类别", "和哪些类别的事项有关，写 rules.yml 里的名称", None)
    withdrawn: Prose | None = key("撤下", "不再公开的，写上原因；网页留着，只剩这个原因", None)
    waivers: Waivers = WAIVERS
    updated: Day = key("更新", "这份说明是哪一天写的")
