"""Chinese names, as far as a rule can know one: a surname, and what cannot be a name."""

import re
from collections.abc import Sequence

HAN = "[\u4e00-\u9fff]"


def either(words: str) -> str:
    """A regular expression for one of several words, the longer ones first."""
    return f"(?:{choice(words)})"


def choice(words: str) -> str:
    """The same within a wider choice."""
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


_DOUBLE = "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 端木 呼延"
# The common ones, without those that are everyday words as well (从 有 向 高 常 时 …).
_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗俞任袁"
    "柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬傅皮卞齐康伍余卜顾孟黄穆萧尹姚邵汪祁毛禹狄贝臧伏戴宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻贾娄童颜郭梅盛林刁钟徐邱骆夏蔡田樊胡凌霍虞柯管卢莫房裘缪宗丁宣邓洪包诸左石崔吉龚程嵇邢裴陆荣翁"
    "荀羊惠甄曲封储靳段焦巴牧谷车侯宓蓬仰仲宫宁仇栾甘厉戎祖武符刘景詹束龙叶黎薄印宿白蒲邰鄂索咸籍赖卓蔺屠蒙池乔"
    "胥苍闻莘翟谭贡姬申冉宰郦桑桂濮牛边扈燕冀郏浦尚农柴瞿阎连慕茹宦艾鱼戈廖庾终暨衡耿匡寇阙东欧殳沃蔚隆师巩聂晁敖"
    "融冷訾辛阚简饶曾沙鞠丰关蒯荆红游竺权盖桓肖付覃闫涂仝苟岳帅缑亢况谌尕扎"
)
_ALSO_WORDS = "高方安江文万单司云米井郁阳温常于"
"""Surnames that are words as well: believed only before a title."""
SURNAME = rf"(?:{_DOUBLE.replace(' ', '|')}|[{_SINGLE}])"

TITLE = either(
    "女士 先生 小姐 大爷 大妈 大娘 大伯 大叔 大姐 大哥 大嫂 阿姨 奶奶 爷爷 叔叔 伯伯 婶婶 嫂子 师傅 老师 老人 老太太 老太 老汉 老伯"
    " 同学 同志 姨 叔 婶 嫂 姐 哥"
)

TITLED = rf"(?:{SURNAME}{HAN}{{0,2}}{TITLE}|[{_ALSO_WORDS}]{TITLE}|{HAN}某某|[{_SINGLE}{_ALSO_WORDS}]某|(?<!{HAN})[老小]{SURNAME}(?!区))"
"""王大爷, 李建国先生, 张某某, 老赵."""

# Words that begin like a name.
_WORD = re.compile(
    either(
        "张罗 张贴 张嘴 张开 张望 张口 李子 何时 何处 何人 何必 何况 何等 何种 任何 任意 任务 任由 任职 任凭 施工 周边 周围 周末 周一 周二"
        " 周三 周四 周五 周六 周日 周知 周到 许多 许可 金额 金融 金银 毛病 毛巾 雷雨 雷电 雷锋 石头 石板 石墩 白天 白色 白条 马上 马路 马桶"
        " 康复 田地 林地 林木 包括 包含 包装 左右 左侧 项目 席位 季度 江边 牛奶 房屋 房子 房产 房间 房顶 房东 房租 史上 章程 宣传 宣布 申请"
        " 申报 申诉 申领 余下 余款 余额 尤其 严重 严格 严厉 严查 华丽 符合 祝福 祝贺 祝愿 祝寿 贺信 贺卡 纪律 纪念 简单 简易 程序 程度 陈述"
        " 陈旧 谢谢 顾虑 顾及 权利 权益 卫生 费用 农民 农村 车辆 车上 连续 连夜 关于 关心 关注 关系 管理 管道 师傅 丰富 边上 东侧 东户 红色"
        " 游戏 盖章 付款 付出 曾经 曾因 曾有 代表 范文 范围 宿舍 温馨 盛装 印章 索要 束手 荣誉 惠民 康养 武装 封闭 储存 东边 席间 牧民 冷水"
        " 简历 融资 洪水 宗旨 石油 诸多 吉祥 龙头 宁静 白内 白血 雷同 毛坯 金婚 黄金 章节 童年 梅雨 夏天 夏季 施救 舒适 舒缓 林业 管委"
        " 池塘 桂花 祖父 祖母 祖孙 康宁 安置 尚未 尚无 尚有 单位 沙发 沙子 厉害 莫名 辛苦 终于 终身 况且 隆重 宫颈 季节 蓝色 包户 包联 边缘"
        " 闻讯 闻到 闻见 闻听 关好 连声 曾是 陆续 连日 钱款 甘愿 游玩 连连 简直 毕竟 曾向 游客 封斋 沙滩 车票 管部 全身 齐全 房主 付费 关爱 关节 白癜 牛皮 荨麻 麻木 麻将 麻烦 马蹄 曲张 平时 左腿 左手 左眼 左脚 左耳 右腿 余名 余人 余位 余户"
    )
)
_WORD_END = re.compile(
    ".*"
    + either(
        "老人 医生 护士 大夫 主任 书记 队长 经理 居民 人员 工人 职工 家人 家属 患者 群众 成员 先生 女士 学生 孩子 儿子 女儿 母亲 父亲 妻子 丈夫 老伴 代表 委员 干部 党员 一家 夫妇"
        " 夫妻 业主 住户 村民 本人 有人 对象 病人 的人 儿童 少年 青年 妇女 男子 女子 大爷 大妈 同学 同志 师傅 长期 常年 以来 因病 多年 已经 曾经"
        " 突然 不幸 去年 今年 前年 当时 目前 社区 小区 物业"
    )
    + r"\Z"
)


def is_name(words: str) -> bool:
    """Whether words that begin with a surname could be a full name."""
    return not _WORD.match(words) and not _WORD_END.match(words)


def full_name_at_end(text: str) -> int | None:
    """Where the full name begins that a text ends with, if it does."""
    for length in _LENGTHS:
        words = text[-length:]
        before = text[:-length]
        if len(words) == length and _FULL.fullmatch(words) and is_name(words) and _BEFORE_NAME.search(before):
            return len(text) - length
    return None


_LENGTHS: Sequence[int] = (4, 3, 2)
_FULL = re.compile(f"{SURNAME}{HAN}{{1,2}}")
# Within a run of Han only some words are followed by a name; elsewhere two or three of them are part of a word.
_BEFORE_NAME = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[知说到为是叫户名]|"
    + either(
        "居民 业主 住户 当事人 老人 村民 租户 房东 户主 患者 病人 学生 儿童 家长 群众 反映人 其中 反映 对象 职工 孤儿 党员 男孩 女孩 求助人 申请人"
    )
    + r")\Z"
)
