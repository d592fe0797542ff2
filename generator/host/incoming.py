"""What a push brings: every version of every file, and what people wrote about it. Git does not forget.

The last version is checked like any portal; here it is about those before it, about branches that are not
published, and about the words that come with commits and tags.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import gits, permit, photos, privacy, read, yamls
from generator.gits import Brought
from generator.permit import Permit
from generator.problem import ERROR, Problem
from generator.read import Reading

_BUILT = ("content", "templates", "mkdocs.yml")
"""What the build of a commit looks at itself, below the portal."""
_PROGRAM = ("generator/", "tests/", "benchmarks/")
"""The program's own folders, where a portal is a copy of the project: made-up numbers are its examples."""
_PUBLIC = ("portal.yml", "units.yml", "contacts.yml", "stations.yml")
"""What says which phones are public, and what may stand everywhere."""
_MOST_WORDS = 200_000
_NOTHING = re.compile("0+")


@dataclass(frozen=True, slots=True)
class Update:
    """A line of git's to a hook: a ref, and what it was and will be. Both are zeros where there is nothing."""

    old: str
    new: str
    ref: str

    @property
    def creates(self) -> bool:
        """Whether there was no such ref."""
        return bool(_NOTHING.fullmatch(self.old))

    @property
    def deletes(self) -> bool:
        """Whether there will be none."""
        return bool(_NOTHING.fullmatch(self.new))


def updates(lines: Iterable[str]) -> list[Update]:
    """What git tells a pre-receive or post-receive hook."""
    return [Update(*line.rstrip("\n").split(" ", 2)) for line in lines]


def touched(portal: Path, update: Update) -> set[str]:
    """The files of the portal that a push makes other than they are, by their path in it. Raises NoAnswer."""
    command = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", update.old, update.new)
    return {os.fsdecode(each) for each in gits.ask(portal, *command).split(b"\0")[:-1]}


def files(portal: Path, commit: str) -> Iterator[str]:
    """The files that the portal has at a commit, by their path in it. Raises NoAnswer."""
    return _below(portal, (each.path for each in gits.tree(portal, commit)))


def links(portal: Path, commit: str) -> Iterator[str]:
    """What the portal has at a commit that leads elsewhere: links, and other repositories. Raises NoAnswer."""
    return _below(portal, gits.irregular(portal, commit))


def _below(portal: Path, paths: Iterable[bytes]) -> Iterator[str]:
    prefix = gits.ask(portal, "rev-parse", "--show-prefix").removesuffix(b"\n")
    return (os.fsdecode(path.removeprefix(prefix)) for path in paths)


def private(portal: Path, pushed: Sequence[Update], checked: str) -> list[Problem]:
    """What must not come into the history with this push. Raises NoAnswer.

    `portal`: a folder of the repository. `checked`: the commit whose own records are checked by a build, or empty.
    """
    tips = [each.new for each in pushed if not each.deletes]
    commits = _new(portal, tips)
    known = {(each.path, each.blob) for each in gits.tree(portal, checked, *_BUILT)} if checked else set()
    tip = checked or next(iter(commits), "HEAD")
    public = list(_publics(portal, tip))
    may, _ = permit.judge(public, {}, _first_line)
    return [
        *_in_names(portal, pushed, may),
        *_in_words(portal, [*commits, *_tags(portal, tips)], may),
        *_in_files(portal, commits, known, public),
    ]


def _new(portal: Path, tips: Sequence[str]) -> list[str]:
    """The commits that no ref has yet, the latest first."""
    asked = "".join(f"{each}\n" for each in tips).encode()
    command = ("rev-list", "--topo-order", "--stdin", "--not", "--all")
    return gits.ask(portal, *command, given=asked).decode().split() if tips else []


# In files


def _in_files(
    portal: Path, commits: Sequence[str], known: set[tuple[bytes, str]], public: Sequence[Reading]
) -> Iterator[Problem]:
    """The versions of one file are judged one after the other, as if each were what the portal has."""
    prefix = os.fsdecode(gits.ask(portal, "rev-parse", "--show-prefix")).removesuffix("\n")
    rounds: list[dict[str, Brought]] = []
    seen = set(known)
    count: dict[str, int] = {}
    for each in gits.brought(portal, commits):
        path = os.fsdecode(each.path).removeprefix(prefix)
        if (each.path, each.blob) in seen or path.startswith(_PROGRAM):
            continue
        seen.add((each.path, each.blob))
        count[path] = number = count.get(path, -1) + 1
        if number == len(rounds):
            rounds.append({})
        rounds[number][path] = each
    for versions in rounds:
        yield from _judged(portal, versions, public)


