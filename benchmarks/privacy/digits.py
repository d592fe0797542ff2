"""The ways in which people write a row of digits: each a function of the row (which may end in X) and an oracle.

`GROUPS` says how a kind of number is cut into groups. Ways marked as beyond are not asked for by anyone; they are
measured apart, to know what the finder does, and no test counts them.
"""

from collections.abc import Callable

from benchmarks.privacy.identifiers import Oracle

Way = Callable[[str, Oracle], str]

PLAIN = "0123456789"
NUMERALS = {
    "全角数字": "０１２３４５６７８９",
    "一三八零": "零一二三四五六七八九",
    "一三八〇": "〇一二三四五六七八九",
    "一三八○": "○一二三四五六七八九",
    "幺三八零": "零幺二三四五六七八九",
    "幺三八洞": "洞幺两三四五六拐八勾",
    "大写数字": "零壹贰叁肆伍陆柒捌玖",
    "圈码": "⓪①②③④⑤⑥⑦⑧⑨",
}
BEYOND_NUMERALS = {
    "黑圈码": "⓿❶❷❸❹❺❻❼❽❾",
    "粗体数字": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "上标": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "繁体大写": "零壹貳參肆伍陸柒捌玖",
    "阿拉伯文数字": "٠١٢٣٤٥٦٧٨٩",
    "形近字母": "Ol23456789",
}
GROUPS = {
    11: ((3, 4, 4), (3, 8), (3, 4, 4), (4, 4, 3), (3, 3, 5)),
    15: ((6, 6, 3), (6, 9)),
    16: ((4, 4, 4, 4),),
    17: ((4, 4, 4, 5), (6, 11)),
    18: ((6, 8, 4), (3, 3, 4, 4, 4), (6, 4, 4, 4), (4, 4, 4, 6)),
    19: ((4, 4, 4, 4, 3), (6, 13)),
}


def to(table: str) -> Way:
    """Every digit replaced by its like in `table`; X stays."""
    return lambda row, _: row.translate(str.maketrans(PLAIN, table))


def grouped(joint: str) -> Way:
    """Groups as people cut them, with `joint` between."""

    def way(row: str, oracle: Oracle) -> str:
        return joint.join(cut(row, oracle))

    return way


def cut(row: str, oracle: Oracle) -> list[str]:
    sizes = oracle.random.choice(GROUPS.get(len(row), ((3, 3, len(row) - 6),)))
    parts, at = [], 0
    for size in sizes:
        parts.append(row[at : at + size])
        at += size
    return [part for part in [*parts, row[at:]] if part]


def each(joint: str) -> Way:
    return lambda row, _: joint.join(row)


def entities(form: str) -> Way:
    return lambda row, _: "".join(form.format(ord(letter)) for letter in row)


def some_entities(row: str, oracle: Oracle) -> str:
    return "".join(f"&#{ord(letter)};" if oracle.random.random() < 0.4 else letter for letter in row)


def invisible(row: str, oracle: Oracle) -> str:
    mark = oracle.random.choice("\u200b\u200c\u200d\ufeff\u2060\u00ad")
    at = oracle.random.randrange(1, len(row))
    return mark.join(row) if oracle.random.random() < 0.5 else row[:at] + mark + row[at:]


def emphasised(row: str, oracle: Oracle) -> str:
    mark = oracle.random.choice(("**", "*", "__", "`", "~~", "=="))
    start = oracle.random.randrange(1, len(row) - 2)
    end = oracle.random.randrange(start + 1, len(row))
    return row[:start] + mark + row[start:end] + mark + row[end:]


def broken(joint: str) -> Way:
    def way(row: str, oracle: Oracle) -> str:
        at = oracle.random.randrange(2, len(row) - 1)
        return row[:at] + joint + row[at:]

    return way


