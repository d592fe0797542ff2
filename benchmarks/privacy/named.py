"""Sentences about the health or the age of a *named* person, made from parts; and the ways to name somebody.

The span is the whole clause from the name to the end of what is told of them: where exactly a finder lays its marks
inside is its own affair, a finding that touches the clause counts.
"""

from benchmarks.privacy.identifiers import Oracle

TITLES = ("大爷", "大妈", "奶奶", "爷爷", "阿姨", "叔叔", "大娘", "大姐", "大哥", "女士", "先生", "师傅", "老师",
          "老人", "老太太", "婶", "伯伯")  # fmt: skip

ILLNESS = (
    "患{illness}", "患有{illness}", "患{illness}多年", "得了{illness}", "得{illness}三年了", "被确诊为{illness}",
    "去年查出{illness}", "确诊{illness}", "因{illness}住院", "因{illness}卧床", "身患{illness}", "有{illness}病史",
    "长期患有{illness}", "患有严重的{illness}", "，患{illness}，行动不便", "（{illness}患者）", "是{illness}患者",
    "因患{illness}失去劳动能力", "去年得了{illness}，花光了积蓄", "{illness}复发", "今年诊断出{illness}",
    "因{illness}做了手术", "查出得了{illness}",
)  # fmt: skip
ILLNESSES = ("糖尿病", "高血压", "肺癌", "乳腺癌", "脑梗", "脑梗死", "尿毒症", "精神分裂症", "抑郁症",
             "心脏病", "冠心病", "白血病", "肝硬化", "帕金森病",
             "阿尔茨海默病", "老年痴呆", "癫痫", "肺结核", "乙肝", "艾滋病", "股骨头坏死",
             "类风湿", "脑出血", "胃癌", "红斑狼疮", "焦虑症", "慢阻肺", "肾衰竭")  # fmt: skip
STATES = (
    "瘫痪在床", "常年卧床", "半身不遂", "双目失明", "偏瘫三年", "正在化疗", "每周透析三次", "右腿截肢", "生活不能自理",
    "是二级残疾", "肢体残疾二级", "精神残疾三级", "，聋哑人", "做了心脏搭桥手术", "刚做完化疗", "流产后在家休养",
    "中风后说话不清", "下肢瘫痪", "瘫在床上五年了", "截瘫", "装了心脏支架", "长期服用精神类药物", "双耳失聪",
    "智力残疾",
)  # fmt: skip

AGES = (
    "，{age}岁", "，今年{age}岁", "今年{age}岁", "（{age}岁）", "({age}岁)", "年仅{age}岁", "才{age}岁", "刚满{age}岁",
    "，男，{age}岁", "，女，{age}岁", "，{han}岁", "今年{han}岁了", "{age}岁，上{grade}", "，{wide}岁", "，{age}周岁",
    "，{age} 岁", "，未满{age}岁",
)  # fmt: skip
SCHOOLS = (
    "在读{grade}", "上{grade}", "，{grade}学生", "，就读于附近小学{grade}", "今年上{grade}", "读{grade}",
    "正在上{grade}", "是{grade}学生",
)  # fmt: skip
GRADES = ("小学三年级", "小学一年级", "初二", "初中一年级", "五年级", "幼儿园中班", "幼儿园大班", "初三", "六年级")
CHILDREN = ("的儿子", "的女儿", "的孙子", "的孙女", "的外孙", "家孩子", "家的小孩", "的小儿子")
HAN = "零一二三四五六七八九十"


def titled(oracle: Oracle) -> str:
    """王大爷, 老李 is left out: a surname with a title."""
    return oracle.surname() + oracle.pick(TITLES)


def masked(oracle: Oracle) -> str:
    """张某某: still somebody when told together with age or illness in a small community."""
    return oracle.surname() + "某某"


def full(oracle: Oracle) -> str:
    """A full name, after a cue half of the time: without one only what follows tells that it is a name."""
    return oracle.pick(("居民", "业主", "老人", "住户", "", "", "", "辖区居民")) + oracle.name()


NAMED = {"姓加称呼": titled, "姓加某某": masked, "全名": full}


def health(name: str, form: str, oracle: Oracle) -> str:
    return name + form.format(illness=oracle.pick(ILLNESSES))


def minor(name: str, form: str, oracle: Oracle) -> str:
    age = oracle.random.randrange(1, 11)
    words = {
        "age": age if oracle.random.random() < 0.8 else oracle.random.randrange(11, 18),
        "han": HAN[age], "wide": "０１２３４５６７８９"[age] if age < 10 else "１０", "grade": oracle.pick(GRADES),
    }  # fmt: skip
    return name + form.format(**words)


def own(oracle: Oracle) -> str:
    """A child's own full name, with or without a cue."""
    return oracle.pick(("居民", "学生", "儿童", "小学生", "")) + oracle.name()


def kin(oracle: Oracle) -> str:
    """The child of somebody who is named."""
    return titled(oracle) + oracle.pick(CHILDREN)


CHILD = {"姓加称呼的孩子": kin, "姓加某某": masked, "全名": own}
