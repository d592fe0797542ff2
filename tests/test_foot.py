"""The foot of a page: the menu without a script, who publishes, what the law wants, what the page rests on."""

from datetime import date
from pathlib import Path

import desks
import htmls
import ledger
import portals
import pytest
import yaml
from htmls import Part
from pydantic import ValidationError
from test_pages import every, is_sheet

from generator.pages import resting, robots
from generator.records.moment import Moment
from generator.records.portal import Footer

pytestmark = pytest.mark.wide

ICP, POLICE = "京ICP备12345678号-1", "京公网安备 11010102000001号"


def given(portal: Path, **values: object) -> Path:
    file = portal / "content" / "portal.yml"
    record = yaml.load(file.read_text("utf-8"), yaml.BaseLoader) | values
    file.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    return portal


# The menu


def test_the_foot_is_a_menu_of_all_that_is_listed(site: Path) -> None:
    for path, page in every(site).items():
        if is_sheet(path):
            continue
        menu = page.one("footer nav#all")
        assert [each.text for each in menu.all("h2")] == ["办事", "公开", "关于"], path
        targets = [each.split("/", 1)[1] if path == "404.html" else each for each in menu.hrefs]
        assert len(set(targets)) == len(targets) >= 20, path
    first = htmls.page(site, "").one("footer nav#all").hrefs
    sections = {f"./{each.parent.name}/" for each in site.glob("[a-z]*/index.html")}
    assert sections <= set(first), "every folder of the site has its way"


def test_who_publishes_and_how_to_correct_an_error(site: Path) -> None:
    for path, page in every(site).items():
        if not is_sheet(path):
            foot = page.one("footer")
            texts = {each.text: each.get("href") for each in foot.all("nav a")}
            assert "corrections/" in texts["内容有误怎么办"] and "accessibility/" in texts["无障碍说明"], path
            assert f"{ledger.load('portal.yml')['主办']} 主办" in foot.text, path
    said = htmls.page(site, "corrections/").one("main").text
    assert "连心卡" in said and "更正" in said and "打电话告诉您" in said


# What the law wants


def test_record_numbers_are_linked_at_the_foot_of_every_page(small: Path) -> None:
    site = portals.build(given(small, 页脚={"ICP备案号": ICP, "公安备案号": POLICE}))
    for path, page in every(site).items():
        if is_sheet(path):
            continue
        links = {each.text: each for each in page.one("footer").all("a")}
        assert links[ICP].get("href") == "https://beian.miit.gov.cn/", path
        code = "https://beian.mps.gov.cn/#/query/webSearch?code=11010102000001"
        assert links[POLICE].get("href") == code, path
        for name in (ICP, POLICE):
            assert links[name].get("rel") == "external" and not links[name].has("target"), path
    assert {"404.html", "about/index.html", "index.html"} <= every(site).keys()


@pytest.mark.parametrize(
    ("key", "number", "fine"),
    [
        ("ICP备案号", ICP, True),
        ("ICP备案号", "蒙ICP备2021012345号", True),
        ("ICP备案号", "京ICP备12345678", False),
        ("ICP备案号", "ICP备12345678号", False),
        ("ICP备案号", "京ICP备12345678号-1A", False),
        ("ICP备案号", "京ICP备〔2021〕123号", False),
        ("ICP备案号", "javascript:1", False),
        ("公安备案号", POLICE, True),
        ("公安备案号", "蒙公网安备15010202000123号", True),
        ("公安备案号", "京公网安备 1101010200001号", False),
        ("公安备案号", "11010102000001", False),
    ],
)
def test_how_a_record_number_is_written(key: str, number: str, fine: bool) -> None:
    try:
        Footer.model_validate({key: number})
    except ValueError:
        assert not fine
    else:
        assert fine


@pytest.mark.parametrize("province", "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼")
def test_every_province_has_its_sign_and_some_have_two(province: str) -> None:
    told = {"ICP备案号": f"{province}ICP备12345678号-1", "公安备案号": f"{province}公网安备 11010102000001号"}
    footer = Footer.model_validate(told)
    assert [footer.icp, footer.police] == list(told.values())


@pytest.mark.parametrize(
    "typed",
    ["京 ICP 备 12345678 号-1", "京ＩＣＰ备１２３４５６７８号－１", "京icp备12345678号-1", " 京ICP备12345678号—1\n"],
)
def test_an_icp_number_is_shown_in_its_usual_form(typed: str) -> None:
    assert Footer.model_validate({"ICP备案号": typed}).icp == ICP


