"""What a week's digest says of a notice."""

from datetime import date
from functools import partial

import pytest
from test_digest import _COMMON, HOME, case, fits, text

from generator import read, register
from generator.view import View


def noticed(title: str, *off: str, today: str = "2026-11-20", **span: str) -> list[str]:
    """What the week 2026-W47 says of a notice."""
    front = {"标题": title, "种类": "施工", "地点": "东院", "更新": "2026-11-01", **span}
    lines = [f"{key}: {value}" for key, value in front.items()]
    lines += ["停:", *(f"  - {{{each}}}" for each in off)] if off else []
    readings = [*_COMMON, read.read("notices/x.md", "\n".join(["---", *lines, "---", "", "话。", ""]).encode())]
    readings.append(read.read("cases/SY-2026-001.yml", case(1, "2026-11-16 登记").encode()))
    made, problems = register.build(readings, date.fromisoformat(today), partial(bytes, 0))
    assert made and not problems, problems
    found = View(made, HOME)
    fits(found)
    lines = text(found, "2026-W47").splitlines()
    return lines[lines.index("▍要留意的通知 1 份") + 1 : -1] if "▍要留意的通知 1 份" in lines else []


LONG = {"从": "2026-10-29", "到": "2026-12-04"}
DAY = "停什么: 电, 从: 2026-11-24 09:00, 到: 2026-11-24 15:00"


@pytest.mark.parametrize(
    ("title", "off", "span", "said"),
    [
        ("挖沟", [], LONG, "挖沟：到12月4日（周五）为止"),
        ("挖沟，12月4日完工", [], LONG, "挖沟，12月4日完工"),
        ("挖沟", [DAY], LONG, "挖沟：停电 11月24日（周二）9:00到15:00"),
        ("11月24日停电", [DAY], LONG, "11月24日停电：9:00到15:00"),
        ("11月2日停电", [DAY], LONG, "11月2日停电：11月24日（周二）9:00到15:00"),
        ("挖沟", [DAY, "停什么: 水, 从: 2026-11-25, 到: 2026-11-25"], LONG,
         "挖沟：停电 11月24日（周二）9:00到15:00，另有 1 次"),
        ("挖沟", ["停什么: 电, 从: 2026-12-02, 到: 2026-12-02"], LONG, "挖沟：到12月4日（周五）为止"),
        ("洗水箱", ["停什么: 水, 从: 2026-11-24, 到: 2026-11-26, 每天: 09:00-11:30"], LONG,
         "洗水箱：停水 11月24日（周二）到11月26日（周四），每天 9:00到11:30"),
        ("停过了", ["停什么: 水, 从: 2026-10-30, 到: 2026-10-30"], {**LONG, "种类": "停水停电"}, ""),
        ("说好了", [], {"从": "2026-11-01", "种类": "通知"}, ""),
        ("看 www.a.cn", [DAY], LONG, "一份通知：停电 11月24日（周二）9:00到15:00"),
        ("夜市", [], {"从": "2026-11-27 18:30", "到": "2026-11-27 20:30", "种类": "活动"},
         "夜市：11月27日（周五）18:30到20:30"),
        ("跨年", [], {"从": "2026-11-27", "到": "2027-01-02"}, "跨年：11月27日（周五）到2027年1月2日（周六）"),
        ("下个月", [], {"从": "2026-12-01", "到": "2026-12-02"}, ""),
    ],
)  # fmt: skip
def test_a_notice_of_the_days_ahead_says_when(title: str, off: list[str], span: dict[str, str], said: str) -> None:
    assert noticed(title, *off, **span) == ([f"· {said}"] if said else [])
    lately = [noticed(title, *off, **span, today=day) for day in ("2026-11-23", "2026-11-29")]
    assert lately[0] == lately[1], "a week that is over says the same"
    assert not noticed(title, *off, **span, today="2026-11-30"), "and a week later nothing of the days ahead"
