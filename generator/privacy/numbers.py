"""Numbers of persons: identity cards, mobile phones, bank cards, telephones at home.

A number is read out of groups of digits, however they are set apart, for people write 138 0013 8000,
1-3-8-0-0 and 一三八〇〇. What it is then is told by its own rules: length, checksum, date, prefix.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from stdnum import luhn, numdb
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from generator.privacy.lines import Stretch

_SPOKEN = ("〇零洞○◯", "一壹幺弌", "二贰两弍", "三叁弎", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
_HAN = {word: str(digit) for digit, words in enumerate(_SPOKEN) for word in words}
HAN_DIGITS = "".join(_HAN)
_TO_DIGITS = str.maketrans(_HAN)
_NO_DIGIT = re.compile("[^0-9]")

SOFT = r"[*＊_~`=]{1,4}|[ \t]*\n[ \t]*"
"""What a reader of the page does not see: emphasis in Markdown, a line of YAML that goes on."""
_BETWEEN = r" \t\xa0\u3000.．·•・:：;；+'’“”\"*＊_`=\-–—‐‑‒―－~～/／\\|()（）\[\]【】,，、"
GAP = rf"(?:[{_BETWEEN}]{{1,4}}|{SOFT})"
_ARABIC = re.compile(rf"[0-9](?:{GAP}?[0-9]){{10,}}")
_MIXED = re.compile(rf"[0-9{HAN_DIGITS}](?:{GAP}?[0-9{HAN_DIGITS}]){{10,}}")
_STRETCH = re.compile(rf"[0-9{HAN_DIGITS}](?<![0-9{HAN_DIGITS}].)[0-9{HAN_DIGITS}{_BETWEEN}\n]{{8,}}[0-9{HAN_DIGITS}]")
"""Where a number of ten digits or more can be: it is found much faster, and hardly anywhere."""
_HAN_DIGIT = re.compile(f"[{HAN_DIGITS}]")
_SOFT = re.compile(SOFT)
_SPELT = re.compile("[0-9](?: [0-9])*(?:[,，、] ?[0-9](?: [0-9])*)+")
_GROUP = re.compile(rf"[0-9{HAN_DIGITS}]+")


def plain(text: str) -> str:
    """The digits of a text, spoken ones too."""
    return _NO_DIGIT.sub("", text.translate(_TO_DIGITS))


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring groups of digits in a text, read as one number. `shape`: how many digits each has.

    `alone`: the groups beside it are not set apart in the same way, so that it is no part of a series.
    `even`: all groups are set apart in the same way.
    """

    text: str
    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    alone: bool
    even: bool

    @property
    def singles(self) -> bool:
        return len(self.shape) == len(self.digits)

    @property
    def spelt(self) -> tuple[int, ...]:
        """The shape of a number that is read out sign by sign: 1 3 8, 1 2 3 4, 5 6 7 8. Empty, if it is not."""
        text = self.text[self.start : self.end]
        return tuple(len(part.split()) for part in re.split("[,，、]", text)) if _SPELT.fullmatch(text) else ()

    def before(self, count: int) -> str:
        return self.text[max(0, self.start - count) : self.start]

    def after(self, count: int) -> str:
        return self.text[self.end : self.end + count]


def find(text: str) -> Iterator[Stretch]:
    """The numbers in a folded text."""
    spans = _stretches(text)
    for run in _runs(text, [(start, end) for start, end in spans if end - start > 10 and _is_worth(text[start:end])]):
        yield from _in_run(text, run.start(), run[0])
    for start, end in spans:
        for phone in _HOME_PHONE.finditer(text, max(0, start - 1), end + 2):
            yield "座机", plain(phone[0]), phone.start(), phone.end()


# What the digits alone must be like; most rows of digits are nobody's, and this is told at once.
_COULD_BE = re.compile(
    r"(?:0086|86|0)?1[3-9][0-9]{9}"
    r"|[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
    r"|[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3,6}"
    r"|(?=[0-9]{15})(?:62|9558|3[4-7]|4|5|60|2[2-7]|8[1-7])[0-9]{11,18}"
)


@lru_cache(maxsize=200)
def _is_worth(stretch: str) -> bool:
    """Whether its digits alone could be somebody's; told once of the phones that stand on every page."""
    return bool(_COULD_BE.search(plain(stretch)))


def groups(text: str) -> int:
    """How many groups of digits have to be tried in a folded text: some 25,000 a second."""
    return sum(len(_GROUP.findall(run[0])) for run in _runs(text, _stretches(text)))


def _stretches(text: str) -> list[tuple[int, int]]:
    return [each.span() for each in _STRETCH.finditer(text)]


