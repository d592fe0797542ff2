"""What happens to a case: told to its end as handling goes, then cut off where today is.

Each step follows on the last one as `generator.fold.cases.table` allows, so that a story is whole wherever it is cut.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.portals.cases import Case
from benchmarks.portals.days import Days
from benchmarks.portals.story import Story
from benchmarks.portals.words import Teller
from generator.records.rules import Limit

_USUAL_DAYS = 30
"""So many working days there are by rules.yml; where it asks for less, people are faster."""
_GIVEN_UP = {"诉求": 0.02, "建议": 0.03, "巡查发现": 0.01, "微心愿": 0.01, "咨询": 0.005}
"""How often nothing more is written down, and the case is late and silent."""


class Handling(Story):
    """One case with those who act on it; `due`: until when the round that is going on should be closed."""

    def __init__(self, case: Case, limit: Limit, days: Days, tell: Teller, chance: random.Random) -> None:
        pace = limit.days * (1 if limit.working else 0.7) / _USUAL_DAYS
        super().__init__(case, min(1.5, max(0.35, pace)), days, tell, chance)
        self.limit, self.due, self.workflow = limit, case.day, ""
        lead = case.topic.get("谁", ["物业"])
        units = [case.unit(role) for role in ([lead] if isinstance(lead, str) else lead)]
        self.units: Sequence[str] = list(dict.fromkeys(units))

    def run(self, alike: Sequence[Case]) -> None:
        """Tell it all. `alike`: earlier cases of the same kind at the same place, into which it may go."""
        self._register()
        if alike and self._goes_on(alike[-1]) and self.likely(0.2):
            self._merge(alike[-1])
        elif self.likely(0.006):
            self._withdraw()
        else:
            {"咨询": self._question, "微心愿": self._wish}.get(self.case.nature, self._matter)()
            if self.likely(0.03):
                self._correct()
        self._cut()

    # Steps

    def _register(self) -> None:
        case = self.case
        self.add("登记", **({"经办": case.estate.warden} if case.nature == "巡查发现" else {}))
        if case.source != "流动办公桌" and self.likely(0.15):
            case.events[-1]["日期"] += f" {self.chance.randint(8, 17):02}:{self.chance.randrange(0, 60, 5):02}"
        if self.likely(0.08):
            case.events[-1]["说明"] = self.say("登记")
        self._start_clock()

    def _start_clock(self) -> None:
        if self.limit.working:
            self.due = self.days.after(self.day, self.limit.days)
        else:
            self.due = self.day + timedelta(days=self.limit.days)

    def _goes_on(self, other: Case) -> bool:
        """Whether another case is still worked on these days."""
        soon = str(self.case.day + timedelta(days=7))
        return (self.case.day - other.day).days < 200 and not any(
            each["环节"] in ("并案", "撤下") or (each["环节"] == "办结" and each["日期"] < soon)
            for each in other.events
        )

    def _merge(self, other: Case) -> None:
        if self.likely(0.5):
            self.add("受理", 说明=self.say("受理"))
        self.later(0, 3)
        self.add("并案", 并入=other.id, 说明=self.say("并案") + "。")

    def _withdraw(self) -> None:
        self.add("受理")
        self.later(1, 5)
        self.add("撤下", 原因=self.say("撤下"))

    def _question(self) -> None:
        self.workflow = "即办"
        if self.likely(0.1):
            self.add("受理", 说明=self.say("先去问"))
        self.later(0, self.chance.choice((0, 0, 0, 1, 4)))
        helped = {"经办": self.units[0]} if self.likely(0.2) else {}
        said = {"说明": self.say("答复说明") + "。"} if self.likely(0.5) else {}
        self.add("办结", **helped, 结果="已答复", 答复=self.say("答复") + "\n", **said)
        if self.likely(0.25):
            self.later(2, 8)
            self.add("回访", 经办=self.case.community.helper, 解决="是", 说明=self.say("问后") + "。")

    def _wish(self) -> None:
        self.workflow, case = "微心愿", self.case
        if self.likely(0.1):
            case.head["期限"] = str(self.day + timedelta(days=self.chance.randint(20, 45)))
        if self.likely(0.5):
            self.later(0, 2)
            self.add("受理")
        self.later(0, 4)
        who = self.chance.choice([case.estate.grid, case.unit("物业"), case.community.roles["卫生"]])
        self.add("转办", 交给=[who], 说明=f"{who}{self.say('认领')}")
        self.later(2, 12)
        said = {"资金来源": self.say("资金"), "费用": self.chance.randint(2, 60) * 10}
        self.add("办结", 经办=who, 结果="已解决", **said, 说明=self.say("愿成"))
        if self.likely(0.8):
            self.later(3, 12)
            self.add("回访", 经办=case.estate.warden, 解决="是", 说明=self.say("愿后") + "。")

    def _matter(self) -> None:
        case = self.case
        if case.topic.get("法") and case.nature != "巡查发现" and self.likely(0.6):
            self.workflow = "五步法"
        elif case.nature == "巡查发现" or self.likely(0.3):
            self.workflow = "闭环"
        self._round(together=self.workflow == "五步法")
        self._close()

    def _round(self, together: bool = False) -> None:
        """From taking it on to the work; by the five steps, people meet about it first."""
        if self.likely(0.85):
            self.later(0, 3)
            self.add("受理", **({"说明": self.say("受理")} if self.likely(0.8) else {}), **self.ahead(0.15))
        if together and self.likely(0.9):
            self.later(1, 8)
            self.day = self.days.next_wednesday(self.day)
            self.case.met.append((self.day, self.say("商定")))
        if together or self.likely(0.06):
            self.later(2, 5)
            until = self.day + timedelta(days=self.chance.randint(5, 10))
            self.add("公示", 公示什么="方案", 公示至=str(until), 说明=self.say("方案"))
        lead = self._hand_over()
        for number in range(self.chance.choice((1, 1, 2, 2, 3, 4))):
            self.later(2, 8)
            self.add("办理", **self._by(lead), 说明=self.say("办理"), **self.ahead(0.5))
            if number == 0:
                self._meanwhile()

    def _by(self, unit: str, share: float = 0.7) -> Mapping[str, str]:
        """Who acts, where it is not the community."""
        return {"经办": unit} if unit != self.case.community.name and self.likely(share) else {}

    def _hand_over(self) -> str:
        """Who does the work then."""
        seat, units = (
            self.case.community.name,
            [each for each in self.units if each != self.case.community.roles["街道"]],
        )
        if units[0] == seat or self.likely(0.12):
            return self._escalate(seat) if self.likely(0.1) else seat
        called = [units[0], *(each for each in units[1:] if each != seat and self.likely(0.6))]
        self.later(0, 3)
        self.add("转办", 交给=called, **({"说明": self.say("转办")} if self.likely(0.6) else {}), **self.ahead(0.1))
        came = [unit for unit in called if self.likely(0.8)]
        for unit in reversed(came):
            self.later(0, 3)
            self.add("报到", 经办=unit, **({"说明": self.say("报到")} if self.likely(0.7) else {}))
        if self.likely(0.07):
            self.later(2, 6)
            self.add("退回", 经办=called[0], 原因=self.say("退回"))
            return self._escalate(seat) if self.likely(0.6) else seat
        return self._escalate(called[0]) if self.likely(0.06) else called[0]

    def _escalate(self, lead: str) -> str:
        street = self.case.community.street
        self.later(2, 6)
        self.add("上报", 交给=street, 说明=self.say("上报"))
        if self.likely(0.9):
            self.later(3, 10)
            self.add("反馈", 经办=street, 说明=self.say("反馈"))
        return lead

    def _meanwhile(self) -> None:
        """What may happen once the work has begun."""
        if self.likely(0.1):
            self.later(1, 4)
            self.due = self.days.after(max(self.due, self.day), self.chance.randint(5, 25))
            self.add("延期", 延至=str(self.due), 原因=self.say("延期"))
        if self.likely(0.03):
            self.later(1, 3)
            self.add("核查", 经办=self.case.estate.warden, 结论="通过", 说明=self.say("中途核查"))
        if self.likely(0.02):
            self.later(1, 3)
            self.add("回访", 经办=self.case.estate.warden, 解决="部分", 说明=self.say("回访部分") + "。")

    # The end, and what comes after it

    def _close(self) -> None:
        fate = self.chance.random()
        self.later(1, 6)
        if fate < 0.84:
            self._solve()
            self._afterwards()
        elif fate < 0.92:
            self._put_off()
        elif fate < 0.96:
            others = [each for each in self.units if each != self.case.community.name]
            unit = self.chance.choice([*others, self.case.community.roles["城管"]])
            said = self.tell.say("转出", {**self.case.facts, "转给": unit})
            self.add("办结", 结果="已转出", 转给=unit, 说明=said)
            self._follow_up(0.3)
        else:
            self.add("办结", 结果="已答复", 答复=self.say("解释") + "\n")
            self._ask()

    def _solve(self) -> None:
        case, said = self.case, dict[str, Any]()
        if self.likely(0.85):
            said["受益户数"] = self.chance.randint(
                1, max(2, case.estate.households // self.chance.choice((1, 2, 4, 12)))
            )
        if self.likely(0.7):
            said["资金来源"] = self.say("资金")
            if self.likely(0.7):
                said["费用"] = 100 * round(1 + self.chance.lognormvariate(3.5, 1.5))
        if self.likely(0.75):
            said |= {"办前": f"{self.say('物')}{self.say('病')}。", "办后": self.say("办后") + "。"}
        if self.likely(0.5):
            said["说明"] = self.say("办结")
        self.add("办结", **self._by(self.units[0], 0.5), 结果="已解决", **said)

    def _afterwards(self) -> None:
        five, loop = self.workflow == "五步法", self.workflow == "闭环"
        if self.likely(0.85 if five else 0.05):
            self.later(0, 3)
            until = self.day + timedelta(days=self.chance.randint(7, 14))
            self.add(
                "公示",
                公示什么="成果",
                公示至=str(until),
                **({"说明": self.say("成果") + "。"} if self.likely(0.5) else {}),
            )
        if self.likely(0.9 if loop else 0.15):
            self.later(1, 6)
            if self.likely(0.07):
                self.add("核查", 经办=self.case.estate.warden, 结论="未通过", 说明=self.say("核查未通过"))
                self._once_more()
                self.later(1, 5)
            self.add("核查", 经办=self.case.estate.warden, 结论="通过", 说明=self.say("核查通过"))
        if self.likely(0.85 if five else 0.05):
            self.later(2, 10)
            asked = self.chance.randint(4, 90)
            satisfied = asked - min(asked, int(asked * self.chance.triangular(0, 0.5, 0.05)))
            self.add(
                "测评", 人数=asked, 满意=satisfied, **({"说明": self.say("测评") + "。"} if self.likely(0.4) else {})
            )
        if self.likely(0.55):
            self._ask()
        self._follow_up(0.08)
        if self.likely(0.02):
            self.day += timedelta(days=self.chance.randint(60, 250))
            self.add("重办", 原因=self.say("重办"))
            self._once_more()
            self._ask()

    def _ask(self) -> None:
        """One person is asked; who says no is heard, or told why not."""
        self.later(2, 8)
        solved = self.chance.choices(("是", "部分", "否"), (80, 13, 7))[0]
        said = {"说明": self.say(f"回访{solved}") + "。"} if self.likely(0.6) else {}
        if solved != "否":
            self.add("回访", 解决=solved, **said)
        elif self.likely(0.5):
            self.add("回访", 解决=solved, **said, 原因=self.say("否因"))
        else:
            self.add("回访", 解决=solved, **said)
            self.add("重办", 原因=self.say("重办"))
            self._once_more()

    def _once_more(self) -> None:
        """A new round, which ends well."""
        self._start_clock()
        self._round()
        self.later(1, 5)
        self._solve()

    def _put_off(self) -> None:
        """It cannot be solved now, and comes back by itself on a day."""
        recheck = self.day + timedelta(days=self.chance.randint(60, 400))
        self.add("办结", 结果="暂不能解决", 原因=self.say("难因"), 试过=self.say("试过"),
                 谁能解决=f"{self.units[0]}，{self.say('条件')}", 复查=str(recheck))  # fmt: skip
        for step, share in (("回访", 0.5), ("后续", 0.3)):
            self.day += timedelta(days=self.chance.randint(5, 40))
            if self.day < recheck and self.likely(share):
                said = self.say("回访部分") + "。" if step == "回访" else self.say("转出后")
                self.add(step, **({"解决": "部分"} if step == "回访" else {}), 说明=said)
        self.day = recheck
        if recheck > self.days.today:
            return
        self._start_clock()
        self.later(0, 5)
        self._round()
        self._close()

    def _follow_up(self, share: float) -> None:
        if self.likely(share):
            self.day += timedelta(days=self.chance.randint(20, 90))
            self.add("后续", 说明=self.say("后续") + "。")

    def _correct(self) -> None:
        """An earlier step said something wrong; rarely something that should not have been public."""
        wrong = self.chance.choice([each for each in self.case.events if each["日期"][:10] <= str(self.days.today)])
        self.later(1, 4)
        which = f"{wrong['日期']} {wrong['环节']}"
        if self.likely(0.15):
            self.add("更正", 更正哪条=which, 涉及隐私="是", 说明=self.say("隐私更正"))
        else:
            self.add("更正", 更正哪条=which, 说明=self.say("更正"))

    def _cut(self) -> None:
        """Leave out what is still to come, and what nobody wrote down."""
        case = self.case
        events = [each for each in case.events if each["日期"][:10] <= str(self.days.today)]
        ends = [n for n, each in enumerate(events) if each["环节"] in ("办结", "并案", "撤下")]
        last = ends[0] if ends else len(events)
        if last > 1 and self.likely(_GIVEN_UP[case.nature]):
            events = events[: self.chance.randrange(1, last)]
        if events[-1]["环节"] == "撤下":
            case.head |= {"标题": "已经撤下的一件事", "概述": "这件事不再公开。\n"}
        case.events = events
        until = date.fromisoformat(events[-1]["日期"][:10]) if len(events) < last else self.days.today
        case.met = [each for each in case.met if each[0] <= until]
        if self.workflow:
            case.head["流程"] = self.workflow
        if self.workflow == "五步法" and not case.met and len(events) > 3:
            case.head["略过"] = [{"步骤": "召开会议", "原因": self.say("略过原因")}]
