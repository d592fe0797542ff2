"""Notices on the built site: recomputed from the files that staff wrote."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import htmls
import ledger
import ledger_outages
import pytest
from htmls import Part
from ledger import TODAY
from test_pages_hidden import built, event, where, write

NOTICES = {slug: front for slug, (front, _) in ledger.notices().items()}
SHOWN = {slug: front for slug, front in NOTICES.items() if "撤下" not in front}
WITHDRAWN = sorted(NOTICES.keys() - SHOWN.keys())
SPOTS = ledger.spots()
SECRET = "不该说的话"


def day(typed: str) -> date:
    return date.fromisoformat(typed[:10])


def phase(front: dict[str, Any]) -> str:
    if day(front["从"]) > TODAY:
        return "还没开始"
    return "已经结束" if "到" in front and day(front["到"]) < TODAY else "正在进行"


def minutes(typed: str, otherwise: str) -> str:
    return typed.replace(" ", "T") if " " in typed else f"{typed}T{otherwise}"


def displays() -> dict[str, tuple[str, dict[str, Any]]]:
    """What cases have on display today: address → title, and the same keys as a notice has."""
    found = {}
    for key, case in ledger.cases().items():
        if ledger.reported(case) or ledger.standing(key).face == "撤下":
            continue
        for each in case["进展"]:
            if each["环节"] == "公示" and each.get("公示至", "") >= TODAY.isoformat():
                front = {"从": each["日期"], "到": each["公示至"], "地点": case["地点"], "种类": "公示"}
                said = {"方案": "公示办法", "成果": "公示结果"}[each["公示什么"]]
                found[f"cases/{key}/"] = (f"{said}：{case['标题']}", front)
    return found


def all_now() -> dict[str, tuple[str, dict[str, Any]]]:
    mine = {f"notices/{slug}/": (front["标题"], front) for slug, front in SHOWN.items() if phase(front) == "正在进行"}
    return mine | displays()


def soon() -> dict[str, tuple[str, dict[str, Any]]]:
    until = TODAY + timedelta(days=7)
    return {
        f"notices/{slug}/": (front["标题"], front)
        for slug, front in SHOWN.items()
        if phase(front) == "还没开始" and day(front["从"]) <= until
    }


def cards(part: Part) -> dict[str, Part]:
    """The cards of a list by where they lead, from the site's root."""
    return {card.get("href").lstrip("./"): each for each in part.all("li[data-from]") for card in each.all("a.card")}


def sort_of(front: dict[str, Any]) -> tuple[str, str]:
    return (minutes(front["到"], "23:59") if "到" in front else "9999", minutes(front["从"], "00:00"))


def test_the_sample_has_all_of_it() -> None:
    assert {phase(front) for front in SHOWN.values()} == {"还没开始", "正在进行", "已经结束"}
    assert {front["种类"] for front in NOTICES.values()} == {"施工", "停水停电", "公示", "活动", "通知"}
    assert displays() and WITHDRAWN and any("到" not in front for front in SHOWN.values())
    assert any(phase(front) != "已经结束" and "停" in front and "事项" in front for front in SHOWN.values())
    made_up = ledger.spot(ledger.load("portal.yml")["社区"]).codes[0]
    for front in NOTICES.values():
        assert {ledger.spot(name).codes[0] for name in ledger.several(front["地点"])} == {made_up}


# /notices/


def test_what_is_on_what_comes_and_what_is_over(site: Path) -> None:
    page = htmls.page(site, "notices/").one("main")
    now = cards(page.under("现在"))
    assert list(now) == sorted(all_now(), key=lambda url: (*sort_of(all_now()[url][1]), url))
    ahead = {f"notices/{slug}/": front for slug, front in SHOWN.items() if phase(front) == "还没开始"}
    assert list(cards(page.under("快要开始"))) == sorted(ahead, key=lambda url: ahead[url]["从"])
    for heading in ("现在", "快要开始"):
        listed = page.under(heading).one("ul")
        assert all(each.get("data-over") == "hide" for each in cards(listed).values())
        assert listed.get("data-show") == f"{len(cards(listed))}" and listed.one("[data-none]").has("hidden")
    assert not any(each.text.endswith("份") for each in page.all("h2") if not each.text.startswith("已经结束"))
    past = {f"notices/{slug}/": front for slug, front in SHOWN.items() if phase(front) == "已经结束"}
    assert list(cards(page.under("已经结束"))) == sorted(past, key=lambda url: past[url]["到"], reverse=True)


