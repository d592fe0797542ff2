"""Stations: all, those of a place, and the nearest to one that has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.fold.places import Place, Tree
from generator.fold.stations import Station
from generator.notes import asked, told
from generator.records.places import RANK
from generator.register import Register


@dataclass(frozen=True, slots=True)
class Offer:
    """The stations of a community, and its services, as first named, each with the stations that have it."""

    community: Place
    stations: tuple[Station, ...]
    services: tuple[tuple[str, tuple[Station, ...]], ...]


class Stations:
    """Stations in the order in which staff wrote them. Those that were withdrawn are in no list."""

    def __init__(self, register: Register) -> None:
        self._register, self.notes = register, register.notes

    @property
    def _tree(self) -> Tree:
        return self._register.world.tree

    @property
    def _every(self) -> tuple[Station, ...]:
        return self._register.world.stations

    @told
    def _stations(self) -> tuple[Station, ...]:
        return tuple(each for each in self._every if not each.record.withdrawn)

    @asked
    def all(self) -> tuple[Station, ...]:
        return self._stations

    @asked
    def known(self) -> tuple[Station, ...]:
        """All that have a page: withdrawn ones too."""
        return self._every

    @asked
    def station(self, code: str) -> Station:
        return self._by_code[code]

    @asked
    def by_community(self) -> tuple[Offer, ...]:
        """What each community offers where: a table for every one of them stays small."""
        found: dict[str, list[Station]] = {}
        for each in self._stations:
            up = tuple(self._tree.up(each.place.code))
            community = next((place for place in up if RANK[place.level] <= RANK["社区"]), up[-1])
            found.setdefault(community.code, []).append(each)
        return tuple(_offer(self._tree.places[code], stations) for code, stations in found.items())

    @asked
    def at(self, place: str) -> tuple[Station, ...]:
        """Those at a place and in what lies in it."""
        return tuple(self._stations[number] for number in self._at.get(place, ()))

    @asked
    def nearest(self, place: str) -> tuple[Station, ...]:
        """Besides its own, all of the least place around it that has any, first what stands there itself."""
        own = self.at(place)
        for up in self._tree.up(place):
            found = [each for each in self.at(up.code) if each not in own]
            if found:
                return tuple(sorted(found, key=lambda each: each.place.code != up.code))
        return ()

    @told
    def _by_code(self) -> Mapping[str, Station]:
        return {each.record.code: each for each in self._every}

    @told
    def _at(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, each in enumerate(self._stations):
            for up in self._tree.up(each.place.code):
                found.setdefault(up.code, []).append(number)
        return found


def _offer(community: Place, stations: Sequence[Station]) -> Offer:
    found: dict[str, list[Station]] = {}
    for each in stations:
        for service in each.record.services:
            found.setdefault(service, []).append(each)
    return Offer(community, tuple(stations), tuple((service, tuple(having)) for service, having in found.items()))
