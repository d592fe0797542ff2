"""meetings/*.yml: one meeting (居民议事会, 四方会议, 民情恳谈会), which may serve several cases, or none yet."""

from typing import Self

from pydantic import model_validator

from generator.records.base import CaseIds, Line, Names, Prose, Record, key, wrong
from generator.records.moment import When
from generator.records.waiver import WAIVERS, Waivers


class Meeting(Record):
    """A meeting; the register puts it into the story of each of its cases."""

    day: When = key("日期", "哪一天开的")
    kind: Line = key("会议", "什么会，比如 四方会议")
    host: Line | None = key("召集", "谁召集的，写单位简称；不写就是所在的社区", None)
    attended: Names = key("参加", "哪些单位和岗位参加；居民代表、楼栋长这样的写统称，不写姓名")
    decided: Prose = key("商定", "商量定了什么")
    waivers: Waivers = WAIVERS
    places: Names = key("地点", "说的是哪里的事，写 places.yml 里的名称；写了“事项”的可以不写", ())
    cases: CaseIds = key("事项", "商量的是哪些事项，写编号；还没有立成事项的不写，写“地点”", ())

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if not self.day.known:
            remedy = "写上日期；只知道月份写 2025-04，只知道年份写 2025"
            raise wrong("缺日期", "不知道日期的会议放不进事情的经过里", remedy, at="日期")
        return self

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.places and not self.cases:
            remedy = "加一行“事项: [编号]”；还没有立成事项的，加一行“地点: [桑榆苑]”"
            raise wrong("缺地点", "“事项”和“地点”一样也没有写", remedy)
        return self
