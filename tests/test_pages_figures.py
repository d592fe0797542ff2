"""Every figure on the built site, in every cell of every table, against the records."""

import re
from collections import Counter
from pathlib import Path

import attack
import htmls
import ledger
import ledger_figures as figures
import pytest
from ledger import CONTENT, TODAY, cases, load, spots
from ledger_figures import FIGURES, GATHERED, Entry, at, counted, counts, entries, of, text

YEAR = f"{TODAY:%Y}"
SVG = "{http://www.w3.org/2000/svg}"
SLUGS = {"即办": "instant", "调解": "mediation", "信访代办": "petitions", "帮办代办": "errands"}


def cells(table: htmls.Part) -> list[tuple[str, list[str]]]:
    """Each row of a table: its head, and what its cells say."""
    return [(row.one("th").text, [cell.text for cell in row.all("td")]) for row in table.all("tbody tr")]


def both(figure: str, found: list[Entry]) -> list[str]:
    """What a row says: this year, and all years."""
    return [text(figure, [each for each in found if each.month[:4] == YEAR]), text(figure, found)]


@pytest.mark.parametrize("figure", [*FIGURES, *GATHERED])
def test_every_month_and_year(site: Path, figure: str) -> None:
    page = htmls.page(site, f"figures/{figure}/")
    shown = cells(page.under("按月看").one("table"))
    months = sorted({each.month for each in entries(figure)}, reverse=True)
    expected = []
    for year in sorted({month[:4] for month in months}, reverse=True):
        for stretch in [year, *(month for month in months if month[:4] == year)]:
            name = f"{stretch[:4]}年" + (f"{int(stretch[5:])}月" if stretch[5:] else "")
            expected.append((name, [text(figure, [e for e in entries(figure) if e.month.startswith(stretch)])]))
    assert shown == expected
    assert page.under("按月看").hrefs == [f"../../{behind(figure, month)}" for month in months]


def behind(figure: str, month: str) -> str:
    """Where that is which a month's number is made of."""
    if figure == "meetings":
        return f"meetings/{month[:4]}/"
    return f"desk/{month}/" if figure in GATHERED else f"figures/{figure}/{month}/"


STOCKS = ("open", "silent")
"""How many there are now: no year has a number of its own."""


def columns(figure: str, found: list[Entry]) -> list[str]:
    """What the cells of a row say: this year and all time; or now."""
    return both(figure, found)[1:] if figure in STOCKS else both(figure, found)


@pytest.mark.parametrize("figure", [*FIGURES, *GATHERED])
def test_every_place_category_and_source(site: Path, figure: str) -> None:
    page = htmls.page(site, f"figures/{figure}/")
    places = {code: at(figure, code) for code in spots()}
    rows = page.one("#place")
    assert rows.text == "按地点看"
    shown = page.under("按地点看").one("table")
    codes = [href.split("/")[-2] for href in shown.hrefs]
    assert codes == [code for code, found in places.items() if found]
    assert [said for _, said in cells(shown)] == [columns(figure, places[code]) for code in codes]
    for name in ("类别", "来源"):
        if figure in GATHERED:
            assert not page.under(f"按{name}看").children
            continue
        values = sorted({cases()[key][name] for key in counted()})
        expected = [(value, columns(figure, of(figure, name, value))) for value in values if of(figure, name, value)]
        assert cells(page.under(f"按{name}看").one("table")) == expected


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


