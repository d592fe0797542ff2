"""Private identifiers in all the ways people write them, in sentences of records: what a finder must find.

`samples(seed, count)` goes round all pairs of kind and spelling, so that a rare spelling counts as a common one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from benchmarks.privacy import addresses, named
from benchmarks.privacy.digits import BEYOND, PREFIXES, WAYS, Way
from benchmarks.privacy.identifiers import Oracle

Make = Callable[[Oracle], str]


@dataclass(frozen=True)
class Sample:
    """A text, and the span in it that nobody may publish. `beyond`: a spelling that no test counts."""

    kind: str
    spelling: str
    text: str
    start: int
    end: int
    beyond: bool = False

    def shown(self) -> str:
        """The text with its span marked, as the fixtures write it."""
        return f"{self.text[: self.start]}⟦{self.text[self.start : self.end]}⟧{self.text[self.end :]}"


@dataclass(frozen=True)
class Recipe:
    """How to make the value of a sample, and which carriers may hold it."""

    kind: str
    spelling: str
    make: Make
    carriers: tuple[str, ...]
    beyond: bool = False


@lru_cache
def carriers() -> dict[str, list[str]]:
    """The sentences of carriers.txt by what they fit."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "carriers.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fits, sentence = line.split("\t", 1)
            found.setdefault(fits, []).append(sentence.replace("\\n", "\n").replace("\\{", "{").replace("\\}", "}"))
    return found


LOOSE = ("照写", "全角数字", "零宽字符", "幺三八零", "大写数字")  # spellings that stay whole beside other digits
UNLIKELY_QQ = ("分组斜线", "括号", "分组长横", "逐字顿号", "汉字分组", "换行缩进")


def by_digits(kind: str, number: Callable[[Oracle], str], fits: tuple[str, ...], alone: bool) -> Iterator[Recipe]:
    """A row of digits in every way; `alone`: the row is known by its form, without a cue word."""

    def made(way: Way) -> Make:
        return lambda oracle: way(number(oracle), oracle)

    for beyond, ways in ((False, WAYS), (True, BEYOND)):
        for name, way in ways.items():
            where = fits + (("通", *(("独",) if name in LOOSE else ())) if alone else ())
            yield Recipe(kind, name, made(way), where, beyond or (kind == "QQ号" and name in UNLIKELY_QQ))


def prefixed() -> Iterator[Recipe]:
    """A mobile number after the country's code."""

    def made(prefix: str, way: Way) -> Make:
        return lambda oracle: prefix + way(oracle.mobile(), oracle)

    for name, prefix in PREFIXES.items():
        yield Recipe("手机号", name, made(prefix, WAYS["照写"]), ("通", "手机号"))
    for name in ("分组空格", "分组短横", "全角数字", "逐字空格"):
        yield Recipe("手机号", f"+86 {name}", made("+86 ", WAYS[name]), ("通", "手机号"))


