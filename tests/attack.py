"""A reader who wants to know what a table of counts hides: everything that is published, solved for the rest.

This knows nothing of how numbers were hidden. Unknown whole numbers have bounds by what is said of them
(不到 5 件: 1 to 4; 不公布: any number), published sums are
equations; a value is possible if the system has a solution with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST = 100_000
"""What is not bounded is no larger, which only makes the attack stronger."""

Cell = tuple[str, str]
Bounds = dict[Cell, tuple[int, int]]


@dataclass(frozen=True)
class Equation:
    """The sum of `parts` is `whole`."""

    whole: Cell
    parts: tuple[Cell, ...]


def equations(cells: set[Cell]) -> Iterator[Equation]:
    """How the cells of a table hang together. `month, community`; sums are called year, good, bad and all."""
    months = sorted({month for month, _ in cases(cells)})
    communities = sorted({place for _, place in cases(cells)})
    columns = [*communities, *(["all"] if ("year", "all") in cells else [])]
    for place in columns:
        yield Equation(("year", place), tuple((month, place) for month in months if (month, place) in cells))
        yield Equation(("year", place), (("good", place), ("bad", place)))
    if "all" in columns:
        for row in [*months, "year", "good", "bad"]:
            yield Equation((row, "all"), tuple((row, place) for place in communities if (row, place) in cells))


def cases(cells: set[Cell]) -> Iterator[Cell]:
    return ((row, place) for row, place in cells if row not in ("year", "good", "bad") and place != "all")


def possible(published: Mapping[Cell, int | str], cell: Cell) -> set[int]:
    """All values up to 7 that a cell may have."""
    bounds = {
        each: (said, said) if isinstance(said, int) else (1, 4) if said == "small" else (0, MOST)
        for each, said in published.items()
    }
    system = list(equations(set(published)))
    return {
        value
        for value in range(1, 8)
        if bounds[cell][0] <= value <= bounds[cell][1] and _solvable({**bounds, cell: (value, value)}, system)
    }


def _solvable(bounds: Bounds, system: list[Equation]) -> bool:
    narrowed = _narrow(dict(bounds), system)
    if narrowed is None:
        return False
    open_ = [cell for cell, (low, high) in narrowed.items() if low < high]
    if not open_:
        return True
    cell = min(open_, key=lambda each: (narrowed[each][1] - narrowed[each][0], each))
    low, high = narrowed[cell]
    return any(_solvable({**narrowed, cell: (value, value)}, system) for value in range(low, high + 1))


def _narrow(bounds: Bounds, system: list[Equation]) -> Bounds | None:
    """Bounds made as tight as the equations allow one by one; None if there is a contradiction."""
    changed = True
    while changed:
        changed = False
        for each in system:
            lows = sum(bounds[part][0] for part in each.parts)
            highs = sum(bounds[part][1] for part in each.parts)
            low, high = bounds[each.whole]
            news = {each.whole: (max(low, lows), min(high, highs))}
            for part in each.parts:
                least, most = bounds[part]
                news[part] = (max(least, low - highs + most), min(most, high - lows + least))
            for cell, (least, most) in news.items():
                if least > most:
                    return None
                if (least, most) != bounds[cell]:
                    bounds[cell] = (least, most)
                    changed = True
    return bounds
