"""How cases were handled: the steps of their workflows, and the hands they went through."""

from generator.fold.cases.relay import Relay
from generator.fold.cases.workflow import StepTaken, steps
from generator.notes import told
from generator.register import Register


class Handling:
    """Asked for by the id of a case."""

    def __init__(self, register: Register) -> None:
        self._register, self.notes = register, register.notes

    def steps(self, key: str) -> tuple[StepTaken, ...]:
        """The steps of the case's workflow; none if it follows no workflow."""
        each = self._register.case(key)  # of which what follows is a part
        if each.workflow is None:
            return ()
        stands = each.standing
        return steps(each.workflow, stands.entries, stands.face, each.record.frozen, each.record.skipped)

    def relay(self, key: str) -> Relay:
        """Who had it, who was called, who checked."""
        return self._register.relay(key)

    @told
    def silent_after(self) -> int:
        """After how many days without any event a case counts as silent (久未进展)."""
        return self._register.world.rules.silent
