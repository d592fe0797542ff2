"""Units that are called to a case (吹哨), and how each of them answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.records.moment import Moment


@dataclass(frozen=True, slots=True)
class Call:
    """A unit that was asked to come, and what it did: came (报到), gave the matter back (退回), or just acted."""

    unit: str
    called: Moment
    round: int
    came: Moment | None = None
    returned: Moment | None = None
    acted: Moment | None = None


_NO_ANSWER = ("报到", "退回", "更正", "并案", "撤下")


@dataclass
class Calls:
    """The calls of one case. Those of an earlier round wait no longer."""

    made: list[Call] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)

    def call(self, units: Iterable[str], day: Moment, round_: int) -> None:
        for unit in units:
            self.waiting.append(len(self.made))
            self.made.append(Call(unit, day, round_))

    def awaits(self, unit: str) -> bool:
        """Whether a call to the unit waits for its coming."""
        return any(self.made[index].unit == unit for index in self.waiting)

    def came(self, unit: str, day: Moment) -> None:
        index = next(index for index in self.waiting if self.made[index].unit == unit)
        self.waiting.remove(index)
        self.made[index] = replace(self.made[index], came=day)

    def gave_back(self, unit: str, day: Moment) -> None:
        """The last call to the unit is answered by its giving the matter back."""
        self.waiting = [index for index in self.waiting if self.made[index].unit != unit]
        for index in reversed(range(len(self.made))):
            if self.made[index].unit == unit:
                self.made[index] = replace(self.made[index], returned=day)
                return

    def acted(self, unit: str, kind: str, day: Moment) -> None:
        """Who works on the matter is there, even if nobody wrote 报到; a 报到 may still follow."""
        for index in self.waiting:
            call = self.made[index]
            if call.unit == unit and call.acted is None and kind not in _NO_ANSWER:
                self.made[index] = replace(call, acted=day)

    def forget(self) -> None:
        """A new round: what was called for in the last one is over."""
        self.waiting.clear()