@pytest.mark.parametrize("figure", FIGURES)
def test_the_cases_behind_every_month(site: Path, figure: str) -> None:
    months: dict[str, list[Entry]] = {}
    for each in entries(figure):
        months.setdefault(each.month, []).append(each)
    folder = site / "figures" / figure
    pages = sorted(path.name for path in folder.iterdir() if path.is_dir())
    first = min(each.month for each in entries("received"))
    assert pages == [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(_number(first), _number(f"{TODAY:%Y-%m}") + 1)]
    assert months.keys() <= set(pages)
    for month in set(pages) - months.keys():
        page = htmls.page(site, f"figures/{figure}/{month}/")
        assert "这个月没有。" in page.text and not [href for href in page.one("main").hrefs if "/cases/" in href]
    for month, found in months.items():
        page = htmls.page(site, f"figures/{figure}/{month}/")
        assert page.one("main p.card b").text == text(figure, found)
        heads = [head.text for head in page.all("main h2")]
        lists = [[href.split("/")[-2] for href in page.under(head).hrefs if "/cases/" in href] for head in heads]
        whole = FIGURES[figure][0] == "median" or figure == "surveys"
        inside = Counter(each.name for each in found if each.part or whole)
        outside = Counter(each.name for each in found if not (each.part or whole))
        assert [Counter(each) for each in lists] == ([inside, outside] if outside else [inside]), (figure, month)
        if FIGURES[figure][0] == "median":
            days = [int(each) for each in re.findall(r"，(\d+) 天", page.one("main").text)]
            assert days == sorted(each.part for each in found)


def test_the_page_of_all_figures_and_the_home_page_say_the_same(site: Path) -> None:
    shown = dict(cells(htmls.page(site, "figures/").under("一件件事").one("table")))
    names = {key: htmls.page(site, f"figures/{key}/").one("h1").text for key in FIGURES}
    for key, name in names.items():
        said = columns(key, list(entries(key)))
        assert shown[name] == ([f"现在 {each}" for each in said] if key in STOCKS else said), key
        assert [each for _, each in htmls.page(site, f"figures/{key}/").pairs[: len(said)]] == said
    home = [each.text for each in htmls.page(site, "").all(".nums dd")]
    year = {each.name for each in entries("received") if each.month[:4] == YEAR}
    settled = year - {each.name for each in entries("open")}
    assert home == [shown[names["received"]][0], f"{len(settled)} 件", shown[names["open"]][0].removeprefix("现在 ")]


# Meetings and sessions


def test_a_meeting_counts_once_however_many_cases_it_had(site: Path) -> None:
    about = [
        each
        for each in ledger.meetings()
        if "事项" not in each
        or any("截至" not in cases()[key] and ledger.standing(key).face != "撤下" for key in each["事项"])
    ]
    shown = dict(cells(htmls.page(site, "figures/").under("一件件事").one("table")))
    this_year = [each for each in about if each["日期"][:4] == YEAR]
    assert shown["开会商量"] == [f"{len(this_year)} 次", f"{len(about)} 次"]


def test_what_came_of_the_sessions_is_added_up(site: Path) -> None:
    logs = [log for path in CONTENT.glob("desks/**/*.yml") for log in load(f"desks/{path.name}").get("记录", [])]
    shown = dict(cells(htmls.page(site, "figures/").under("一件件事").one("table")))
    for at_, stretch in enumerate((YEAR, "")):
        those = [log for log in logs if log["日期"].startswith(stretch)]
        served = sum(int(log.get("服务人次", 0)) for log in those)
        settled = sum(int(each["件数"]) for log in those for each in log.get("即办", []))
        assert shown["流动办公桌"][at_] == f"{len(those)} 场"
        assert shown["服务人次"][at_] == f"{served} 人次"
        assert shown["办公桌上当场办完"][at_] == f"{settled} 件"
    months = htmls.page(site, "figures/served/").under("按月看")
    said = {href.split("/")[-2]: words[0] for href, (label, words) in zip(months.hrefs, monthly(months), strict=True)}
    for month in {log["日期"][:7] for log in logs}:
        served = sum(int(log.get("服务人次", 0)) for log in logs if log["日期"].startswith(month))
        assert said.get(month, "0 人次") == f"{served} 人次", month
    places = dict(cells(htmls.page(site, "figures/sessions/").under("按地点看").one("table")))
    assert places["示例市"] == shown["流动办公桌"]


