"""The events of a case (进展): one model for each 环节, told apart by that word."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from generator.records.base import CaseId, Count, Flag, Line, Many, Names, Prose, Record, key, wrong
from generator.records.moment import Day, When
from generator.records.photo import PhotoOf


def _step(word: str) -> Any:
    return key("环节", f"这一步是什么：{word}")


class Event(Record):
    """What every event has."""

    day: When = key("日期", "哪一天，比如 2025-04-17")
    step: str = key("环节", "这一步是什么")
    by: Line | None = key(
        "经办", "谁办的，写单位简称或岗位；不写就是所在社区（报到、反馈、退回是手里有这件事的单位）", None
    )
    note: Prose | None = key("说明", "做了什么，一两句话，不写姓名、电话、门牌", None)
    next_step: Line | None = key("下一步", "接下来做什么", None)
    expected: Day | None = key("预计", "下一步预计哪一天", None)
    photos: Many[PhotoOf] = key("照片", "这一步的照片，一张一条；看不出是谁、是谁家的才放", ())


class Registered(Event):
    """登记: the matter is written down; the clock starts."""

    step: Literal["登记"] = _step("记下来了")


class Accepted(Event):
    """受理: the community answers that it takes the matter on."""

    step: Literal["受理"] = _step("答复居民，接下这件事")


class Assigned(Event):
    """转办: handed on; the first unit leads (主办), the others help (协办)."""

    step: Literal["转办"] = _step("交给别的单位办")
    to: Names = key("交给", "交给谁，第一个主办，后面的协办")


class Escalated(Event):
    """上报: taken up a level."""

    step: Literal["上报"] = _step("报给上级")
    to: Line = key("交给", "报给哪个单位")


class Arrived(Event):
    """报到: a unit that was called has come."""

    step: Literal["报到"] = _step("被请的单位到了")


class Replied(Event):
    """反馈: the upper level answers the one who reported."""

    step: Literal["反馈"] = _step("上级有了回音")


class Returned(Event):
    """退回: the holder gives the matter back to the one it came from."""

    step: Literal["退回"] = _step("办不了，退回上一手")
    reason: Prose = key("原因", "为什么退回")


class Handled(Event):
    """办理: work on the matter."""

    step: Literal["办理"] = _step("正在动手办")


class Extended(Event):
    """延期: the deadline in force moves to a new day."""

    step: Literal["延期"] = _step("期限往后推")
    until: Day = key("延至", "推到哪一天")
    reason: Prose = key("原因", "为什么推迟")


class Checked(Event):
    """核查: someone other than the one who closed looks whether it is true."""

    step: Literal["核查"] = _step("另一个人去看办得怎么样")
    verdict: Literal["通过", "未通过"] = key("结论", "写“通过”或“未通过”")


class Published(Event):
    """公示: the plan before the work, or the result after it."""

    step: Literal["公示"] = _step("贴出来给大家看")
    what: Literal["方案", "成果"] = key("公示什么", "动工前写“方案”，办完写“成果”")
    until: Day | None = key("公示至", "公示到哪一天", None)


class Visited(Event):
    """回访: one person is asked whether the matter is solved."""

    step: Literal["回访"] = _step("回头问反映的人")
    solved: Literal["是", "部分", "否"] = key("解决", "反映的人说解决了没有：是 部分 否")
    reason: Prose | None = key("原因", "说“否”又不重办的，写清为什么", None)


class Surveyed(Event):
    """测评: an estate is asked whether it is content."""

    step: Literal["测评"] = _step("请大家打分")
    asked: Count = key("人数", "问了多少人")
    satisfied: Count = key("满意", "多少人满意")

    @model_validator(mode="after")
    def _fewer(self) -> Self:
        if not 0 <= self.satisfied <= self.asked or self.asked == 0:
            raise wrong("人数", "满意的人数比问到的人数多，或者一个人也没问", "核对人数和满意", at="满意")
        return self


class Closing(Event):
    """办结: what all closings have."""

    step: Literal["办结"] = _step("这件事有了结果")


class Solved(Closing):
    """办结, 已解决."""

    result: Literal["已解决"] = key("结果", "已解决 已答复 暂不能解决 已转出")
    households: Count | None = key("受益户数", "多少户得到好处", None)
    funding: Line | None = key("资金来源", "谁出的钱，比如 政府出资", None)
    cost: Count | None = key("费用", "花了多少元", None)
    before: Line | None = key("办前", "办之前是什么样，一句话", None)
    after: Line | None = key("办后", "办完是什么样，一句话", None)


class Answered(Closing):
    """办结, 已答复: a question was answered."""

    result: Literal["已答复"] = key("结果", "已解决 已答复 暂不能解决 已转出")
    answer: Prose = key("答复", "怎么答复的")


class Unsolved(Closing):
    """办结, 暂不能解决: honest about it, and it comes back on a day."""

    result: Literal["暂不能解决"] = key("结果", "已解决 已答复 暂不能解决 已转出")
    reason: Prose = key("原因", "为什么现在解决不了")
    tried: Prose = key("试过", "已经试过哪些办法")
    who_can: Line = key("谁能解决", "哪个单位、什么条件下能解决")
    recheck: Day = key("复查", "哪一天再拿出来看")


class PassedOn(Closing):
    """办结, 已转出: it belongs to somebody else's hands for good."""

    result: Literal["已转出"] = key("结果", "已解决 已答复 暂不能解决 已转出")
    passed_to: Line = key("转给", "转给哪个单位")


class Merged(Event):
    """并案: it goes on as part of another case."""

    step: Literal["并案"] = _step("和另一件并成一件")
    into: CaseId = key("并入", "并到哪一件，写编号")


class FollowedUp(Event):
    """后续: what came after the closing."""

    step: Literal["后续"] = _step("办结以后的新情况")


class Reopened(Event):
    """重办: the matter is taken up again, with a new clock."""

    step: Literal["重办"] = _step("重新办")
    reason: Prose = key("原因", "为什么重新办")


class Corrected(Event):
    """更正: an earlier event said something wrong."""

    step: Literal["更正"] = _step("前面有一条写错了")
    which: Line = key("更正哪条", "哪一条，写“日期 环节”，比如 2025-04-17 登记")
    private: Flag = key("涉及隐私", "原文不该公开的写“是”，原文就不再显示", False)


class Withdrawn(Event):
    """撤下: the page stays and says only why there is nothing on it."""

    step: Literal["撤下"] = _step("不再公开这件事")
    reason: Prose = key("原因", "为什么撤下")


AnyClosing = Annotated[
    Solved | Answered | Unsolved | PassedOn,
    Field(discriminator="result"),
]
AnyEvent = Annotated[
    Registered | Accepted | Assigned | Escalated | Arrived | Replied | Returned | Handled | Extended
    | Checked | Published | Visited | Surveyed | AnyClosing | Merged | FollowedUp | Reopened
    | Corrected | Withdrawn,
    Field(discriminator="step"),
]  # fmt: skip
