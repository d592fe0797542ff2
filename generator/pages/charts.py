"""Pictures of numbers: a table in which each number has its bar, inline SVG, told apart by shape.

The words stay HTML, so they grow with large type; the table beside the picture is the picture itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture. `rows`: a label, and a number with its bar for each of `series`."""

    title: str
    first: str
    series: tuple[str, ...]
    rows: Sequence[tuple[str, Sequence[tuple[int, Markup]]]]


def bars(title: str, first: str, series: tuple[str, ...], rows: Sequence[tuple[str, tuple[int, ...]]]) -> Chart:
    """A row for each label (`first` is their heading); bars of the first series are filled, of the second outlines."""
    most = max((number for _, numbers in rows for number in numbers), default=0) or 1
    drawn = [(label, [(n, _bar(n, most, filled=not at)) for at, n in enumerate(numbers)]) for label, numbers in rows]
    return Chart(title, first, series, drawn)


def _bar(number: int, most: int, filled: bool) -> Markup:
    """As wide as its share of the largest; what is not nought can be seen."""
    width = max(round(94 * number / most), 3) if number else 0
    fill = "currentColor" if filled else "none"
    rect = Markup(
        '<rect x="1px" y="1px" width="{}%" height="10px" fill="{}" stroke="currentColor" stroke-width="2px"/>'
    )
    return Markup('<svg aria-hidden="true">{}</svg>').format(rect.format(width, fill) if number else "")
