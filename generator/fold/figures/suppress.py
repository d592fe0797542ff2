"""Which counts must stay unsaid, so that nobody can work out a small one: cell suppression.

The rule has a standard name: primary suppression by minimum frequency, with complementary (secondary)
suppression, as statistical offices do it. One kind of matter in one year is a table: months ×
communities, with the sums of both, and the year's sums parted into 办成 and not. A number from 1 to 4
(`LEAST` − 1) is hidden and reads 不到 5 件; nought is said. Since a hidden number could be had by
subtraction, others (5 or more) are hidden with it and read 不公布.

The table is a network: each number is an edge, each sum a node whose edges balance. So what the
published numbers leave open can be reckoned exactly: a hidden number may be one more if a unit can
flow round through hidden edges. Others are hidden, the cheapest first, until each small number has at
least `ROOM` possible values, even for a reader who knows these rules (不到 5 件: 1 to 4; 不公布: 5 or
more). Where that cannot be had (a few ones whose sum is small, too) all hidden numbers of the year read
不公布, which then is any number but nought. Should that not do either, the whole year is hidden, nought
apart; then any number may be larger, for each lies on a closed way.

What is published only: these cells, and sums of published ones. Kinds are never summed. A reader who
keeps older editions of the site can subtract one from the other; that no table can prevent.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

LEAST = 5
ROOM = 3

Cell = tuple[str, str]
"""(month, `YEAR`, `GOOD` or `BAD`; community or `ALL`)"""
YEAR, GOOD, BAD, ALL = "year", "good", "bad", "all"
Sign = Literal["small", "withheld"]

_COST = {YEAR: 6, GOOD: 2, BAD: 2}


@dataclass(slots=True)
class _Edge:
    cell: Cell
    tail: str
    head: str
    value: int
    sign: Sign | None = None

    @property
    def cost(self) -> int:
        """What is lost by hiding it."""
        return _COST.get(self.cell[0], 1) * (3 if self.cell[1] == ALL else 1)


@dataclass(slots=True)
class _Table:
    """`vague`: no hidden number is called small."""

    vague: bool
    edges: list[_Edge] = field(default_factory=list)
    beside: dict[str, list[int]] = field(default_factory=dict)

    def add(self, cell: Cell, tail: str, head: str, value: int) -> None:
        index = len(self.edges)
        small: Sign = "withheld" if self.vague else "small"
        self.edges.append(_Edge(cell, tail, head, value, small if 0 < value < LEAST else None))
        self.beside.setdefault(tail, []).append(index)
        self.beside.setdefault(head, []).append(index)


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
    for vague in (False, True):
        table = _network(numbers, vague)
        small = [index for index, edge in enumerate(table.edges) if 0 < edge.value < LEAST]
        if all(_protect(table, index) for index in small):
            return {edge.cell: edge.sign for edge in table.edges if edge.sign}
    return {cell: "withheld" for cell, value in numbers.items() if value}


def _network(numbers: Mapping[Cell, int], vague: bool) -> _Table:
    """Months part into communities, these into 办成 and not, and back to the sum of all.

    With one community there are no sums of communities, and the nodes of these sums are one.
    """
    single = not any(place == ALL for _, place in numbers)
    table = _Table(vague)
    for (row, place), value in sorted(numbers.items()):
        column, result = f"c {place}", f"r {place}"
        month = "all" if single else f"m {row}"
        good_or_bad = "all" if single else row
        if place == ALL:
            ends = {YEAR: ("total", "all"), GOOD: (GOOD, "total"), BAD: (BAD, "total")}.get(row, ("all", month))
        else:
            ends = {YEAR: (column, result), GOOD: (result, good_or_bad), BAD: (result, good_or_bad)}.get(
                row, (month, column)
            )
        table.add((row, place), *ends, value)
    return table


def _protect(table: _Table, index: int) -> bool:
    """Hide what must be hidden with a small number; whether that is enough."""
    while True:
        flows, room = [], 1
        for step in (1, -1):
            flow = [edge.value for edge in table.edges]
            while room < ROOM and (way := _way(table, flow, index, step, free=True)):
                _push(table, flow, index, step, way)
                room += 1
            flows.append((flow, step))
        if room >= ROOM:
            return True
        ways = [way for flow, step in flows if (way := _way(table, flow, index, step, free=False))]
        if not ways:
            return False
        for each, _ in min(ways, key=lambda way: sum(_price(table, each) for each, _ in way)):
            edge = table.edges[each]
            edge.sign = edge.sign or "withheld"


def _price(table: _Table, index: int) -> int:
    edge = table.edges[index]
    return 0 if edge.sign else edge.cost


Way = list[tuple[int, int]]
"""Edges, each with the step by which its number changes."""


def _way(table: _Table, flow: list[int], index: int, step: int, free: bool) -> Way | None:
    """The cheapest way to make up for one more (or less) on an edge; `free`: through hidden edges only."""
    edge = table.edges[index]
    if not _may(table, edge, flow[index], step):
        return None
    start, goal = (edge.head, edge.tail) if step > 0 else (edge.tail, edge.head)
    best: dict[str, int] = {start: 0}
    came: dict[str, tuple[str, int, int]] = {}
    queue = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            return list(_back(came, start, goal))
        if cost > best[node]:
            continue
        for each in table.beside[node]:
            other = table.edges[each]
            change = 1 if other.tail == node else -1
            price = _price(table, each)
            barred = each == index or (price and (free or other.value < LEAST))
            if barred or other.tail == other.head or not _may(table, other, flow[each], change):
                continue
            to = other.head if change > 0 else other.tail
            if cost + price < best.get(to, cost + price + 1):
                best[to], came[to] = cost + price, (node, each, change)
                heapq.heappush(queue, (cost + price, to))
    return None


def _back(came: Mapping[str, tuple[str, int, int]], start: str, goal: str) -> Iterable[tuple[int, int]]:
    while goal != start:
        goal, index, change = came[goal]
        yield index, change


def _may(table: _Table, edge: _Edge, flow: int, change: int) -> bool:
    """Whether a reader who knows how numbers are hidden must think that it may be one more (or less)."""
    if change > 0:
        return edge.sign != "small" or flow < LEAST - 1
    return flow > (1 if table.vague or edge.sign == "small" else LEAST)


def _push(table: _Table, flow: list[int], index: int, step: int, way: Way) -> None:
    flow[index] += step
    for each, change in way:
        flow[each] += change
