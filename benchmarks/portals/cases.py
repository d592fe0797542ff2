"""Which cases there are: who raised what, where, when and by which way; what happens then is told by handling.py."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from benchmarks.portals.days import Days
from benchmarks.portals.desks import Session
from benchmarks.portals.town import Community, Estate
from benchmarks.portals.words import Facts, Teller, stock

NATURES = {"诉求": 56, "咨询": 15, "建议": 12, "巡查发现": 12, "微心愿": 5}
"""How many of a hundred."""
SOURCES = {"流动办公桌": 38, "12345": 18, "微信群": 14, "来电": 12, "来访": 10, "书记信箱": 5, "人大代表接访": 3}
_VOICES = (1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 11, 14, 18, 23, 31, 46, 72)


@dataclass
class Case:
    """One case. `place`: as records name it; `head`: its record but for 进展; `met`: when people met about it."""

    community: Community
    estate: Estate
    place: str
    nature: str
    source: str
    topic: Mapping[str, Any]
    day: date
    facts: Facts
    head: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    met: list[tuple[date, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.head["编号"])

    @property
    def folder(self) -> str:
        return f"cases/{self.day:%Y/%m}"

    def unit(self, role: str) -> str:
        """Who has a role in this matter; the community itself, where nobody looks after the estate."""
        if role == "物业":
            return self.estate.company or self.community.name
        return self.community.roles[role]


class Topics:
    """What is raised in a month of the year, each as often as it is likely then."""

    def __init__(self) -> None:
        matters = stock("matters")
        self._by_month = []
        for month in range(1, 13):
            weights = [each.get("权", 10) * (1 if month in each.get("月", (month,)) else 0.04) for each in matters]
            self._by_month.append((matters, list(accumulate(weights))))
        self._asked, self._wished = stock("asked")["问"], stock("asked")["愿"]

    def some(self, nature: str, month: int, chance: random.Random) -> Mapping[str, Any]:
        if nature in ("咨询", "微心愿"):
            return dict(chance.choice(self._asked if nature == "咨询" else self._wished))
        matters, weights = self._by_month[month - 1]
        return dict(chance.choices(matters, cum_weights=weights)[0])


def drafted(
    count: int, sessions: Mapping[str, Sequence[Session]], communities: Sequence[Community], days: Days,
    chance: random.Random,
) -> list[Case]:  # fmt: skip
    """So many cases in the order in which they came, each with a number of its community and year.

    `sessions`: those of each community's desk, by its name.
    """
    tell, topics = Teller(chance), Topics()
    weights = list(accumulate(each.households for each in communities))
    cases = []
    for community in chance.choices(communities, cum_weights=weights, k=count):
        nature = _weighted(NATURES, chance)
        source = "网格巡查" if nature == "巡查发现" else _weighted(SOURCES, chance)
        held = sessions[community.name]
        if source == "流动办公桌" and held:
            session = chance.choice(held)
            day, estate = session.day, session.estate
        else:
            day, estate = days.some(chance), chance.choice(community.estates)
        topic = topics.some(nature, day.month, chance)
        cases.append(_draft(community, estate, nature, source, topic, day, tell, chance))
    cases.sort(key=lambda each: each.day)
    numbers: dict[tuple[str, int], int] = {}
    for case in cases:
        key = case.community.mark, case.day.year
        numbers[key] = numbers.get(key, 0) + 1
        case.head["编号"] = f"{key[0]}-{key[1]}-{numbers[key]:03}"
    return cases


def _weighted(shares: Mapping[str, int], chance: random.Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _draft(
    community: Community, estate: Estate, nature: str, source: str, topic: Mapping[str, Any], day: date, tell: Teller,
    chance: random.Random,
) -> Case:  # fmt: skip
    kind = topic.get("在", "院")
    building = chance.choice(estate.buildings) if estate.buildings else ""
    inside = building and kind in ("楼", "家") and chance.random() < 0.7
    facts: dict[str, str | Sequence[str]] = {"楼": building or chance.choice(("老楼", "临街的楼", "东头的楼"))}
    facts["处"] = tell.say(f"在{kind}", facts)
    for name in ("物", "病", "愿"):
        if name in topic:
            facts[name] = chance.choice(topic[name])
    facts |= {name: topic[name] for name in ("害", "盼", "因", "办", "好", "情", "想问", "答") if name in topic}
    case = Case(community, estate, f"{estate.name}/{building}" if inside else estate.name,
                nature, source, topic, day, facts)  # fmt: skip
    lead = topic.get("谁", ["物业"])
    facts["主办"] = case.unit(lead if isinstance(lead, str) else lead[0])
    case.head = _head(case, day, tell, chance)
    return case


def _head(case: Case, day: date, tell: Teller, chance: random.Random) -> dict[str, Any]:
    summaries = {"建议": "建议概述", "巡查发现": "巡查概述", "咨询": "咨询概述", "微心愿": "微心愿概述"}
    titles = {"建议": "建议标题", "微心愿": "愿标题"}
    places = [case.place]
    if case.nature in ("诉求", "巡查发现") and chance.random() < 0.04:
        others = [each.name for each in case.community.estates if each != case.estate]
        places = [case.estate.name, *chance.sample(others, min(len(others), chance.randint(1, 2)))]
    title = chance.choice(case.topic["标题"]) if case.nature == "咨询" else ""
    head: dict[str, Any] = {
        "编号": "",
        "标题": title or tell.say(titles.get(case.nature, "标题"), case.facts),
        "性质": case.nature,
        "类别": case.topic["类别"],
        "地点": places,
        "来源": case.source,
    }
    if case.source == "流动办公桌":
        head["场次"] = f"{day} {case.estate.name}"
    if case.nature in ("诉求", "建议"):
        head["反映人数"] = chance.choice(_VOICES)
    elif case.nature == "微心愿":
        head["反映人数"] = 1
    if "政策" in case.topic:
        policies = case.topic["政策"]
        head["政策"] = policies if isinstance(policies, list) else [policies]
    head["概述"] = tell.between(summaries.get(case.nature, "概述"), case.facts, 25, 200) + "\n"
    return head
