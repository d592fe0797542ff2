"""/digest/: each week in a text that fits a chat, reckoned again from the YAML."""

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import browsing
import desks
import htmls
import ledger
import ledger_outages
import portals
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger import SEALS, TODAY
from playwright.sync_api import Browser
from records_helper import case_text, steady

from generator import read, register
from generator.pages import digest, weekly
from generator.view import View
from generator.view.weekly import Week

HOME = "https://deskboard.example.org/"
BASE = portals.SAMPLES / "small" / "content"
_COMMON = [read.read(f"{name}.yml", (BASE / f"{name}.yml").read_bytes()) for name in read.REQUIRED]
_EVENTS = {"地点": "[东院]", "类别": "照明"}


def view(*cases: str, today: str = "2026-11-20") -> View:
    """The View of a portal with these cases, each the text of a file."""
    readings = [*_COMMON]
    for text in cases:
        key = re.search(r"编号: (\S+)", text)
        assert key
        readings.append(read.read(f"cases/{key[1]}.yml", text.encode()))
    made, problems = register.build(readings, date.fromisoformat(today), partial(bytes, 0))
    assert made and not problems, problems
    return View(made, HOME)


def case(number: int, *events: str, **top: str) -> str:
    return case_text(*events, **{"编号": f"SY-2026-{number:03}", **_EVENTS, **top})


def weeks_of(view: View) -> dict[str, Week]:
    return {key: view.weekly.week(key) for key in view.weekly.keys}


def text(view: View, key: str) -> str:
    week = view.weekly.week(key)
    return weekly.text(view, week, weekly.parts(view, week))


def fits(view: View) -> None:
    """Every week's text is short, has one link and whole entries, and says how many more there are."""
    for key, week in weeks_of(view).items():
        found = text(view, key)
        assert len(found) <= 500
        assert re.findall(r"https?://\S+|www\.\S+", found) == [f"{HOME}digest/{key}/"]
        parts = weekly.parts(view, week)
        entries = [f"· {line.text}" for part in parts for line in part.lines]
        shown = [line for line in found.splitlines() if line.startswith("·")]
        assert set(shown) <= set(entries) and len(set(shown)) == len(shown)
        left = re.search(r"^还有 (\d+) 条，点链接看：$", found, re.MULTILINE)
        assert len(entries) - len(shown) == (int(left[1]) if left else 0)
        assert [f"▍{part.heading}" for part in parts] == [each for each in found.splitlines() if each.startswith("▍")]


ADDRESSES = ["https://a.cn/b", "www.a.cn", "a.cn", "甲/乙", "3.5 吨", "▍", "· "]
WORDS = st.lists(
    st.text("甲乙丙丁水电梯门A1，。《》", min_size=1, max_size=25) | st.sampled_from(ADDRESSES), min_size=1, max_size=4
)


@settings(steady, max_examples=40)
@given(st.lists(st.tuples(WORDS.map("".join), st.integers(0, 3), st.integers(0, 40)), max_size=30))
def test_any_week_fits(made: list[tuple[str, int, int]]) -> None:
    cases = []
    for number, (title, kind, back) in enumerate(made, 1):
        first = date(2026, 10, 5) + timedelta(days=back)
        day = first.isoformat()
        more = [[], [f"{day} 办理"], [f"{day} 办结 | 结果: 已解决"], [f"{day} 延期 | 延至: 2027-01-01 | 原因: 冷"]][
            kind
        ]
        cases.append(case(number, f"{first - timedelta(days=9)} 登记", *more, 标题=f'"{title}。"'))
    fits(view(*cases))


def test_a_very_full_week_gives_each_sort_its_share() -> None:
    cases = [case(number, "2026-11-09 登记", 标题="某处某物坏了很久没有人来修" * 3) for number in range(1, 60)]
    cases += [case(90 + n, "2026-11-02 登记", "2026-11-10 办结 | 结果: 已解决", 标题="修好了的事") for n in range(9)]
    found = view(*cases)
    fits(found)
    told = text(found, "2026-W46")
    assert "▍有了结果 9 件" in told and "▍新记下 59 件" in told
    assert told.count("：办好了") >= 3 and told.count("某处某物") >= 3


