"""No small count can be worked out from what is published, by somebody who tries."""

import pytest
from attack import possible
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fold.figures import suppress
from generator.fold.figures.suppress import ALL, BAD, GOOD, YEAR, Cell

Published = dict[Cell, int | str]
Table = tuple[dict[tuple[str, str], int], dict[str, int]]
steady = settings(max_examples=150, deadline=None, derandomize=True)


def published(cases: dict[tuple[str, str], int], settled: dict[str, int]) -> tuple[dict[Cell, int], Published]:
    numbers = suppress.cells(cases, settled)
    return numbers, {**numbers, **suppress.hidden(numbers)}


SMALL = st.integers(0, 6)
MIXED = st.one_of(SMALL, SMALL, st.integers(5, 40))


@st.composite
def tables(
    draw: st.DrawFn, counts: st.SearchStrategy[int] = MIXED
) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """A year of some communities; a community need not have every month."""
    months = [f"2026-{number:02}" for number in range(1, draw(st.integers(1, 4)) + 1)]
    places = ["甲", "乙", "丙", "丁"][: draw(st.integers(1, 4))]
    cells = [(month, place) for month in months for place in places]
    cases = {cell: draw(counts) for cell in cells if cell == cells[0] or draw(st.integers(0, 9))}
    totals = {place: sum(n for (_, at), n in cases.items() if at == place) for _, place in cases}
    bad = {place: min(total, draw(MIXED)) for place, total in totals.items()}
    return cases, {place: total - bad[place] for place, total in totals.items()}


def attacked(cases: dict[tuple[str, str], int], settled: dict[str, int]) -> None:
    numbers, said = published(cases, settled)
    for cell, value in numbers.items():
        if 0 < value < 5:
            assert said[cell] in ("small", "withheld"), (cell, said)
            found = possible(said, cell)
            assert value in found and len(found) >= 3, (cell, value, found, said)
        elif isinstance(said[cell], int):
            assert said[cell] == value
        else:
            assert value and said[cell] == "withheld", (cell, value, said)


@steady
@given(tables())
def test_no_small_number_can_be_worked_out(table: Table) -> None:
    attacked(*table)


@steady
@given(tables(SMALL))
def test_nor_where_all_numbers_are_small(table: Table) -> None:
    attacked(*table)


def test_the_attack_works_where_nothing_is_done_about_it() -> None:
    """Hiding only the small ones is no protection: the attack finds every one of them."""
    numbers = suppress.cells({("1", "甲"): 2, ("1", "乙"): 20, ("2", "甲"): 30, ("2", "乙"): 40}, {"甲": 32, "乙": 60})
    naive: Published = {cell: "small" if 0 < value < 5 else value for cell, value in numbers.items()}
    assert [possible(naive, cell) for cell, value in numbers.items() if 0 < value < 5] == [{2}]


def test_large_numbers_are_all_said() -> None:
    numbers, said = published({("1", "甲"): 20, ("1", "乙"): 30, ("2", "甲"): 0}, {"甲": 20, "乙": 25})
    assert said == numbers and said[BAD, "乙"] == 5


def test_one_small_number_takes_a_square_of_others_with_it() -> None:
    cases = {(month, place): 20 for month in "123" for place in ("甲", "乙", "丙")}
    _, said = published({**cases, ("2", "乙"): 3}, {"甲": 60, "乙": 43, "丙": 60})
    hidden = {cell: sign for cell, sign in said.items() if not isinstance(sign, int)}
    assert hidden.pop(("2", "乙")) == "small"
    assert set(hidden.values()) == {"withheld"} and len(hidden) == 3
    assert all(place != ALL and row not in (YEAR, GOOD, BAD) for row, place in hidden)


def test_what_was_not_settled_does_not_show_as_a_difference() -> None:
    _, said = published({("1", "甲"): 120, ("2", "甲"): 60}, {"甲": 178})
    assert said[BAD, "甲"] == "small"
    assert not isinstance(said[GOOD, "甲"], int) or not isinstance(said[YEAR, "甲"], int)
    assert possible(said, (BAD, "甲")) == {1, 2, 3, 4}


def test_ones_whose_sum_is_small_are_not_called_small() -> None:
    """Four communities with one each and 不到 5 件 together: each would have to be one."""
    numbers, said = published({("1", place): 1 for place in "甲乙丙丁"}, dict.fromkeys("甲乙丙丁", 1))
    assert {sign for cell, sign in said.items() if numbers[cell]} == {"withheld"}
    assert all(said[cell] == 0 for cell, value in numbers.items() if not value)


@pytest.mark.parametrize("months", [12])
def test_a_large_table_is_done_in_no_time(months: int) -> None:
    cases = {(f"{m:02}", f"c{p:03}"): (m * 7 + p * 3) % 23 for m in range(months) for p in range(120)}
    totals: dict[str, int] = {}
    for (_, place), number in cases.items():
        totals[place] = totals.get(place, 0) + number
    numbers, said = published(cases, {place: total - total % 7 for place, total in totals.items()})
    assert sum(not isinstance(each, int) for each in said.values()) < len(numbers)
