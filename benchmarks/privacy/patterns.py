"""Ordinary sentences made from patterns.txt: the same seed, the same sentences; none of them names anybody."""

import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
LISTS: dict[str, tuple[str, ...]] = {
    "日": ("{年}年{1-12}月{1-28}日", "{年}-0{1-9}-{10-28}", "{1-12}月{1-28}日", "{年}.1{0-2}.{10-28}", "{1-12}月底",
          "{年}/{1-12}/{1-28}", "{年}0{1-9}{10-28}", "本周{一|三|五}", "{年}年{1-12}月"),
    "时": ("{8-21}:{10-59}", "{8-21}点", "上午{8-11}时", "{8-21}：{10-59}", "{8-21}时{10-59}分"),
    "年": ("2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"),
    "文": ("国发〔{年}〕{1-60}号", "内政办发〔{年}〕{1-200}号", "呼建函[{年}]{1-300}号", "民发（{年}）{1-99}号",
          "赛街办〔{年}〕第{1-99}号"),
    "热线": ("12345", "110", "119", "120", "95598", "96116", "967788", "12333", "12393", "12315", "12348", "96333",
           "400-820-0000", "4006500000", "95533", "12320"),
    "司": ("城发建设有限公司", "万家和物业服务有限责任公司", "通力电梯有限公司", "华润燃气集团", "富泰热力股份有限公司",
          "春华水务公司", "张氏装饰工程有限公司", "李记餐饮店"),
    "楼": ("{1-28}号楼", "{1-28}栋", "{1-28}幢", "{大}座", "{一|二|三|五|六}号楼", "{1-28}#楼", "维邦佳园{1-28}号楼"),
    "事": ("楼道灯不亮", "暖气不热", "下水堵塞", "水压不足", "违停占道", "垃圾清运不及时", "外墙脱落", "飞线充电",
          "路面破损", "噪声扰民", "电梯停运"),
    "处": ("供水公司", "区住建局", "街道办事处", "社区居委会", "供热公司", "综合执法局", "交管大队", "区民政局",
          "物业公司"),
    "案": ("SY-{年}-{d3}", "WQ-{年}-{d3}", "HH-{年}-{d4}", "XN-{d2}"),
    "银行": ("工商银行", "建设银行", "农业银行"),
    "大": tuple("ABCDEFGHJKLMNPQRSTUVWXYZ"),
    "小": tuple("abcdef"),
}  # fmt: skip


def fill(pattern: str, random: Random) -> str:
    """The pattern with a value in every slot; values may hold slots themselves."""

    def value(slot: re.Match[str]) -> str:
        word = slot[1]
        if word in LISTS:
            return fill(random.choice(LISTS[word]), random)
        if digits := re.fullmatch(r"d(\d+)", word):
            return "".join(random.choices("0123456789", k=int(digits[1])))
        if ends := re.fullmatch(r"(-?\d+)-(-?\d+)", word):
            return str(random.randint(int(ends[1]), int(ends[2])))
        if "|" in word:
            return random.choice(word.split("|"))
        raise ValueError(f"no such slot: {word}")

    return re.sub(r"\{([^{}]+)\}", value, pattern)


def read(name: str) -> list[str]:
    """The lines of a file beside this one, without comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def sentences(seed: int = 20251103, count: int = 2_000) -> Iterator[str]:
    """`count` sentences, the patterns in turn."""
    random = Random(seed)
    for pattern in islice(cycle(read("patterns.txt")), count):
        yield fill(pattern, random)
