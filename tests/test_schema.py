"""The JSON Schemas: manual, completion and form at once, against the validator of another project.

A record that `read` accepts is a record that an editor accepts, and most mistakes show in both.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from records_helper import case_text

from generator import disk, intake, read, schema
from generator.read import KINDS

CONTENT = Path(__file__).parents[1] / "content"
SCHEMAS: dict[str, dict[str, Any]] = {
    name.removesuffix(".json"): json.loads(text) for name, text in schema.schemas().items()
}


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2.2, section 10.3, where a date is a text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for tag, form, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ("~", "n", "N", "")),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def as_editor(text: str) -> Any:
    return yaml.load(text, EditorLoader)


def complaints(kind: str, text: str) -> list[str]:
    """What an editor underlines."""
    validator = Draft202012Validator(SCHEMAS[kind])
    return [error.message for error in validator.iter_errors(as_editor(text))]


def front_matter(text: str) -> str:
    return text.split("---\n")[1]


def fields(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every model, with the way to it."""
    if isinstance(part, dict):
        for name, field in part.get("properties", {}).items():
            yield f"{path}/{name}", field
        for key, each in part.items():
            yield from fields(each, f"{path}/{key}")
    elif isinstance(part, list):
        for number, each in enumerate(part):
            yield from fields(each, f"{path}/{number}")


FIELDS = [(kind + path, field) for kind, whole in SCHEMAS.items() for path, field in fields(whole)]


def test_there_is_a_schema_for_every_kind() -> None:
    assert SCHEMAS.keys() == {kind.name for kind in KINDS}
    assert len(FIELDS) > 150


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert re.search("[一-鿿]", SCHEMAS[kind]["title"])


def test_every_field_has_a_chinese_title_and_a_sentence() -> None:
    for path, field in FIELDS:
        assert path.rpartition("/")[2] == field.get("title"), path
        assert re.search("[一-鿿]", field["title"]), path
        assert re.search("[一-鿿]", field.get("description", "")), path


def test_nothing_that_staff_see_is_english() -> None:
    texts = [(path, str(field.get("description"))) for path, field in FIELDS]
    texts += [("$defs/" + name, str(part.get("title", "")) + str(part.get("description", "")))
              for whole in SCHEMAS.values() for name, part in whole.get("$defs", {}).items()]  # fmt: skip
    for path, text in texts:
        words = re.findall(
            "[A-Za-z]{3,}", re.sub(r"[a-z]+\.(yml|md)|\.jpg|policies|meetings|Asia/Shanghai|ICP", "", text)
        )
        pinyin = {"sangyu"}
        assert set(words) <= pinyin, path


def test_a_default_is_something_one_may_write() -> None:
    for path, field in FIELDS:
        if "default" in field:
            assert Draft202012Validator(field).is_valid(field["default"]), path


def test_no_other_key_is_allowed_anywhere() -> None:
    for kind, whole in SCHEMAS.items():
        for name, part in {kind: whole, **whole.get("$defs", {})}.items():
            if "properties" in part:
                assert part["additionalProperties"] is False, name


# Records of this repo


def records() -> list[tuple[str, str]]:
    found = []
    for path in (CONTENT / each for each in intake.records(disk.below(CONTENT))):
        inside = path.relative_to(CONTENT).as_posix()
        kind = read.kind_of(inside)
        if kind:
            found.append((inside, kind.name))
    return found


@pytest.mark.parametrize(("path", "kind"), records())
def test_what_we_publish_is_right_in_an_editor(path: str, kind: str) -> None:
    text = (CONTENT / path).read_text("utf-8")
    assert complaints(kind, front_matter(text) if path.endswith(".md") else text) == []


# Variants of a small record of each kind, right and wrong

CASE = case_text(
    "2026-03-02 登记",
    "2026-03-03 转办 | 交给: 供水公司",
    "2026-03-04 公示 | 公示什么: 方案",
    "2026-03-09 办结 | 结果: 已解决 | 受益户数: 84",
)
SMALL = {
    "case": ("cases/SY-2026-001.yml", CASE),
    "meeting": ("meetings/a.yml", "日期: 2026-03\n会议: 四方会议\n参加: [甲]\n商定: 乙\n事项: [SY-2026-001]\n"),
    "places": ("places.yml", "- 名称: 甲\n  层级: 社区\n  代码: jia\n  下级:\n  - {名称: 乙, 层级: 小区, 代码: yi}\n"),
    "units": ("units.yml", "- 简称: 甲\n  级别: 社区\n  电话: 12345\n"),
    "contacts": ("contacts.yml", "- 岗位: 甲\n  级别: 网格\n  地点: 乙\n  管什么: 丙\n  电话: 0471-123\n"),
    "rules": (
        "rules.yml",
        "类别: [{名称: 供水}]\n流程: [{名称: 甲, 步骤: [{名称: 乙, 环节: 登记}]}]\n"
        "期限: {答复: 1天, 办结: 5个工作日}\n",
    ),
    "portal": (
        "portal.yml",
        "名称: 甲\n主办: 乙\n简介: 丙\n社区: 丁\n总机: {名称: 戊, 电话: 0471-123, 时间: 白天}\n搜索引擎收录: 否\n",
    ),
    "policy": (
        "policies/a.md",
        "标题: 甲\n一句话: 乙\n给谁: 丙\n带什么: [丁]\n在哪办: 戊\n什么时候: 己\n更新: 2026-01-05\n"
        "办理时段: [{名称: 庚, 从: 01-01, 到: 03-31}]\n",
    ),
}


