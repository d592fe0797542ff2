"""/answers/: what was asked and answered at the desk (性质: 咨询)."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages import resting
from generator.pages.page import Page, Templates, page
from generator.pages.selecting import lately_closed
from generator.records.events import Answered
from generator.shell import Slots
from generator.view import PolicyLink, Summary, View

KIND = "answers"
_NEWEST = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what was said."""

    case: Summary
    question: str
    answer: str
    policies: tuple[PolicyLink, ...]


def pages(view: View) -> Iterator[Page]:
    asked = (case for case in view.cases() if _answer(view, case))
    yield page("answers/", KIND, updated=resting.newest(resting.days(asked)))


def slots(page: Page, view: View, templates: Templates) -> Slots:
    found = [each for case in lately_closed(view.cases()) if (each := _answer(view, case))]
    return templates.slots(
        page,
        view,
        "问过的，答过的",
        "在流动办公桌上常有人问的事，和社区的答复。",
        answers=found[:_NEWEST],
        total=len(found),
    )


def _answer(view: View, case: Summary) -> Answer | None:
    each = view.case(case.id)
    closing = view.outcomes.of(case.id).closing
    if case.nature != "咨询" or not isinstance(closing, Answered):
        return None
    links = view.policy_links(each.record.policies)
    return Answer(case, each.record.summary, closing.answer, links)
