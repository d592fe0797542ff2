"""Telephone numbers in what people write, and how they are dialled."""

import re
from collections.abc import Iterator

_HOTLINES = (
    "12110 12119 12123 12305 12306 12309 12313 12315 12316 12317 12318 12319 12320 12322 12328 12329 12333 12338 "
    "12339 12345 12348 12349 12350 12351 12355 12356 12360 12363 12366 12367 12368 12369 12371 12377 12378 12379 "
    "12380 12381 12385 12386 12388 12389 12393 12395 95598"
)
"""Of the whole country. 110, 119 and 120 are not known again in a text: they may count something."""
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,/_-])"
    r"(?:0[0-9]{2,3}[-－—]?[0-9]{7,8}|0[0-9]{2,3}-[0-9]{3,4}-[0-9]{4}|[48]00-?[0-9]{3}-?[0-9]{4}"
    r"|1[3-9][0-9]([- ]?)[0-9]{4}\1[0-9]{4}"
    rf"|(?:{_HOTLINES.replace(' ', '|')})(?! *[元件人户次个名份米平天家万]))"
    r"(?:转[0-9]{1,6})?"
    r"(?![0-9A-Za-z/_]|[.,-][0-9])"
)


def dial(phone: str) -> str:
    """The number for a tel: link; empty for a plainly unreal one, which nobody should call."""
    digits = re.sub(r"[^+0-9]", "", phone.split("转")[0])
    return digits if digits.strip("+0") else ""


def apart(text: str) -> str:
    """A number or an id as it is read out, sign by sign: 0 4 7 3, 1 2 3; S Y, 2 0 2 6, 0 4 1.

    A voice would make 一万二千三百四十五 of 12345, and a minus of a dash.
    """
    return ", ".join(re.sub(r"(?<=[0-9A-Za-z])(?=[0-9A-Za-z])", " ", part) for part in re.split("[-－—–]", text))


def link(shown: str) -> dict[str, str]:
    """What a link that calls carries besides its address. What is seen in it is hidden from voices; the style makes the
    words for the ear (.said), so that they are in no copy and in no search within the page."""
    return {"class": "said", "title": "打电话", "data-said": apart(shown)}


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with what to dial: empty, but for telephone numbers."""
    end = 0
    for found in _NUMBER.finditer(text):
        if number := dial(found[0]):
            yield text[end : found.start()], ""
            yield found[0], number
            end = found.end()
    yield text[end:], ""
