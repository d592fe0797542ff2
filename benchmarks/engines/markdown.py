"""A case as Markdown: what one would write by hand for an engine that has a page for each file."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

from benchmarks.engines.published import Case


def page(case: Case) -> str:
    """The whole file."""
    return "\n".join(_lines(case)) + "\n"


def _lines(case: Case) -> Iterator[str]:
    yield from ("---", f"description: {json.dumps(case['description'], ensure_ascii=False)}", "---", "")
    yield from (f"# {_plain(case['heading'])}", "", f"**{case['seal'][1]}** {' '.join(case.get('marks', []))}", "")
    for reason in case.get("reason", []):
        yield from (_plain(reason), "")
    if "events" in case:
        yield from _told(case)


def _told(case: Case) -> Iterator[str]:
    for step in case["steps"]:
        yield f"1. {step['said']}"
    yield ""
    yield from _table(case["now"])
    yield from _points(f"{name}：{_plain(text)}" for name, text in case["passed"])
    yield from _points(map(_call, case["asked"]))
    yield from ("## 什么事", "")
    for paragraph in case["matter"]:
        yield from (_plain(paragraph), "")
    yield from ("## 经过", "")
    for event in case["events"]:
        yield from (f"### {event['day'] or event['undated']} {_plain(event['title'])} {event['by']}".rstrip(), "")
        for paragraph in event["text"]:
            yield from (_plain(paragraph), "")
        yield from _points(f"{name}：{_plain(text)}" for name, text in event["facts"])
        yield from _points(filter(None, [event["note"], *(_plain(says) for _, says in event["leads"])]))
    for section in case["sections"]:
        yield from (f"## {section['heading']}", "")
        yield from _points(map(_plain, section.get("way", [])))
        yield from _points(
            f"{leg['unit']} {leg['level']} {leg['day']}起 {_plain(leg['held'])}" for leg in section.get("legs", [])
        )
        yield from _table(section.get("pairs", []))
        yield from _points(f"**{_plain(name)}** {_plain(more)}" for _, _, name, more in section.get("links", []))
        yield from _points(map(_call, section.get("calls", [])))
        yield from _points(_plain(says) for _, says in section.get("leads", []))
    yield f"这一页根据{case['rests']}及以前的记录。"


def _points(lines: Iterable[str]) -> Iterator[str]:
    points = [f"- {line}" for line in lines]
    if points:
        yield from (*points, "")


def _table(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    rows = [f"| {_plain(name)} | {_plain(text)} |" for name, text in pairs]
    if rows:
        yield from ("| | |", "| --- | --- |", *rows, "")


def _call(call: Case) -> str:
    return f"{call['name']} {call['about']} {_plain(call['number'])} {call['hours']}"


def _plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html.replace("<br>", " "))))
