"""The words that residents read for the terms that staff write: one table, in one place.

A community changes them in rules.yml under 用语, by the same keys.
"""

SEALS = {
    "待答复": "记下了",
    "在办": "正在办",
    "已解决": "办好了",
    "已答复": "已答复",
    "暂不能解决": "暂时没解决",
    "已转出": "已转出",
    "并入": "并到另一件",
    "撤下": "已撤下",
}
"""The short word in the seal (印章), by face."""

SENTENCES = {
    "待答复·整句": "记下了，等答复",
    "在办·整句": "正在办",
    "已解决·整句": "办好了",
    "已答复·整句": "已经答复",
    "暂不能解决·整句": "答复了，暂时没解决",
    "已转出·整句": "已转给别的单位办",
    "并入·整句": "和另一件并在一起办",
    "撤下·整句": "这件事不再公开",
}
"""The same in full, on the page of the case."""

EVENTS = {
    "登记": "记下来",
    "受理": "答复居民，接下来办",
    "转办": "交给",
    "上报": "报给上级",
    "报到": "到场",
    "反馈": "上级回复",
    "退回": "退回",
    "办理": "办理",
    "会议": "开会商量",
    "延期": "推迟",
    "核查": "去看办得怎样",
    "公示": "公示",
    "回访": "回头问",
    "测评": "大家打分",
    "办结": "有了结果",
    "并案": "并到另一件",
    "后续": "后来",
    "重办": "重新办",
    "复查": "到日子再看",
    "更正": "更正",
}
"""What each event is called in the story of a case (撤下 is above)."""

REMARKS = {
    "待答复·下一步": "等社区答复",
    "在办·下一步": "继续办，有进展就写在这里",
    "延期·过": "推迟过",
    "更正·过": "更正过，见下面的经过",
    "步骤·略过": "跳过了",
    "步骤·未记录": "没写下来",
    "步骤·没走到": "没走到",
    "久未进展": "久没有新进展的事",
}
"""What stands beside a state: what comes next where nobody wrote it, what was moved or put right, steps not taken."""

DEFAULTS = {**SEALS, **SENTENCES, **EVENTS, **REMARKS}
