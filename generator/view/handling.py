"""How cases were handled: the steps of their workflows, the hands they went through, and which are silent."""

from collections.abc import Mapping
from functools import cached_property

from generator.fold.cases.relay import Relay, relay
from generator.fold.cases.workflow import StepTaken, steps
from generator.register import Register
from generator.view.values import Summary


class Handling:
    """Asked for by the id of a case, or for all cases."""

    def __init__(self, register: Register, summaries: Mapping[str, Summary]) -> None:
        self._register = register
        self._summaries = summaries

    def steps(self, key: str) -> tuple[StepTaken, ...]:
        """The steps of the case's workflow; none if it follows no workflow."""
        each = self._register.cases[key]
        if each.workflow is None:
            return ()
        stands = each.standing
        return steps(each.workflow, stands.entries, stands.face, each.record.frozen, each.record.skipped)

    def relay(self, key: str) -> Relay:
        """Who had it, who was called, who checked."""
        each = self._register.cases[key]
        return relay(each.folded, each.standing, self._level, self._register.today)

    @property
    def silent_after(self) -> int:
        """After how many days without any event a case counts as silent (久未进展)."""
        return self._register.rules.silent

    @cached_property
    def silent(self) -> tuple[Summary, ...]:
        """The open cases without any event for so long, the longest first."""
        mine = [self._summaries[key] for key, each in self._register.cases.items() if each.silent]
        return tuple(sorted(mine, key=lambda each: (-(each.silent_days or 0), each.id)))

    def _level(self, name: str) -> str:
        actor = self._register.directory.actors.get(name)
        return actor.level if actor else ""
