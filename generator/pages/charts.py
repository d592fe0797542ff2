"""Pictures of numbers: bars as inline SVG, told apart by shape, each beside a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH, _LABELS, _BAR, _GAP, _VALUES = 320, 100, 22, 12, 56


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and its table. `rows`: a label and one number for each of `series`."""

    title: str
    series: tuple[str, ...]
    rows: Sequence[tuple[str, tuple[int, ...]]]
    svg: Markup


def bars(title: str, series: tuple[str, ...], rows: Sequence[tuple[str, tuple[int, ...]]]) -> Chart:
    """Horizontal bars, a row for each label; the first series is filled, the second an outline.

    Lengths have their unit: bare numbers one after the other look like somebody's phone to the gate.
    """
    most = max((number for _, numbers in rows for number in numbers), default=0) or 1
    height = len(series) * _BAR + _GAP
    parts = [_row(label, numbers, at * height, most) for at, (label, numbers) in enumerate(rows)]
    svg = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, len(rows) * height, title, Markup("").join(parts)
    )
    return Chart(title, series, rows, svg)


def _row(label: str, numbers: tuple[int, ...], top: int, most: int) -> Markup:
    middle = top + len(numbers) * _BAR // 2 + 6
    parts = [Markup('<text x="{}px" y="{}px" text-anchor="end">{}</text>').format(_LABELS - 8, middle, label)]
    for at, number in enumerate(numbers):
        y = top + at * _BAR
        width = round((_WIDTH - _LABELS - _VALUES) * number / most)
        if number:
            parts.append(_bar(y, max(width, 3), filled=at == 0))
        parts.append(Markup('<text x="{}px" y="{}px">{} 件</text>').format(_LABELS + width + 8, y + 17, number))
    return Markup("").join(parts)


def _bar(y: int, width: int, filled: bool) -> Markup:
    fill = "currentColor" if filled else "none"
    return Markup(
        '<rect x="{}px" y="{}px" width="{}px" height="{}px" fill="{}" stroke="currentColor" stroke-width="2"/>'
    ).format(_LABELS, y + 3, width, _BAR - 6, fill)
