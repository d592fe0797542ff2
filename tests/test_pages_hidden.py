"""What must not be seen: withdrawn matters, and what a 更正 marked 涉及隐私 takes back."""

from pathlib import Path

import htmls
import ledger
import pytest
import yaml

from generator import cli

pytestmark = pytest.mark.wide

SECRET = "不该说的话"
CLOSINGS = {
    "已答复": {"答复": SECRET},
    "已解决": {"办前": SECRET, "办后": SECRET, "资金来源": SECRET, "受益户数": "4321", "费用": "87654"},
    "暂不能解决": {"原因": SECRET, "试过": SECRET, "谁能解决": SECRET, "复查": "2027-03-01"},
}
PRIVATE = {"日期": "2026-11-10", "环节": "更正", "涉及隐私": "是", "说明": "原文写了不该公开的话，已经删掉。"}


_LISTS = ("sitemap.xml", ".deskboard/manifest")
"""Files that name every file, or every page that keeps its address."""


def write(portal: Path, key: str, events: list[dict[str, str]], **more: object) -> None:
    """Put a case into a portal."""
    case = {
        "编号": key,
        "标题": "一件普通的事",
        "性质": "诉求",
        "类别": "供水",
        "地点": ["东院"],
        "来源": "来电",
        "概述": "说的是一件普通的事。",
        **more,
        "进展": events,
    }
    path = portal / "content" / "cases" / "2026" / "11" / f"{key}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False).replace("'", ""), "utf-8")


def event(day: str, step: str, **more: str) -> dict[str, str]:
    return {"日期": f"2026-11-{day}", "环节": step, **more}


def built(portal: Path) -> Path:
    assert cli.run(["-C", str(portal), "build"]) == 0
    return portal / "site"


def where(site: Path, text: str) -> list[str]:
    """The files of the site in which `text` stands."""
    files = [path for path in site.rglob("*") if path.is_file() and path.name != "times"]  # there is but a number in it
    return [path.relative_to(site).as_posix() for path in files if text.encode() in path.read_bytes()]


# Withdrawn


def withdrawn(portal: Path, key: str = "XH-2026-010", **more: object) -> None:
    events = [
        event("02", "登记", 说明=SECRET),
        event("03", "办理", 说明=SECRET, 下一步=SECRET, 预计="2026-11-30"),
        event("04", "撤下", 原因="说的是一户人家自己的事。", 说明=SECRET),
    ]
    write(portal, key, events, **{"标题": SECRET, "概述": SECRET, **more})


def test_a_withdrawn_case_leaves_its_id_and_the_reason(small: Path) -> None:
    withdrawn(small)
    site = built(small)
    page = htmls.page(site, "cases/XH-2026-010/")
    assert "原因：说的是一户人家自己的事。" in page.one("main").text
    assert "XH-2026-010" in page.one("main").text
    assert page.all("meta[name=robots][content=noindex]")
    assert where(site, SECRET) == []


def test_a_withdrawn_case_is_in_no_list(small: Path) -> None:
    before = built(small)
    homes = {url: htmls.page(before, url).one("main").text for url in ("", "cases/", "places/", "places/dongyuan/")}
    withdrawn(small)
    htmls.parse.cache_clear()
    site = built(small)
    assert set(where(site, "XH-2026-010")) <= {
        "cases/XH-2026-010/index.html",
        "sitemap.xml",
        ".deskboard/manifest",
        ".deskboard/times",
    }
    for url, text in homes.items():
        assert htmls.page(site, url).one("main").text == text


def test_a_meeting_about_a_withdrawn_case_is_not_told(small: Path) -> None:
    withdrawn(small)
    path = small / "content" / "meetings" / "2026" / "huiyi.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"日期: 2026-11-03\n会议: 四方会议\n参加: [小河社区]\n商定: {SECRET}\n事项: [XH-2026-010]\n", "utf-8"
    )
    assert where(built(small), SECRET) == []


