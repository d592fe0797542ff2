"""Results, answers and policies of the repo's own portal against their records."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import htmls
import ledger
import portals
import pytest
from ledger import TODAY, long, short

from generator import build
from generator.pages.page import Templates

CASES = ledger.cases()
BLANK = "待社区填写"


def latest(face: str) -> list[str]:
    """The board's own cases of one face, the latest first."""
    mine = [key for key in CASES if ledger.standing(key).face == face and not ledger.reported(CASES[key])]
    return sorted(mine, key=lambda key: ledger.standing(key).closed, reverse=True)


def said_of(key: str) -> dict[str, str]:
    """What the page of results has to say of a solved case."""
    case, stands = CASES[key], ledger.standing(key)
    closing: dict[str, Any] = stands.closing
    asked = case["概述"].strip()
    said = {
        "地点": "、".join(name.replace("/", "") for name in ledger.several(case["地点"])),
        "大家要的": asked + (f"（{case['反映人数']} 人反映）" if "反映人数" in case else ""),
        "原来": closing.get("办前", ""),
        "现在": closing.get("办后") or closing.get("说明", ""),
        "受益": f"{closing['受益户数']} 户" if "受益户数" in closing else "",
        "花费": f"{int(closing['费用']):,} 元" if "费用" in closing else "",
        "谁出的钱": closing.get("资金来源", ""),
        **dict(stands.opinions),
    }
    return {term: " ".join(text.split()) for term, text in said.items() if text}


def results(part: htmls.Part) -> dict[str, dict[str, str]]:
    cards = [each for each in part.all("li.card") if each.all("dl")]
    return {card.all("a")[0].get("href").split("/")[-2]: dict(card.pairs) for card in cards}


def test_results_are_the_solved_matters_as_their_records_say(site: Path) -> None:
    page = htmls.page(site, "results/")
    told = results(page.under("报道摘编"))
    own = {key: said for key, said in results(page).items() if key not in told}
    expected = latest("已解决")
    assert list(own) == expected[:30]
    assert page.all("main p")[0].text.startswith(f"办好了 {len(expected)} 件")
    for key, said in own.items():
        assert said == said_of(key), key
    assert any("花费" in said for said in own.values())
    assert any({"大家说", "反映的人说"} <= set(said) for said in own.values()), "回访 and 测评 stand apart"


def test_the_cost_is_that_of_the_matters_that_state_one(site: Path) -> None:
    closings = [ledger.standing(key).closing for key in latest("已解决")]
    costs = [int(each["费用"]) for each in closings if "费用" in each]
    said = htmls.page(site, "results/").all("main p")[0].text
    assert f"其中 {len(costs)} 件写了花费，合计 {sum(costs):,} 元" in said
    households = sum(int(each.get("受益户数", 0)) for each in closings)
    assert str(households) not in said, "households overlap"


def test_each_year_has_its_results(site: Path) -> None:
    first = min(int(case["进展"][0]["日期"][:4]) for case in CASES.values() if not ledger.reported(case))
    years: dict[str, list[str]] = {str(year): [] for year in range(TODAY.year, first - 1, -1)}
    for key in latest("已解决"):
        years[ledger.standing(key).closed[:4]].append(key)
    assert len([keys for keys in years.values() if keys]) > 1, "the sample has results of two years"
    tags = htmls.page(site, "results/").one("main .tags").all("a")
    assert [(tag.get("href"), tag.text) for tag in tags[:-1]] == [
        (f"../results/{year}/", f"{year}年{len(keys)} 件") for year, keys in years.items()
    ]
    for year, keys in years.items():
        page = htmls.page(site, f"results/{year}/")
        assert page.one("h1").text == f"{year}年办成的事"
        assert list(results(page)) == keys
        assert f"这一年办好了 {len(keys)} 件" in page.text


