"""desks/**/*.yml: one mobile desk (流动办公桌): when and where it comes, who comes along, and what came of it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, PlainValidator, WithJsonSchema, model_validator

from generator.records.base import Count, Line, Many, Names, OneOrMany, Prose, Record, Several, key, typed, wrong
from generator.records.hours import WEEK, OneStretch, Stretches, Weekdays
from generator.records.moment import Day
from generator.records.waiver import WAIVERS, Waivers

Table = Literal["宣传", "调解", "议事", "答复"]
LONGEST = timedelta(days=731)
"""Two years: nobody knows further ahead where the desk will be."""
FARTHEST_MOVE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Monthly:
    """A day of every month: a number (`day`), or the `nth` of a `weekday` (Monday is 0), the last one if -1."""

    day: int = 0
    nth: int = 0
    weekday: int = 0

    def falls_on(self, day: date) -> bool:
        """A month without such a day (31日, 第五个周六) is passed over."""
        if self.day:
            return day.day == self.day
        last = (day + timedelta(days=7)).month != day.month
        return day.weekday() == self.weekday and (last if self.nth < 0 else (day.day + 6) // 7 == self.nth)


_MONTHLY = r"^(\d{1,2}[日号]|(第[一二三四五]|最后一)个周[一二三四五六日])$"


def _monthly(value: object) -> Monthly:
    if isinstance(value, Monthly):
        return value
    text = value if isinstance(value, str) else ""
    number = re.fullmatch(r"(\d{1,2})[日号]", text, re.ASCII)
    if number and 1 <= int(number[1]) <= 31:
        return Monthly(day=int(number[1]))
    found = re.fullmatch(r"(?:第([一二三四五])|最后一)个周([一二三四五六日])", text)
    if not found:
        raise wrong("每月", "每月哪一天不合格式", "写成“5日”“第二个周六”或者“最后一个周五”")
    return Monthly(nth="一二三四五".index(found[1]) + 1 if found[1] else -1, weekday=WEEK.index(found[2]))


MonthlyDay = Annotated[Monthly, PlainValidator(_monthly), WithJsonSchema({"type": "string", "pattern": _MONTHLY})]


def _not_stopped(value: str) -> str:
    # What is most like it would be 停, which is the contrary.
    if value == "不停":
        raise wrong("不认识的词", "“节假日”不能写“不停”", "过节也来，写“照常”")
    return value


Holidays = Annotated[Literal["停", "照常"], typed(_not_stopped)]


class Plan(Record):
    """Days on which the desk comes: each week, each month, or one by one."""

    weekly: Weekdays | None = key("每周", "每周周几来，比如 [一, 三, 五]；也可以写 工作日、双休日、每天", None)
    monthly: Several[MonthlyDay] | None = key("每月", "每月哪几天来，比如 [第二个周六, 5日, 最后一个周五]", None)
    days: Several[Day] | None = key("日期", "只来这几天，一天一天写出来", None)
    spans: Stretches = key("时间", "从几点到几点，一天可以有几段，比如 18:30-20:00")
    first: Day | None = key("从", "每周、每月的，从哪一天起", None)
    last: Day | None = key("到", "每周、每月的，排到哪一天为止，离“从”最多两年", None)
    places: Names = key("地点", "摆在哪里，写 places.yml 里的名称；写几个的，要写“轮换”")
    rotation: Literal["每次", "每月"] | None = key("轮换", "几个地点怎么轮：每次换一个，还是每月换一个", None)
    spots: OneOrMany[Line] = key("位置", "在那里的哪个位置，比如 长廊东头；几个地点不一样的，照地点的顺序写", ())
    holidays: Holidays | None = key("节假日", "法定节假日停不停：不写的，每周、每月的停，写明“日期”的照常", None)
    tables: Several[Table] | None = key("桌子", "这时候摆哪几张桌子；不写就和上面的一样", None)
    services: Names | None = key("服务", "这时候能办什么；不写就和上面的一样", None)
    attends: Names | None = key("参加", "这时候谁来；不写就和上面的一样", None)

    @model_validator(mode="after")
    def _once(self) -> Self:
        if sum(each is not None for each in (self.weekly, self.monthly, self.days)) != 1:
            raise wrong("哪些天", "“每周”“每月”“日期”要写一样，也只写一样", "留一样；别的另起一条")
        return self

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.days is not None:
            at = "从" if self.first else "到"
            if self.first or self.last:
                raise wrong("哪些天", f"写了“日期”，又写了“{at}”", "“从”“到”只给“每周”“每月”用，删掉", at=at)
            return self
        if self.first is None or self.last is None:
            at, other = ("从", "到") if self.first is None else ("到", "从")
            remedy = f"加上“{at}”，离“{other}”最多两年；到时候再往后排"
            raise wrong("没有头尾", f"没有写“{at}”，不知道从哪天排到哪天", remedy)
        if self.last < self.first:
            raise wrong("时段", "“到”在“从”前面", "看看两个日期是不是写反了", at="到")
        if self.last - self.first > LONGEST:
            raise wrong("时段太长", "从“从”到“到”超过两年了", "“到”写在两年之内；到时候再往后排", at="到")
        return self

    @model_validator(mode="after")
    def _rotating(self) -> Self:
        if len(self.places) > 1 and self.rotation is None:
            raise wrong("轮换", "写了几个地点，没有写怎么轮换", "加一行“轮换: 每次”或者“轮换: 每月”", at="地点")
        if len(self.spots) not in (0, 1, len(self.places)):
            message = f"地点有 {len(self.places)} 个，位置有 {len(self.spots)} 个，对不上"
            raise wrong("位置", message, "一个地点写一个位置，顺序一样；都一样的，只写一个", at="位置")
        return self


class Stop(Record):
    """A day, or a stretch of days, on which the desk does not come."""

    day: Day | None = key("日期", "哪一天停办", None)
    span: OneStretch | None = key("时间", "这一天有几场、只停一场时，写那一场的时间", None)
    first: Day | None = key("从", "停办好几天的，从哪一天起", None)
    last: Day | None = key("到", "停办好几天的，到哪一天为止", None)
    reason: Line = key("原因", "为什么停办，一句话")

    @model_validator(mode="after")
    def _when(self) -> Self:
        stretch = (self.first is not None) + (self.last is not None)
        if stretch == 1 or (self.day is None) == (stretch == 0):
            raise wrong("停办日期", "停办是哪一天，没有写清楚", "写“日期”；好几天的，写“从”和“到”")
        if self.first and self.last and self.last < self.first:
            raise wrong("时段", "“到”在“从”前面", "看看两个日期是不是写反了", at="到")
        return self

    def covers(self, day: date) -> bool:
        """Whether it stops what was to be on `day`."""
        return day == self.day or bool(self.first and self.last and self.first <= day <= self.last)


class Move(Record):
    """A session that is held at another time or place than planned."""

    planned: Day = key("原定", "原来是哪一天")
    planned_span: OneStretch | None = key("原定时间", "那一天有几场、只改一场时，写那一场原来的时间", None)
    day: Day = key("改到", "改到哪一天；只换时间、地点或位置的，写同一天")
    span: OneStretch | None = key("时间", "新的时间；不写就和原来一样", None)
    place: Line | None = key("地点", "新的地点；不写就和原来一样", None)
    spot: Line | None = key("位置", "新的位置；地点没换的，不写就和原来一样", None)
    reason: Line = key("原因", "为什么改，一句话")

    @model_validator(mode="after")
    def _near(self) -> Self:
        if abs(self.day - self.planned) > FARTHEST_MOVE:
            raise wrong("改得太远", "“改到”离“原定”超过一年了", "看看年份是不是写错了", at="改到")
        return self


def _plain(kind: str) -> str:
    if re.search("调解|纠纷|信访|矛盾|吵架|打架|上访", kind):
        raise wrong("纠纷不单写", "调解、信访这些事，不按哪天哪里写", "只写到 counts 里，每月一个数")
    return kind


class Settled(Record):
    """Matters of one kind that were settled on the spot; they get no page each."""

    kind: Annotated[Line, AfterValidator(_plain)] = key("事", "哪一种事，比如 高龄补贴认证；调解、信访不写在这里")
    count: Count = key("件数", "当场办了几件")


class Log(Record):
    """What came of one session."""

    day: Day = key("日期", "哪一天办的")
    span: OneStretch | None = key("时间", "这一天有几场时，写是哪一场", None)
    served: Count | None = key("服务人次", "服务了多少人次", None)
    settled: Many[Settled] | None = key("即办", "当场办完的，一种一条", None)
    wishes: Names = key("居民点的", "居民想要下次带来的，一样一条，比如 请律师讲遗嘱", ())
    brought: Names = key("这次带来", "以前居民点的、这次带来了的，和当时写的一样", ())
    note: Prose | None = key("说明", "还有什么要说的，不写姓名、电话、门牌", None)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.served is None and not (self.settled or self.wishes or self.brought or self.note):
            remedy = "至少写一样：服务人次、即办、居民点的、这次带来、说明；没有办，就删掉这一条"
            raise wrong("空记录", "这一场的记录什么也没有写", remedy, at="日期")
        kinds = [each.kind for each in self.settled or ()]
        if len(set(kinds)) < len(kinds):
            raise wrong("写了两次", "同一种“即办”写了两条", "并成一条，件数加在一起", at="即办")
        return self


class Desk(Record):
    """One desk. It is at one place at a time; a second desk is a second file."""

    name: Line = key("名称", "这张桌子叫什么，比如 流动四桌")
    plans: Many[Plan] = key("安排", "哪些天来，一种安排一条")
    tables: Several[Table] = key("桌子", "摆哪几张桌子：宣传 调解 议事 答复", ())
    services: Names = key("服务", "能办什么，一样一条", ())
    attends: Names = key("参加", "谁一起来，写单位简称或岗位，不写姓名", ())
    stops: Many[Stop] | None = key("停办", "哪些天停办", None)
    moves: Many[Move] | None = key("改期", "哪些场次改了日子、时间或地点", None)
    logs: Many[Log] | None = key("记录", "办过以后写：一场一条", None)
    waivers: Waivers = WAIVERS