def test_a_case_that_was_merged_and_then_withdrawn_is_gone_from_the_other(small: Path) -> None:
    merged = [event("02", "登记"), event("03", "并案", 并入="XH-2026-002"), event("04", "撤下", 原因="不该公开。")]
    write(small, "XH-2026-011", merged, 标题=SECRET, 概述=SECRET)
    site = built(small)
    assert where(site, SECRET) == []
    assert "XH-2026-011" not in (site / "cases/XH-2026-002/index.html").read_text("utf-8")


def test_a_case_merged_into_a_withdrawn_one_names_its_id_alone(small: Path) -> None:
    withdrawn(small)
    write(small, "XH-2026-012", [event("02", "登记"), event("03", "并案", 并入="XH-2026-010")])
    site = built(small)
    assert where(site, SECRET) == []
    assert "../../cases/XH-2026-010/" in htmls.page(site, "cases/XH-2026-012/").one(".now").hrefs


def test_the_repos_own_withdrawn_case(site: Path) -> None:
    gone = [key for key in ledger.cases() if ledger.standing(key).face == "撤下"]
    assert gone, "the sample has a withdrawn case, or this proves nothing"
    for key in gone:
        reason = ledger.cases()[key]["进展"][-1]["原因"]
        said = htmls.page(site, f"cases/{key}/").one("main").text
        assert reason in said and ledger.cases()[key]["标题"] not in said
        assert set(where(site, key)) <= {
            f"cases/{key}/index.html",
            "sitemap.xml",
            ".deskboard/manifest",
            ".deskboard/times",
        }


# 更正, 涉及隐私


def test_the_text_of_an_event_is_nowhere(small: Path) -> None:
    write(
        small,
        "XH-2026-020",
        [
            event("02", "登记"),
            event("03", "办理", 说明=SECRET, 下一步=SECRET, 预计="2026-12-24"),
            {**PRIVATE, "更正哪条": "2026-11-03 办理"},
        ],
    )
    site = built(small)
    assert where(site, SECRET) == []
    page = htmls.page(site, "cases/XH-2026-020/").one("main").text
    assert "原文不公开" in page and "12月24日" not in page and PRIVATE["说明"] in page


@pytest.mark.parametrize("result", CLOSINGS)
def test_the_text_of_a_closing_is_nowhere(small: Path, result: str) -> None:
    events = [
        event("02", "登记"),
        event("09", "办结", 结果=result, 说明=SECRET, **CLOSINGS[result]),
        {**PRIVATE, "更正哪条": "2026-11-09 办结"},
    ]
    write(small, "XH-2026-021", events, 性质="咨询")
    site = built(small)
    assert where(site, SECRET) == [] and where(site, "4321") == [] and where(site, "87,654") == []
    assert htmls.page(site, "cases/XH-2026-021/").one(".now .seal").text == ledger.SEALS[result]


def test_what_a_meeting_said_is_nowhere(small: Path) -> None:
    events = [event("02", "登记"), {**PRIVATE, "更正哪条": "2026-11-03 会议"}]
    write(small, "XH-2026-022", events)
    path = small / "content" / "meetings" / "2026" / "huiyi.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"日期: 2026-11-03\n会议: 四方会议\n参加: [小河社区]\n商定: {SECRET}\n事项: [XH-2026-022]\n", "utf-8"
    )
    site = built(small)
    assert where(site, SECRET) == []
    assert "原文不公开" in htmls.page(site, "cases/XH-2026-022/").one("main").text


def test_a_plain_correction_keeps_what_it_strikes_through(small: Path) -> None:
    events = [
        event("02", "登记"),
        event("03", "办理", 说明="换了 21 盏灯。"),
        event("05", "更正", 更正哪条="2026-11-03 办理", 说明="是 12 盏。"),
    ]
    write(small, "XH-2026-023", events)
    page = htmls.page(built(small), "cases/XH-2026-023/")
    assert page.one("del").text == "换了 21 盏灯。"
    assert "是 12 盏。" in page.one("main").text


# What is over