def test_every_card_says_until_when_it_is_true(site: Path) -> None:
    page = htmls.page(site, "notices/").one("main")
    for url, card in cards(page).items():
        title, front = all_now().get(url) or (NOTICES[url.split("/")[1]]["标题"], NOTICES[url.split("/")[1]])
        assert card.one("b").text == title
        assert card.get("data-from") == minutes(front["从"], "00:00")
        assert card.get("data-to") == (minutes(front["到"], "23:59") if "到" in front else "9999-12-31T23:59")
        word = card.one("[data-words]")
        assert word.get("data-words") == "还没开始|正在进行|已经结束"
        assert word.text == phase(front)
        for name in ledger.several(front["地点"]):
            assert ledger.spot(name).name in card.text
        more = card.one(".more").text
        assert more.startswith(f"{ledger_outages.sort(front)}，")
        span = ledger.short(day(front["从"]))
        if front["种类"] != "停水停电":
            assert span in more.partition("每天")[0] and ("有意见" in more) == (
                front["种类"] == "公示" and phase(front) != "已经结束"
            )


def test_a_card_says_when_it_is_off_and_not_how_long_the_works_last(site: Path) -> None:
    page = htmls.page(site, "notices/").one("main")
    seen = set()
    for url, card in cards(page).items():
        front = SHOWN.get(url.split("/")[1], {})
        found = ledger_outages.outages(front)
        ahead = [text for _, last, text in found if last >= TODAY.isoformat()]
        said = [flat(each.text) for each in card.all(".off")]
        more = f"，另有 {len(ahead) - 1} 次" if len(ahead) > 1 else ""
        assert said == [flat(text + more) for text in ahead[:1]], url
        seen.add((bool(found), bool(ahead), front.get("种类") == "停水停电"))
        if found and front["种类"] == "停水停电":
            (_, _, text) = [*found, *ledger_outages.on(found, TODAY, date.max)[:1]][-1]
            assert flat(text) in flat(card.one(".more").text), url
            assert len(card.one(".more").all("time")) == 1 + (text.count("月") > 1), "its own span says less"
    assert {(True, True, True), (True, True, False), (True, False, True), (True, False, False)} <= seen


def flat(text: str) -> str:
    return text.replace(" ", "")


def test_the_months_hold_every_one_once(site: Path) -> None:
    months = list(htmls.page(site, "notices/").one("main").under("按月").hrefs)
    assert months, "links to months"
    found: dict[str, str] = {}
    for url in months:
        year, month = url.strip("./").split("/")[-2:]
        page = htmls.page(site, f"notices/{year}/{month}/").one("main")
        assert f"{len(cards(page))} 份" in page.one("h1").text
        for each in cards(page):
            assert found.setdefault(each, f"{year}-{month}") == f"{year}-{month}"
    assert found == {f"notices/{slug}/": front["从"][:7] for slug, front in SHOWN.items()}
    for year in {month[:4] for month in found.values()}:
        said = htmls.page(site, f"notices/{year}/").one("main")
        assert f"{sum(month[:4] == year for month in found.values())} 份" in said.one("h1").text
        begun = {front["从"][:7] for front in SHOWN.values() if front["从"][:4] == year}
        assert len(said.all("ul.tags li")) == len(begun)
    for front in NOTICES.values():
        year, month = front["从"][:4], front["从"][5:7]
        assert (site / f"notices/{year}/{month}/index.html").is_file(), "a month of which all were withdrawn stays"


# /notices/SLUG/


def called(name: str | None) -> str:
    """The public phone of a unit or post, or the portal's."""
    if name is None:
        return str(ledger.load("portal.yml")["总机"]["电话"])
    named = [*ledger.load("units.yml"), *ledger.load("contacts.yml")]
    return str(next(each["电话"] for each in named if name in (each.get("简称"), each.get("岗位"))))


@pytest.mark.parametrize("slug", SHOWN)
def test_a_notice_says_what_where_when_and_whom_to_call(site: Path, slug: str) -> None:
    front, body = ledger.notices()[slug]
    page = htmls.page(site, f"notices/{slug}/").one("main")
    card = page.one(".now")
    said = dict(card.pairs)
    assert page.one("h1").text == front["标题"]
    assert ledger_outages.sort(front) in [each.text for each in card.all(".mark")]
    assert card.one("[data-words]").text == phase(front)
    assert {f"../../places/{ledger.spot(name).code}/" for name in ledger.several(front["地点"])} <= set(card.hrefs)
    assert ledger.short(day(front["从"])) in said["时间"]
    if "到" in front and day(front["到"]) != day(front["从"]):
        assert ledger.short(day(front["到"])) in said["时间"]
    assert ("停什么" in said) == ("停" in front)
    assert [flat(each.text) for each in card.all("dd .off")] == [
        flat(text) for *_, text in ledger_outages.outages(front)
    ]
    assert said.get("怎样少吵", "") == " ".join(front.get("降噪", "").split())
    call = card.all(".call")[0].text
    assert (front.get("找谁") or "办公室") in call and called(front.get("找谁")) in call
    plain = "".join(body.replace("- ", "").split())
    assert "".join(page.one(".written-note").text.split()) == plain
    assert {f"../../cases/{key}/" for key in front.get("事项", ())} == {
        url for url in page.hrefs if url.startswith("../../cases/")
    }


