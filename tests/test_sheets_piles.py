"""Where there are several communities, each has documents of its own: no pile of paper is for all of a street."""

from pathlib import Path

import htmls
import portals
import pytest

from generator import build
from generator.pages.sheets import MOST, documents

pytestmark = pytest.mark.wide

MANY = MOST
COURTS = ["dahe-she", *(f"yuan-{number}" for number in range(MANY))]


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal, whose community has another beside it; a closed matter of each, and one of the street."""
    portal = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("street"))
    file = portal / "content/places.yml"
    portals.edit(file, "  代码: xiaohe\n", "  代码: xiaohe\n  曾用代码: [xiaohe-cun]\n")
    inner = "".join(f"    {line}\n" for line in file.read_text("utf-8").splitlines())
    courts = ", ".join(f"{{名称: {number}号院, 层级: 院, 代码: yuan-{number}}}" for number in range(MANY))
    other = f"    - {{名称: 大河社区, 层级: 社区, 代码: dahe-she, 下级: [{courts}]}}\n"
    file.write_text(f"- 名称: 大河街道\n  层级: 街道\n  代码: dahe\n  下级:\n{inner}{other}", "utf-8")
    with (portal / "content/contacts.yml").open("a", encoding="utf-8") as contacts:
        contacts.write("- {岗位: 大河社区网格员, 级别: 社区, 地点: [大河社区], 管什么: 各种事, 电话: 000-0000-0001}\n")
    closed = (portal / "content/cases/2026/10/XH-2026-001.yml").read_text("utf-8")
    for number, place in enumerate(("1号院", "大河街道"), 7):
        lines = [f"地点: [{place}]" if line.startswith("地点:") else line for line in closed.splitlines()]
        text = "\n".join(lines).replace("XH-2026-001", f"XH-2026-00{number}") + "\n"
        (portal / f"content/cases/2026/10/XH-2026-00{number}.yml").write_text(text, "utf-8")
    portals.build(portal)
    return portal


def sections(portal: Path, url: str) -> list[str]:
    return [each.text for each in htmls.page(portal / "site", url).all("section")]


@pytest.mark.parametrize(("community", "codes"), [("xiaohe", ["xiaohe", "dongyuan", "xixiang"]), ("dahe-she", COURTS)])
def test_the_boards_of_a_community(street: Path, community: str, codes: list[str]) -> None:
    singles = [sections(street, f"print/places/{code}/")[0] for code in codes]
    assert sections(street, f"print/boards/{community}/") == singles


def test_the_results_of_a_community_and_those_of_none(street: Path) -> None:
    def found(url: str) -> list[str]:
        return [each.get("id") for each in htmls.page(street / "site", url).all("section[id]")]

    assert found("print/results/xiaohe/") == ["XH-2026-001"]
    assert found("print/results/dahe-she/") == ["XH-2026-007"]
    assert found("print/results/") == ["XH-2026-008"]


@pytest.mark.parametrize("folder", ["boards", "results"])
def test_the_way_to_them(street: Path, folder: str) -> None:
    first = htmls.page(street / "site", f"print/{folder}/").all("section")[0]
    assert [(each.text, each.get("href")) for each in first.all("a")] == [
        ("小河社区", f"../../print/{folder}/xiaohe/"),
        ("大河社区", f"../../print/{folder}/dahe-she/"),
    ]
    moved = htmls.page(street / "site", f"print/{folder}/xiaohe-cun/")
    assert f"../../../print/{folder}/xiaohe/" in moved.hrefs


def test_what_is_printed_of_all(street: Path) -> None:
    whole = {each.url: each.name for each in documents.whole(build.draft(street).view)}
    assert whole["print/boards/xiaohe/"] == "公开栏（全部）-小河社区"
    assert whole["print/results/dahe-she/"] == "办理结果公示-大河社区"
    assert "print/boards/" not in whole


def test_few_places_are_one_document_and_each_community_has_its_own(own: Path) -> None:
    def found(url: str) -> list[str]:
        return [each.text for each in htmls.page(own / "site", url).all("section")]

    assert found("print/boards/") == [*found("print/boards/sangyu/"), *found("print/boards/wanqing/")]
    assert "print/boards/" in {each.url for each in documents.whole(build.draft(own).view)}


def test_one_community_has_one_document(built: Path) -> None:
    assert not (built / "site/print/boards/xiaohe").exists()
    assert "print/boards/" in {each.url for each in documents.whole(build.draft(built).view)}