def test_what_was_announced_before_the_case_was_closed_is_not_ahead_when_it_is_taken_up_again(small: Path) -> None:
    events = [
        event("02", "登记"),
        event("03", "办理", 下一步="浇水试一试"),
        event("05", "办结", 结果="已解决"),
        event("09", "重办", 原因="又漏了。"),
    ]
    write(small, "XH-2026-030", events)
    said = dict(htmls.page(built(small), "cases/XH-2026-030/").one(".now").pairs)
    assert said["下一步"] == "继续办，有进展就写在这里"


def test_what_was_said_of_an_earlier_result_is_not_said_of_the_new_one(small: Path) -> None:
    events = [
        event("02", "登记"),
        event("03", "办结", 结果="已解决"),
        event("04", "回访", 解决="是"),
        event("05", "重办", 原因="又漏了。"),
        event("09", "办结", 结果="已解决"),
    ]
    write(small, "XH-2026-031", events)
    site = built(small)
    assert set(dict(htmls.page(site, "cases/XH-2026-031/").one(".now").pairs)) == {"结果"}
    assert "反映的人说" not in htmls.page(site, "results/").one("main").text


def test_figures_that_were_corrected_are_not_repeated_as_if_they_were_right(small: Path) -> None:
    events = [
        event("02", "登记"),
        event("03", "办结", 结果="已解决", 费用="210"),
        event("05", "测评", 人数="20", 满意="12"),
        event("09", "更正", 更正哪条="2026-11-05 测评", 说明="满意的是 11 人。"),
        event("09", "更正", 更正哪条="2026-11-03 办结", 说明="花了 120 元。"),
    ]
    write(small, "XH-2026-032", events)
    site = built(small)
    card = htmls.page(site, "cases/XH-2026-032/").one(".now")
    assert "12 人满意" not in card.text and "更正过" in card.text
    assert "12 人满意" not in htmls.page(site, "results/").one("main").text
    assert "更正写在这件事的经过里" in htmls.page(site, "results/").one("main").text


def test_a_reported_matter_has_no_clock_and_nobody_to_call_however_much_is_known_of_it(small: Path) -> None:
    events = [
        event("02", "登记"),
        event("03", "转办", 交给="小河供水公司", 下一步="测压", 预计="2026-11-09"),
        event("04", "报到", 经办="小河供水公司"),
    ]
    write(small, "BD-02", events, 截至="2026-11-04", 出处="报道《一件事》", 流程="闭环")
    site = built(small)
    page = htmls.page(site, "cases/BD-02/").one("main")
    assert set(dict(page.one(".now").pairs)) == {"报道时", "写到", "哪里写的"}
    assert not page.all(".late") and not page.all(".baton") and not page.all(".call")
    assert " 天" not in page.text and "请了谁" not in page.text
    assert "BD-02" in htmls.page(site, "cases/").under("报道摘编").text
    assert "BD-02" not in htmls.page(site, "cases/").under("正在办").text
    assert "BD-02" not in htmls.page(site, "").text


def test_answers_and_results_hold_nothing_else(small: Path) -> None:
    write(small, "XH-2026-040", [event("02", "登记"), event("03", "办结", 结果="已答复", 答复="会修的。")])
    told = {"截至": "2026-11-04", "出处": "报道《一件事》", "性质": "咨询"}
    write(small, "BD-03", [event("02", "登记"), event("03", "办结", 结果="已答复", 答复="会修的。")], **told)
    site = built(small)
    assert "一共 0 件" in htmls.page(site, "answers/").one("main").text
    for key in ("XH-2026-040", "BD-03"):
        assert key not in (site / "answers/index.html").read_text("utf-8")
        assert key not in (site / "results/index.html").read_text("utf-8")


def test_a_portal_that_may_be_found_is_indexed(small: Path) -> None:
    site = built(small)
    for path in sorted(site.rglob("*.html")):
        paper = path.is_relative_to(site / "print") and path.parent != site / "print"
        page = htmls.parse(path)
        assert not page.all("meta[name=robots]") or paper or path.name == "404.html" or htmls.empty(page.text), path
