"""Addresses that lead to one door: building, unit and room in the spellings that people use.

A building alone (3号楼), or with its unit (3号楼2单元), is where many live; that may be said. Where
a number could be a room, a seat or a thing, words of living decide (住, 家在, 户主 …), and words of
working the other way (中心, 店, 办公).
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from generator.privacy.lines import Finder, Stretch

_HAN = "一二三四五六七八九十百零〇两"
_NUMBER = rf"(?:[0-9]{{1,3}}|[{_HAN}]{{1,4}})"
_BLANK = r"[ \t\xa0\u3000]"
_ANY_GAP = r"[ \t\xa0\u3000\n,，、·.\-—–_/的()（）\[\]【】「」]{0,4}"
_GAP = r"[ \t\xa0\u3000·.\-—–_/]{0,3}"

_BLOCK = r"号?(?:住宅|居民|高层)?(?:楼|栋楼?|幢楼?|座)"
_BUILDING = rf"(?:第?{_NUMBER}{_BLANK}?(?:#?{_BLOCK}|号院|[#号])|[A-Za-z甲乙丙丁][0-9]{{0,2}}{_BLOCK})"
_UNIT = (
    rf"(?:第?{_NUMBER}{_BLANK}?[#号]?(?:单元|门洞|梯口?(?!次|队|级|形|度)|门(?!面|诊|市|店|口|卫))|[甲乙丙丁东西南北中A-Fa-f](?:单元|门洞|梯)"
    r"|(?<![个几各多])单元)"
)
_FLOOR = rf"(?:{_NUMBER}|[顶首底]){_BLANK}?(?:楼|层)"
_ROOM_NUMBER = rf"(?:[0-9]{{3,4}}|[{_HAN}]{{3,4}})"
_SIDE = r"[东西南北中左右对][侧边面]?(?:户|门|手|邻|室|屋)"
_BARE_SIDE = r"[东西南北中左右](?![侧头边面墙窗区走楼门院至到侧厅灶屋电配水暖外阳])"
_THINGS = r"楼|院|线|令|文|门(?![前口外里旁])|电梯|井|灯|表|池|泵|栋|幢|箱|梯"
_ROOM_WORD = rf"{_BLANK}?(?:室|房间?(?!屋)|号房?(?!{_THINGS})|[#])"
# Behind a bare number: what makes it an amount, a year, an office.
_NO_ROOM = (
    r"(?![0-9A-Za-z]|[ ]?(?:[年月日户人元米平个盏块张次天名万千只支%％度吨台部套位棵株辆页项件处条岁分秒多余诊]|家(?![里中门的住])|号楼|号院"
    r"|会议|办公|活动|阅览|值班|调解|接待|教室|窗口|服务|病[房床]|公斤|厘米|毫米|立方)|[.][0-9]|[ ]?[~～至到-][ ]?[0-9]|"
    rf"[ ]?号(?:{_THINGS}|商铺|店))"
)
# 501户 is a room, 120户 are many; nobody counts 501 homes in one unit.
_ROOM = (
    rf"(?:{_ROOM_NUMBER}(?:{_ROOM_WORD}|户(?![居民家数共老群用])|{_NO_ROOM})|{_NUMBER}{_BLANK}?(?:室|号房?(?!{_THINGS}))"
    rf"|{_FLOOR}{_ANY_GAP}(?:{_SIDE}|{_BARE_SIDE}|(?:0[1-9]户?|1[0-9])(?![0-9年月日:：.户部个家层盏]))|{_SIDE}|地下室{_NUMBER}号?)"
)
_WITH_UNIT = re.compile(rf"(?:{_BUILDING}{_ANY_GAP})?{_UNIT}{_ANY_GAP}(?:{_FLOOR}{_ANY_GAP})?{_ROOM}")
# What a line must have, here and below (see `marks`).
_N = f"[0-9{_HAN}]"
_AFTER_N = rf"[0-9{_HAN} \t\xa0\u3000#号]"
_IN_LINE = _ANY_GAP.replace(r"\n", "")
_UNIT_SIGN = re.compile(
    rf"[元洞门梯](?:(?<=单元)|(?<=门洞)|(?<={_AFTER_N}门)(?!面|诊|市|店|口|卫)|(?<={_AFTER_N}梯)口?|(?<=[甲乙丙丁东西南北中A-Fa-f]梯))(?={_IN_LINE}"
    rf"(?:\n|{_N}{{3}}|{_N}{{1,4}}{_BLANK}?[室号]|{_FLOOR}{_IN_LINE}[\n0-9{_HAN}东西南北中左右对顶首底地]|{_SIDE}|地下室{_N}))"
)
_WITHOUT_UNIT = re.compile(
    rf"(?P<house>{_BUILDING}){_GAP}(?:{_FLOOR}{_GAP}|[0-9]{{1,2}}[\-—–])?"
    rf"(?:(?P<room>{_ROOM_NUMBER}){_ROOM_WORD}|(?P<bare>[0-9]{{3,4}}|[{_HAN}][〇零一二三四五六七八九]{{2,3}}){_NO_ROOM}"
    rf"|{_FLOOR}{_GAP}{_SIDE}|(?<=座)[0-9]{{1,2}}[A-H](?![A-Za-z0-9]))"
)

_DASH = r"[ ]?#?[ ]?[\-—–#/][ ]?"
_DASHED = re.compile(
    rf"(?<![0-9A-Za-z.\-—–/])[A-Da-d]?[0-9]{{1,3}}(?:{_DASH}[0-9]{{1,2}}){{0,2}}{_DASH}(?:[1-9][0-9]{{2,3}}|[0-9]{{1,2}}|[东西南北中])"
    r"(?![0-9A-Za-z%％\-—–/]|[.:：][0-9]|[ ]?[年月日元点时分])"
)
# Two digits for the floor, two for the door: 302, 1804.
_LIKE_A_ROOM = re.compile(r"[1-9][0-9]?(?:0[1-9]|1[0-2])")

_ROW = re.compile(
    rf"(?:[平东西南北前后]?第?{_NUMBER}排)(?:[东西南北]数)?第?{_NUMBER}(?:号|家|户)(?!座|桌|位|机|柜|车|展|摊)"
    rf"|平房(?:第?{_NUMBER}(?:号|间|户)|[0-9]{{1,3}}(?![0-9年月日平间户座]))"
)
_ROWS = re.compile(r"(?:平房|棚户|家属|宿舍|大院|院|巷|胡同|村|平|东|西|南|北)[^，。；\n]{0,4}\Z|[平东西南北前后]\Z")
_STREET = rf"(?:巷|胡同|街|路|道|弄|里|村|庄|屯|条|组|社|队|院|营子?|桥)[ ]?[甲乙丙丁]?(?:{_NUMBER}|[0-9]{{4}})[ ]?号(?:院[ ]?{_NUMBER}[ ]?号|[\-—–之][0-9]{{1,3}})?"
_DOOR = re.compile(
    rf"{_STREET}(?!楼|院|线|公馆|[ ]?[0-9])|(?:车库|门房|库房|地下室|储藏室|后院|前院|宿舍)[^，。；\n]{{0,3}}?(?:[A-Z]?[0-9][0-9\-]{{0,5}}|{_NUMBER})(?:号房?|室|间)?(?![0-9年月日个平间户座辆])"
)
_ON_A_FLOOR = re.compile(rf"(?<![0-9{_HAN}]){_FLOOR}{_GAP}[东西南北中]户(?!型|外|数)")
_BESIDE = re.compile(r"(?:巷|胡同|街|路|道|弄|里)[ ]?[0-9]{1,4}[ ]?号[ ]?附[ ]?[0-9]{1,3}[ ]?号")

# Somebody's home is spoken of.
_LIVES = re.compile(
    r"(?:(?<![居])住(?!建|房|宅|院|户|宿|改|建)|家住|家在|家里在|[他她我其]家|老家|户主(?!会|大会|代表)|户籍|户口|住址|地址|居住|现居|租住|房号|门牌|入户|走访|上门|寄[到给]|送到|送去|户：|户:)[^，。；\n]{0,24}\Z"
)
_HOUSE_BEFORE = re.compile(r"(?:苑|园|庭|里|城|府|湾|小区|新村|公寓|[他她我]家|房子?|给|户)[ ]?[:：]?\Z")
_NUMBERED = re.compile(r"(?:图|编|型|合同|文|单|批|证|件|货|料|序|版)号?(?:为|是|[:：])?[ ]?\Z")
_LIVED_IN = re.compile(
    r"[ ]?(?:室|户|号|住户|居民|业主|房主|家|的(?:老|住|居|业)|老人|租客|房东|[王李张刘赵陈](?:[大奶爷阿老]|某))"
)

# Rooms where people work, not live. What has a unit is a home.
_OFFICE = re.compile(
    r"(?:中心|大厅|办事处|委员会|居委会|服务站|服务点|驿站|大厦|写字楼|公司|银行|法院|检察院|派出所|学校|小学|中学|大学|医院|卫生院"
    r"|大楼|门诊楼|住院楼|教学楼|综合楼|行政楼|实验楼|病房楼|局|厅|馆|广场|产业园|科技园|办公楼|园区|酒店|宾馆|工厂|车间|街道办|所|室|食堂|店)"
    r"(?:的|在|旁边?|门口|对面|附近|边|：|:|（|\()?[ ]?\Z"
)
# The office itself, wherever it has moved into.
_SEAT = re.compile(
    r"(?:办公|注册|经营|单位|服务|活动|集合|报名|会议|演出|培训|领取|施工|居委会|社区|驿站|中心)(?:地址|地点)(?:[:：]|为|是|在)?[^，。；\n]{0,16}\Z"
    r"|(?:办|局|公司|社区|居委会|中心|所|站|院|银行|学校|店|单位|机构)的?(?:详细|具体)?(?:地址|门牌)[^，。；\n]{0,20}\Z"
    r"|(?:办公楼|政务大厅|服务大厅|(?:办公|商业|活动|服务|党建)用房)[ ]?\Z"
    r"|(?:居委会|社区|党支部|办公室|驿站|中心|室|站|所|公司|超市|店|馆|诊所|食堂|餐厅|厨房|点)(?:现|已|临时)?(?:设在|设于|开在|搬到|搬至|迁到|迁至|位于|在)[^，。；\n]{0,8}\Z"
)


Fits = Callable[[re.Match[str], str, str], bool]
"""Whether a match is a home, given what stands before it, and the text."""


def _with_unit(text: str) -> Iterator[Stretch]:
    end = 0
    for sign in _UNIT_SIGN.finditer(text):
        # Only around the sign: 25 characters and what stands behind them are the most on either side.
        found = _WITH_UNIT.search(text, max(end, sign.start() - 40), sign.end() + 50)
        if found and found.start() <= sign.start() < found.end():
            end = found.end()
            if not _SEAT.search(_before(text, found)):
                yield _home(found)


def _of_form(form: re.Pattern[str], fits: Fits, text: str) -> Iterator[Stretch]:
    for found in form.finditer(text):
        before = _before(text, found)
        if not _OFFICE.search(before) and not _SEAT.search(before) and fits(found, before, text):
            yield _home(found)


def _plainly(form: re.Pattern[str], text: str) -> Iterator[Stretch]:
    return map(_home, form.finditer(text))


def _home(found: re.Match[str]) -> Stretch:
    return "住址", "".join(found[0].split()), found.start(), found.end()


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 32) : found.start()]


def _is_lived_in(found: re.Match[str], before: str, text: str) -> bool:
    return bool(_LIVES.search(before))


def _is_home(found: re.Match[str], before: str, text: str) -> bool:
    """A building and a room; but 四楼407 is a room on a floor, and that may be an office."""
    floor = re.fullmatch(rf"第?({_NUMBER}){_BLANK}?楼", found["house"])
    room = found["room"] or found["bare"]
    if floor and room and room.isdigit() and len(room) >= 3:
        told = floor[1] if floor[1].isdigit() else str(_HAN.find(floor[1]) + 1)
        if room[:-2] == told:
            return bool(_LIVES.search(before))
    return True


def _is_door(found: re.Match[str], before: str, text: str) -> bool:
    parts = re.findall("[0-9]+|[东西南北中]", found[0])
    behind = text[found.end() : found.end() + 4]
    like = bool(_LIKE_A_ROOM.fullmatch(parts[-1])) and parts[0][0] != "0" and int(re.sub("[^0-9]", "", parts[0])) <= 99
    if _NUMBERED.search(before):
        return False
    lived = bool(_LIVES.search(before) or _HOUSE_BEFORE.search(before))
    if len(parts) >= 3:
        return lived or (like and ("/" not in found[0] or bool(_LIVED_IN.match(behind))))
    return (
        len(parts) == 2
        and len(parts[-1]) >= 3
        and (lived or bool(re.match(r"[ ]?(?:室|号房|户主|住户|业主|居民)", behind)))
    )


def _is_row(found: re.Match[str], before: str, text: str) -> bool:
    return bool(_LIVES.search(before) or _ROWS.search(before) or found[0][0] in "平东西南北前后")


_BUILDING_SIGN = re.compile(
    rf"[楼栋幢座院#号](?:(?<={_AFTER_N}[楼栋幢座#号])|(?<=[宅民层栋幢A-Za-z甲乙丙丁][楼栋幢座])|(?<=号院)){_GAP}"
    rf"(?:{_N}{{3}}|[0-9]{{1,2}}[\-—–A-H]|{_FLOOR}{_GAP}[0-9{_HAN}顶首底东西南北中左右对])"
)
_DASHED_SIGN = re.compile(
    rf"[A-Da-d0-9](?<![0-9A-Za-z.\-—–/].)(?:(?<=[A-Da-d])[0-9]{{1,3}}|[0-9]{{0,2}}){_DASH}(?:[0-9]{{1,4}}(?![0-9])|[东西南北中])"
)
_ROW_SIGN = re.compile(rf"排(?:[东西南北]数)?第?{_N}|平房第?{_N}")
_DOOR_SIGN = re.compile(
    rf"[巷同街路道弄里村庄屯条组社队院营子桥库房室舍](?:[ ]?[甲乙丙丁]?{_N}{{1,4}}[ ]?号(?!楼|线|公馆|[ ]?[0-9])"
    rf"|(?:(?<=车库|门房|库房|后院|前院|宿舍)|(?<=地下室|储藏室))[^，。；\n]{{0,3}}?[A-Z]?{_N})"
)

FINDERS = (
    Finder(_with_unit, _UNIT_SIGN, across=True),
    Finder(partial(_of_form, _WITHOUT_UNIT, _is_home), _BUILDING_SIGN),
    Finder(partial(_of_form, _DASHED, _is_door), _DASHED_SIGN),
    Finder(partial(_of_form, _ROW, _is_row), _ROW_SIGN),
    Finder(partial(_of_form, _DOOR, _is_lived_in), _DOOR_SIGN),
    Finder(partial(_plainly, _ON_A_FLOOR), re.compile("户(?<=[东西南北中]户)")),
    Finder(partial(_plainly, _BESIDE), re.compile("附[ ]?[0-9]{1,3}[ ]?号")),
)