def plates() -> Iterator[Recipe]:
    def either(oracle: Oracle) -> str:
        return oracle.plate() if oracle.random.random() < 0.6 else oracle.green_plate()

    def joined(joint: str, make: Make = either) -> Make:
        def way(oracle: Oracle) -> str:
            plate = make(oracle)
            return plate[:2] + joint + plate[2:]

        return way

    def changed(change: Callable[[str], str]) -> Make:
        return lambda oracle: change(either(oracle))

    wide = str.maketrans({code: chr(code + 0xFEE0) for code in (*range(48, 58), *range(65, 91))})
    forms: dict[str, Make] = {
        "京A12345": oracle_plate, "京AD12345": lambda oracle: oracle.green_plate(),
        **{f"京A{joint}12345": joined(joint) for joint in ("·", "-", " ", ".", "•", "・", "—", "－", "\u3000", "：")},
        "京 A12345": changed(lambda plate: f"{plate[0]} {plate[1:]}"),
        "京 A 12345": changed(lambda plate: f"{plate[0]} {plate[1]} {plate[2:]}"),
        "京-A-12345": changed(lambda plate: f"{plate[0]}-{plate[1]}-{plate[2:]}"),
        "小写": changed(str.lower), "全角": changed(lambda plate: plate.translate(wide)),
        "逐字空格": changed(" ".join), "逐字星号": changed("*".join), "逐字短横": changed("-".join),
        "零宽字符": changed("\u200b".join), "强调记号": changed(lambda plate: f"{plate[:2]}**{plate[2:]}**"),
        "实体": changed(lambda plate: plate[:2] + "".join(f"&#{ord(c)};" for c in plate[2:])),
        "换行": changed(lambda plate: f"{plate[:2]}\n{plate[2:]}"),
        "挂车": lambda oracle: oracle.plate()[:6] + "挂", "学车": lambda oracle: oracle.plate()[:6] + "学",
    }  # fmt: skip
    for name, make in forms.items():
        yield Recipe("车牌", name, make, ("通", "车牌"))


def oracle_plate(oracle: Oracle) -> str:
    return oracle.plate()


def written(
    kind: str, make: Make, fits: tuple[str, ...], forms: dict[str, Callable[[str], str]], beyond: bool = False
) -> Iterator[Recipe]:
    def made(change: Callable[[str], str]) -> Make:
        return lambda oracle: change(make(oracle))

    for name, change in forms.items():
        yield Recipe(kind, name, made(change), fits, beyond)


WIDE = str.maketrans({code: chr(code + 0xFEE0) for code in range(33, 127)})
LETTERS: dict[str, Callable[[str], str]] = {
    "照写": str, "大写": str.upper, "全角": lambda text: text.translate(WIDE), "零宽字符": "\u200b".join,
    "十进制实体": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "十六进制实体": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "强调记号": lambda text: f"**{text[:3]}**{text[3:]}",
}  # fmt: skip
MAIL: dict[str, Callable[[str], str]] = {
    **LETTERS, "逐字空格": " ".join,
    "全角＠": lambda text: text.replace("@", "＠"), "@两边空格": lambda text: text.replace("@", " @ "),
    "（at）": lambda text: text.replace("@", "（at）"), "(at)": lambda text: text.replace("@", "(at)"),
    "[at]": lambda text: text.replace("@", "[at]"), " at ": lambda text: text.replace("@", " at "),
    "#代@": lambda text: text.replace("@", "#"), "@实体": lambda text: text.replace("@", "&#64;"),
    "@换行": lambda text: text.replace("@", "@\n"),
    "at和dot": lambda text: text.replace("@", " AT ").replace(".", " DOT "),
    "点写成汉字": lambda text: text.replace(".", "点"), "中文句点": lambda text: text.replace(".", "。"),
}  # fmt: skip
CODES: dict[str, Callable[[str], str]] = {
    "照写": str, "小写": str.lower, "全角": lambda text: text.translate(WIDE), "零宽字符": "\u200b".join,
    "空格": lambda text: f"{text[0]} {text[1:]}", "分组": lambda text: f"{text[:3]} {text[3:6]} {text[6:]}",
    "逐字空格": " ".join, "短横": lambda text: f"{text[:1]}-{text[1:]}",
    "实体": lambda text: "".join(f"&#{ord(c)};" for c in text),
}  # fmt: skip
LAND: dict[str, Callable[[str], str]] = {
    "照写": str, "无短横": lambda text: text.replace("-", ""), "空格": lambda text: text.replace("-", " "),
    "括号": lambda text: "({}){}".format(*text.split("-")),
    "全角括号": lambda text: "（{}）{}".format(*text.split("-")),
    "全角": lambda text: text.translate(WIDE), "长横": lambda text: text.replace("-", "—"),
    "转": lambda text: f"{text}转801", "分组": lambda text: f"{text[:-4]} {text[-4:]}",
    "实体": lambda text: "".join(f"&#{ord(c)};" for c in text),
}  # fmt: skip
WEAK_MAIL = {"#代@", "点写成汉字", "中文句点"}


