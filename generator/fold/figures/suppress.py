"""Which counts must stay unsaid, so that nobody can work out a small one.

Statistical offices hide a number from 1 to 4 (primary suppression by minimum frequency), and others with it,
that it cannot be had by subtraction (complementary suppression). Hiding single cells gives a small number away
to whoever runs such rules backwards, though: which others were hidden depends on it. So a community's year of
one kind is told by the month, with what was settled, or, if any of these numbers is from 1 to 4, by its sum
alone; and if that is from 1 to 4 itself, as 不到 5 件. What can be known then is that some number is small,
not which one, nor how small. Sums of communities follow: told where all that they are made of is told.

A reader who keeps older editions of the site can subtract one from the other; that no table can prevent.
"""

from collections.abc import Mapping
from typing import Literal

LEAST = 5

Cell = tuple[str, str]
"""(month, `YEAR`, `GOOD` or `BAD`; community or `ALL`)"""
YEAR, GOOD, BAD, ALL = "year", "good", "bad", "all"
Sign = Literal["small", "withheld"]
"""How a number that must stay unsaid is spoken of: 不到 5 件 (1 to 4), 不公布 (any, nought too)."""


def cells(cases: Mapping[tuple[str, str], int], settled: Mapping[str, int]) -> dict[Cell, int]:
    """All numbers of a table, sums too, from months × communities and what was settled in each community."""
    months, communities = sorted({month for month, _ in cases}), sorted({place for _, place in cases})
    found: dict[Cell, int] = dict(cases)
    for place in communities:
        total = sum(cases.get((month, place), 0) for month in months)
        good = settled.get(place, 0)
        found |= {(YEAR, place): total, (GOOD, place): good, (BAD, place): total - good}
    if len(communities) > 1:
        for row in (*months, YEAR, GOOD, BAD):
            found[row, ALL] = sum(found.get((row, place), 0) for place in communities)
    return found


def hidden(numbers: Mapping[Cell, int]) -> dict[Cell, Sign]:
    """Which of the `cells` of a table must stay unsaid, and how each is spoken of."""
    found: dict[Cell, Sign] = {}
    for place in {place for _, place in numbers if place != ALL}:
        column = [cell for cell in numbers if cell[1] == place]
        if any(_small(numbers[cell]) for cell in column):
            found |= {cell: "withheld" for cell in column if cell[0] != YEAR}
            if _small(numbers[YEAR, place]):
                found[YEAR, place] = "small"
    rows = {row for row, _ in found}
    # A sum less the parts that are told is what the others come to.
    return found | {(row, place): "withheld" for row, place in numbers if place == ALL and row in rows}


def _small(number: int) -> bool:
    return 0 < number < LEAST
