"""A whole portal, file by file, and on which day each file came to be and was changed."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.portals import basis, cases, commits, desks, papers, town, write
from benchmarks.portals.cases import Case
from benchmarks.portals.days import Days
from benchmarks.portals.handling import Handling
from benchmarks.portals.words import Teller
from benchmarks.portals.write import File, Version
from generator import read
from generator.records.rules import Rules

REPO = Path(__file__).parents[2]
_COPIED = ("content/.schema", "content/pages", "content/policies", "content/rules.yml", "templates", "mkdocs.yml")
"""What does not grow with a portal is the repo's own."""
_ORDER = ("编号", "标题", "性质", "类别", "地点", "来源", "场次", "反映人数", "流程", "略过", "期限", "政策", "概述")

ADDRESS = "https://gongkailan.xiaohe.gov.cn/"
"""Where its site would be: no host that is reserved for examples, for what was published there is kept watch over."""
_SAMPLES = b"https://deskboard.example.org/"

TODAY = date(2026, 11, 20)
"""Unless another day is asked for; the command knows no clock."""


def lay(folder: Path, count: int, seed: int = 1, today: date = TODAY, git: bool = False) -> int:
    """Lay a portal of `count` cases into a new folder, with its history if wanted; how many files it has."""
    made = list(files(count, seed, today))
    for each in {(folder / file.path).parent for file in made}:
        each.mkdir(parents=True, exist_ok=True)
    for file in made:
        (folder / file.path).write_bytes(file.versions[-1][1])
    if git:
        commits.commit(folder, made)
    return len(made)


def files(count: int, seed: int, today: date) -> Iterator[File]:
    """The files of a portal of `count` cases."""

    def chance(part: str) -> random.Random:
        return random.Random(f"{seed} {part}")

    days, place = Days(today), town.found(count, chance("town"))
    start = days.first
    for source in _COPIED:
        for path in sorted((REPO / source).rglob("*")) or [REPO / source]:
            if path.is_file():
                data = path.read_bytes().replace(_SAMPLES, ADDRESS.encode())
                yield File(path.relative_to(REPO).as_posix(), [(start, data)])
    yield File(".gitignore", [(start, b".deskboard/\nsite/\n")])
    for name, record in (
        ("portal", basis.portal(place)), ("places", basis.places(place)), ("units", list(basis.units(place))),
        ("contacts", list(basis.contacts(place))), ("stations", list(basis.stations(place))),
    ):  # fmt: skip
        yield File(f"content/{name}.yml", [(start, write.record(record).encode())])
    held = {}
    for community in place.communities:
        for year, rows in basis.counts(community, days, chance(f"counts {community.code}")).items():
            yield File(f"content/counts/{year}-{community.code}.yml", [(start, write.record(rows).encode())])
        run = desks.run(community, days, chance(f"desk {community.code}"))
        held[community.name] = run.held
        for year, record in run.files.items():
            yield File(f"content/desks/{year}/{community.code}.yml", [(start, write.record(record).encode())])
    told = cases.drafted(count, held, place.communities, days, chance("cases"))
    _handle(told, days, chance("handling"))
    for case in told:
        yield File(f"content/{case.folder}/{case.id}.yml", list(_versions(case)))
    for paper in papers.meetings(told, place.communities, days, chance("meetings")):
        yield File(f"content/{paper.path}", [(paper.day, write.record(paper.front).encode())])
    for paper in papers.notices(told, place.communities, days, chance("notices")):
        yield File(f"content/{paper.path}", [(paper.day, write.note(paper.front, paper.body).encode())])


def _handle(told: list[Case], days: Days, chance: random.Random) -> None:
    """Tell what happened to each case, in the order in which they came."""
    rules: Rules = read.read("rules.yml", (REPO / "content" / "rules.yml").read_bytes()).record
    limits = {each.name: (each.limits or rules.limits).closing for each in rules.categories}
    tell = Teller(chance)
    earlier: dict[tuple[str, str], list[Case]] = {}
    for case in told:
        beside: list[Case] = []
        if case.nature not in ("咨询", "微心愿"):
            beside = earlier.setdefault((case.estate.code, case.topic["类别"]), [])
        Handling(case, limits[case.topic["类别"]], days, tell, chance).run(beside)
        beside.append(case)


def _versions(case: Case) -> Iterator[Version]:
    """A case as it was written down step by step: on the evening of a day, with all that had happened by then."""
    text = write.record({key: case.head[key] for key in _ORDER if key in case.head}) + "进展:\n"
    for number, event in enumerate(case.events):
        text += write.item(event)
        day = event["日期"][:10]
        if number + 1 == len(case.events) or case.events[number + 1]["日期"][:10] != day:
            yield date.fromisoformat(day), text.encode()
