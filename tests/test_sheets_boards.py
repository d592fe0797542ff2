"""What hangs on notice boards, printed by Chromium and read back: board sheets and desk posters."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import browsing
import desks
import flowing
import htmls
import ledger
import ledger_outages
import paper
import portals
import pytest
from flowing import bare
from ledger import TODAY, long, several, short
from paper import Sheet
from playwright.sync_api import Browser
from test_pages_notices import SHOWN, all_now, phase

pytestmark = pytest.mark.wide

HOME = "https://deskboard.example.org/"
ABOVE = {"市", "区", "县", "旗", "街道", "镇", "乡", "苏木"}
PLACES = [code for code, spot in ledger.spots().items() if spot.level not in ABOVE]
BOARDS = [code for code in PLACES if ledger.posts(ledger.spots()[code].codes)]
"""The places that somebody here answers for."""
OPEN, CLOSED, SESSIONS = 40, 20, 6
"""So many a board tells at most."""
PORTAL = ledger.load("portal.yml")

LONG = "三楼以上早晚水压不足" * 12
"""As long as a line may be."""
NOTE = "请供水公司来测压，再看一看水箱。" * 240


def fill(portal: Path) -> None:
    """A portal with much of everything at 东院: 100 open matters, 40 phones, long words without any blank."""
    content = portal / "content"
    for number in range(100):
        title = {3: LONG, 4: "shuiya" * 20}.get(number, f"第{number}件事")
        note = {5: f"\n    说明: {NOTE[:4000]}", 6: "\n    说明: " + "shui" * 100}.get(number, "")
        _case(content, 100 + number, title, f"登记{note}", f"2026-11-{number % 20 + 1:02}")
    for number, result in enumerate(
        ("已答复\n    答复: " + NOTE[:400], "已解决\n    办后: 修好了", "已转出\n    转给: 小河供水公司")
    ):
        _case(
            content,
            300 + number,
            f"办完第{number}件",
            "登记",
            "2026-11-02",
            f"\n  - 日期: 2026-11-1{number}\n    环节: 办结\n    结果: {result}",
        )
    posts = [
        f"- 岗位: 值班岗{number}\n  级别: 社区\n  单位: 小河社区\n  地点: [东院]\n"
        f"  管什么: {LONG if number == 7 else '什么都管'}\n"
        f"  电话: {'000-0000-0000-000转000000' if number == 8 else '000-0000-0000'}\n  时间: 每天 8:30–20:00\n"
        for number in range(40)
    ]
    with (content / "contacts.yml").open("a", encoding="utf-8") as file:
        file.write("\n" + "".join(posts))
    (content / "desks").mkdir()
    (content / "desks" / "zhuo.yml").write_text(
        f"名称: 小桌\n桌子: [宣传, 调解, 议事, 答复]\n服务: [{LONG}, 打印]\n参加: [小河社区代办员]\n"
        "安排:\n  - 每周: [一, 三]\n    时间: 14:30-17:00\n    从: 2026-11-01\n    到: 2026-12-31\n    地点: 东院\n"
        f"    位置: {'menkou' * 20}\n"
        "停办:\n  - {日期: 2026-11-25, 原因: 下大雪}\n"
        "改期:\n  - {原定: 2026-11-30, 改到: 2026-12-01, 时间: 09:00-10:00, 原因: 停电}\n",
        "utf-8",
    )


def _case(content: Path, number: int, title: str, event: str, day: str, more: str = "") -> None:
    (content / "cases" / "2026" / "11" / f"XH-2026-{number:03}.yml").write_text(
        f"编号: XH-2026-{number:03}\n标题: {title}\n性质: 诉求\n类别: 供水\n地点: [东院]\n来源: 来访\n概述: 一件事。\n"
        f"进展:\n  - 日期: {day}\n    环节: {event}{more}\n",
        "utf-8",
    )


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a portal that has much of everything."""
    portal = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("full"))
    fill(portal)
    return portals.build(portal)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], list[Sheet]]:
    """Prints a page of a site, once."""
    folder, kept = tmp_path_factory.mktemp("paper"), dict[tuple[Path, str], list[Sheet]]()

    def printed(site: Path, url: str) -> list[Sheet]:
        if (site, url) not in kept:
            kept[site, url] = paper.sheets(site / url / "index.html", folder / f"{len(kept)}.pdf")
        return kept[site, url]

    return printed