def test_what_could_not_be_solved_says_why_who_can_and_when_it_comes_back(site: Path) -> None:
    waiting = sorted(latest("暂不能解决"), key=lambda key: ledger.standing(key).closing["复查"])
    assert waiting, "the sample has such a matter, or this proves nothing"
    page = htmls.page(site, "results/unsolved/")
    told = results(page)
    assert list(told) == waiting
    for key, said in told.items():
        closing = ledger.standing(key).closing
        assert [said[term] for term in ("为什么", "试过", "谁能解决")] == [
            closing[term] for term in ("原因", "试过", "谁能解决")
        ]
        assert said["哪天再看"] == long(closing["复查"])
    link = htmls.page(site, "results/").one("main .tags").all("a")[-1]
    assert (link.get("href"), link.text) == ("../results/unsolved/", f"暂时没解决的{len(waiting)} 件")


def test_photographs_before_and_after_stand_side_by_side(site: Path) -> None:
    seen = 0
    page = htmls.page(site, "results/")
    for card in [each for each in page.all("li.card") if each.all("dl")]:
        key = card.all("a")[0].get("href").split("/")[-2]
        shot = [photo for event in CASES[key]["进展"] for photo in event.get("照片", ()) if "照的是" in photo]
        seen += len(shot)
        assert [each.text for each in card.all(".pair figure")] == [f"{each['照的是']} {each['说明']}" for each in shot]
        for image in card.all(".pair img"):
            assert (site / "results" / image.get("src")).is_file()
    assert seen == 2, "the sample has a pair of pictures, or this proves nothing"


def test_reported_results_stand_apart(site: Path) -> None:
    told = results(htmls.page(site, "results/").under("报道摘编"))
    solved = [key for key in CASES if ledger.reported(CASES[key]) and ledger.standing(key).face == "已解决"]
    assert list(told) == solved
    for key, said in told.items():
        assert said["地点"].endswith("报道摘编"), key
        assert {**said, "地点": said["地点"].removesuffix(" 报道摘编")} == said_of(key), key


def test_answers_are_the_questions_that_were_answered(site: Path) -> None:
    page = htmls.page(site, "answers/")
    expected = [key for key in latest("已答复") if CASES[key]["性质"] == "咨询"]
    cards = page.all("main li.card")
    assert [card.all("a")[0].get("href") for card in cards] == [f"../cases/{key}/" for key in expected]
    assert f"一共 {len(expected)} 件" in page.one("main").text
    for card, key in zip(cards, expected, strict=True):
        case = CASES[key]
        assert card.one("h2").text == case["标题"]
        text = re.sub(r"\s", "", card.text)
        assert f"问：{case['概述'].strip()}" in text
        assert "答：" + re.sub(r"\s", "", ledger.standing(key).closing["答复"]) in text
        assert card.hrefs[1:] == [f"../policies/{slug}/" for slug in ledger.several(case.get("政策"))]


def test_a_list_that_is_cut_says_so_and_where_the_others_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = portals.copy(portals.REPO, tmp_path / "portal")
    drafted = build.draft(folder, TODAY)
    for url, most in (("answers/", "answers._NEWEST"), ("results/unsolved/", "results._MOST")):
        page, module = next(each for each in drafted.pages if each[0].url == url)
        whole = module.fill(page, drafted.view, Templates(folder / "templates")).slots.body
        shown = whole.count('<li class="card') - 1
        monkeypatch.setattr(f"generator.pages.{most}", shown)
        cut = module.fill(page, drafted.view, Templates(folder / "templates")).slots.body
        said = rf"一共 {shown + 1} 件，这里(是最近的|列了) {shown} 件，别的<a href=\"[./]*/cases/#archive\">"
        assert re.search(said, cut) and "别的<a" not in whole
        assert cut.count('<li class="card') == shown


