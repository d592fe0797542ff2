"""Result notices, notices, contact cards and receipts on paper, read back from what Chromium prints."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import browsing
import htmls
import ledger
import ledger_hands
import ledger_outages
import paper
import papers
import portals
import pytest
import yaml
from markupsafe import Markup
from paper import MM, Sheet
from papers import hangs, seen
from playwright.sync_api import Browser

from generator import build, engine
from generator.pages import qr
from generator.pages.page import Templates
from generator.pages.sheets import result
from generator.pages.sheets import results as sheets_results

pytestmark = pytest.mark.wide

HOME = "https://deskboard.example.org/"
ACROSS, DOWN = (15.0, 13.5), (90.0, 54.0)
"""Millimetres: the corner of the ten cards of a page, and the size of each."""
Print = Callable[[Path, str], list[Sheet]]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Print:
    """`printed(site, url)`: the sheets of a page."""
    known: dict[Path, list[Sheet]] = {}
    to = tmp_path_factory.mktemp("pdf") / "sheets.pdf"

    def sheets(site: Path, url: str) -> list[Sheet]:
        page = site / url / "index.html"
        if page not in known:
            to.unlink(missing_ok=True)
            known[page] = paper.sheets(page, to)
        return known[page]

    return sheets


def words(sheets: list[Sheet]) -> str:
    """What sheets say, without blanks, which paper and records set differently."""
    return squeezed("".join(sheet.text for sheet in sheets))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def box(number: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a card on its page, in points; they go row by row."""
    left, top = ACROSS[0] + DOWN[0] * (number % 2), 297 - ACROSS[1] - DOWN[1] * (number // 2)
    return left * MM, (top - DOWN[1]) * MM, (left + DOWN[0]) * MM, top * MM


def cut(sheet: Sheet) -> list[str]:
    """What each of ten cards says; each letter lies in the box of one, and they all say the same."""
    assert (round(sheet.width), round(sheet.height)) == tuple(map(round, paper.A4))
    assert min(each.size for each in seen(sheet)) >= 13.9
    found = [""] * 10
    edge = 1.2 * MM
    for each in seen(sheet):
        inside = [
            number
            for number in range(10)
            for left, bottom, right, top in (box(number),)
            if left + edge <= each.left and each.right <= right - edge
            if bottom + edge <= each.bottom and each.top <= top - edge
        ]
        assert len(inside) == 1, each
        found[inside[0]] += each.text
    assert len(set(found)) == 1
    return found


# The repo's own records


def lately() -> list[str]:
    """The cases whose result is to be hung out."""
    first = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1).isoformat()
    found = {}
    for key, case in ledger.cases().items():
        now = ledger.standing(key)
        if ledger.reported(case) or now.open or now.face in ("并入", "撤下"):
            continue
        closed = max(n for n, event in enumerate(now.story) if event["环节"] == "办结")
        shown = [e for e in now.story[closed:] if e["环节"] == "公示" and e["公示什么"] == "成果" and "公示至" in e]
        if now.closed >= first or (shown and shown[-1]["日期"] <= TODAY.isoformat() <= shown[-1]["公示至"]):
            found[key] = now.closed
    return sorted(found, key=lambda key: (-date.fromisoformat(found[key]).toordinal(), key))


TODAY = ledger.TODAY
PUBLISHER = ledger.load("portal.yml")["主办"]


def dated(sheets: list[Sheet]) -> None:
    """Each says at its top as of when it was made."""
    for each in sheets:
        assert f"{ledger.long(f'{TODAY}')}的情况" in squeezed(each.text[:120])


