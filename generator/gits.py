"""Git, asked so that nothing which a repository names is run, and no other machine is asked."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
"""How long git may take before its answer is given up."""
_RUNS_NOTHING = (
    "-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", "gc.auto=0", "-c", "maintenance.auto=false",
)  # fmt: skip
"""Whoever opens the index asks fsmonitor, whoever writes it calls a hook."""


class NoAnswer(Exception):
    """Git has none: it is not here, this is no repository, or it knows no such thing."""


class NoGit(NoAnswer):
    """There is no git on this computer."""


class TooSlow(NoAnswer):
    """Git did not answer in time."""


_QUARANTINE = ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""By these git tells a hook where the objects of a push lie that has not been accepted yet."""


def ask(folder: Path, *command: str, given: bytes = b"", protocols: str = "none", seconds: int = 0) -> bytes:
    """What `git COMMAND` says in `folder`. Raises NoAnswer.

    `protocols`: the ways on which it may go elsewhere; `seconds`: how long it may take, if not SECONDS.
    """
    kept = _QUARANTINE if os.environ.get("GIT_QUARANTINE_PATH") else ()
    environment = {key: value for key, value in os.environ.items() if key in kept or not key.upper().startswith("GIT_")}
    # A clone that left files out must not fetch them now; not every git knows the first of these. The second is
    # stronger than what a repository's settings say of a protocol.
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": protocols}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", "--no-replace-objects", *_RUNS_NOTHING, *command],
            cwd=folder, env=environment, input=given, capture_output=True, timeout=seconds or SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    except OSError:
        raise NoGit from None
    if done.returncode:
        raise NoAnswer(done.stderr.decode(errors="replace"))
    return done.stdout


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as a commit brought it. `path`: from the top of the repository."""

    commit: str
    blob: str
    path: bytes


_TREES = ("diff-tree", "--stdin", "-z", "-r", "-c", "--raw", "--root", "--no-renames", "--no-ext-diff", "--")
_REGULAR = (b"100644", b"100755", b"100664")


def brought(folder: Path, commits: Iterable[str], *paths: str) -> Iterator[Brought]:
    """The files that each commit has and none of its parents has, in order. Neither links nor other repositories.

    `commits`: each alone or with the parents that it is to be compared with, with blanks between; `paths`: below
    `folder`, taken literally. Raises NoAnswer.
    """
    given = "".join(f"{each}\n" for each in commits).encode()
    tokens = iter(ask(folder, "--literal-pathspecs", *_TREES, *paths, given=given).split(b"\0") if given else ())
    commit = ""
    for token in tokens:
        if not token.startswith(b":"):
            commit = token.decode()
            continue
        before = len(token) - len(token.lstrip(b":"))  # how many parents it is compared with
        fields = token[before:].split(b" ")
        path = next(tokens)
        if fields[before] in _REGULAR:
            yield Brought(commit, fields[2 * before + 1].decode(), path)


def tree(folder: Path, commit: str, *paths: str) -> Iterator[Brought]:
    """All files that a commit has in `folder`, at or below `paths`, as `brought` tells of them. Raises NoAnswer."""
    for mode, blob, path in _listed(folder, commit, *paths):
        if mode in _REGULAR:
            yield Brought(commit, blob.decode(), path)


def irregular(folder: Path, commit: str) -> Iterator[bytes]:
    """The links and the other repositories that a commit has in `folder`. Raises NoAnswer."""
    return (path for mode, _, path in _listed(folder, commit) if mode not in _REGULAR)


def _listed(folder: Path, commit: str, *paths: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    command = ("--literal-pathspecs", "ls-tree", "-r", "-z", "--full-name", commit, "--", *paths)
    for entry in ask(folder, *command).split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, _, blob = about.split(b" ")
        yield mode, blob, path


_AT_ONCE = 16_000_000
"""How many bytes of blobs are held at a time."""


def blobs(folder: Path, names: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
    """The bytes of blobs, in order, without those that have more than `most`. Raises NoAnswer where one is not here."""
    for portion in _portions(_sizes(folder, names, most)):
        said, at = ask(folder, "cat-file", "--batch", "--buffer", given="\n".join(portion).encode()), 0
        for blob, size in portion.items():
            begin = said.index(b"\n", at) + 1
            at = begin + size + 1
            yield blob, said[begin : begin + size]


def _sizes(folder: Path, names: Iterable[str], most: int) -> Iterator[tuple[str, int]]:
    """Each blob that is not too large, with its size; so that one huge file, once committed, costs nothing for ever."""
    asked = "\n".join(names).encode()
    form = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
    for line in ask(folder, "cat-file", form, "--buffer", given=asked).decode().splitlines() if asked else ():
        blob, kind, *size = line.split()
        if kind != "blob":
            raise NoAnswer(line)
        if int(size[0]) <= most:
            yield blob, int(size[0])


def _portions(sizes: Iterable[tuple[str, int]]) -> Iterator[dict[str, int]]:
    portion: dict[str, int] = {}
    held = 0
    for blob, size in sizes:
        if portion and held + size > _AT_ONCE:
            yield portion
            portion, held = {}, 0
        portion[blob] = size
        held += size
    if portion:
        yield portion
