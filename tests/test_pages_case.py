"""The page of every case of the repo's own portal against its record."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import htmls
import ledger
import pytest
from ledger import SEALS, TODAY, long, short

CASES = ledger.cases()
SHOWN = [key for key in CASES if ledger.standing(key).face != "撤下"]
REPORTED = [key for key in SHOWN if ledger.reported(CASES[key])]
MINE = [key for key in SHOWN if key not in REPORTED]
OPEN = [key for key in MINE if ledger.standing(key).open]
CLOSED = [key for key in MINE if key not in OPEN and ledger.standing(key).face != "并入"]
SENTENCES = {
    "待答复": "记下了，等答复",
    "在办": "正在办",
    "已解决": "办好了",
    "已答复": "已经答复",
    "暂不能解决": "答复了，暂时没解决",
    "已转出": "已转给别的单位办",
}

PRIVATE = [each for case in CASES.values() for each in case["进展"] if each.get("涉及隐私") == "是"]
PROSE = (
    "说明",
    "下一步",
    "原因",
    "答复",
    "试过",
    "谁能解决",
    "办前",
    "办后",
    "资金来源",
    "商定",
    "转给",
    "结论",
    "公示什么",
)
NUMBERS = {"受益户数": "{} 户", "费用": "{:,} 元", "人数": "问了 {} 人", "满意": "{} 人满意"}


def flat(text: str) -> str:
    """Text without any space: a page may break lines where it likes."""
    return re.sub(r"\s", "", text)


def case_page(site: Path, key: str) -> htmls.Part:
    return htmls.page(site, f"cases/{key}/").one("main")


def now(page: htmls.Part) -> dict[str, str]:
    """What the first card says."""
    return dict(page.one(".now").pairs)


def facts(page: htmls.Part) -> dict[str, str]:
    return dict(page.under("这件事").pairs)


@pytest.mark.parametrize("key", SHOWN)
def test_seal_title_and_summary(site: Path, key: str) -> None:
    page, face = case_page(site, key), ledger.standing(key).face
    seal = page.one(".now .seal")
    assert seal.text == SEALS[face] and f"seal-{face}" in seal.classes
    assert page.one("h1").text == CASES[key]["标题"]
    assert flat(page.under("什么事").text) == flat(CASES[key]["概述"])
    described = htmls.page(site, f"cases/{key}/").one("meta[name=description]").get("content")
    assert SENTENCES.get(face, "并") in described
    mark = page.one(".now .mark").text if key in REPORTED else page.all(".now .mark")[0].text
    assert mark == ("报道摘编" if key in REPORTED else ledger.load("portal.yml")["样例标记"])


@pytest.mark.parametrize("key", OPEN)
def test_an_open_case_says_who_has_it_by_when_and_what_comes_next(site: Path, key: str) -> None:
    stands, page = ledger.standing(key), case_page(site, key)
    said = now(page)
    days = (TODAY - stands.since).days
    assert said["谁在办"].startswith(stands.holder)
    assert said["谁在办"].endswith(f"已经 {days} 天" if days else "今天接手")
    handed = [
        event for event in stands.story if event["环节"] in ("转办", "登记", "重办", "复查", "上报", "反馈", "退回")
    ]
    helpers = ledger.several(handed[-1].get("交给"))[1:]
    assert ("一起办" in said["谁在办"]) == bool(helpers)
    assert all(helper in said["谁在办"] for helper in helpers)

    left = (stands.due - TODAY).days
    what = "办完" if stands.answered else "答复"
    assert said["最晚"].startswith(f"{short(stands.due)}{what}")
    assert (f"过了 {-left} 天" if left < 0 else "就是今天" if not left else f"还有 {left} 天") in said["最晚"]
    assert ("推迟过" in said["最晚"]) == stands.extended
    assert len(page.all(".late")) == (left < 0)

    announced = [event for event in stands.story if "下一步" in event]
    if announced:
        assert said["下一步"].startswith(announced[-1]["下一步"])
        if "预计" in announced[-1]:
            assert short(date.fromisoformat(announced[-1]["预计"])) in said["下一步"]
            overdue = announced[-1]["预计"] < TODAY.isoformat()
            assert ("已过" in said["下一步"]) == overdue
    else:
        assert said["下一步"] == ("等社区答复" if stands.face == "待答复" else "继续办，有进展就写在这里")


@pytest.mark.parametrize("key", SHOWN)
def test_the_story_has_all_events_newest_first(site: Path, key: str) -> None:
    shown = [each for each in case_page(site, key).under("经过").one(".rail").children if each.tag == "li"]
    for line, event in zip(shown, reversed(ledger.standing(key).story), strict=True):
        head = line.one("h3").text
        assert head.startswith(long(event["日期"])), event
        assert event["经办"] in head, event
        assert not event.get("会议") or event["会议"] in head
        if any(each.get("更正哪条") == f"{event['日期']} {event['环节']}" for each in PRIVATE):
            continue
        for name in PROSE:
            assert flat(event.get(name, "")) in flat(line.text), (event["环节"], name)
        for name, form in NUMBERS.items():
            assert name not in event or form.format(int(event[name])) in line.text, (event["环节"], name)
        for name in ("延至", "公示至", "预计", "复查"):
            assert name not in event or long(event[name]) in line.text
        if event["环节"] == "办结":
            assert f"结果：{SEALS[event['结果']]}" in flat(line.text)
            struck = line.all("del")
            told = [each.text for each in line.all("p") if "：" in each.text and each.all("span.soft")]
            assert struck or told[0] == f"结果：{SEALS[event['结果']]}", "the result before all else that is said of it"
        assert [url for url in line.hrefs if "meetings/" in url] == ([record_of(event)] if "会议" in event else [])
        if event["环节"] in ("转办", "上报"):
            assert all(unit in line.text for unit in ledger.several(event["交给"]))


def record_of(meeting: dict[str, Any]) -> str:
    """Where a meeting is read: those of one day are numbered in the order of their files."""
    same = [each for each in ledger.meetings() if each["日期"][:10] == meeting["日期"][:10]]
    number = next(n for n, each in enumerate(same, 1) if each["商定"] == meeting["商定"])
    return f"../../meetings/{meeting['日期'][:4]}/#m-{meeting['日期'][:10]}{f'-{number}' if number > 1 else ''}"


def test_the_record_that_a_story_leads_to_is_there(site: Path) -> None:
    seen = {url for key in SHOWN for url in case_page(site, key).one(".rail").hrefs if "meetings/" in url}
    assert len(seen) > 1
    for url in seen:
        way, _, anchor = url.removeprefix("../../").partition("#")
        assert htmls.page(site, way).one(f"#{anchor}").all("h2"), url


@pytest.mark.parametrize("key", CLOSED)
def test_a_closed_case_says_its_result(site: Path, key: str) -> None:
    stands, page = ledger.standing(key), case_page(site, key)
    said, closing = now(page), stands.closing
    assert said["结果"].startswith(SENTENCES[stands.face])
    assert said["结果"].endswith(long(closing["日期"]))
    assert closing.get("转给", "") in said["结果"]
    assert "谁在办" not in said and "最晚" not in said and not page.all(".late")
    assert flat(said.get("答复", "")) == flat(closing.get("答复", ""))
    assert said.get("现在", "") == closing.get("办后", "")
    if stands.face == "暂不能解决":
        assert said["为什么"] == closing["原因"]
        assert said["试过"] == closing["试过"]
        assert said["谁能解决"] == closing["谁能解决"]
        assert said["哪天再看"] == long(closing["复查"])
    assert "../../unhappy/" in page.hrefs
    assert [(term, said[term]) for term in ("大家说", "反映的人说") if term in said] == stands.opinions


@pytest.mark.parametrize("key", SHOWN)
def test_what_the_record_says_of_the_matter(site: Path, key: str) -> None:
    case, page = CASES[key], case_page(site, key)
    said = facts(page)
    assert said["编号"] == key
    assert said["哪类事"] == f"{case['性质']}（{case['类别']}）"
    places = [link for link in page.under("这件事").one("dl").hrefs if "/desk/" not in link]  # tests/test_pages_desk.py
    assert places == [f"../../places/{ledger.spot(name).code}/" for name in ledger.several(case["地点"])]
    assert all(name.split("/")[-1] in said["地点"] for name in ledger.several(case["地点"]))
    session, _, where = case.get("场次", "").partition(" ")
    assert case.get("来源", "") in said.get("来源", "")
    if case.get("来源", "").isdigit():
        aloud = [each.get("data-said") for each in page.under("这件事").all(".said") if each.text == case["来源"]]
        assert aloud == [" ".join(case["来源"])]
    assert not session or (f"{long(session)} {where}" in said["来源"] and session not in said["来源"])
    assert said.get("多少人反映") == (f"{case['反映人数']} 人" if "反映人数" in case else None)
    rounds = ledger.standing(key).rounds
    assert said.get("第几次办") == (f"第 {rounds} 次" if rounds > 1 else None)
    assert (f"第 {rounds} 次办" in page.one(".now").text) == (rounds > 1)


@pytest.mark.parametrize("key", SHOWN)
def test_policies_of_the_case_and_of_its_category(site: Path, key: str) -> None:
    case, page = CASES[key], case_page(site, key)
    own = ledger.several(case.get("政策"))
    kin = [
        slug
        for slug, (front, _) in ledger.policies_shown().items()
        if case["类别"] in ledger.several(front.get("类别"))
    ]
    expected = own + [slug for slug in kin if slug not in own]
    links = page.under("有关政策").all("a")
    assert [link.get("href") for link in links] == [f"../../policies/{slug}/" for slug in expected]
    assert [link.one("b").text for link in links] == [ledger.policies_shown()[slug][0]["标题"] for slug in expected]


@pytest.mark.parametrize("key", MINE)
def test_whom_to_call_own_posts_and_those_of_the_community_first(site: Path, key: str) -> None:
    near = ledger.posts(ledger.spot(ledger.several(CASES[key]["地点"])[0]).codes)
    posts = sorted(near, key=lambda post: post["级别"] not in ("网格", "社区"))[:3]
    page = case_page(site, key)
    label = "问进度：" if key in OPEN else "还有问题，问："
    assert f"{label}{posts[0]['岗位']}" in page.one(".now .call").text
    cards = page.under("找谁问").all(".call")
    expected = ledger.cards(posts)
    for card, facts in zip(cards, expected, strict=False):
        assert all(fact in card.text for fact in facts)
    holder = ledger.standing(key).holder if key in OPEN else ""
    phones = {unit["简称"]: unit.get("电话", "") for unit in ledger.load("units.yml")}
    if holder != ledger.seat(CASES[key]) and phones.get(holder):
        assert f"正在办的单位：{holder}{phones[holder]}" in cards.pop().text
    assert len(cards) == len(expected)


@pytest.mark.parametrize("key", OPEN)
def test_the_baton_ends_with_who_has_it(site: Path, key: str) -> None:
    legs = case_page(site, key).under("谁办了几天").all(".baton li")
    stands = ledger.standing(key)
    (current,) = [leg for leg in legs if "on" in leg.classes]
    assert current.element is legs[-1].element
    assert current.text.startswith(stands.holder)
    days = (TODAY - stands.since).days
    assert current.text.endswith(f"{days} 天，还在办" if days else "今天接手，还在办")
    assert [each.get("data-since") for each in current.all("[data-since]")] == [str(stands.since)]


@pytest.mark.parametrize("key", SHOWN)
def test_how_long_there_was_no_news(site: Path, key: str) -> None:
    said = re.findall(r"已经 (\d+) 天没有新进展", case_page(site, key).text)
    silent = (TODAY - date.fromisoformat(ledger.standing(key).last)).days if key in OPEN else 0
    assert said == ([str(silent)] if silent else [])


def test_merged_cases_link_both_ways(site: Path) -> None:
    merged = {key: event["并入"] for key in SHOWN for event in ledger.standing(key).story if event["环节"] == "并案"}
    assert merged, "the sample has a merged case, or this proves nothing"
    for key, into in merged.items():
        assert now(case_page(site, key))["并到"] == CASES[into]["标题"]
        assert f"../../cases/{into}/" in case_page(site, key).one(".now").hrefs
        assert f"../../cases/{key}/" in case_page(site, into).under("并进来的事").hrefs


@pytest.mark.parametrize("key", REPORTED)
def test_a_reported_case_says_where_it_is_from_and_has_no_clock(site: Path, key: str) -> None:
    case, page = CASES[key], case_page(site, key)
    said = now(page)
    assert said["报道时"] == SENTENCES[ledger.standing(key).face]
    assert said["写到"] == ("报道那天（报道没有写年份）" if case["截至"] == "不详" else long(case["截至"]))
    assert said["哪里写的"] == case["出处"]
    assert set(said) == {"报道时", "写到", "哪里写的"}
    assert not page.all(".late") and not page.all(".baton") and not page.all(".call")
    assert not re.search(r"\d+ 天", page.text)
    assert "写到报道为止" in page.text


def test_a_correction_strikes_through_what_it_corrects(site: Path) -> None:
    seen = 0
    for key in SHOWN:
        story: list[dict[str, Any]] = ledger.standing(key).story
        lines = [each for each in case_page(site, key).one(".rail").children if each.tag == "li"][::-1]
        wrong = {event["更正哪条"]: event.get("涉及隐私") == "是" for event in story if event["环节"] == "更正"}
        for event, line in zip(story, lines, strict=True):
            private = wrong.get(f"{event['日期']} {event['环节']}")
            assert len(line.all("del")) == (private is False), (key, event)
            assert ("原文不公开" in line.text) == (private is True), (key, event)
            if private is False:
                seen += 1
                assert event["说明"] in line.one("del").text
    assert seen, "the sample has a corrected case, or this proves nothing"


def test_a_date_that_nobody_knows_is_as_quiet_as_those_that_are_known(site: Path) -> None:
    unknown = 0
    for key in SHOWN:
        for head in case_page(site, key).all(".rail h3"):
            assert len(head.all("time")) + head.text.startswith("日期不详") == 1, key
            if not head.all("time"):
                assert head.all("span")[0].text == "日期不详" and head.all("span")[0].classes == ["by"]
                unknown += 1
    assert unknown


def test_a_card_keeps_its_last_day_on_one_line(site: Path) -> None:
    lines = [each for each in htmls.page(site, "cases/").all(".list .more") if "最晚" in each.text]
    assert lines
    for each in lines:
        assert [bool(re.fullmatch("最晚.+(答复|办完)", held.text)) for held in each.all(".nb")] == [True]
