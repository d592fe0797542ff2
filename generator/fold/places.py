"""The tree of places: names resolved, ancestors, and which community a place belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.problem import Fault
from generator.records.places import RANK, Level, PlaceRecord, Places


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
    """All places by code, and the codes behind each name."""

    places: dict[str, Place] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def find(self, name: str) -> list[Place]:
        """The places called `name`; `社区/小区` tells two of the same name apart."""
        *above, last = [part.strip() for part in name.split("/")]
        found = [self.places[code] for code in self.by_name.get(last, ())]
        return [place for place in found if set(above) <= set(place.path[:-1])]

    def up(self, code: str) -> Iterator[Place]:
        """The place itself, then what it lies in, up to the root."""
        step: str | None = code
        while step is not None:
            place = self.places[step]
            yield place
            step = place.parent

    def down(self, code: str) -> Iterator[Place]:
        """The place itself and all that lies in it, depth first."""
        yield self.places[code]
        for child in self.places[code].children:
            yield from self.down(child)


def plant(record: Places) -> Tree:
    """Build the tree; a code given twice or a level out of order is a fault."""
    tree = Tree()
    for index, each in enumerate(record.root):
        _add(tree, each, (index,), None, ())
    current = dict(tree.places)
    for place in current.values():
        for old in place.former:
            if old in current:
                tree.faults.append(Fault(("曾用代码",), "代码重复", f"曾用代码“{old}”正被别的地点使用", "换掉其中一个"))
    return tree


def _add(tree: Tree, record: PlaceRecord, at: tuple[str | int, ...], above: Place | None, path: tuple[str, ...]) -> str:
    if record.code in tree.places:
        other = tree.places[record.code].name
        tree.faults.append(Fault((*at, "代码"), "代码重复", f"这个代码“{other}”已经用了", "换一个没用过的代码"))
    if above is not None and RANK[record.level] <= RANK[above.level]:
        message = f"{record.level}不能放在{above.level}下面"
        tree.faults.append(Fault((*at, "层级"), "层级", message, "看看层级和缩进是不是写错了"))
    names = (*path, record.name)
    place = Place(
        record.code, record.name, record.level, above.code if above else None, names,
        tuple(child.code for child in record.within or ()),
        record.former, record.households, record.monthly,
    )  # fmt: skip
    tree.places[record.code] = place
    tree.by_name.setdefault(record.name, []).append(record.code)
    for index, child in enumerate(record.within or ()):
        _add(tree, child, (*at, "下级", index), place, names)
    return record.code
