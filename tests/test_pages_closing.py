"""On built pages, day by day: what comes back at its 复查, what is silent, what is corrected, few voices."""

from pathlib import Path

import htmls
import portals
import pytest
from records_helper import case_text, folded, stands

from generator import cli
from generator.fold.cases.outcome import outcome
from generator.records.rules import LeastSample

UNSOLVED = (
    "2026-10-12 办结 | 结果: 暂不能解决 | 原因: 管子太老 | 试过: 加过压 | 谁能解决: 小河供水公司 | 复查: 2026-11-20"
)
HERE = {"编号": "XH-2026-010", "地点": "[东院]", "来源": "来电"}


def write(portal: Path, *events: str, **top: str) -> None:
    """Put the case XH-2026-010 into a portal."""
    (portal / "content" / "cases" / "XH-2026-010.yml").write_text(case_text(*events, **{**HERE, **top}), "utf-8")


def built(portal: Path, today: str) -> Path:
    """The site as of a day, in a folder of its own: pages are parsed once."""
    site = portal / f"site-{today}"
    portals.build(portal, "--today", today, "--site", str(site))
    return site


def listed(site: Path, url: str, heading: str) -> bool:
    """Whether the case stands under a heading."""
    return any("XH-2026-010" in href for href in htmls.page(site, url).under(heading).hrefs)


def card(site: Path) -> dict[str, str]:
    return dict(htmls.page(site, "cases/XH-2026-010/").one(".now").pairs)


@pytest.mark.wide
def test_what_could_not_be_solved_comes_back_on_its_day(small: Path) -> None:
    write(small, "2026-10-09 登记", UNSOLVED)
    for today, back in (("2026-11-19", False), ("2026-11-20", True), ("2026-11-21", True)):
        site = built(small, today)
        assert listed(site, "cases/", "正在办") == back, today
        assert listed(site, "places/dongyuan/", "正在办") == back, today
        waits = "../../cases/XH-2026-010/" in htmls.page(site, "results/unsolved/").hrefs
        assert waits != back, today
        said = card(site)
        if back:
            days = int(today[-2:]) - 20
            assert said["谁在办"].endswith(f"已经 {days} 天" if days else "今天接手") and "试过" not in said
            assert htmls.page(site, "cases/XH-2026-010/").one(".baton .on").text.startswith("小河社区")
        else:
            assert (said["为什么"], said["试过"], said["谁能解决"], said["哪天再看"]) == (
                "管子太老",
                "加过压",
                "小河供水公司",
                "2026年11月20日",
            )


@pytest.mark.wide
def test_a_case_is_silent_from_the_day_on_that_the_rules_name(small: Path) -> None:
    rules = small / "content" / "rules.yml"
    rules.write_text(rules.read_text("utf-8") + "久未进展: 12\n", "utf-8")
    write(small, "2026-11-02 登记", "2026-11-08 办理")
    for today, days in (("2026-11-19", 11), ("2026-11-20", 12), ("2026-11-21", 13)):
        site = built(small, today)
        assert listed(site, "cases/", "久没有新进展的事") == (days >= 12), today
        if days >= 12:
            lines = htmls.page(site, "cases/").under("久没有新进展的事").all("li")
            (line,) = [each for each in lines if "XH-2026-010" in each.one("a").get("href")]
            assert f"已经 {days} 天没有新进展" in line.text


@pytest.mark.wide
def test_what_was_put_right_announces_nothing_and_few_voices_make_no_rate(small: Path) -> None:
    announced = "2026-11-04 办理 | 说明: 泵到了 | 下一步: 下周停水 | 预计: 2026-11-24"
    write(small, "2026-11-02 登记", announced, "2026-11-05 更正 | 更正哪条: 2026-11-04 办理 | 说明: 泵还没有到")
    words = "用语:\n  在办·下一步: 还在办\n  更正·过: 写错过\n  久未进展: 好久没动静的事\n"
    rules = small / "content" / "rules.yml"
    rules.write_text(rules.read_text("utf-8") + words, "utf-8")
    site = built(small, "2026-11-20")
    assert card(site)["下一步"] == "还在办"
    assert "下周停水" in htmls.page(site, "cases/XH-2026-010/").one(".rail del").text
    assert htmls.page(site, "cases/").one("#silent").text.startswith("好久没动静的事")

    closed = ("2026-11-02 登记", "2026-11-04 办结 | 结果: 已解决 | 办后: 好了", "2026-11-05 测评 | 人数: 4 | 满意: 4")
    write(small, *closed, "2026-11-06 更正 | 更正哪条: 2026-11-04 办结")
    site = built(small, "2026-11-21")
    assert card(site)["大家说"] == "问了 4 人，4 人满意"
    assert card(site)["结果"].endswith("写错过")


@pytest.mark.wide
def test_the_page_of_a_year_stays_when_its_only_result_is_taken_up_again(small: Path) -> None:
    solved = ("2025-03-03 登记", "2025-03-10 办结 | 结果: 已解决")
    write(small, *solved)
    assert "../../cases/XH-2026-010/" in htmls.page(built(small, "2026-11-20"), "results/2025/").hrefs
    write(small, *solved, "2026-11-19 重办 | 原因: 又停水")
    page = htmls.page(built(small, "2026-11-21"), "results/2025/")
    assert "没有登记办好的事" in page.text and not any("XH-2026-010" in href for href in page.hrefs)


def test_a_recheck_on_the_day_of_the_closing_is_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(small, "2026-11-02 登记", UNSOLVED.replace("2026-10-12", "2026-11-20"))
    assert cli.run(["-C", str(small), "check"]) == 1
    said = "".join(capsys.readouterr())
    assert "复查的日子不在办结之后" in said and "XH-2026-010.yml:" in said


@pytest.mark.parametrize(
    ("asked", "satisfied", "percent"),
    [(4, 4, None), (5, 5, 100), (5, 0, 0), (200, 199, 99), (1000, 1, 1), (8, 5, 63), (46, 43, 93)],
)
def test_a_rate_needs_enough_voices_and_never_rounds_to_all_or_none(
    asked: int, satisfied: int, percent: int | None
) -> None:
    rated = folded(
        "2026-03-02 登记", "2026-03-04 办结 | 结果: 已解决", f"2026-03-05 测评 | 人数: {asked} | 满意: {satisfied}"
    )
    found = outcome(stands(rated, "2026-04-01"), LeastSample()).survey
    assert found and (found.asked, found.satisfied, found.percent) == (asked, satisfied, percent)
