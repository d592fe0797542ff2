"""Where nothing was lost git is asked for its new commits alone, and what these bring is kept watch over as all is."""

from collections.abc import Callable
from pathlib import Path

import portals
import published
import pytest
from published import DAY, FIRST, PAGE, PLACES, STATIONS
from repositories import commit, git

from generator import build, ledger, store

pytestmark = pytest.mark.wide


class Watched:
    """A portal that was looked at once, and found whole."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._known, self._asked = published.portal(folder), store.memory(), list[Path]()
        read = ledger.read
        monkeypatch.setattr(ledger, "read", lambda folder, *given: self._asked.append(folder) or read(folder, *given))
        assert self.look() == ([], True)

    def look(self) -> tuple[list[str], bool]:
        """What is wrong, as who begins anew would say, too; and whether git was asked for everything."""
        self._asked.clear()
        found = self._said(self._known)
        asked = bool(self._asked)
        assert self._said(store.memory()) == found
        return found, asked

    def _said(self, known: store.Database) -> list[str]:
        try:
            return [each.code for each in build.draft(self.folder, DAY, known=known).reminders]
        except build.ContentProblems as found:
            return [each.code for each in found.problems]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(tmp_path / "portal", monkeypatch)


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def event(portal: Path) -> None:
    append(portal / FIRST, "  - 日期: 2026-11-19\n    环节: 后续\n    说明: 又看了一次。\n")


def case(portal: Path) -> None:
    published.case(portal, "XH-2026-007")


def sort(portal: Path) -> None:
    (portal / "content/cases/别处").mkdir()
    (portal / FIRST).rename(portal / "content/cases/别处" / Path(FIRST).name)


def write_page(portal: Path) -> None:
    published.write(portal, "content/pages/banshi/shui.md", "# 用水\n\n请打社区电话。\n")


def another_branch(portal: Path) -> None:
    git(portal, "switch", "-q", "-c", "other")
    case(portal)
    commit(portal, "2026-11-03")
    git(portal, "switch", "-q", "main")
    event(portal)
    commit(portal, "2026-11-04")
    published.merge(portal, "other")


@pytest.mark.parametrize("deed", [event, case, sort, write_page, another_branch], ids=lambda each: each.__name__)
def test_what_loses_nothing_is_seen_in_the_new_commits(watched: Watched, deed: Callable[[Path], None]) -> None:
    assert watched.look() == ([], False)
    deed(watched.folder)
    assert watched.look() == ([], False)
    commit(watched.folder, "2026-11-05", "--allow-empty")
    assert watched.look() == ([], False)
    assert watched.look() == ([], False)


def remove(portal: Path) -> None:
    (portal / PAGE).unlink()


def come_and_go(portal: Path) -> None:
    case(portal)
    commit(portal, "2026-11-05")
    (portal / "content/cases/2026/11/XH-2026-007.yml").unlink()


def come_and_go_by_hand(portal: Path) -> None:
    write_page(portal)
    commit(portal, "2026-11-05")
    (portal / "content/pages/banshi/shui.md").unlink()


def rename(portal: Path) -> None:
    portals.edit(portal / FIRST, "XH-2026-001", "XH-2026-011")
    (portal / FIRST).rename((portal / FIRST).with_name("XH-2026-011.yml"))


def date_anew(portal: Path) -> None:
    portals.edit(portal / FIRST, "日期: 2026-10-", "日期: 2026-11-")


def begin_earlier_for_a_while(portal: Path) -> None:
    event(portal)
    file = published.case(portal, "XH-2026-007")
    portals.edit(file, "日期: 2026-11", "日期: 2026-09")
    commit(portal, "2026-11-05")
    portals.edit(file, "日期: 2026-09", "日期: 2026-11")


def recode(portal: Path) -> None:
    portals.edit(portal / PLACES, "代码: xixiang", "代码: xi")


def recode_for_a_while(portal: Path) -> None:
    portals.edit(portal / STATIONS, "代码: yizhan", "代码: yi\n  曾用代码: [yizhan]")
    commit(portal, "2026-11-05")
    portals.edit(portal / STATIONS, "代码: yi\n  曾用代码: [yizhan]", "代码: yizhan")


def move(portal: Path) -> None:
    published.at(portal, "https://new.xiaohe.gov.cn/")


LOSING = {
    remove: "网址没了", come_and_go: "网址没了", come_and_go_by_hand: "网址没了", rename: "网址没了",
    date_anew: "网址没了", begin_earlier_for_a_while: "网址没了", recode: "网址没了", recode_for_a_while: "网址没了",
    move: "网址改了",
}  # fmt: skip


@pytest.mark.parametrize("deed", LOSING, ids=lambda each: each.__name__)
@pytest.mark.parametrize("committed", [False, True])
def test_what_is_lost_is_said(watched: Watched, deed: Callable[[Path], None], committed: bool) -> None:
    deed(watched.folder)
    if committed:
        commit(watched.folder, "2026-11-06")
    assert LOSING[deed] in watched.look()[0]
    assert LOSING[deed] in watched.look()[0]


def test_a_history_that_was_written_anew_is_looked_at_as_a_whole(watched: Watched) -> None:
    case(watched.folder)
    git(watched.folder, "commit", "-q", "--amend", "--allow-empty", "-m", "y")
    assert watched.look() == ([], True)
    git(watched.folder, "reflog", "expire", "--expire=now", "--all")
    git(watched.folder, "gc", "-q", "--prune=now")
    assert watched.look() == ([], False)
