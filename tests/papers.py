"""A portal whose records are hard to set on paper: names as long as may be, a notice of many pages, all results.

And what holds for all sheets that hang on a board.
"""

from pathlib import Path
from typing import Any

import paper
import portals
import yaml
from paper import MM, Letter, Sheet

LONG = "很长的名字" * 23
PLACE, CODE = f"{LONG[:100]}WWWW", "x" * 40
HOME = "https://fuwu.xiaohe.beijiao.example.org/gongkai/"
PHONE = "000-0000-0000-000000转000000"
PARAGRAPHS = 60

_SOLVED = {"结果": "已解决", "费用": 1234567, "资金来源": "政府出资", "受益户数": 84}
_UNSOLVED = {"结果": "暂不能解决", "原因": LONG * 30, "试过": LONG * 4, "谁能解决": LONG, "复查": "2027-05-01"}
_ANSWERED = {"结果": "已答复", "答复": "答" * 300}
_PASSED_ON = {"结果": "已转出", "转给": "小河供水公司"}
_SHOWN = {"环节": "公示", "公示什么": "成果"}


def portal(folder: Path) -> Path:
    """Write it. Its day is 2026-11-20; one case has closed in October, XH-2026-001."""
    portals.copy(portals.SAMPLES / "small", folder)
    content = folder / "content"
    portals.edit(folder / "mkdocs.yml", "https://deskboard.example.org/", HOME)
    place = f"代码: xixiang\n    - 名称: {PLACE}\n      层级: 院\n      代码: {CODE}"
    portals.edit(content / "places.yml", "代码: xixiang", place)
    portals.edit(content / "portal.yml", "000-0000-0000", PHONE)
    portals.edit(content / "portal.yml", "小河社区办公室", LONG)
    _contacts(content)
    _notices(content)
    for number, closing in enumerate((_UNSOLVED, _ANSWERED, _PASSED_ON, _SOLVED), 11):
        _case(content, number, "2026-11-01", closing)
    _case(content, 21, "2026-05-01", _SOLVED, {**_SHOWN, "公示至": "2026-11-20"})
    _case(content, 22, "2026-05-01", _SOLVED, {**_SHOWN, "公示至": "2026-11-19"})
    _case(content, 23, "2026-11-01", _SOLVED, {"环节": "重办", "原因": "又坏了"})
    _case(content, 24, "2026-11-01", _SOLVED, {"环节": "撤下", "原因": "写错了"})
    _case(content, 25, "2026-09-30", _SOLVED)
    _steps(content / "cases" / "XH-2026-026.yml")
    return folder


def _contacts(content: Path) -> None:
    """Nine short posts, four with names of a whole line of a record, two of these with two long numbers."""
    names = [*(f"{LONG[:110]}{n}号" for n in range(3)), *(f"第{n}个岗位" for n in range(9)), "MWMWMWMWMW" * 9]
    written = yaml.safe_load((content / "contacts.yml").read_text("utf-8"))
    for number, name in enumerate(names):
        post = {"岗位": name, "级别": "社区", "地点": ["东院"], "管什么": LONG, "电话": "000-0000-0000"}
        if number < 2:
            post |= {"电话": PHONE, "手机": PHONE, "本人同意公开": "是"}
        written.append(post)
    (content / "contacts.yml").write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")


def _notices(content: Path) -> None:
    body = "\n\n".join(f"第 {n} 段。{LONG[:110]}" for n in range(PARAGRAPHS))
    table = "| 哪里 | 什么 |\n| --- | --- |\n" + "\n".join(f"| {n} | {'x' * 90} |" for n in range(9))
    front = f"标题: {LONG}\n种类: 施工\n从: 2026-11-01\n到: 2026-12-01\n地点: [东院, 西巷]\n更新: 2026-11-01"
    link = "[这里](../long/) ![图](../../assets/icon.svg)"
    text = f"{link}\n\n{body}\n\n{table}\n\n## 第二段 {{#a}}\n\n    {'y' * 200}"
    over = front.replace("2026-12-01", "2026-11-19")
    (content / "notices").mkdir()
    for slug, head, told in (
        ("long", front, text), ("over", over, "完了"), ("gone", f"{front}\n撤下: 不要了", "撤了"),
    ):  # fmt: skip
        (content / "notices" / f"{slug}.md").write_text(f"---\n{head}\n---\n\n{told}\n", "utf-8")


def _case(content: Path, number: int, day: str, closing: dict[str, Any], *more: dict[str, Any]) -> None:
    key = f"XH-2026-{number:03}"
    steps = [{"日期": day, "环节": "登记"}, {"日期": day, "环节": "办结", **closing}]
    steps += [{"日期": "2026-11-10", **each} for each in more]
    case = {"编号": key, "标题": f"{key} 的事", "性质": "诉求", "类别": "照明", "地点": ["东院"], "来源": "来电"}
    whole = {**case, "概述": LONG, "进展": steps}
    (content / "cases" / f"{key}.yml").write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")


def _steps(file: Path) -> None:
    """A case with every step that comes to something."""
    first, closing = {"环节": "登记"}, {"环节": "办结", **_SOLVED}
    said = {"原因": f"{LONG}。", "经办": "小河社区"}
    steps = [
        first,
        {"环节": "转办", "经办": "小河社区", "交给": "小河供水公司"},
        {"环节": "退回", "经办": "小河供水公司", "原因": "不是我们的管子。"},
        {"环节": "延期", "延至": "2026-09-28", **said},
        {"环节": "上报", "经办": "小河社区", "交给": "小河街道"},
        closing,
        {"环节": "核查", "经办": "小河街道", "结论": "未通过", "说明": "还在漏"},
        closing,
        {"环节": "重办", **said},
        closing,
    ]
    case = yaml.safe_load(file.with_stem("XH-2026-025").read_text("utf-8"))
    case |= {"编号": file.stem, "进展": [{"日期": f"2026-09-{day:02}", **each} for day, each in enumerate(steps, 10)]}
    file.write_text(yaml.safe_dump(case, allow_unicode=True), "utf-8")
    with (file.parents[1] / "units.yml").open("a", encoding="utf-8") as units:
        units.write("- 简称: 小河街道\n  级别: 街道\n")


def seen(sheet: Sheet) -> list[Letter]:
    return [each for each in sheet.letters if each.text.strip()]


def hangs(sheets: list[Sheet]) -> None:
    """A4, 18 pt at least, and nothing outside the margins (the page's number stands in the lower one)."""
    for sheet in sheets:
        assert (round(sheet.width), round(sheet.height)) == tuple(map(round, paper.A4))
        assert min(each.size for each in seen(sheet)) >= 17.9
        for each in seen(sheet):
            assert each.left >= 13.5 * MM and each.right <= sheet.width - 13.5 * MM, each
            assert each.bottom >= 5 * MM and each.top <= sheet.height - 13.5 * MM, each
