"""Signs of one person that are no bare numbers: plates, passports, e-mail, WeChat and QQ."""

import re
from collections.abc import Iterator

Mark = tuple[str, str, int, int]
"""(kind, the sign itself, start, end)"""

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_L, _N = "A-HJ-NP-Za-hj-np-z", "A-HJ-NP-Za-hj-np-z0-9"
# GA 36-2018: five signs, six for new energy; police and other services (警 and the like) are not persons.
_PLATE = re.compile(
    rf"[{_PROVINCES}][ ]?[A-Za-z][ ·•・．.\-－—*]{{0,2}}"
    rf"(?P<rest>(?:[DFdfA-Ca-cEeGgHhJjKk][{_N}][0-9]{{4}}|[0-9]{{5}}[DFdfA-Ca-cEeGgHhJjKk]"
    rf"|[{_N}](?:[ ·*\-]?[{_N}]){{4}}|[{_N}]{{4}}[学挂港澳领]))(?![A-Za-z0-9]|警|应急)"
)

_PASSPORT = re.compile(
    rf"(?<![A-Za-z0-9])(?:[EeGg][ ]?[0-9]{{8}}|[Ee][{_L}][ ]?[0-9]{{7}}|[DSPdsp][ ]?[0-9]{{7,8}}|[DSPdsp][Ee][0-9]{{7}}"
    r"|[CWHMcwhm][ ]?[0-9]{8}(?:[0-9]{2})?|[Cc][A-HJ-NP-Za-hj-np-z][ ]?[0-9]{7}|14[0-9]{7}|15[0-9]{7}|[0-9]{8})(?![A-Za-z0-9])"
)
_SURELY_PASSPORT = re.compile(rf"[EeGg] ?[0-9]{{8}}|[Ee][{_L}] ?[0-9]{{7}}")
_PASSPORT_WORD = re.compile(r"(?:护照|通行证|台胞证|回乡证|港澳证|[Pp]assport)[^，。；\n]{0,10}$")
_NO_PASSPORT = re.compile(r"(?:型号|编号|货号|工单|单号|批号|文号|票号|航班|车次|高速|国道|版本)[^，。；\n]{0,4}$")
_LIKE_A_DATE = re.compile(r"[A-Za-z] ?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])")

_AT = r"(?:[ ]?[@＠][ ]?|[ ]?[\[(（【](?:at|AT|艾特)[\])）】][ ]?|#at#)"
_DOT = r"(?:\.|．|[ ]?[\[(（【](?:dot|点)[\])）】][ ]?)"
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._+%\-])[A-Za-z0-9][A-Za-z0-9._+%\-]{{0,63}}{_AT}(?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}{_DOT}){{1,5}}[A-Za-z]{{2,24}}"
)

_IS = r"(?:号码?|账号|帐号|[iI][dD])?(?:[ \t]*(?:[:：=、,，（(]|是|为|就是|叫|搜|加)+[ \t]*|[ \t]+)?"
_WECHAT = re.compile(
    r"(?:微信|薇信|威信|微X|[Ww]e[Cc]hat|[Ww]eixin|(?<![A-Za-z])(?:[Vv][Xx]|[Ww][Xx]|加[Vv]))"
    rf"(?P<is>{_IS})[`“\"'‘]?(?P<sign>[A-Za-z][A-Za-z0-9_\-]{{5,19}})(?![A-Za-z0-9_\-])"
)
_NO_WECHAT = {"wechat", "weixin", "iphone", "android", "windows", "harmony", "harmonyos"}
_QQ = re.compile(
    rf"(?:(?<![A-Za-z])[Qq][ ]?[Qq]|扣扣|企鹅号|[Qq]号)(?:群)?{_IS}[`“\"'‘]?(?P<sign>[1-9](?:[ \-]?[0-9]){{4,10}})(?![0-9A-Za-z年月日])"
)


def find(text: str) -> Iterator[Mark]:
    """The signs in a folded text."""
    for found in _PLATE.finditer(text):
        rest = re.sub("[^A-Za-z0-9]", "", found["rest"])
        if sum(each.isdigit() for each in rest) >= 2 and not text[: found.start()].endswith(("长", "常")):
            yield "车牌", found[0][0] + re.sub("[^A-Z0-9]", "", found[0].upper()), found.start(), found.end()
    for found in _PASSPORT.finditer(text):
        if _is_passport(text[max(0, found.start() - 16) : found.start()], found[0]):
            yield "护照", found[0].upper().replace(" ", ""), found.start(), found.end()
    if "@" in text or "＠" in text or "at" in text or "AT" in text or "艾特" in text:
        for found in _EMAIL.finditer(text):
            yield "邮箱", found[0].lower(), found.start(), found.end()
    for found in _WECHAT.finditer(text):
        sign = found["sign"]
        plain = sign.lower() in _NO_WECHAT or (not found["is"].strip() and sign.isalpha())
        if not plain:
            yield "微信号", sign.lower(), found.start("sign"), found.end("sign")
    for found in _QQ.finditer(text):
        yield "QQ号", re.sub("[^0-9]", "", found["sign"]), found.start("sign"), found.end("sign")


def _is_passport(before: str, sign: str) -> bool:
    if _PASSPORT_WORD.search(before):
        return True
    return bool(_SURELY_PASSPORT.fullmatch(sign)) and not _LIKE_A_DATE.match(sign) and not _NO_PASSPORT.search(before)
