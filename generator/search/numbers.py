"""Numbers as text: short for small ones, and nothing in it can be taken for words or for somebody's number."""

import string

ENDS = "".join(each for each in string.ascii_letters if each not in "qvwxQVWX")
"""The last sign of a number. Without the letters of QQ and WeChat."""

BEGINS = "!$%'*+,-/:;=?^_`{|}~"
"""Signs before the last. No digit, no bracket, no @ and no point: what an address or a telephone number is made of."""


_SIGNS = (ENDS + BEGINS + "\n").encode()


def only(data: bytes) -> bool:
    """Whether a file holds such numbers and nothing else: no digit, no Han character, no word."""
    return not data.translate(None, _SIGNS)


_KNOWN = 1 << 16
"""Below this are nearly all numbers; their texts are kept."""


class Coded(dict[int, str]):
    """A number (from 0) → its text; a text of several can be read again without anything between them."""

    def __missing__(self, number: int) -> str:
        if number < 0:
            raise ValueError(number)
        rest, last = divmod(number, len(ENDS))
        text = ENDS[last]
        while rest:
            rest, at = divmod(rest - 1, len(BEGINS))
            text = BEGINS[at] + text
        if number < _KNOWN:
            self[number] = text
        return text


CODED = Coded()


def read(text: str) -> list[int]:
    """The numbers of which a text consists."""
    found, rest = list[int](), 0
    for sign in text:
        at = _BEGIN.get(sign)
        if at is None:
            found.append(rest * len(ENDS) + _END[sign])
            rest = 0
        else:
            rest = rest * len(BEGINS) + at + 1
    return found


_BEGIN = {sign: at for at, sign in enumerate(BEGINS)}
_END = {sign: at for at, sign in enumerate(ENDS)}
