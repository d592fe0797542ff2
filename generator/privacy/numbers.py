"""Numbers of persons: identity cards, mobile phones, bank cards, telephones at home.

A number is read out of groups of digits, however they are set apart, for people write 138 0013 8000,
1-3-8-0-0 and 一三八〇〇. What it is then is told by its own rules: length, checksum, date, prefix.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn, numdb
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

_SPOKEN = ("〇零洞", "一壹幺弌", "二贰两弍", "三叁弎", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
_HAN = {word: str(digit) for digit, words in enumerate(_SPOKEN) for word in words}
_DIGITS = str.maketrans(_HAN)
_BETWEEN = r"[ \t\xa0\u3000.．·•・*＊_\-–—‐‑‒―－~～/／\\|()（）\[\]【】,，、]"
_GAP = rf"(?:{_BETWEEN}{{1,4}}|[ \t]*\n[ \t]*)?"
_ARABIC = re.compile(rf"[0-9](?:{_GAP}[0-9]){{10,}}")
_MIXED = re.compile(rf"[0-9{''.join(_HAN)}](?:{_GAP}[0-9{''.join(_HAN)}]){{10,}}")
_HAN_DIGIT = re.compile(f"[{''.join(_HAN)}]")
_GROUP = re.compile(rf"[0-9{''.join(_HAN)}]+")

Number = tuple[str, str, int, int]
"""(kind, digits, start, end)"""


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring groups of digits of a run, read as one number."""

    digits: str
    shape: tuple[int, ...]
    gaps: frozenset[str]
    start: int
    end: int
    whole: bool  # nothing else is in the run

    @property
    def tidy(self) -> bool:
        """Whether it is written as one number: in one piece, or set apart in one and the same way."""
        return len(self.gaps) <= 1


def find(text: str) -> Iterator[Number]:
    """The numbers in a folded text."""
    forms = [_ARABIC, _MIXED] if _HAN_DIGIT.search(text) else [_ARABIC]
    for form in forms:
        for run in form.finditer(text):
            if form is _ARABIC or _HAN_DIGIT.search(run[0]):
                yield from _in_run(text, run.start(), run[0])
    for phone in _HOME_PHONE.finditer(text):
        yield "座机", re.sub(r"\D", "", phone[0]), phone.start(), phone.end()


def _in_run(text: str, start: int, run: str) -> Iterator[Number]:
    groups = [(each.start(), each.end()) for each in _GROUP.finditer(run)]
    first = 0
    while first < len(groups):
        for window in _windows(run, groups, first):
            kind = _kind(text, start, window)
            if kind:
                tail = 1 if kind == "身份证号" and len(window.digits) == 17 else 0
                end = _behind(text, start + window.end) if tail else start + window.end
                value = window.digits[-11:] if kind == "手机号" else window.digits + "X" * tail
                yield kind, value, start + window.start, end
                first += len(window.shape) - 1
                break
        first += 1


def _windows(run: str, groups: list[tuple[int, int]], first: int) -> Iterator[_Window]:
    """The numbers that could begin at a group, the longest first."""
    found, count = [], 0
    for last in range(first, len(groups)):
        count += groups[last][1] - groups[last][0]
        if count > 22:
            break
        if count >= 11:
            found.append(last)
    for last in reversed(found):
        part = groups[first : last + 1]
        digits = "".join(run[a:b] for a, b in part).translate(_DIGITS)
        gaps = frozenset(run[one[1] : two[0]].strip() or " " for one, two in zip(part, part[1:], strict=False))
        shape = tuple(b - a for a, b in part)
        yield _Window(digits, shape, gaps, part[0][0], part[-1][1], len(part) == len(groups))


def _kind(text: str, start: int, window: _Window) -> str | None:
    before, after = text[: start + window.start], text[start + window.end :]
    if _is_identity(window, before[-14:], after):
        return "身份证号"
    if _is_mobile(window, before, after):
        return "手机号"
    if _is_card(window, before[-24:], after[:24]):
        return "银行卡号"
    return None


_CHECK_LETTER = re.compile(r"[ \t\-*]?[Xx×Ｘ](?![A-Za-z])")


def _behind(text: str, end: int) -> int:
    found = _CHECK_LETTER.match(text, end)
    return found.end() if found else end


def _is_identity(window: _Window, before: str, after: str) -> bool:
    digits = window.digits
    if not window.tidy:
        return False
    if len(digits) == 17 and _CHECK_LETTER.match(after):
        digits += "X"
    if len(digits) == 15:
        # Such cards were given out until 1999, to people of that century.
        whole = window.shape in _OLD_IDENTITY_SHAPES
        return whole and digits[6] != "0" and _is_person(digits[:6] + "19" + digits[6:12])
    if len(digits) != 18 or not _is_person(digits[:14]):
        return False
    # A number with a slip of the pen is still somebody's.
    return digits[-1] == ric.calc_check_digit(digits) or bool(_IDENTITY_WORD.search(before))


