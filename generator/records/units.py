"""units.yml: who acts on matters: communities, streets, departments, companies."""

from typing import Literal

from pydantic import RootModel

from generator.records.base import Line, Many, Phone, Record, key

UnitLevel = Literal["网格", "社区", "街道", "区", "部门", "企业"]


class UnitRecord(Record):
    """One unit (单位)."""

    name: Line = key("简称", "记录里怎么称呼，比如 供水公司")
    full_name: Line | None = key("全称", "单位的全名", None)
    level: UnitLevel = key("级别", "网格 社区 街道 区 部门 企业")
    seat_of: Line | None = key("管辖", "它是哪个地点的居委会或办事处，写 places.yml 里的名称；部门和企业不写", None)
    phone: Phone | None = key("电话", "对外公开的办公电话", None)
    duty: Line | None = key("职责", "管什么事，一句话", None)


class Units(RootModel[Many[UnitRecord]]):
    """The file units.yml."""
