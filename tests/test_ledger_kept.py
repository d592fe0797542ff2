"""Old versions are judged by YAML alone, and each loss is told once, shortly, where it can be mended."""

import re
import shutil
from pathlib import Path

import portals
import published
import pytest
from published import FIRST, NOTICE, PAGE, PLACES, POLICY, SITE, STATIONS, problems, said
from repositories import commit

pytestmark = pytest.mark.wide


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    return published.portal(tmp_path / "portal")


XIXIANG = "    - 名称: 西巷\n      层级: 巷\n      代码: xixiang\n"
STRICTER = {
    "an unknown key in places": (PLACES, "代码: xixiang", "代码: xixiang\n      门牌: 有", "places/xixiang/"),
    "no such level": (PLACES, "层级: 巷", "层级: 胡同", "places/xixiang/"),
    "an unknown key in stations": (STATIONS, "代码: yizhan", "代码: yizhan\n  网址: 没有", "stations/yizhan/"),
    "no such day": (FIRST, "日期: 2026-10", "日期: 2026-31", "cases/XH-2026-001/"),
    "no such nature": (FIRST, "性质: ", "性质: 不", "cases/XH-2026-001/"),
    "an unknown key in a notice": (NOTICE, "种类:", "颜色: 红\n种类:", "notices/tingshui/"),
    "no such day in a notice": (NOTICE, "2026-11-25", "2026-11-35", "notices/tingshui/"),
    "an unknown key in a policy": (POLICY, "给谁:", "颜色: 红\n给谁:", "policies/gongshui/"),
    "an unknown key in a page": (PAGE, "# 物业", "---\n颜色: 红\n---\n# 物业", "banshi/wuye/"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "address"), STRICTER.values(), ids=STRICTER.keys())
def test_what_a_reader_of_other_days_took_still_counts(
    tmp_path: Path, path: str, old: str, new: str, address: str
) -> None:
    portal = published.portal(tmp_path / "portal", "https://deskboard.example.org/")
    file = portal / path
    right = file.read_text("utf-8")
    assert old in right
    file.write_text(right.replace(old, new), "utf-8")
    published.at(portal, SITE)
    commit(portal, "2026-11-02")
    assert said(portal) and "网址没了" not in {code for _, code in said(portal)}
    assert address in published.known(portal)
    file.write_text(right.replace("xixiang", "xi").replace("yizhan", "yi"), "utf-8")
    if path not in (PLACES, STATIONS):
        file.unlink()
    assert (path, "网址没了") in said(portal)


def test_a_month_that_a_reader_of_other_days_took_still_counts(tmp_path: Path) -> None:
    portal = published.portal(tmp_path / "portal", "https://deskboard.example.org/")
    text = (portal / FIRST).read_text("utf-8")
    (portal / FIRST).write_text(text.replace("编号:", "门牌: 有\n编号:"), "utf-8")
    published.at(portal, SITE)
    commit(portal, "2026-11-02")
    (portal / FIRST).write_text(re.sub("2026-10-[0-9]{2}", "2026-11-02", text), "utf-8")
    assert ("content/portal.yml", "网址没了") in said(portal)


ILL = (
    "[" * 300_000,
    "a: &a [*a, *a]\n",
    "- &a {名称: x, 代码: y1, 下级: [*a, *a]}\n",
    "- 名称: x\n  代码: y2\n  下级:" + " [{名称: x, 代码: y3, 下级:" * 900,
    "\0",
    "- 名称: [x]\n  代码: y4\n",
    "- 名称: x\n  代码: {y5: y}\n",
    "代码: y6\n",
    "- 名称: x\n  代码: Y7\n",
    "- 代码: y8\n",
    "- {[a]: b}\n",
    "- 名称: 甲\n  代码: y9\n  曾用代码: y10\n---\n- 名称: 乙\n",
)


def test_old_files_that_mean_ill(portal: Path) -> None:
    known = published.known(portal)
    for text in ILL:
        right = (portal / PLACES).read_text("utf-8")
        published.write(portal, PLACES, text)
        published.write(portal, FIRST, text)
        commit(portal, "2026-11-02")
        published.write(portal, PLACES, right)
    assert published.known(portal) == known | {"places/y1/"}


def test_a_page_whose_name_changed_in_case_alone(portal: Path) -> None:
    page, other = portal / PAGE, portal / PAGE.replace("wuye", "Wuye")
    page.rename(other)
    for _ in range(2):
        found = problems(portal)
        assert [(each.file, each.code) for each in found] == [(PAGE, "网址没了")]
        assert "文件名改回 wuye" in found[0].remedy and "大小写" in found[0].message
        commit(portal, "2026-11-02", "--allow-empty")
    other.rename(page)
    assert problems(portal) == [], "of two that differ in case alone only the older one can stay"
    page.unlink()
    assert said(portal) == [(PAGE, "网址没了")]


def test_what_must_not_come_back_is_written_anew(portal: Path) -> None:
    portals.edit(portal / FIRST, "概述: ", "概述: 电话 13800138000，")
    portals.edit(portal / NOTICE, "请先", "请打 0471-1234567，请先")
    commit(portal, "2026-11-02")
    (portal / FIRST).unlink()
    (portal / NOTICE).unlink()
    said_ = {each.file: each.remedy for each in problems(portal) if each.code == "网址没了"}
    assert "新写一份" in said_[FIRST] and "git checkout" not in said_[FIRST]
    assert "git checkout" in said_[NOTICE], "an office may have a number"


def test_a_place_that_lies_elsewhere_now_with_another_code(portal: Path) -> None:
    portals.edit(portal / PLACES, XIXIANG, "")
    with (portal / PLACES).open("a", encoding="utf-8") as file:
        file.write("- 名称: 河东社区\n  层级: 社区\n  代码: hedong\n  下级:\n")
        file.write(XIXIANG.replace("代码: xixiang", "代码: xi-xiang"))
    found = [each for each in problems(portal) if each.code == "网址没了"]
    assert [each.message for each in found] == ["“西巷”的代码 xixiang 公布过，现在没有了"]
    assert "xi-xiang" in (portal / PLACES).read_text("utf-8").splitlines()[found[0].line - 1]


def test_codes_that_go_to_one_place_are_said_together(portal: Path) -> None:
    names = [f"{number}号楼" for number in range(1, 7)]
    blocks = "".join(
        f"        - 名称: {name}\n          层级: 楼栋\n          代码: lou-{at}\n" for at, name in enumerate(names)
    )
    portals.edit(portal / PLACES, XIXIANG, f"{XIXIANG}      下级:\n{blocks}")
    commit(portal, "2026-11-02")
    portals.edit(portal / PLACES, f"      下级:\n{blocks}", "")
    found = problems(portal)
    assert [each.remedy.partition("[")[2].partition("]")[0] for each in found] == [
        "lou-0, lou-1, lou-2",
        "lou-3, lou-4, lou-5",
    ]
    assert "“1号楼”等 3 个" in found[0].message and "这里的“西巷”" in found[0].remedy


def test_thousands_of_losses_are_told_shortly(portal: Path) -> None:
    text = (portal / NOTICE).read_text("utf-8")
    for number in range(130):
        published.write(portal, f"content/notices/n{number:03}.md", text)
    commit(portal, "2026-11-02")
    shutil.rmtree(portal / "content/notices")
    (portal / FIRST).unlink()
    found = problems(portal)
    assert next(each.file for each in found if each.code == "网址没了") == FIRST
    assert [each.code for each in found].count("网址没了") == 101
    assert [each.message for each in found if each.code == "错误太多"] == ["还有 31 个网址公布过，现在没有了"]
