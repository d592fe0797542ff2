"""The cards that a phone keeps, read back by vobject: who answers, and how to call them."""

import re
from pathlib import Path
from typing import Any

import htmls
import ledger
import planned
import pytest
import vobject
import yaml
from hypothesis import given
from hypothesis import strategies as st
from records_helper import steady

from generator import build, gate
from generator.pages import vcards
from generator.view import Post

pytestmark = pytest.mark.wide

HOME = "https://deskboard.example.org/"
HOSTILE = '甲\\n乙,丙;丁\\ ":END:VCARD BEGIN:VCARD\tTEL:110;' + "长" * 30


def read(data: bytes) -> list[Any]:
    return list(vobject.readComponents(data.decode()))


def numbers(card: Any) -> list[tuple[str, str]]:
    return [(each.params["TYPE"][0], each.value) for each in card.contents.get("tel", [])]


def content(name: str) -> Any:
    return yaml.load((ledger.CONTENT / name).read_text("utf-8"), yaml.BaseLoader)


def answering(code: str) -> list[dict[str, Any]]:
    """The posts for a place, straight from the records: its own, then those of what it lies in."""
    found: list[dict[str, Any]] = []
    for name in ways()[code]:
        found += [post for post in content("contacts.yml") if name in post["地点"] and post not in found]
    return found


def ways() -> dict[str, list[str]]:
    """The names of each place and of what it lies in, from the inside."""
    found: dict[str, list[str]] = {}

    def walk(places: list[dict[str, Any]], around: list[str]) -> None:
        for each in places:
            found[each["代码"]] = [each["名称"], *around]
            walk(each.get("下级", []), found[each["代码"]])

    walk(content("places.yml"), [])
    return found


def same_in_all(card: Any) -> None:
    assert card.version.value == "3.0"
    assert card.n.value.family == card.fn.value and card.n.value.given == ""
    assert set(card.contents) <= {"version", "n", "fn", "org", "tel", "note", "url"}, "no day of the build"


@pytest.mark.parametrize("code", ways())
def test_a_place_has_the_hotline_and_who_answers_for_it(site: Path, code: str) -> None:
    hotline, *cards = read((site / "places" / code / "card.vcf").read_bytes())
    portal = content("portal.yml")
    assert hotline.fn.value.startswith(portal["总机"]["名称"]) and hotline.org.value == [portal["主办"]]
    in_full = {each["简称"]: each.get("全称", each["简称"]) for each in content("units.yml")}
    assert numbers(hotline) == [("WORK", portal["总机"]["电话"])]
    assert hotline.note.value == ledger.aloud(portal["总机"]["时间"])
    posts = answering(code)
    assert len(cards) == len(posts)
    for card, post in zip(cards, posts, strict=True):
        same_in_all(card)
        assert re.sub("（[^（）]*社区）$", "", card.fn.value) == post["岗位"]
        assert card.org.value == [in_full[post["单位"]] if "单位" in post else portal["主办"]]
        assert any(name in card.fn.value for name in ways()[code]), "one can tell whose it is"
        called = [("WORK", post.get("电话")), ("CELL", post.get("手机"))]
        assert numbers(card) == [(kind, number) for kind, number in called if number]
        assert card.note.value == "；".join(filter(None, [post["管什么"], ledger.aloud(post.get("时间", ""))]))
        assert card.url.value == f"{HOME}places/{code}/"


def test_the_communitys_cards_lie_beside_the_contact_card(site: Path) -> None:
    cards, place = (read((site / each / "card.vcf").read_bytes()) for each in ("contact", "places/sangyu"))
    assert [(each.fn.value, numbers(each)) for each in cards] == [(each.fn.value, numbers(each)) for each in place]
    assert {each.url.value for each in cards} == {f"{HOME}contact/"} and len(cards) > 5
    assert "社区民警岗（桑榆社区）" in [each.fn.value for each in cards]


