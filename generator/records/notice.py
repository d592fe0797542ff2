"""notices/*.md: what is announced: works, water or power off, 公示, activities; front matter and Markdown."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal, Self

from pydantic import model_validator

from generator.records.base import CaseIds, Line, Many, Names, Prose, Record, key, wrong
from generator.records.hours import OneStretch
from generator.records.moment import Day, Moment, Point
from generator.records.waiver import WAIVERS, Waivers

Sort = Literal["施工", "停水停电", "公示", "活动", "通知"]
Supply = Literal["水", "电", "暖气", "燃气", "电梯", "网络"]

LONGEST = timedelta(days=731)
"""Two years: what lasts longer is no notice."""
_BACKWARDS = ("日期先后", "“到”在“从”前面", "看看两个日期是不是写反了")


def _backwards(first: Moment, last: Moment) -> bool:
    """Whether something ends before it begins, or as it begins. Without a time, it lasts all day."""
    return last.before(first) or (first.clock is not None and first == last)


class Off(Record):
    """Something that is off for a while."""

    what: Supply = key("停什么", "水 电 暖气 燃气 电梯 网络")
    first: Point = key("从", "从什么时候起，比如 2026-11-23 08:30")
    last: Point = key("到", "到什么时候")
    daily: OneStretch | None = key("每天", "每天只停几个钟头的，写 08:30-17:00；“从”和“到”只写日子", None)

    @property
    def ends(self) -> tuple[Moment, Moment]:
        """When it is off for the first time, and when for the last time it comes back."""
        if self.daily is None:
            return self.first, self.last
        return replace(self.first, clock=self.daily.start), replace(self.last, clock=self.daily.end)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if _backwards(self.first, self.last):
            raise wrong(*_BACKWARDS, at="到")
        if self.daily and (self.first.clock or self.last.clock):
            raise wrong("钟点", "写了“每天”，“从”和“到”又写了钟点", "钟点只写在“每天”里", at="每天")
        return self


class Notice(Record):
    """The front matter of a notice; its address is the name of its file."""

    title: Line = key("标题", "一看就懂的标题，比如 11月23日白天停水，换水泵")
    sort: Sort = key("种类", "施工 停水停电 公示 活动 通知")
    first: Point = key("从", "从哪天起，比如 2026-11-23；要写钟点就写 2026-11-23 08:30")
    last: Point | None = key("到", "到哪天为止；只有种类是“通知”的可以不写，一直有效", None)
    places: Names = key("地点", "影响哪里，写 places.yml 里的名称")
    off: Many[Off] | None = key("停", "停水、停电这些，一样一条", None)
    quiet: Prose | None = key("降噪", "怎样少吵大家，比如 中午12点到2点半不动工", None)
    contact: Line | None = key("找谁", "有事问谁，写单位简称或岗位，网页上就有它的电话；不写就是总机", None)
    cases: CaseIds = key("事项", "和哪些事项有关，写编号", ())
    withdrawn: Prose | None = key("撤下", "不再公开的，写上原因；网页留着，只剩这个原因", None)
    waivers: Waivers = WAIVERS
    updated: Day = key("更新", "这份通知是哪一天写的，改过就写改的那天")

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.last is None and self.sort != "通知":
            raise wrong("缺少", "没有写“到”", f"{self.sort}要写到哪一天为止，加一行“到: …”", at="从")
        if self.last and _backwards(self.first, self.last):
            raise wrong(*_BACKWARDS, at="到")
        if self.last and self.last.earliest - self.first.earliest > LONGEST:
            remedy = "看看年份写对没有；真的这么长，“到”先写在两年之内"
            raise wrong("时段太长", "从“从”到“到”超过两年了", remedy, at="到")
        return self

    @model_validator(mode="after")
    def _off_within(self) -> Self:
        if len(set(self.off or ())) < len(self.off or ()):
            raise wrong("写了两次", "同样的停水停电写了两次", "只留一条", at="停")
        for each in self.off or ():
            first, last = each.ends
            if first.before(self.first) or (self.last and self.last.before(last)):
                remedy = "看看“停”里的日子，或者把通知的“从”和“到”写宽一些"
                raise wrong("日期先后", "停的时间不在这份通知的“从”和“到”里面", remedy, at="停")
        return self