def test_each_result_of_these_two_months_has_a_sheet(site: Path, printed: Print) -> None:
    page = htmls.page(site, "print/results/")
    assert lately() and [each.get("id") for each in page.all("section")] == lately()
    sheets = printed(site, "print/results/")
    hangs(sheets)
    for key in lately():
        case, now = ledger.cases()[key], ledger.standing(key)
        (mine,) = (each for each in page.all("section") if each.get("id") == key)
        facts = dict(mine.pairs)
        assert mine.one("h1").text == case["标题"] and mine.one(".running b").text.endswith(key)
        assert facts["地点"] == "、".join(ledger.spot(name).name for name in ledger.several(case["地点"]))
        assert facts["来源"].startswith(f"{ledger.long(now.story[0]['日期'])}，{case['来源']}")
        assert ("反映" in facts["来源"]) == ("反映人数" in case) and case.get("反映人数", "") in facts["来源"]
        assert ledger.long(now.closed) in facts["结果"]
        cost = f"{int(now.closing['费用']):,} 元" if "费用" in now.closing else ""
        assert facts.get("花费", "") == "，".join(filter(None, (cost, now.closing.get("资金来源"))))
        assert facts.get("受益", "") == (f"{now.closing['受益户数']} 户" if "受益户数" in now.closing else "")
        assert [(name, facts[name]) for name in ("大家说", "反映的人说") if name in facts] == now.opinions
        hands = [leg.unit for leg in ledger_hands.legs(key)]
        assert set(hands) <= set(facts["谁办的"].split("、"))
        steps = [e for e in now.story if e["环节"] not in ("登记", "公示", "回访", "测评", "更正")]
        told = mine.all(".did li")
        assert [each.all("b")[0].text for each in told] == [ledger.long(e["日期"][:10]) for e in steps]
        (sealed,) = (sheet for sheet in sheets if key in sheet.text and "盖章" in sheet.text)
        for each in (case["标题"], "有不同的意见", facts["结果"], f"{PUBLISHER}（盖章）{ledger.long(f'{TODAY}')}"):
            assert squeezed(each) in squeezed(sealed.text), "the seal stands with what it seals"
        assert squeezed(facts["什么事"]) in words(sheets) and squeezed(case["标题"]) in words(sheets)
    assert sorted(code for sheet in sheets for code in sheet.codes) == sorted(f"{HOME}cases/{key}/" for key in lately())
    assert len(sheets) == len(lately()), "a sheet is enough for each"
    assert "共" not in re.sub(r"[^第共]*$", "", sheets[0].text), "how many others there are is no matter of this notice"


FACTS = {
    "核查": {"结论": "结论"},
    "延期": {"推到": "延至", "原因": "原因"},
    "退回": {"原因": "原因"},
    "重办": {"原因": "原因"},
    "上报": {"报给": "交给"},
}
"""What a step comes to: how the sheet calls it, and the record."""


def test_steps_say_what_they_came_to(own: Path, hard: Path) -> None:
    """Of every case of the repo that was ever closed, and of one with all these steps."""
    view, other = build.draft(own).view, build.draft(hard).view
    assert view and other
    for case in view.cases.summaries(view.cases.ids()):
        if not result.refusal(view, case.id):
            came_to(ledger.standing(case.id).story, sheets_results.result(view, case).steps)
    story = yaml.load((hard / "content" / "cases" / "XH-2026-026.yml").read_text("utf-8"), yaml.BaseLoader)["进展"]
    assert set(FACTS) <= {each["环节"] for each in story}
    came_to(story, sheets_results.result(other, other.summary("XH-2026-026")).steps)


def came_to(story: list[dict[str, Any]], steps: Iterable[sheets_results.Step]) -> None:
    wrong = [each["更正哪条"] for each in story if each["环节"] == "更正"]
    events = [each for each in story if each["环节"] not in ("登记", "公示", "回访", "测评", "更正")]
    events = [each for each in events if f"{each['日期'][:10]} {each['环节']}" not in wrong]
    closings = [each for each in events if each["环节"] == "办结"]
    for event, step in zip(events, steps, strict=True):
        said = {label: Markup(text).striptags() for label, text in step.facts}
        for label, key in FACTS.get(event["环节"], {}).items():
            text = ledger.long(event[key]) if key == "延至" else " ".join(event[key].split())
            assert said[label] and text.rstrip("。").startswith(said[label].removesuffix("…"))
        if event["环节"] == "办结":
            assert bool(said) == (event is not closings[-1]), "the last is told above"


