"""An index that was made out of the one before is the one that is made of the documents alone."""

import dataclasses
import importlib
import random
from collections.abc import Callable, Iterable

import pytest

from generator.search import Document, Index, index, numbers, revised
from tests.test_search import SIGNS, YEAR, document

BLOCK = tuple(YEAR[:200])


def changed(each: Document, chance: random.Random) -> Document:
    """A document of which something is another: a text more, one less, a long one, none, or no more than its face."""
    pieces = each.pieces
    more = "".join(chance.choices(SIGNS + "𠮷５ＡＢ，。 1", k=chance.choice((0, 1, 2, 12, 700))))
    return chance.choice(
        [
            dataclasses.replace(each, pieces=(*pieces, more)),
            dataclasses.replace(each, pieces=(more, *pieces)),
            dataclasses.replace(each, pieces=pieces[: len(pieces) // 2]),
            dataclasses.replace(each, pieces=()),
            dataclasses.replace(each, face="已解决", seal="办好了", open=False),
            dataclasses.replace(each, codes=(), places=("西巷",), day=None),
        ]
    )


def edited(documents: list[Document], chance: random.Random) -> list[Document]:
    """After an edit of a few; one may come or go, one of another series too, or one whose number makes room anew."""
    found = list(documents)
    for at in chance.sample(range(len(found)), chance.randint(0, 4)):
        found[at] = changed(found[at], chance)
    new = document(chance.choice([*range(201, 260), 999, 3000]))
    other = dataclasses.replace(new, id=new.id.replace("SY", "XH"))
    for each, often in ((new, 0.4), (other, 0.1)):
        if chance.random() < often and each.id not in {there.id for there in found}:
            found.append(each)
    if chance.random() < 0.4:
        del found[chance.randrange(len(found))]
    chance.shuffle(found)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_edit_after_edit(seed: int) -> None:
    chance = random.Random(seed)
    documents, before = list(BLOCK), index(BLOCK)
    for _ in range(10):
        documents = edited(documents, chance)
        before = revised(before, documents)
        assert before == index(tuple(documents))


def test_of_nothing_and_of_one_document() -> None:
    (one, two), none = BLOCK[:2], Index({}, (), {})
    assert revised(None, [one]) == index((one,))
    assert revised(none, [one, two]) == index((one, two))
    assert revised(index((one, two)), [two]) == index((two,))


def test_what_an_edit_leaves_alone_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = index(BLOCK)
    more = dataclasses.replace(BLOCK[7], pieces=(*BLOCK[7].pieces, "泵修好了，明天上午再试一次"))
    module = importlib.import_module("generator.search.revised")  # the package has the function by this name
    written: list[object] = []
    write: Callable[[Iterable[tuple[int, str]]], bytes] = module.written

    def counted(found: Iterable[tuple[int, str]]) -> bytes:
        written.append(found)
        return write(found)

    monkeypatch.setattr(module, "written", counted)
    assert revised(before, [*BLOCK[:7], more, *BLOCK[8:]]) != before
    assert 1 <= len(written) <= 22
    written.clear()
    assert revised(before, BLOCK) == before
    assert written == []


def test_numbers_are_read_as_they_are_written() -> None:
    every = [*range(3000), *(2**power + more for power in range(11, 40) for more in (-1, 0, 1))]
    assert numbers.read("".join(map(numbers.CODED.__getitem__, every))) == every
