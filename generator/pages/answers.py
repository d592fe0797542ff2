"""/answers/: what was asked and answered at the desk (性质: 咨询)."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages import resting
from generator.pages.page import Filled, Page, Templates, page
from generator.records.events import Answered
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
    yield page("answers/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    cases = view.cases.answered(_NEWEST)
    return templates.fill(
        page,
        view,
        "问过的，答过的",
        "在流动办公桌上常有人问的事，和社区的答复。",
        answers=[_answer(view, each) for each in cases],
        total=view.cases.answered_count(),
        updated=resting.newest([view.cases.asked_last()]),
    )


def _answer(view: View, case: Summary) -> Answer:
    each = view.case(case.id)
    closing = view.outcomes.of(case.id).closing
    assert isinstance(closing, Answered)
    links = view.policy_links(each.record.policies)
    return Answer(case, each.record.summary, closing.answer, links)
