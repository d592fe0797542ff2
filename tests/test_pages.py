"""Every page of the repo's own portal against its records: what stands on all pages, and the lists."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path, PurePosixPath

import htmls
import ledger
import portals
import pytest
from ledger import TODAY, long, short

from generator import build
from generator.pages.page import Templates

PORTAL = ledger.load("portal.yml")
SHOWN = [key for key in ledger.cases() if ledger.standing(key).face != "撤下"]
MINE = [key for key in SHOWN if not ledger.reported(ledger.cases()[key])]
REPORTED = [key for key in SHOWN if ledger.reported(ledger.cases()[key])]
OPEN = sorted(
    (key for key in MINE if ledger.standing(key).open),
    key=lambda key: (ledger.standing(key).due, key),
)
MOVED = sorted(sorted(MINE), key=lambda key: ledger.standing(key).last, reverse=True)
CLOSED = sorted(
    (key for key in MINE if not ledger.standing(key).open and ledger.standing(key).face != "并入"),
    key=lambda key: ledger.standing(key).closed,
    reverse=True,
)
LATE = [key for key in OPEN if ledger.standing(key).due < TODAY]
RECENT = 20


def listed(part: htmls.Part) -> list[str]:
    """The ids of the cases that lists link to, in order."""
    found = [re.search(r"cases/([A-Z][A-Z0-9-]+)/$", each) for each in part.hrefs]
    return [each[1] for each in found if each]


def is_sheet(path: str) -> bool:
    """Whether it is paper, which has a head and a foot of its own."""
    return path.startswith("print/") and path != "print/index.html"


def every(site: Path) -> dict[str, htmls.Part]:
    return {path.relative_to(site).as_posix(): htmls.parse(path) for path in sorted(site.rglob("*.html"))}


# What stands on every page


def test_every_page_has_the_notice_the_footer_and_one_heading(site: Path) -> None:
    notice, _, more = PORTAL["提示"].strip().partition("\n")
    hotline = PORTAL["总机"]
    for path, page in every(site).items():
        if is_sheet(path):
            continue
        assert page.one(".notice b").text == notice, path
        assert page.one(".notice a").get("href") == "#notice", path
        assert " ".join(more.split()) in page.one("#notice").text, path
        foot = page.one("footer").text
        hours = ledger.aloud(hotline["时间"])
        assert PORTAL["主办"] in foot and f"{hotline['名称']} {hotline['电话']}（{hours}）" in foot, path
        assert page.one("html").get("lang") == "zh-Hans", path
        assert len(page.all("h1")) == 1, path
        assert page.one("title").text.endswith(PORTAL["名称"]), path


def test_no_page_of_a_portal_that_is_not_to_be_found_is_indexed(site: Path) -> None:
    assert PORTAL["搜索引擎收录"] == "否"
    for path, page in every(site).items():
        assert page.all("meta[name=robots][content=noindex]"), path


def test_every_page_says_its_own_address(site: Path) -> None:
    for path, page in every(site).items():
        if path != "404.html":
            url = path.removesuffix("index.html")
            for refresh in page.all("meta[http-equiv=refresh]"):
                url = refresh.get("content").removeprefix("0; url=" + "../" * url.count("/"))
            (canonical,) = page.all("link[rel=canonical]")
            assert canonical.get("href") == f"https://deskboard.example.org/{url}", path


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    pages = every(site)
    ids = {path: [each.get("id") for each in page.all("[id]")] for path, page in pages.items()}
    for path, names in ids.items():
        assert len(names) == len(set(names)), path
    for path, page in pages.items():
        for href in page.hrefs:
            if href.endswith((".ics", ".vcf", ".svg", ".png", ".jpg")):
                assert (site / path).parent.joinpath(href).is_file(), (path, href)
            elif not re.match(r"[a-z]+:|/", href):
                target, _, fragment = href.partition("#")
                parts: list[str] = list(PurePosixPath(path).parent.parts)
                for each in target.split("/"):
                    parts = parts[:-1] if each == ".." else parts + [each] * (each not in ("", "."))
                found = "/".join([*parts, "index.html"]) if target else path
                assert found in pages, (path, href)
                assert not fragment or fragment in ids[found], (path, href)


def test_no_page_fetches_anything_but_its_own(site: Path) -> None:
    for path, page in every(site).items():
        for each in page.all("[src]") + page.all("link[href]"):
            own = each.get("src") or each.get("href")
            assert each.get("rel") == "canonical" or "//" not in own, (path, own)


def test_unreal_numbers_cannot_be_called_and_real_ones_can(site: Path) -> None:
    called = Counter(href for page in every(site).values() for href in page.hrefs if href.startswith("tel:"))
    national = {"110", "119", "120", "12315", "12329", "12333", "12345", "12348"}
    assert set(called) == {f"tel:{number}" for number in national}
    contact = htmls.page(site, "contact/")
    assert "000-0000-0000" in contact.one("main").text
    assert "tel:12345" in contact.one("main").hrefs


def test_the_section_of_a_page_is_marked(site: Path) -> None:
    for path, page in every(site).items():
        marked = [each.get("href") for each in page.all(".sections a[aria-current=true]")]
        section = path.split("/")[0]
        known = section in ("cases", "places", "desk", "notices", "results", "policies", "contact")
        assert len(marked) == known, path


# Home


def test_home_shows_what_moved_last(site: Path) -> None:
    news = listed(htmls.page(site, "").under("最新进展"))
    assert len(news) >= 5
    assert news == MOVED[: len(news)]
    for line, key in zip(htmls.page(site, "").under("最新进展").all("li"), news, strict=True):
        last = ledger.standing(key).story[-1]
        assert long(last["日期"][:10]) in line.text and last.get("说明", "") in line.text
        if last["环节"] == "转办":
            assert f"交给 {ledger.several(last['交给'])[0]}" in line.text


def test_home_counts_this_years_matters_and_all_that_are_open(site: Path) -> None:
    mine = [key for key in MINE if ledger.standing(key).face != "并入"]
    received = [key for key in mine if str(ledger.cases()[key]["进展"][0]["日期"]).startswith(str(TODAY.year))]
    settled = [key for key in received if not ledger.standing(key).open]
    assert htmls.page(site, "").pairs[:3] == [
        (f"{TODAY.year}年收到", f"{len(received)} 件"),
        ("其中有结果", f"{len(settled)} 件"),
        ("现在正在办", f"{len(OPEN)} 件"),
    ]


def test_home_says_how_many_are_late(site: Path) -> None:
    assert LATE, "the sample has late matters, or this proves nothing"
    assert htmls.page(site, "").one(".late").text == f"{len(LATE)} 件过了日子"
    assert f"到{TODAY.month}月{TODAY.day}日，有 {len(LATE)} 件过了日子" in htmls.page(site, "").text


def test_home_reminds_of_windows_that_close_soon(site: Path) -> None:
    expected = []
    for slug, (front, _) in ledger.policies().items():
        for window in front.get("办理时段", ()) if "撤下" not in front else ():
            first, last = (date.fromisoformat(f"{TODAY.year}-{window[end]}") for end in ("从", "到"))
            if first <= TODAY <= last and (last - TODAY).days <= 45:
                said = f"{window['名称']}：{short(last)}前办，还有 {(last - TODAY).days} 天"
                expected.append((f"./policies/{slug}/", f"{front['标题']}{said}"))
    assert expected, "the sample has an open window, or this proves nothing"
    links = htmls.page(site, "").under("别忘了办").all("a")
    assert [(link.get("href"), link.text) for link in links] == expected


# The lists of cases


def test_the_list_of_cases(site: Path) -> None:
    page = htmls.page(site, "cases/")
    assert listed(page.under("正在办")) == OPEN
    closed = listed(page.under("最近办完"))
    assert closed == CLOSED[:RECENT] and f"一共 {len(CLOSED)} 件" in page.one("#closed").text
    assert listed(page.under("报道摘编")) == REPORTED
    assert len(page.under("报道摘编").all(".mark")) == len(REPORTED)


def test_a_line_of_a_list_says_how_the_case_stands(site: Path) -> None:
    for line in htmls.page(site, "cases/").under("正在办").all("li"):
        (key,) = listed(line)
        case, stands = ledger.cases()[key], ledger.standing(key)
        assert line.one("b").text == case["标题"]
        assert line.one(".seal").text == ledger.SEALS[stands.face]
        what = "办完" if stands.answered else "答复"
        assert f"{stands.holder}在办，最晚 {short(stands.due)}{what}" in line.text
        assert bool(line.all(".late")) == (key in LATE), key
        for name in ledger.several(case["地点"]):
            assert ledger.spot(name).name in line.text


def test_the_archive_has_every_case_once_under_its_month(site: Path) -> None:
    pages = {path: page for path, page in every(site).items() if re.match(r"cases/(\d{4}|undated)/", path)}
    found: dict[str, list[str]] = {}
    for path, page in pages.items():
        for key in listed(page.one("main")):
            found.setdefault(key, []).append(path)
    expected = {}
    for key in SHOWN:
        day = str(ledger.cases()[key]["进展"][0]["日期"])
        known = re.match(r"(\d{4})-(\d{2})", day)
        expected[key] = [f"cases/{known[1]}/{known[2]}/index.html" if known else "cases/undated/index.html"]
    assert found == expected


def test_the_archive_can_be_walked(site: Path) -> None:
    years = htmls.page(site, "cases/").under("按编号、月份找")
    months = Counter(str(ledger.cases()[key]["进展"][0]["日期"])[:7] for key in SHOWN)
    linked = {each.get("href").replace("../cases/", ""): each.text for each in years.all("a")}
    for month, count in months.items():
        if month != "不详":
            year, number = month.split("-")
            assert linked[f"{year}/{number}/"] == f"{year}年{int(number)}月{count} 件"
            assert any(href.endswith(f"{year}/{number}/") for href in htmls.page(site, f"cases/{year}/").hrefs)
    assert linked["undated/"] == "日期不详"


def test_a_number_is_found_by_its_year_and_month(site: Path) -> None:
    """A month says the first and the last number of each series that it has, and has no number beyond them."""
    for year in {match[1] for key in SHOWN if (match := re.fullmatch(r"SY-(\d{4})-\d+", key))}:
        for card in htmls.page(site, f"cases/{year}/").all("main .list a"):
            there = listed(htmls.page(site, f"cases/{card.get('href').partition('cases/')[2]}"))
            said = [re.findall(r"[A-Z]+-[\d-]+", each) for each in card.one(".more").text.split("；")]
            ends = {series[0].rpartition("-")[0]: (series[0], series[-1]) for series in said}
            assert {end for pair in ends.values() for end in pair} <= set(there)
            for key in there:
                first, last = ends[key.rpartition("-")[0]]
                assert first <= key <= last


# Places


def called(spot: ledger.Spot) -> str:
    """A building is called by its number; alone, by that of what it stands in, too."""
    return spot.path[-2] + spot.name if spot.level == "楼栋" else spot.name


def test_the_tree_has_every_place(site: Path) -> None:
    tree = htmls.page(site, "places/").one(".tree")
    links = [(each.get("href"), each.text) for each in tree.all("a")]
    assert links == [(f"../places/{code}/", called(spot)) for code, spot in ledger.spots().items()]
    for item in tree.all("li"):
        code = item.all("a")[0].get("href").split("/")[-2]
        count = sum(key in OPEN for key in ledger.at(code))
        said = [each.text for each in item.children if each.tag == "small"]
        total = len(ledger.at(code))
        assert said == ([f"正在办 {count} 件"] if count else [f"{total} 件"] if total else []), code


@pytest.mark.parametrize("code", ledger.spots())
def test_a_place_has_its_cases_and_its_contact_card(site: Path, code: str) -> None:
    spot, here = ledger.spots()[code], ledger.at(code)
    page = htmls.page(site, f"places/{code}/")
    assert page.one("h1").text.split()[0] == called(spot) and page.one("title").text.startswith(called(spot))
    for heading, expected in (
        ("正在办", [key for key in OPEN if key in here]),
        ("最近办完", [key for key in CLOSED if key in here]),
        ("报道摘编", [key for key in REPORTED if key in here]),
    ):
        assert listed(page.under(heading)) == expected[:RECENT], heading
        if heading != "报道摘编" and expected:
            (said,) = [each.text for each in page.all("h2") if each.text.startswith(heading)]
            assert said.endswith(f" {len(expected)} 件")
    for card, facts in zip(page.under("连心卡").all(".call"), ledger.cards(ledger.posts(spot.codes)), strict=True):
        assert card.text.startswith(facts[0])
        assert all(fact in card.text for fact in facts)
    if spot.record.get("户数"):
        assert f"{spot.record['户数']} 户" in page.one("h1").text


def test_a_former_code_leads_to_the_place(site: Path) -> None:
    moved = [(old, code) for code, spot in ledger.spots().items() for old in spot.record.get("曾用代码", ())]
    assert moved, "the sample has a former code, or this proves nothing"
    for old, code in moved:
        page = htmls.page(site, f"places/{old}/")
        assert page.one("meta[http-equiv=refresh]").get("content") == f"0; url=../../places/{code}/"
        assert f"../../places/{code}/" in page.one("main").hrefs
        for sheet in ("places", "cards", "receipts"):
            paper = htmls.page(site, f"print/{sheet}/{old}/")
            assert paper.one("meta[http-equiv=refresh]").get("content") == f"0; url=../../../print/{sheet}/{code}/"
            assert (site / f"print/{sheet}/{code}/index.html").is_file()


def test_sheets_of_a_place_above_a_community_lead_to_its_page(site: Path) -> None:
    above = [code for code, spot in ledger.spots().items() if spot.record["层级"] in ("市", "区", "街道")]
    assert above
    for code in above:
        for sheet in ("places", "cards", "receipts"):
            paper = htmls.page(site, f"print/{sheet}/{code}/")
            assert paper.one("meta[http-equiv=refresh]").get("content") == f"0; url=../../../places/{code}/"


def test_the_contact_card_has_every_post_of_the_community_where_it_belongs(site: Path) -> None:
    home = ledger.spot(PORTAL["社区"])
    page = htmls.page(site, "contact/").one("main")
    own = [code for code, spot in ledger.spots().items() if home.code in spot.codes[:-1] and len(spot.codes) == 5]
    expected = {home.name: [], **{ledger.spots()[code].name: [] for code in own}}
    for post in ledger.load("contacts.yml"):
        codes = [ledger.spot(name).code for name in ledger.several(post["地点"])]
        if set(codes) & set(home.codes):
            expected[home.name].append(post)
        else:
            for code in set(codes) & set(own):
                expected[ledger.spots()[code].name].append(post)
    for heading, posts in expected.items():
        for card, facts in zip(page.under(heading).all(".call"), ledger.cards(posts), strict=True):
            assert all(fact in card.text for fact in facts), (heading, facts)


def test_the_contact_card_has_the_post_of_a_building(small: Path) -> None:
    portals.edit(
        small / "content" / "places.yml",
        "      户数: 40\n",
        "      户数: 40\n      下级: [{名称: 2号楼, 层级: 楼栋, 代码: dongyuan-2}]\n",
    )
    with (small / "content" / "contacts.yml").open("a", encoding="utf-8") as file:
        file.write("- {岗位: 2号楼楼长岗, 级别: 网格, 地点: 2号楼, 管什么: 楼道里的事, 电话: 000-0000-0000}\n")
    page = htmls.page(portals.build(small), "contact/").one("main")
    (card,) = page.under("东院").all(".call")
    assert "2号楼楼长岗" in card.text


@pytest.mark.wide
def test_a_card_prints_as_the_whole_summary_does(own: Path, tmp_path: Path) -> None:
    """Of every case of the repo, as of the sample's day: a list may ask for cards alone."""
    view = build.draft(own).view
    shutil.copytree(own / "templates" / "macros", tmp_path / "macros")
    lists = "{% import 'macros/common.html' as m %}{{ m.case_list(cases, '../', view) }}"
    (tmp_path / "list.html").write_text(lists, "utf-8")
    templates = Templates(tmp_path)
    for key in view.cases.ids():
        whole, card = view.cases.summaries([key]), view.cases.cards([key])
        assert templates.render("list.html", view, cases=card) == templates.render("list.html", view, cases=whole)
