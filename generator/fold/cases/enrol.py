"""In which rolls a case stands. Each roll is named here, and nowhere else does a case walk into a list.

Places in rolls are texts, so that dates are in order: see `generator.rolls`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.fold.cases import pictures
from generator.fold.cases.outcome import Outcome, outcome
from generator.fold.cases.registered import Registered, Summary
from generator.fold.cases.turns import turns
from generator.fold.figures.defined import DEFINITIONS, counts_in, month_of
from generator.fold.meetings import Held
from generator.fold.places import Tree
from generator.packed import packed
from generator.records.events import Answered, Merged, Published, Unsolved
from generator.records.moment import Moment
from generator.records.rules import LeastSample
from generator.rolls import Entry, latest_first

UNDATED = "undated"


@packed
@dataclass(frozen=True, slots=True)
class Dealt:
    """What a case says of a meeting that dealt with it. `public`: it is not withdrawn; `places` by their codes.

    `hidden`, `struck`: it says that what the meeting told should not be public, or was told wrongly.
    """

    public: bool
    reported: bool
    hidden: bool
    struck: bool
    seat: str
    places: tuple[str, ...]


def told(moment: Moment) -> str:
    """A place by which what rests on the latest day comes first: of what may be meant by a date, its last day."""
    if not moment.known:
        return "9" * 8
    return f"{latest_first(moment.latest)}{int(moment.exact is None)}"


def entries(
    each: Registered, summary: Summary, met: Sequence[Held], tree: Tree, least: LeastSample, today: date
) -> Iterator[Entry]:
    """All of a case. `met`: the meetings that dealt with it."""
    came = outcome(each.standing, least)
    yield Entry("all", "")
    yield Entry(f"month/{month(summary.registered)}", "", (summary.face, summary.last_day))
    for held in met:
        yield Entry(f"meeting/{held.path}", "", _dealt(each, held))
    if not each.record.frozen:
        if each.folded.rounds:
            yield Entry("began", each.folded.rounds[0].start.earliest.isoformat())
        for week, turn in turns(each).items():
            yield Entry(f"week/{week}", "", turn)
        yield from _behind(each, summary, today)
    if summary.face == "撤下":
        return
    began = summary.registered
    yield Entry(f"found/{began.earliest:%Y-%m}" if began.known else f"found/{UNDATED}", "")
    if answered(summary, came):
        yield Entry("asked", told(summary.last_day), summary.last_day)
    for event in each.record.events:
        if isinstance(event, Merged):
            yield Entry(f"into/{event.into}", "")
    if shown := [(path, of.digest, width) for of in pictures.of_case(each) for path, width in of.files]:
        yield Entry("pictures", "", tuple(dict.fromkeys(shown)))
    codes = ["", *sorted({up.code for place in each.places for up in tree.up(place.code)})]
    for code in codes:
        yield Entry(f"at/{code}", told(summary.last_day), summary.last_day)
    if each.record.frozen:
        yield from (Entry(f"reported/{code}", "", (summary.face, summary.last_day)) for code in codes)
    else:
        yield from _own(each, summary, came, codes)


def answered(summary: Summary, came: Outcome) -> bool:
    """Whether it was a question, and what was said may be told."""
    return summary.nature == "咨询" and isinstance(came.closing, Answered)


def month(moment: Moment) -> str:
    """2026-09; 2026- where only the year is known."""
    if not moment.year:
        return UNDATED
    return f"{moment.year:04}-" + (f"{moment.month:02}" if moment.month else "")


def _own(each: Registered, summary: Summary, came: Outcome, codes: Sequence[str]) -> Iterator[Entry]:
    """Of a matter of the board itself that is public."""
    yield Entry("moved", latest_first(summary.last_day.exact))
    yield from _display(each)
    if each.session:
        yield Entry(f"session/{each.session.id}", "")
    if each.silent and each.standing.silent_since:
        yield Entry("silent", each.standing.silent_since.isoformat())
    if summary.open:
        place, roll = (summary.due.day if summary.due else date.max).isoformat(), "open"
    elif summary.face == "并入":
        return
    else:
        place, roll = latest_first((summary.closed or summary.last_day).exact), "closed"
    yield from (Entry(f"{roll}/{code}", place) for code in codes)
    for slug in dict.fromkeys(each.record.policies):
        yield Entry(f"about/{slug}", f"{roll == 'closed':d}{place}", summary.last_day)
    if summary.open:
        return
    closing = each.standing.closing
    if summary.face == "已解决":
        yield Entry("solved", latest_first(summary.closed.exact if summary.closed else None), summary.last_day)
    if summary.face == "暂不能解决":
        recheck = closing.recheck if isinstance(closing, Unsolved) else date.max
        yield Entry("unsolved", recheck.isoformat(), summary.last_day)
    if answered(summary, came):
        yield Entry("answers", place)
    if came.published and came.published.until:
        yield Entry("shown", came.published.until.isoformat(), came.published.day.earliest)


def _display(each: Registered) -> Iterator[Entry]:
    """What a case shows to all, since when, and until when, unless it was taken back."""
    for number, entry in enumerate(each.standing.entries):
        what = entry.happening.what
        if isinstance(what, Published) and what.until and what.day.exact and entry.correction is None:
            place = f"{what.until.isoformat()} {each.record.id} {number:04}"
            yield Entry("display", place, (what.what, what.day, what.until))


def _behind(each: Registered, summary: Summary, today: date) -> Iterator[Entry]:
    """Where it is one of the matters behind a figure, with its parts of numerator and denominator."""
    if not counts_in(each):
        return
    if summary.open:
        yield Entry("aging", summary.registered.earliest.isoformat())
    for definition in DEFINITIONS:
        if definition.marks:
            for number, (day, part, whole) in enumerate(definition.marks(each, today)):
                name = f"behind/{definition.key}/{month_of(day)}"
                yield Entry(name, f"{each.record.id} {number:04}", (part, whole, summary.last_day))


def _dealt(each: Registered, held: Held) -> Dealt:
    mine = [entry for entry in each.standing.entries if entry.happening.what is held.record]
    return Dealt(
        each.standing.face != "撤下",
        each.record.frozen,
        any(entry.private for entry in mine),
        any(entry.correction for entry in mine),
        each.seat,
        tuple(place.code for place in each.places),
    )
