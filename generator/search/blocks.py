"""Which documents are indexed together: those of a year, or of a part of it where there are many."""

from collections.abc import Mapping

MOST = 4096
"""A year that has more is cut into halves, quarters, at last months. It depends on that year alone."""

UNDATED = "undated"


def blocks(counts: Mapping[str, int]) -> list[str]:
    """The names of the blocks, the latest first. `counts`: how many documents each month ("2026-09", "undated") has."""
    found = {_block(month, counts) for month, count in counts.items() if count}
    return [*sorted(found - {UNDATED}, reverse=True), *(found & {UNDATED})]


def months(block: str, counts: Mapping[str, int]) -> list[str]:
    """The months whose documents are in a block."""
    return [month for month, count in sorted(counts.items()) if count and _block(month, counts) == block]


def _block(month: str, counts: Mapping[str, int]) -> str:
    if month == UNDATED:
        return UNDATED
    year, number = month.split("-")
    of_year = sum(count for each, count in counts.items() if each.startswith(f"{year}-"))
    if of_year <= MOST:
        return year
    length = next((length for length in (6, 3) if of_year * length <= MOST * 12), 1)
    return f"{year}-{(int(number) - 1) // length * length + 1:02}"
