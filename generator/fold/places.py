"""The tree of places: names resolved, ancestors, and which community a place belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.packed import packed
from generator.problem import Fault, shown
from generator.records.places import RANK, Level, PlaceRecord, Places


@packed
@dataclass(frozen=True, slots=True)
class Place:
    """One place in the tree. `path` has the names from the root down to its own."""

    code: str
    name: str
    level: Level
    parent: str | None
    path: tuple[str, ...]
    children: tuple[str, ...]
    former: tuple[str, ...]
    households: int | None
    monthly: int | None

    @property
    def full_name(self) -> str:
        """The name with what it lies in, for titles: 新达街道 › 颐景佳苑社区 › 维邦佳园."""
        return " › ".join(self.path)


@dataclass
class Tree:
    """All places by code, and the codes behind each name, also within each place above: 桑榆苑, 2号楼."""

    places: dict[str, Place] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    within: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def find(self, name: str) -> list[Place]:
        """The places called `name`; `社区/小区` tells two of the same name apart."""
        *above, last = [part.strip() for part in name.split("/")]
        codes = self.within.get((above[-1], last), ()) if above else self.by_name.get(last, ())
        found = [self.places[code] for code in codes]
        return [place for place in found if set(above) <= set(place.path[:-1])]

    def up(self, code: str) -> Iterator[Place]:
        """The place itself, then what it lies in, up to the root."""
        step: str | None = code
        while step is not None:
            place = self.places[step]
            yield place
            step = place.parent

    def called(self, place: Place) -> str:
        """Its name; a building is called by its estate too: 桑榆苑2号楼."""
        if place.level == "楼栋" and place.parent:
            return self.places[place.parent].name + place.name
        return place.name

    def down(self, code: str) -> Iterator[Place]:
        """The place itself and all that lies in it, depth first."""
        yield self.places[code]
        for child in self.places[code].children:
            yield from self.down(child)


Path = tuple[str | int, ...]


def plant(record: Places) -> Tree:
    """Build the tree; a code given twice or a level out of order is a fault."""
    planting = _Planting()
    for index, each in enumerate(record.root):
        planting.add(each, (index,), None)
    planting.look_at_former_codes()
    return planting.tree


class _Planting:
    def __init__(self) -> None:
        self.tree = Tree()
        self.former: list[tuple[str, Place, Path]] = []

    def add(self, record: PlaceRecord, at: Path, above: Place | None) -> str:
        """Plant one place and what lies in it; its code in the tree."""
        self._look(record, at, above)
        code = record.code
        while code in self.tree.places:
            code += "/"  # no record can name it, and the tree stays a tree
        place = Place(
            code, record.name, record.level, above.code if above else None,
            (*(above.path if above else ()), record.name), (),
            record.former, record.households, record.monthly,
        )  # fmt: skip
        self.tree.places[code] = place
        self.tree.by_name.setdefault(record.name, []).append(code)
        for name in set(place.path[:-1]):
            self.tree.within.setdefault((name, record.name), []).append(code)
        self.former += [(old, place, (*at, "曾用代码", index)) for index, old in enumerate(record.former)]
        children = [self.add(child, (*at, "下级", i), place) for i, child in enumerate(record.within or ())]
        self.tree.places[code] = replace(place, children=tuple(children))
        return code

    def look_at_former_codes(self) -> None:
        """An old address can lead to one place only."""
        taken = dict(self.tree.places)
        for old, place, at in self.former:
            if old in taken:
                self._taken(at, old, taken[old])
            taken.setdefault(old, place)

    def _look(self, record: PlaceRecord, at: Path, above: Place | None) -> None:
        name, code = record.name, record.code
        if "/" in name:
            self._fault((*at, "名称"), "名称", "名称里不能有“/”", "“/”只用来写“社区/小区”，换一个说法")
        beside = (self.tree.places[twin].parent for twin in self.tree.by_name.get(name, ()))
        if (above.code if above else None) in beside:
            self._fault((*at, "名称"), "名字重复", f"同一个地方有两个“{shown(name)}”", "换一个说法，让大家分得清")
        if code in self.tree.places:
            self._taken((*at, "代码"), code, self.tree.places[code])
        if above is not None and RANK[record.level] <= RANK[above.level]:
            message = f"{record.level}不能放在{above.level}下面"
            self._fault((*at, "层级"), "层级", message, "看看层级和缩进是不是写错了")

    def _taken(self, at: Path, code: str, owner: Place) -> None:
        message = f"“{shown(owner.name)}”已经用了代码“{code}”"
        self._fault(at, "代码重复", message, "一个代码只归一个地点，换一个没用过的")

    def _fault(self, at: Path, code: str, message: str, remedy: str) -> None:
        self.tree.faults.append(Fault(at, code, message, remedy))
