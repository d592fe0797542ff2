"""/cases/ID/: how far is it, who holds it, by when, what comes next."""

from collections.abc import Iterator, Sequence

from generator.fold.cases.registered import Registered
from generator.fold.cases.workflow import StepTaken
from generator.pages.ahead import ahead
from generator.pages.page import NOINDEX, Filled, Page, Templates, page
from generator.pages.telling import Told, tell
from generator.records.events import Withdrawn
from generator.view import PolicyLink, Post, Summary, View

KIND = "case"


def pages(view: View) -> Iterator[Page]:
    for key in view.cases.ids():
        yield page(f"cases/{key}/", KIND, key)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    each, summary = view.case(page.key), view.summary(page.key)
    if summary.face == "撤下":
        reason = next(e.reason for e in each.record.events if isinstance(e, Withdrawn))
        return templates.fill(
            page, view, "这件事已撤下", "这件事不再公开",
            head=NOINDEX if view.portal.indexed else "", summary=summary, withdrawn=reason, listed=False,
        )  # fmt: skip
    told = [tell(entry, view, view.pictures(page.key, entry)) for entry in each.standing.entries]
    steps = view.handling.steps(page.key)
    sentence = view.word(f"{summary.face}·整句")
    return templates.fill(
        page,
        view,
        summary.title,
        f"{sentence}。{each.record.summary}",
        picture=view.outcomes.pictures(page.key)[1],
        summary=summary,
        withdrawn="",
        record=each.record,
        sentence=sentence,
        standing=each.standing,
        outcome=view.outcomes.of(page.key),
        steps=steps,
        taken_up=_taken_up(each, steps),
        story=list(reversed(told)),
        ahead=ahead(each, view.day_of(page.key)),
        relay=view.handling.relay(page.key),
        policies=_policies(each, view),
        announced=view.notices.about(page.key),
        contacts=_contacts(each, view),
        holder_phone=_holder_phone(each, view),
        merged=view.cases.merged_into(page.key),
        session=view.desk.of_case(page.key),
        into=_into(told, view),
        updated=summary.last_day.exact,
    )


def _taken_up(each: Registered, steps: Sequence[StepTaken]) -> StepTaken | None:
    """Of a 微心愿: the step by which somebody took it up (认领), once that is done."""
    if each.workflow is None or each.record.nature != "微心愿":
        return None
    taken = zip(each.workflow.steps, steps, strict=True)
    return next((step for what, step in taken if what.event == "转办" and step.by), None)


def _contacts(each: Registered, view: View) -> list[Post]:
    """Whom to ask: those who look after the place before those who come for one thing."""
    if each.record.frozen:
        return []
    posts = view.contacts(each.places[0].code)
    return sorted(posts, key=lambda post: post.level not in ("网格", "社区"))[:3]


def _holder_phone(each: Registered, view: View) -> str:
    """The phone of the unit that leads now, where that is not the community itself."""
    holder = each.standing.holder
    return view.phone(holder.unit) if holder and holder.unit != each.seat else ""


def _policies(each: Registered, view: View) -> list[PolicyLink]:
    own = view.policy_links(each.record.policies)
    return [*own, *(link for link in view.policies(each.record.category) if link not in own)]


def _into(told: list[Told], view: View) -> Summary | None:
    key = next((t.case for t in reversed(told) if t.case), "")
    return view.summary(key) if key else None