def test_who_kept_the_address_of_a_former_code_finds_it(site: Path) -> None:
    old, new = (site / "places" / code / "card.vcf" for code in ("qingtong-dayuan", "qingtong"))
    assert old.read_bytes() == new.read_bytes()


@pytest.mark.parametrize("url", ["contact/", "places/sangyuyuan/", "places/wanqingli/"])
def test_the_page_leads_to_it_and_says_how_in_wechat(site: Path, url: str) -> None:
    page = htmls.page(site, url)
    (link,) = [each for each in page.all("a[href]") if each.get("href").endswith(".vcf")]
    assert (site / url / link.get("href")).resolve() == (site / url / "card.vcf").resolve()
    assert "通讯录" in link.text and "浏览器打开" in page.text


def test_a_page_without_numbers_offers_none(site: Path) -> None:
    assert not answering("shili") and not [each for each in htmls.page(site, "places/shili/").hrefs if ".vcf" in each]


def test_the_form_is_that_of_rfc_2425(site: Path) -> None:
    files = sorted(site.rglob("*.vcf"))
    assert len(files) > 15
    for path in files:
        data = path.read_bytes()
        lines = data.removesuffix(b"\r\n").split(b"\r\n")
        assert data.endswith(b"END:VCARD\r\n") and all(0 < len(line) <= 75 for line in lines)
        assert not re.search(rb"[^\r]\n|\r[^\n]", data)
        assert all(line.decode() for line in lines), "no letter is cut"


# What staff paste


def card(post: Post, name: str = "", unit: str = "x") -> tuple[bytes, Any]:
    data = "".join(map(vcards._folded, vcards._card(name or post.name, post, unit, HOME))).encode()
    (found,) = read(data)
    return data, found


def test_hostile_text_stays_in_its_place() -> None:
    data, found = card(Post(HOSTILE, f"{HOSTILE}\n{HOSTILE}", "0471-1234567", "", HOSTILE, ""), unit=HOSTILE)
    assert found.fn.value == HOSTILE and found.n.value.family == HOSTILE and found.org.value == [HOSTILE]
    assert found.note.value == f"{HOSTILE}\n{HOSTILE}；{HOSTILE}"
    assert numbers(found) == [("WORK", "04711234567")]
    assert data.count(b"\r\nEND:VCARD\r\n") == 1


@steady
@given(st.text(st.characters(codec="utf-8"), max_size=120).filter(lambda text: text.strip()))
def test_any_text_stays_in_its_line(text: str) -> None:
    data, found = card(Post(text, text, "110", "", "", ""))
    assert set(found.contents) <= {"version", "n", "fn", "org", "tel", "note", "url"}
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(
    ("typed", "dialled", "told"),
    [
        ("0471-123 4567".replace(" ", ""), "04711234567", ""),
        ("+86-471-1234567", "+864711234567", ""),
        ("0471-1234567转8", "04711234567", "；电话 0471-1234567转8"),
        ("000-0000-0000", "000-0000-0000", ""),
    ],
)
def test_a_number_is_one_that_a_phone_dials(typed: str, dialled: str, told: str) -> None:
    found = card(Post("网格员", "灯", typed, "", "", ""))[1]
    assert numbers(found) == [("WORK", dialled)] and found.note.value == f"灯{told}"


def test_a_second_number_is_a_mobile(small: Path) -> None:
    found = card(Post("网格员", "灯", "110", "120", "", ""))[1]
    assert numbers(found) == [("WORK", "110"), ("CELL", "120")]


def test_the_same_records_give_the_same_bytes(small: Path) -> None:
    one, other = ({p: d for p, d in planned.files(build.draft(small).view) if p.endswith(".vcf")} for _ in "12")
    assert one == other and "contact/card.vcf" in one


def test_the_gate_reads_what_was_folded_and_escaped() -> None:
    data = "NOTE:打138001\r\n 38000问\\n乙\\,丙\\\\n".encode()
    assert gate.written("contact/card.vcf", data) == "NOTE:打13800138000问\n乙,丙\\n"
