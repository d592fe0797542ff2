"""What a screen reader is given: the names and texts of Chromium's own accessibility tree."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browsing
import htmls
import ledger
import ledger_hands
import portals
import pytest
from browsing import Reader
from ledger import TODAY
from playwright.sync_api import Browser
from test_pages import every

from generator import gate, phones, privacy
from generator.permit import Permit
from generator.records import hours

wide = pytest.mark.wide

OPEN = [key for key, case in ledger.cases().items() if ledger.standing(key).open and not ledger.reported(case)]
STEPS = next(key for key in OPEN if ledger.cases()[key].get("流程") == "五步法")
WENT_UP = next(key for key in OPEN if any(each["环节"] == "上报" for each in ledger.standing(key).story))
KINDS = ["", "cases/", f"cases/{STEPS}/", f"cases/{WENT_UP}/", f"places/{ledger.spot('桑榆苑').code}/", "contact/",
         "desk/", f"desk/{TODAY:%Y-%m}/", "stations/", "notices/", "figures/", "figures/solved/"]  # fmt: skip
NUMBER = "0473-1234567"


@pytest.fixture(scope="session")
def reader(site: Path, browser: Browser) -> Iterator[Reader]:
    with browsing.served(site) as home:
        yield Reader(browser, home)


def heard(reader: Reader, url: str) -> list[tuple[str, str]]:
    """Role and name of all that is in the tree of a page, in the order in which it is read."""
    with reader.opened(url) as (page, _):
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        known = {node["nodeId"]: node for node in nodes}

        def walk(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
            if not node.get("ignored"):
                yield node["role"]["value"], node.get("name", {}).get("value", "")
            for each in node.get("childIds", ()):
                if each in known:
                    yield from walk(known[each])

        return list(walk(nodes[0]))


def texts(told: list[tuple[str, str]]) -> list[str]:
    return [name.strip() for role, name in told if role == "StaticText"]


# Phones and ids


@wide
def test_a_phone_is_read_out_digit_by_digit(small: Path, browser: Browser) -> None:
    portals.edit(small / "content/contacts.yml", "000-0000-0000", NUMBER)
    with browsing.served(portals.build(small)) as home:
        reader = Reader(browser, home)
        told = heard(reader, "contact/")
        with reader.opened("contact/") as (page, _):
            bar, inline = page.locator("a.call").first, page.locator("main p a[href='tel:12345']")
            seen = (bar.inner_text(), inline.inner_text())
            found = page.evaluate(f"window.find('{NUMBER}') && !window.find('0 4 7 3')")
    links = [name for role, name in told if role == "link"]
    (name,) = [each for each in links if "1 2 3 4 5 6 7" in each]
    assert name.startswith("打电话 ") and "0 4 7 3, 1 2 3 4 5 6 7" in name and NUMBER not in name
    assert "1 2 3 4 5" in links, "within a sentence, too"
    assert NUMBER in seen[0] and seen[1] == "12345", "what is seen and copied is the usual form, once"
    assert "0 4 7 3" not in seen[0] and found, "and what is found in the page"


@pytest.mark.parametrize("number", ["138-0013-8000", "13800138000", "138 0013 8000"])
def test_a_number_that_is_not_public_is_stopped_in_that_form_too(number: str) -> None:
    html = f'<span class="said" data-said="{phones.apart(number)}"><span aria-hidden="true">{number}</span></span>'
    assert list(Permit(frozenset()).stops(gate.text(html)))
    assert not list(Permit(frozenset({re.sub("[^0-9]", "", number)})).stops(gate.text(html)))


@pytest.mark.parametrize("space", ["\u2009", "\u202f", "\u2003", " "])
def test_no_width_of_space_hides_a_number(space: str) -> None:
    assert [each.kind for each in privacy.find(f"电话{space.join('13800138000')}")] == ["手机号"]


@wide
def test_the_id_of_a_case_is_read_out_sign_by_sign(reader: Reader, site: Path) -> None:
    told = texts(heard(reader, f"cases/{STEPS}/"))
    said = told[told.index("编号") + 1]
    assert said.replace(", ", "-").replace(" ", "") == STEPS and said.startswith("S Y, 2 0 2 6, ")
    assert dict(htmls.page(site, f"cases/{STEPS}/").pairs)["编号"] == STEPS


# A case


@wide
def test_each_step_says_how_far_it_is_in_one_piece(reader: Reader) -> None:
    told = texts(heard(reader, f"cases/{STEPS}/"))
    words = {"": "(正在做|还没做到)", "略过": "跳过了", "未记录": "没写下来"}
    at = told.index(next(each for each in told if each.startswith(f"{ledger_hands.steps(STEPS)[0][0]}，")))
    steps = ledger_hands.steps(STEPS)
    for one, (name, said) in zip(told[at:], steps, strict=False):
        day = re.match(r"\d{4}-(\d\d)-(\d\d)", said)
        done = f"(做完了|正在做)，{int(day[1])}月{int(day[2])}日" if day else words.get(said, "做完了，日期不详")
        assert re.fullmatch(f"{name}，{done}", one), (name, said)
    assert told[at].startswith(f"{steps[0][0]}，做完了，"), "the first is done"
    assert any(re.match(r"\d{4}-", said) for _, said in steps) and not steps[-1][1], "and the last to come"
    assert any(each.endswith("，还没做到") for each in told)


@wide
def test_a_case_says_first_what_it_is_then_how_it_stands(reader: Reader) -> None:
    told = heard(reader, f"cases/{STEPS}/")
    at = told.index(("heading", ledger.cases()[STEPS]["标题"]))
    after = texts(told[at + 2 :])
    assert after[0] == "正在办" and after.index("谁在办") < after.index("最晚") < after.index("下一步")


@wide
def test_a_line_of_a_list_is_one_link_that_says_all(reader: Reader) -> None:
    told = heard(reader, "cases/")
    case, stands = ledger.cases()[STEPS], ledger.standing(STEPS)
    (name,) = [name for role, name in told if role == "link" and STEPS in name]
    assert re.fullmatch(rf"{case['标题']} 正在办 {STEPS}，.+ {stands.holder}在办，最晚 .+（周.）.+", name)


# Hours, spans and signs


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("周一至周五 8:30–18:00", "周一至周五 8:30到18:00"),
        ("周一-周五 08:30 - 12:00、14:00~18:00", "周一到周五 8:30到12:00、14:00到18:00"),
        ("每天 00:00—24:00", "每天 0:00到24:00"),
        ("每天 24 小时", "每天 24 小时"),
        ("电话 0473-1234567，9:00", "电话 0473-1234567，9:00"),
    ],
)
def test_hours_that_people_type_are_said_in_words(typed: str, said: str) -> None:
    assert hours.aloud(typed) == said
    assert hours.aloud(said) == said


@pytest.mark.wide
def test_no_page_says_hours_with_a_dash_or_a_zero_before(site: Path) -> None:
    for path, page in every(site).items():
        wrong = re.search(r"\d:\d\d ?[-–—~] ?\d|(?<![\d:])0\d:\d\d", page.one("body").text)
        assert not wrong, (path, wrong)


@wide
@pytest.mark.parametrize("url", KINDS)
def test_no_sign_is_read_out(reader: Reader, url: str) -> None:
    for role, name in heard(reader, url):
        assert not re.search("[▲▼▾▴›✓○→←↑↓↩–]| · ", name), (role, name)
