"""Addresses that lead to one door: building, unit and room in the spellings that people use.

A building alone (3号楼), or with its unit (3号楼2单元), is where many live; that may be said.
"""

import re
from collections.abc import Iterator

Home = tuple[str, str, int, int]
"""(kind, the address, start, end)"""

_HAN = "一二三四五六七八九十百零〇两"
_NUMBER = rf"(?:[0-9]{{1,3}}|[{_HAN}]{{1,4}})"
_ANY_GAP = r"[ \t\n,，、·.\-—–_/的]{0,4}"
_GAP = r"[ \t·.\-—–_/]{0,3}"
_BLOCK = r"号?(?:住宅|居民|高层)?(?:楼|栋楼?|幢楼?|座)"
_BUILDING = rf"(?:第?{_NUMBER}[ ]?(?:[#]?{_BLOCK}|号院|[#号])|[A-Za-z甲乙丙丁][0-9]{{0,2}}{_BLOCK})"
_UNIT = rf"(?:第?{_NUMBER}[ ]?[#号]?(?:单元|门洞|梯口|门(?!面|诊|市|店|口|卫))|(?<![个几各多])单元)"
_FLOOR = rf"{_NUMBER}[ ]?(?:楼|层)"
_ROOM_NUMBER = rf"(?:[0-9]{{3,4}}|[{_HAN}]{{3,4}})"
_SIDE = r"[东西南北中左右对][侧边面]?(?:户|门|手|邻|室|屋)"
_ROOM_WORD = r"[ ]?(?:室|房间?(?!屋)|号房?(?!楼|院|线|令|文)|[#])"
# Behind a bare number: what makes it an amount, a year, an office.
_NO_ROOM = (
    r"(?![0-9A-Za-z]|[ ]?(?:[年月日户人元米平个盏块张次天名万千家%％度吨台部套位棵株辆页项件处条岁分秒多余诊]|号楼|号院"
    r"|会议|办公|活动|阅览|值班|调解|接待|教室|窗口|服务|病[房床]|公斤|厘米|毫米|立方)|[.][0-9]|[~～至到-][0-9])"
)
# 501户 is a room, 120户 are many; nobody counts 501 homes in one unit.
_ROOM = (
    rf"(?:{_ROOM_NUMBER}(?:{_ROOM_WORD}|户(?![居民家数共老群用])|{_NO_ROOM})|{_NUMBER}[ ]?(?:室|号房)"
    rf"|{_FLOOR}{_ANY_GAP}{_SIDE}|{_SIDE})"
)

_WITH_UNIT = re.compile(rf"(?:{_BUILDING}{_ANY_GAP})?{_UNIT}{_ANY_GAP}(?:{_FLOOR}{_ANY_GAP})?{_ROOM}")
_WITHOUT_UNIT = re.compile(
    rf"{_BUILDING}{_GAP}(?:{_FLOOR}{_GAP}|[0-9]{{1,2}}[\-—–])?"
    rf"(?:{_ROOM_NUMBER}{_ROOM_WORD}|(?:[0-9]{{3,4}}|[{_HAN}][〇零一二三四五六七八九]{{2,3}}){_NO_ROOM}|{_FLOOR}{_GAP}{_SIDE})"
)
_DASH = r"[ ]?[#]?[ ]?[\-—–#/][ ]?"
_DASHED = re.compile(
    rf"(?<![0-9A-Za-z.\-—–/])[0-9]{{1,3}}{_DASH}(?:[0-9]{{1,2}}{_DASH})?[1-9][0-9]{{2,3}}(?![0-9A-Za-z%％\-—–/]|[.][0-9]|[ ]?[年月日元])"
)
_ROW = re.compile(rf"(?:{_NUMBER}号?院|平房)[^，。；\n]{{0,3}}{_NUMBER}排{_NUMBER}号|{_NUMBER}排{_NUMBER}号")
_LIVES = re.compile(r"(?:住|家|址|居|门牌号?|户|苑|园|院|庭|村|里|城|府|湾|小区)(?:在|是|为|于|[:：])?[ ]?$")
_LIVED_IN = re.compile(r"[ ]?(?:室|户|号|住户|居民|业主|家|的|老|王|李|张|刘)")
_STREET = re.compile(
    rf"(?:家住|住在|现住|现居|住址|家庭地址|户籍地址?|户籍所在地|居住地)[^，。；\n]{{0,25}}?"
    rf"(?P<door>(?:巷|胡同|街|路|道|弄|里|村|条|组)[ ]?(?:[0-9]{{1,4}}|[{_HAN}]{{1,4}})[ ]?号)(?!楼|院|线|公馆|[ ]?[0-9])"
    rf"|(?P<beside>(?:巷|胡同|街|路|道|弄|里)[ ]?[0-9]{{1,4}}[ ]?号[ ]?附[ ]?[0-9]{{1,3}}[ ]?号)"
)

# Rooms where people work, not live. What has a unit is a home.
_OFFICE = re.compile(
    r"(?:中心|大厅|办事处|委员会|居委会|服务站|服务点|驿站|大厦|写字楼|公司|银行|法院|检察院|派出所|学校|小学|中学|大学|医院|卫生院"
    r"|大楼|门诊楼|住院楼|教学楼|综合楼|行政楼|实验楼|病房楼|局|厅|馆|广场|产业园|科技园|办公楼|园区|酒店|宾馆|工厂|车间)(?:的|在|：|:|（|\()?[ ]?$"
)

# The office itself, wherever it has moved into.
_SEAT = re.compile(
    r"(?:办公|注册|经营|单位|服务|居委会|社区|驿站|中心)(?:地址|地点)(?:[:：]|为|是|在)?[^，。；\n]{0,16}$"
    r"|(?:办公楼|政务大厅|服务大厅)[ ]?$"
    r"|(?:居委会|办公室|驿站|中心|室|站|所|公司|超市|药店|诊所)(?:现|已)?(?:设在|设于|搬到|搬至|迁到|迁至|位于|在)[^，。；\n]{0,8}$"
)


def find(text: str) -> Iterator[Home]:
    """The addresses in a folded text."""
    for found in _WITH_UNIT.finditer(text):
        if not _SEAT.search(_before(text, found)):
            yield _home(found)
    for found in _WITHOUT_UNIT.finditer(text):
        if not _is_office(_before(text, found)):
            yield _home(found)
    for found in _DASHED.finditer(text):
        if not _is_office(_before(text, found)) and _is_room(text, found):
            yield _home(found)
    for found in _ROW.finditer(text):
        if "院" in found[0] or _LIVES.search(_before(text, found)):
            yield _home(found)
    for found in _STREET.finditer(text):
        yield _home(found, "door" if found["door"] else "beside")


def _home(found: re.Match[str], part: str | int = 0) -> Home:
    return "住址", "".join(found[part].split()), found.start(part), found.end(part)


def _is_office(before: str) -> bool:
    return bool(_OFFICE.search(before) or _SEAT.search(before))


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 24) : found.start()]


def _is_room(text: str, found: re.Match[str]) -> bool:
    if _LIVES.search(_before(text, found)):
        return True
    behind = text[found.end() : found.end() + 4]
    three = len(re.findall("[0-9]+", found[0])) == 3 and "/" not in found[0]
    return bool(re.match(r"[ ]?(?:室|号房|户|住户|业主|居民)", behind)) or (three and bool(_LIVED_IN.match(behind)))
