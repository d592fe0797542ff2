"""Stations: all, those of a place, and the nearest to one that has none."""

from collections.abc import Mapping
from functools import cached_property

from generator.fold.stations import Station
from generator.register import Register

NEAREST = 3
"""So many are named for a place that has none."""


class Stations:
    """Stations in the order in which staff wrote them."""

    def __init__(self, register: Register) -> None:
        self._tree = register.tree
        self._stations = register.stations

    def all(self) -> tuple[Station, ...]:
        return self._stations

    def station(self, code: str) -> Station:
        return self._by_code[code]

    def services(self) -> tuple[str, ...]:
        """All services, in the order in which they are first named."""
        return tuple(dict.fromkeys(name for each in self._stations for name in each.record.services))

    def at(self, place: str) -> tuple[Station, ...]:
        """Those at a place and in what lies in it."""
        return tuple(self._stations[number] for number in self._at.get(place, ()))

    def nearest(self, place: str) -> tuple[Station, ...]:
        """Those of the least place around it that has any, first what stands there itself."""
        for up in self._tree.up(place):
            found = self.at(up.code)
            if found:
                return tuple(sorted(found, key=lambda each: each.place.code != up.code))[:NEAREST]
        return ()

    @cached_property
    def _by_code(self) -> Mapping[str, Station]:
        return {each.record.code: each for each in self._stations}

    @cached_property
    def _at(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, each in enumerate(self._stations):
            for up in self._tree.up(each.place.code):
                found.setdefault(up.code, []).append(number)
        return found