@pytest.mark.parametrize("slug", WITHDRAWN)
def test_a_withdrawn_one_keeps_its_address_and_gives_the_reason_alone(site: Path, slug: str) -> None:
    front = NOTICES[slug]
    page = htmls.page(site, f"notices/{slug}/").one("main")
    assert front["撤下"] in page.text and front["标题"] not in page.text
    assert where(site, front["标题"]) == []
    assert set(where(site, f"notices/{slug}/")) <= {"sitemap.xml", ".deskboard/manifest", ".deskboard/times"} | {
        f"notices/{slug}/index.html"
    }


# Where it is told


def test_the_home_page_begins_with_what_is_off(site: Path) -> None:
    told = cards(htmls.page(site, "").one("main").under("通知"))
    live = all_now() | soon()
    assert 1 <= len(told) <= len(live) and set(told) <= set(live)
    assert all(each.get("data-over") == "hide" for each in told.values())
    assert [each.has("hidden") for each in told.values()] == [at >= 3 for at in range(len(told))]
    off = {
        url: min(first for first, last, _ in ledger_outages.outages(front) if last >= TODAY.isoformat())
        for url, (_, front) in live.items()
        if any(last >= TODAY.isoformat() for _, last, _ in ledger_outages.outages(front))
    }
    assert list(told)[: len(off)] == sorted(off, key=lambda url: off[url])[: len(told)] and off


@pytest.mark.parametrize("code", SPOTS)
def test_a_place_tells_of_its_own_of_what_lies_in_it_and_of_what_it_lies_in(site: Path, code: str) -> None:
    here = SPOTS[code]
    above = {"市", "区", "县", "旗", "街道", "镇", "乡", "苏木"}

    def reaches(name: str) -> bool:
        there = ledger.spot(name)
        return there.code in here.codes or (code in there.codes and here.level not in above)

    expected = {
        url
        for url, (_, front) in (all_now() | soon()).items()
        if any(reaches(name) for name in ledger.several(front["地点"]))
    }
    assert set(cards(htmls.page(site, f"places/{code}/").one("main"))) == expected


@pytest.mark.parametrize("key", sorted(ledger.cases()))
def test_a_case_names_its_notices(site: Path, key: str) -> None:
    if ledger.standing(key).face == "撤下":
        return
    expected = {f"notices/{slug}/" for slug, front in SHOWN.items() if key in front.get("事项", ())}
    assert set(cards(htmls.page(site, f"cases/{key}/").one("main"))) == expected


# What must not be seen


@pytest.mark.wide
def test_a_withdrawn_case_is_not_named_by_its_notice_and_shows_nothing(small: Path) -> None:
    events = [
        event("02", "登记"),
        event("03", "公示", 公示什么="方案", 公示至="2026-11-30"),
        event("04", "撤下", 原因="不该公开。"),
    ]
    write(small, "XH-2026-050", events, 标题=SECRET)
    _notice(small, "停水。", 事项="[XH-2026-050]")
    site = built(small)
    assert where(site, SECRET) == []
    assert "XH-2026-050" not in (site / "notices/tingshui/index.html").read_text("utf-8")


@pytest.mark.wide
def test_markup_in_a_notice_is_text(small: Path) -> None:
    _notice(small, "<script>alert(1)</script> **粗** <b onclick=x>点</b>", 标题="'<i>停水</i>'")
    page = htmls.page(built(small), "notices/tingshui/")
    note = page.one(".written-note")
    assert "<script>alert(1)</script>" in note.text and not note.all("b") and note.one("strong").text == "粗"
    assert page.one("main h1").text == "<i>停水</i>"


def _notice(portal: Path, body: str, **front: str) -> None:
    said = {
        "标题": "停水",
        "种类": "施工",
        "从": "2026-11-20",
        "到": "2026-11-21",
        "地点": "东院",
        "更新": "2026-11-20",
        **front,
    }
    path = portal / "content" / "notices" / "tingshui.md"
    path.parent.mkdir()
    path.write_text("---\n" + "".join(f"{key}: {value}\n" for key, value in said.items()) + f"---\n\n{body}\n", "utf-8")