def test_each_notice_in_force_or_ahead_has_a_sheet(site: Path, printed: Print) -> None:
    alive = {
        slug: front
        for slug, (front, _) in ledger.notices().items()
        if "撤下" not in front and front.get("到", "9999")[:10] >= TODAY.isoformat()
    }
    order = sorted(alive, key=lambda slug: (alive[slug]["种类"] not in ("施工", "停水停电"), alive[slug]["从"], slug))
    page = htmls.page(site, "print/notices/")
    assert [each.get("id") for each in page.all("section")] == order
    sheets = printed(site, "print/notices/")
    hangs(sheets)
    dated(sheets)
    assert len(sheets) == len(order), "none runs over because it is set large"
    for slug, sheet in zip(order, sheets, strict=True):
        told = [each.size for each in seen(sheet) if each.bottom > 90 * MM]
        short = len(ledger.notices()[slug][1]) < 60
        assert not short or sorted(told)[len(told) // 2] >= 21.9, "what is short can be read from afar"
    phones = {
        each.get("简称") or each["岗位"]: each.get("电话") or each.get("手机", "")
        for each in (*ledger.load("units.yml"), *ledger.load("contacts.yml"))
    }
    for slug, part in zip(order, page.all("section"), strict=True):
        front, body = ledger.notices()[slug]
        facts = dict(part.pairs)
        assert part.one("h1").text == front["标题"] and part.one(".sort").text == ledger_outages.sort(front)
        assert facts["有事找"].startswith(f"{front['找谁']} {phones[front['找谁']]}")
        for _, _, outage in ledger_outages.outages(front):
            assert squeezed(outage) in squeezed(facts["停什么"])
        assert squeezed(facts.get("怎样少吵", "")) == squeezed(front.get("降噪", ""))
        assert squeezed(re.sub("^- ", "", body, flags=re.MULTILINE)) in squeezed(part.text)
        assert squeezed(front["标题"]) in words(sheets) and not part.all("a")
    assert sorted(code for sheet in sheets for code in sheet.codes) == sorted(f"{HOME}notices/{key}/" for key in order)


@pytest.mark.parametrize("name", ["桑榆苑", "桑榆社区", "棉纺厂家属院"])
def test_ten_cards_lie_on_a_page_and_their_backs_behind_them(site: Path, printed: Print, name: str) -> None:
    spot = ledger.spot(name)
    sheets = printed(site, f"print/cards/{spot.code}/")
    assert len(sheets) % 2 == 0
    fronts, backs = ([cut(sheet)[0] for sheet in sheets[side::2]] for side in (0, 1))
    address = f"{HOME}places/{spot.code}/"
    assert all(sheet.codes == (address,) * 10 for sheet in sheets[1::2])
    for back in backs:
        assert f"{TODAY.year}年{TODAY.month}月印" in back
        assert squeezed(back).count(address.removeprefix("https://").rstrip("/")) == 1
        assert "扫一扫，看您小区的事办到哪一步；不会扫，打电话。" in back and "12345" in back
    hotline = ledger.load("portal.yml")["总机"]
    assert all(f"连心卡{name}" in front and f"{hotline['名称']}{hotline['电话']}" in front for front in fronts)
    told = "".join(fronts)
    posts = ledger.posts(spot.codes)
    assert [told.find(post["岗位"] + post["电话"]) for post in posts] == sorted(
        told.find(post["岗位"] + post["电话"]) for post in posts
    )
    assert all(told.count(post["岗位"]) == 1 for post in posts) and told.count("手机") == sum(
        "手机" in p for p in posts
    )


def test_front_and_back_mirror_each_other() -> None:
    """The boxes in which letters were found: a page that is turned over has its boxes behind those of the other."""
    boxes = {tuple(round(each / MM, 1) for each in box(number)) for number in range(10)}
    assert {(210 - right, bottom, 210 - left, top) for left, bottom, right, top in boxes} == boxes
    assert {(left, 297 - top, right, 297 - bottom) for left, bottom, right, top in boxes} == boxes


def test_ten_receipts_lie_on_a_page(site: Path, printed: Print) -> None:
    (sheet,) = printed(site, "print/receipts/mianfangchang/")
    (said, *_) = cut(sheet)
    assert sheet.codes == (f"{HOME}places/mianfangchang/",) * 10
    for each in ("回执棉纺厂家属院", "编号", "日期月日最晚月日答复", "经手岗位", "凭编号打电话、上网查"):
        assert each in said
    assert f"{TODAY.year}年{TODAY.month}月印" in said
    assert f"电话{ledger.load('portal.yml')['总机']['电话']}" in said
    assert "deskboard.example.org/places/mianfangchang" in said


# What is hard to set


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    portal = papers.portal(tmp_path_factory.mktemp("hard"))
    portals.build(portal)
    return portal


def test_the_sheets_of_results_say_all_and_which_they_are(hard: Path, printed: Print) -> None:
    page = htmls.page(hard / "site", "print/results/")
    shown = [each.get("id") for each in page.all("section")]
    assert shown == ["XH-2026-011", "XH-2026-012", "XH-2026-013", "XH-2026-014", "XH-2026-001", "XH-2026-021"]
    sheets = printed(hard / "site", "print/results/")
    hangs(sheets)
    of = {key: [sheet for sheet in sheets if key in sheet.text] for key in shown}
    assert len(sheets) == sum(map(len, of.values())), "each sheet says whose it is"
    dated(sheets)
    assert len(of["XH-2026-011"]) > 1 and "暂时没解决" in words(of["XH-2026-011"])
    assert words(of["XH-2026-011"]).count("很长的名字") >= 23 * 30, "nothing is left out"
    for each in ("1,234,567元，政府出资", "84户", "成果公示", "公示到年月日"):
        assert each in words(of["XH-2026-014"])
    assert "公示到2026年11月20日" in words(of["XH-2026-021"])
    assert "成果公示" not in words(of["XH-2026-012"])


def test_a_long_notice_goes_on_and_says_which_it_is(hard: Path, printed: Print) -> None:
    sheets = printed(hard / "site", "print/notices/")
    hangs(sheets)
    dated(sheets)
    assert len(sheets) >= 5 and all("施工11月1日" in squeezed(sheet.text[:60]) for sheet in sheets)
    said = words(sheets)
    assert all(f"第{n}段。{papers.LONG[:10]}" in said for n in range(papers.PARAGRAPHS))
    assert "（图：图）" in said and "撤了" not in said and "完了" not in said
    heading = next(sheet for sheet in sheets if "第二段" in sheet.text)
    assert "yyyy" in heading.text, "a heading stands with what follows"


def test_cards_and_receipts_hold_the_longest_names(hard: Path, printed: Print) -> None:
    site, code = hard / "site", papers.CODE
    for url, address in (("dongyuan", "places/dongyuan/"), (code, "")):  # the longest has no room in letters
        sheets = printed(site, f"print/cards/{url}/")
        fronts, backs = ([cut(sheet)[0] for sheet in sheets[side::2]] for side in (0, 1))
        assert all(sheet.codes == (f"{papers.HOME}places/{url}/",) * 10 for sheet in sheets[1::2])
        assert all(f"{papers.HOME}{address}".removeprefix("https://").rstrip("/") in back for back in backs)
        assert all(papers.PHONE in front for front in fronts), "the hotline is on every card"
        (receipt,) = printed(site, f"print/receipts/{url}/")
        assert f"电话{papers.PHONE}" in cut(receipt)[0]
        assert receipt.codes == (f"{papers.HOME}places/{url}/",) * 10
    told = "".join(cut(sheet)[0] for sheet in printed(site, "print/cards/dongyuan/")[::2])
    assert all(f"第{n}个岗位000-0000-0000" in told for n in range(9))
    assert told.count("…") >= 3, "what was left out is marked"


def test_where_nothing_was_closed_and_nothing_is_announced(small: Path, printed: Print) -> None:
    portals.edit(small / "content" / "portal.yml", "2026-11-20", "2027-03-01")
    site = portals.build(small)
    for url, said in (("results", "没有办完的事"), ("notices", "没有要贴的通知")):
        (sheet,) = printed(site, f"print/{url}/")
        hangs([sheet])
        assert said in words([sheet]) and not sheet.codes


def test_any_closed_case_can_have_a_sheet(hard: Path, printed: Print) -> None:
    """What the command line will print: cases that are not on /print/results/ today."""
    draft = build.draft(hard)
    assert draft.view
    view = draft.view
    closed = view.cases.closed()
    assert "XH-2026-025" in {each.id for each in closed} - {each.id for each in view.outcomes.lately}
    made = engine.build(hard, hard / build.CACHE, draft.outputs.shells(), draft.facts)
    (page,) = sheets_results.pages(view)
    filled = sheets_results.sheets(page, view, Templates(hard / "templates"), closed)
    to = hard / "site" / "print" / "closed"
    to.mkdir(exist_ok=True)
    (to / "index.html").write_bytes(made.shells[page.shell].stamp(filled.slots))
    sheets = printed(hard / "site", "print/closed/")
    hangs(sheets)
    assert all(each.id in words(sheets) for each in closed)
    assert sheets_results.code("X-01") == qr.Code("print/results/X-01-qr", "cases/X-01/")


# On a screen


@pytest.mark.parametrize("size", [browsing.PHONE, browsing.DESK], ids=["phone", "desk"])
def test_nothing_is_wider_than_the_screen(hard: Path, browser: Browser, size: tuple[int, int]) -> None:
    with browsing.served(hard / "site") as home:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        for url in ("results", "notices", "cards/dongyuan", "receipts/dongyuan"):
            page.goto(f"{home}print/{url}/")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), url
        page.close()


def test_notices_are_as_large_as_text_on_a_phone_and_stay_on_their_sheet(site: Path, browser: Browser) -> None:
    with browsing.served(site) as home:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        for url in ("results", "notices"):
            page.goto(f"{home}print/{url}/")
            sizes, spilled = page.evaluate("""() => {
              const all = [...document.querySelectorAll(".flow *")];
              return [all.map((each) => parseFloat(getComputedStyle(each).fontSize)), all.filter((each) => {
                const own = each.closest(".sheet").getBoundingClientRect();
                return each.getBoundingClientRect().right > own.right || each.getBoundingClientRect().left < own.left;
              }).map((each) => each.textContent)];
            }""")
            assert min(sizes) >= 16 and sorted(sizes)[len(sizes) // 2] < 20 and not spilled, (url, spilled)
        page.close()


def test_where_nobody_answers_there_is_nothing_to_hand_out(site: Path, printed: Print) -> None:
    assert not ledger.posts(ledger.spot("维邦佳园").codes)
    for kind in ("cards", "receipts"):
        (sheet,) = printed(site, f"print/{kind}/weibang-jiayuan/")
        assert "没有可以打印的" in words([sheet]) and not sheet.codes
