"""What may stand of all that looks private: public phones, and what a record lets stand with a reason."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import photos, privacy, read, written, yamls
from generator.privacy import Finding, Found
from generator.problem import ERROR, REMINDER, Problem
from generator.read import Reading
from generator.records.contacts import Contacts
from generator.records.portal import Portal
from generator.records.stations import Stations
from generator.records.units import Units
from generator.records.waiver import Waiver
from generator.store import Database

KINDS = ("portal", "units", "contacts", "stations")
"""Kinds of records that let something stand, whatever they say."""
Place = Callable[[str, int], tuple[int, int]]
"""Line and column of the waiver with this number in a file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that people wrote: what was found in it, and what it lets stand.

    `home`: where its own waivers are written; none if it is waived in portal.yml.
    """

    file: str
    found: Sequence[Found]
    waivers: Sequence[Waiver] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """What may be published although it looks private: digits of phones, and (kind, value) of findings.

    `general`: what portal.yml lets stand, as messages show it; for what only a page puts together.
    """

    phones: frozenset[str]
    waived: frozenset[tuple[str, str]] = frozenset()
    general: frozenset[str] = frozenset()

    @property
    def told(self) -> tuple[list[str], list[tuple[str, str]], list[str]]:
        """All of it, in order."""
        return sorted(self.phones), sorted(self.waived), sorted(self.general)

    def allows(self, finding: Finding) -> bool:
        """Whether it may stand."""
        if finding.kind in ("手机号", "座机") and finding.value in self.phones:
            return True
        return (finding.kind, finding.value) in self.waived or finding.masked in self.general

    def stops(self, text: str) -> Iterator[Finding]:
        """What must not be published of a text."""
        return (each for each in privacy.find(text) if each.sure and not self.allows(each))


def judge(
    readings: Sequence[Reading], others: Mapping[str, bytes], place: Place, known: Database | None = None
) -> tuple[Permit, list[Problem]]:
    """What may be published, and all that may not stand in the files. `known`: what was found in `others` before.

    `others`: the files that are no records, by their path in the portal: pages written by hand, the
    templates, mkdocs.yml, and what lies hidden in content/.
    """
    portal = next((each.record for each in readings if isinstance(each.record, Portal)), None)
    general = (portal.privacy.waivers or ()) if portal else ()
    names_stop = bool(portal and portal.privacy.names_stop)
    public = Permit(_phones([each.record for each in readings]))
    sources = [*map(_of_record, readings), *(_known_other(*each, known) for each in others.items())]
    judged = [_Judged([each], each.waivers, public, names_stop, place) for each in sources if each.home]
    judged.append(_Judged([each for each in sources if not each.home], general, public, names_stop, None))
    waived = frozenset(pair for each in judged for pair in each.waived)
    permit = Permit(public.phones, waived, frozenset(each.what for each in general))
    return permit, [problem for each in judged for problem in each.problems]


def _of_record(reading: Reading) -> Source:
    head = getattr(reading.record, "front", reading.record)
    waivers = getattr(head, "waivers", None) or ()
    return Source(f"content/{reading.path}", reading.found, waivers, _home(reading.path))


def _home(path: str) -> str | None:
    """Where a record's own waivers are written, if it may have any."""
    kind = read.kind_of(path)
    if kind is None or "waivers" not in kind.model.model_fields:
        return None
    return "在开头" if kind.markdown else "在这份记录里"


def _known_other(file: str, raw: bytes, known: Database | None) -> Source:
    name, digest = f"permit {file}", hashlib.sha256(raw).hexdigest()
    found: Source | None = known.remembered(name, digest) if known else None
    if found is None:
        found = _of_other(file, raw)
        if known:
            known.remember(name, digest, found)
    return found


def _of_other(file: str, raw: bytes) -> Source:
    if file.lower().endswith(written.PICTURES):
        photo, _ = photos.glance(file, raw)
        told = [each for _, text in photo.texts for each in privacy.find(text)] if photo else []
        return Source(file, [Found(each, 1, 1) for each in told])
    found = tuple(privacy.search(yamls.decode(raw, file)[0]))
    if not written.is_page(file):
        return Source(file, found)
    head = written.head(raw, file)
    home = "在开头" if head else "在最上面加两行 ---，中间"
    return Source(file, found, (head and head.waivers) or (), home)


