"""One file by itself: which kind it is, what is said of its mistakes, and that nothing breaks `read`."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_helper import ID, case_text, problems_of, steady

from generator import disk, intake, read
from generator.problem import Fault, Problem, shown
from generator.read import Note

CONTENT = Path(__file__).parents[1] / "content"
CASE = f"cases/2026/03/{ID}.yml"
GOOD = case_text("2026-03-02 登记", "2026-03-03 转办 | 交给: [供水公司]", "2026-03-09 办结 | 结果: 已解决")
POLICY = """\
---
标题: 高龄补贴怎么认证
一句话: 每年认证一次
给谁: 满八十岁的老人
带什么: [身份证]
在哪办: 社区
什么时候: 每年三月以前
更新: 2026-01-05
---
## 第一步

来社区。
"""


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def changed(old: str, new: str, text: str = GOOD, path: str = CASE) -> tuple[Problem, ...]:
    """What is wrong after one change to a good file."""
    assert text.count(old) == 1, old
    return problems_of(path, text.replace(old, new))


# Kinds and names of files


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("portal.yml", "portal"),
        ("cases/SY-2026-001.yml", "case"),
        ("cases/2026/03/SY-2026-001.yml", "case"),
        ("meetings/2026/四方会议.yml", "meeting"),
        ("policies/gaoling-butie.md", "policy"),
        ("places/places.yml", None),
        ("policies/2026/gaoling-butie.md", None),
        ("cases.yml", None),
    ],
)
def test_the_place_of_a_file_says_what_it_is(path: str, kind: str | None) -> None:
    found = read.kind_of(path)
    assert (found.name if found else None) == kind


@pytest.mark.parametrize(
    ("path", "code", "remedy"),
    [
        ("cases/SY-2026-001.yaml", "文件名", ".yml"),
        ("cases/SY-2026-001.YML", "文件名", ".yml"),
        ("cases/SY-2026-001.yml.txt", "文件名", ".yml"),
        ("cases/SY-2026-001.md", "文件名", ".yml"),
        ("policies/gaoling.md.txt", "文件名", ".md"),
        ("policies/gaoling.yml", "文件名", ".md"),
        ("places.yaml", "文件名", ".yml"),
        ("Thumbs.db", "放错地方", "删掉"),
        ("meetings/照片.jpg", "放错地方", "cases/"),
        ("cases/照片.jpg", "照片格式", "JPG"),
        ("cases/视频.MP4", "照片格式", "截一张图"),
        ("case/SY-2026-001.yml", "放错地方", "cases/"),
    ],
)
def test_a_file_that_is_nothing_says_where_it_belongs(path: str, code: str, remedy: str) -> None:
    problem = only(problems_of(path, GOOD))
    assert (problem.file, problem.code) == (f"content/{path}", code)
    assert remedy in problem.remedy


def test_a_case_is_in_the_file_that_bears_its_id() -> None:
    assert only(problems_of("cases/SY-2026-002.yml", GOOD)).code == "文件名"


@pytest.mark.parametrize("name", ["高龄.md", "Gaoling.md", "a b.md", "-a.md"])
def test_the_file_of_a_policy_is_an_address(name: str) -> None:
    assert only(problems_of(f"policies/{name}", POLICY)).code == "文件名"


def test_which_files_are_read(tmp_path: Path) -> None:
    for name in ("b.yml", "a/c.yml", ".git/x", "a/.DS_Store", ".schema/case.json", "pages/about.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert [*intake.records(disk.below(tmp_path))] == ["a/c.yml", "b.yml"]


def test_a_reading_depends_on_path_and_bytes_alone() -> None:
    one, other = read.read(CASE, GOOD.encode()), read.read(CASE, GOOD.encode())
    assert one == other
    assert one.key == ID
    assert one.digest != read.read(CASE, (GOOD + "\n").encode()).digest


def test_meetings_of_one_name_in_two_folders_are_two() -> None:
    keys = {read.read(f"meetings/{month}/四方会议.yml", b"").key for month in ("03", "04")}
    assert len(keys) == 2


# Markdown with front matter


@pytest.mark.parametrize(
    "text", [POLICY, POLICY.replace("\n", "\r\n"), "\ufeff" + POLICY, POLICY.replace("---\n", "--- \n")]
)
def test_a_policy_is_front_matter_and_body(text: str) -> None:
    reading = read.read("policies/gaoling.md", text.encode())
    assert reading.problems == ()
    note: Note = reading.record
    assert note.front.title == "高龄补贴怎么认证"
    assert note.body.split() == ["##", "第一步", "来社区。"]
    assert note.body_line == 10


@pytest.mark.parametrize(
    "text", ["", "# 标题\n", "---\n标题: 甲\n", "----\n标题: 甲\n----\n", "\n" + POLICY, "---\n---\n"]
)
def test_a_policy_without_front_matter_says_what_to_write(text: str) -> None:
    problem = only(problems_of("policies/gaoling.md", text))
    assert problem.code == "开头"
    assert "---" in problem.remedy


def test_a_rule_in_the_body_ends_nothing() -> None:
    note = read.read("policies/gaoling.md", (POLICY + "\n---\n\n完\n").encode()).record
    assert note.body.endswith("---\n\n完\n")


def test_mistakes_in_front_matter_have_their_line_in_the_file() -> None:
    problem = only(changed("更新: 2026-01-05", "更新: 2026-01", POLICY, "policies/gaoling.md"))
    assert (problem.line, problem.column) == (8, 1)
    assert only(changed("在哪办: 社", "在哪办：社", POLICY, "policies/gaoling.md")).line == 6


# What is said


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "message", "remedy"),
    [
        ("环节: 登记", "环节: 已办", (10, 5), "不认识的环节", "“已办”不是环节", "是不是“办结”？"),
        ("环节: 登记", "环节: 登计", (10, 5), "不认识的环节", "“登计”不是环节", "“登记”"),
        ("环节: 登记", "环节: 会议", (10, 5), "不认识的环节", "“会议”不是环节", "meetings"),
        ("环节: 登记", "环节: 复查", (10, 5), "不认识的环节", "“复查”不是环节", "自动"),
        ("环节: 登记", "环节: 甲", (10, 5), "不认识的环节", "“甲”不是环节", "可以写：登记、受理"),
        ("环节: 登记", "环节:", (10, 5), "空白", "“环节”后面是空的", "填上"),
        ("    环节: 登记\n", "", (9, 5), "缺少", "没有写“环节”", "环节: …"),
        ("环节: 登记", "环节： 登记", (10, 7), "全角冒号", "全角", "英文冒号"),
        ("结果: 已解决", "结果: 解决了", (16, 5), "不认识的结果", "“解决了”不是结果", "“已解决”"),
        ("    结果: 已解决\n", "", (14, 5), "缺少", "没有写“结果”", "结果: …"),
        ("结果: 已解决", "结果: 已答复", (14, 5), "缺少", "没有写“答复”", "答复: …"),
        ("环节: 登记", "环节: 登记\n    结果: 已解决", (11, 5), "不认识的键", "“结果”", "“办结·已解决”"),
        ("概述", "受益户数: 84\n概述", (7, 1), "不认识的键", "“受益户数”", "“办结·已解决”"),
        ("概述", "说明: 甲\n概述", (7, 1), "不认识的键", "“说明”", "“进展”"),
        ("环节: 登记", "环节: 登记\n    来源: 来电", (11, 5), "不认识的键", "“来源”", "别处"),
        ("环节: 登记", "环节: 登记\n    说名: 甲", (11, 5), "不认识的键", "“说名”", "“说明”"),
        ("概述", "负责人: 甲\n概述", (7, 1), "不认识的键", "“负责人”", "删掉"),
        ("性质: 诉求", "性质: 投诉", (3, 1), "不认识的词", "“性质”不能写“投诉”", "“诉求”"),
        ("性质: 诉求", "性质: 抱怨", (3, 1), "不认识的词", "“抱怨”", "可以写：诉求、咨询"),
        ("性质: 诉求", "性质:", (3, 1), "空白", "“性质”后面是空的", "填上"),
        ("性质: 诉求", "性质: [诉求]", (3, 1), "要一句话", "“性质”", "不要分条"),
        ("来源: 流动办公桌", "来源: 12345热线", (6, 1), "不认识的词", "“12345热线”", "“12345”"),
        ("来源: 流动办公桌\n", "", (1, 1), "缺来源", "没有写“来源”", "来源: 流动办公桌"),
        ("来源: 流动办公桌", "来源: 来电\n截至: 2026", (7, 1), "截至出处", "一起写", "两个都写"),
        ("标题: 水压不足\n", "", (1, 1), "缺少", "没有写“标题”", "标题: …"),
        ("标题: 水压不足", "标题:", (2, 1), "空白", "“标题”后面是空的", "填上"),
        ("标题: 水压不足", "标题: ' '", (2, 1), "空白", "没有填", "填上"),
        ("标题: 水压不足", "标题: " + "水" * 121, (2, 1), "太长", "最多 120 个字", "短"),
        ("标题: 水压不足", "标题: |\n  甲\n  乙", (2, 1), "多行", "一行", "一行"),
        ("标题: 水压不足", "标题: {甲: 乙}", (2, 1), "要一句话", "“标题”", "不要再套一层"),
        ("编号: SY-2026-001", "编号: sy-1", (1, 1), "编号", "编号不合格式", "SY-2025-031"),
        ("地点: [桑榆苑]", "地点: []", (5, 1), "一条也没有", "一条也没有", "至少写一条"),
        ("地点: [桑榆苑]", "地点: [桑榆苑, 桑榆苑]", (5, 1), "写了两次", "两次", "只留一个"),
        ("地点: [桑榆苑]", "地点: [桑榆苑, [甲]]", (5, 11), "要一句话", "这一条", "冒号"),
        ("地点: [桑榆苑]", "地点: {甲: 乙}", (5, 1), "要分条", "“地点”", "短横线"),
        ("概述", "反映人数: 35人\n概述", (7, 1), "数字", "整数", "35"),
        ("概述", "反映人数: 1,000\n概述", (7, 1), "数字", "整数", "35"),
        ("概述", "反映人数: ３５\n概述", (7, 1), "数字", "整数", "35"),
        ("2026-03-02", "2026年3月2日", (9, 5), "日期", "不合格式", "2025-04-17"),
        ("2026-03-02", "2026-02-30", (9, 5), "日期", "没有这一天", "写错"),
        ("2026-03-02", "", (9, 5), "空白", "“日期”后面是空的", "填上"),
        ("结果: 已解决", "结果: 已解决\n    预计: 2026-05", (17, 5), "日期", "哪一天", "2025-04-17"),
        ("  - 日期: 2026-03-02\n    环节: 登记\n", "  - 3月2日登记\n", (9, 5), "要分项", "这一条", "词: 内容"),
        ("  - 日期: 2026-03-02\n    环节: 登记\n", "  - 日期：2026-03-02\n", (9, 7), "全角冒号", "全角", "英文冒号"),
        ("  - 日期: 2026-03-02\n    环节: 登记\n", "  - 日期:2026-03-02\n", (9, 7), "冒号", "空格", "空一格"),
    ],
)
def test_a_mistake_is_said_in_plain_words_at_its_place(
    old: str, new: str, place: tuple[int, int], code: str, message: str, remedy: str
) -> None:
    problem = only(changed(old, new))
    assert (problem.file, problem.line, problem.column) == (f"content/{CASE}", *place)
    assert problem.code == code
    assert message in problem.message
    assert remedy in problem.remedy


def test_all_mistakes_are_said_at_once() -> None:
    text = (
        GOOD.replace("性质: 诉求", "性质: 投诉")
        .replace("环节: 登记", "环节: 已办")
        .replace("结果: 已解决", "结果: 好了")
    )
    assert [problem.code for problem in sorted(problems_of(CASE, text))] == [
        "不认识的词",
        "不认识的环节",
        "不认识的结果",
    ]


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("places.yml", "", "这个文件是空的"),
        ("places.yml", "# 还没写\n", "这个文件是空的"),
        ("places.yml", "甲: 乙\n", "这个文件要一条一条写"),
        ("places.yml", "[]\n", "这里一条也没有"),
        ("places.yml", "- 甲\n", "这一条要分项写"),
        ("places.yml", "名称：甲\n", "全角"),
        ("portal.yml", "甲\n", "这个文件要分项写"),
        ("portal.yml", "- 甲\n", "这个文件要分项写"),
    ],
)
def test_a_file_of_the_wrong_shape(path: str, text: str, message: str) -> None:
    assert message in only(problems_of(path, text)).message


@pytest.mark.parametrize(
    ("zone", "right"),
    [("Asia/Shanghai", True), ("UTC", True), ("Asia", False), ("PRC", False), ("posix/Asia/Shanghai", False),
     ("right/Asia/Shanghai", False), ("Asia/../Asia/Shanghai", False), ("localtime", False)],
)  # fmt: skip
def test_a_time_zone_is_that_of_a_region(zone: str, right: bool) -> None:
    assert [each.code for each in problems_of("portal.yml", f"时区: {zone}\n") if each.code != "缺少"] == (
        [] if right else ["时区"]
    )


def test_a_promise_of_no_session_is_none() -> None:
    place = "- {名称: 甲社区, 层级: 社区, 代码: jia, 每月场次: %s}\n"
    assert problems_of("places.yml", place % 1) == ()
    assert [each.code for each in problems_of("places.yml", place % 0)] == ["数字"]


def test_a_fault_found_later_gets_its_line() -> None:
    fault = Fault(("进展", 1, "交给", 0), "不认识的单位", "没有叫“供水”的单位", "写全称")
    assert read.locate(CASE, GOOD.encode(), fault) == Problem(
        f"content/{CASE}", 13, 10, "不认识的单位", "没有叫“供水”的单位", "写全称"
    )
    fault = Fault(("类别", 0), "不认识的类别", "甲", "乙")
    text = POLICY.replace("更新", "类别: [养老]\n更新")
    found = read.locate("policies/gaoling.md", text.encode(), fault)
    assert (found.line, found.column) == (8, 6)


# What must not be said


@pytest.mark.parametrize(
    "number", ["13800138000", "138 0013 8000", "138-0013-8000", "150102195001010011", "0471-1234567", "1380013 8000"]
)
@pytest.mark.parametrize(
    "where", ["性质: {}", "{}: 甲", "环节: {}", "标题: |\n  {}\n  乙", "编号: {}", "反映人数: {}", "地点: [[{}]]"]
)
def test_no_message_repeats_a_long_number(number: str, where: str) -> None:
    name = where.partition(":")[0]
    text = re.sub(f"^( *){name}: .*$", lambda found: found[1] + where.format(number), GOOD, count=1, flags=re.MULTILINE)
    text = text if text != GOOD else where.format(number) + "\n" + GOOD
    for problem in problems_of(CASE, text):
        said = problem.message + problem.remedy.replace("SY-2025-031", "").replace("2025-04-17", "")
        assert not re.search(r"\d{6,}", re.sub("[ -]", "", said))


@pytest.mark.parametrize("word", ["2025-04-17", "SY-2025-031", "12345", "3号楼2单元", "五四大街76号院"])
def test_dates_ids_and_short_numbers_are_shown(word: str) -> None:
    assert shown(word) == word


def test_a_long_word_is_cut() -> None:
    assert shown("甲" * 40) == "甲" * 15 + "…"
    assert shown("甲\n 乙") == "甲 乙"


# Whatever the bytes, there is a record or there are problems

PATHS = st.sampled_from([CASE, "policies/gaoling.md", "meetings/a.yml", "places.yml", "rules.yml", "portal.yml", "x"])
FORMS = [GOOD, POLICY, *(path.read_text("utf-8") for path in sorted(CONTENT.glob("*.yml")))]
SCRAPS = [
    "", "：", ": ", "\n", "  ", "- ", "[", "]", "{", '"', "'", "#", "&a ", "*a", "!", "|", "~", "\t", "\r", "\x00",
    "\u2028", "不详", "2025-00-00", "9999-12-31", "0", "-1", "是", "null", "---\n", "环节: 登记\n", "13800138000",
]  # fmt: skip


def whole(path: str, raw: bytes) -> None:
    reading = read.read(path, raw)
    assert (reading.record is None) == bool(reading.problems)
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert problem.remedy
        read.locate(path, raw, Fault(("进展", 0, "日期"), "", "", ""))


@steady
@given(PATHS, st.binary(max_size=200))
def test_any_bytes(path: str, raw: bytes) -> None:
    whole(path, raw)


@pytest.mark.wide
@steady
@given(PATHS, st.sampled_from(FORMS), st.data())
def test_any_scraps_in_a_good_file(path: str, text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(SCRAPS)) + text[end:]
    whole(path, text.encode("utf-8", "replace"))
