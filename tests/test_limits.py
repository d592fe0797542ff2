"""Inputs that would take for ever: each is a problem with a place, or a page, in under two seconds."""

import gc
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import portals
import pytest
from records_helper import ID

from generator import markdowns, read, yamls

pytestmark = pytest.mark.wide

CASE = f"cases/2026/03/{ID}.yml"
SECONDS = 2.0
TRIES = 3

Made = TypeVar("Made")


def in_no_time(work: Callable[[], Made]) -> Made:
    """What it comes to, in less than SECONDS at the best of a few tries: other work makes one of them slow.

    What takes for ever takes for ever each time. What else this process keeps is nothing to the collector meanwhile.
    """
    gc.collect()
    gc.freeze()
    took = []
    while len(took) < TRIES:
        start = time.process_time()
        made = work()
        took.append(time.process_time() - start)
        if took[-1] < SECONDS:
            break
    gc.unfreeze()
    assert min(took) < SECONDS
    return made


def test_a_file_of_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    for name, size in (("SY-2026-002.yml", 50_000_000), ("SY-2026-003.yml", 1 << 40)):
        with (tmp_path / "cases" / name).open("wb") as file:
            file.truncate(size)  # takes no room
    script = (
        "import resource, time\nfrom pathlib import Path\nfrom generator import intake\n"
        "start = time.process_time()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from generator import store\nfrom generator.readings import Readings\nfiles = Readings(store.memory())\n"
        f"intake.take_in(Path({str(tmp_path)!r}), files, lambda *given: None)\n"
        "found = [files.get(path) for path in files.paths()]\n"
        "print(time.process_time() - start)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
        "print(*[each.problems[0].code for each in found if each.problems])\n"
    )
    done = portals.process("-c", script, cwd=portals.REPO)
    taken, grown, codes = done.stdout.splitlines()
    assert float(taken) < SECONDS
    assert codes == "文件太大 文件太大", done.stderr
    assert int(grown) < 20_000, "kilobytes"


