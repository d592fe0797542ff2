"""What came of a closed case, and what residents say of it."""

from dataclasses import dataclass, replace

from generator.fold.cases.standing import Standing
from generator.records.events import Closing, Published, Surveyed, Visited
from generator.records.rules import LeastSample


@dataclass(frozen=True, slots=True)
class Survey:
    """A 测评 of many. `percent` content, rounded; None where too few were asked for a rate."""

    asked: int
    satisfied: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a closed case, as its first card and the lists repeat it.

    `closing` is None if its text is private; `corrected`: it is struck through in the story. The last
    回访 (of one) and the last 测评 (of many) after the closing stand for what residents say of it,
    unless they were corrected; they are never pooled. `published`: the last 公示 of the result.
    """

    closing: Closing | None = None
    corrected: bool = False
    visit: Visited | None = None
    survey: Survey | None = None
    published: Published | None = None


def outcome(standing: Standing, least: LeastSample) -> Outcome:
    """What came of the case; nothing while it is open."""
    found = Outcome()
    for entry in standing.entries:
        what = entry.happening.what
        if what is not None and what is standing.closing:
            shown = None if entry.private else standing.closing
            found = Outcome(shown, shown is not None and entry.correction is not None)
        elif entry.correction is None and isinstance(what, Visited):
            found = replace(found, visit=what)
        elif entry.correction is None and isinstance(what, Surveyed):
            found = replace(found, survey=survey(what, least))
        elif entry.correction is None and isinstance(what, Published) and what.what == "成果":
            found = replace(found, published=what)
    return found if standing.closing else Outcome()


def survey(what: Surveyed, least: LeastSample) -> Survey:
    """A 测评 with its rate, if enough were asked. Not quite all are never 100 %, and some are never 0 %."""
    asked, satisfied = what.asked, what.satisfied
    if asked < least.survey:
        return Survey(asked, satisfied, None)
    percent = (200 * satisfied + asked) // (2 * asked)
    if 0 < satisfied < asked:
        percent = min(max(percent, 1), 99)
    return Survey(asked, satisfied, percent)
