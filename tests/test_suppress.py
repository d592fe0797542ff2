"""No small count can be worked out from what is published, by somebody who tries, and knows the rules."""

from collections import defaultdict
from itertools import product

import pytest
from attack import possible
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fold.figures import suppress
from generator.fold.figures.suppress import ALL, BAD, GOOD, YEAR, Cell

pytestmark = pytest.mark.wide

Published = dict[Cell, int | str]
Table = tuple[dict[tuple[str, str], int], dict[str, int]]
steady = settings(max_examples=150, deadline=None, derandomize=True)


def published(cases: dict[tuple[str, str], int], settled: dict[str, int]) -> tuple[dict[Cell, int], Published]:
    numbers = suppress.cells(cases, settled)
    return numbers, {**numbers, **suppress.hidden(numbers)}


SMALL = st.integers(0, 6)
MIXED = st.one_of(SMALL, SMALL, st.integers(5, 40))


@st.composite
def tables(draw: st.DrawFn, counts: st.SearchStrategy[int] = MIXED) -> Table:
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
        assert said[cell] == value or isinstance(said[cell], str)
        if 0 < value < 5:
            assert said[cell] == ("small" if cell[0] == YEAR and cell[1] != ALL else "withheld"), (cell, said)
            found = possible(said, cell)
            assert value in found and len(found) >= 3, (cell, value, found, said)


@steady
@given(tables())
def test_no_small_number_can_be_worked_out(table: Table) -> None:
    attacked(*table)


@steady
@given(tables(SMALL))
def test_nor_where_all_numbers_are_small(table: Table) -> None:
    attacked(*table)


@pytest.mark.parametrize(
    ("months", "places", "most"), [(1, 1, 12), (2, 1, 12), (3, 1, 10), (4, 1, 8), (1, 2, 9), (2, 2, 8)]
)
@pytest.mark.wide
def test_nor_by_running_the_rules_backwards(months: int, places: int, most: int) -> None:
    """Of all tables that would be published like this one, at least three differ in each small number."""
    cells = [(str(month), "甲乙"[place]) for month in range(months) for place in range(places)]
    alike: dict[tuple[tuple[Cell, int | str], ...], list[dict[Cell, int]]] = defaultdict(list)
    for values in product(range(most + 1), repeat=len(cells)):
        cases = dict(zip(cells, values, strict=True))
        totals = {place: sum(n for (_, at), n in cases.items() if at == place) for _, place in cells}
        for goods in product(
            *({0, 1, total // 2, total - 1, total} & set(range(total + 1)) for total in totals.values())
        ):
            numbers, said = published(cases, dict(zip(totals, goods, strict=True)))
            alike[tuple(sorted(said.items()))].append(numbers)
    tried = 0
    for tables in alike.values():
        values_of = {cell: {each[cell] for each in tables} for cell in tables[0]}
        for numbers in tables:
            for cell in cells:
                if 0 < numbers[cell] < 5:
                    tried += 1
                    assert len(values_of[cell]) >= 3, (numbers, values_of[cell])
    assert tried > 10


def test_the_attack_works_where_nothing_is_done_about_it() -> None:
    """Hiding only the small ones is no protection: the attack finds every one of them."""
    numbers = suppress.cells({("1", "甲"): 2, ("1", "乙"): 20, ("2", "甲"): 30, ("2", "乙"): 40}, {"甲": 32, "乙": 60})
    naive: Published = {cell: "small" if 0 < value < 5 else value for cell, value in numbers.items()}
    assert [possible(naive, cell) for cell, value in numbers.items() if 0 < value < 5] == [{2}]


def test_large_numbers_are_all_said() -> None:
    numbers, said = published({("1", "甲"): 20, ("1", "乙"): 30, ("2", "甲"): 0}, {"甲": 20, "乙": 25})
    assert said == numbers and said[BAD, "乙"] == 5


def test_one_small_number_leaves_the_sum_of_its_year() -> None:
    cases = {(month, place): 20 for month in "123" for place in ("甲", "乙", "丙")}
    _, said = published({**cases, ("2", "乙"): 3}, {"甲": 60, "乙": 43, "丙": 60})
    assert [said[row, "乙"] for row in ("1", "2", "3", GOOD, BAD, YEAR)] == ["withheld"] * 5 + [43]
    assert [said[row, ALL] for row in ("1", YEAR, GOOD)] == ["withheld", 163, "withheld"]
    assert [said[row, "甲"] for row in ("1", "2", YEAR, GOOD, BAD)] == [20, 20, 60, 60, 0]


def test_what_was_not_settled_does_not_show_as_a_difference() -> None:
    _, said = published({("1", "甲"): 120, ("2", "甲"): 60}, {"甲": 178})
    assert said[BAD, "甲"] == said[GOOD, "甲"] == "withheld" and said[YEAR, "甲"] == 180
    assert len(possible(said, (BAD, "甲"))) >= 3


def test_a_small_year_is_only_called_small_and_hides_the_sum_of_all() -> None:
    _, said = published({("1", "甲"): 1, ("1", "乙"): 50}, {"甲": 1, "乙": 50})
    assert said[YEAR, "甲"] == "small" and said[YEAR, ALL] == "withheld"
    assert possible(said, (YEAR, "甲")) == {1, 2, 3, 4}
