"""How dates, numbers and texts are said to a reader."""

from datetime import date

import pytest

from generator.pages import say
from generator.records.moment import Moment


@pytest.mark.parametrize(
    ("typed", "machine", "said"),
    [
        ("2025-07-17", "2025-07-17", "2025年7月17日"),
        ("2025-07-17 09:05", "2025-07-17T09:05", "2025年7月17日 9:05"),
        ("2025-12", "2025-12", "2025年12月"),
        ("2025", "2025", "2025年"),
    ],
)
def test_a_date_as_far_as_it_is_known(typed: str, machine: str, said: str) -> None:
    assert say.day(Moment.parse(typed)) == f'<time datetime="{machine}">{said}</time>'


def test_a_date_that_nobody_knows() -> None:
    assert say.day(Moment.parse("不详")) == "日期不详"


def test_a_calendar_day() -> None:
    assert say.day(date(2026, 1, 2)) == '<time datetime="2026-01-02">2026年1月2日</time>'


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 7, 14), "7月14日（周一）"),
        (date(2025, 7, 17), "7月17日（周四）"),
        (date(2025, 7, 20), "7月20日（周日）"),
        (date(2024, 2, 29), "2月29日（周四）"),
    ],
)
def test_a_day_close_by_has_its_weekday(day: date, said: str) -> None:
    assert say.weekday(day) == f'<time datetime="{day.isoformat()}">{said}</time>'


def test_a_day_of_every_year() -> None:
    assert say.month_day((3, 31)) == "3月31日"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("一段。", "<p>一段。</p>"),
        ("一行\n又一行", "<p>一行<br>又一行</p>"),
        ("一段。\n\n又一段。", "<p>一段。</p><p>又一段。</p>"),
        ("一段。\n  \n\n\n又一段。\n\n", "<p>一段。</p><p>又一段。</p>"),
        ("<b>1 & 2</b>", "<p>&lt;b&gt;1 &amp; 2&lt;/b&gt;</p>"),
        ("", ""),
    ],
)
def test_plain_text_as_paragraphs(typed: str, said: str) -> None:
    assert say.paragraphs(typed, LINKS) == said


LINKS = say.Links({"SY-2026-001", "SY-2026-002", "BD-01", "A-2026-031"}.__contains__, "../../", "SY-2026-002")


def link(key: str) -> str:
    return f'<a href="../../cases/{key}/">{key}</a>'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("同SY-2026-001。", f"同{link('SY-2026-001')}。"),
        ("SY-2026-001、BD-01", f"{link('SY-2026-001')}、{link('BD-01')}"),
        ("SY-2026-002 就是这件", "SY-2026-002 就是这件"),
        ("SY-2026-009 没有", "SY-2026-009 没有"),
        ("XSY-2026-001 SY-2026-0012 SY-2026-001-3 BD-01A", "XSY-2026-001 SY-2026-0012 SY-2026-001-3 BD-01A"),
        ("A-2026-031", link("A-2026-031")),
        ("<b>BD-01</b> & [x](BD-01)", f"&lt;b&gt;{link('BD-01')}&lt;/b&gt; &amp; [x]({link('BD-01')})"),
    ],
)
def test_the_id_of_another_case_leads_to_it(typed: str, said: str) -> None:
    assert say.linked(typed, LINKS) == said
    assert say.paragraphs(typed, LINKS) == f"<p>{said}</p>"


def test_what_is_markup_already_stays_as_it_is() -> None:
    assert say.linked(say.day(date(2026, 1, 2)), LINKS) == say.day(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("收集诉求", "收集<wbr>诉求"),
        ("满意度测评", "满意度<wbr>测评"),
        ("登记", "登记"),
        ("<b>", "&lt;b<wbr>&gt;"),
    ],
)
def test_a_label_breaks_in_its_middle_unless_it_is_two_signs(label: str, said: str) -> None:
    assert say.halves(label) == said


def test_what_is_to_be_filled_in_stands_out_and_the_rest_is_text() -> None:
    assert say.blank("窗口：待社区填写 <b>") == '窗口：<span class="blank">待社区填写</span> &lt;b&gt;'
    assert say.blank("都知道") == "都知道"
