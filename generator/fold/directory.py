"""Who can act and be called: units and posts by name, and the community of a place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.fold.places import Place, Tree
from generator.packed import packed
from generator.problem import Fault, did_you_mean, shown
from generator.records.contacts import ContactRecord, Contacts
from generator.records.units import UnitLevel, UnitRecord, Units

GROUPS = (
    "居民代表", "业主代表", "业主委员会", "业委会", "楼栋长", "楼组长", "单元长", "党员代表", "党员志愿者", "志愿者",
    "商户代表", "人大代表", "政协委员", "施工单位", "设计单位", "监理单位",
)  # fmt: skip
"""Who may be there beside units and posts: words for groups of people, none of them a name."""


@packed
@dataclass(frozen=True, slots=True)
class Actor:
    """A unit or a post that a record may name."""

    name: str
    level: UnitLevel
    phone: str | None
    kind: str  # "unit" or "post"


@dataclass
class Directory:
    """Looks up the words that staff use for places, units and posts."""

    tree: Tree
    units: dict[str, UnitRecord] = field(default_factory=dict)
    contacts: tuple[ContactRecord, ...] = ()
    actors: dict[str, Actor] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)  # place code → unit name
    answers_for: dict[str, list[ContactRecord]] = field(default_factory=dict)

    def actor(
        self, name: str, path: tuple[str | int, ...], faults: list[Fault], groups: Sequence[str] = ()
    ) -> Actor | None:
        """The unit or post called `name`; an unknown one is a fault with the nearest names.

        `groups`: words for groups of people, which may stand here too.
        """
        found = self.actors.get(name)
        if found is None and name not in groups:
            otherwise = "写单位简称或岗位，不写姓名；新的单位先加到 units.yml 里"
            remedy = _several(name) or did_you_mean(name, [*self.actors, *groups], otherwise)
            faults.append(Fault(path, "不认识的单位", f"没有叫“{shown(name)}”的单位或岗位", remedy))
        return found

    def numbers(self, name: str) -> tuple[str, ...]:
        """The public phones of a unit or post; a post may have a mobile alone, or one beside that of its office."""
        post = next((each for each in self.contacts if each.post == name), None)
        said = (post.phone, post.mobile) if post else (self.actors[name].phone,) if name in self.actors else ()
        return tuple(number for number in said if number)

    def place(self, name: str, path: tuple[str | int, ...], faults: list[Fault]) -> Place | None:
        """The place called `name`; an unknown or ambiguous one is a fault."""
        found = self.tree.find(name)
        if len(found) == 1:
            return found[0]
        if not found:
            remedy = _several(name) or did_you_mean(name, self.tree.by_name, "先在 places.yml 里加上它")
            faults.append(Fault(path, "不认识的地点", f"没有叫“{shown(name)}”的地点", remedy))
        else:
            ways = "、".join(f"“{self._way(place)}”" for place in found)
            faults.append(Fault(path, "地点重名", f"有 {len(found)} 个“{shown(name)}”", f"写成{ways}"))
        return None

    def _way(self, place: Place) -> str:
        """The shortest words that mean this place and no other."""
        ways = ["/".join(place.path[-length:]) for length in range(2, len(place.path) + 1)]
        return next((way for way in ways if len(self.tree.find(way)) == 1), "/".join(place.path))

    def seat(self, place: Place) -> str | None:
        """The unit that acts for a place by default: of itself, or of the nearest place around it."""
        return next(
            (self.seats[each.code] for each in self.tree.up(place.code) if each.code in self.seats),
            None,
        )

    def posts_for(self, code: str) -> list[ContactRecord]:
        """The contact card of a place: its own posts first, then those of what it lies in."""
        cards = [post for each in self.tree.up(code) for post in self.answers_for.get(each.code, ())]
        return list(dict.fromkeys(cards))


def index(tree: Tree, units: Units, contacts: Contacts) -> tuple[Directory, dict[str, list[Fault]]]:
    """The directory, and the faults of units.yml and contacts.yml by kind."""
    directory = Directory(tree, contacts=contacts.root)
    faults: dict[str, list[Fault]] = {"units": [], "contacts": []}
    for number, unit in enumerate(units.root):
        _name(directory, Actor(unit.name, unit.level, unit.phone, "unit"), (number, "简称"), faults["units"])
        directory.units[unit.name] = unit
        if unit.seat_of:
            place = directory.place(unit.seat_of, (number, "管辖"), faults["units"])
            if place and place.code in directory.seats:
                message = f"“{shown(place.name)}”已经归“{shown(directory.seats[place.code])}”管"
                faults["units"].append(Fault((number, "管辖"), "管辖重复", message, "一个地点只写一个单位"))
            elif place:
                directory.seats[place.code] = unit.name
    for number, post in enumerate(contacts.root):
        actor = Actor(post.post, post.level, post.phone, "post")
        _name(directory, actor, (number, "岗位"), faults["contacts"])
        if post.unit and post.unit not in directory.units:
            remedy = did_you_mean(post.unit, directory.units, "先在 units.yml 里加上它")
            message = f"没有叫“{shown(post.unit)}”的单位"
            faults["contacts"].append(Fault((number, "单位"), "不认识的单位", message, remedy))
        for each, name in enumerate(post.places):
            place = directory.place(name, (number, "地点", each), faults["contacts"])
            if place:
                directory.answers_for.setdefault(place.code, []).append(post)
    return directory, faults


def _several(name: str) -> str:
    """The remedy for a list that was written as one name."""
    return "几个要分开写成 [甲, 乙]，中间用英文逗号" if re.search("[，、；,;]", name) else ""


def _name(directory: Directory, actor: Actor, path: tuple[str | int, ...], faults: list[Fault]) -> None:
    if actor.name in directory.actors:
        message = f"“{shown(actor.name)}”这个名字已经有了"
        faults.append(Fault(path, "名字重复", message, "换一个说法，让大家分得清"))
    directory.actors.setdefault(actor.name, actor)