@pytest.mark.parametrize(
    "typed",
    ["京公网安备11010102000001号", "京公网安备　　11010102000001 号", "京公网安备　１１０１０１０２０００００１号"],
)
def test_a_police_number_is_shown_in_its_usual_form(typed: str) -> None:
    assert Footer.model_validate({"公安备案号": typed}).police == POLICE


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("ICP备案号", "京ICP证030173号", "beian.miit.gov.cn"),
        ("ICP备案号", "粤B2-20090059", "beian.miit.gov.cn"),
        ("公安备案号", "11010102000001", "前面写上省的简称和“公网安备”"),
        ("公安备案号", "11010102000001号", "前面写上省的简称和“公网安备”"),
    ],
)
def test_what_is_no_record_number_is_told_apart(key: str, typed: str, says: str) -> None:
    with pytest.raises(ValidationError) as error:
        Footer.model_validate({key: typed})
    assert says in error.value.errors()[0]["ctx"]["remedy"]


# robots.txt


def test_search_engines_are_told(site: Path) -> None:
    assert (site / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    assert robots.files("https://a.example/", True) == {
        "robots.txt": b"User-agent: *\nDisallow:\n\nSitemap: https://a.example/sitemap.xml\n"
    }
    assert b"Disallow: /desk/\n" in robots.files("https://a.example/desk/", False)["robots.txt"]


# Inside WeChat


def test_what_has_to_be_kept_as_a_file_says_how_wechat_lets_you(site: Path) -> None:
    """Nothing needs it: the numbers are on the page to be tapped, and so are the dates."""
    seen = set()
    for path, page in every(site).items():
        for holder in (each for each in page.all("p") if path != "print/index.html"):
            files = {
                href.rpartition(".")[2] for href in holder.hrefs if href.endswith((".ics", ".vcf", ".pdf", ".txt"))
            }
            if files:
                assert "在浏览器打开" in holder.text, path
                assert page.one("main").all(".call") if "vcf" in files else page.one("main").all("time"), path
            seen |= files
    assert seen == {"ics", "vcf"}
    assert "在浏览器打开" in htmls.page(site, "print/").one("main").text


# What a page rests on


def rests(page: Part) -> str:
    found = page.one("main").all(".rests")
    assert len(found) < 2
    return found[0].text if found else ""


def told(day: str) -> str:
    return f"这一页根据{ledger.long(day)}及以前的记录。"


@pytest.mark.parametrize("key", sorted(ledger.cases()))
def test_a_case_rests_on_its_last_event(site: Path, key: str) -> None:
    page = htmls.page(site, f"cases/{key}/")
    now = ledger.standing(key)
    known = now.face != "撤下" and len(now.last) == len("2026-01-01")
    assert rests(page) == (told(now.last) if known else ""), key


@pytest.mark.parametrize("code", sorted(ledger.spots()))
def test_a_place_rests_on_the_last_event_of_all_it_shows(site: Path, code: str) -> None:
    page = htmls.page(site, f"places/{code}/")
    days = [ledger.standing(key).last for key in ledger.at(code)]
    days += [each.day for each in desks.at(code) if each.record is not None]
    for href in page.under("通知").hrefs:
        kind, key = href.removeprefix("../../").rstrip("/").partition("/")[::2]
        if kind == "notices" and key:
            days.append(ledger.notices()[key][0]["更新"])
        elif kind == "cases":
            shown = [each for each in ledger.cases()[key]["进展"] if each["环节"] == "公示"]
            days.append(str(shown[-1]["日期"]))
    days = [day for day in days if day != "不详"]
    last = max((day for day in days if len(day) == 10), default="")
    vague = any(len(day) < 10 and day >= last[: len(day)] for day in days)
    assert rests(page) == (told(last) if last and not vague else ""), code


def test_nothing_says_the_day_of_the_build_where_nothing_happened(site: Path) -> None:
    for url in ("guide/", "about/", "accessibility/", "contact/", "stations/", "print/"):
        assert not rests(htmls.page(site, url)), url
    assert rests(htmls.page(site, "cases/")) and rests(htmls.page(site, ""))


def test_a_day_that_is_not_known_is_not_said() -> None:
    march, day = Moment(2026, 3), date(2026, 3, 30)
    assert resting.newest([]) is resting.newest([None, Moment()]) is resting.newest([march]) is None
    assert resting.newest([march, day]) is None, "something in March may be later"
    assert resting.newest([march, date(2026, 3, 31), Moment()]) == date(2026, 3, 31)
    assert resting.newest([Moment(2026, 4, 2, "09:30"), day]) == date(2026, 4, 2)
