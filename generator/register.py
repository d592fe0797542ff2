"""The register: all that the records say as of one date, and all that is wrong between them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator import read, words
from generator.fold import album, meetings, names, notices, places, stations
from generator.fold import directory as fold_directory
from generator.fold.cases import case as fold_case
from generator.fold.cases import standing, story, workflow
from generator.fold.desk import sessions
from generator.fold.desk.sessions import Session, Sessions
from generator.fold.directory import Directory
from generator.fold.figures import computed, counted
from generator.fold.figures.computed import Computed
from generator.fold.figures.counted import Told
from generator.fold.figures.tables import Tables, tables
from generator.fold.ground import EARLIEST, Faults, Ground, future, long_ago
from generator.fold.meetings import Held
from generator.fold.notices import Posted
from generator.fold.places import Place, Tree
from generator.fold.stations import Station
from generator.photos import Photo
from generator.problem import Fault, Problem
from generator.read import Note, Reading
from generator.records.case import Case
from generator.records.events import Merged
from generator.records.moment import Moment
from generator.records.portal import Portal
from generator.records.rules import Category, Limits, Rules, Workflow


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
    folded: fold_case.Folded
    standing: standing.Standing
    photos: Mapping[str, Photo]
    session: Session | None
    silent: bool


@dataclass(frozen=True, slots=True)
class Register:
    """All records as of `today`. Cases by id, policy notes by file name."""

    today: date
    portal: Portal
    rules: Rules
    tree: Tree
    directory: Directory
    community: Place
    cases: Mapping[str, Registered]
    meetings: tuple[Held, ...]
    sessions: Sessions
    notices: tuple[Posted, ...]
    stations: tuple[Station, ...]
    figures: Computed
    counts: Tables
    told: tuple[Told, ...]
    policies: Mapping[str, Note]
    words: Mapping[str, str]

    @property
    def since(self) -> str:
        """The month ("2024-01") from which on all have pages; empty if that is for the records to say."""
        return self.portal.since.iso if self.portal.since else ""


_TWINS = {"case": ("编号", "给其中一件换一个编号，文件名也换")}
_TWIN = ("文件名", "给其中一份换一个文件名")

Raw = Callable[[str], bytes]


def build(readings: Iterable[Reading], today: date, raw: Raw) -> tuple[Register | None, list[Problem]]:
    """Put the records together.

    `raw` gives the bytes of a file below content/, to find the line of what is wrong between
    records. Where a file that all others need is missing or broken, there is no register.
    """
    by_kind: dict[str, dict[str, Reading]] = {}
    readings = list(readings)
    problems = album.check(readings)
    for reading in readings:
        problems += reading.problems
        key = reading.key if reading.kind in read.NAMED_FREELY else reading.key.upper()
        twin = by_kind.setdefault(reading.kind, {}).setdefault(key, reading)
        if twin is not reading and reading.kind in ("case", "policy", "notice"):
            name, remedy = _TWINS.get(reading.kind, _TWIN)
            message = f"和 content/{twin.path} 的{name}一样"
            file = f"content/{reading.path}"
            problems.append(Problem(file, 1, 1, "编号重复", message, remedy))
    missing = [kind for kind in read.REQUIRED if kind not in by_kind]
    for kind in missing:
        file = f"content/{kind}.yml"
        problems.append(Problem(file, 1, 1, "缺文件", "少了这个文件", "从样例里复制一份再改"))
    base = {kind: next(iter(by_kind[kind].values())).record for kind in read.REQUIRED if kind not in missing}
    if len(base) < len(read.REQUIRED) or any(record is None for record in base.values()):
        return None, problems
    work = _Work(base, today, raw, problems, album.beside(readings))
    return work.register(by_kind), problems


class _Work:
    def __init__(
        self, base: Mapping[str, Any], today: date, raw: Raw, problems: list[Problem], photos: album.Folders
    ) -> None:
        self.portal: Portal = base["portal"]
        self.rules: Rules = base["rules"]
        self.today, self.raw, self.problems, self.photos = today, raw, problems, photos
        # Of a meeting, each thing once, however many cases say it.
        self.elsewhere: dict[tuple[str, Fault], None] = {}
        self.tree = places.plant(base["places"])
        self.directory, faults = fold_directory.index(self.tree, base["units"], base["contacts"])
        self._say("places.yml", self.tree.faults)
        self._say("units.yml", faults["units"])
        self._say("contacts.yml", faults["contacts"])
        self._say("rules.yml", [*names.check_rules(self.rules, words.DEFAULTS), *workflow.check(self.rules)])

    def register(self, by_kind: Mapping[str, Mapping[str, Reading]]) -> Register | None:
        faults: list[Fault] = []
        community = self.directory.place(self.portal.community, ("社区",), faults)
        self._say("portal.yml", faults)
        policies = {r.key: r.record for r in by_kind.get("policy", {}).values() if r.record}
        for reading in by_kind.get("policy", {}).values():
            if reading.record:
                self._say(reading.path, names.check_policy(reading.record.front, self.rules))
        typed = {r.key: r for r in by_kind.get("case", {}).values()}
        ground = Ground(self.directory, self.rules, typed.keys(), self.today)
        held, wrong = meetings.gather(by_kind.get("meeting", {}).values(), ground)
        self._say_all(wrong)
        planned, wrong = sessions.gather(by_kind.get("desk", {}).values(), ground)
        self._say_all(wrong)
        met = meetings.by_case(held)
        posted, wrong = notices.gather(by_kind.get("notice", {}).values(), ground)
        self._say_all(wrong)
        stood, wrong = stations.gather(by_kind.get("stations", {}).values(), ground)
        self._say_all(wrong)
        known = names.Known(self.directory, self.rules, policies.keys(), typed.keys(), planned, self.today)
        cases = {}
        for key, reading in sorted(typed.items()):
            if reading.record is not None:
                done = self._case(reading, known, met.get(key, []))
                if done:
                    cases[key] = done
        for path, fault in self.elsewhere:
            self._say(path, [fault])
        self._circles(cases, typed)
        rows, wrong = counted.gather(by_kind.get("counts", {}).values(), ground)
        self._say_all(wrong)
        told, wrong = counted.told(by_kind.get("reported", {}).values(), ground)
        self._say_all(wrong)
        if community is None:
            return None
        sums = computed.compute(computed.Sources(cases.values(), held, planned.all), self.tree, self.rules, self.today)
        return Register(
            today=self.today,
            portal=self.portal,
            rules=self.rules,
            tree=self.tree,
            directory=self.directory,
            community=community,
            cases=cases,
            meetings=held,
            sessions=planned,
            notices=posted,
            stations=stood,
            figures=sums,
            counts=tables(rows, self.tree),
            told=told,
            policies=policies,
            words={**words.DEFAULTS, **self.rules.words},
        )

    def _case(self, reading: Reading, known: names.Known, met: list[Held]) -> Registered | None:
        case: Case = reading.record
        found, faults = names.check_case(case, known)
        photos, missing = album.named(case, reading.path, self.photos)
        faults += missing
        days: list[tuple[story.Path, Moment]] = [
            (("进展", index, "日期"), event.day) for index, event in enumerate(case.events)
        ]
        days += [(("截至",), case.known_until)] if case.known_until else []
        faults += [future(path) for path, day in days if day.known and day.earliest > self.today]
        if not case.frozen:
            faults += [long_ago(path) for path, day in days if day.known and day.earliest < EARLIEST]
        category = found.category
        if not found.places or category is None:
            self._say(reading.path, faults)
            return None
        seat = self.directory.seat(found.places[0]) or found.places[0].name
        limits: Limits = category.limits or self.rules.limits
        folded = fold_case.fold(story.tell(case, seat, met), limits)
        if any(fault.code == "不认识的单位" for fault in faults):
            # An unknown name makes every condition on it fail; the name is what is to be mended.
            folded = replace(folded, faults=tuple(each for each in folded.faults if each.code != "条件不够"))
        if found.workflow or not case.workflow:
            faults += workflow.check_skipped(found.workflow, folded.entries, case.skipped)
        self._say(reading.path, [*faults, *folded.faults])
        self.elsewhere.update(dict.fromkeys(folded.elsewhere))
        stands = standing.as_of(folded, self.today, case.frozen)
        silent = stands.silent_days is not None and stands.silent_days >= self.rules.silent
        return Registered(
            case, found.places, category, found.workflow, seat, folded, stands, photos, found.session, silent
        )

    def _circles(self, cases: Mapping[str, Registered], typed: Mapping[str, Reading]) -> None:
        """Cases that are merged into each other lead the reader nowhere."""
        merged = {
            key: (what.into, entry.happening.path)
            for key, each in cases.items()
            for entry in each.folded.entries
            if isinstance(what := entry.happening.what, Merged) and what.into != key
        }
        for key, (into, path) in merged.items():
            seen = {key}
            while into in merged and into not in seen:
                seen.add(into)
                into = merged[into][0]
            if into == key:
                fault = Fault((*path, "并入"), "并来并去", "并案绕了一圈，又回到这一件", "留一件不并案，别的都并到它")
                self._say(typed[key].path, [fault])

    def _say_all(self, faults: Faults) -> None:
        for path, each in sorted(faults.items()):
            self._say(path, each)

    def _say(self, path: str, faults: Iterable[Fault]) -> None:
        faults = list(faults)
        if faults:
            raw = self.raw(path)
            self.problems += [read.locate(path, raw, fault) for fault in faults]