def _judged(portal: Path, versions: Mapping[str, Brought], public: Sequence[Reading]) -> Iterator[Problem]:
    """What may not stand in these files, of which there is one version each."""
    paths: dict[str, list[str]] = {}
    for path, each in versions.items():
        paths.setdefault(each.blob, []).append(path)
    readings, others = [], dict[str, bytes]()
    found = dict.fromkeys(versions, _TOO_LARGE)
    problems = list[Problem]()
    for blob, raw in gits.blobs(portal, paths, photos.MAX_BYTES):
        for path in paths[blob]:
            del found[path]
            if unreadable := _unreadable(path, raw):
                problems += unreadable
            elif path.startswith("content/") and read.kind_word(path.removeprefix("content/")):
                readings.append(read.read(path.removeprefix("content/"), raw))
            elif photos.is_picture(path):
                problems += _in_picture(path, raw)
            else:
                others[path] = raw
    problems += [Problem(path, 1, 1, *said) for path, said in found.items()]
    beside = [each for each in public if f"content/{each.path}" not in versions]
    problems += permit.judge([*readings, *beside], others, _first_line)[1]
    for one in problems:
        if one.level == ERROR and one.file in versions:
            yield _dated(one, versions[one.file].commit)


_TOO_LARGE = ("文件太大", "这个文件太大了", "不要放进公开栏")


def _unreadable(path: str, raw: bytes) -> list[Problem]:
    """Why nobody can say whether there is something private in a file; empty if it can be looked at."""
    if photos.is_picture(path):
        return []
    text, problems = yamls.decode(raw, path)
    if not problems and privacy.is_too_much(text):
        return [Problem(path, 1, 1, "内容太多", "数字太多，查不完里面有没有隐私", "拆成几个文件")]
    return problems


def _in_picture(path: str, raw: bytes) -> list[Problem]:
    """Of a picture that is no record only what it tells is looked at, so that its bytes need not be kept."""
    return permit.judge([], {path: raw}, _first_line)[1]


def _publics(portal: Path, commit: str) -> Iterator[Reading]:
    files = {f"content/{name}": name for name in _PUBLIC}
    prefix = gits.ask(portal, "rev-parse", "--show-prefix").removesuffix(b"\n")
    there = {each.blob: os.fsdecode(each.path.removeprefix(prefix)) for each in gits.tree(portal, commit, *files)}
    for blob, raw in gits.blobs(portal, there, photos.MAX_BYTES):
        yield read.read(files[there[blob]], raw)


def _first_line(file: str, number: int) -> tuple[int, int]:
    return 1, 1


def _dated(found: Problem, commit: str) -> Problem:
    remedy = (
        f"{found.remedy}。后来的提交里改掉也没有用，git 忘不掉："
        "先 git reset --soft @{u}，改好，再提交（git commit）成一个"
    )
    return replace(found, message=f"提交 {commit[:8]} 里的这个文件，{found.message}", remedy=remedy)


# In words


def _in_names(portal: Path, pushed: Sequence[Update], may: Permit) -> Iterator[Problem]:
    """Names of branches and tags; and what leads to no commit, where nobody would look."""
    for each in pushed:
        for found in may.stops(each.ref):
            message = f"“{found.masked}”像是{found.words}，不能公开"
            yield Problem("分支或者标签的名字", 1, found.start + 1, found.kind, message, "换一个名字")
        if not each.deletes and not _is_commit(portal, each.new):
            message = "这个标签指着的不是提交，里面有什么看不了"
            yield Problem(each.ref.removeprefix("refs/"), 1, 1, "标签", message, "给提交加标签：git tag 名字 提交")


def _is_commit(portal: Path, name: str) -> bool:
    try:
        return bool(gits.ask(portal, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"))
    except gits.NoAnswer:
        return False


def _in_words(portal: Path, names: Iterable[str], may: Permit) -> Iterator[Problem]:
    """What people wrote about commits and tags."""
    for name in names:
        head, _, words = gits.ask(portal, "cat-file", "-p", name).partition(b"\n\n")
        file = f"提交说明 {name[:8]}"
        if len(words) > _MOST_WORDS:
            yield Problem(file, 1, 1, "说明太长", "提交说明太长，查不完里面有没有隐私", "写短一点：git commit --amend")
            continue
        encoding = _ENCODING.search(head)
        for found in privacy.search(_decoded(words, encoding[1].decode() if encoding else "utf-8")):
            if found.finding.sure and not may.allows(found.finding):
                message = f"“{found.finding.masked}”像是{found.finding.words}，不能公开"
                remedy = (
                    "提交说明也会留下来。最后一次提交的，用 git commit --amend 改；"
                    "再往前的，先 git reset --soft @{u}，再提交（git commit）成一个"
                )
                yield Problem(file, found.line, found.column, found.finding.kind, message, remedy)


_ENCODING = re.compile(rb"^encoding ([A-Za-z0-9._-]+)$", re.MULTILINE)


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "replace")
    except LookupError:
        return raw.decode(errors="replace")


def _tags(portal: Path, tips: Sequence[str]) -> list[str]:
    """Those that are tags with words of their own."""
    asked = "".join(f"{each}\n" for each in tips).encode()
    said = gits.ask(portal, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=asked) if tips else b""
    return [name for name, kind in (line.split() for line in said.decode().splitlines()) if kind == "tag"]