def _runs(text: str, spans: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for span in spans:
        yield from _ARABIC.finditer(text, *span)
    for span in spans:
        if _HAN_DIGIT.search(text, *span):
            yield from (run for run in _MIXED.finditer(text, *span) if _HAN_DIGIT.search(run[0]))


def _in_run(text: str, start: int, run: str) -> Iterator[Stretch]:
    digits = plain(run)
    if not _COULD_BE.search(digits):
        return
    row = _Row(text, digits, [(start + each.start(), start + each.end()) for each in _GROUP.finditer(run)])
    free = 0
    for first in range(len(row.groups)):
        for last in row.ends(first) if first >= free else ():
            window = row.window(first, last)
            number = _identity(window) or _mobile(window) or _card(window)
            if number:
                yield number
                free = last + 1
                break


class _Row:
    """The groups of digits in a run, by where they begin and end, and all their digits."""

    def __init__(self, text: str, digits: str, groups: list[tuple[int, int]]) -> None:
        self.text, self.digits, self.groups = text, digits, groups
        self._before = list(accumulate((end - begin for begin, end in groups), initial=0))
        self._gaps = [text[one[1] : two[0]] for one, two in pairwise(groups)]
        self._soft = [bool(_SOFT.fullmatch(gap)) for gap in self._gaps]

    def ends(self, first: int) -> list[int]:
        """The groups that a number could end with that begins with one, the longest first."""
        begin = self._before[first]
        if not _COULD_BE.match(self.digits, begin):
            return []
        found: list[int] = []
        for last in range(first, len(self.groups)):
            end = self._before[last + 1]
            if end - begin > 20:
                break
            if end - begin >= 11 and _COULD_BE.fullmatch(self.digits, begin, end):
                found.append(last)
        return found[::-1]

    def window(self, first: int, last: int) -> _Window:
        shape: list[int] = []
        joined = False
        for number in range(first, last + 1):
            count = self.groups[number][1] - self.groups[number][0]
            if joined:
                shape[-1] += count
            else:
                shape.append(count)
            joined = number < last and self._soft[number]
        gaps, within = self._gaps, self._gaps[first:last]
        alone = not within or (
            (first == 0 or gaps[first - 1] != within[0]) and (last == len(gaps) or gaps[last] != within[-1])
        )
        digits = self.digits[self._before[first] : self._before[last + 1]]
        begin, end = self.groups[first][0], self.groups[last][1]
        return _Window(self.text, begin, end, digits, tuple(shape), alone, len(set(within)) < 2)


_CHECK_LETTER = re.compile(rf"{GAP}?[Xx×](?![A-Za-z])")
_IDENTITY_WORD = re.compile(r"身份证|身份号码|证件号")
_OLD_SHAPES = {(15,), (6, 6, 3), (6, 9), (6, 3, 3, 3), (3,) * 5, (1,) * 15}


def _identity(window: _Window) -> Stretch | None:
    digits, end = window.digits, window.end
    letter = _CHECK_LETTER.match(window.text, end) if len(digits) == 17 else None
    if letter:
        digits, end = digits + "X", letter.end()
    if window.singles and not window.alone:
        return None
    if len(digits) == 20 and len(window.shape) == 1:
        digits = digits[:18]  # a disability card: the holder's number, and two digits for kind and degree
    if len(digits) == 15 and digits[6] != "0" and window.shape in _OLD_SHAPES:
        # Such cards were given out until 1999, to people of that century.
        known = _is_person(digits[:6] + "19" + digits[6:12])
    elif len(digits) == 18 and _is_person(digits[:14]):
        # A number with a slip of the pen is still somebody's.
        known = digits[-1] == ric.calc_check_digit(digits) or bool(_IDENTITY_WORD.search(window.before(14)))
    else:
        return None
    return ("身份证号", digits, window.start, end) if known else None


def _is_person(digits: str) -> bool:
    """Whether 14 digits name a place and a day of birth.

    `ric.validate` also wants the place to have had its code when the person was born. Many had none yet.
    """
    try:
        born = ric.get_birth_date(digits)
    except InvalidComponent:
        return False
    elsewhere = ("71", "81", "82", "83")  # Taiwan; permits of residents from Hong Kong, Macao and Taiwan
    known = digits.startswith(elsewhere) or any(facts for _, facts in numdb.get("cn/loc").info(digits[:6]))
    return known and 1900 <= born.year <= 2099


_COUNTRY = ("0086", "86", "0")
# How people group the eleven digits; two groups may be of any size from three on.
_MOBILE_SHAPES = {(11,), (3, 4, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (3, 5, 3), (1,) * 11, (1, 10), (1, 3, 3, 4)}
_MOBILE_SHAPES |= {(3, 4, 2, 2), (3, 2, 2, 2, 2), (3, 2, 2, 4), (1, 2, 4, 4), (3, *(1,) * 8)}
_MOBILE_SHAPES |= {(count, 11 - count) for count in range(3, 9)}
_AMOUNT = re.compile(r"\s*(?:元|万|亿|千瓦|字节|平方|立方|吨)|[.．][0-9]|[0-9]")
_PHONE_WORD = re.compile(r"(?:电话|手机|号码|联系|致电|拨打|[Tt][Ee][Ll])[^，。；\n]{0,4}\Z")
_SERIAL = re.compile(
    r"(?:工单|订单|运单|快递单|流水|条形码|条码|发票|批次|代码|合同|协议)(?:编?号码?)?[:：为是 ]{0,2}\Z"
)
_PARCEL = re.compile(r"(?:JD|SF|YT|ZT|STO?|YD|EMS|DB|JT)[A-Z]{0,2}\Z")
_CODE = re.compile(r"(?<![A-Za-z])(?!(?:[Tt][Ee][Ll]|[Pp]hone|[Mm]obile|[TMtm])-)[A-Za-z]{1,6}-\Z")
_FRACTION = re.compile(r"(?<![0-9.])0\.\Z|[0-9]\Z")


def _mobile(window: _Window) -> Stretch | None:
    digits, shape = window.digits, window.spelt or window.shape
    for country in _COUNTRY:
        if digits.startswith(country) and len(digits) == 11 + len(country):
            digits, shape = digits[len(country) :], _without(shape, len(country))
            break
    if len(digits) != 11 or not re.match("1[3-9]", digits):
        return None
    even = window.even and 1 < len(shape) <= 4 and min(shape) >= 2 and "." not in window.text[window.start : window.end]
    if shape not in _MOBILE_SHAPES and not (even and shape[0] >= 3):
        return None
    if shape == (1,) * 11 and not window.alone:  # a series of numbers
        return None
    if len(shape) > 3 and not (window.even or window.spelt):  # a number and a date
        return None
    if len(shape) > 1 and re.search(r"://\S*\Z", window.before(80)):  # the folders of an address
        return None
    before, after = window.before(12), window.after(4)
    if (_AMOUNT.match(after) and not _PHONE_WORD.search(before)) or _SERIAL.search(before) or _FRACTION.search(before):
        return None
    if _PARCEL.search(before) or (len(shape) > 1 and _CODE.search(before)):
        return None
    if re.search(r"[A-Za-z]\Z", before) and re.match("[A-Za-z]", after):  # of a longer code
        return None
    return "手机号", digits, window.start, window.end


def _without(shape: tuple[int, ...], digits: int) -> tuple[int, ...]:
    """The groups behind the first digits; none if these end within a group that is not the first."""
    if shape[0] > digits:
        return (shape[0] - digits, *shape[1:])
    while shape and digits > 0:
        digits, shape = digits - shape[0], shape[1:]
    return shape if digits == 0 else ()


_CARD_WORD = re.compile(r"卡号|银行卡|储蓄卡|信用卡|社保卡|工资卡|一卡通|存折|账号|帐号|账户|帐户")
_UNION_PAY = re.compile("62|9558")
_VISA_AND_MASTER = re.compile("4|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720")
_OTHER_CARDS = re.compile("3[4-7]|4|5|60|2[2-7]|8[1-7]")


def _card(window: _Window) -> Stretch | None:
    digits, shape = window.digits, window.shape
    fours = set(shape[:-1]) == {4}
    grouped = (len(shape) <= 6 and min(shape) >= 3) or set(shape[:-1]) == {2}
    if not 15 <= len(digits) <= 19 or not (len(shape) == 1 or fours or grouped or (window.singles and window.alone)):
        return None
    before, after = window.before(24), window.after(10)
    if re.match("[0-9]|[.．][0-9]", after) or _SERIAL.search(before) or _FRACTION.search(before):
        return None
    word = bool(_CARD_WORD.search(before) or _CARD_WORD.search(after))
    union_pay = bool(_UNION_PAY.match(digits))
    if luhn.is_valid(digits):
        # One in ten numbers has the right check digit, so it must also begin like a card.
        sure = union_pay or (len(digits) == 16 and bool(_VISA_AND_MASTER.match(digits)))
        known = sure or (word and bool(_OTHER_CARDS.match(digits)))
    else:
        known = word and union_pay and len(digits) >= 16
    return ("银行卡号", digits, window.start, window.end) if known else None


_HOME_PHONE = re.compile(
    r"[(（0](?<![0-9A-Za-z.．\-].)(?:(?<=[(（])0[1-9][0-9]{1,2}[)）]|(?<=0)[1-9][0-9]{1,2})[ \-－—–]{0,2}[2-8][0-9]{2,3}[ \-－—–]?[0-9]{4}"
    r"(?![0-9A-Za-z.\-]?[0-9])"
)
