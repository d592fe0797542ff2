"""What git kept: every version of a file that was in the tree of a commit at which the site was real.

A commit counts if its own mkdocs.yml names a real address. All that is in its tree was published then, be
it on whichever branch; what was there only before, or only on a branch that never had such an address, was
not. So nothing depends on dates or on the order of commits.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator import gits
from generator.ledger import sites

Gap = Literal["", "none", "slow", "shallow", "part", "refused"]
"""Why nothing is known: no repository or no commit, git too slow, a copy without its past, a copy without old
files, or git would not answer."""

_ASKED = (
    "content/cases", "content/desks", "content/meetings", "content/notices", "content/policies", "content/pages",
    "content/places.yml", "content/portal.yml", "content/stations.yml",
)  # fmt: skip
_LITERAL = "--literal-pathspecs"
_TREES = ("diff-tree", "--stdin", "-z", "-r", "-c", "--raw", "--root", "--no-renames", "--no-ext-diff", "--")
_MOST = 2_000_000
"""No record has more bytes."""


@dataclass(frozen=True, slots=True)
class Version:
    """Bytes that a file once had. `path`: in the portal; `commit`: one that has them."""

    path: str
    blob: str
    commit: str


@dataclass(frozen=True, slots=True)
class Published:
    """An address, and the last version of a file that made it. `names`: of its place or station, from the root down."""

    address: str
    version: Version
    raw: bytes
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """`sites`: the real addresses, each with a commit. `versions`: by path, those of later commits first."""

    gap: Gap = ""
    sites: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, Sequence[Version]] = field(default_factory=dict)


def read(repository: Path, commits: Sequence[str] = ()) -> Past:
    """The past of the portal in the folder `repository`, as `commits` know it and all that came before them.

    Without any, what is checked out, and what is being merged into it.
    """
    try:
        heads = commits or _heads(repository)
        if not heads:
            return Past("none")
        if gits.ask(repository, "rev-parse", "--is-shallow-repository").strip() == b"true":
            return Past("shallow")
        return _read(repository, heads)
    except gits.TooSlow:
        return Past("slow")
    except gits.NoAnswer:
        return Past("part" if _partial(repository) else "refused")


def contents(repository: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of versions, by blob. Raises NoAnswer where this copy has not all of them."""
    wanted = list(dict.fromkeys(blobs))
    said = gits.ask(repository, "cat-file", "--batch", given="\n".join(wanted).encode()) if wanted else b""
    found, at = {}, 0
    for blob in wanted:
        end = said.index(b"\n", at)
        if not (head := re.fullmatch(rb"[0-9a-f]+ blob ([0-9]+)", said[at:end])):
            raise gits.NoAnswer(blob)
        at = end + 1 + int(head[1])
        found[blob] = said[end + 1 : min(at, end + 1 + _MOST)]
        at += 1
    return found


def _heads(repository: Path) -> list[str]:
    try:
        head = gits.ask(repository, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except gits.TooSlow:
        raise
    except gits.NoAnswer as error:
        there = any((folder / ".git").exists() for folder in (repository.resolve(), *repository.resolve().parents))
        if there and str(error):  # without a word: no commit yet; or there is no git
            raise
        return []
    path = os.fsdecode(gits.ask(repository, "rev-parse", "--git-path", "MERGE_HEAD")).removesuffix("\n")
    merged = (repository / path).read_text("ascii").split() if (repository / path).is_file() else []
    # Before `git merge` has written that file, its hooks are told so; the merge may be another repository's.
    told = (name.removeprefix("GITHEAD_") for name in os.environ if re.fullmatch(r"GITHEAD_[0-9a-f]{40,64}", name))
    return list(dict.fromkeys([head.decode().strip(), *merged, *(each for each in told if _has(repository, each))]))


def _has(repository: Path, commit: str) -> bool:
    try:
        return bool(gits.ask(repository, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"))
    except gits.NoAnswer:
        return False


def _partial(repository: Path) -> bool:
    try:
        return bool(gits.ask(repository, "config", "--get-regexp", r"^remote\..*\.promisor$"))
    except gits.NoAnswer:
        return False


def _read(repository: Path, heads: Sequence[str]) -> Past:
    lines = gits.ask(repository, "rev-list", "--parents", "--topo-order", *heads, "--").decode().splitlines()
    graph = {commit: parents for commit, *parents in (line.split() for line in lines)}
    at = _sites(repository, list(graph))
    versions: dict[str, list[Version]] = {}
    for each in _came(repository, {commit: graph[commit] for commit in at}):
        versions.setdefault(each.path, []).append(each)
    return Past("", {url: commit for commit, url in reversed(at.items())}, versions)


def _sites(repository: Path, commits: Sequence[str]) -> dict[str, str]:
    """The real address at each commit that has one."""
    asked = "\n".join(f"{commit}:./mkdocs.yml" for commit in commits).encode()
    said = gits.ask(repository, "cat-file", "--batch-check=%(objectname)", given=asked).decode().splitlines()
    blobs = {commit: blob for commit, blob in zip(commits, said, strict=True) if re.fullmatch("[0-9a-f]{40,64}", blob)}
    urls = {blob: sites.named(raw) for blob, raw in contents(repository, blobs.values()).items()}
    return {commit: url for commit, blob in blobs.items() if (url := urls[blob])}


def _came(repository: Path, parents: Mapping[str, Sequence[str]]) -> Iterator[Version]:
    """What is in the tree of each of these commits and in none of its parents among them; later ones first."""
    asked, first = [], []
    for commit, all_of_them in parents.items():
        real = [each for each in all_of_them if each in parents]
        if not real:
            first.append(commit)
        else:  # a parent that does not count has published nothing of what it brings
            asked.append(commit if len(real) == len(all_of_them) else f"{commit} {real[0]}")
    prefix = gits.ask(repository, "rev-parse", "--show-prefix").removesuffix(b"\n")
    given = "".join(f"{each}\n" for each in asked).encode()
    tokens = iter(gits.ask(repository, _LITERAL, *_TREES, *_ASKED, given=given).split(b"\0"))
    commit = ""
    for token in tokens:
        if not token.startswith(b":"):
            commit = token.decode()
            continue
        before = len(token) - len(token.lstrip(b":"))  # how many parents it is compared with
        fields = token[before:].split(b" ")
        yield from _file(fields[before], fields[2 * before + 1], next(tokens).removeprefix(prefix), commit)
    for commit in first:
        for entry in gits.ask(repository, _LITERAL, "ls-tree", "-r", "-z", commit, "--", *_ASKED).split(b"\0")[:-1]:
            about, _, path = entry.partition(b"\t")
            mode, _, blob = about.split(b" ")
            yield from _file(mode, blob, path, commit)


def _file(mode: bytes, blob: bytes, path: bytes, commit: str) -> Iterator[Version]:
    # Neither a photograph, nor gone, nor a link, nor a repository of its own.
    if path.endswith((b".yml", b".md")) and mode in (b"100644", b"100755", b"100664"):
        yield Version(os.fsdecode(path), blob.decode(), commit)