def homes() -> Iterator[Recipe]:
    def made(form: str, wide: bool) -> Make:
        return lambda oracle: addresses.address(form, oracle, wide)

    for name, form in addresses.WHOLE.items():
        yield Recipe("住址", name, made(form, False), ("通", "独", "住", "住"))
        if "&" not in form and "*" not in form and "{h" not in form:
            yield Recipe("住址", f"{name} 全角", made(form, True), ("通", "独", "住", "住"))
    for name, form in addresses.PART.items():
        yield Recipe("住址", name, made(form, False), ("住",))
        if "{h" not in form:
            yield Recipe("住址", f"{name} 全角", made(form, True), ("住",))


def people() -> Iterator[Recipe]:
    def told(tell: Callable[[str, str, Oracle], str], name: Make, form: str) -> Make:
        return lambda oracle: tell(name(oracle), form, oracle)

    for who, name in named.NAMED.items():
        for form in (*named.ILLNESS, *named.STATES):
            yield Recipe("健康", f"{who}＋{form}", told(named.health, name, form), ("人",))
    for who, name in named.CHILD.items():
        for form in (*named.AGES, *named.SCHOOLS):
            yield Recipe("未成年人", f"{who}＋{form}", told(named.minor, name, form), ("人",))


@lru_cache
def recipes() -> tuple[Recipe, ...]:
    """Every pair of kind and spelling."""
    return (
        *by_digits("身份证号", Oracle.resident, ("身份证号",), alone=True),
        *by_digits("身份证号（15位）", Oracle.resident15, ("身份证号",), alone=True),
        *by_digits("手机号", Oracle.mobile, ("手机号",), alone=True),
        *prefixed(),
        *by_digits("银行卡号", Oracle.card, ("银行卡号",), alone=True),
        *by_digits("QQ号", Oracle.qq, ("QQ号",), alone=False),
        *plates(),
        *written("护照", Oracle.passport, ("护照",), CODES),
        *written("护照", Oracle.new_passport, ("护照",), CODES),
        *written("护照", Oracle.permit, ("通行证",), CODES),
        *written("护照", Oracle.taiwan_permit, ("台胞证",), {k: CODES[k] for k in ("照写", "全角", "实体")}),
        *written("邮箱", Oracle.email, ("邮箱", "通"), {k: v for k, v in MAIL.items() if k not in WEAK_MAIL}),
        *written("邮箱", Oracle.email, ("邮箱",), {k: v for k, v in MAIL.items() if k in WEAK_MAIL}, beyond=True),
        *written("微信号", Oracle.wechat, ("微信号",), LETTERS),
        *homes(),
        *people(),
        *written("座机", Oracle.landline, ("座机",), LAND),
    )


def sample(recipe: Recipe, oracle: Oracle) -> Sample:
    """One sentence of a recipe, with the span of its value."""
    value = recipe.make(oracle)
    carrier = oracle.pick([sentence for fits in recipe.carriers for sentence in carriers()[fits]])
    before, after = carrier.split("{}")
    kind = recipe.kind.partition("（")[0]
    spelling = recipe.spelling + ("（15位）" if "15位" in recipe.kind else "")
    return Sample(kind, spelling, before + value + after, len(before), len(before) + len(value), recipe.beyond)


def samples(seed: int = 20251103, count: int = 20_000, beyond: bool = False) -> Iterator[Sample]:
    """`count` sentences, the recipes in turn; with `beyond` only the spellings that no test counts."""
    oracle = Oracle(seed)
    chosen = [recipe for recipe in recipes() if recipe.beyond is beyond]
    for recipe in islice(cycle(chosen), count):
        yield sample(recipe, oracle)
