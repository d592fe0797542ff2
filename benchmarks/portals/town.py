"""Where it all happens: a made-up district with its streets, communities, estates, and those who act there."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

PHONE = "000-0000-0000"
CITY, DISTRICT = "示例市", "示例区"
CASES_PER_COMMUNITY = 1250
COMMUNITIES_PER_STREET = 8

_TREES = {"榆": "yu", "槐": "huai", "柳": "liu", "松": "song", "竹": "zhu", "梅": "mei", "兰": "lan", "荷": "he",
          "桂": "gui", "杏": "xing", "桃": "tao", "枫": "feng", "樱": "ying", "桐": "tong", "柏": "bo", "菊": "ju",
          "芦": "lu", "藤": "teng", "葵": "kui", "枣": "zao"}  # fmt: skip
_SPOTS = {"荫": "yin", "溪": "xi", "泉": "quan", "岭": "ling", "湾": "wan", "桥": "qiao", "庭": "ting", "井": "jing",
          "台": "tai", "堤": "di", "坡": "po", "池": "chi", "谷": "gu", "渡": "du", "门": "men",
          "洲": "zhou"}  # fmt: skip
_MOODS = {"晓": "xiao", "春": "chun", "秋": "qiu", "晴": "qing", "云": "yun", "月": "yue", "星": "xing", "朝": "zhao",
          "晚": "wan", "锦": "jin", "瑞": "rui", "和": "he", "福": "fu", "祥": "xiang", "永": "yong", "嘉": "jia",
          "雅": "ya", "静": "jing", "长": "chang", "新": "xin"}  # fmt: skip
_LIGHTS = {"阳": "yang", "光": "guang", "华": "hua", "景": "jing", "明": "ming", "辉": "hui", "霞": "xia", "露": "lu",
           "风": "feng", "雨": "yu", "泽": "ze", "源": "yuan", "宁": "ning", "乐": "le", "悦": "yue",
           "馨": "xin"}  # fmt: skip
_WATERS = {"清": "qing", "白": "bai", "龙": "long", "凤": "feng", "石": "shi", "双": "shuang", "南": "nan", "北": "bei"}
_WAYS = {"河": "he", "沙": "sha", "滩": "tan", "关": "guan", "营": "ying", "口": "kou"}
_KINDS = (("小区", "苑", "yuan"), ("小区", "家园", "jiayuan"), ("小区", "花园", "huayuan"), ("小区", "小区", "xiaoqu"),
          ("小区", "公寓", "gongyu"), ("小区", "里", "li"), ("院", "家属院", "jiashu"),
          ("巷", "巷", "xiang"))  # fmt: skip

OF_DISTRICT = {
    "供水": ("供水公司", "企业", "自来水、水压、水表"), "供热": ("供热公司", "企业", "暖气热不热、供热管道"),
    "住建": ("住建局", "部门", "老旧小区改造、加装电梯、物业监管"), "水务": ("水务局", "部门", "二次供水、排水管网"),
    "城管": ("城管局", "部门", "路灯、井盖、油烟、占道、垃圾清运"), "民政": ("民政局", "部门", "高龄补贴、养老服务"),
    "人社": ("人社局", "部门", "就业、社保认证"), "交警": ("交警大队", "部门", "停车、标线、路口"),
    "公交": ("公交公司", "企业", "公交站牌、候车亭"), "燃气": ("燃气公司", "企业", "燃气管道、安检"),
    "通信": ("通信公司", "企业", "宽带、基站、通信线"), "环保": ("生态环境局", "部门", "噪音、油烟"),
    "资规": ("自然资源局", "部门", "不动产登记、规划"),
}  # fmt: skip
"""Role → short name after the district's, level, duty."""
OF_STREET = {
    "派出所": ("派出所", "部门", "治安、居住证、养狗的证"), "供电": ("供电所", "部门", "停电、电表、线路"),
    "消防": ("消防站", "部门", "消防通道、充电安全检查"), "市监": ("市场监管所", "部门", "电梯、摊点、价格"),
    "卫生": ("卫生服务中心", "部门", "量血压、问用药、上门看护"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estate:
    """Where people live. `company`: the unit that looks after it, if there is one; `warden`: the post of its grid."""

    name: str
    code: str
    level: str
    households: int
    buildings: Sequence[str]
    company: str
    grid: str

    @property
    def warden(self) -> str:
        return f"{self.name}网格员"


@dataclass(frozen=True, slots=True)
class Community:
    """`mark`: with what the ids of its cases begin; `roles`: who acts there in which role."""

    name: str
    code: str
    mark: str
    street: str
    estates: Sequence[Estate]
    grids: Sequence[str]
    roles: Mapping[str, str]

    @property
    def households(self) -> int:
        return sum(each.households for each in self.estates)

    @property
    def helper(self) -> str:
        return f"{self.name}代办员"


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    code: str
    communities: Sequence[Community]


@dataclass(frozen=True, slots=True)
class Town:
    streets: Sequence[Street]

    @property
    def communities(self) -> Sequence[Community]:
        return [each for street in self.streets for each in street.communities]

    @property
    def whole(self) -> str:
        """The place that the portal is about: a community, a street or the district."""
        if len(self.streets) > 1:
            return DISTRICT
        street = self.streets[0]
        return street.name if len(street.communities) > 1 else street.communities[0].name


LARGEST = 300_000
"""For more cases there are not enough names."""


def found(cases: int, chance: random.Random) -> Town:
    """A town of the size that has so many cases in three years."""
    wanted = max(1, round(cases / CASES_PER_COMMUNITY))
    names = _names(_TREES, _SPOTS, chance)
    homes = _homes(chance)
    streets = list[Street]()
    for stem, code in islice(_names(_WATERS, _WAYS, chance), -(-wanted // COMMUNITIES_PER_STREET)):
        count = min(COMMUNITIES_PER_STREET, wanted - COMMUNITIES_PER_STREET * len(streets))
        roles = {role: f"{DISTRICT}{each[0]}" for role, each in OF_DISTRICT.items()}
        roles |= {role: f"{stem}{each[0]}" for role, each in OF_STREET.items()}
        roles["街道"] = f"{stem}街道"
        members = [_community(*next(names), roles, homes, chance) for _ in range(count)]
        streets.append(Street(f"{stem}街道", f"{code}-jiedao", members))
    return Town(streets)


def _names(first: Mapping[str, str], second: Mapping[str, str], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Names of two signs with their codes, no code twice."""
    made = {one[1] + two[1]: one[0] + two[0] for one, two in product(first.items(), second.items())}
    codes = list(made)
    chance.shuffle(codes)
    return ((made[code], code) for code in codes)


def _homes(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Level, name and code of estates."""
    made = [
        (level, stem + ending, f"{code}-{sound}")
        for (stem, code), (level, ending, sound) in product(_names(_MOODS, _LIGHTS, chance), _KINDS)
    ]
    chance.shuffle(made)
    return iter(made)


def _community(
    stem: str, code: str, roles: Mapping[str, str], homes: Iterator[tuple[str, str, str]], chance: random.Random
) -> Community:
    name = f"{stem}社区"
    grids = [f"{stem}第{number}网格" for number in "一二三"]
    estates: list[Estate] = []
    for level, each, sound in islice(homes, chance.randint(6, 9)):
        high = {"小区": 12, "院": 4, "巷": 0}[level]
        buildings = [f"{number}号楼" for number in range(1, chance.randint(high // 3, high) + 1)]
        households = sum(chance.randint(40, 140) for _ in buildings) or chance.randint(50, 160)
        company = f"{each}物业" if level == "小区" else ""
        estates.append(Estate(each, sound, level, households, buildings, company, grids[len(estates) % 3]))
    # Two letters for each sign, so that no two communities share a mark.
    mark = (_TREES[stem[0]][:2] + _SPOTS[stem[1]][:2]).upper()
    return Community(name, code, mark, roles["街道"], estates, grids, roles)
