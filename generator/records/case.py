"""cases/**/*.yml: one matter that residents raised, and what happened to it."""

from typing import Annotated, Literal, Self, get_args

from pydantic import WithJsonSchema, model_validator

from generator.records.base import CaseId, Count, Line, Many, Names, Prose, Record, key, wrong
from generator.records.events import AnyEvent
from generator.records.moment import Day, When
from generator.records.waiver import WAIVERS, Waivers

Nature = Literal["诉求", "咨询", "建议", "巡查发现", "微心愿"]
SourceWord = Literal["流动办公桌", "网格巡查", "12345", "书记信箱", "人大代表接访", "微信群", "来电", "来访"]
# To an editor, 12345 without quotes is a number.
Source = Annotated[SourceWord, WithJsonSchema({"enum": [*get_args(SourceWord), 12345]})]


class Case(Record):
    """One case (事项), in the file that bears its id."""

    id: CaseId = key("编号", "和文件名一样，比如 SY-2025-031")
    title: Line = key("标题", "一句话说清什么事，不写姓名和门牌")
    nature: Nature = key("性质", "诉求 咨询 建议 巡查发现 微心愿")
    category: Line = key("类别", "哪一类事，写 rules.yml 里的名称")
    places: Names = key("地点", "在哪里，写 places.yml 里的名称；写几个的，第一个地点的社区牵头")
    source: Source | None = key(
        "来源",
        "从哪里来的（写了“截至”的可以不写）：流动办公桌 网格巡查 12345 书记信箱 人大代表接访 微信群 来电 来访",
        None,
    )
    session: Line | None = key("场次", "哪一场流动办公桌，写“日期 地点”；那里一天有几场的，写“日期 时间 地点”", None)
    voices: Count | None = key("反映人数", "有多少人反映", None)
    workflow: Line | None = key("流程", "走哪个流程；不写就按类别", None)
    limit: Day | None = key("期限", "最晚哪一天办完；不写就按 rules.yml", None)
    policies: Names = key("政策", "有关的政策，写 policies 里的文件名（不带 .md）", ())
    summary: Prose = key("概述", "什么事，一两句话，不写姓名、电话、门牌")
    known_until: When | None = key("截至", "只知道到哪一天为止的旧事或报道；和“出处”一起写", None)
    origin: Line | None = key("出处", "从哪份报道或台账来的", None)
    waivers: Waivers = WAIVERS
    events: Many[AnyEvent] = key("进展", "一步一条，按日期")

    @property
    def frozen(self) -> bool:
        """Whether the record says all that is known, up to a point: it has no clock."""
        return self.known_until is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.known_until is None) != (self.origin is None):
            remedy = "两个都写，或者两个都不写"
            raise wrong("截至出处", "“截至”和“出处”要一起写", remedy, at="截至" if self.known_until else "出处")
        if self.source is None and not self.frozen:
            remedy = "写上来源，比如“来源: 流动办公桌”"
            raise wrong("缺来源", "没有写“来源”", remedy)
        return self
