"""How a story goes on: time passes, and something is said and written down."""

import random
from collections.abc import Mapping

from benchmarks.portals.cases import Case
from benchmarks.portals.days import Days
from benchmarks.portals.words import Teller


class Story:
    """That of one case. `day` is how far it has come; `pace`: below one, everything goes faster."""

    def __init__(self, case: Case, pace: float, days: Days, tell: Teller, chance: random.Random) -> None:
        self.case, self.pace, self.days, self.tell, self.chance = case, pace, days, tell, chance
        self.day = case.day
        self._said: set[str] = set()

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def later(self, least: int, most: int) -> None:
        """Some working days pass; sometimes it takes thrice as long."""
        slow = 3 if self.likely(0.06) else 1
        wanted = round(self.chance.randint(least, most) * self.pace * slow)
        self.day = self.days.after(self.day, wanted or min(least, 1))

    def say(self, group: str) -> str:
        """A line that was not said of this case before, if there is one."""
        said = (self.tell.say(group, self.case.facts) for _ in range(4))
        text = next((each for each in said if each not in self._said), "") or self.tell.say(group, self.case.facts)
        self._said.add(text)
        return text

    def add(self, step: str, **more: object) -> None:
        self.case.events.append({"日期": str(self.day), "环节": step, **more})

    def ahead(self, share: float) -> Mapping[str, str]:
        """What comes next, and mostly when."""
        if not self.likely(share):
            return {}
        expected = str(self.days.after(self.day, self.chance.randint(2, 12)))
        return {"下一步": self.say("下一步"), **({"预计": expected} if self.likely(0.8) else {})}
