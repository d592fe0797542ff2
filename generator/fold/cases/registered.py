"""One case with all that was derived from it, and as lists show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.fold.cases.case import Folded
from generator.fold.cases.standing import Due, Face, Standing
from generator.fold.cases.story import Happening
from generator.fold.desk.session import Session
from generator.fold.places import Place, Tree
from generator.packed import packed
from generator.photos import Photo
from generator.records.case import Case
from generator.records.events import Assigned
from generator.records.moment import Moment
from generator.records.rules import Category, Workflow


@dataclass(frozen=True, slots=True)
class Registered:
    """One case with all that was derived from it. `places` are as the record names them, and so are `photos`.

    `silent`: it is open, and no event was written down for long (久未进展).
    """

    record: Case
    places: tuple[Place, ...]
    category: Category
    workflow: Workflow | None
    seat: str
    folded: Folded
    standing: Standing
    photos: Mapping[str, Photo]
    session: Session | None
    silent: bool


@packed
@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place as other pages name it."""

    code: str
    name: str


@packed
@dataclass(frozen=True, slots=True)
class Summary:
    """A case as lists show it. One that was withdrawn has no title but its id.

    `silent_days`: since its last event, of an open case that is not reported.
    """

    id: str
    title: str
    nature: str
    category: str
    face: Face
    seal: str
    reported: bool
    open: bool
    places: tuple[PlaceLink, ...]
    registered: Moment
    last_day: Moment
    last_kind: str
    last_note: str
    closed: Moment | None
    due: Due | None
    holder: str
    silent_days: int | None


@packed
@dataclass(frozen=True, slots=True)
class Heading:
    """A case as it is named elsewhere. Neither a night nor most events change it."""

    id: str
    title: str
    face: Face
    seal: str
    places: tuple[PlaceLink, ...]


def heading(of: Summary) -> Heading:
    return Heading(of.id, of.title, of.face, of.seal, of.places)


@packed
@dataclass(frozen=True, slots=True)
class Card:
    """What a plain list shows of a case, and no more, so that the list is not made again for anything else.

    `due`, with `holder`: of an open one; `closed`: of one that has a result. Of all others the last event is told.
    """

    id: str
    title: str
    face: Face
    seal: str
    reported: bool
    open: bool
    places: tuple[PlaceLink, ...]
    holder: str
    due: Due | None
    closed: Moment | None
    last_day: Moment
    last_kind: str


def card(of: Summary) -> Card:
    """A case in a plain list."""
    due = of.due if of.open and not of.reported else None
    closed = of.closed if not (due or of.reported) else None
    other = due is None and closed is None
    return Card(
        id=of.id,
        title=of.title,
        face=of.face,
        seal=of.seal,
        reported=of.reported,
        open=of.open,
        places=of.places,
        holder=of.holder if due else "",
        due=due,
        closed=closed,
        last_day=of.last_day if other else Moment(),
        last_kind=of.last_kind if other else "",
    )


def summary(each: Registered, tree: Tree, words: Mapping[str, str]) -> Summary:
    """`words`: the residents' words for the terms of the records."""
    case, stands = each.record, each.standing
    last = stands.entries[-1].happening if stands.entries else None
    rounds = each.folded.rounds
    return Summary(
        id=case.id,
        title=case.title if stands.face != "撤下" else case.id,
        nature=case.nature,
        category=case.category,
        face=stands.face,
        seal=words[stands.face],
        reported=case.frozen,
        open=stands.open,
        places=tuple(PlaceLink(place.code, tree.called(place)) for place in each.places),
        registered=rounds[0].start if rounds else Moment(),
        last_day=last.day if last else Moment(),
        last_kind=_told(last, words) if last else "",
        last_note=getattr(last.what, "note", None) or "" if last else "",
        closed=rounds[-1].closed if rounds and not stands.open else None,
        due=stands.due,
        holder=stands.holder.unit if stands.holder else "",
        silent_days=stands.silent_days,
    )


def _told(last: Happening, words: Mapping[str, str]) -> str:
    """What happened, in the residents' words: 交给 桑榆苑物业."""
    word = words[last.kind]
    return f"{word} {last.what.to[0]}" if isinstance(last.what, Assigned) else word
