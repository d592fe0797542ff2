"""What communities counted without text (counts/*.yml), and figures of reports (reported.yml): names looked up."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.fold.ground import Faults, Ground
from generator.fold.places import Place
from generator.problem import Fault
from generator.read import Reading
from generator.records.counts import CountKind, CountsFile
from generator.records.reported import ReportedFile, ReportedRecord


@dataclass(frozen=True, slots=True)
class Row:
    """How many matters of a kind a community had in a month ("2026-09"), and how many of them came to a good end."""

    month: str
    community: Place
    kind: CountKind
    cases: int
    settled: int


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a report. `place`: whose it is, if that is a place of the tree."""

    record: ReportedRecord
    place: Place | None


def gather(readings: Iterable[Reading], ground: Ground) -> tuple[tuple[Row, ...], Faults]:
    """All rows in order of month, community and kind, and what is wrong between them."""
    rows: dict[tuple[str, str, str], Row] = {}
    faults: dict[str, list[Fault]] = {}
    for reading in sorted(readings, key=lambda each: each.path):
        if reading.record is None:
            continue
        record: CountsFile = reading.record
        wrong = faults.setdefault(reading.path, [])
        for index, each in enumerate(record.root):
            if each.month.earliest > ground.today:
                remedy = "等一个月过完再写"
                wrong.append(Fault((index, "月份"), "日期在以后", "这个月还没有到", remedy))
            elif each.month.latest >= ground.today:
                wrong.append(Fault((index, "月份"), "没有过完", "这个月还没有过完", "等一个月过完再写"))
            place = _community(each.community, (index, "社区"), ground, wrong)
            for number, count in enumerate(each.kinds):
                key = (each.month.iso, place.code if place else each.community, count.kind)
                if key in rows:
                    message = f"这个社区这个月的“{count.kind}”写了两次"
                    remedy = "只留一条；数要加在一起的，加好写成一条"
                    wrong.append(Fault((index, "数", number, "种类"), "重复的数", message, remedy))
                elif place:
                    rows[key] = Row(each.month.iso, place, count.kind, count.cases, count.settled)
    return tuple(row for _, row in sorted(rows.items(), key=lambda each: each[0])), faults


def told(readings: Iterable[Reading], ground: Ground) -> tuple[tuple[Told, ...], Faults]:
    """The figures of reports in the order in which they are written."""
    found: list[Told] = []
    faults: dict[str, list[Fault]] = {}
    for reading in readings:
        if reading.record is None:
            continue
        record: ReportedFile = reading.record
        wrong = faults.setdefault(reading.path, [])
        seen: set[tuple[str, str, str]] = set()
        for index, each in enumerate(record.root):
            if each.as_of.known and each.as_of.earliest > ground.today:
                remedy = "写报道里的数到哪一天为止；报道没写的，写“不详”"
                wrong.append(Fault((index, "截至"), "日期在以后", "这个日子还没有到", remedy))
            key = (each.name, each.whose, each.origin)
            if key in seen:
                message, remedy = "同一份报道的这个数写了两次", "只留一条；不是一回事的，换一个名称"
                wrong.append(Fault((index, "名称"), "重复的数", message, remedy))
            seen.add(key)
            places = ground.directory.tree.find(each.whose)
            found.append(Told(each, places[0] if len(places) == 1 else None))
    return tuple(found), faults


def _community(name: str, path: tuple[str | int, ...], ground: Ground, faults: list[Fault]) -> Place | None:
    place = ground.directory.place(name, path, faults)
    if place and place.level not in ("社区", "村"):
        message = "这里要写社区或者村，别的地方不单独报数"
        faults.append(Fault(path, "不是社区", message, "写它所在的社区（村）的名称"))
        return None
    return place