def filled(sign: str) -> str:
    return sign * (yamls.MAX_BYTES // len(sign.encode()))


def numbered(form: str, count: int = 60_000) -> str:
    return "".join(form.format(number) for number in range(count))[: yamls.MAX_BYTES // 3]


FRONT = "---\n标题: 甲\n一句话: 乙\n给谁: 丙\n带什么: 丁\n在哪办: 戊\n什么时候: 己\n更新: 2026-01-05\n---\n"
WORST = {
    "brackets": filled("["),
    "braces": filled("{a: "),
    "dashes": filled("- "),
    "questions": filled("? "),
    "different keys": numbered("甲{}: 乙\n"),
    "the same key": filled("甲:\n"),
    "keys like ours": numbered("概述{}: 1\n"),
    "keys in an event": "进展:\n  - 日期: 2026-03-02\n    环节: 登记\n" + numbered("    标{}: 1\n"),
    "one text": "标题: " + "水" * 330_000,
    "a text of many lines": "标题: 甲\n" + filled("  水\n")[:900_000],
    "a long block": "概述: |\n" + filled("  第一：水\n")[:330_000] + "乙\n丙: 丁\n",
    "a long list": "地点:\n" + numbered("  - 甲{}\n"),
    "a long list between brackets": "地点: [" + "甲," * 200_000 + "]",
    "many lists": numbered("甲{}: " + "[" * 41 + "]" * 41 + "\n", 9_000),
    "many events": "进展:\n" + "  - 日期: 2026-03-02\n    环节: 登计\n" * 15_000,
    "empty events": "进展:\n" + "  - 日期:\n" * 60_000,
    "blanks": filled(" "),
    "tabs": filled("\t"),
    "lines": filled("\n"),
    "half a quote": '甲: "' + filled("乙\n")[:300_000],
    "backslashes": '甲: "' + "\\n" * 400_000 + '"',
    "tags": filled("- !x 甲\n"),
    "anchors": filled("- &a 甲\n"),
    "aliases": "甲: &a [乙]\n" + numbered("丙{}: *a\n"),
    "hash signs": filled("- 甲 #乙\n"),
    "full-width colons": filled("甲：乙\n"),
    "no blanks": filled("甲:乙\n"),
    "full-width blanks": filled("\u3000甲: 乙\n"),
    "digits with gaps": "性质: " + "1 " * 400_000,
    "a huge number": "反映人数: " + "9" * 900_000,
    "a long date": "进展:\n  - 日期: " + "1" * 900_000 + "\n    环节: 登记\n",
    "widthless blanks": "甲: " + "\u200b" * 300_000 + "乙",
    "emoji": "甲: " + "👨\u200d" * 100_000,
    "accents": "甲: " + "\u0301" * 400_000,
    "hidden at the end": "甲: " + "水" * 300_000 + "\u2028",
    "front matter without end": "---\n" + filled("甲: 乙\n"),
    "rules without end": "---\n" + filled("---   \t x\n"),
    "a front matter of blanks": "---" + filled(" ")[:900_000],
    "links": FRONT + filled("[a](b)")[:900_000],
}


SLOWLY = [pytest.param(path, marks=pytest.mark.slow) for path in ("policies/gaoling.md", "places.yml", "rules.yml")]


@pytest.mark.parametrize("path", [CASE, *SLOWLY])
@pytest.mark.parametrize("name", WORST)
def test_the_worst_file_is_a_problem_in_no_time(path: str, name: str) -> None:
    raw = WORST[name].encode()[: yamls.MAX_BYTES]
    reading = in_no_time(partial(read.read, path, raw))
    assert 0 < len(reading.problems) <= 2 * yamls.MAX_PROBLEMS + 2
    last = len(raw.decode(errors="ignore").split("\n"))
    for problem in reading.problems:
        assert 1 <= problem.line <= last
        assert problem.message


def test_who_has_very_many_mistakes_is_told_the_first() -> None:
    problems = yamls.parse("- !x 甲\n" * 1000, "f")[1]
    assert len(problems) == yamls.MAX_PROBLEMS + 1
    assert problems[-1].code == "错误太多"
    problems = list(read.read("places.yml", ("- 名称: 甲\n" * 1000).encode()).problems)
    assert len(problems) == yamls.MAX_PROBLEMS + 1
    assert problems[-1].code == "错误太多"


def test_many_parts_are_too_many() -> None:
    assert yamls.parse("甲:\n" + "  - 乙\n" * (yamls.MAX_PARTS - 10), "f")[1] == []
    (problem,) = yamls.parse("甲:\n" + "  - 乙\n" * yamls.MAX_PARTS, "f")[1]
    assert problem.code == "内容太多"
    assert problem.line > 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("水" * (markdowns.MAX_SIGNS + 1), "正文太长"),
        ("[" * (markdowns.MAX_BRACKETS + 1), "正文太长"),
        ("甲\n\n" + "1. " * 3000 + "乙", "层数太深"),
        ("甲\n\n  " + "- + " * 2000 + "乙", "层数太深"),
    ],
)
def test_a_note_of_which_no_page_can_be_made_is_a_problem(body: str, code: str) -> None:
    (problem,) = read.read("policies/gaoling.md", (FRONT + body).encode()).problems
    assert problem.code == code
    assert problem.line == (12 if code == "层数太深" else 10)


SIGNS = [
    "*", "_", "**a ", "[", "[a](", "![a](<", "[a][", "`", "`` ` ", "> ", "- a\n", "1. a\n", "<", "&", "\\*", "|a",
    "a|b\n-|-\n", "# a\n", "a\n=\n", "- - -\n", "a  \n", "a\n: b\n\n", "{: #a }\n", "- a\n\n", ">", "***a ", "1. ",
    "- ", "> - ", "待社区填写",
]  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_the_worst_note_that_is_let_through_becomes_a_page_in_no_time(sign: str) -> None:
    body = "甲\n\n" + sign * (markdowns.MAX_SIGNS // len(sign) - 2)
    if body.count("[") > markdowns.MAX_BRACKETS:
        body = (sign * (markdowns.MAX_BRACKETS // sign.count("["))).ljust(markdowns.MAX_SIGNS, "水")
    if markdowns.too_much(body):
        body = "甲\n\n" + "\n".join([sign * (markdowns.MAX_NESTED - 1) + "a"] * 30)
    assert markdowns.too_much(body) is None
    in_no_time(partial(markdowns.as_html, body))
