"""Signs of one person that are no bare numbers: plates, passports, e-mail, WeChat and QQ."""

import re
from collections.abc import Iterator

from generator.privacy.lines import Finder, Stretch
from generator.privacy.numbers import HAN_DIGITS, plain

_LINE = r"[ \t]*\n[ \t]*"
_APART = r"[ \t\xa0\u3000·•・.*\-–—－]"

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER, _SIGN, _POWER = "A-HJ-NP-Za-hj-np-z", "A-HJ-NP-Za-hj-np-z0-9", "A-HJKa-hjk"
# GA 36-2018: five signs, six for new energy; police and other services (警, 应急) are not persons.
_PLATE = re.compile(
    rf"[{_PROVINCES}]{_APART}?(?:{_LINE})?[A-Za-z](?:{_APART}{{0,2}}|[:：]|{_LINE})"
    rf"(?P<rest>[{_POWER}][{_SIGN}][0-9]{{4}}|[0-9]{{5}}[{_POWER}]|[{_SIGN}](?:{_APART}?[{_SIGN}]){{4,5}}|[{_SIGN}]{{4}}[学挂港澳领])"
    r"(?![A-Za-z0-9]|警|应急)"
)

# 长青, 常新; and lifts, whose certificates name province and town like a plate.
_NO_PLATE = re.compile(r"[长常]\Z|梯[0-9]{2}\Z")

