"""The ledger of published addresses: what was ever published keeps working.

The ledger is git's own history, so nobody writes it, two branches cannot conflict over it, and a fresh clone
has it. An address counts as published once a commit, at which the site had a real address, had a file that
makes it and is right in itself. docs/guide.md says what staff can do then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator import gits, intake, written
from generator.ledger import addresses, months, owners, past, remedies, renamed, sites
from generator.ledger.past import Past, Published, Version
from generator.problem import Problem
from generator.read import Reading
from generator.read import read as read_file


@dataclass(frozen=True)
class Ledger:
    """What git knows of the addresses of one portal. `past.gap` says why that may be nothing."""

    repository: Path
    past: Past

    def published(self, wanted: Callable[[str], bool]) -> dict[str, Published]:
        """The published ones among the addresses that `wanted` says, sorted. Raises NoAnswer in a partial clone."""
        found = [*self._files(wanted), *self._codes(wanted)]
        return {each.address: each for each in sorted(found, key=lambda each: each.address)}

    def _files(self, wanted: Callable[[str], bool]) -> Iterable[Published]:
        asked = {address: versions for address, versions in self._by_name.items() if wanted(address)}
        raws = self._contents(each for versions in asked.values() for each in versions)
        for address, versions in asked.items():
            for each in versions:
                if addresses.right(each.path, raws[each.blob]):
                    yield Published(address, each, raws[each.blob])
                    break

    @property
    def names(self) -> Set[str]:
        """The addresses that files have had by their names, were they right or not."""
        return self._by_name.keys()

    @cached_property
    def _by_name(self) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = {}
        for path, versions in self.past.versions.items():
            if (address := addresses.named(path)) is not None:
                found.setdefault(address, []).extend(versions)
        return found

    def _codes(self, wanted: Callable[[str], bool]) -> Iterable[Published]:
        for path, folder in addresses.CODED.items():
            versions = self.past.versions.get(path, ())
            raws = self._contents(versions)
            found = set[str]()
            for each in versions:
                raw = raws[each.blob]
                # Most versions have no word that is asked for, and need not be read.
                asked = {word for word in addresses.words(raw) - found if wanted(f"{folder}{word}/")}
                record = read_file(path.removeprefix("content/"), raw).record if asked else None
                for code, names, _ in addresses.codes(record) if record else ():
                    if code in asked - found:
                        found.add(code)
                        yield Published(f"{folder}{code}/", each, raw, names)

    def earlier(self, planned: Set[str], lost: Set[str]) -> tuple[str, str] | None:
        """The first month whose page is no more, and its address; what comes back with the `lost` addresses is none."""
        back = {path for path in self.past.versions if addresses.named(path) in lost}
        versions = [each for path, all_ in self.past.versions.items() if path not in back for each in all_]
        raws = self._contents(versions)
        return months.lost(((each, raws[each.blob]) for each in versions), planned)

    def exchanged(self, path: str, now: bytes) -> Iterable[owners.Exchange]:
        """The codes that a file, as it is `now`, gives to others than those who had them first and still stand."""
        versions = list(reversed(self.past.versions.get(path, ())))
        raws = self._contents(versions)
        states = []
        for raw in owners.telling([*(raws[each.blob] for each in versions), now]):
            record = read_file(path.removeprefix("content/"), raw).record
            there = addresses.codes(record) if record else ()
            states.append(owners.State.of((code, names) for code, names, _ in there))
        return owners.exchanged(states) if states else ()

    def _contents(self, versions: Iterable[Version]) -> dict[str, bytes]:
        return past.contents(self.repository, (each.blob for each in versions))


def read(repository: Path, commits: Sequence[str] = ()) -> Ledger:
    """The ledger of the portal in the folder `repository`, as `commits` know it (by default: what is checked out)."""
    return Ledger(repository, past.read(repository, commits))


def uncommitted(repository: Path, site_url: str, wanted: Set[str]) -> set[str]:
    """Those addresses of records among `wanted` that would not stay, for no commit has them: not to be printed.

    There are none where nothing is guarded: the site has no real address, or there is no git. The pages that
    every site has (desk/, contact/) always stay. Raises NoAnswer where git cannot say it.
    """
    url = sites.real(site_url)
    ledger = read(repository)
    if not url or ledger.past.gap == "none":
        return set()
    if ledger.past.gap:
        raise gits.NoAnswer(ledger.past.gap)
    guarded = {each for each in wanted if each.startswith(addresses.GUARDED) and each.count("/") == 2}
    return guarded - (ledger.published(guarded.__contains__).keys() if url in ledger.past.sites else set())


def check(
    portal: Path,
    repository: Path,
    site_url: str,
    readings: Iterable[Reading],
    planned: Set[str] | None,
    commits: Sequence[str] = (),
) -> list[Problem]:
    """Addresses that were published once and would be no more.

    `portal` is what would be published, `repository` the same folder in git: they differ where the index is
    checked. `planned`: the URLs of all pages that are made from records; None if other problems are in the way.
    """
    ledger, url = read(repository, commits), sites.real(site_url)
    known, readings = ledger.past, list(readings)
    if known.gap or not known.sites:
        return [remedies.blind(known.gap or "none")] if url else []
    by_hand = {path.removesuffix("index.html") for path in written.sources(portal / "content" / "pages")}
    standing = by_hand | (_there(readings) if planned is None else planned)
    # Where a file of codes cannot be read, that is what is to be mended.
    unread = () if planned is not None else _unread(readings)
    try:
        gone = ledger.published(lambda address: address not in standing and not address.startswith(unread))
        lost = _mendable(ledger, gone, standing)
        given = {path: list(ledger.exchanged(path, intake.raw(portal, path))) for path in addresses.CODED}
        earlier = ledger.earlier(planned, {each.address for each in lost}) if planned is not None else None
    except gits.NoAnswer:
        return [remedies.blind("part")]
    successors = renamed.successors(portal, readings, lost, ledger.names)
    said = [
        *remedies.moved(portal, readings, site_url, known.sites),
        *remedies.lost(portal, readings, lost, successors),
        *remedies.exchanged(portal, readings, given),
    ]
    return [*said, remedies.earlier(portal, *earlier)] if earlier else said


def _there(readings: Iterable[Reading]) -> set[str]:
    """The addresses that the files make, be they right or not."""
    found = {addresses.named(f"content/{each.path}") or "" for each in readings}
    for each in readings:
        folder = addresses.CODED.get(f"content/{each.path}")
        if folder and each.record:
            found |= {f"{folder}{code}/" for code, _, _ in addresses.codes(each.record)}
    return found


def _unread(readings: Iterable[Reading]) -> tuple[str, ...]:
    there = {f"content/{each.path}" for each in readings if each.record}
    return tuple(folder for path, folder in addresses.CODED.items() if path not in there)


def _mendable(ledger: Ledger, gone: Mapping[str, Published], standing: Set[str]) -> list[Published]:
    """Without those whose twin, different in large and small letters alone, was published too: only one can stay."""
    folded = {each.casefold(): each for each in standing}
    twins = {folded[each.casefold()] for each in gone if each.casefold() in folded}
    kept = {each.casefold() for each in (ledger.published(twins.__contains__) if twins else ())}
    return [each for address, each in gone.items() if address.casefold() not in kept]
