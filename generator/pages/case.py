"""/cases/ID/: how far is it, who holds it, by when, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.pages.page import Page, Templates, page
from generator.pages.telling import Told, outcome, tell
from generator.records.events import Withdrawn
from generator.register import Registered
from generator.shell import Slots
from generator.view import PolicyLink, Post, Summary, View

KIND = "case"
_NOINDEX = '<meta name="robots" content="noindex">'


def pages(view: View) -> Iterator[Page]:
    for key in view.case_ids():
        summary = view.summary(key)
        yield page(f"cases/{key}/", KIND, key, summary.last_day.exact, listed=summary.face != "撤下")


def slots(page: Page, view: View, templates: Templates) -> Slots:
    each, summary = view.case(page.key), view.summary(page.key)
    if summary.face == "撤下":
        reason = next(e.reason for e in each.record.events if isinstance(e, Withdrawn))
        return templates.slots(
            page, view, "这件事已撤下", "这件事不再公开",
            head=_NOINDEX if view.portal.indexed else "", summary=summary, withdrawn=reason,
        )  # fmt: skip
    told = [tell(entry, view, view.pictures(page.key, entry)) for entry in each.standing.entries]
    sentence = view.word(f"{summary.face}·整句")
    return templates.slots(
        page,
        view,
        summary.title,
        f"{sentence}。{each.record.summary}",
        summary=summary,
        withdrawn="",
        record=each.record,
        sentence=sentence,
        standing=each.standing,
        outcome=outcome(each),
        steps=view.steps(page.key),
        step_number=_step_number(view, page.key),
        story=list(reversed(told)),
        ahead=_next(told, each, view.today),
        baton=_baton(each, view),
        calls=each.folded.calls,
        policies=_policies(each, view),
        contacts=_contacts(each, view),
        holder_phone=_holder_phone(each, view),
        merged=view.merged_into(page.key),
        into=_into(told, view),
    )


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next, when it is expected, and how many days ago that was."""

    text: str
    expected: date | None
    gone: int


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of the baton. `share`: its length in percent of the longest, at least 1."""

    unit: str
    level: str
    start: date | None
    days: int
    share: int
    current: bool


def _step_number(view: View, key: str) -> int:
    """Which step is the last begun, from 1; 0 if none."""
    taken = view.steps(key)
    return max((n for n, step in enumerate(taken, 1) if step.progress in ("做了", "正在做")), default=0)


def _next(told: list[Told], each: Registered, today: date) -> Ahead | None:
    """What the last entry of this round that says so announces; of a closed case nothing is ahead."""
    if not each.standing.open:
        return None
    entries = zip(told, each.standing.entries, strict=True)
    this_round = [t for t, entry in entries if entry.round == each.standing.round]
    said = next((t for t in reversed(this_round) if t.next_step), None)
    if said is None:
        return None
    gone = (today - said.expected).days if said.expected else 0
    return Ahead(said.next_step, said.expected, gone)


def _baton(each: Registered, view: View) -> list[Leg]:
    """Who had it for how many days. Stretches that are not known to the day have no length."""
    held = [(h, h.days) for h in each.standing.holders if h.days is not None and (h.days > 0 or h.current)]
    longest = max((days for _, days in held), default=0) or 1
    return [
        Leg(h.unit, view.level(h.unit), h.start, days, max(round(100 * days / longest), 1), h.current)
        for h, days in held
    ]


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
    own = [view.policy_link(slug) for slug in each.record.policies]
    return own + [link for link in view.policies(each.record.category) if link not in own]


def _into(told: list[Told], view: View) -> Summary | None:
    key = next((t.case for t in reversed(told) if t.case), "")
    return view.summary(key) if key else None
