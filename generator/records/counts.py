"""counts/**/*.yml: how many matters of a kind a community dealt with in a month. Numbers only, no text of a matter.

Disputes, petitions and family matters exist only here: git does not forget.
"""

from typing import Literal, Self

from pydantic import RootModel, model_validator

from generator.records.base import Count, Line, Many, Record, key, wrong
from generator.records.moment import Month

CountKind = Literal["即办", "调解", "信访代办", "帮办代办"]


class CountOfKind(Record):
    """One kind of matter in that month."""

    kind: CountKind = key("种类", "即办 调解 信访代办 帮办代办")
    cases: Count = key("件数", "一共多少件；一件也没有就写 0")
    settled: Count = key("办成", "其中办成、调成多少件")

    @model_validator(mode="after")
    def _fewer(self) -> Self:
        if self.settled > self.cases:
            raise wrong("办成", "办成的比件数还多", "核对件数和办成", at="办成")
        return self


class CountsOfMonth(Record):
    """What one community counted in one month."""

    month: Month = key("月份", "哪一个月，比如 2026-09")
    community: Line = key("社区", "哪个社区（村），写 places.yml 里的名称")
    kinds: Many[CountOfKind] = key("数", "一种事一条，只写数")


class CountsFile(RootModel[Many[CountsOfMonth]]):
    """One file of counts."""
