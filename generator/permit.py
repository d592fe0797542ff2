"""What may stand of all that looks private: public phones, and what a record lets stand with a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import photos, privacy, written, yamls
from generator.privacy import Finding, Found
from generator.problem import ERROR, REMINDER, Problem
from generator.read import Reading
from generator.records.contacts import Contacts
from generator.records.portal import Portal
from generator.records.units import Units
from generator.records.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Source:
    """A file that people wrote: what was found in it, and what it lets stand.

    `own`: whether it has a place of its own for waivers; others are waived in portal.yml.
    """

    file: str
    found: Sequence[Found]
    waivers: Sequence[Waiver] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class Permit:
    """What may be published although it looks private: digits of phones, and (kind, value) of findings."""

    phones: frozenset[str]
    waived: frozenset[tuple[str, str]]

    def allows(self, finding: Finding) -> bool:
        """Whether it may stand."""
        if finding.kind in ("手机号", "座机") and finding.value in self.phones:
            return True
        return (finding.kind, finding.value) in self.waived

    def stops(self, text: str) -> Iterator[Finding]:
        """What must not be published of a text."""
        return (each for each in privacy.find(text) if each.sure and not self.allows(each))


def judge(readings: Sequence[Reading], by_hand: Mapping[str, bytes]) -> tuple[Permit, list[Problem]]:
    """What may be published, and all that may not stand in the files.

    `by_hand`: the files of content/pages/, by their path in the portal.
    """
    portal = next((each.record for each in readings if isinstance(each.record, Portal)), None)
    general = (portal.privacy.waivers or ()) if portal else ()
    public = _phones([each.record for each in readings])
    sources = [_of_record(each) for each in readings] + [_of_page(*each) for each in by_hand.items()]
    judged = [_Judged(source, public, general, bool(portal and portal.privacy.names_stop)) for source in sources]
    problems = [problem for each in judged for problem in each.problems]
    used = {what for each in judged for what in each.used}
    problems += [_unused("content/portal.yml") for each in general if each.what not in used]
    return Permit(public, frozenset(pair for each in judged for pair in each.waived)), problems


def _of_record(reading: Reading) -> Source:
    waivers = getattr(reading.record, "front", reading.record)
    own = reading.kind in ("case", "meeting", "policy")
    return Source(f"content/{reading.path}", reading.found, getattr(waivers, "waivers", None) or (), own)


def _of_page(file: str, raw: bytes) -> Source:
    if photos.is_picture(file):
        photo, _ = photos.glance(file, raw)
        told = [each for _, text in photo.texts for each in privacy.find(text)] if photo else []
        return Source(file, [Found(each, 1, 1) for each in told], (), own=False)
    head = written.head(raw, file)
    return Source(file, tuple(privacy.search(yamls.decode(raw, file)[0])), (head and head.waivers) or ())


def _phones(records: Iterable[object]) -> frozenset[str]:
    """The digits of the phones that units and posts have made public.

    A post's mobile is public by its own key alone, which wants the consent of its owner.
    """
    numbers: list[str | None] = []
    for record in records:
        if isinstance(record, Units):
            numbers += [each.phone for each in record.root]
        if isinstance(record, Contacts):
            for post in record.root:
                numbers += [post.mobile, None if post.phone and privacy.is_mobile(post.phone) else post.phone]
    return frozenset(privacy.dialled(number) for number in numbers if number)


class _Judged:
    """One file: what is wrong with it, what it lets stand, and which waivers did that."""

    def __init__(self, source: Source, public: frozenset[str], general: Sequence[Waiver], names_stop: bool) -> None:
        self.waived: set[tuple[str, str]] = set()
        self.used: set[str] = set()
        self.problems: list[Problem] = []
        waivers = {each.what: each for each in (*general, *source.waivers)}
        phones = Permit(public, frozenset())
        names = [("文件名里的", Found(each, 1, 1)) for each in privacy.find(source.file)]
        inside = "照片自带的文字里的" if photos.is_picture(source.file) else ""
        for where, found in [*names, *((inside, each) for each in source.found)]:
            finding = found.finding
            if phones.allows(finding):
                continue
            waiver = waivers.get(finding.masked)
            if waiver:
                self.waived.add((finding.kind, finding.value))
                self.used.add(waiver.what)
                self.problems.append(_waived(source.file, found, waiver))
            else:
                stops = finding.sure or (finding.kind == "姓名" and names_stop)
                self.problems.append(_stands(source, where, found, ERROR if stops else REMINDER))
        self.problems += [_unused(source.file) for each in source.waivers if each.what not in self.used]


def _stands(source: Source, where: str, found: Found, level: str) -> Problem:
    finding = found.finding
    message = f"{where}“{finding.masked}”像是{finding.kind}，不能公开"
    home = "在开头" if source.file.endswith(".md") else "在这份记录里" if source.own else "在 portal.yml 的“隐私”里"
    remedy = f"{privacy.KINDS[finding.kind]}。认错了，或者可以公开，就{home}写“放行”"
    return Problem(source.file, found.line, found.column, finding.kind, message, remedy, level)


def _waived(file: str, found: Found, waiver: Waiver) -> Problem:
    message = f"放行了一处{found.finding.kind}“{found.finding.masked}”，原因：{waiver.reason}"
    return Problem(file, found.line, found.column, "放行", message, "不该公开的话，删掉“放行”里的这一条", REMINDER)


def _unused(file: str) -> Problem:
    message = "“放行”里有一条没有用上"
    return Problem(file, 1, 1, "放行", message, "内容要和检查时引号里的一样；不用了就删掉", REMINDER)
