"""Whatever staff type in a record is read on the page as it was typed, and adds no element."""

from datetime import date
from xml.etree import ElementTree

import hostile
import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from payloads import LINES
from portals import REPO, SAMPLES

from generator import disk, intake, read, register, unseen
from generator.pages import case as case_pages
from generator.pages import sitemap
from generator.pages.page import Templates
from generator.view import View

TODAY = date(2026, 11, 20)
SMALL = SAMPLES / "small" / "content"
BASE = {
    path: (SMALL / path).read_bytes() for path in intake.records(disk.below(SMALL)) if not path.startswith("cases/")
}
TEMPLATES = Templates(REPO / "templates")
FIELDS = ("标题", "概述", "说明", "下一步", "原因", "试过", "谁能解决", "商定", "会议")

anything = some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=60)
typed = some.one_of(some.sampled_from(LINES), anything, some.builds("{}{}".format, anything, some.sampled_from(LINES)))


def page(texts: dict[str, str]) -> str:
    """The page of a case with these texts."""
    say = lambda key: texts.get(key, "平常的话")  # noqa: E731
    events = [
        {"日期": "2026-11-02", "环节": "登记", "说明": say("说明"), "下一步": say("下一步")},
        {"日期": "2026-11-09", "环节": "办结", "结果": "暂不能解决", "原因": say("原因"), "试过": say("试过"),
         "谁能解决": say("谁能解决"), "复查": "2027-03-01"},
    ]  # fmt: skip
    case = {"编号": "XH-2026-050", "标题": say("标题"), "性质": "诉求", "类别": "供水", "地点": ["东院"],
            "来源": "来电", "概述": say("概述"), "进展": events}  # fmt: skip
    meeting = {
        "日期": "2026-11-05",
        "会议": say("会议"),
        "参加": ["小河社区"],
        "商定": say("商定"),
        "事项": ["XH-2026-050"],
    }
    files = {
        **BASE,
        "cases/XH-2026-050.yml": hostile.typed(case).encode(),
        "meetings/m.yml": hostile.typed(meeting).encode(),
    }
    made, problems = register.build([read.read(path, raw) for path, raw in files.items()], TODAY, files.__getitem__)
    assert made is not None and not [each for each in problems if each.file.startswith("content/cases")], problems
    view = View(made, "https://x.example/")
    found = next(each for each in case_pages.pages(view) if each.key == "XH-2026-050")
    return case_pages.fill(found, view, TEMPLATES).slots.body


def parsed(html: str) -> tuple[list[str], str]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [str(each.tag) for each in tree.iter()], " ".join("".join(tree.itertext()).split())


PLAIN = parsed(page({}))[0]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    some.fixed_dictionaries(
        {}, optional=dict.fromkeys(FIELDS, typed.filter(lambda text: bool(text.strip()) and not unseen.first(text)))
    )
)
def test_a_text_is_read_as_it_was_typed_and_adds_no_element(texts: dict[str, str]) -> None:
    tags, said = parsed(page({key: " ".join(text.split()) for key, text in texts.items()}))
    assert tags == PLAIN
    for key, text in texts.items():
        assert " ".join(text.split()) in said, key


@pytest.mark.parametrize("text", LINES)
def test_an_address_is_well_formed_in_the_sitemap(text: str) -> None:
    made = sitemap.files("https://x.example/", [(f"{text}/", "")], [])
    assert len(ElementTree.fromstring(made["sitemap.xml"])) == 1
