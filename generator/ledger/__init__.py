"""The ledger of published addresses: what was ever published keeps working.

The ledger is git's own history, so nobody writes it, two branches cannot conflict over it, and a fresh clone
has it. An address counts as published once a commit, at which the site had a real address, had a file that
makes it: a case whose 编号 is its file's name and that has 进展, a notice or policy note with a 标题, a page that
is not empty, a place or station with 名称 and a well-formed 代码. No more is asked: if old versions had to pass
today's models, a stricter model would forget what was published; rather too much is kept than too little.
docs/guide.md says what staff can do then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from generator import cores, gits, intake, written
from generator.ledger import addresses, months, owners, past, remedies, renamed, sites, whole
from generator.ledger.past import Past, Published, Version
from generator.ledger.whole import Planned, Whole
from generator.problem import Problem
from generator.read import Reading
from generator.readings import Readings


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
        found = set[str]()
        for each, raw in self._contents(each for versions in asked.values() for each in versions):
            address = addresses.named(each.path)
            if address is not None and address not in found and addresses.right(each.path, raw):
                found.add(address)
                yield Published(address, each, raw)

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
            found = set[str]()
            for each, raw in self._contents(self.past.versions.get(path, ())):
                # Most versions have no word that is asked for, and need not be read.
                asked = {word for word in addresses.words(raw) - found if wanted(f"{folder}{word}/")}
                for code, names, _ in addresses.codes_once(raw) if asked else ():
                    if code in asked - found:
                        found.add(code)
                        yield Published(f"{folder}{code}/", each, raw, names)

    def earlier(self, planned: Set[str], lost: Set[str]) -> tuple[str, str] | None:
        """The first month whose page is no more, and its address; what comes back with the `lost` addresses is none."""
        back = {path for path in self.past.versions if addresses.named(path) in lost}
        versions = [each for path, all_ in self.past.versions.items() if path not in back for each in all_]
        return months.lost(self._contents(versions), months.first(planned))

    def exchanged(self, path: str, now: bytes) -> Iterable[owners.Exchange]:
        """The codes that a file, as it is `now`, gives to others than those who had them first and still stand."""
        versions = list(reversed(self.past.versions.get(path, ())))
        raws = {each.blob: raw for each, raw in self._contents(versions)}
        known = [raws[each.blob] for each in versions if each.blob in raws]
        told = (addresses.codes_once(raw) for raw in owners.telling([*known, now]))
        states = [owners.State.of((code, names) for code, names, _ in codes) for codes in told]
        return owners.exchanged(states) if states else ()

    def began(self, address: str) -> int:
        """How long ago, in commits, a file first had the address by its name; -1 if none ever had."""
        return max((self.past.order[each.commit] for each in self._by_name.get(address, ())), default=-1)

    def _contents(self, versions: Iterable[Version]) -> Iterator[tuple[Version, bytes]]:
        return past.contents(self.repository, versions)


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
    files: Readings,
    planned: Planned | None,
    commits: Sequence[str] = (),
) -> list[Problem]:
    """Addresses that were published once and would be no more.

    `portal` is what would be published, `repository` the same folder in git: they differ where the index is
    checked. `planned`: all pages that are made from records; None if other problems are in the way.
    """
    url = sites.real(site_url)
    by_hand = {path.removesuffix("index.html") for path in written.sources(portal / "content" / "pages")}
    try:
        if planned and whole.still(repository, url, files, by_hand, planned, commits):
            return []
    except gits.NoAnswer:
        pass  # said below
    look = partial(_look, portal, repository, site_url, files, by_hand, planned, commits)
    problems, found = cores.aside(look, files.database.few(0))  # all that was ever published takes much memory
    if planned and found:
        whole.remember(url, files, found, planned)
    return problems


def _look(
    portal: Path, repository: Path, site_url: str, files: Readings, by_hand: Set[str], planned: Planned | None,
    commits: Sequence[str],
) -> tuple[list[Problem], Whole | None]:  # fmt: skip
    """What is lost, of all that git knows; and, if it is nothing, by what that is known again."""
    ledger = read(repository, commits)
    if ledger.past.gap or not ledger.past.sites:
        return [remedies.blind(ledger.past.gap or "none")] if sites.real(site_url) else [], None
    urls = planned.urls() if planned else None
    problems = _lost(portal, ledger, site_url, files, by_hand, urls)
    return problems, whole.found(files, ledger.past, by_hand, urls) if urls is not None and not problems else None


def _lost(
    portal: Path, ledger: Ledger, site_url: str, files: Readings, by_hand: Set[str], planned: Set[str] | None
) -> list[Problem]:
    readings = list(files.of(*whole.TELLING))
    standing = by_hand | (_there(files.paths(), readings) if planned is None else planned)
    # Where a file of codes cannot be read, that is what is to be mended.
    unread = () if planned is not None else _unread(readings)
    try:
        gone = ledger.published(lambda address: address not in standing and not address.startswith(unread))
        lost = _mendable(ledger, gone, standing)
        fresh = _fresh(ledger, files.paths(), readings) if any(each.names for each in lost) else set()
        given = {path: list(ledger.exchanged(path, intake.raw(portal, path))) for path in addresses.CODED}
        earlier = ledger.earlier(planned, {each.address for each in lost}) if planned is not None else None
    except gits.NoAnswer:
        return [remedies.blind("part")]
    successors = renamed.successors(portal, files.paths(), lost, ledger.names) | _twins(gone, standing)
    said = [
        *remedies.moved(portal, readings, site_url, ledger.past.sites),
        *remedies.lost(portal, readings, lost, successors, fresh),
        *remedies.exchanged(portal, readings, given),
    ]
    return [*said, remedies.earlier(portal, *earlier)] if earlier else said


def _there(paths: Iterable[str], readings: Iterable[Reading]) -> set[str]:
    """The addresses that the files make, be they right or not."""
    found = {addresses.named(f"content/{path}") or "" for path in paths}
    for each in readings:
        folder = addresses.CODED.get(f"content/{each.path}")
        if folder and each.record:
            found |= {f"{folder}{code}/" for code, _, _ in addresses.codes(each.record)}
    return found


def _unread(readings: Iterable[Reading]) -> tuple[str, ...]:
    there = {f"content/{each.path}" for each in readings if each.record}
    return tuple(folder for path, folder in addresses.CODED.items() if path not in there)


def _fresh(ledger: Ledger, paths: Iterable[str], readings: Iterable[Reading]) -> set[str]:
    """The addresses by codes that stand now and were never published."""
    coded = {each for each in _there(paths, readings) if each.startswith(tuple(addresses.CODED.values()))}
    return coded - ledger.published(coded.__contains__).keys()


def _twins(gone: Iterable[str], standing: Set[str]) -> dict[str, str]:
    """Lost address → the one that stands and differs in large and small letters alone: both cannot be had."""
    folded = {each.casefold(): each for each in standing}
    return {each: folded[each.casefold()] for each in gone if each.casefold() in folded}


def _mendable(ledger: Ledger, gone: Mapping[str, Published], standing: Set[str]) -> list[Published]:
    """Of those that differ in large and small letters alone only the one that was published first."""
    alike: dict[str, list[str]] = {}
    for address in (*standing, *gone):
        alike.setdefault(address.casefold(), []).append(address)

    def age(address: str) -> tuple[int, bool, str]:
        return ledger.began(address), address in standing, address

    return [each for address, each in gone.items() if max(alike[address.casefold()], key=age) == address]
