"""Months and years that have pages: all from the first of a section to this one, with something in them or not.

So no address goes when a record is dated anew or taken away. Only lists leave out what is empty.
"""

from collections.abc import Iterable
from datetime import date

from generator.register import Register

EARLIEST = "2000-01"
"""Gaps before are not filled: a year that was mistyped must not make a thousand pages."""


def months(having: Iterable[str], until: date, since: str = "") -> tuple[str, ...]:
    """Those of the months ("2026-09") that have something, and all others from the first of them to that of `until`.

    `since`: a month from which on all are there, though the first that has something is later.
    """
    known = {*having, since} - {""}
    if not known:
        return ()
    year, month = map(int, max(min(known), EARLIEST).split("-"))
    numbers = range(year * 12 + month - 1, until.year * 12 + until.month)
    every = {f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers}
    return tuple(sorted(every | known))


def years(having: Iterable[str], until: date, since: str = "") -> tuple[str, ...]:
    """The same of years ("2026"). `since` is a month."""
    known = {*having, since[:4]} - {""}
    first = max(min(known), EARLIEST[:4]) if known else f"{until.year + 1}"
    return tuple(sorted(known | {f"{year:04}" for year in range(int(first), until.year + 1)}))


def own(register: Register) -> tuple[str, ...]:
    """The months from the first in which a matter of the board itself was written down, be it withdrawn since."""
    first = register.rolls.first("began")
    began = {first[:7]} if first else set()
    return months(began, register.today, register.since)
