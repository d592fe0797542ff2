"""The index: the same bytes from the same documents, little of it anew after an edit, and nothing in it to be read."""

import dataclasses
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import gate, privacy, search
from generator.permit import Permit
from generator.search import Document, numbers
from generator.search.blocks import MOST

SIGNS = "高层住户早晚用水水压不足楼道灯不亮下水道返味电梯停了三天请物业派人来看修好以后再回话居民都说好"


def document(number: int, day: date | None = date(2026, 3, 1), **given: object) -> Document:
    chance = random.Random(number)
    pieces = tuple("".join(chance.choices(SIGNS, k=chance.randint(2, 30))) for _ in range(9))
    made = Document(
        id=f"SY-2026-{number:03}",
        title=pieces[0],
        face="在办",
        seal="正在办",
        open=True,
        category="供水",
        day=day,
        said_day=day.isoformat() if day else "",
        places=("桑榆苑",),
        codes=("sangyu", "shequ"),
        pieces=pieces,
    )
    return dataclasses.replace(made, **given)  # type: ignore[arg-type]


YEAR = [document(number, date(2026, 1, 1) + timedelta(days=number // 2)) for number in range(1, 501)]


def index(documents: Iterable[Document]) -> Mapping[str, bytes]:
    return search.index(tuple(documents)).files


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def test_the_order_of_the_documents_changes_nothing() -> None:
    mixed = random.Random(1).sample(YEAR, len(YEAR))
    assert index(YEAR) == index(mixed)
    assert search.first({"2026": search.part(YEAR)}, {}, []) == search.first({"2026": search.part(mixed)}, {}, [])


def test_an_event_more_changes_the_files_of_its_pairs_and_no_others() -> None:
    more = dataclasses.replace(YEAR[250], pieces=(*YEAR[250].pieces, "泵修好了，明天上午再试一次"))
    changed = differing(index(YEAR), index([*YEAR[:250], more, *YEAR[251:]]))
    pairs = {name for name in changed if name.startswith("pairs-")}
    assert 1 <= len(pairs) <= 10  # as many as the words have pairs
    assert {name.partition("-")[0] for name in changed} <= {"pairs", "signs", "head.json"}
    assert len(changed) <= 22


def test_another_state_changes_two_files() -> None:
    solved = dataclasses.replace(YEAR[250], face="已解决", seal="办好了", open=False)
    changed = differing(index(YEAR), index([*YEAR[:250], solved, *YEAR[251:]]))
    assert changed == {"sorts.json", "cards-15.json"}


def test_a_new_case_changes_none_of_the_files_that_have_nothing_of_it() -> None:
    new = document(501, date(2026, 11, 20), pieces=("水压不足",))
    before, after = index(YEAR), index([*YEAR, new])
    assert {name for name in differing(before, after) if name.startswith("pairs-")} <= {
        f"pairs-{at:x}.txt" for at in range(len([name for name in before if name.startswith("pairs-")]))
    }
    assert len([name for name in differing(before, after) if name.startswith("pairs-")]) <= 3


@pytest.mark.parametrize(("number", "months"), [(MOST, 12), (MOST + 1, 6), (3 * MOST, 3), (9 * MOST, 1)])
def test_a_year_with_many_cases_is_cut(number: int, months: int) -> None:
    days = Counter(f"2025-{1 + at * 12 // number:02}" for at in range(number))
    counts = {"undated": 1, "2026-03": 1, "2024-01": 0, **days}
    found = search.blocks(counts)
    cut = ["2025"] if months == 12 else [f"2025-{month:02}" for month in range(13 - months, 0, -months)]
    assert found == ["2026", *cut, "undated"]
    months_of = {each: search.months(each, counts) for each in found}
    assert sorted(month for each in months_of.values() for month in each) == sorted(counts.keys() - {"2024-01"})
    most = max(sum(counts[month] for month in each) for each in months_of.values())
    assert most <= max(MOST, number // 12 + 1)


def test_cases_without_a_day_and_with_rare_signs_are_indexed() -> None:
    odd = document(7, None, pieces=("𠮷野家门口积水", "ＡＢＣ１２３", "5 号楼", "……"))
    files = index([odd])
    assert files["head.json"]
    assert [run for piece in odd.pieces for run in search.document.runs(piece)][1:] == ["abc123", "5号楼"]


def test_what_is_found_at_once_are_the_newest_open_cases_and_some_others() -> None:
    closed = [document(number, date(2026, 12, 1), open=False) for number in range(600, 800)]
    told = json.loads(search.first({"2026": search.part([*YEAR, *closed])}, {"在办": "正在办"}, [("x", "无", 0)]))
    ids = [each[0] for each in told["cards"]]
    assert len(ids) == 400 and {f"SY-2026-{number}" for number in range(201, 501)} <= set(ids)
    assert told["blocks"] == [["2026", 700]] and told["places"] == []
    assert ids == sorted(ids, reverse=True)


# The last look


@given(st.text(alphabet=numbers.ENDS + numbers.BEGINS + "\n"))
def test_nothing_that_the_last_look_looks_for_can_be_made_of_the_signs_of_numbers(text: str) -> None:
    assert privacy.find(text) == [] and numbers.only(text.encode())


def test_the_last_look_passes_numbers_and_reads_all_else() -> None:
    files = index(YEAR)
    shards = {name for name, data in files.items() if gate.written(name, data) == ""}
    assert shards == {name for name in files if name.endswith(".txt")}
    for added in ("1", "王", "@", "."):
        assert gate.written("x.txt", files["pairs-0.txt"] + added.encode())
    hidden = "\n".join([files["pairs-0.txt"].decode(), "电话13912345678"])
    assert [each.code for each in gate.private("x.txt", gate.written("x.txt", hidden.encode()), Permit(frozenset()))]


def test_a_real_index_would_pass_the_last_look_as_words_too() -> None:
    for data in index(YEAR[:100]).values():
        assert privacy.find(data.decode()) == []
