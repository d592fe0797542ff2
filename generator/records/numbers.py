"""Numbers as reports write them: 4000余, 10万多, 99.5%, 五十余, 两."""

import re
import unicodedata
from collections.abc import Set
from decimal import Decimal

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TIMES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_WRITTEN = re.compile(
    rf"(?P<digits>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)[余多]?(?P<large>[万亿千百]?)"
    rf"|(?P<han>[{''.join([*_DIGITS, *_TIMES, *_LARGE])}]+)"
)


def within(text: str) -> Set[Decimal]:
    """All numbers that stand in a text."""
    found = _WRITTEN.finditer(unicodedata.normalize("NFKC", text).replace("百分之", ""))
    return {_han(each["han"]) if each["han"] else _arabic(each["digits"], each["large"]) for each in found}


def _arabic(digits: str, large: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * ({**_TIMES, **_LARGE}[large] if large else 1)


def _han(text: str) -> Decimal:
    """三千一百二十 is read by its places, 二〇二四 digit by digit."""
    if all(sign in _DIGITS for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total = part = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TIMES:
            part, digit = part + (digit or 1) * _TIMES[sign], 0
        else:
            total, part, digit = total + (part + digit or 1) * _LARGE[sign], 0, 0
    return Decimal(total + part + digit)
