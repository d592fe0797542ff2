"""Stations and meetings on the built site: recomputed from what staff wrote."""

from pathlib import Path
from typing import Any

import htmls
import ledger
import pytest

KNOWN: list[dict[str, Any]] = ledger.load("stations.yml")
STATIONS = [each for each in KNOWN if "撤下" not in each]
WITHDRAWN = [each for each in KNOWN if "撤下" in each]
MOVED = [(old, each["代码"]) for each in KNOWN for old in ledger.several(each.get("曾用代码", []))]
WORDS = {"工作日": "一二三四五", "双休日": "六日", "每天": "一二三四五六日"}
MEETINGS = ledger.meetings()


def week(station: dict[str, Any]) -> dict[str, str]:
    """Each day with its hours, as they are printed."""
    found = dict.fromkeys("一二三四五六日", "不开门")
    for each in station["开放"]:
        for word in ledger.several(each["星期"]):
            for day in WORDS.get(word, word):
                found[day] = "、".join(ledger.aloud(hours) for hours in ledger.several(each["时间"]))
    return found


def spelled(said: str) -> str:
    """周一至周三、周五 → 一二三五."""
    if said == "每天":
        return WORDS["每天"]
    found = ""
    for part in said.split("、"):
        first, _, last = part.replace("周", "").partition("至")
        every = WORDS["每天"]
        found += every[every.index(first) : every.index(last or first) + 1]
    return found


def test_the_table_of_services(site: Path) -> None:
    table = htmls.page(site, "stations/").one("main .table table")
    columns = table.all("thead th")
    assert all(each.get("scope") == "col" for each in columns)
    assert [each.text for each in columns[1:]] == [each["名称"] for each in STATIONS]
    services = list(dict.fromkeys(name for each in STATIONS for name in ledger.several(each["服务"])))
    rows = table.all("tbody tr")
    assert [row.one("th[scope=row]").text for row in rows] == services
    for service, row in zip(services, rows, strict=True):
        said = ["✓ 能办" if service in ledger.several(each["服务"]) else "没有" for each in STATIONS]
        assert [cell.text for cell in row.all("td")] == said


def test_a_card_for_each(site: Path) -> None:
    links = htmls.page(site, "stations/").all("main ul.list a")
    assert [link.get("href") for link in links] == [f"../stations/{each['代码']}/" for each in STATIONS]
    for link, station in zip(links, STATIONS, strict=True):
        for said in (station["名称"], station["种类"], station["位置"], ledger.spot(station["地点"]).name):
            assert said in link.text


@pytest.mark.parametrize("station", STATIONS, ids=lambda each: each["代码"])
def test_a_station_says_when_it_is_open_and_who_is_there(site: Path, station: dict[str, Any]) -> None:
    page = htmls.page(site, f"stations/{station['代码']}/").one("main")
    pairs = page.one(".now").pairs
    hours = {day: said for days, said in pairs if days not in ("在哪里", "节假日") for day in spelled(days)}
    assert hours == week(station)
    assert dict(pairs)["在哪里"] == f"{ledger.spot(station['地点']).name} {station['位置']}"
    assert dict(pairs).get("节假日") == station.get("节假日")
    assert [each.text for each in page.under("能办什么").all("li")] == ledger.several(station["服务"])
    duty = page.under("谁在那里")
    phones = {post["岗位"]: post["电话"] for post in ledger.load("contacts.yml")}
    for each in station["值班"]:
        assert each["谁"] in duty.text
        assert phones.get(each["谁"], "") in duty.text


@pytest.mark.parametrize("code", ledger.spots())
def test_a_place_names_its_stations_or_the_nearest(site: Path, code: str) -> None:
    def within(place: str) -> list[dict[str, Any]]:
        return [each for each in STATIONS if place in ledger.spot(each["地点"]).codes]

    above = reversed(ledger.spots()[code].codes)
    own = [each["代码"] for each in within(code)]
    around = ([each["代码"] for each in within(place) if each["代码"] not in own] for place in above)
    nearest = next((found for found in around if found), [])
    page = htmls.page(site, f"places/{code}/").one("main")
    urls = [url.removeprefix("../../stations/").strip("/") for url in page.hrefs if "stations/" in url]
    headings = [each.text for each in page.all("h2#stations")]
    assert urls[: len(own)] == own and sorted(urls[len(own) :]) == sorted(nearest)
    if own:
        assert headings[0].startswith("服务点") and ("附近还有" in page.text) == bool(nearest)
    else:
        assert [each.split()[0] for each in headings] == (["附近的服务点"] if nearest else [])