def monthly(part: htmls.Part) -> list[tuple[str, list[str]]]:
    """The rows of a table by month, without the years."""
    return [each for each in cells(part.one("table")) if each[0].endswith("月")]


# Counts without text


def published(site: Path, kind: str, year: str) -> dict[attack.Cell, int | str]:
    """A table of the site, as a reader has it: numbers, small, withheld."""
    page = htmls.page(site, f"figures/{SLUGS[kind]}/")
    table = page.under(f"{year}年").one("table")
    heads = [each.text for each in table.all("thead th")][1:]
    codes = ["all" if name == "合计" else ledger.spot(name).code for name in heads]
    rows = {"全年": "year", "其中办成": "good", "没有办成": "bad"}
    found: dict[attack.Cell, int | str] = {}
    for label, said in cells(table):
        row = rows.get(label) or f"{year}-{int(label.removesuffix('月')):02}"
        for code, words in zip(codes, said, strict=True):
            if words != "没有报":
                found[row, code] = _read(words)
    return found


def _read(words: str) -> int | str:
    return {"不到 5 件": "small", "不公布": "withheld"}.get(words) or int(words.removesuffix(" 件"))


def truth(table: dict[tuple[str, str], tuple[int, int]]) -> dict[attack.Cell, int]:
    """All cells of a table, sums too."""
    found: Counter[attack.Cell] = Counter()
    columns = {code for _, code in table}
    for (month, code), (number, settled) in table.items():
        for column in {code, "all" if len(columns) > 1 else code}:
            for row, value in ((month, number), ("year", number), ("good", settled), ("bad", number - settled)):
                found[row, column] += value
    return dict(found)


@pytest.mark.parametrize(("kind", "year"), counts())
def test_counts_are_the_records_and_hide_what_is_small(site: Path, kind: str, year: str) -> None:
    shown, true = published(site, kind, year), truth(counts()[kind, year])
    assert {row for row, _ in true.keys() - shown.keys()} <= {row for row, _ in true} - {row for row, _ in shown}
    shown = {cell: shown.get(cell, "withheld") for cell in true}  # a row that says nothing is left out
    for cell, value in true.items():
        assert shown[cell] == value or shown[cell] == "withheld" or 0 < value < 5, cell
        assert not (0 < value < 5 and isinstance(shown[cell], int)), cell


@pytest.mark.parametrize(("kind", "year"), counts())
def test_no_small_count_of_the_site_can_be_worked_out(site: Path, kind: str, year: str) -> None:
    true = truth(counts()[kind, year])
    shown = {cell: published(site, kind, year).get(cell, "withheld") for cell in true}
    for cell, value in true.items():
        if 0 < value < 5:
            assert len(attack.possible(shown, cell)) >= 3, cell


def test_sums_of_counts_are_sums_of_what_is_said(site: Path) -> None:
    """A total that stands anywhere is one that a reader could add up alone."""
    for kind, slug in SLUGS.items():
        years = [year for each, year in counts() if each == kind]
        tables = {year: published(site, kind, year) for year in years}
        totals = {}
        for year, table in tables.items():
            columns = {code for _, code in table}
            totals[year] = table["year", "all" if "all" in columns else next(iter(columns))]
        ever = sum(each for each in totals.values() if isinstance(each, int))
        hidden = any(isinstance(each, str) for each in totals.values())
        shown = [said for _, said in htmls.page(site, f"figures/{slug}/").pairs]
        assert _read(shown[0]) == totals[YEAR]
        assert _read(shown[2]) == ("withheld" if hidden and len(totals) > 1 else ever)
        places = htmls.page(site, f"figures/{slug}/").under("按地点看").one("table")
        said = dict(zip((href.split("/")[-2] for href in places.hrefs), cells(places), strict=True))
        for code in {code for row, code in tables[YEAR] if row == "year"} - {"all"}:
            assert _read(said[code][1][0]) == tables[YEAR]["year", code]
            page = htmls.page(site, f"places/{code}/").under("数字").one("table")
            (own,) = (words for (_, words), href in zip(cells(page), page.hrefs, strict=True) if f"/{slug}/" in href)
            assert own == said[code][1]
        assert _read(said["shili"][1][0]) == totals[YEAR]