Press = Callable[[Path, str], list[Sheet]]


# On paper


@pytest.mark.parametrize(
    "url", ["print/places/sangyuyuan/", "print/places/sangyu/", "print/places/wanqingli/", "print/desk/"]
)
def test_sheets_of_the_sample(site: Path, press: Press, url: str) -> None:
    flowing.laid_out(press(site, url), numbers(htmls.page(site, url), press(site, url)))
    flowing.flowed(htmls.page(site, url), press(site, url))


@pytest.mark.parametrize("url", ["print/places/dongyuan/", "print/desk/"])
def test_sheets_of_a_portal_with_much_of_everything(full: Path, press: Press, url: str) -> None:
    flowing.laid_out(press(full, url), numbers(htmls.page(full, url), press(full, url)))
    flowing.flowed(htmls.page(full, url), press(full, url))


def test_all_boards_are_the_boards_one_after_the_other(built: Path, press: Press) -> None:
    site = built / "site"
    singles = [press(site, f"print/places/{code}/") for code in ("xiaohe", "dongyuan", "xixiang")]
    said = [flowing.body(sheet) for sheets in singles for sheet in sheets]
    assert [flowing.body(sheet) for sheet in press(site, "print/boards/")] == said
    assert [len(sheets) for sheets in singles] == [2, 2, 1]
    flowing.laid_out(
        press(site, "print/boards/"), numbers(htmls.page(site, "print/boards/"), press(site, "print/boards/"))
    )
    flowing.flowed(htmls.page(site, "print/boards/"), press(site, "print/boards/"))


def test_last_month_is_told_where_this_one_has_nothing_yet(built: Path) -> None:
    page = htmls.page(built / "site", "print/places/xixiang/")
    (row,) = rows(page, "10月办完的事：1 件（本月还没有）")
    assert row == "办好了10月15日（周四）巷口路灯不亮XH-2026-001·西巷、东院现在：路灯亮了受益：30户"
    assert "本月办完0件" in bare(page.one(".sum").text)


def test_a_place_with_little_needs_one_sheet_and_so_does_a_poster(site: Path, press: Press) -> None:
    (sheet,) = press(site, "print/places/wanqingli/")
    for said in ("正在办0件", "现在没有正在办的事", "还没有排下一次", "12345"):
        assert said in bare(sheet.text)
    posters = htmls.page(site, "print/desk/").all("section")[1:]
    for sheet, poster in zip(press(site, "print/desk/")[-len(posters) :], posters, strict=True):
        assert flowing.body(sheet) == flowing.said(poster)


@pytest.mark.parametrize("url", ["print/places/sangyu/", "print/boards/", "print/desk/"])
def test_every_sheet_says_whose_it_is_and_as_of_when(site: Path, press: Press, url: str) -> None:
    heads = {bare(each.text) for each in htmls.page(site, url).all("section .running")}
    assert all(each.endswith(f"{long(f'{TODAY}')}的情况") for each in heads)
    for sheet in press(site, url):
        assert any(flowing.body(sheet).startswith(head) for head in heads), sheet.text[:60]


@pytest.mark.parametrize("code", ["sangyuyuan", "sangyu", "wanqingli"])
def test_the_code_on_paper_leads_to_the_place(site: Path, press: Press, code: str) -> None:
    found = [each for sheet in press(site, f"print/places/{code}/") for each in sheet.codes]
    assert found == [f"{HOME}places/{code}/"]
    assert f"deskboard.example.org/places/{code}" in flowing.body(press(site, f"print/places/{code}/")[0])


def test_the_codes_on_posters_lead_to_the_desk(site: Path, press: Press) -> None:
    found = [each for sheet in press(site, "print/desk/") for each in sheet.codes]
    assert found == [f"{HOME}desk/"] * len(htmls.page(site, "print/desk/").all("section"))


@pytest.mark.parametrize("code", BOARDS)
def test_the_last_sheet_is_the_only_one_or_a_third_full(site: Path, press: Press, code: str) -> None:
    """Of the sample."""
    *before, last = press(site, f"print/places/{code}/")
    top, foot = paper.A4[1] - 14 * paper.MM, 20 * paper.MM
    lowest = min(each.bottom for each in last.letters if each.text.strip() and each.bottom > foot)
    assert not before or top - lowest > (top - foot) / 3