@pytest.mark.parametrize(
    "day, key, span",
    [("2020-12-31", "2020-W53", "12月28日至1月3日"), ("2021-01-03", "2020-W53", "12月28日至1月3日"),
     ("2021-01-04", "2021-W01", "1月4日至1月10日"), ("2024-12-30", "2025-W01", "12月30日至1月5日"),
     ("2026-01-01", "2026-W01", "12月29日至1月4日"), ("2026-12-31", "2026-W53", "12月28日至1月3日")],
)  # fmt: skip
def test_weeks_are_those_of_iso_8601(day: str, key: str, span: str) -> None:
    found = view(case(1, f"{day} 登记"), today="2027-02-01")
    told = [each for each, week in weeks_of(found).items() if week.turns]
    assert told == [key] and found.weekly.keys[-1] == key and f"（{span}）" in text(found, key)
    assert key == date.fromisoformat(day).strftime("%G-W%V")
    assert [page.url for page in digest.pages(found)][-1] == f"digest/{key}/"
    days = [week.monday for week in weeks_of(found).values()]
    assert all(later - earlier == timedelta(days=7) for later, earlier in pairwise(days)), "no week is left out"


def test_what_comes_later_changes_no_past_week() -> None:
    story = ["2026-10-05 登记", "2026-10-07 办理", "2026-10-14 办结 | 结果: 已解决"]
    later = [
        "2026-10-20 更正 | 更正哪条: 2026-10-07 办理 | 涉及隐私: 是",
        "2026-10-21 重办 | 原因: 又坏了",
        "2026-11-17 办理",
    ]
    before, after = view(case(1, *story)), view(case(1, *story, *later))
    for key in ("2026-W41", "2026-W42"):
        assert text(before, key) == text(after, key)
    assert "办好了" in text(after, "2026-W42") and "重新办" in text(after, "2026-W43")
    merged = view(case(1, *story[:2], "2026-10-20 并案 | 并入: SY-2026-002"), case(2, "2026-09-01 登记"))
    assert text(merged, "2026-W41") == text(before, "2026-W41")
    assert "SY-2026-001" not in text(merged, "2026-W43")


def test_a_state_is_that_of_the_sunday() -> None:
    again = view(case(1, "2026-10-05 登记", "2026-10-13 办结 | 结果: 已解决", "2026-10-15 重办 | 原因: 又坏了"))
    assert "有了结果" not in text(again, "2026-W42") and "：重新办" in text(again, "2026-W42")
    asked = view(case(1, "2026-10-05 登记", "2026-10-13 办结 | 结果: 已解决", "2026-10-15 回访 | 解决: 是"))
    assert "▍有了结果 1 件" in text(asked, "2026-W42")


def test_what_is_not_told() -> None:
    found = view(
        case(1, "2026-11-09 登记", "2026-11-10 撤下 | 原因: 不愿公开", 标题="秘密"),
        case(2, "2026-11-09 登记", "2026-11-10 并案 | 并入: SY-2026-003"),
        case(3, "2026-10-05 登记"),
        case(4, "2026-11-09 登记", 截至="2026-11-10", 出处="报道《一件事》"),
    )
    assert "SY-2026-003" in text(found, "2026-W41")
    later = [key for key in found.weekly.keys if key > "2026-W41"]
    assert "2026-W46" in later, "the address was passed on, so it stays"
    assert all("这一周没有要说的事" in text(found, key) and "SY-" not in text(found, key) for key in later)


@pytest.mark.parametrize(
    ("title", "said"),
    [("台阶高2.5厘米", True), ("3.5 吨的车进不来", True), ("2026.11.9 停水", True), ("No.5 路灯不亮", True),
     ("看a.cn", False), ("打12345.cn", False), ("连192.168.1.1", False), ("甲/乙", False), ("找a@b", False),
     ("看甲乙.中国", False)],
)  # fmt: skip
def test_only_an_address_is_left_out_and_never_the_place(title: str, said: bool) -> None:
    told = text(view(case(1, "2026-11-09 登记", 标题=f'"{title}"')), "2026-W46")
    assert f"· 东院{f' {title}' if said else ''}（SY-2026-001）\n" in told


# The repo's own site


