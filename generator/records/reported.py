"""reported.yml: figures taken over from reports, with their source. Nothing here is ever reckoned with."""

import re
from decimal import Decimal
from typing import Annotated, Self

from pydantic import PlainValidator, RootModel, WithJsonSchema, model_validator

from generator.records import numbers
from generator.records.base import Flag, Line, Many, Prose, Record, key, within, wrong
from generator.records.moment import When


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        within(value)
    if not isinstance(value, str) or not re.fullmatch(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,3})?", value, re.ASCII):
        raise wrong("数字", "这里要写一个数", "只写阿拉伯数字，比如 4000 或者 99.5")
    return Decimal(value)


Number = Annotated[Decimal, PlainValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})]


_ROUGHLY = "[余多约近几数超上]|左右|不少于|不低于|不足|至少"


class ReportedRecord(Record):
    """One figure as a report puts it."""

    name: Line = key("名称", "这个数是什么，比如 服务居民")
    wording: Line = key("说法", "报道里怎么写这个数，照抄，比如 4000余人次")
    number: Number = key("数", "只写数，比如 4000")
    unit: Line = key("单位", "数的单位，比如 人次、件、%")
    about: Flag = key("约", "报道里写了“余、多、约、近”的写“是”", False)
    whose: Line = key("谁的", "报道说这是谁的数：places.yml 里的地点，或者单位、队伍的名称")
    as_of: When = key("截至", "到哪一天为止；报道没写就写“不详”")
    origin: Line = key("出处", "哪份报道")
    note: Prose | None = key("说明", "报道里没说清的，比如从哪天算起、算的是谁", None)

    @model_validator(mode="after")
    def _as_reported(self) -> Self:
        if self.number not in numbers.within(self.wording):
            remedy = "“说法”照抄报道里写数的那几个字，“数”写同一个数"
            raise wrong("数对不上", "“数”和“说法”里的数不一样", remedy, at="数")
        if self.unit in ("%", "％") and self.number > 100:
            raise wrong("百分比", "百分之多少，不会超过 100", "看看数和单位写对没有", at="数")
        return self

    @model_validator(mode="after")
    def _honest(self) -> Self:
        if not self.about and re.search("[余多约近几]", self.wording):
            raise wrong("约数", "报道写的是个大概的数", "加一行“约: 是”", at="说法")
        if self.about and not re.search(_ROUGHLY, self.wording):
            raise wrong(
                "约数", "“说法”里是一个准数", "删掉“约”这一行；报道里写了“余、多、约、近”的，“说法”照抄", at="约"
            )
        return self


class ReportedFile(RootModel[Many[ReportedRecord]]):
    """The file reported.yml."""