def windows(front: dict[str, Any]) -> list[tuple[date, date, str]]:
    """The stretches of a policy that are not over, this year's and the next's."""
    found = [
        (*(date.fromisoformat(f"{year}-{window[end]}") for end in ("从", "到")), window["名称"])
        for year in (TODAY.year, TODAY.year + 1)
        for window in front.get("办理时段", ())
    ]
    return sorted(each for each in found if each[1] >= TODAY)


def window_said(front: dict[str, Any]) -> str:
    if not windows(front):
        return ""
    first, last, name = windows(front)[0]
    if first > TODAY:
        return f"{name}：{short(first)}开始"
    return f"{name}：{short(last)}前办，还有 {(last - TODAY).days} 天"


def test_the_list_of_policies(site: Path) -> None:
    links = htmls.page(site, "policies/").all("main li a")
    assert [link.get("href") for link in links] == [f"../policies/{slug}/" for slug in ledger.policies_shown()]
    for link, (front, _) in zip(links, ledger.policies_shown().values(), strict=True):
        assert link.one("b").text == front["标题"]
        assert front["一句话"] in link.text and f"给谁：{front['给谁']}" in link.text
        assert link.text.endswith(window_said(front) or front["给谁"])


@pytest.mark.parametrize("slug", ledger.policies_shown())
def test_a_policy_says_who_what_where_when_and_who_helps(site: Path, slug: str) -> None:
    front, _ = ledger.policies_shown()[slug]
    page = htmls.page(site, f"policies/{slug}/").one("main")
    said = dict(page.one(".now").pairs)
    assert page.one("h1").text == front["标题"]
    assert front["一句话"] in page.text
    expected = {
        "给谁": front["给谁"],
        "带什么": " ".join(ledger.several(front["带什么"])),
        "在哪办": front["在哪办"],
        "什么时候": front["什么时候"],
        "最近一次": window_said(front),
        "走不动": front.get("上门", ""),
    }
    assert said == {term: text for term, text in expected.items() if text}
    for window in front.get("办理时段", ()):
        ends = [f"{int(window[end][:2])}月{int(window[end][3:])}日" for end in ("从", "到")]
        assert (window["名称"], "到".join(ends)) in page.pairs
    basis = [each.text for each in page.under("依据").all("li")]
    assert basis == ledger.several(front.get("依据"))
    assert f"写于 {long(front['更新'])}" in page.text
    phone = front.get("电话", ledger.load("portal.yml")["总机"]["电话"])
    assert phone in page.one(".now .call").text
    assert page.one(".now .call").get("href") == ("" if phone.startswith("000") else f"tel:{phone}")


@pytest.mark.parametrize("slug", ledger.policies_shown())
def test_what_only_the_community_knows_stands_out(site: Path, slug: str) -> None:
    front, body = ledger.policies_shown()[slug]
    page = htmls.page(site, f"policies/{slug}/").one("main")
    typed = sum(str(value).count(BLANK) for value in front.values()) + body.count(BLANK)
    assert page.text.count(BLANK) == typed
    assert [each.text for each in page.all(".blank")] == [BLANK] * typed


@pytest.mark.parametrize("slug", ledger.policies_shown())
def test_the_text_of_a_policy_keeps_its_headings(site: Path, slug: str) -> None:
    typed = re.findall(r"^## (.+?) \{#(\w+)\}$", ledger.policies_shown()[slug][1], re.M)
    headings = htmls.page(site, f"policies/{slug}/").all(".written-note h2")
    assert [(each.text, each.get("id")) for each in headings] == typed


@pytest.mark.parametrize("slug", ledger.policies_shown())
def test_a_policy_links_the_cases_about_it(site: Path, slug: str) -> None:
    about = {
        key
        for key, case in CASES.items()
        if slug in ledger.several(case.get("政策"))
        and not ledger.reported(case)
        and ledger.standing(key).face != "撤下"
    }
    links = htmls.page(site, f"policies/{slug}/").under("有关的事").hrefs
    assert len(links) == min(5, len(about))
    assert {link.split("/")[-2] for link in links} <= about