def mixed_numerals(row: str, oracle: Oracle) -> str:
    """Each digit in a writing of its own; never so that it is plain again."""
    tables = [PLAIN, NUMERALS["全角数字"], NUMERALS["一三八零"], NUMERALS["圈码"]]
    return "".join(oracle.random.choice(tables)[int(d)] if d in PLAIN else d for d in row)


def half_chinese(row: str, oracle: Oracle) -> str:
    at = oracle.random.randrange(2, len(row) - 2)
    return row[:at] + to(NUMERALS["一三八零"])(row[at:], oracle)


def after(first: Way, second: Way) -> Way:
    """First one way, then the other."""
    return lambda row, oracle: second(first(row, oracle), oracle)


def wide_groups(row: str, oracle: Oracle) -> str:
    return "－".join(to(NUMERALS["全角数字"])(part, oracle) for part in cut(row, oracle))


def chinese_groups(row: str, oracle: Oracle) -> str:
    joint = oracle.random.choice((" ", "，", "、", "-"))
    return joint.join(to(NUMERALS["一三八零"])(part, oracle) for part in cut(row, oracle))


def bracketed(row: str, oracle: Oracle) -> str:
    first, *rest = cut(row, oracle)
    open_, close = oracle.random.choice((("(", ")"), ("（", "）"), ("[", "]"), ("【", "】")))
    return f"{open_}{first}{close}{''.join(rest)}"


def varied_joints(row: str, oracle: Oracle) -> str:
    parts = cut(row, oracle)
    return "".join(part + oracle.random.choice((" ", "-", ".", " - ")) for part in parts[:-1]) + parts[-1]


WAYS: dict[str, Way] = {
    "照写": lambda row, _: row,
    "分组空格": grouped(" "),
    "分组两空格": grouped("  "),
    "分组全角空格": grouped("\u3000"),
    "分组不断行空格": grouped("\u00a0"),
    "分组短横": grouped("-"),
    "分组长横": grouped("—"),
    "分组连字符变体": grouped("–"),
    "分组空格短横": grouped(" - "),
    "分组点": grouped("."),
    "分组间隔号": grouped("·"),
    "分组斜线": grouped("/"),
    "分组各异": varied_joints,
    "括号": bracketed,
    **{name: to(table) for name, table in NUMERALS.items()},
    "各种数字混写": mixed_numerals,
    "前半数字后半汉字": half_chinese,
    "汉字分组": chinese_groups,
    "全角分组短横": wide_groups,
    "逐字空格": each(" "),
    "逐字星号": each("*"),
    "逐字短横": each("-"),
    "逐字点": each("."),
    "逐字顿号": each("、"),
    "逐字全角空格": each("\u3000"),
    "汉字逐字空格": after(to(NUMERALS["一三八零"]), each(" ")),
    "十进制实体": entities("&#{};"),
    "十六进制实体": entities("&#x{:x};"),
    "大写十六进制实体": entities("&#X{:X};"),
    "部分实体": some_entities,
    "实体空格": grouped("&nbsp;"),
    "零宽字符": invisible,
    "强调记号": emphasised,
    "换行": broken("\n"),
    "换行缩进": broken("\n      "),
}

BEYOND: dict[str, Way] = {
    **{name: to(table) for name, table in BEYOND_NUMERALS.items()},
    "键帽": lambda row, _: "".join(d + "\ufe0f\u20e3" if d in PLAIN else d for d in row),
    "逐字下划线": each("_"),
    "逐字斜线": each("/"),
    "反斜线转义": grouped("\\-"),
    "标签": broken("<br>"),
    "百分号编码": lambda row, _: "".join(f"%{ord(d):02X}" for d in row),
    "双重实体": entities("&amp;#{};"),
}

PREFIXES = {"+86": "+86", "+86 ": "+86 ", "+86-": "+86-", "0086": "0086", "0086-": "0086-", "86-": "86-",
            "（+86）": "（+86）", "(86)": "(86)", "＋８６": "＋８６", "86 ": "86 "}  # fmt: skip
