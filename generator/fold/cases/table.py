"""The table of transitions: which event may follow in which state, and what then is the state.

This table is data. The fold walks it, the staff guide prints it, the tests go through it row by row.
"""

from dataclasses import dataclass
from typing import Literal

State = Literal["待答复", "在办", "已结", "并入", "撤下"]

OPEN: tuple[State, ...] = ("待答复", "在办")
CLOSED: tuple[State, ...] = ("已结",)
ANY: tuple[State, ...] = ("待答复", "在办", "已结", "并入")

Need = Literal["", "每轮一次", "有请未到", "上报未回", "有上一手", "有期限", "不是办结的单位"]

NEEDS: dict[Need, tuple[str, str]] = {
    "每轮一次": ("这一轮已经受理过了", "受理只写一次；后来做的事写“办理”"),
    "有请未到": ("前面没有请过这个单位，或者它已经到了", "先写一条“转办”，“交给”里写上它；或者改“经办”"),
    "上报未回": ("没有等着回音的上报", "先写“上报”，再写“反馈”"),
    "有上一手": ("没有上一手可退，或者“经办”不是正在办的单位", "“经办”写正在办的单位；没有转办、上报过的事不能退回"),
    "有期限": ("这件事没有期限，不用延期", "删掉这一条；要说明情况就写“办理”"),
    "不是办结的单位": ("核查的和办结的是同一个单位", "在这一条写上“经办”，写另一个单位或岗位"),
}
"""What an event needs besides the state: what is wrong without it, and the remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """`event` may follow in each state of `before`; `after` None leaves the state as it is.

    `variant` narrows the event to one value of its own field (the outcome of a 核查, what a 公示
    shows). `event` 登记 is the only one that follows on nothing.
    """

    before: tuple[State, ...]
    event: str
    after: State | None
    variant: str = ""
    needs: Need = ""
    new_round: bool = False
    answers: bool = False

    def follows(self, state: State | None) -> bool:
        """Whether the event may follow in `state`; None before anything has happened."""
        return state in self.before or (state is None and not self.before)


TABLE: tuple[Row, ...] = (
    Row((), "登记", "待答复"),
    Row(OPEN, "受理", "在办", needs="每轮一次", answers=True),
    Row(OPEN, "转办", "在办"),
    Row(OPEN, "上报", "在办"),
    Row(OPEN, "办理", "在办", answers=True),
    Row(OPEN, "会议", "在办", answers=True),
    Row(OPEN, "报到", None, needs="有请未到"),
    Row(OPEN, "反馈", None, needs="上报未回"),
    Row(OPEN, "退回", None, needs="有上一手"),
    Row(OPEN, "延期", None, needs="有期限"),
    Row(OPEN, "核查", None),
    Row(OPEN, "公示", None, variant="方案"),
    Row(OPEN, "回访", None),
    Row(OPEN, "办结", "已结", answers=True),
    Row(OPEN, "并案", "并入"),
    Row(CLOSED, "会议", None),
    Row(CLOSED, "核查", None, variant="通过", needs="不是办结的单位"),
    Row(CLOSED, "核查", "在办", variant="未通过", needs="不是办结的单位", new_round=True),
    Row(CLOSED, "公示", None, variant="成果"),
    Row(CLOSED, "回访", None),
    Row(CLOSED, "测评", None),
    Row(CLOSED, "后续", None),
    Row(CLOSED, "重办", "在办", new_round=True),
    Row(CLOSED, "复查", "在办", new_round=True),  # nobody writes it: its date has come
    Row(ANY, "更正", None),
    Row(ANY, "撤下", "撤下"),
)


def row(state: State | None, event: str, variant: str = "") -> Row | None:
    """The row that lets `event` follow in `state`; None where it may not."""
    for each in TABLE:
        if each.event == event and each.variant in ("", variant) and each.follows(state):
            return each
    return None


def may_follow(state: State | None) -> list[str]:
    """The events that staff may write in `state`, in the table's order.

    Meetings have files of their own, and a 复查 comes by itself.
    """
    words = [
        each.event + (f"（{each.variant}）" if each.variant else "")
        for each in TABLE
        if each.event not in ("会议", "复查") and each.follows(state)
    ]
    return list(dict.fromkeys(words))
