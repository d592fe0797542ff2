"""What residents wished for at one session of the desk, and the later session to which it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.fold.desk.series import Path
from generator.fold.desk.session import Session
from generator.fold.places import Place, Tree
from generator.packed import packed
from generator.problem import Fault, did_you_mean, shown


@packed
@dataclass(frozen=True, slots=True)
class Wish:
    """`came` is None as long as it is open."""

    text: str
    heard: Session
    came: Session | None = None


def match(
    held: Iterable[Session], tree: Tree, logs: Mapping[tuple[str, str], Path]
) -> tuple[tuple[Wish, ...], list[tuple[str, Fault]]]:
    """All wishes in the order in which they were heard, and faults with their files.

    `held` are sessions with a record in order of time; `logs`: by desk and uid, the path to the record.
    """
    wishes: list[Wish] = []
    of_text: dict[str, list[int]] = {}
    faults: list[tuple[str, Fault]] = []
    for session in held:
        assert session.held
        for index, text in enumerate(session.held.brought):
            there = [n for n in of_text.get(text, ()) if _around(tree, wishes[n].heard.place, session.place)]
            for n in there:
                if wishes[n].came is None:
                    wishes[n] = replace(wishes[n], came=session)
            if not there:
                near = {each.text for each in wishes if _around(tree, each.heard.place, session.place)}
                remedy = did_you_mean(text, near, "先在以前那一场的“居民点的”里写上，两处写得一样")
                message = f"以前在这里没有人点过“{shown(text)}”"
                path = (*logs[session.desk, session.uid], "这次带来", index)
                faults.append((session.desk, Fault(path, "没人点过", message, remedy)))
        for text in session.held.wishes:
            still = [n for n in of_text.get(text, ()) if wishes[n].came is None]
            if not any(wishes[n].heard.place == session.place for n in still):
                of_text.setdefault(text, []).append(len(wishes))
                wishes.append(Wish(text, session))
    return tuple(wishes), faults


def _around(tree: Tree, one: Place, other: Place) -> bool:
    """Whether one of two places lies in the other, or they are the same."""
    return one in tree.up(other.code) or other in tree.up(one.code)
