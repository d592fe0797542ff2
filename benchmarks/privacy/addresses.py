"""A grammar of the ways in which people write where somebody lives.

A whole address (building, unit, room) is one anywhere; a part of one (`3-2-501`, `2单元501室`, `B座1203`) only after a
word of living, so that spellings are of two sorts and the carriers know which they take.
"""

from benchmarks.privacy.identifiers import Oracle

HAN = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789-#", "０１２３４５６７８９－＃")


def han(number: int) -> str:
    """二十三, not 二三: how a building is read."""
    if number < 10:
        return HAN[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else HAN[tens]) + "十" + (HAN[ones] if ones else "")


def read(number: int) -> str:
    """五〇一: how a room is read."""
    return "".join("〇一二三四五六七八九"[int(d)] for d in str(number))


WHOLE = {
    "3号楼2单元501室": "{b}号楼{u}单元{r}室",
    "3号楼2单元501": "{b}号楼{u}单元{r}",
    "3号楼2单元501号": "{b}号楼{u}单元{r}号",
    "3号楼2单元501户": "{b}号楼{u}单元{r}户",
    "3栋2单元501": "{b}栋{u}单元{r}",
    "3栋2单元501房": "{b}栋{u}单元{r}房",
    "3幢2单元501室": "{b}幢{u}单元{r}室",
    "3幢2门501号": "{b}幢{u}门{r}号",
    "3楼2门501": "{b}楼{u}门{r}",
    "3#楼2单元501室": "{b}#楼{u}单元{r}室",
    "3#2单元501": "{b}#{u}单元{r}",
    "3＃楼2单元501室": "{b}＃楼{u}单元{r}室",
    "第3栋第2单元501室": "第{b}栋第{u}单元{r}室",
    "3号楼二单元501室": "{b}号楼{hu}单元{r}室",
    "三号楼二单元五〇一": "{hb}号楼{hu}单元{hr}",
    "三号楼二单元五〇一室": "{hb}号楼{hu}单元{hr}室",
    "三栋二单元五楼东户": "{hb}栋{hu}单元{hf}楼{side}",
    "3号楼2单元5楼东户": "{b}号楼{u}单元{f}楼{side}",
    "3号楼2单元5层501": "{b}号楼{u}单元{f}层{r}室",
    "3号楼2单元西户": "{b}号楼{u}单元{side}",
    "空格": "{b}号楼 {u}单元 {r}室",
    "逗号": "{b}号楼，{u}单元，{r}室",
    "顿号": "{b}号楼、{u}单元、{r}室",
    "短横": "{b}号楼-{u}单元-{r}室",
    "字间空格": "{b} 号楼 {u} 单元 {r} 室",
    "换行": "{b}号楼{u}单元\n{r}室",
    "强调": "{b}号楼**{u}单元**{r}室",
    "零宽": "{b}号楼\u200b{u}单元\u200b{r}室",
    "实体": "&#51;号楼{u}单元&#{first};{rest}室",
    "B座2单元1203室": "{letter}座{u}单元{r}室",
    "A区3号楼2单元501": "{letter}区{b}号楼{u}单元{r}",
    "3号楼2单元5楼中户": "{b}号楼{u}单元{f}楼中户",
    "3号楼的2单元的501": "{b}号楼的{u}单元的{r}室",
}
PART = {
    "3-2-501": "{b}-{u}-{r}",
    "3—2—501": "{b}—{u}—{r}",
    "3－2－501": "{b}－{u}－{r}",
    "3/2/501": "{b}/{u}/{r}",
    "3#2-501": "{b}#{u}-{r}",
    "3#-2-501": "{b}#-{u}-{r}",
    "3#501": "{b}#{r}",
    "3号楼2-501": "{b}号楼{u}-{r}",
    "3栋2-501室": "{b}栋{u}-{r}室",
    "2单元501室": "{u}单元{r}室",
    "2单元501": "{u}单元{r}",
    "二单元五〇一室": "{hu}单元{hr}室",
    "3号楼501": "{b}号楼{r}",
    "3号楼501室": "{b}号楼{r}室",
    "三号楼五〇一": "{hb}号楼{hr}",
    "3栋501": "{b}栋{r}",
    "3幢501室": "{b}幢{r}室",
    "12座1203房": "{b}座{r}房",
    "B座1203": "{letter}座{r}",
    "B座1203室": "{letter}座{r}室",
    "B栋1203号房": "{letter}栋{r}号房",
    "3号楼5楼东户": "{b}号楼{f}楼{side}",
    "3号院2号楼501": "{u}号院{b}号楼{r}",
    "15号院平房3排5号": "{b}号院{u}排{f}号",
    "昭乌达路12号院3排5号": "{street}{b}号院{u}排{f}号",
    "昭乌达路86号附3号": "{street}{big}号附{u}号",
}


def values(oracle: Oracle) -> dict[str, object]:
    random = oracle.random
    building, unit, floor = random.randrange(1, 29), random.randrange(1, 6), random.randrange(1, 19)
    room = int(f"{floor}{random.randrange(1, 5):02}")
    return {
        "b": building, "u": unit, "f": floor, "r": room,
        "hb": han(building), "hu": han(unit), "hf": han(floor), "hr": read(room),
        "first": ord(str(room)[0]), "rest": str(room)[1:], "big": random.randrange(10, 300),
        "letter": random.choice("ABCDEF"), "side": random.choice(("东户", "西户", "左手", "右户", "南户", "中门")),
        "street": random.choice(("昭乌达路", "兴安南路", "桥靠西街", "学苑东街", "大学西路")),
    }  # fmt: skip


def address(form: str, oracle: Oracle, wide: bool = False) -> str:
    """One address in the given form; `wide` writes digits, dashes and # in full width."""
    text = form.format(**values(oracle))
    return text.translate(WIDE) if wide else text
