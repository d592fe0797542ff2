"""Persons in a sentence: names after a cue, and what must not stand beside one: health, childhood.

No rule knows a Chinese name for sure, so a name is only a reminder. Health or a child's age beside a
person is more than a name.
"""

import re
from collections.abc import Iterator

from generator.privacy.lines import Finder, Stretch
from generator.privacy.names import HAN, SURNAME, TITLED, choice, either, full_name_at_end, is_name

_CUE = either(
    "居民 业主 住户 当事人 申请人 报事人 投诉人 求助人 签收人 低保户 租住户 老党员 老人 村民 租户 房东 户主 租客 患者 病人 学生 家长 群众"
)
_NO_GIVEN = either(
    "女士 先生 小姐 大爷 大妈 大娘 大伯 大叔 大姐 大哥 大嫂 老太 老汉 老伯 老人 阿姨 奶奶 爷爷 叔 伯 婶 师傅 老师 某 家 的 和 与 说 主任 书记 经理 所长 科长 医生"
)
_BEHIND = (
    r"(?=[，。！？；：、,.!?;:）)」』”’\]】（(\s]|$|"
    + either(
        "等 说 反映 表示 告诉 介绍 家 住 来 在 向 对 给 把 和 与 及 的 是 为 称 提出 拨打 致电 投诉 拿 带 从 因 想 要 被 就 也 又 还 今年 一家"
        " 夫妇 夫妻 老人 大爷 大妈 女士 先生 身患 患 突然 每天 已 正 回 到 送 高兴 激动 感 名叫"
    )
    + ")"
)
_NAME = re.compile(
    rf"{_CUE}们?[ ]?(?:[是为叫][ ]?|名叫|[：:“\"（(])?(?P<name>{SURNAME}(?!{_NO_GIVEN})(?:{HAN}{{1,2}}?{_BEHIND}|(?![一两几每这那各]){HAN}{{2}}))"
)

_PERSON = re.compile(TITLED)
_SENTENCE = re.compile(r"[。！？；\n]")

# Each way begins with a letter, and no group: then it is looked for much faster.
_IN_HOSPITAL = "住院(?!报销|费|楼|部|押金|医保|手续|登记|补)"
_SURGERY = f"了?{HAN}{{0,4}}手术"
_ILL = re.compile(
    r"患(?<![隐水后灾祸]患)(?:有|上|了)?(?![者难得失处])|"
    + choice(
        "确诊 癌 肿瘤 尘肺 抑郁 躁郁 甲状腺 前列腺 白内障 痛风 带状疱疹 耳聋 梅毒 性病 吸毒 美沙酮 酒精依赖 自杀 自残 做了试管 试管婴儿 白血病 糖尿病 高血压 心脏病 冠心病 心梗 脑梗 脑出血 中风 瘫痪 偏瘫 截瘫 瘫在床 卧床 半身不遂"
        " 不能自理 抑郁症 焦虑症 精神病 精神障碍 精神分裂 精神类药 自闭症 艾滋 HIV 肝炎 乙肝 肝硬化 肺结核 慢阻肺 尿毒症 透析 衰竭 癫痫 痴呆 阿尔茨海默"
        " 帕金森 坏死 类风湿 红斑狼疮 截肢 失明 失聪 聋哑 流产 怀孕 化疗 放疗 搭桥 心脏支架 病史 病历 病危 智力残疾 肢体残疾 精神残疾 视力残疾 听力残疾"
        " 言语残疾 一级残疾 二级残疾 三级残疾 四级残疾"
    )
    + rf"|得了?{HAN}{{1,6}}[病癌症]|生病{_IN_HOSPITAL}|因病{_IN_HOSPITAL}|{_IN_HOSPITAL}|做{_SURGERY}|动{_SURGERY}"
)
_ILL_ONE = re.compile(rf"(?:患者|病人|的)?(?P<who>{TITLED})")
# What may stand between a full name and the illness.
_SO = re.compile(
    either(
        "， 、 （ ( ： 因 因为 由于 被 为 去年 今年 前年 近日 长期 常年 自幼 早年 多年 一直 也 已 已经 正 正在 刚 刚做完 才 是 有 严重 严重的 每周 每月"
        " 双目 双耳 右腿 左腿 双腿 下肢 上肢 生活 肢体 精神 智力 查出 诊断出 得了 得 不幸 突然 了 患 患有 身患 身 还 又 曾 检查出 诊断为 装 装了 服用 做"
        " 在 从 腿部 股骨头 老年 肾 先天性 急性 脑"
    )
    + r"\Z"
)
_HELPS = re.compile(
    r"门诊|义诊|讲座|预防|筛查|宣传|知识|政策|[测量]\Z|义务|志愿|医生|护士|大夫|咨询|[问讲]|筛|为|给|帮|替|照顾|护理|慰问|看望|走访|关心|服务|住宅"
)

_TAUGHT = re.compile(
    f"{HAN}{{0,2}}" + either("筛查 防治 讲座 知识 门诊 义诊 检查 预防 早筛 康复站 报销 护理费 补贴 家庭")
)

