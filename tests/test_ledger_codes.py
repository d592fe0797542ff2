"""A code on paper leads to the place that it was printed for, whatever is done to names, codes and the tree."""

import shutil
from collections.abc import Callable
from pathlib import Path

import portals
import published
import pytest
from published import PLACES, STATIONS, merge, problems
from repositories import commit, git

from generator.ledger import owners

pytestmark = pytest.mark.wide

WRONG = "代码给了别处"
EAST, WEST = "代码: dongyuan", "代码: xixiang"
FORMER = "      曾用代码: [dong-dayuan]\n"


@pytest.fixture(scope="module")
def _portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published.portal(tmp_path_factory.mktemp("codes") / "portal")


@pytest.fixture
def portal(_portal: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_portal, tmp_path / "portal"))


Do = Callable[[Path], None]


def edit(path: str, *changes: tuple[str, str]) -> Do:
    def change(portal: Path) -> None:
        for old, new in changes:
            portals.edit(portal / path, old, new)

    return change


def swap(path: str, one: str, other: str) -> Do:
    return edit(path, (one, "?"), (other, one), ("?", other))


def renamed(portal: Path, old: str, new: str) -> None:
    """Give a place another name wherever it stands."""
    for file in sorted((portal / "content").rglob("*.*")):
        text = file.read_text("utf-8")
        if old in text:
            file.write_text(text.replace(old, new), "utf-8")


def wrong(portal: Path) -> list[tuple[str, str]]:
    """(file, the line that is blamed)"""
    found = [each for each in problems(portal) if each.code == WRONG]
    for each in found:
        assert len(each.message) <= 90 and len(each.remedy) <= 90
    return [(each.file, (portal / each.file).read_text("utf-8").splitlines()[each.line - 1].strip()) for each in found]


WEST_PART = "    - 名称: 西巷\n      层级: 巷\n      代码: xixiang\n"
ELSEWHERE = "- 名称: 大河社区\n  层级: 社区\n  代码: dahe\n  下级:\n" + WEST_PART.replace("xixiang", "dongyuan")
NEW = "    - 名称: 北院\n      层级: 院\n      代码: {}\n"
EXCHANGED = {
    "two codes": (swap(PLACES, EAST, WEST), PLACES, [EAST, WEST]),
    "taken over by another": (edit(PLACES, (WEST, "代码: xin"), (EAST, WEST), (
        "[dong-dayuan]", "[dong-dayuan, dongyuan]")), PLACES, [WEST]),
    "taken over by a new one": (edit(PLACES, (WEST, "代码: xin\n" + NEW.format("xixiang").rstrip())), PLACES, [WEST]),
    "a former one is moved": (edit(PLACES, (FORMER, ""), (WEST, f"{WEST}\n{FORMER.rstrip()}")),
                              PLACES, ["曾用代码: [dong-dayuan]"]),
    "exchanged and put elsewhere": (edit(PLACES, (EAST, "代码: xixiang"), (WEST_PART, ELSEWHERE)),
                                    PLACES, ["代码: xixiang", "代码: dongyuan"]),
    "of stations": (swap(STATIONS, "代码: yizhan", "代码: fuwudian"), STATIONS, ["代码: fuwudian", "代码: yizhan"]),
}  # fmt: skip


@pytest.mark.parametrize(("exchange", "file", "lines"), EXCHANGED.values(), ids=EXCHANGED.keys())
def test_codes_that_were_exchanged(portal: Path, exchange: Do, file: str, lines: list[str]) -> None:
    exchange(portal)
    assert sorted(wrong(portal)) == sorted((file, line) for line in lines)
    commit(portal, "2026-11-02")
    assert sorted(wrong(portal)) == sorted((file, line) for line in lines), "that it is committed mends nothing"
    git(portal, "revert", "--no-edit", "HEAD")
    assert wrong(portal) == []


def test_another_name_and_then_another_place_of_the_old_name(portal: Path) -> None:
    renamed(portal, "西巷", "南巷")
    assert problems(portal) == []
    commit(portal, "2026-11-02")
    text = (portal / PLACES).read_text("utf-8")
    published.write(portal, PLACES, text + NEW.replace("北院", "西巷").format("xin-xixiang"))
    assert problems(portal) == []
    commit(portal, "2026-11-03")
    renamed(portal, "南巷", "大巷")
    assert problems(portal) == []
    commit(portal, "2026-11-04")
    swap(PLACES, WEST, "代码: xin-xixiang")(portal)
    assert len(wrong(portal)) == 2, "its owner is followed from name to name"


def test_moved_in_the_tree_and_merged(portal: Path) -> None:
    renamed(portal, "小河社区", "大河社区")
    assert problems(portal) == []
    commit(portal, "2026-11-02")
    part = "  下级:\n" + WEST_PART.replace("层级: 巷", "层级: 楼栋")
    edit(PLACES, (WEST_PART, "- 名称: 西片\n  层级: 片区\n  代码: xipian\n" + part))(portal)
    assert problems(portal) == []
    commit(portal, "2026-11-03")
    edit(PLACES, (part, ""), ("[dong-dayuan]", "[dong-dayuan, xixiang]"))(portal)
    renamed(portal, "西巷, ", "")
    renamed(portal, "西巷", "东院")
    assert problems(portal) == []


def test_two_branches(portal: Path) -> None:
    git(portal, "switch", "-qc", "other")
    published.write(portal, PLACES, "# 地点\n" + (portal / PLACES).read_text("utf-8"))
    commit(portal, "2026-11-02")
    git(portal, "switch", "-q", "main")
    renamed(portal, "西巷", "南巷")
    commit(portal, "2026-11-03")
    text = (portal / PLACES).read_text("utf-8")
    published.write(portal, PLACES, text + NEW.replace("北院", "西巷").format("xin-xixiang"))
    commit(portal, "2026-11-04")
    merge(portal, "other", "--no-commit")
    assert problems(portal) == []
    commit(portal, "2026-11-05")
    assert problems(portal) == []
    swap(PLACES, WEST, EAST)(portal)
    assert len(wrong(portal)) == 2


def test_names_that_many_have() -> None:
    """1号楼 of two estates; one is renamed while the street is, which is one edit for all."""

    def state(**codes: str) -> owners.State:
        return owners.State.of((code.replace("_", "-"), tuple(names.split("/"))) for code, names in codes.items())

    first = state(a="街/甲/1号楼", b="街/乙/1号楼", c="街/乙", d="街/甲")
    assert not list(owners.exchanged([first, state(a="路/甲/一号楼", b="路/乙/1号楼", c="路/乙", d="路/甲")]))
    changed = list(owners.exchanged([first, state(b="街/甲/1号楼", a="街/乙/1号楼", c="街/乙", d="街/甲")]))
    assert [code for code, *_ in changed] == ["b", "a"]


def test_only_versions_that_tell_something_are_read() -> None:
    records = [f"- 名称: 第{number}院\n  代码: c{number}\n".encode() for number in range(50)]
    grown = [b"".join(records[:size]) for size in range(1, 51)]
    assert owners.telling(grown) == []
    other = grown[-1].replace(b": c7\n", b": d7\n")
    assert owners.telling([*grown, other]) == [grown[0], grown[-1], other]
