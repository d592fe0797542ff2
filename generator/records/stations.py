"""stations.yml: where residents find somebody: 红色驿站, 服务点, 代办点, with hours and services."""

from typing import Literal, Self

from pydantic import RootModel, model_validator

from generator.records.base import Code, Codes, Line, Many, Names, Phone, Prose, Record, key, wrong
from generator.records.hours import Aloud, Stretches, Weekdays

StationKind = Literal["红色驿站", "服务点", "代办点"]


class Opening(Record):
    """The hours of some days of the week."""

    days: Weekdays = key("星期", "哪几天，比如 [一, 三, 五]；也可以写 工作日、双休日、每天")
    hours: Stretches = key("时间", "几点到几点，比如 08:30-18:00；中午休息的写 [08:30-12:00, 14:00-18:00]")


class Duty(Record):
    """Who is there."""

    who: Line = key("谁", "谁值班，写单位简称、岗位，或者志愿者这样的统称，不写姓名")
    days: Weekdays | None = key("星期", "哪几天在；开门就在的不写", None)


class StationRecord(Record):
    """One station."""

    name: Line = key("名称", "大家怎么叫，比如 桑榆红色驿站")
    code: Code = key("代码", "网址里用的拼音短代码；印出去以后不要改，真要改，旧的写进“曾用代码”")
    former: Codes = key("曾用代码", "以前用过的代码，老网址会转到这里来", ())
    kind: StationKind = key("种类", "红色驿站 服务点 代办点")
    place: Line = key("地点", "在哪个小区或院子，写 places.yml 里的名称")
    spot: Line = key("位置", "怎么找到，比如 南门进来右手第一间")
    opening: Many[Opening] = key("开放", "哪几天、几点到几点开门，一样的日子写一条")
    holidays: Aloud | None = key("节假日", "放假的日子开不开门，一句话", None)
    services: Names = key("服务", "能办什么，一样一行；几个服务点都有的，写成一样的字")
    duty: Many[Duty] | None = key("值班", "谁在那里", None)
    phone: Phone | None = key("电话", "那里公开的电话；没有就不写", None)
    note: Prose | None = key("说明", "还要告诉居民什么", None)
    withdrawn: Prose | None = key("撤下", "这个服务点撤了的，写上原因，别的照旧；网页留着，只剩名称和原因", None)

    @model_validator(mode="after")
    def _one_line_a_day(self) -> Self:
        days = [day for each in self.opening for day in each.days]
        if len(set(days)) < len(days):
            remedy = "一天只写在一条里；分几段开门的，写成 时间: [08:30-12:00, 14:00-18:00]"
            raise wrong("星期重复", "同一个星期几写在两条里", remedy, at="开放")
        return self


class Stations(RootModel[Many[StationRecord]]):
    """The file stations.yml."""