def test_the_sample_has_places_with_and_without() -> None:
    own = {ledger.spot(each["地点"]).code for each in STATIONS}
    community = ledger.spot("桑榆社区").record["下级"]
    assert own and {each["代码"] for each in community} - own
    assert {each["种类"] for each in STATIONS} == {"红色驿站", "服务点", "代办点"}


# What became of others


def test_a_former_code_leads_to_the_station(site: Path) -> None:
    assert MOVED, "the sample has a former code, or this proves nothing"
    for old, code in MOVED:
        page = htmls.page(site, f"stations/{old}/")
        assert page.one("meta[http-equiv=refresh]").get("content") == f"0; url=../../stations/{code}/"
        assert f"../../stations/{code}/" in page.one("main").hrefs


@pytest.mark.parametrize("station", WITHDRAWN, ids=lambda each: each["代码"])
def test_a_withdrawn_one_keeps_its_address_and_says_its_name_and_why(site: Path, station: dict[str, Any]) -> None:
    page = htmls.page(site, f"stations/{station['代码']}/")
    main = page.one("main")
    assert main.one("h1").text == station["名称"] and f"这个服务点撤了：{station['撤下']}" in main.text
    assert page.all("meta[name=robots][content=noindex]")
    for said in (station["位置"], station["种类"], *station["服务"], *(each["谁"] for each in station["值班"])):
        assert said not in main.text.replace(station["撤下"], "").replace(station["名称"], "")
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    own = f"stations/{station['代码']}/"
    assert [path for path, text in texts.items() if station["名称"] in text or own in text] == [f"{own}index.html"]
    assert own not in (site / "sitemap.xml").read_text("utf-8")
    assert (site / own / "qr.svg").is_file(), "its code hangs somewhere"


def test_the_sample_has_a_withdrawn_one() -> None:
    assert WITHDRAWN


# Meetings


def test_every_meeting_is_told_once_the_newest_first(site: Path) -> None:
    listed = htmls.page(site, "meetings/").all("main li.card")
    expected = sorted(MEETINGS, key=lambda each: each["日期"], reverse=True)
    assert len(listed) == len(expected) <= 20
    assert f"一共 {len(MEETINGS)} 次" in htmls.page(site, "meetings/").one("h1").text
    for card, meeting in zip(listed, expected, strict=True):
        said = dict(card.pairs)
        assert card.one("h2").text == f"{ledger.long(meeting['日期'])} {meeting['会议']}"
        assert said["谁参加"] == "、".join(ledger.several(meeting["参加"]))
        assert said["定了什么"] == " ".join(meeting["商定"].split())
        cases = meeting.get("事项", [])
        assert [url for url in card.hrefs if "cases/" in url] == [f"../cases/{key}/" for key in cases]
        names = meeting.get("地点") or [name for key in cases for name in ledger.several(ledger.cases()[key]["地点"])]
        assert {url for url in card.hrefs if "places/" in url} == {
            f"../places/{ledger.spot(name).code}/" for name in names
        }


def test_the_sample_has_meetings_without_a_case_and_with_several() -> None:
    counts = [len(each.get("事项", ())) for each in MEETINGS]
    assert min(counts) == 0 and max(counts) > 1


def test_years_hold_them_too_under_addresses_of_their_own(site: Path) -> None:
    years = {each["日期"][:4] for each in MEETINGS}
    anchors = [card.get("id") for card in htmls.page(site, "meetings/").all("main li.card")]
    assert len(set(anchors)) == len(anchors)
    kept = [
        card.get("id")
        for year in sorted(years, reverse=True)
        for card in htmls.page(site, f"meetings/{year}/").all("main li.card")
    ]
    assert kept == anchors
    assert {url.strip("./") for url in htmls.page(site, "meetings/").one("main").under("按年").hrefs} == {
        f"meetings/{year}" for year in years
    }