_NOT_MORE = r"(?<![0-9.．一二三四五六七八九十百几两\-－—–~～至到或、])"
_AGE = rf"{_NOT_MORE}(?:[1-9]|1[0-7]|[一二三四五六七八九]|十[一二三四五六七]?)[ ]?周?岁半?(?![以之上下]|及|左右)"
_GRADE = r"(?:幼儿园[大中小]班|[大中小]班|小升初|毕业班|[一二三四五六][(（][0-9]{1,2}[)）]班|(?:小学|初中|高中)[一二三四五六]年级|[一二三四五六]年级|小学(?!门口|旁|附近|周边|对面|路口)|初[一二三中]|高[一二三中](?!路)|幼儿园(?!门口|旁|附近|周边|对面|路口))"
_YOUNG = re.compile(
    rf"{_AGE}|(?:在读|就读于?{HAN}{{0,8}}?|正在?[上读]|今年[上读]|[上读]|是|，|在{HAN}{{0,8}}?){_GRADE}(?:{HAN}{{0,4}}班)?(?:学生)?"
)
_AGED = re.compile(either("， （ ( 今年 现年 年仅 才 刚满 未满 男 女 是 在 也 已 已经 今年刚") + r"\Z")
_CHILD = either(
    "儿子 女儿 小子 丫头 姑娘 娃 宝宝 双胞胎 弟弟 妹妹 男孩 女孩 孙子 孙女 外孙 外孙女 孩子 侄子 侄女 外甥 外甥女 小孩 娃 小儿子 小女儿"
)
_LITTLE = rf"小(?![区学朋孩宝侄姑伙组时男女孙]){HAN}"
_KIN = re.compile(rf"{TITLED}(?:家|家里|夫妇|带|有)?[^，。！？；\n]{{0,4}}?{_CHILD}[^。！？；\n]{{0,8}}\Z")
_YOUNG_ONE = re.compile(
    rf"{_AGE}的?(?:男孩|女孩|男童|女童|学生|小朋友|孩子|儿童)?"
    rf"(?:{_LITTLE}{_BEHIND}|{SURNAME}某某?|(?P<name>{SURNAME}(?!{_NO_GIVEN}){HAN}{{1,2}}?){_BEHIND})"
)
_MASKED = re.compile(rf"(?:{HAN}某某|{SURNAME}某|(?:^|(?<!{HAN})|(?<=男孩)|(?<=女孩)|(?<=孩子)|(?<=学生)){_LITTLE})\Z")


def _names(text: str) -> Iterator[Stretch]:
    for found in _NAME.finditer(text):
        if is_name(found["name"]):
            yield "姓名", found["name"], found.start("name"), found.end("name")


def _ill(text: str) -> Iterator[Stretch]:
    for found in _ILL.finditer(text):
        if _TAUGHT.match(text, found.end()):
            continue
        start = _who_is_ill(_clause(text, found.start()))
        end = found.end()
        if start is None:
            behind = _ILL_ONE.match(text, end)
            if not behind:
                continue
            start, end = 0, behind.end()
        yield _told("健康", text, found.start() - start, end)


def _young(text: str) -> Iterator[Stretch]:
    for found in _YOUNG.finditer(text):
        back = _who_is_young(_clause(text, found.start()))
        if back is not None:
            yield _told("未成年人", text, found.start() - back, found.end())
    for found in _YOUNG_ONE.finditer(text):
        if not found["name"] or is_name(found["name"]):
            yield _told("未成年人", text, found.start(), found.end())


def _told(kind: str, text: str, start: int, end: int) -> Stretch:
    return kind, "".join(text[start:end].split()), start, end


def _clause(text: str, end: int) -> str:
    """What stands before a word in its sentence, as far as it may concern it."""
    return _SENTENCE.split(text[max(0, end - 24) : end])[-1]


def _who_is_ill(before: str) -> int | None:
    """How many characters before the illness somebody is named."""
    named = [each for each in _PERSON.finditer(before) if not _HELPS.search(before[each.start() :])]
    if named:
        return len(before) - named[-1].start()
    return _full_name(before, _SO)


def _who_is_young(before: str) -> int | None:
    """How many characters before the age or the class a child is named."""
    kin = _KIN.search(before)
    if kin:
        return len(before) - kin.start()
    bare = _stripped(before, _AGED)
    little = _MASKED.search(bare)
    if little:
        return len(before) - little.start()
    return _full_name(before, _AGED)


def _full_name(before: str, fillers: re.Pattern[str]) -> int | None:
    start = full_name_at_end(_stripped(before, fillers))
    return None if start is None else len(before) - start


def _stripped(text: str, fillers: re.Pattern[str]) -> str:
    while found := fillers.search(text):
        text = text[: found.start()]
    return text


# What a line must have (see `marks`).
_YOUNG_SIGN = re.compile(
    "岁(?<=[0-9一二三四五六七八九十周 ]岁)|班(?<=[大中小业)）]班)|年级|小升初|小学|幼儿园|初[一二三中]|高[一二三中]"
)

FINDERS = (
    Finder(_names, _NAME),
    Finder(_ill, _ILL),
    Finder(_young, _YOUNG_SIGN),
)
