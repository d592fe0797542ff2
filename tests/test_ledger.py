"""What was published stays: each kind of address, and each remedy done to the letter."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import portals
import published
import pytest
from published import DAY, FIRST, NOTICE, PAGE, PLACES, POLICY, SITE, STATIONS, problems, said
from repositories import commit, git
from test_terrible import codes_in

from generator import build, ledger
from generator.ledger import sites

pytestmark = pytest.mark.wide

Do = Callable[[Path], object]


@pytest.fixture(scope="session")
def _portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published.portal(tmp_path_factory.mktemp("published") / "公开 栏")


@pytest.fixture
def portal(_portal: Path, tmp_path: Path) -> Path:
    """A portal with a real address whose records are all committed."""
    return Path(shutil.copytree(_portal, tmp_path / "公开 栏"))


@dataclass(frozen=True)
class Loss:
    """How an address is lost, where and in which words it is said, and what brings it back."""

    address: str
    lose: Do
    file: str
    words: str
    remedy: str
    mend: Do
    page: str


def gone(path: str) -> Do:
    return lambda portal: (portal / path).unlink()


def back(path: str, then: Do) -> Do:
    """Do what the remedy says of git, to the letter."""

    def mend(portal: Path) -> None:
        remedy = next(each.remedy for each in problems(portal) if each.file == path)
        published.run(portal, re.findall("git checkout [^）]+", remedy)[0])
        then(portal)

    return mend


def edit(path: str, old: str, new: str) -> Do:
    return lambda portal: portals.edit(portal / path, old, new)


def withdraw(portal: Path) -> None:
    with (portal / FIRST).open("a", encoding="utf-8") as file:
        file.write("  - 日期: 2026-11-20\n    环节: 撤下\n    原因: 写重复了\n")


def rename(portal: Path) -> None:
    edit(FIRST, "XH-2026-001", "XH-2026-100")(portal)
    (portal / FIRST).rename(portal / FIRST.replace("001", "100"))


def name_back(portal: Path) -> None:
    (portal / FIRST.replace("001", "100")).rename(portal / FIRST)
    edit(FIRST, "XH-2026-100", "XH-2026-001")(portal)


XIXIANG = "    - 名称: 西巷\n      层级: 巷\n      代码: xixiang\n"
FUWUDIAN = published.STATION_TEXT[published.STATION_TEXT.index("- 名称: 东院") :]


def no_more_west(portal: Path) -> None:
    edit(PLACES, XIXIANG, "")(portal)
    for path in [FIRST, "content/cases/press/BD-01.yml", STATIONS]:
        file = portal / path
        file.write_text(file.read_text("utf-8").replace("西巷, ", "").replace("西巷", "东院"), "utf-8")


LOSSES = {
    "case": Loss("cases/XH-2026-001/", gone(FIRST), FIRST, "编号 XH-2026-001 公布过，现在没有了",
                 "撤下", back(FIRST, withdraw), "写重复了"),
    "case renamed": Loss("cases/XH-2026-001/", rename, FIRST, "像是改成了 XH-2026-100",
                         "编号和文件名改回 XH-2026-001", name_back, "XH-2026-001"),
    "notice": Loss("notices/tingshui/", gone(NOTICE), NOTICE, "通知 tingshui 公布过", "撤下: 原因",
                   back(NOTICE, edit(NOTICE, "种类:", "撤下: 不停水了\n种类:")), "不停水了"),
    "policy": Loss("policies/gongshui/", gone(POLICY), POLICY, "政策说明 gongshui 公布过", "撤下: 原因",
                   back(POLICY, edit(POLICY, "给谁:", "撤下: 政策改了\n给谁:")), "政策改了"),
    "page": Loss("banshi/wuye/", gone(PAGE), PAGE, "网页 wuye 公布过", "写一句现在到哪里看",
                 back(PAGE, edit(PAGE, "请打", "搬到首页了。请打")), "搬到首页了"),
    "place's code": Loss("places/xixiang/", edit(PLACES, "代码: xixiang", "代码: xi-xiang"), PLACES,
                         "“西巷”的代码 xixiang 公布过", "曾用代码: [xixiang]",
                         edit(PLACES, "代码: xi-xiang", "代码: xi-xiang\n      曾用代码: [xixiang]"),
                         "→ places/xi-xiang/"),
    "former code": Loss("places/dong-dayuan/", edit(PLACES, "      曾用代码: [dong-dayuan]\n", ""), PLACES,
                        "“东院”的代码 dong-dayuan 公布过", "曾用代码: [dong-dayuan]",
                        edit(PLACES, "代码: dongyuan", "代码: dongyuan\n      曾用代码: [dong-dayuan]"),
                        "→ places/dongyuan/"),
    "place": Loss("places/xixiang/", no_more_west, PLACES, "地点“西巷”（代码 xixiang）公布过", "这里的“小河社区”",
                  edit(PLACES, "代码: xiaohe", "代码: xiaohe\n  曾用代码: [xixiang]"), "→ places/xiaohe/"),
    "station's code": Loss("stations/yizhan/", edit(STATIONS, "代码: yizhan", "代码: xin-zhan"), STATIONS,
                           "“小河驿站”的代码 yizhan 公布过", "曾用代码: [yizhan]",
                           edit(STATIONS, "代码: xin-zhan", "代码: xin-zhan\n  曾用代码: [yizhan]"),
                           "→ stations/xin-zhan/"),
    "station": Loss("stations/fuwudian/", edit(STATIONS, FUWUDIAN, ""), STATIONS,
                    "服务点“东院服务点”（代码 fuwudian）公布过", "写回来，加一行“撤下: 原因”",
                    lambda portal: published.write(portal, STATIONS, published.STATION_TEXT + "  撤下: 房子要修\n"),
                    "房子要修"),
}  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_what_was_published_is_missed_until_the_remedy_is_done(portal: Path, loss: Loss) -> None:
    assert problems(portal) == []
    loss.lose(portal)
    found = [each for each in problems(portal) if each.code == "网址没了"]
    assert [each.file for each in found] == [loss.file]
    assert loss.words in found[0].message and loss.remedy in found[0].remedy
    if loss.file in (PLACES, STATIONS) and "现在没有了" in found[0].message and found[0].line > 1:
        assert "代码" in (portal / loss.file).read_text("utf-8").splitlines()[found[0].line - 1]
    loss.mend(portal)
    assert problems(portal) == []


@pytest.mark.wide
@pytest.mark.parametrize("names", [["case", "notice", "policy", "page", "place's code", "former code", "station"],
                                   ["case renamed", "place", "station's code"]])  # fmt: skip
def test_then_the_old_address_answers(portal: Path, names: list[str]) -> None:
    for loss in (LOSSES[name] for name in names):
        loss.lose(portal)
        loss.mend(portal)
    commit(portal, "2026-11-20")
    site = portals.build(portal)
    for loss in (LOSSES[name] for name in names):
        html = (site / loss.address / "index.html").read_text("utf-8")
        _, arrow, to = loss.page.partition("→ ")
        if arrow:
            led = re.findall('content="0; url=([^"#]+)', html)
            assert [(site / loss.address / each).resolve() for each in led] == [site / to], loss.address
            assert (site / to / "index.html").is_file()
        else:
            assert loss.page in html, loss.address


def test_all_at_once_and_beside_other_mistakes(portal: Path) -> None:
    for name in ("case", "notice", "policy", "page", "place's code", "station's code"):
        LOSSES[name].lose(portal)
    assert [code for _, code in said(portal)].count("网址没了") == 6
    second = next((portal / "content").rglob("XH-2026-002.yml"))
    portals.edit(second, "环节: 登记", "环节: 登 记")
    found = problems(portal)
    assert [each.code for each in found].count("网址没了") == 6
    assert all(each.file.endswith("002.yml") for each in found if each.code != "网址没了")
    for each in found:
        assert len(each.message) <= 90 and len(each.remedy) <= 90 and each.message[-1] not in "。.", each


def test_the_first_day_of_all_may_be_written_anew(portal: Path) -> None:
    text = (portal / FIRST).read_text("utf-8")
    (portal / FIRST).write_text(re.sub("2026-10-[0-9]{2}", "2026-11-02", text), "utf-8")
    found = [each for each in problems(portal) if each.code == "网址没了"]
    assert [each.file for each in found] == ["content/portal.yml"]
    assert "/cases/2026/10/" in found[0].message
    with (portal / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write(re.findall("最早的月份: [0-9-]+", found[0].remedy)[0] + "\n")
    assert "网址没了" not in {code for _, code in said(portal)}


def test_a_record_with_a_mistake_is_not_lost(portal: Path) -> None:
    portals.edit(portal / FIRST, "性质: ", "性质: 不")
    portals.edit(portal / PLACES, "层级: 巷", "层级: 小巷")
    assert "网址没了" not in {code for _, code in said(portal)}


def test_a_site_that_moves_says_so(portal: Path) -> None:
    published.at(portal, "https://new.xiaohe.gov.cn/desk/")
    found = problems(portal)
    assert [(each.file, each.code) for each in found] == [("mkdocs.yml", "网址改了")]
    assert (portal / "mkdocs.yml").read_text("utf-8").splitlines()[found[0].line - 1].startswith("site_url:")
    assert SITE in found[0].message and "曾用网址: [https://…]" in found[0].remedy
    with (portal / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write(f"曾用网址: [{SITE}]\n")
    assert problems(portal) == []
    commit(portal, "2026-11-10")
    published.at(portal, SITE)
    found = problems(portal)
    assert [(each.file, each.code) for each in found] == [
        ("content/portal.yml", "曾用网址"),
        ("mkdocs.yml", "网址改了"),
    ]
    published.at(portal, "https://desk.example.org/")
    assert said(portal) == [("mkdocs.yml", "网址改了")]


@pytest.mark.parametrize(
    "url",
    ["https://deskboard.example.org/", "https://example.com/", "https://a.test/", "https://localhost:8000/",
     "https://127.0.0.1/", "https://[::1]/", "https://x.invalid/", "https://board.example/", "https://Example.NET./",
     "http://desk.xiaohe.gov.cn/", "https://", "https://a:b/", "https://desk.xiaohe.gov.cn/?a=b", "", "是"],
)  # fmt: skip
def test_where_nothing_is_published(url: str) -> None:
    assert sites.real(url) == ""
    assert sites.named(f"site_url: {url}\n".encode()) == ""


@pytest.mark.parametrize(
    "url", ["https://Desk.XIAOHE.gov.cn", "https://desk.xiaohe.gov.cn:443/", "https://desk.xiaohe.gov.cn./", SITE]
)
def test_another_spelling_is_the_same_site(url: str) -> None:
    assert sites.real(url) == SITE
    assert sites.named(f"\ufeffsite_url: {url} # 我们的\n".encode()) == SITE


def test_a_sample_is_not_guarded(tmp_path: Path) -> None:
    portal = published.portal(tmp_path / "sample", "https://deskboard.example.org/")
    for name in ("notice", "policy", "page", "place's code", "station"):
        LOSSES[name].lose(portal)
    assert "网址没了" not in {code for _, code in said(portal)}
    assert published.known(portal) == set()


def test_a_community_that_begins_from_the_sample(tmp_path: Path) -> None:
    portal = published.portal(tmp_path / "sample", "https://deskboard.example.org/")
    LOSSES["notice"].lose(portal)
    commit(portal, "2026-11-02")
    LOSSES["station"].lose(portal)
    published.at(portal, SITE)
    assert said(portal) == [("mkdocs.yml", "没有存档")], "nothing is published yet"
    commit(portal, "2026-11-03")
    assert problems(portal) == []
    known = published.known(portal)
    assert {"cases/XH-2026-001/", "policies/gongshui/", "places/dong-dayuan/", "stations/yizhan/"} <= known
    assert not {"notices/tingshui/", "stations/fuwudian/"} & known
    LOSSES["policy"].lose(portal)
    assert said(portal)[-1] == (POLICY, "网址没了")


def test_what_was_never_right_was_never_published(portal: Path) -> None:
    wrong = published.case(portal, "XH-2026-005").rename(portal / "content/cases/2026/11/XH-2026-05.yml")
    published.write(portal, "content/notices/bad.md", "没有开头")
    published.write(portal, "content/notices/copy-副本.md", (portal / NOTICE).read_text("utf-8"))
    published.write(portal, "content/pages/empty.md", "\n")
    published.write(portal, "content/pages/a+b.md", "# 一页\n")
    commit(portal, "2026-11-02")
    assert "文件名" in {code for _, code in said(portal)}
    wrong.rename(wrong.with_name("XH-2026-005.yml"))
    for path in (
        "content/notices/bad.md",
        "content/notices/copy-副本.md",
        "content/pages/empty.md",
        "content/pages/a+b.md",
    ):
        (portal / path).unlink()
    assert problems(portal) == []


def test_files_may_move_between_folders(portal: Path) -> None:
    (portal / "content/cases/旧 的").mkdir()
    (portal / FIRST).rename(portal / "content/cases/旧 的/XH-2026-001.yml")
    assert problems(portal) == []
    commit(portal, "2026-11-02")
    (portal / "content/cases/旧 的/XH-2026-001.yml").unlink()
    found = problems(portal)
    assert [each.file for each in found] == ["content/cases/旧 的/XH-2026-001.yml"]
    published.run(portal, re.findall("git checkout [^）]+", found[0].remedy)[0])
    assert problems(portal) == []


def test_what_is_printed_is_committed_first(portal: Path) -> None:
    published.case(portal, "XH-2026-007")
    asked = {
        "",
        "desk/",
        "contact/",
        "places/xixiang/",
        "places/dong-dayuan/",
        "cases/XH-2026-001/",
        "cases/XH-2026-007/",
    }
    assert ledger.uncommitted(portal, SITE, asked) == {"cases/XH-2026-007/"}
    assert ledger.uncommitted(portal, "https://deskboard.example.org/", asked) == set()
    assert len(ledger.uncommitted(portal, "https://new.xiaohe.gov.cn/", asked)) == 4
    commit(portal, "2026-11-02")
    assert ledger.uncommitted(portal, SITE, asked) == set()


def test_every_word_of_the_ledger_is_met_here_or_beside() -> None:
    met = {"网址没了", "网址改了", "曾用网址", "没有存档", "存档不全", "存档没有回答", "代码给了别处"}
    assert codes_in("ledger") == met  # the others: tests/test_ledger_git.py, test_ledger_codes.py


def test_the_check_of_the_whole_says_it_too(portal: Path) -> None:
    LOSSES["notice"].lose(portal)
    assert [each.code for each in build.check(portal, DAY)] == ["网址没了"]
    git(portal, "checkout", "-q", NOTICE)
