"""What git kept: every version of a file that was in the tree of a commit at which the site was real.

A commit counts if its own mkdocs.yml names a real address. All that is in its tree was published then, be
it on whichever branch; what was there only before, or only on a branch that never had such an address, was
not. So nothing depends on dates or on the order of commits.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Literal

from generator import gits, yamls
from generator.ledger import sites

Gap = Literal["", "none", "lacking", "slow", "shallow", "part", "refused"]
"""Why nothing is known: no repository or no commit, a repository and no git, git too slow, a copy without its past,
a copy without old files, or git would not answer."""

_ASKED = (
    "content/cases", "content/desks", "content/meetings", "content/notices", "content/policies", "content/pages",
    "content/places.yml", "content/portal.yml", "content/stations.yml",
)  # fmt: skip


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
    """`sites`: the real addresses, each with a commit. `versions`: by path, those of later commits first.

    `order`: of all commits; the latest is 0. `heads`: the commits that were asked.
    """

    gap: Gap = ""
    heads: tuple[str, ...] = ()
    sites: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, Sequence[Version]] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)


def read(repository: Path, commits: Sequence[str] = (), after: Sequence[str] = ()) -> Past:
    """The past of the portal in the folder `repository`, as `commits` know it and all that came before them.

    Without any, what is checked out, and what is being merged into it. `after`: commits of which, and of what came
    before them, nothing is to be told.
    """
    try:
        heads = tuple(commits) or tuple(_heads(repository))
        if not heads:
            return Past("none")
        if set(heads) <= set(after):
            return Past(heads=heads)
        if gits.ask(repository, "rev-parse", "--is-shallow-repository").strip() == b"true":
            return Past("shallow")
        return _read(repository, heads, after)
    except gits.NoGit:
        return Past("lacking" if _is_repository(repository) else "none")
    except gits.TooSlow:
        return Past("slow")
    except gits.NoAnswer:
        return Past("part" if _partial(repository) else "refused")


def contents(repository: Path, versions: Iterable[Version]) -> Iterator[tuple[Version, bytes]]:
    """The bytes of versions, in order; those that are the same, together. What is too large for a file is left out.

    Raises NoAnswer where this copy has not all of them.
    """
    wanted: dict[str, list[Version]] = {}
    for each in versions:
        wanted.setdefault(each.blob, []).append(each)
    for blob, raw in gits.blobs(repository, wanted, yamls.MAX_BYTES):
        yield from ((each, raw) for each in wanted[blob])


def _heads(repository: Path) -> list[str]:
    try:
        head = gits.ask(repository, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except (gits.NoGit, gits.TooSlow):
        raise
    except gits.NoAnswer as error:
        if _is_repository(repository) and str(error):  # without a word: no commit yet
            raise
        return []
    path = os.fsdecode(gits.ask(repository, "rev-parse", "--git-path", "MERGE_HEAD")).removesuffix("\n")
    merged = (repository / path).read_text("ascii").split() if (repository / path).is_file() else []
    # Before `git merge` has written that file, its hooks are told so; the merge may be another repository's.
    told = (name.removeprefix("GITHEAD_") for name in os.environ if re.fullmatch(r"GITHEAD_[0-9a-f]{40,64}", name))
    return list(dict.fromkeys([head.decode().strip(), *merged, *(each for each in told if _has(repository, each))]))


def _is_repository(folder: Path) -> bool:
    return any((each / ".git").exists() for each in (folder.resolve(), *folder.resolve().parents))


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


def _read(repository: Path, heads: Sequence[str], after: Sequence[str]) -> Past:
    asked = (*heads, *(f"^{commit}" for commit in after))
    lines = gits.ask(repository, "rev-list", "--parents", "--topo-order", *asked, "--").decode().splitlines()
    graph = {commit: parents for commit, *parents in (line.split() for line in lines)}
    before = {parent for parents in graph.values() for parent in parents} - graph.keys()
    at = _sites(repository, [*graph, *sorted(before)])
    versions: dict[str, list[Version]] = {}
    for each in _came(repository, {commit: graph[commit] for commit in at if commit in graph}, at.keys()):
        versions.setdefault(each.path, []).append(each)
    order = {commit: number for number, commit in enumerate(graph)}
    found = {url: commit for commit, url in reversed(at.items()) if commit in graph}
    return Past("", tuple(heads), found, versions, order)


def _sites(repository: Path, commits: Sequence[str]) -> dict[str, str]:
    """The real address at each commit that has one."""
    asked = "\n".join(f"{commit}:./mkdocs.yml" for commit in commits).encode()
    said = gits.ask(repository, "cat-file", "--batch-check=%(objectname)", given=asked).decode().splitlines()
    blobs = {commit: blob for commit, blob in zip(commits, said, strict=True) if re.fullmatch("[0-9a-f]{40,64}", blob)}
    once = {blob: Version("mkdocs.yml", blob, commit) for commit, blob in blobs.items()}
    urls = {each.blob: sites.named(raw) for each, raw in contents(repository, once.values())}
    return {commit: url for commit, blob in blobs.items() if (url := urls.get(blob))}


def _came(repository: Path, parents: Mapping[str, Sequence[str]], count: Set[str]) -> Iterator[Version]:
    """What is in the tree of each of these commits and in none of its parents that `count`; later ones first."""
    asked, first = [], []
    for commit, all_of_them in parents.items():
        real = [each for each in all_of_them if each in count]
        if not real:
            first.append(commit)
        else:  # a parent that does not count has published nothing of what it brings
            asked.append(commit if len(real) == len(all_of_them) else f"{commit} {real[0]}")
    prefix = os.fsdecode(gits.ask(repository, "rev-parse", "--show-prefix")).removesuffix("\n")
    trees = (each for commit in first for each in gits.tree(repository, commit, *_ASKED))
    for found in chain(gits.brought(repository, asked, *_ASKED), trees):
        path = os.fsdecode(found.path).removeprefix(prefix)
        if path.endswith((".yml", ".md")):
            yield Version(path, found.blob, found.commit)