_DIGIT = f"[0-9{HAN_DIGITS}]"
_PASSPORT = re.compile(
    rf"(?<![A-Za-z0-9])(?P<sign>[A-Za-z](?:{_APART}?[A-Za-z])?(?:{_APART}|{_LINE})?)?(?:(?:{_APART}{{1,2}}|{_LINE})?{_DIGIT}){{7,10}}(?![A-Za-z0-9])"
)
_SURELY_PASSPORT = re.compile(rf"[EG][0-9]{{8}}|E[{_LETTER}][0-9]{{7}}")
_PASSPORT_WORD = re.compile(r"(?:护照|通行证|台胞证|回乡证|港澳证|[Pp]assport)[^，。；\n]{0,10}\Z")
_CARD = re.compile(r"证件(?:号码?)?[:：是为 ]{0,2}…|…[^，。；\n]{0,3}(?:通行证|护照)")
_NO_PASSPORT = re.compile(r"(?:型号|编号|货号|工单|单号|批号|文号|票号|航班|车次|高速|国道|版本)[^，。；\n]{0,4}\Z")
_A_CASE = re.compile(r"[A-Z]{1,2}-(?:19|20)[0-9]{2}-[0-9]{2,5}")
_LIKE_A_DATE = re.compile(r"[A-Z](?:19|20)[0-9]{2}")
_A_DAY = re.compile(r"\A[A-Z]{0,2}20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_A_DATE = re.compile(r"20[0-9]{2}[ ]?[-./年][ ]?[0-9]{1,2}[ ]?[-./月]")

_NAME = r"(?<![A-Za-z0-9._+%*\-])[A-Za-z0-9][A-Za-z0-9._+%\-]{0,63}"
_TOP = r"(?:com|cn|net|org|edu|gov|info|me|cc|vip|top)(?![A-Za-z])"
_EMAIL = re.compile(
    rf"{_NAME}(?:[ ]?@[ ]?|#(?=(?:qq|163|126|sina|139|gmail|outlook|foxmail|sohu)\.)|@?{_LINE}@?|[ ]?[\[(（【](?:at|AT|艾特)[\])）】][ ]?|#at#)"
    rf"(?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}(?:\.|[ ]?[\[(（【](?:dot|DOT|点)[\])）】][ ]?)(?:{_LINE})?){{1,5}}[A-Za-z]{{2,24}}"
    rf"|{_NAME}[ ](?:at|AT)[ ](?:[A-Za-z0-9\-]{{2,63}}(?:\.|[ ](?:dot|DOT)[ ])){{1,4}}{_TOP}"
    r"|(?:[A-Za-z0-9._\-][ ]){2,40}@[ ](?:[A-Za-z0-9\-.][ ]){2,40}[A-Za-z](?![A-Za-z])"
)

_IS = r"(?:[ ]?号码?|账号|帐号|[ ]?[iI][dD])?(?:[ \t]*(?:[:：=、,，（(]|是|为|就是|叫|搜|加|联系|好友|换成|改成|改为){1,40}[ \t]*|[ \t]+)?[`“\"'‘「『【]?"
_WECHAT = re.compile(
    rf"(?:微[ ]?信|薇信|威信|加微|微X|绿泡泡|(?:申请|添加|加)好友|[Vv]信|[Ww]e[Cc]hat|[Ww]eixin|(?<![A-Za-z])(?:[Vv][Xx]|[Ww][Xx])|(?:加|加我|加他|加她|[➕+])[ ]?[Vv](?![A-Za-z]))"
    rf"(?P<is>{_IS})(?P<sign>[A-Za-z][A-Za-z0-9_.\-]{{4,18}}[A-Za-z0-9_])(?![A-Za-z0-9_\-])"
)
_NO_WECHAT = {"wechat", "weixin", "iphone", "android", "windows", "harmony", "harmonyos"}
_QQ_GAP = rf"(?:[ \t\xa0\u3000.·•・\-–—*_~]{{1,3}}|{_LINE})"
_QQ = re.compile(
    rf"(?:(?<![A-Za-z])[Qq][ ]?[Qq](?![A-Za-z@.])|扣扣|球球|企鹅号?|加[Qq]|[Qq]号)(?:群)?(?:{_IS}|(?P<far>[^0-9@，。；\n]{{0,8}}?)|{_LINE})"
    rf"(?P<sign>[0-9{HAN_DIGITS}](?:{_QQ_GAP}?[0-9{HAN_DIGITS}]){{4,10}})(?![0-9A-Za-z年月日元人户次%])"
    rf"|(?<![A-Za-z0-9])[Qq][ ]?(?P<bare>[1-9][0-9]{{6,10}})(?![0-9A-Za-z])"
)


_DOT = r"(?:\.|[ ]?[\[(（【](?:dot|DOT|点)[\])）】][ ]?)"


def _email_sign(before: str) -> re.Pattern[str]:
    """What an e-mail address must have, be it that it goes on in a new line; `before` is what must stand before that."""
    return re.compile(
        rf"[@#\[(（【 \n](?:(?<={before}\n)[ \t]*(?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}+{_DOT}){{1,5}}(?:[A-Za-z]{{2}}|[ \t]*\n)"
        r"|(?<=[ ])(?:at|AT)[ ]|(?<=@)|(?<=#)(?:at#|(?:qq|163|126|sina|139|gmail|outlook|foxmail|sohu)\.)|(?<=[\[(（【])(?:at|AT|艾特)[\])）】])"
    )


_MAY_HAVE_EMAIL = _email_sign(r"[A-Za-z0-9._+%\- \t]")


def _plates(text: str) -> Iterator[Stretch]:
    for found in _PLATE.finditer(text):
        rest = re.sub("[^A-Za-z0-9]", "", found["rest"])
        before = text[max(0, found.start() - 3) : found.start()]
        if sum(each.isdigit() for each in rest) >= 2 and not _NO_PLATE.search(before):
            yield "车牌", found[0][0] + re.sub("[^A-Z0-9]", "", found[0].upper()), found.start(), found.end()


def _passports(text: str) -> Iterator[Stretch]:
    for found in _PASSPORT.finditer(text):
        if _A_CASE.fullmatch(found[0]):
            continue  # the number of a matter beside its title: 到哪里办护照（SY-2026-031）
        sign = re.sub("[^A-Z]", "", found[0].upper()) + plain(found[0])
        if _is_passport(text[max(0, found.start() - 16) : found.start()], sign, text[found.end() : found.end() + 8]):
            yield "护照", sign, found.start(), found.end()


def _emails(text: str) -> Iterator[Stretch]:
    if any(sign in text for sign in ("@", "#", "at", "AT", "艾特")) and _MAY_HAVE_EMAIL.search(text):
        for found in _EMAIL.finditer(text):
            yield "邮箱", "".join(found[0].split()).lower(), found.start(), found.end()


def _wechats(text: str) -> Iterator[Stretch]:
    for found in _WECHAT.finditer(text):
        sign = found["sign"]
        plain_word = sign.lower() in _NO_WECHAT or (not found["is"].strip() and sign.isalpha())
        if not plain_word:
            yield "微信号", sign.lower(), found.start("sign"), found.end("sign")


def _qqs(text: str) -> Iterator[Stretch]:
    for found in _QQ.finditer(text):
        part = "sign" if found["sign"] else "bare"
        digits = plain(found[part])
        if not digits.startswith("0") and not _A_DATE.match(found[part]) and (not found["far"] or len(digits) >= 6):
            yield "QQ号", digits, found.start(part), found.end(part)


def _is_passport(before: str, sign: str, after: str) -> bool:
    if _A_DAY.search(sign):
        return False
    if _PASSPORT_WORD.search(before) or (sign[0].isalpha() and _CARD.search(before + "…" + after)):
        return True
    return bool(_SURELY_PASSPORT.fullmatch(sign)) and not _LIKE_A_DATE.match(sign) and not _NO_PASSPORT.search(before)


# What a line must have. Python looks for patterns that begin with a letter, or with one of several, much faster than
# for others, so these do, and look back.
_PLATE_SIGN = re.compile(rf"[{_PROVINCES}]{_APART}?[ \t]*[A-Za-z\n]")
_MAY_HAVE_PASSPORT = re.compile(
    r"[护行台回港证PpEeGg](?:(?<=护)照|(?<=行)证|(?<=台)胞证|(?<=回)乡证|(?<=港)澳证|(?<=证)件|(?<=[Pp])assport|(?<=[EeGg])[A-Za-z]?[ ]?[0-9]{7})"
)
_EMAIL_SIGN = _email_sign("")
_WECHAT_SIGN = re.compile(
    r"[信微泡友XxtnVv](?:(?<=[微薇威Vv ]信)|(?<=加微)|(?<=绿泡泡)|(?<=好友)|(?<=[微VvWw][Xx])|(?<=[Cc]hat)|(?<=eixin)|(?<=[加我他她➕+ ][Vv])(?![A-Za-z]))"
    rf"{_IS}[A-Za-z][A-Za-z0-9_.\-]{{4}}"
)
_QQ_SIGN = re.compile(
    r"[Qq扣球企](?:(?<=[Qq])(?:[ ]?[Qq]|号|[ ]?[1-9][0-9]{6})|(?<=加[Qq])|(?<=扣)扣|(?<=球)球|(?<=企)鹅)"
)

FINDERS = (
    Finder(_plates, _PLATE_SIGN, across=True),
    Finder(_passports, _MAY_HAVE_PASSPORT, across=True),
    Finder(_emails, _EMAIL_SIGN, across=True),
    Finder(_wechats, _WECHAT_SIGN),
    Finder(_qqs, _QQ_SIGN, across=True),
)
