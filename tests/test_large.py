"""Portals that are made for measuring: right by the project's own rules, the same every time, and like real ones."""

import subprocess
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import portals
import pytest
import yaml

from benchmarks.portals import portal
from generator import build, cli
from generator.fold.cases import table

pytestmark = pytest.mark.wide

TODAY = date(2026, 3, 31)
LONGEST = timedelta(days=130)
"""Until a matter of any category is to be closed, in working days over the Spring Festival, too."""


@pytest.mark.slow
def test_what_is_made_has_no_problem_and_becomes_a_site(tmp_path: Path) -> None:
    portal.lay(tmp_path, 120, today=TODAY, git=True)
    assert build.check(tmp_path, TODAY) == []
    assert cli.run(["-C", str(tmp_path), "build", "--today", str(TODAY)]) == 0
    made = {path.stem for path in (tmp_path / "content" / "cases").rglob("*.yml")}
    assert len(made) == 120
    assert made <= {path.parent.name for path in (tmp_path / "site" / "cases").glob("*/index.html")}


def test_the_same_words_make_the_same_portal(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        portal.lay(tmp_path / name, 120, seed, TODAY)
    one, again, other = (portals.tree(tmp_path / name) for name in ("one", "again", "other"))
    assert portals.differing(one, again) == []
    assert portals.differing(one, other)


def test_a_history_tells_each_evening_what_was_written_that_day(tmp_path: Path) -> None:
    heads = []
    for name in ("one", "again"):
        portal.lay(tmp_path / name, 40, today=TODAY, git=True)
        assert git(tmp_path / name, "status", "--porcelain") == ""
        heads.append(git(tmp_path / name, "log", "-1", "--format=%H %ae %cI %s"))
    assert heads[0] == heads[1]
    assert " desk@example.org " in heads[0]
    for path in (tmp_path / "one" / "content" / "cases").rglob("*.yml"):
        days = {str(event["日期"])[:10] for event in record(path)["进展"]}
        told = git(tmp_path / "one", "log", "--format=%cs", "--", str(path)).split()
        assert sorted(days, reverse=True) == told, path.name


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The cases of a portal with a thousand, by a YAML that knows nothing of the project."""
    folder = tmp_path_factory.mktemp("thousand")
    portal.lay(folder, 1000, today=TODAY)
    return [record(path) for path in sorted((folder / "content" / "cases").rglob("*.yml"))]


def test_every_step_and_every_end_occurs(thousand: list[dict[str, Any]]) -> None:
    events = [event for case in thousand for event in case["进展"]]
    by_hand = {row.event for row in table.TABLE} - {"会议", "复查"}
    assert {event["环节"] for event in events} == by_hand
    assert {event["结果"] for event in events if "结果" in event} == {"已解决", "已答复", "暂不能解决", "已转出"}
    assert {event["结论"] for event in events if "结论" in event} == {"通过", "未通过"}
    assert {event["解决"] for event in events if "解决" in event} == {"是", "部分", "否"}
    assert {event["公示什么"] for event in events if "公示什么" in event} == {"方案", "成果"}


def test_shares_are_like_those_of_a_real_desk(thousand: list[dict[str, Any]]) -> None:
    natures, sources = (Counter(case[key] for case in thousand) for key in ("性质", "来源"))
    assert 450 < natures["诉求"] < 650 and all(natures[each] > 20 for each in ("咨询", "建议", "巡查发现", "微心愿"))
    assert sources["流动办公桌"] > 250 and len(sources) == 8
    assert len({case["类别"] for case in thousand}) == 18
    still = [case for case in thousand if is_open(case)]
    assert 20 < len(still) < 100, "most are closed"
    old = [case for case in still if TODAY - day(case["进展"][0]) > LONGEST]
    assert [case for case in old if not any("延至" in event for event in case["进展"])], "some are late"
    assert [case for case in still if TODAY - day(case["进展"][-1]) > timedelta(days=30)], "some are silent"
    assert [case for case in still if TODAY - day(case["进展"][0]) < timedelta(days=14)], "some are new"


def test_texts_are_of_a_real_length_and_hardly_ever_the_same(thousand: list[dict[str, Any]]) -> None:
    told = [case["概述"].strip() for case in thousand if case["进展"][-1]["环节"] != "撤下"]
    assert all(25 <= len(text) <= 200 for text in told)
    assert len(set(told)) > 0.98 * len(told)
    notes = [event["说明"] for case in thousand for event in case["进展"] if "说明" in event]
    assert sum(10 <= len(note) <= 80 for note in notes) > 0.95 * len(notes)
    assert len(set(notes)) > 0.6 * len(notes)


def is_open(case: dict[str, Any]) -> bool:
    """Whether the last step that opens or closes a matter is not one that closes it."""
    last = [event["环节"] for event in case["进展"] if event["环节"] in ("登记", "办结", "重办", "并案", "撤下")][-1]
    return last in ("登记", "重办")


def day(event: dict[str, Any]) -> date:
    return date.fromisoformat(event["日期"][:10])


def record(path: Path) -> Any:
    return yaml.load(path.read_bytes(), yaml.CBaseLoader)


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", *command], cwd=folder, env=portals.plain_environment(), capture_output=True, text=True, check=True
    )
    return done.stdout
