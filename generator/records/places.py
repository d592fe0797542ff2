"""places.yml: the tree of places, from the city down to the building."""

from typing import Annotated, Literal

from pydantic import AfterValidator, RootModel, WithJsonSchema

from generator.records.base import Code, Codes, Count, Line, Many, Record, key, wrong

Level = Literal[
    "市", "区", "县", "旗", "街道", "镇", "乡", "苏木",
    "社区", "村", "小区", "院", "巷", "片区", "楼栋",
]  # fmt: skip

RANK: dict[Level, int] = {
    "市": 1,
    "区": 2, "县": 2, "旗": 2,
    "街道": 3, "镇": 3, "乡": 3, "苏木": 3,
    "社区": 4, "村": 4,
    "小区": 5, "院": 5, "巷": 5, "片区": 5,
    "楼栋": 6,
}  # fmt: skip
"""A place lies in one of a lower rank; ranks may be left out."""


def _often(times: int) -> int:
    if times < 1:
        raise wrong("数字", "每月至少一次", "没有说好几次的，删掉这一行")
    return times


class PlaceRecord(Record):
    """One place and what lies in it."""

    name: Line = key("名称", "大家平时怎么叫，记录里就怎么写，比如 桑榆苑")
    level: Level = key("层级", "市 区 县 旗 街道 镇 乡 苏木 社区 村 小区 院 巷 片区 楼栋")
    code: Code = key("代码", "网址里用的拼音短代码；二维码印出去以后不要改，比如 sangyu")
    former: Codes = key("曾用代码", "以前用过的代码，老网址会转到这里来", ())
    households: Count | None = key("户数", "有多少户", None)
    monthly: Annotated[Count, AfterValidator(_often), WithJsonSchema({"type": "integer", "minimum": 1})] | None = key(
        "每月场次", "社区承诺流动办公桌每月至少来几次", None
    )
    within: "Many[PlaceRecord] | None" = key("下级", "这里面的小区、院、巷", None)


class Places(RootModel[Many[PlaceRecord]]):
    """The file places.yml."""
