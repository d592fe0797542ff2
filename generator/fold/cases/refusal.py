"""What to say of a happening that the table of transitions does not let follow."""

from generator.fold.cases import table
from generator.fold.cases.story import Happening
from generator.records.meeting import Meeting


def refusal(now: Happening, state: table.State | None, rechecked: bool, case: str) -> tuple[str, str]:
    """(message, remedy), of a meeting for its own file, which the case named `case` sends it back to.

    `rechecked`: a 复查 date that has come has just opened the case again.
    """
    if isinstance(now.what, Meeting):
        stands = f"开会那天，{case} 已经是“{state}”" if state else f"开会那天，{case} 还没有登记"
        return stands, "看看“日期”和这个编号写对没有；不是为这件事开的会，删掉编号"
    if state is None:
        return "第一件事不是“登记”", "最早的一条要写“登记”；看看日期有没有写反"
    if state == "撤下":
        return "已经撤下的事不能再写进展", "删掉这一条；要重新公开，就另立一件新的"
    may = f"这时可以写：{'、'.join(table.may_follow(state))}"
    if rechecked:
        remedy = "不用写“重办”，直接写“办理”或“办结”" if now.kind == "重办" else may
        return f"复查的日子到了，这件事已经重新打开，不能写“{now.kind}”", remedy
    return f"这件事此时是“{state}”，后面不能写“{now.kind}{now.variant and '·'}{now.variant}”", may