def staff_may_write(kind: str, text: str) -> bool:
    path, _ = SMALL[kind]
    return not read.read(path, (f"---\n{text}---\n" if kind == "policy" else text).encode()).problems


@pytest.mark.parametrize("kind", SMALL)
def test_a_small_record_is_right_for_both(kind: str) -> None:
    text = SMALL[kind][1]
    assert staff_may_write(kind, text)
    assert complaints(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("case", "来源: 流动办公桌", "来源: 12345"),
        ("case", "来源: 流动办公桌", "来源: 12345\n截至: 2026\n出处: 台账"),
        ("case", "来源: 流动办公桌", "来源: 来电\n反映人数: 35\n流程:\n期限: 2026-05-01\n政策: gaoling"),
        ("case", "地点: [桑榆苑]", "地点: 桑榆苑"),
        ("case", "2026-03-02", "2026-03-02 09:30"),
        ("case", "2026-03-02", "不详"),
        ("case", "受益户数: 84", "说明: |\n      早晚：水小\n      no"),
        ("meeting", "参加: [甲]", "参加: 甲"),
        ("contacts", "电话: 0471-123", "手机: 13800138000\n  本人同意公开: 是"),
        ("contacts", "电话: 0471-123", "电话: 0471-123转8"),
        ("places", "代码: jia\n", "代码: jia\n  曾用代码: lao-jia\n  户数: 0\n"),
        ("policy", "标题: 甲", "标题: 甲\n类别: 养老\n依据: [甲, 乙]"),
    ],
)
def test_a_right_variant_is_right_for_both(kind: str, old: str, new: str) -> None:
    text = SMALL[kind][1]
    assert old in text
    assert staff_may_write(kind, text.replace(old, new, 1))
    assert complaints(kind, text.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        # a key that there is not
        ("case", "标题", "题目"),
        ("case", "受益户数", "受益人数"),
        ("case", "受益户数: 84", "答复: 可以"),
        ("case", "公示什么: 方案", "公示什么: 方案\n    结果: 已解决"),
        ("meeting", "会议", "会"),
        ("places", "层级: 社区", "层级: 社区\n  下面: []"),
        ("portal", "电话", "手机"),
        ("policy", "从: 01-01", "从: 01-01, 至: 02-01"),
        # a word that there is not
        ("case", "诉求", "投诉"),
        ("case", "流动办公桌", "电话"),
        ("case", "环节: 登记", "环节: 记录"),
        ("case", "公示什么: 方案", "公示什么: 计划"),
        ("case", "结果: 已解决", "结果: 好了"),
        ("units", "级别: 社区", "级别: 小区"),
        ("places", "层级: 小区", "层级: 楼"),
        ("rules", "环节: 登记", "环节: 收集"),
        ("portal", "收录: 否", "收录: no"),
        ("portal", "收录: 否", "收录: false"),
        # something missing
        ("case", "标题: 水压不足\n", ""),
        ("case", "    交给: 供水公司\n", ""),
        ("case", "    结果: 已解决\n", ""),
        ("case", "  - 日期: 2026-03-02\n    环节", "  - 环节"),
        ("meeting", "商定: 乙\n", ""),
        ("places", ", 代码: yi", ""),
        ("contacts", "  管什么: 丙\n", ""),
        ("rules", "答复: 1天, ", ""),
        ("policy", "更新: 2026-01-05\n", ""),
        # nothing where there should be something, something of the wrong form
        ("case", "地点: [桑榆苑]", "地点: []"),
        ("case", "地点: [桑榆苑]", "地点: [甲, 甲]"),
        ("case", "标题: 水压不足", "标题:"),
        ("case", "编号: SY-2026-001", "编号: sy-1"),
        ("case", "2026-03-02", "2026/3/2"),
        ("case", "受益户数: 84", "受益户数: 84户"),
        ("case", "受益户数: 84", "受益户数: -1"),
        ("meeting", "事项: [SY-2026-001]", "事项: SY-2026-001"),
        ("meeting", "事项: [SY-2026-001]", "事项: []"),
        ("places", "代码: jia", "代码: Jia"),
        ("rules", "1天", "一天"),
        ("rules", "流程: [", "流程: []\n别的: ["),
        ("policy", "从: 01-01", "从: 1-1"),
        ("policy", "更新: 2026-01-05", "更新: 2026-01"),
    ],
)
def test_a_wrong_variant_is_wrong_for_both(kind: str, old: str, new: str) -> None:
    text = SMALL[kind][1]
    assert old in text
    assert not staff_may_write(kind, text.replace(old, new, 1))
    assert complaints(kind, text.replace(old, new, 1)) != []


def test_written_to_a_folder(tmp_path: Path) -> None:
    written = schema.write(tmp_path / "new" / "folder")
    assert [path.stem for path in written] == [kind.name for kind in KINDS]
    assert json.loads(written[0].read_text("utf-8")) == SCHEMAS["portal"]


def test_the_schemas_beside_the_content_are_these() -> None:
    beside = {path.stem: json.loads(path.read_text("utf-8")) for path in (CONTENT / ".schema").glob("*.json")}
    assert beside == SCHEMAS, "run: make schema"