_OLD_IDENTITY_SHAPES = {(15,), (6, 6, 3), (6, 9), (3,) * 5, (1,) * 15}
_IDENTITY_WORD = re.compile(r"身份证|身份号码|证件号")


def _is_person(digits: str) -> bool:
    """Whether 14 digits name a place and a day of birth.

    `ric.validate` also wants the place to have had its code when the person was born. Many had none yet.
    """
    try:
        born = ric.get_birth_date(digits)
    except InvalidComponent:
        return False
    known = any(facts for _, facts in numdb.get("cn/loc").info(digits[:6]))
    return known and 1900 <= born.year <= 2099


# How people group the eleven digits.
_MOBILE_SHAPES = {
    (11,),
    (3, 4, 4),
    (3, 8),
    (7, 4),
    (4, 4, 3),
    (3, 3, 5),
    (3, 5, 3),
    (5, 6),
    (6, 5),
    (4, 3, 4),
    (1,) * 11,
}
_MOBILE_SHAPES |= {(3, 4, 2, 2), (3, 2, 2, 2, 2), (3, 2, 2, 4), (3, 3, 3, 2), (1, 10), (1, 2, 4, 4), (3,) + (1,) * 8}
_COUNTRY = ("0086", "86", "0")
_NOT_A_PHONE = re.compile(r"\s*(?:元|万|亿|千瓦|字节|平方|立方|吨)|\.[0-9]|[0-9]")
_ANOTHER_NUMBER = re.compile(
    r"(?:工单|订单|运单|快递单|流水|条形码|条码|发票|批)(?:编?号码?)?[:：为是 ]{0,2}$|(?<![0-9.])0\.$|[0-9]$"
)
_IN_A_WORD = re.compile(r"[A-Za-z]$")


def _is_mobile(window: _Window, before: str, after: str) -> bool:
    digits, shape = window.digits, window.shape
    for country in _COUNTRY:
        if digits.startswith(country) and len(digits) == 11 + len(country):
            digits = digits[len(country) :]
            shape = _without(shape, len(country))
            break
    if len(digits) != 11 or not re.match("1[3-9]", digits) or not shape:
        return False
    if _NOT_A_PHONE.match(after) or _ANOTHER_NUMBER.search(before[-12:]):
        return False
    if _IN_A_WORD.search(before[-1:]) and re.match("[A-Za-z]", after):  # of a longer code
        return False
    if shape == (1,) * 11 and not window.whole and len(window.shape) == 11:  # a series of numbers
        return False
    return shape in _MOBILE_SHAPES or (window.whole and bool(window.gaps) and window.gaps <= {"*", "**"})


def _without(shape: tuple[int, ...], digits: int) -> tuple[int, ...]:
    """The groups behind the first digits; none if these end within a group that is not the first."""
    if shape[0] > digits:
        return (shape[0] - digits, *shape[1:])
    while shape and digits > 0:
        digits, shape = digits - shape[0], shape[1:]
    return shape if digits == 0 else ()


_CARD_WORD = re.compile(r"卡号|银行卡|储蓄卡|信用卡|社保卡|工资卡|存折|账号|帐号|账户|帐户")
_UNION_PAY = re.compile("62|9558")
_OTHER_CARDS = re.compile("3[4-7]|4|5[0-8]|60|2[2-7]|8[1-7]")


def _is_card(window: _Window, before: str, after: str) -> bool:
    digits, shape = window.digits, window.shape
    if not 15 <= len(digits) <= 19 or re.match("[0-9]", after) or re.search("[0-9]$", before):
        return False
    fours, singles = set(shape[:-1]) == {4}, shape == (1,) * len(digits)
    if not window.tidy or not (
        len(shape) == 1 or fours or shape[0] == 6 and len(shape) == 2 or singles and window.whole
    ):
        return False
    word = bool(_CARD_WORD.search(before)) or bool(_CARD_WORD.search(after[:10]))
    if not luhn.is_valid(digits):
        return word and len(digits) >= 16 and bool(_UNION_PAY.match(digits))
    if _UNION_PAY.match(digits):
        return True
    return bool(_OTHER_CARDS.match(digits)) and (word or fours)


_HOME_PHONE = re.compile(
    r"(?<![0-9A-Za-z.．\-])(?:\(0[1-9][0-9]{1,2}\)|（0[1-9][0-9]{1,2}）|0[1-9][0-9]{1,2})[ \-－—]?[2-8][0-9]{6,7}(?![0-9A-Za-z.\-]?[0-9])"
)