def weeks() -> dict[str, dict[str, str]]:
    """Week → id → what is said of it, by another road: over the stories that the ledger walks."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, record in ledger.cases().items():
        standing = ledger.standing(key)
        if ledger.reported(record) or standing.face == "撤下":
            continue
        by_week: dict[str, list[dict[str, str]]] = defaultdict(list)
        for event in standing.story:
            by_week[date.fromisoformat(event["日期"][:10]).strftime("%G-W%V")].append(event)
        for week, events in by_week.items():
            steps = [event["环节"] for event in events]
            if "并案" in steps:
                break
            reopened = max([n for n, step in enumerate(steps) if step in ("重办", "复查")], default=-1)
            closed = max([n for n, step in enumerate(steps) if step == "办结"], default=-1)
            failed = any(event.get("结论") == "未通过" for event in events[closed:]) if closed >= 0 else False
            if closed > reopened and not failed:
                found[week][key] = SEALS[events[closed]["结果"]]
            else:
                found[week][key] = "新" if "登记" in steps else "进展"
    return found


def test_every_week_of_the_sample(site: Path) -> None:
    wanted = weeks()
    built = {path.stem: path.read_bytes().decode() for path in (site / "digest").glob("*.txt")}
    first = min(wanted.keys() | held().keys())
    every = ((TODAY - timedelta(days=7 * back)).strftime("%G-W%V") for back in range(999))
    assert built.keys() == {week for week in every if week >= first}
    assert wanted.keys() | held().keys() <= built.keys()
    for week, cases in ((week, wanted.get(week, {})) for week in built):
        found = built[week]
        assert len(found) <= 500
        (link,) = re.findall(r"https?://\S+", found)
        assert link == f"{HOME}digest/{week}/" and (site / link.removeprefix(HOME) / "index.html").exists()
        page = htmls.page(site, f"digest/{week}/")
        assert page.one("pre").element.text == found
        told = dict(re.findall(r"（([A-Z]+-\d+-\d+)）(?:：(.+))?$", found, re.MULTILINE))
        assert told.keys() <= cases.keys()
        for key, outcome in told.items():
            assert (outcome in SEALS.values()) == (cases[key] not in ("新", "进展"))
            assert cases[key] in ("新", "进展", outcome)
        linked = {href.split("/")[-2] for href in page.one("main").hrefs if "/cases/" in href}
        assert linked == cases.keys(), "the page names all"


def held() -> dict[str, list[desks.Sitting]]:
    """Week → the sessions of which something was written down."""
    found: dict[str, list[desks.Sitting]] = defaultdict(list)
    for each in desks.sittings():
        if each.record is not None:
            found[_week(each.day)].append(each)
    return found


def _week(day: str) -> str:
    return date.fromisoformat(day).strftime("%G-W%V")


def test_a_week_says_where_the_desk_was_and_will_be(site: Path) -> None:
    this = _week(TODAY.isoformat())
    for path in (site / "digest").glob("*.txt"):
        page = htmls.page(site, f"digest/{path.stem}/")
        told = [each.text for each in page.all("main li")]
        wanted = [
            f"{ledger.short(date.fromisoformat(each.day))} {each.place}"
            + (f"，来了 {each.record['服务人次']} 人" if each.record and "服务人次" in each.record else "")
            for each in held().get(path.stem, [])
        ]
        assert [line for line in told if line in wanted] == wanted
        sunday = date.fromisocalendar(int(path.stem[:4]), int(path.stem[6:]), 7)
        first = TODAY if path.stem == this else sunday + timedelta(days=1)
        last = sunday + timedelta(days=7)
        lately = sunday >= TODAY - timedelta(days=7)
        ahead = [
            each
            for each in desks.sittings()
            if lately and each.on and first.isoformat() <= each.day <= last.isoformat()
        ]
        heads = [each.text for each in page.all("main h2")]
        assert (f"接下来流动办公桌来 {len(ahead)} 场" in heads) == bool(ahead)
        for each in ahead:
            line = each.when.replace(" ", "").partition("到")[0] + f" {each.place}{each.spot}"
            assert line in told, (path.stem, line)
        notices = announced(first, last) if lately else set()
        assert (f"要留意的通知 {len(notices)} 份" in heads) == bool(notices)
        said = page.under("要留意的通知").all("ul.tree a") if notices else []
        assert {each.text for each in said} == notices, path.stem


def announced(first: date, last: date) -> set[str]:
    """What the notices say of some days: title, and when, but for the day and the words that the title has."""
    found = set()
    for front, _ in ledger.notices().values():
        if "撤下" in front or "到" not in front:
            continue
        off = ledger_outages.on(ledger_outages.outages(front), first, last)
        since, until = front["从"][:10], front["到"][:10]
        if off:
            words, _, times = off[0][2].partition("：")
            said = ("" if all(word in front["标题"] for word in words.split("、")) else f"{words} ") + times
            said += f"，另有 {len(off) - 1} 次" if len(off) > 1 else ""
        elif front["种类"] == "停水停电" and "停" in front:
            continue
        elif since < first.isoformat() <= until:
            said = f"到{ledger.short(date.fromisoformat(until))}为止"
        elif first.isoformat() <= since <= last.isoformat():
            hours = [re.sub("^0", "", (typed + " ").split(" ")[1]) for typed in (front["从"], front["到"])]
            end = "" if since == until else ledger.short(date.fromisoformat(until))
            said = f"{ledger.short(date.fromisoformat(since))}{hours[0]}到{end}{hours[1]}"
        else:
            continue
        for day in re.findall(r"\d+月\d+日", front["标题"]):
            said = re.sub(rf"(?<!\d){day}（周.） ?", "", said)
        found.add(f"{front['标题']}：{said}".replace("） ", "）"))
    return found


def test_what_went_on_is_said_in_words_of_everyday_life() -> None:
    kinds = {
        "转办 | 交给: 小河供水公司": "交给该管的单位了",
        "延期 | 延至: 2027-01-01 | 原因: 冷": "办完的日子往后推了",
        "办理 | 说明: 说到的话": "接着在办",
    }
    for event, words in kinds.items():
        found = text(view(case(1, "2026-11-02 登记", f"2026-11-10 {event}")), "2026-W46")
        assert f"（SY-2026-001）：{words}\n" in found and "说到的话" not in found
    closed = "2026-10-05 办结 | 结果: 暂不能解决 | 原因: 甲 | 试过: 乙 | 谁能解决: 丙 | 复查: 2026-11-10"
    assert "：又拿出来办\n" in text(view(case(1, "2026-10-01 登记", closed)), "2026-W46")


def test_the_list_has_every_week(site: Path) -> None:
    found = [href for year in ("", "2025/") for href in htmls.page(site, f"digest/{year}").one("main").all(".list a")]
    keys = [each.get("href").split("/")[-2] for each in found]
    assert keys == sorted(weeks().keys() | held().keys(), reverse=True)
    this = TODAY.strftime("%G-W%V")
    assert "还没有过完" in htmls.page(site, f"digest/{this}/").text and "还没有过完" in found[0].text


def test_text_that_was_struck_or_hidden_is_nowhere(site: Path) -> None:
    told = "".join(path.read_text("utf-8") for path in (site / "digest").glob("*.txt"))
    for key, record in ledger.cases().items():
        if ledger.standing(key).face == "撤下":
            assert key not in told and record["标题"] not in told
        for event in record["进展"]:
            for word in ("说明", "原因", "答复"):
                assert event.get(word, "-" * 9)[:12] not in told


@pytest.mark.wide
def test_the_button_copies_the_text(site: Path, browser: Browser) -> None:
    week = f"digest/{TODAY.strftime('%G-W%V')}/"
    wanted = (site / week.rstrip("/")).with_suffix(".txt").read_text("utf-8")
    for permissions in (["clipboard-read", "clipboard-write"], []):
        context = browser.new_context(permissions=permissions)
        page = context.new_page()
        if not permissions:  # as on a site without https
            page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        with browsing.served(site) as home:
            page.goto(home + week)
            page.get_by_role("button", name="复制这段话").click()
            page.get_by_text("复制好了").wait_for(timeout=5000)
            if permissions:
                assert page.evaluate("navigator.clipboard.readText()") == wanted
            else:
                assert page.evaluate("getSelection().toString()").strip() == wanted.strip()
        context.close()


@pytest.mark.wide
def test_without_javascript_there_is_no_button_but_the_text(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with browsing.served(site) as home:
        page.goto(home + f"digest/{TODAY.strftime('%G-W%V')}/")
        assert page.locator("button").count() == 1 and not page.locator("button").is_visible()
        assert page.locator("pre").is_visible()
    context.close()
