"""The hands that each case of the repo's own portal went through, and its steps, against the records."""

import re
from pathlib import Path

import htmls
import ledger
import ledger_hands as hands
import pytest
from ledger import TODAY, long

CASES = ledger.cases()
SHOWN = [key for key in CASES if ledger.standing(key).face != "撤下"]
MINE = [key for key in SHOWN if not ledger.reported(CASES[key])]
WITH_STEPS = [key for key in SHOWN if hands.workflow(key)]
LEVELS = {record["简称"]: record["级别"] for record in ledger.load("units.yml")} | {
    record["岗位"]: record["级别"] for record in ledger.load("contacts.yml")
}


def main(site: Path, key: str) -> htmls.Part:
    return htmls.page(site, f"cases/{key}/").one("main")


@pytest.mark.parametrize("key", MINE)
def test_each_stretch_is_there_and_as_wide_as_it_lasted(site: Path, key: str) -> None:
    legs = hands.legs(key)
    lines = main(site, key).under("谁办了几天").all(".baton li")
    longest = max(leg.days for leg in legs)
    for line, leg in zip(lines, legs, strict=True):
        assert line.text.startswith(f"{leg.unit} {LEVELS[leg.unit]} {long(str(leg.start))}起")
        bars = [each for each in line.element.iter() if str(each.tag).endswith("}rect")]
        if leg.days:
            assert f"{leg.days} 天" in line.text
            width = float(bars[0].get("width", "").removesuffix("%"))
            assert abs(width - 100 * leg.days / longest) <= 1, "as wide as it lasted"
        else:
            assert not bars and ("今天接手" if leg.end is None else "不到一天") in line.text
        assert ("还在办" in line.text) == (leg.end is None)


def test_stretches_of_no_day_and_of_many_occur() -> None:
    days = [leg.days for key in MINE for leg in hands.legs(key) if leg.end]
    assert 0 in days and max(days) > 20


@pytest.mark.parametrize("key", MINE)
def test_the_way_up_and_down_the_levels_can_be_read(site: Path, key: str) -> None:
    legs = hands.legs(key)
    said = main(site, key).under("谁办了几天").all(".way li")
    if not any(leg.how in ("上报", "反馈", "退回") for leg in legs):
        # Handing on to a unit beside the community is no change of level.
        assert not said or {LEVELS[leg.unit] for leg in legs} & {"网格", "街道", "区"}
        return
    words = {
        "上报": "报给上级",
        "反馈": "上级回复",
        "退回": "退回",
        "重办": "重新办",
        "复查": "到日子再看",
        "核查": "去看办得怎样",
    }
    assert len(said) == len(legs)
    for line, leg in zip(said, legs, strict=True):
        assert line.text.startswith(LEVELS[leg.unit]), "the level in words"
        assert leg.how not in words or words[leg.how] in line.text, "the move in words"
        assert all(each.get("aria-hidden") == "true" for each in line.all("span")), "arrows are for the eye only"


def test_a_case_went_up_and_came_down(site: Path) -> None:
    way = "".join(each.text for each in main(site, "SY-2026-049").all(".way li"))
    assert way.startswith("社区街道报给上级 ↑社区上级回复 ↓部门")


@pytest.mark.parametrize("key", MINE)
def test_who_was_called_and_how_long_until_each_came(site: Path, key: str) -> None:
    said = main(site, key).under("请了谁").pairs
    expected = hands.calls(key)
    assert [unit for unit, _ in said] == [unit for unit, _ in expected]
    for (_, told), (unit, answer) in zip(said, expected, strict=True):
        assert answer in told, (unit, told)


def test_each_answer_to_a_call_occurs() -> None:
    answers = [re.sub(r"\d+年\d+月\d+日|\d+", "N", answer) for key in MINE for _, answer in hands.calls(key)]
    known = {"请后 N 天到", "当天到", "N 天后退回", "N 天了，还没到", "没有写哪天到，N已经在办", "没有写来没来"}
    assert known - {"没有写来没来"} <= set(answers) <= known


@pytest.mark.parametrize("key", MINE)
def test_who_checked(site: Path, key: str) -> None:
    checked = [event for event in ledger.standing(key).story if event["环节"] == "核查"]
    assert main(site, key).under("谁去看过办得怎样").pairs == [
        (long(event["日期"]), f"{event['经办']}：{event['结论']}") for event in checked
    ]


# Steps


@pytest.mark.parametrize("key", WITH_STEPS)
def test_each_step_has_its_day_or_why_it_has_none(site: Path, key: str) -> None:
    lines = main(site, key).all(".steps li")
    words = {"略过": "跳过了", "未记录": "没写下来"}
    for line, (name, said) in zip(lines, hands.steps(key), strict=True):
        shown = line.text.lstrip("✓12345")
        assert shown.startswith(name)
        if re.match(r"\d{4}-", said):
            at = long(said[:10]).partition("年")[2]
            assert shown == f"{name}{at}"
            assert line.one("time").get("datetime") == said.replace(" ", "T")
        elif said != "不详":
            assert shown == f"{name}{words.get(said, said)}"


def test_steps_that_were_passed_over_occur_with_and_without_a_reason(site: Path) -> None:
    said = {word for key in WITH_STEPS for _, word in hands.steps(key)}
    assert {"略过", "未记录", "没走到"} <= said
    told = [key for key in WITH_STEPS if "略过" in CASES[key]]
    for key in told:
        for each in CASES[key]["略过"]:
            assert f"跳过了“{each['步骤']}”：{each['原因']}" in main(site, key).one(".now").text
    assert told, "the sample has such a case, or this proves nothing"


def test_a_wish_says_who_took_it_up(site: Path) -> None:
    wishes = [key for key in MINE if CASES[key]["性质"] == "微心愿" and hands.workflow(key)]
    seen = 0
    for key in wishes:
        handed = [each for each in CASES[key]["进展"] if each["环节"] == "转办"]
        said = dict(main(site, key).one(".now").pairs)
        assert said.get("认领") == (ledger.several(handed[0]["交给"])[0] if handed else None)
        seen += bool(handed)
    assert 0 < seen < len(wishes), "one taken up and one waiting"


def test_what_is_settled_at_once_is_registered_and_closed_on_one_day() -> None:
    at_once = [hands.steps(key) for key in MINE if CASES[key].get("流程") == "即办"]
    assert [name for name, _ in at_once[0]] == ["登记", "办结"]
    assert any(first[1] == last[1] for first, last in at_once)


# Silent ones


def test_silent_cases_are_those_without_an_event_for_long(site: Path) -> None:
    least = int(ledger.load("rules.yml").get("久未进展", 30))
    days = {key: (TODAY - hands.day(ledger.standing(key).story[-1])).days for key in MINE if ledger.standing(key).open}
    expected = sorted((key for key in days if days[key] >= least), key=lambda key: (-days[key], key))
    assert expected, "the sample has silent cases, or this proves nothing"
    page = htmls.page(site, "cases/")
    lines = page.under("久没有新进展的事").all("li")
    assert [line.one("a").get("href") for line in lines] == [f"../cases/{key}/" for key in expected]
    for line, key in zip(lines, expected, strict=True):
        assert f"已经 {days[key]} 天没有新进展" in line.text
        assert line.one("[data-since]").get("data-since") == ledger.standing(key).last
    assert page.all("#silent")
