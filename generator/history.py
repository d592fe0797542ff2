"""What git knows of the records: on which day a file was added, changed, deleted, and which 环节 came in.

One call of git, which runs nothing that a repository could name (pager, diff driver, textconv, signature
check) and asks no other machine. What is not committed has not been published. Nothing of a commit is told
but its day: no author, no message, no text of a record.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Literal
from zoneinfo import ZoneInfo

from generator import gits

COMMITS = 5000
"""How far back git is asked."""

Deed = Literal["added", "changed", "deleted"]
Gap = Literal["", "none", "slow", "shallow", "many"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to one record. `name`: its file's name without the ending; `steps`: the 环节 that came in.

    Of a notice or a policy note, 撤下 where a line of its file begins with that key; it may stand in its text.
    """

    day: date
    folder: str
    name: str
    deed: Deed
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """All changes by day, the oldest first, and why there are no more.

    `gap`: "none" without git or without a commit, "slow" if git did not answer in time, "shallow" if this is a
    copy without its past, "many" if there are more than COMMITS. `since`: what came after this day is all here.
    `newest`: when the last of so many `commits` was made (seconds since 1970).
    """

    changes: tuple[Change, ...] = ()
    gap: Gap = "none"
    since: date | None = None
    newest: int = 0
    commits: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """Up to where a history is known: a commit with all that came before it, and days in a time zone."""

    commit: str
    zone: str


UNKNOWN = History()

_ENDINGS = {"cases": ".yml", "policies": ".md", "notices": ".md", "meetings": ".yml"}
_COMMAND = (
    "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.bigFileThreshold=512m", "-c", "log.showRoot=true",
    "log", "-z", "--raw", "--patch", "--unified=0", "--inter-hunk-context=0", "--no-renames", "--relative",
    "--no-merges", "--no-follow", "--date-order", "--diff-filter=AMD", "--text", "--no-ext-diff", "--no-textconv",
    "--no-color", "--submodule=short", "--no-show-signature", "--no-notes", "--diff-algorithm=myers", "-O/dev/null",
    "--decorate=short", "--decorate-refs-exclude=*", "--format=%x01%ct %D",
)  # fmt: skip
# Every line of a patch begins with a sign of its own, and a name in a list is followed by no line break, so
# neither the text of a record nor the name of a file is taken for one of these.
_COMMIT = re.compile(rb"^\x01([0-9]+) ([^\n\0]*)\0(?=\n:)", re.MULTILINE)
_FILE = re.compile(rb"^diff --git ", re.MULTILINE)
_HAN = rb"(?:[\xe4-\xe9][\x80-\xbf]{2})"
_STEP = re.compile(
    rb"^([+-])[ \t]*(?:-[ \t]+)?(?:\{.*?)?[\"']?"
    + "环节".encode()
    + rb"[\"']?[ \t]*:[ \t]*[\"']?("
    + _HAN
    + rb"{2,6})",
    re.MULTILINE,
)
# Notices and policy notes are withdrawn by a key of their own; stations lie in one file, which tells nothing here.
_WITHDRAWN = re.compile(rb"^([+-])[ \t]*[\"']?(" + "撤下".encode() + rb")[\"']?[ \t]*:(?=[ \t\r\n])", re.MULTILINE)


def read(content: Path, zone: ZoneInfo, commit: str = "HEAD") -> History:
    """What happened to the records below `content`, up to a commit; days in `zone`."""
    command = [*_COMMAND, f"--max-count={COMMITS + 1}", commit, "--", *_ENDINGS]
    try:
        log = gits.ask(content, *command)
    except gits.TooSlow:
        return History(gap="slow")
    except gits.NoAnswer:
        return UNKNOWN
    return _history(log, zone)


def point(content: Path, zone: ZoneInfo, commit: str) -> Point | None:
    """Where a commit is; None where its past is not whole, or there is no git."""
    try:
        said = gits.ask(content, "rev-parse", "--is-shallow-repository", "--verify", f"{commit}^{{commit}}").split()
    except gits.NoAnswer:
        return None
    return Point(said[1].decode(), str(zone)) if len(said) == 2 and said[0] == b"false" else None