def numbers(page: htmls.Part, sheets: list[Sheet]) -> list[str]:
    """What stands in the lower margins: each place counts its own sheets, as they hang apart."""
    heads = [bare(each.text) for each in page.all("section .running")]
    found, at = list[int](), -1
    for sheet in sheets:
        said = flowing.body(sheet)
        new = at + 1 < len(heads) and said.startswith(heads[at + 1] + bare(page.all("section h1")[at + 1].text))
        at += new
        found.append(1 if new else found[-1] + 1)
    assert at + 1 == len(heads)
    whole = "" if page.all(".pile") else f"，共{len(sheets)}页"
    return [f"第{number}页{whole}" for number in found]


# What they say


def rows(page: htmls.Part, heading: str) -> list[str]:
    return [bare(each.text) for each in page.under(heading).all("tbody tr")]


def called(spot: ledger.Spot) -> str:
    return spot.path[-2] + spot.name if spot.level == "楼栋" else spot.name


def where(case: dict[str, Any], code: str) -> str:
    """The places of a case, unless it is at this one alone."""
    there = [ledger.spot(name) for name in several(case["地点"])]
    return "" if [each.code for each in there] == [code] else "·" + "、".join(called(each) for each in there)


def near(text: str) -> str:
    return long(text).removeprefix(f"{TODAY.year}年")


def coming(now: ledger.Standing) -> str:
    """What comes next, as the last event since it was opened (again) that says so has it."""
    since = max(n for n, each in enumerate(now.story) if each["环节"] in ("登记", "重办", "复查"))
    said = next((each for each in reversed(now.story[since:]) if "下一步" in each), {})
    day = said.get("预计", "")
    gone = (TODAY - date.fromisoformat(day)).days if day else 0
    return said.get("下一步", "") + (f"，预计{near(day)}" if day else "") + (f"（已过{gone}天）" if gone > 0 else "")


def helpers(key: str) -> str:
    hands = [
        each
        for each in ledger.standing(key).story
        if each["环节"] in ("登记", "重办", "复查", "转办", "上报", "反馈", "退回")
    ]
    found = several(hands[-1]["交给"])[1:] if hands[-1]["环节"] == "转办" else []
    return f"（{'、'.join(found)}一起办）" if found else ""


@pytest.mark.parametrize("code", BOARDS)
def test_what_is_open_with_state_holder_deadline_and_last_step(site: Path, code: str) -> None:
    page = htmls.page(site, f"print/places/{code}/")
    mine = [key for key in ledger.at(code) if not ledger.reported(ledger.cases()[key]) and ledger.standing(key).open]
    mine.sort(key=lambda key: (ledger.standing(key).due, key))
    said = rows(page, "正在办的事")
    assert f"正在办{len(mine)}件" in bare(page.one(".sum").text) and len(said) == min(len(mine), OPEN)
    assert (f"还有{len(mine) - OPEN}件，扫二维码看" in bare(page.text)) == (len(mine) > OPEN)
    for row, key in zip(said, mine, strict=False):
        now, case = ledger.standing(key), ledger.cases()[key]
        late = f"已过{(TODAY - now.due).days}天" if now.due < TODAY else ""
        state = f"{ledger.SEALS[now.face]}最晚{short(now.due)}{'办完' if now.answered else '答复'}{late}"
        hands = f"谁在办：{now.holder}{helpers(key)}，{near(now.since.isoformat())}起"
        last = f"最近：{near(now.last)}"
        assert row.startswith(bare(f"{state}{case['标题']}{key}{where(case, code)}{hands}{last}")), key
        row, _, after = row.partition("下一步：")
        assert row.endswith(bare(now.story[-1].get("说明", ""))), key
        assert after == bare(coming(now)), key


