"""What the repo's own notices turn off, reckoned by other means than the generator's."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import ledger

SAID = {"水": "停水", "电": "停电", "暖气": "停暖气", "燃气": "停气", "电梯": "电梯停用", "网络": "断网"}


def entries(front: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of a notice in order of time."""
    return sorted(front.get("停", ()), key=lambda each: (each["从"], each["到"]))


def outages(front: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(from, to, text) of each, days as typed; what has the same times is one."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    for each in entries(front):
        found.setdefault(when(each), (each["从"][:10], each["到"][:10], []))[2].append(SAID[each["停什么"]])
    return [(first, last, f"{'、'.join(words)}：{times}") for times, (first, last, words) in found.items()]


def when(each: dict[str, Any]) -> str:
    """11月24日（周二） 9:00到15:00, without any space but the one before the hours."""
    first, last = each["从"].split(), each["到"].split()
    days = ledger.short(date.fromisoformat(first[0]))
    if last[0] != first[0]:
        days += f"到{ledger.short(date.fromisoformat(last[0]))}"
        return f"{days}，每天 {ledger.aloud(each['每天'])}"
    return f"{days} {ledger.aloud(f'{first[1]}-{last[1]}')}"


def sort(front: dict[str, Any]) -> str:
    """The kind of a notice, or what is off."""
    if front["种类"] != "停水停电" or "停" not in front:
        return str(front["种类"])
    return "、".join(dict.fromkeys(SAID[each["停什么"]] for each in entries(front)))


def on(found: Iterable[tuple[str, str, str]], first: date, last: date) -> list[tuple[str, str, str]]:
    """Those that fall into some days."""
    return [each for each in found if each[0] <= last.isoformat() and each[1] >= first.isoformat()]
