"""Nothing was lost: what was found whole once stays so until something goes, and only what came since is looked at.

Whatever is not as simple as that is for the ledger itself to say, which looks at the whole past.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from generator.ledger import addresses, months, past
from generator.readings import Readings

_WHOLE = "ledger"
TELLING = ("portal", "places", "stations")
"""Kinds of records that say more of addresses than that one is there: former sites and codes, the first month."""


class Planned(Protocol):
    """All pages that are made from records, by their addresses."""

    def urls(self) -> set[str]: ...

    def has(self, url: str) -> bool: ...

    def gone(self) -> set[str]: ...

    def let_go(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A state in which nothing was lost: what git knew, what was written by hand, and the first page of each section.

    `sites`: the real addresses that the site had; `telling`: digests of records.
    """

    heads: tuple[str, ...]
    sites: tuple[str, ...]
    by_hand: tuple[str, ...]
    telling: tuple[tuple[str, str], ...]
    first: Mapping[str, str]


def found(files: Readings, known: past.Past, by_hand: Set[str], urls: Set[str]) -> Whole:
    """That nothing is lost of a site with these pages."""
    telling = tuple(files.digests(*TELLING))
    return Whole(known.heads, tuple(known.sites), tuple(sorted(by_hand)), telling, months.first(urls))


def remember(url: str, files: Readings, found: Whole, planned: Planned) -> None:
    """Of a site at `url` nothing is lost."""
    files.database.remember(_WHOLE, url, found)
    planned.let_go()


def still(
    repository: Path, url: str, files: Readings, by_hand: Set[str], planned: Planned, commits: Sequence[str]
) -> bool:
    """Whether surely nothing is lost of a site of which that was remembered. Raises NoAnswer in a partial clone."""
    before: Whole | None = files.database.remembered(_WHOLE, url)
    if before is None or before.telling != tuple(files.digests(*TELLING)):
        return False
    if planned.gone() or any(not planned.has(each) for each in {*before.by_hand} - by_hand):
        return False
    new = past.read(repository, commits, before.heads)
    if new.gap or not new.sites.keys() <= {*before.sites} or new.versions.keys() & addresses.CODED.keys():
        return False
    named = {addresses.named(path) for path in new.versions}
    if any(each is not None and each not in by_hand and not planned.has(each) for each in named):
        return False
    brought = past.contents(repository, (each for versions in new.versions.values() for each in versions))
    if months.lost(brought, before.first):
        return False
    if new.heads != before.heads:
        now = replace(before, heads=new.heads, by_hand=tuple(sorted(by_hand)))
        files.database.remember(_WHOLE, url, now)
    return True