@pytest.mark.parametrize("code", BOARDS)
def test_what_was_closed_this_month_or_the_last(site: Path, code: str) -> None:
    page = htmls.page(site, f"print/places/{code}/")
    this, before = f"{TODAY:%Y-%m}", f"{TODAY.replace(day=1) - timedelta(days=1):%Y-%m}"
    closed: dict[str, list[str]] = {this: [], before: []}
    for key in sorted(ledger.at(code)):
        now = ledger.standing(key)
        if not ledger.reported(ledger.cases()[key]) and not now.open and now.face != "并入":
            closed.setdefault(now.closed[:7], []).append(key)
    month = this if closed[this] else before
    mine = sorted(closed[month], key=lambda key: ledger.standing(key).closed, reverse=True)
    said = rows(page, f"{int(month[5:])}月办完的事")
    assert len(said) == min(len(mine), CLOSED) and f"本月办完{len(closed[this])}件" in bare(page.one(".sum").text)
    for row, key in zip(said, mine, strict=False):
        now, case = ledger.standing(key), ledger.cases()[key]
        day = short(date.fromisoformat(now.closed))
        assert row.startswith(bare(f"{ledger.SEALS[now.face]}{day}{case['标题']}{key}{where(case, code)}")), key
        for fact in ("办后", "答复", "原因", "谁能解决", "转给"):
            assert bare(now.closing.get(fact, "")) in row, (key, fact)


@pytest.mark.parametrize("code", BOARDS)
def test_when_the_desk_comes_and_what_was_called_off(site: Path, code: str) -> None:
    page = htmls.page(site, f"print/places/{code}/")
    ahead = [each for each in desks.at(code) if each.day >= f"{TODAY}"]
    on = [each for each in ahead if each.on][:8]
    on = on[:3] + [each for each in on[3:] if each.day <= f"{TODAY + timedelta(days=30)}"]
    off = [each for each in ahead if not each.on and (len(on) < 3 or each.day <= on[-1].day)][:3]
    mine = sorted([*on, *off], key=lambda each: (each.day, each.start, each.code))
    mine = [each for n, each in enumerate(mine) if sum(one.on for one in mine[:n]) < SESSIONS]
    said = rows(page, "流动办公桌")
    assert len(said) == len(mine)
    for row, each in zip(said, mine, strict=True):
        mark = "" if each.on else "停办" if each.stopped else "改期"
        there = "" if each.code == code else each.place
        assert row.startswith(bare(f"{mark}{each.when}{there}{each.spot}")), each
        assert each.off in row and each.desk["名称"] in row
    first = f"下次办公桌：{short(date.fromisoformat(on[0].day))}" if on else "还没有排下一次"
    assert first in page.one("section").text.replace(" ", "")


@pytest.mark.parametrize("code", BOARDS)
def test_what_is_announced_and_what_will_be_off(site: Path, code: str) -> None:
    here = ledger.spots()[code]
    mine = {}
    later = {slug: (front["标题"], front) for slug, front in SHOWN.items() if phase(front) == "还没开始"}
    for title, front in (all_now() | later).values():
        there = [ledger.spot(name) for name in several(front["地点"])]
        if any(each.code in here.codes or code in each.codes for each in there):
            mine[bare(title)] = front
    said = rows(htmls.page(site, f"print/places/{code}/"), "通知")
    assert len(said) == len(mine)
    for title, front in mine.items():
        (row,) = [each for each in said if title in each]
        assert row.startswith(bare(ledger_outages.sort(front)) + phase(front))
        for _, last, words in ledger_outages.outages(front):
            assert (bare(words) in row) == (last >= f"{TODAY}"), title


@pytest.mark.parametrize("code", BOARDS)
def test_whom_to_call_the_code_the_day_and_who_publishes(site: Path, code: str) -> None:
    page = htmls.page(site, f"print/places/{code}/")
    said = rows(page, "有事打电话")
    posts = ledger.posts(ledger.spots()[code].codes)
    assert len(said) == len(posts) + 1
    for row, post in zip(said, posts, strict=False):
        mobile = f"手机{post['手机']}" if "手机" in post else ""
        assert row == bare(f"{post['岗位']}{post['管什么']}{post['电话']}{mobile}{ledger.aloud(post['时间'])}")
    line = PORTAL["总机"]
    assert said[-1].startswith(bare(line["名称"])) and bare(line["电话"] + ledger.aloud(line["时间"])) in said[-1]
    assert "办得不满意" in said[-1] and said[-1].endswith("12345")
    assert page.one("h1").text == f"{called(ledger.spots()[code])}公开栏"
    assert page.one(".made").text.startswith(PORTAL["主办"])
    assert page.one(".running b").text == f"{long(f'{TODAY}')}的情况"
    assert page.one("figcaption").text == f"deskboard.example.org/places/{code}"


