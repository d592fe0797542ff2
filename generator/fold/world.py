"""The world of the cases: all other records, put together as of one date, and what is wrong between them."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator import read, words
from generator.fold import directory as fold_directory
from generator.fold import meetings, names, notices, places, stations
from generator.fold.cases import workflow
from generator.fold.desk import sessions
from generator.fold.desk.sessions import Sessions
from generator.fold.directory import Directory
from generator.fold.figures import counted
from generator.fold.figures.counted import Told
from generator.fold.figures.tables import Tables, tables
from generator.fold.ground import Faults, Ground
from generator.fold.meetings import Held
from generator.fold.notices import Posted
from generator.fold.places import Place, Tree
from generator.fold.stations import Station
from generator.problem import Fault
from generator.read import Note, Reading
from generator.records.portal import Portal
from generator.records.rules import Rules

GROUND = ("portal", "places", "units", "contacts", "rules", "desk")
"""Kinds of records on which what becomes of a case depends, whichever case it is."""
KINDS = (*GROUND, "meeting", "stations", "notice", "counts", "reported", "policy")


@dataclass(frozen=True, slots=True)
class World:
    """All records but cases as of `today`. Policy notes by file name; `met`: the meetings that dealt with each case.

    `community` is none where portal.yml names one that is not known.
    """

    today: date
    portal: Portal
    rules: Rules
    tree: Tree
    directory: Directory
    community: Place | None
    meetings: tuple[Held, ...]
    met: Mapping[str, list[Held]]
    sessions: Sessions
    notices: tuple[Posted, ...]
    stations: tuple[Station, ...]
    counts: Tables
    told: tuple[Told, ...]
    policies: Mapping[str, Note]
    words: Mapping[str, str]

    def known(self, cases: Set[str]) -> names.Known:
        """What a case may name; `cases`: the ids of all."""
        return names.Known(self.directory, self.rules, self.policies.keys(), cases, self.sessions, self.today)


Say = Callable[[str, Iterable[Fault]], None]
"""Called with a file (its path below content/) and what is wrong in it."""


def build(readings: Iterable[Reading], cases: Set[str], today: date, say: Say) -> World | None:
    """Put together what the files say; `cases`: the ids of all. None where one that all need cannot be read."""
    by_kind: dict[str, list[Reading]] = {}
    for each in readings:
        by_kind.setdefault(each.kind, []).append(each)
    base = {kind: by_kind[kind][0].record for kind in read.REQUIRED if kind in by_kind}
    if len(base) < len(read.REQUIRED) or any(record is None for record in base.values()):
        return None
    return _built(base, by_kind, cases, today, say)


def _built(
    base: Mapping[str, Any], by_kind: Mapping[str, list[Reading]], cases: Set[str], today: date, say: Say
) -> World:
    def of(kind: str) -> list[Reading]:
        return by_kind.get(kind, [])

    def say_all(found: Faults) -> None:
        for path, each in sorted(found.items()):
            say(path, each)

    portal: Portal = base["portal"]
    rules: Rules = base["rules"]
    tree = places.plant(base["places"])
    directory, faults = fold_directory.index(tree, base["units"], base["contacts"])
    say("places.yml", tree.faults)
    say("units.yml", faults["units"])
    say("contacts.yml", faults["contacts"])
    say("rules.yml", [*names.check_rules(rules, words.DEFAULTS), *workflow.check(rules)])
    nowhere: list[Fault] = []
    community = directory.place(portal.community, ("社区",), nowhere)
    say("portal.yml", nowhere)
    for each in of("policy"):
        if each.record:
            say(each.path, names.check_policy(each.record.front, rules))
    ground = Ground(directory, rules, cases, today)
    held, wrong = meetings.gather(of("meeting"), ground)
    say_all(wrong)
    planned, wrong = sessions.gather(of("desk"), ground)
    say_all(wrong)
    posted, wrong = notices.gather(of("notice"), ground)
    say_all(wrong)
    stood, wrong = stations.gather(of("stations"), ground)
    say_all(wrong)
    rows, wrong = counted.gather(of("counts"), ground)
    say_all(wrong)
    told, wrong = counted.told(of("reported"), ground)
    say_all(wrong)
    return World(
        today=today,
        portal=portal,
        rules=rules,
        tree=tree,
        directory=directory,
        community=community,
        meetings=held,
        met=meetings.by_case(held),
        sessions=planned,
        notices=posted,
        stations=stood,
        counts=tables(rows, tree),
        told=told,
        policies={each.key: each.record for each in of("policy") if each.record},
        words={**words.DEFAULTS, **rules.words},
    )
