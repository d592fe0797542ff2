"""Telephone numbers in what people write, and how they are dialled."""

import re
from collections.abc import Iterator

_HOTLINES = (
    "12110 12119 12123 12305 12306 12309 12313 12315 12316 12317 12318 12319 12320 12322 12328 12329 12333 12338 "
    "12339 12345 12348 12349 12350 12351 12355 12356 12360 12363 12366 12367 12368 12369 12371 12377 12378 12379 "
    "12380 12381 12385 12386 12388 12389 12393 12395 95598"
)
"""Of the whole country. 110, 119 and 120 are not known again in a text: they may count something."""
_CITIES = "10 2[0-57-9]"
_AREAS = (
    "31[0-9] 335 349 35[0-9] 37[0-9] 39[1-68] 41[0-9] 42[179] 43[1-9] 440 45[1-9] 46[4-9] 47[0-9] 48[23] 51[0-9] "
    "52[37] 53[0-9] 54[36] 55[0-9] 56[1-6] 57[0-9] 580 59[1-9] 63[1-5] 66[0238] 69[12] 701 71[0-9] 72[248] 73[0-9] "
    "74[3-6] 75[0-9] 76[0-9] 77[0-9] 79[0-9] 81[2-9] 82[5-7] 83[0-9] 85[1-9] 87[0-9] 88[3678] 89[0-9] 90[1-9] 91[0-9] "
    "93[0-9] 94[13] 95[1-5] 97[0-9] 99[0-9]"
)
"""Patterns of all area codes without their 0. In the cities numbers have eight digits, elsewhere seven or eight."""


def _any(words: str) -> str:
    return f"(?:{words.replace(' ', '|')})"


def _area(codes: str) -> str:
    return rf"(?:[(（]0{codes}[)）] ?|0{codes}[- ]?|{_COUNTRY}0?{codes}[- ]?)"


_COUNTRY = r"(?:\+|00)86[- ]?"
_HOTLINE = _any(_HOTLINES)
_NUMBER = re.compile(
    r"(?P<address>(?:https?://|www\.)[!-~]+)"
    rf"|(?:(?<![0-9A-Za-z.,/_=&?#@+-])|(?<={_HOTLINE}/))(?<![0-9][:：])"
    rf"(?:{_area(_any(_CITIES))}[1-9][0-9]{{3}}[- ]?[0-9]{{4}}|{_area(_any(_AREAS))}[1-9][0-9]{{2,3}}[- ]?[0-9]{{4}}"
    r"|[48]00([- ]?)[0-9]{3}\2[0-9]{4}|400-[0-9]{4}-[0-9]{3}"
    rf"|(?:{_COUNTRY})?1[3-9][0-9]([- ]?)[0-9]{{4}}\3[0-9]{{4}}|(?P<hotline>{_HOTLINE}))"
    r"(?:转[0-9]{1,6})?(?![0-9A-Za-z_@]|[.,-][0-9]|/[A-Za-z])"
)
_NARROW = str.maketrans("０１２３４５６７８９－—–‑‐＋　", "0123456789-----+ ")
"""What input methods make of digits and dashes; sign for sign, so that places stay."""
_ID = re.compile(
    r"(?:[编单证账帐卡户表序货文]号|合同|协议|发票|订单|工单|流水|代码|批次|条码|合计|[第共￥¥$№]|N[Oo]\.?)"
    r"[号:：为是 ]{0,3}$"
)
"""Before a number: it is an id, or a sum."""
_COUNTED = re.compile(
    r" ?[（(/]?(?:[余多来]?[元块万亿户件个次名份米家盏棵吨度套项本只座号]|[余多来%％‰]"
    r"|人(?!工)|天(?!天)|平[方米]|公里|千瓦|kWh)"
)
"""Behind a number without dashes: it counts something."""
_TO_CALL = re.compile(r"(?:[打拨找问]|电话|热线|致电|或者?)[“\"(（:：是为 ]{0,2}$")
_GOES_ON = re.compile(
    r" *(?:$|[\n，。；、！？;!?|/()（）\[\]【】“”‘’\"'《》…<>-]|[,.:：](?![0-9])"
    r"|(?:政务|服务|市民|便民|投诉|举报|咨询|公益|法律|平台|热线|电话|反映|来电|转|派|工单|[问说查或和及都是的吧]))"
)
"""A hotline has five digits like any count, so what stands beside it must be what stands beside a hotline."""


def dial(phone: str) -> str:
    """The number for a tel: link; empty for a plainly unreal one, which nobody should call."""
    digits = re.sub(r"[^+0-9]", "", phone.translate(_NARROW).split("转")[0])
    digits = re.sub(r"^(?:\+|00)860?(?=[1-9])", "+86", digits)
    return digits if digits.strip("+0") else ""


def apart(text: str) -> str:
    """A number or an id as it is read out, sign by sign: 0 4 7 3, 1 2 3; S Y, 2 0 2 6, 0 4 1.

    A voice would make 一万二千三百四十五 of 12345, and a minus of a dash.
    """
    parts = re.split("[-()（）]|(?<=[0-9]) (?=[0-9])", text.translate(_NARROW))
    return ", ".join(re.sub(r"(?<=[0-9A-Za-z])(?=[0-9A-Za-z])", " ", part.strip()) for part in parts if part.strip())


def link(shown: str) -> dict[str, str]:
    """What a link that calls carries besides its address. What is seen in it is hidden from voices; the style makes the
    words for the ear (.said), so that they are in no copy and in no search within the page."""
    return {"class": "said", "title": "打电话", "data-said": apart(shown)}


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with what to dial: empty, but for telephone numbers."""
    end = 0
    narrow = text.translate(_NARROW)
    for found in _NUMBER.finditer(narrow):
        if not found["address"] and _is_phone(found, narrow) and (number := dial(found[0])):
            yield text[end : found.start()], ""
            yield text[found.start() : found.end()], number
            end = found.end()
    yield text[end:], ""


def _is_phone(found: re.Match[str], text: str) -> bool:
    before, after = text[max(0, found.start() - 10) : found.start()], text[found.end() : found.end() + 6]
    counts = found[0].isdigit() and _COUNTED.match(after)
    if counts or _ID.search(before):
        return False
    return not found["hotline"] or bool(_TO_CALL.search(before) or _GOES_ON.match(after))
