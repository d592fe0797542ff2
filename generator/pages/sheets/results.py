"""/print/results/: the result notices (成果公示) of what was closed lately, a sheet or more each. Several communities
have documents of their own (/print/results/CODE/); where there are many places, here is only what belongs to none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.fold.cases.case import Entry
from generator.fold.cases.outcome import Outcome
from generator.fold.places import Place
from generator.pages import qr
from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import apart, piles, sheet
from generator.pages.sheets.fit import shortened
from generator.pages.telling import tell
from generator.records.case import Case
from generator.records.meeting import Meeting
from generator.records.moment import Moment
from generator.view import Summary, View

KIND = "sheet-results"
_TOLD_ELSEWHERE = ("公示", "回访", "测评", "更正", "登记")
"""Steps that are other lines of the sheet, or that what they put right has left out."""
_IN_SHORT = 40
"""How many em of what a step says, and of each of its facts, are printed; all is on the page of the case."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step in short. `by` is empty where the title says it. `facts`: (label, text) of what the step comes to."""

    day: Moment
    title: str
    by: str
    text: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A closed case as its sheet tells it. `actors`: who had it in hand, in order."""

    case: Summary
    record: Case
    sentence: str
    outcome: Outcome
    actors: tuple[str, ...]
    steps: tuple[Step, ...]


def pages(view: View) -> Iterator[Page]:
    yield sheet("print/results/", KIND)
    for each in piles(view):
        yield sheet(f"print/results/{each.code}/", KIND, each.code)


def codes(view: View) -> Iterator[qr.Code]:
    yield from map(code, view.outcomes.lately_ids)


def code(key: str) -> qr.Code:
    """The code on the sheet of a case."""
    return qr.Code(f"print/results/{key}-qr", f"cases/{key}/")


def fill(page: Page, view: View, templates: Templates) -> Filled:
    if page.key:
        name = f"办理结果公示：{view.link(view.place(page.key)).name}"
        return sheets(page, view, templates, view.outcomes.lately_at(page.key), name)
    parts = apart(view)
    inside = {case.id for place in parts for case in view.outcomes.lately_at(place.code)}
    outside = [each for each in view.outcomes.lately if each.id not in inside]
    return sheets(page, view, templates, outside, parts=parts)


def sheets(
    page: Page, view: View, templates: Templates, cases: Iterable[Summary], name: str = "办理结果公示",
    parts: Sequence[Place] = (),
) -> Filled:  # fmt: skip
    """The sheets of some closed cases, with the codes that `code` names; any closed case has one.

    `parts`: the places that have such a document of their own.
    """
    results = [result(view, each) for each in cases]
    return templates.fill(
        page, view, name, f"{name}，打印用", template="print/results.html", results=results, piles=parts
    )


def result(view: View, case: Summary) -> Result:
    """What the sheet of a closed case says."""
    each = view.case(case.id)
    held = [name for stretch in each.standing.holders for name in (stretch.unit, *stretch.helpers)]
    return Result(
        case,
        each.record,
        view.word(f"{case.face}·整句"),
        view.outcomes.of(case.id),
        tuple(dict.fromkeys(held)),
        tuple(_steps(view, each.standing.entries, view.outcomes.of(case.id).closing)),
    )


def _steps(view: View, entries: Iterable[Entry], closing: object) -> Iterator[Step]:
    """The story without what was put right and what the sheet says elsewhere, as it does of the `closing`."""
    for entry in entries:
        happening = entry.happening
        if happening.kind in _TOLD_ELSEWHERE or entry.correction is not None:
            continue
        told = tell(entry, view)
        by = told.by if told.by and told.by not in told.title else ""
        elsewhere = happening.what is closing or isinstance(happening.what, Meeting)  # who came is told on the site
        facts = () if elsewhere else tuple((label, _short(fact)) for label, fact in told.facts)
        yield Step(told.day, told.title, by, shortened(told.text, _IN_SHORT), facts)


def _short(fact: str) -> str:
    """What is markup already, a day, is short."""
    return fact if isinstance(fact, Markup) else shortened(fact, _IN_SHORT).rstrip("。")
