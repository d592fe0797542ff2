"""Codes that stand on paper and lead to another place than when they were printed.

Who owns a code is told by names: the first that had it, and whoever had it later when no earlier owner stood beside it
any more (a place got another name, or lies elsewhere). Where one still stands and the code is another's, they were
exchanged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Names = tuple[str, ...]
"""From the root down."""
_NAMING = re.compile("^.*(?:名称|代码).*$|^[-a-z0-9\\[\\]\"', ]+$".encode(), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class State:
    """Who has which code in one version, and whether it is its own or a former one."""

    owner: dict[str, tuple[Names, bool]]
    paths: frozenset[Names]
    last: Counter[str]

    @classmethod
    def of(cls, codes: Iterable[tuple[str, Names]]) -> "State":
        owner: dict[str, tuple[Names, bool]] = {}
        paths = dict[Names, None]()
        for code, names in codes:
            owner.setdefault(code, (names, names not in paths))
            paths[names] = None
        return cls(owner, frozenset(paths), Counter(names[-1] for names in paths))

    def elsewhere(self, names: Names, unlike: Names, alone: bool) -> Names | None:
        """Where something of these names stands that is not `unlike`; it may have moved if `alone` in its name."""
        if names in self.paths:
            return names if names != unlike else None
        if alone and self.last[names[-1]] == 1 and names[-1] != unlike[-1]:
            return next(each for each in self.paths if each[-1] == names[-1])
        return None


@dataclass
class Owners:
    """The owners of one code. By names: whether nothing else was called so then."""

    names: dict[Names, bool] = field(default_factory=dict)

    def robbed(self, state: State, now: Names) -> tuple[Names, Names] | None:
        """(an owner, its names in `state`) that stands there, while the code is another's."""
        if now in self.names:
            return None
        found = ((names, state.elsewhere(names, now, alone)) for names, alone in self.names.items())
        return next(((names, there) for names, there in found if there), None)

    def take(self, state: State, now: Names, own: bool) -> None:
        """Learn from a version."""
        if now in self.names:  # whoever bears an earlier name beside it is somebody new
            self.names = {
                names: alone for names, alone in self.names.items() if not state.elsewhere(names, now, alone=False)
            }
        elif not self.names or (own and not self.robbed(state, now)):
            self.names[now] = state.last[now[-1]] == 1


Exchange = tuple[str, Names, Names]
"""A code, whose it was, and how that is called now."""


def exchanged(states: Sequence[State]) -> Iterator[Exchange]:
    """The codes that the last of these states gives to others. The first is the earliest."""
    owners: dict[str, Owners] = {}
    for state in states:
        for code, (names, own) in state.owner.items():
            owners.setdefault(code, Owners()).take(state, names, own)
    for code, (names, _) in states[-1].owner.items():
        if robbed := owners[code].robbed(states[-1], names):
            yield code, *robbed


def telling(raws: Sequence[bytes]) -> list[bytes]:
    """Those of the versions of a file, earliest first, that tell all; none if records were only added.

    Of a row of versions in which only that was done, the first and the last.
    """
    rows: list[list[bytes]] = []
    before: list[bytes] = []
    for raw in raws:
        records = _records(raw)
        rest = iter(records)
        if rows and all(each in rest for each in before):
            rows[-1].append(raw)
        else:
            rows.append([raw])
        before = records
    return [raw for row in rows for raw in dict.fromkeys((row[0], row[-1]))] if len(rows) > 1 else []


def _records(raw: bytes) -> list[bytes]:
    """The lines that give names and codes, those of one record together."""
    found: list[bytes] = []
    for line in _NAMING.findall(raw):
        if not found or "名称".encode() in line:
            found.append(line)
        else:
            found[-1] += b"\n" + line
    return found