def _phones(records: Iterable[object]) -> frozenset[str]:
    """The digits of the phones that units, posts and stations have made public.

    A mobile is public by the key for a post's alone, which wants the consent of its owner.
    """
    numbers: list[str | None] = []
    for record in records:
        if isinstance(record, Units):
            numbers += [each.phone for each in record.root]
        if isinstance(record, Contacts):
            for post in record.root:
                numbers += [post.mobile, None if post.phone and privacy.is_mobile(post.phone) else post.phone]
        if isinstance(record, Stations):
            numbers += [each.phone for each in record.root if each.phone and not privacy.is_mobile(each.phone)]
    return frozenset(privacy.dialled(number) for number in numbers if number)


class _Judged:
    """Files that share their waivers: what is wrong with them, and what they let stand.

    A waiver lets one thing stand. Two that look alike when they are masked are two things, and
    neither may stand: nobody could say which was meant.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        waivers: Sequence[Waiver],
        public: Permit,
        names_stop: bool,
        place: Place | None,
    ) -> None:
        self.waived: set[tuple[str, str]] = set()
        told = [each for source in sources for each in _told(source) if not public.allows(each.found.finding)]
        self._meant = {
            waiver.what: {each.found.finding.value for each in told if each.found.finding.masked == waiver.what}
            for waiver in waivers
        }
        reasons = {waiver.what: waiver.reason for waiver in waivers}
        problems = [self._judged(each, reasons, names_stop) for each in told]
        for number, waiver in enumerate(waivers if place else ()):
            if place and not self._meant[waiver.what]:
                problems.append(_unused(sources[0].file, *place(sources[0].file, number)))
        self.problems = list(dict.fromkeys(problems))

    def _judged(self, told: "_Told", reasons: Mapping[str, str], names_stop: bool) -> Problem:
        finding = told.found.finding
        meant = self._meant.get(finding.masked, set())
        if len(meant) == 1:
            self.waived.add((finding.kind, finding.value))
            return _waived(told, reasons[finding.masked])
        stops = finding.sure or (finding.kind == "姓名" and names_stop)
        return _stands(told, len(meant) > 1, ERROR if stops else REMINDER)


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding of a source. `where`: in which part of it, in words, if not in its text."""

    source: Source
    where: str
    found: Found


def _told(source: Source) -> Iterator[_Told]:
    for each in privacy.find(source.file):
        yield _Told(source, "文件名里的", Found(each, 1, 1))
    inside = "照片自带的文字里的" if photos.is_picture(source.file) else ""
    for found in source.found:
        yield _Told(source, inside, found)


def _stands(told: _Told, twice: bool, level: str) -> Problem:
    finding = told.found.finding
    message = f"{told.where}“{finding.masked}”像是{finding.words}，不能公开"
    home = told.source.home or "在 portal.yml 的“隐私”里"
    way_out = f"认错了，或者可以公开，就{home}写“放行”"
    if twice:
        way_out = "“放行”里的这一条对上了不同的两处，一条只能放行一处，改写其中一处"
    remedy = f"{privacy.KINDS[finding.kind]}。{way_out}"
    return Problem(told.source.file, told.found.line, told.found.column, finding.kind, message, remedy, level)


def _waived(told: _Told, reason: str) -> Problem:
    message = f"放行了一处{told.found.finding.words}“{told.found.finding.masked}”，原因：{reason}"
    remedy = "不该公开的话，删掉“放行”里的这一条"
    return Problem(told.source.file, told.found.line, told.found.column, "放行", message, remedy, REMINDER)


def _unused(file: str, line: int, column: int) -> Problem:
    message = "“放行”里有一条没有用上"
    return Problem(file, line, column, "放行", message, "内容要和检查时引号里的一样；不用了就删掉", REMINDER)