def read_on(content: Path, before: Point, now: Point, known: History) -> History | None:
    """What happened between two points, if it only adds to what is known up to the first.

    None, if that is not known. `newest` and `commits` are of all that happened up to `now`.
    """
    if known.gap or before.zone != now.zone:
        return None
    try:
        gits.ask(content, "merge-base", "--is-ancestor", before.commit, now.commit)
        between = gits.ask(content, "log", "--format=%ct %P", f"{before.commit}..{now.commit}").decode().splitlines()
    except gits.NoAnswer:
        return None
    # A day's commits are told in order of time: what is older than something that was told would be told before it.
    # And a merge may take the side of one parent, by which what the other brought is no longer told.
    if any(int(each.split()[0]) <= known.newest or len(each.split()) != 2 for each in between):
        return None
    new = read(content, ZoneInfo(now.zone), f"{before.commit}..{now.commit}")
    if new.gap == "none":  # none of the new commits has to do with records
        return History((), known.gap, known.since, known.newest, known.commits)
    commits = known.commits + new.commits
    return None if new.gap or commits > COMMITS else History(new.changes, "", None, new.newest, commits)


def _history(log: bytes, zone: ZoneInfo) -> History:
    heads = list(_COMMIT.finditer(log))
    if not heads:
        return UNKNOWN  # the repository has commits, and none of them these records
    ends = [head.start() for head in heads[1:]] + [len(log)]
    commits: list[list[Change]] = []
    gap: Gap = ""
    since = None
    newest = max(int(head[1]) for head in heads)
    for number, (head, end) in enumerate(zip(heads, ends, strict=True)):
        day = datetime.fromtimestamp(int(head[1]), UTC).astimezone(zone).date()
        if b"grafted" in head[2]:  # it looks as if it had added all that there was
            gap, since = "shallow", max(since or day, day)
        elif number == COMMITS:
            gap, since = gap or "many", max(since or day, day)
        else:
            commits.append(_together(day, _files(log[head.end() : end])))
    changes = [change for commit in reversed(commits) for change in commit]
    return History(tuple(sorted(changes, key=lambda each: each.day)), gap, since, newest, len(commits))


@dataclass(frozen=True, slots=True)
class _File:
    """A file in a commit. `before` and `after` name its bytes; `steps`: each 环节 that came in, below 0 what went."""

    folder: str
    name: str
    deed: Deed
    before: bytes
    after: bytes
    steps: Counter[str]


_DEEDS: dict[bytes, Deed] = {b"A": "added", b"M": "changed", b"D": "deleted"}


def _files(commit: bytes) -> Iterator[_File]:
    listed, _, patch = commit.lstrip(b"\n").partition(b"\0\0")
    fields = listed.split(b"\0")
    starts = [found.start() for found in _FILE.finditer(patch)]
    parts = zip(starts, [*starts[1:], len(patch)], strict=True)
    for meta, path, (start, end) in zip(fields[::2], fields[1::2], parts, strict=False):
        file = PurePosixPath(path.decode(errors="replace"))
        if file.suffix != _ENDINGS.get(file.parts[0]):
            continue
        steps: Counter[str] = Counter()
        form = _WITHDRAWN if file.parts[0] in ("notices", "policies") else _STEP
        for found in form.finditer(patch, start, end):
            steps[found[2].decode()] += 1 if found[1] == b"+" else -1
        _, _, before, after, deed = meta.split(b" ")
        yield _File(file.parts[0], file.stem, _DEEDS[deed], before, after, steps)


def _together(day: date, files: Iterable[_File]) -> list[Change]:
    """One change for each record of a commit; what only moved to another folder is none."""
    records: dict[tuple[str, str], list[_File]] = {}
    for each in files:
        records.setdefault((each.folder, each.name), []).append(each)
    made = []
    for (folder, name), parts in records.items():
        deeds = {each.deed for each in parts}
        steps: Counter[str] = Counter()
        for each in parts:
            steps.update(each.steps)
        if deeds >= {"added", "deleted"} and _same(parts):
            continue
        deed: Deed = parts[0].deed if len(deeds) == 1 else "changed"
        came = tuple(sorted(step for step, count in steps.items() if count > 0))
        made.append(Change(day, folder, name, deed, came))
    return made


def _same(parts: Iterable[_File]) -> bool:
    """Whether what went is what came."""
    went = Counter(each.before for each in parts if each.deed != "added")
    return went == Counter(each.after for each in parts if each.deed != "deleted")