def test_nothing_of_reports_is_on_a_board(site: Path) -> None:
    text = htmls.page(site, "print/boards/").text
    reported = [key for key, case in ledger.cases().items() if ledger.reported(case)]
    assert reported and not [key for key in reported if key in text]


def test_where_nobody_here_answers_the_sheet_says_so(site: Path) -> None:
    others = sorted({*PLACES} - {*BOARDS})
    assert others, "the places of reports"
    for code in others:
        page = htmls.page(site, f"print/places/{code}/").one("main")
        assert f"不归{PORTAL['主办']}管" in page.text and not page.all("table") and not page.all("img"), code


def test_the_document_of_all_boards_says_what_each_says(site: Path) -> None:
    page = htmls.page(site, "print/boards/")
    singles = [htmls.page(site, f"print/places/{code}/").one("section") for code in BOARDS]
    assert [each.text for each in page.all("section")] == [each.text for each in singles]
    ids = [each.get("id") for each in page.all("[id]")]
    assert len(ids) == len(set(ids))


def test_the_posters_tell_of_four_weeks_and_of_each_place(site: Path) -> None:
    whole, *posters = htmls.page(site, "print/desk/").all("section")
    mine = [each for each in desks.sittings() if f"{TODAY}" <= each.day <= f"{TODAY + timedelta(days=27)}"]
    days: dict[str, list[desks.Sitting]] = {}
    for each in mine:
        days.setdefault(each.day, []).append(each)
    said = whole.all("tbody tr")
    assert [each.one("th").text for each in said] == [short(date.fromisoformat(day)) for day in sorted(days)]
    for row, day in zip(said, sorted(days), strict=True):
        for line, each in zip(row.all("p"), days[day], strict=True):
            assert bare(line.text).startswith(bare(each.when.partition("）")[2] + each.place + each.spot)), each
            assert each.off in line.text and ("停办" in line.text) == each.stopped
    assert any(each.stopped for each in mine) and any(each.moved for each in mine)
    coming = {
        each.place: desks.ahead([one for one in desks.sittings() if one.place == each.place])
        for each in desks.sittings()
    }
    coming = {place: found for place, found in coming.items() if found}
    assert len(posters) == len(coming)
    for poster, (place, found) in zip(
        posters, sorted(coming.items(), key=lambda each: (each[1][0].day, each[1][0].start)), strict=True
    ):
        first = found[0]
        assert bare(poster.one(".when").text) == bare(first.when)
        assert poster.one("thead").text == f"{place} {first.desk['名称']}"
        text = bare(poster.text)
        for each in [
            first.spot,
            *first.words("服务"),
            *first.words("参加"),
            *[f"{each}桌" for each in first.words("桌子")],
        ]:
            assert each in text, (place, each)
        for each in found[1:]:
            assert bare(each.when) in text, (place, each)
        assert "每月至少来3次" in text and PORTAL["总机"]["电话"] in text


# On a screen


def test_on_a_phone_no_cell_is_too_narrow_to_read(site: Path, full: Path, browser: Browser) -> None:
    narrow = """[...document.querySelectorAll("td, th")]
        .filter(each => each.getBoundingClientRect().width < 4 * parseFloat(getComputedStyle(each).fontSize))
        .map(each => each.outerHTML)"""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for built, urls in ((site, ("print/places/sangyu/", "print/desk/")), (full, ("print/places/dongyuan/",))):
        with browsing.served(built) as home:
            for url in urls:
                page.goto(home + url)
                assert page.evaluate(narrow) == [], url
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_on_a_screen_nothing_is_wider_and_all_can_be_read(full: Path, browser: Browser, width: int) -> None:
    with browsing.served(full) as home:
        page = browser.new_page(viewport={"width": width, "height": 800})
        for url in ("print/places/dongyuan/", "print/desk/", "print/boards/"):
            page.goto(home + url)
            seen = page.evaluate(browsing.LOOK)
            assert seen["wide"] <= 0 and not seen["outside"], url
            assert not [each for each in seen["texts"] if each[0] < 16 or each[1] < 4.5], url
        page.close()
