"""What the site says of the mobile desk, against the records reckoned by other means (desks.py)."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import desks
import htmls
import ledger
import portals
import pytest
from desks import Sitting
from icalendar import Calendar
from ledger import TODAY

MONTHS = sorted({each.day[:7] for each in desks.sittings()})
PLACES = [code for code in ledger.spots() if desks.at(code)]


def test_the_records_are_worth_the_test() -> None:
    kinds = Counter(
        "停办" if each.stopped else "改期" if each.moved else "记录" if each.record else "别的"
        for each in desks.sittings()
    )
    assert min(kinds.values()) >= 3 and len(kinds) == 4
    assert {each.off for each in desks.sittings()} >= {"国庆节放假", "春节放假", "中秋放假"}


def test_the_next_for_each_place_is_on_the_first_screen(site: Path) -> None:
    page = htmls.page(site, "desk/")
    items = page.under("下次什么时候来").one("ul.list").children
    said = {item.one("h3").text: item for item in items}
    assert set(said) == {each.place for each in desks.sittings() if each.on or each.day >= f"{TODAY}"}
    assert list(said) == sorted(said, key=_first), "the soonest first, at last where none is planned"
    for place, item in said.items():
        coming = desks.ahead([each for each in desks.sittings() if each.place == place])
        assert item.get("id") == ledger.spot(place).code
        if coming:
            shown = [each for each in item.all(".more [data-from]") if not each.has("hidden")]
            assert [each.text for each in shown if not each.has("data-off")] == [each.when for each in coming[:2]]
        else:
            assert "还没有排下一次" in item.text and not item.all("[data-none]")
    assert sum("还没有排下一次" in item.text for item in said.values()) >= 2


def _first(place: str) -> tuple[bool, str, str]:
    coming = desks.ahead([each for each in desks.sittings() if each.place == place])
    return (
        (False, f"{coming[0].day} {coming[0].start}", ledger.spot(place).code)
        if coming
        else (True, "", ledger.spot(place).code)
    )


def test_more_is_printed_than_shown(site: Path) -> None:
    until = f"{TODAY + timedelta(days=30)}"
    lists = [("", "流动办公桌", list(desks.sittings()))]
    lists += [(f"places/{code}/", "流动办公桌", desks.at(code)) for code in PLACES]
    waiting = 0
    for url, heading, all_there in lists:
        on = [each for each in all_there if each.on and each.day >= f"{TODAY}"][:8]
        wanted = on[:3] + [each for each in on[3:] if each.day <= until]
        part = htmls.page(site, url).under(heading)
        items = [each for each in part.all("li[data-from]") if not each.has("data-off")]
        assert [each.get("data-from") for each in items] == [f"{each.day}T{each.start}" for each in wanted]
        assert [each.has("hidden") for each in items] == [at >= 3 for at in range(len(items))]
        assert len(part.all("li[data-none]")) == bool(wanted)
        assert all(each.has("hidden") and "000-0000-0000" in each.text for each in part.all("[data-none]"))
        waiting += len(items) > 3
    assert waiting >= 3


def test_who_comes_and_what_can_be_done(site: Path) -> None:
    page = htmls.page(site, "desk/")
    for card in page.under("下次什么时候来").one("ul.list").children:
        own = [each for each in desks.sittings() if each.place == card.one("h3").text]
        coming = desks.ahead(own)[:2]
        shown = [each for each in card.all("dl") if not each.has("hidden")]
        assert len(shown) == len(coming)
        for item, sitting in zip(shown, coming, strict=True):
            assert (item.get("data-from"), item.get("data-over")) == (f"{sitting.day}T{sitting.start}", "hide")
            assert item.get("data-to") == f"{sitting.day}T{sitting.end}"
            told = item.one("dd a").text + item.all("dd")[0].one(".soft").text
            (one, _), *rest = zip(
                (each.text for each in item.all("dt")), (each.text for each in item.all("dd")), strict=True
            )
            assert one == "哪一场" and told == sitting.when.split()[0] + sitting.desk["名称"]
            tables = "、".join(f"{table}桌" for table in sitting.words("桌子"))
            who, what = ("、".join(sitting.words(key)) for key in ("参加", "服务"))
            assert rest == [("在哪里", sitting.spot), ("谁来", who), ("能办", what), ("桌子", tables)]


def test_what_is_not_held_says_why(site: Path) -> None:
    text = htmls.page(site, "desk/").text
    ahead = [each for each in desks.sittings() if each.stopped and each.day >= f"{TODAY}"]
    assert ahead and all(each.off in text for each in ahead)
    for each in desks.sittings():
        if not each.on:
            (card,) = [
                part
                for part in htmls.page(site, f"desk/{each.day[:7]}/").one("ol.list").children
                if part.one("h2").text == each.when and each.place in part.text
            ]
            assert each.off in card.text and ("停办" if each.stopped else "改到") in card.text
            assert not card.get("data-from"), "nothing that will not be lasts"


def test_promised_and_held(site: Path) -> None:
    promised = ledger.spot("桑榆社区").record["每月场次"]
    rows = htmls.page(site, "desk/").under("说好每月来几次").one("tbody").all("tr")
    months = [month for month in MONTHS if month <= f"{TODAY:%Y-%m}"]
    assert [row.one("th").text for row in rows] == [ledger.long(month) for month in reversed(months)]
    short = []
    for row, month in zip(rows, reversed(months), strict=True):
        there = [each for each in desks.sittings() if each.day.startswith(month)]
        held = {(each.desk["名称"], each.day, each.place) for each in there if each.record}
        said = [cell.text for cell in row.all("td")]
        assert said[:2] == [promised, str(len(held))]
        missing = int(promised) - len(held)
        assert said[2].startswith(f"少 {missing} 次" if missing > 0 else "✓ 够了")
        short += [month] if missing > 0 else []
        stopped = [each for each in there if each.stopped and each.day <= f"{TODAY}"]
        assert all(each.off in said[2] for each in stopped)
        silent = sum(each.on and each.day < f"{TODAY}" and not each.record for each in there)
        assert (f"另有 {silent} 场没有记录" in said[2]) == (silent > 0)
    assert short == ["2026-02"], "one month was not kept, and it is said"


def test_wishes_and_what_came(site: Path) -> None:
    page = htmls.page(site, "desk/")
    records = [each for each in desks.sittings() if each.record]
    came = {(text, each.day) for each in records for text in each.record.get("这次带来", ())}  # type: ignore[union-attr]
    heard = {(text, each.place, each.day) for each in records for text in each.record.get("居民点的", ())}  # type: ignore[union-attr]
    brought = {text for text, _ in came}
    part = page.under("上次居民点的")
    kept, still = (listed.children for listed in part.all("ul.list"))
    assert {card.one("b").text for card in kept} == {f"✓ {text}" for text in brought}
    for card in kept:
        text = card.one("b").text.removeprefix("✓ ")
        (first,) = [each for each in heard if each[0] == text]
        day = min(day for each, day in came if each == text)
        assert card.text.endswith(f"{ledger.long(first[2])}在{first[1]}点的，{ledger.long(day)}来了")
    assert {card.one("b").text for card in still} == {f"○ {text}" for text, _, _ in heard if text not in brought}
    assert len(kept) >= 5 and len(still) >= 3


def test_every_month_has_its_page(site: Path) -> None:
    listed = htmls.page(site, "desk/").under("每个月的场次")
    links = listed.hrefs
    chips = {each.get("href").split("/")[2]: each.text for each in listed.all("a")}
    assert sorted(links) == [f"../desk/{month}/" for month in MONTHS]
    for month in MONTHS:
        there = [each for each in desks.sittings() if each.day.startswith(month)]
        page = htmls.page(site, f"desk/{month}/")
        served = sum(int(each.record.get("服务人次", 0)) for each in there if each.record)
        held = sum(each.record is not None for each in there)
        planned, this = sum(each.on for each in there), f"{TODAY:%Y-%m}"
        said = f"办了 {held} 场" if month < this else f"排了 {planned} 场"
        assert chips[month].endswith(f"月{said}")
        if month == this:
            said += f"，到{TODAY.month}月{TODAY.day}日办了 {held} 场"
        assert page.one("h1").text == f"{ledger.long(month)}的流动办公桌 {said}" + (
            f"，服务 {served} 人次" if served else ""
        )
        ahead = [each for each in there if each.on and each.day >= f"{TODAY}"] if month == this else []
        jumps = page.all("p[data-show] a")
        assert [each.text for each in jumps] == [f"跳到下一场：{each.when}" for each in ahead]
        assert [not each.has("hidden") for each in jumps] == [not at for at in range(len(ahead))]
        cards = page.one("ol.list").children
        assert [card.one("h2").text for card in cards] == [each.when for each in there]
        for card, sitting in zip(cards, there, strict=True):
            assert card.get("id").startswith(f"{sitting.day}-{sitting.code}")
            assert sitting.desk["名称"] in card.text and sitting.spot in card.text
            _look_at_record(card, sitting)


def _look_at_record(card: htmls.Part, sitting: Sitting) -> None:
    said = dict(card.pairs)
    silent = sitting.on and sitting.day < f"{TODAY}" and not sitting.record
    assert ("没有记录" in card.text) == silent
    if sitting.record is None:
        assert not said.keys() & {"服务", "当场办完"}
        return
    assert said["服务"] == f"{sitting.record['服务人次']} 人次"
    settled = "、".join(f"{each['事']} {each['件数']} 件" for each in sitting.record["即办"])
    assert said["当场办完"] == settled
    assert said.get("居民点的", "") == "、".join(sitting.record.get("居民点的", ()))
    assert said.get("点了就来了", "") == "、".join(sitting.record.get("这次带来", ()))
    assert sitting.record.get("说明", "") in card.text


def test_cases_and_their_session_lead_to_each_other(site: Path) -> None:
    told = [key for key, case in ledger.cases().items() if "场次" in case and not ledger.reported(case)]
    assert len(told) >= 8
    seen = set()
    for sitting in desks.sittings():
        for key in desks.cases(sitting) if sitting.on else ():
            page = htmls.page(site, f"cases/{key}/")
            (link,) = [each for each in page.hrefs if "desk/20" in each]
            way, _, anchor = link.removeprefix("../../").partition("#")
            card = htmls.page(site, way).one(f"#{anchor}")
            if f"../../cases/{key}/" in card.hrefs:
                seen.add(key)
                assert dict(card.pairs)["记下来的事"].count(ledger.cases()[key]["标题"]) == 1
                assert anchor.startswith(f"{sitting.day}-{sitting.code}")
    assert seen == set(told)


def test_a_session_of_a_report_leads_nowhere(site: Path) -> None:
    for key, case in ledger.cases().items():
        if "场次" in case and ledger.reported(case):
            page = htmls.page(site, f"cases/{key}/")
            day, _, where = case["场次"].partition(" ")
            assert f"{ledger.long(day)} {where}" in page.text and not any("desk/20" in each for each in page.hrefs)


@pytest.mark.parametrize("code", PLACES)
def test_the_page_of_a_place_says_what_comes_next(site: Path, code: str) -> None:
    page = htmls.page(site, f"places/{code}/")
    part = page.under("流动办公桌")
    found = part.all("ul.coming li[data-from]")
    shown = [each for each in found if not each.has("data-off") and not each.has("hidden")]
    coming = desks.ahead(desks.at(code))
    assert coming or ("还没有排下一次" in part.text and "000-0000-0000" in part.text)
    assert len(shown) == len(coming)
    for item, sitting in zip(shown, coming, strict=True):
        assert item.text.startswith(sitting.when)
        assert (f"../../places/{sitting.code}/" in item.hrefs) == (sitting.code != code)
    assert f"../../places/{code}/desk.ics" in part.hrefs


def test_a_place_without_sessions_says_nothing_of_them(site: Path) -> None:
    others = [code for code in ledger.spots() if code not in PLACES]
    assert others
    for code in others:
        assert "desk.ics" not in " ".join(htmls.page(site, f"places/{code}/").hrefs)
        calendar = (site / "places" / code / "desk.ics").read_bytes()
        assert not Calendar.from_ical(calendar).walk("VEVENT"), "who subscribed before still gets an answer"


def test_the_first_page_says_what_comes_next(site: Path) -> None:
    found = htmls.page(site, "").under("流动办公桌").all("li[data-from]")
    shown = [each for each in found if not each.has("data-off") and not each.has("hidden")]
    coming = desks.ahead(list(desks.sittings()))
    assert len(shown) == len(coming) == 3
    for item, each in zip(shown, coming, strict=True):
        assert item.text.startswith(each.when) and each.place in item.text


def test_a_year_that_is_not_announced_is_said(site: Path) -> None:
    cards = htmls.page(site, "desk/2027-01/").one("ol.list").children
    assert cards and all(re.search("放假安排还没公布|元旦放假", card.text) for card in cards)
    assert "放假安排还没公布" not in htmls.page(site, "desk/2026-12/").text


def test_the_time_of_day_is_a_word_and_tables_have_heads(site: Path) -> None:
    page = htmls.page(site, "desk/")
    for table in page.all("table"):
        assert all(head.get("scope") == "col" for head in table.all("thead th"))
        assert all(head.get("scope") == "row" for head in table.all("tbody th"))
    assert re.search("（周五）上午 9:00", page.text)


def test_a_portal_without_desks_has_a_page_that_says_whom_to_call(built: Path) -> None:
    page = htmls.page(built / "site", "desk/")
    assert "还没有排下一次" in page.text and "000-0000-0000" in page.text
    home = htmls.page(built / "site", "").under("流动办公桌")
    assert "还没有排下一次" in home.text and "000-0000-0000" in home.text
    for path in ("desk/desk.ics", "places/xiaohe/desk.ics"):
        assert not Calendar.from_ical((built / "site" / path).read_bytes()).walk("VEVENT")


@pytest.mark.wide
def test_it_is_told_where_a_session_moved_that_stays_at_its_hour(small: Path) -> None:
    (small / "content" / "desks").mkdir(exist_ok=True)
    (small / "content" / "desks" / "a.yml").write_text(
        "名称: 流动四桌\n"
        "安排: [{日期: [2026-11-30, 2026-12-01], 时间: 20:00-24:00, 地点: 小河社区, 位置: 广场}]\n"
        "改期: [{原定: 2026-11-30, 改到: 2026-11-30, 位置: 车棚, 原因: 下雨}]\n",
        "utf-8",
    )
    portals.build(small)
    now, before = htmls.page(small / "site", "desk/2026-11/").one("ol.list").children
    assert "车棚" in now.text and "原定在广场，改了：下雨" in now.text and "20:00到24:00" in now.text
    assert now.get("data-to") == "2026-11-30T24:00"
    assert "改到" in before.text and "在小河社区 车棚：下雨" in before.text
