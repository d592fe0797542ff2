"""contacts.yml: the contact card (连心卡). Posts, never people's names."""

from typing import Self

from pydantic import RootModel, model_validator

from generator.records.base import Flag, Line, Many, Names, Phone, Record, key, wrong
from generator.records.hours import Aloud
from generator.records.units import UnitLevel


class ContactRecord(Record):
    """One post (岗位) that residents can call."""

    post: Line = key("岗位", "岗位名称，不写姓名，比如 桑榆苑网格员")
    level: UnitLevel = key("级别", "网格 社区 街道 区 部门 企业")
    unit: Line | None = key("单位", "属于哪个单位，写 units.yml 里的简称", None)
    places: Names = key("地点", "负责哪些地点，写 places.yml 里的名称")
    matters: Line = key("管什么", "什么事找这个岗位，一句话")
    phone: Phone | None = key("电话", "公开的办公电话", None)
    mobile: Phone | None = key("手机", "岗位用的手机，要有本人同意", None)
    consent: Flag = key("本人同意公开", "手机号本人同不同意公开，写“是”或“否”", False)
    hours: Aloud | None = key("时间", "什么时候有人接，比如 周一至周五 8:30–18:00", None)

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.mobile and not self.consent:
            remedy = "本人同意后加一行“本人同意公开: 是”；不同意就删掉手机"
            raise wrong("手机未同意", "写了手机，但没有写本人同意公开", remedy, at="手机")
        if not self.phone and not self.mobile:
            raise wrong("没有电话", "这个岗位一个电话也没有", "写上“电话”，可以写社区办公室的")
        return self


class Contacts(RootModel[Many[ContactRecord]]):
    """The file contacts.yml."""