# What reports say


def test_every_reported_figure_has_its_source_its_date_and_whether_it_is_about(site: Path) -> None:
    page = htmls.page(site, "figures/").under("报道里的数")
    wanted = [
        (
            each["出处"],
            f"{each['名称']}：{each['说法']}",
            each.get("约") == "是",
            each["谁的"],
            ledger.long(each["截至"]),
        )
        for each in load("reported.yml")
    ]
    shown, source = [], ""
    for part in page.children:
        if part.tag == "h3":
            source = part.text
        for card in part.all("li.card") if part.tag == "ul" else []:
            about = bool(card.all(".mark"))
            whose, _, day = card.all("p")[0].text.partition(" 写到：")
            shown.append((source, card.one("b").text, about, whose, day))
    assert sorted(shown) == sorted(wanted) and len(wanted) >= 25
    for each in load("reported.yml"):
        assert bool(re.search("[余多约近几]", each["说法"])) == (each.get("约") == "是")
    assert "不是本公开栏算的" in next(
        each.text for each in htmls.page(site, "figures/").all("h2") if "报道" in each.text
    )


# Pictures


def test_each_picture_says_what_its_table_says(site: Path) -> None:
    page = htmls.page(site, "figures/")
    charts = page.all("figure.chart")
    assert len(charts) == 3
    for chart in charts:
        numbers = [int(cell.text.split()[0]) for cell in chart.all("tbody td")]
        for cell, number in zip(chart.all("tbody td"), numbers, strict=True):
            bars = list(cell.element.iter(f"{SVG}rect"))
            widths = [int(bar.get("width", "").rstrip("%")) for bar in bars]
            assert widths == ([max(round(94 * number / max(numbers)), 3)] if number else [])
    shapes = [[bar.get("fill") for bar in row.element.iter(f"{SVG}rect")] for row in charts[0].all("tbody tr")]
    assert ["currentColor", "none"] in shapes and all(each[0] != each[-1] for each in shapes if len(each) > 1)
    months, states, _ = (dict(cells(chart.one("table"))) for chart in charts)
    assert sum(int(said[0].split()[0]) for said in states.values()) == len(counted())
    assert len(months) == 12 and list(months)[-1] == f"{TODAY.year}年{TODAY.month}月"
    for label, said in months.items():
        year, month = re.findall(r"\d+", label)
        wanted = [[e for e in entries(key) if e.month == f"{year}-{int(month):02}"] for key in ("received", "closed")]
        assert said == [f"{len(each)} 件" for each in wanted]


def test_the_ages_of_open_cases(site: Path) -> None:
    _, _, chart = htmls.page(site, "figures/").all("figure.chart")
    ages = [(TODAY - figures.runs(each.name)[0].start).days for each in entries("open")]
    edges = [(-1, 7), (7, 30), (30, 90), (90, 180), (180, 10**6)]
    assert [said for _, said in cells(chart.one("table"))] == [
        [f"{sum(low < age <= high for age in ages)} 件"] for low, high in edges
    ]


def test_no_narrow_column_parts_a_number_from_what_it_counts(site: Path) -> None:
    held = 0
    for path in sorted((site / "figures").rglob("index.html")):
        for cell in htmls.page(site, f"{path.parent.relative_to(site).as_posix()}/").all("td"):
            counted = re.findall(r"[0-9.]+ ?[件人次户天场]", cell.text)
            inside = re.findall(r"[0-9.]+ ?[件人次户天场]", " ".join(each.text for each in cell.all(".nb")))
            assert counted == inside, (path, cell.text)
            held += len(counted)
    assert held
