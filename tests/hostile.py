"""A portal in which every text that anybody can type tries to make a page act.

Records are filled from the schemas of their models, so a text field that is added to a model is
covered without a change here. What must name something else (a place, a unit) names one whose name
is such a text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pictures
import portals
import yaml
from payloads import LINES, PAYLOADS

from generator import build, engine, read
from generator.build import ContentProblems
from generator.pages.page import Templates
from generator.problem import ERROR
from generator.settings import EngineError
from generator.words import DEFAULTS

COUNT = len(LINES)
PHOTO = "x.jpg"


def typed(record: Any) -> str:
    """A record as YAML in which every text is between single quotes."""
    return yaml.dump(record, allow_unicode=True, default_style="'", width=10**9, sort_keys=False)


Given = dict[str, Any]
Texts = Callable[[int], str]
"""A text of at most so many characters."""


@dataclass
class Filler:
    """Fills mappings of one model. `filled`: (model, key) of every text that was written."""

    schema: dict[str, Any]
    filled: set[tuple[str, str]] = field(default_factory=set)

    def record(self, given: Given, texts: Texts) -> Any:
        return self._made(self.schema, given, texts, "", "")

    def _made(self, part: dict[str, Any], given: Any, texts: Texts, owner: str, name: str) -> Any:
        part = self._solid(part, given)
        if name == "文件":
            return PHOTO
        if is_text(part):
            self.filled.add((owner, name))
            return given if isinstance(given, str) else texts(part.get("maxLength", 120))
        if "properties" in part:
            return {
                key: self._made(below, (given or {}).get(key), texts, part["title"], key)
                for key, below in part["properties"].items()
                if not (given and key in given and given[key] is None)
            }
        if part.get("type") == "array":
            several = given if isinstance(given, list) else [given]
            return [self._made(part["items"], each, texts, owner, name) for each in several]
        if given is not None:
            return given
        if "const" in part or "enum" in part:
            return part.get("const") or part["enum"][0]
        if part.get("type") == "integer":
            return "3"
        raise AssertionError(f"the hostile portal needs a value for {owner} {name}: {part}")

    def _solid(self, part: dict[str, Any], given: Any) -> dict[str, Any]:
        """What the part of a schema is, for what is given."""
        if "$ref" in part:
            return self._solid(self.schema["$defs"][part["$ref"].rpartition("/")[2]], given)
        if "oneOf" in part:
            models = [self._solid(each, given) for each in part["oneOf"]]
            return next((each for each in models if each and _fits(each, given)), {})
        if "anyOf" in part:
            kinds = [each for each in part["anyOf"] if each.get("type") != "null"]
            return self._solid(kinds[-1] if kinds[-1].get("type") == "array" else kinds[0], given)
        return part


def _fits(model: dict[str, Any], given: Given) -> bool:
    return all(given.get(key) == below["const"] for key, below in model["properties"].items() if "const" in below)


def is_text(part: dict[str, Any]) -> bool:
    """Whether people may type what they like."""
    return part.get("type") == "string" and not part.keys() & {"pattern", "const", "enum", "format"}


def text_fields(schema: dict[str, Any]) -> set[tuple[str, str]]:
    """(model, key) of all texts of a kind of record."""
    found = set()
    for model in (schema, *schema.get("$defs", {}).values()):
        for key, part in model.get("properties", {}).items():
            kinds = [part, *part.get("anyOf", ())]
            if any(is_text(each) or is_text(each.get("items", {})) for each in kinds):
                found.add((model["title"], key))
    return found


def line(number: int) -> str:
    return LINES[number % COUNT]


def name(sign: str, number: int) -> str:
    """A name of a place, a unit …: the sign keeps their kinds apart. A place's may have no slash."""
    text = sign + line(number)
    return text.replace("/", " ").strip() if sign == "地" else text


def rolled(number: int) -> Texts:
    """Different texts for the fields of one record, beginning with one: each field sees each in turn."""
    at = iter(range(number, number + 10_000))

    def text(longest: int) -> str:
        return PAYLOADS[number % len(PAYLOADS)][:longest].strip() if longest > 120 else line(next(at))

    return text


@dataclass
class Hostile:
    """The portal, how each of its texts was filled, and what the build refused to publish."""

    folder: Path
    fillers: dict[str, Filler]
    refused: dict[str, str] = field(default_factory=dict)

    def write(self, path: str, kind: str, given: Any, texts: Texts, body: str = "") -> None:
        record = self.fillers[kind].record(given, texts)
        text = typed(record)
        file = self.folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind == "case" and not (file.parent / PHOTO).exists():
            (file.parent / PHOTO).write_bytes(pictures.file(pictures.scene()))
        file.write_text(f"---\n{text}\n---\n{body}" if body else text, "utf-8")

    def built(self) -> Path:
        """The site. What the build refuses to publish is taken out, and noted with the reason."""
        for _ in range(8):
            try:
                build.build(self.folder, self.folder / "site")
                return self.folder / "site"
            except (ContentProblems, EngineError) as error:
                assert error.problems, error
                for problem in error.problems:
                    if problem.level != ERROR:
                        continue
                    file = problem.file
                    if file.startswith(("site/policies/", "site/notices/")):
                        file = f"content/{Path(file).parent.parent.name}/{Path(file).parent.name}.md"
                    assert file.startswith(("content/pages/x", "content/policies/p-", "content/notices/n-")), problem
                    self.refused[file] = problem.code
                    (self.folder / file).unlink(missing_ok=True)
        raise AssertionError(self.refused)


def portal(folder: Path) -> Hostile:
    """Write the portal."""
    portals.copy(portals.SAMPLES / "small", folder)
    for path in sorted((folder / "content").rglob("*")):
        if path.is_file() and "pages" not in path.parts:
            path.unlink()
    made = Hostile(folder, {kind.name: Filler(kind.model.model_json_schema()) for kind in read.KINDS})
    _base(made)
    for number in range(COUNT):
        _cases(made, number)
        _desk(made, number)
        _policy(made, number)
        _notice(made, number)
    for number, text in enumerate(PAYLOADS):
        front = {"title": line(number), "description": " ".join(text.split())[:4000] or "x"}
        head = typed(front)
        page = folder / "content" / "pages" / f"x{number:03}.md"
        page.write_text(f"---\n{head}\n---\n\n前文。\n\n{text}\n\n后文。\n", "utf-8")
    return made


COMMUNITY = {"名称": "小河社区", "层级": "社区", "代码": "xiaohe"}
STEPS = ("登记", "受理", "转办", "会议", "办理", "办结", "公示", "核查", "测评")


def _base(made: Hostile) -> None:
    made.write("portal.yml", "portal", portal_record(), rolled(0))
    below = [
        {
            "名称": name("地", n),
            "层级": "小区",
            "代码": f"p-{n:03}",
            "曾用代码": [f"q-{n:03}"],
            "户数": "40",
            "下级": None,
        }
        for n in range(COUNT)
    ]
    community = {
        **COMMUNITY,
        "曾用代码": ["old"],
        "下级": [*below, {**below[0], "名称": "东院", "代码": "dong", "曾用代码": ["d"]}],
    }
    made.write("places.yml", "places", [community], rolled(1))
    units = [{"简称": name("单", n), "级别": "部门", "管辖": None, "电话": "000-0000-0000"} for n in range(COUNT)]
    units.append({"简称": "小河社区", "级别": "社区", "管辖": "小河社区", "电话": "000-0000-0000"})
    for n, unit in enumerate(units):
        made.fillers["units"].record([unit], rolled(n))
    made.write("units.yml", "units", units, rolled(2))
    posts = [
        {"岗位": name("岗", n), "级别": "部门", "单位": name("单", n), "地点": [name("地", n)], "电话": "000-0000-0000",
         "手机": "000-0000-0001", "本人同意公开": "是"}
        for n in range(COUNT)
    ]  # fmt: skip
    made.write("contacts.yml", "contacts", posts, rolled(3))
    given = {"数": "40.5", "约": "是", "截至": "2026"}
    told = [
        {
            **given,
            "谁的": name("地", n),
            "名称": line(n),
            "出处": line(n + 1),
            "说法": f"约40.5 {line(n + 2)}"[:120].strip(),
        }
        for n in range(COUNT)
    ]
    for n in range(COUNT):
        made.fillers["reported"].record([given], rolled(n))
    made.write("reported.yml", "reported", told, rolled(5))
    counts = [{"月份": "2026-01", "社区": "小河社区", "数": [{"种类": "调解", "件数": "9", "办成": "3"}]}]
    made.write("counts/a.yml", "counts", counts, rolled(6))
    flows = [
        {"名称": name("流", n), "步骤": [{"环节": step, "名称": line(n + at)} for at, step in enumerate(STEPS)]}
        for n in range(COUNT)
    ]
    limits = {"答复": "3个工作日", "办结": "30个工作日"}
    kinds = [{"名称": name("类", n), "流程": name("流", n), "期限": limits} for n in range(COUNT)]
    opening = [{"星期": ["一"], "时间": ["08:30-18:00"]}]
    stations = [
        {"名称": name("点", n), "代码": f"s-{n:03}", "曾用代码": [f"t-{n:03}"], "地点": name("地", n), "开放": opening,
         "电话": "000-0000-0000", "值班": [{"谁": name("单", n), "星期": ["二"]}],
         **({} if n % 5 == 0 else {"撤下": None})}
        for n in range(COUNT)
    ]  # fmt: skip
    made.write("stations.yml", "stations", stations, rolled(5))
    rules = {"类别": kinds, "流程": flows, "期限": limits, "用语": {key: line(n) for n, key in enumerate(DEFAULTS)}}
    made.write("rules.yml", "rules", rules, rolled(4))


def portal_record(number: int = 0) -> Given:
    """What portal.yml must say whatever the texts are."""
    return {
        "社区": "小河社区", "时区": "Asia/Shanghai", "固定日期": "2026-11-20", "搜索引擎收录": "是",
        "曾用网址": "https://old.example.org/", "最早的月份": "2026-01", "总机": {"电话": "000-0000-0000"},
        "页脚": {"ICP备案号": "京ICP备12345678号-1", "公安备案号": "京公网安备 11010102000001号"},
    }  # fmt: skip


def _day(number: int) -> str:
    return f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}"


def _dated(steps: Iterator[tuple[str, Given]] | list[tuple[str, Given]]) -> list[Given]:
    usual = {"经办": None, "预计": "2026-12-24"}
    return [{"日期": _day(n), "环节": step, **usual, **given} for n, (step, given) in enumerate(steps)]


def _cases(made: Hostile, number: int) -> None:
    one, other = name("单", number), name("单", number + 1)
    spot = name("地", number)
    top = {
        "类别": name("类", number), "流程": name("流", number), "政策": None, "期限": None, "截至": None, "出处": None,
        "来源": "流动办公桌", "性质": "咨询", "标题": line(number), "场次": f"2026-01-01 {spot}",
        "地点": [spot], "略过": [{"步骤": line(number + 1)}],
    }  # fmt: skip
    living = [
        ("登记", {}), ("受理", {}), ("转办", {"交给": [one, other]}), ("报到", {"经办": one}), ("办理", {"经办": one}),
        ("退回", {"经办": one}), ("上报", {"交给": other}), ("反馈", {"经办": other}), ("延期", {"延至": "2026-12-25"}),
        ("公示", {"公示什么": "方案", "公示至": "2026-12-26"}), ("核查", {"结论": "通过"}),
        ("办结", {"结果": "暂不能解决", "复查": "2027-05-01"}), ("回访", {"解决": "否"}),
        ("测评", {"人数": "9", "满意": "3"}), ("核查", {"结论": "通过", "经办": one}), ("后续", {}),
        ("更正", {"更正哪条": f"{_day(15)} 后续", "涉及隐私": "否"}), ("重办", {}),
        ("办结", {"结果": "已转出", "转给": other}), ("重办", {}), ("办结", {"结果": "已解决"}), ("重办", {}),
        ("办结", {"结果": "已答复"}), ("回访", {"解决": "部分"}),
    ]  # fmt: skip
    key = f"XL-2026-{number:04}"
    texts = _same(number)
    made.write(f"cases/{key}.yml", "case", {**top, "编号": key, "进展": _dated(living)}, texts)
    told = [("登记", {}), ("办结", {"结果": "已解决"})]
    known = {"截至": "2026-03-01", "来源": None, "出处": line(number), "性质": "诉求", "流程": None, "略过": None}
    made.write(
        f"cases/XF-{number:04}.yml", "case", {**top, **known, "编号": f"XF-{number:04}", "进展": _dated(told)}, texts
    )
    gone = [("登记", {}), ("撤下", {})] if number % 2 else [("登记", {}), ("并案", {"并入": key})]
    made.write(f"cases/XW-{number:04}.yml", "case", {**top, "编号": f"XW-{number:04}", "进展": _dated(gone)}, texts)
    met = {"日期": "2026-01-12", "召集": one, "参加": [other], "事项": [key], "会议": line(number), "地点": [spot]}
    made.write(f"meetings/m{number:03}.yml", "meeting", met, texts)


def _desk(made: Hostile, number: int) -> None:
    """A desk that came, was asked for something, brought it, and will come, not come, and come another day."""
    who, spot = [name("单", number)], name("地", number)
    plan = {
        "每周": None, "每月": None, "从": None, "到": None, "轮换": None, "节假日": "照常",
        "日期": ["2026-01-01", "2026-01-06", "2026-12-01", "2026-12-02", "2026-12-03"],
        "时间": ["09:00-11:00"], "地点": [spot], "参加": who,
    }  # fmt: skip
    logs = [
        {"日期": "2026-01-01", "时间": "09:00-11:00", "这次带来": None},
        {"日期": "2026-01-06", "时间": "09:00-11:00"},
    ]
    given = {
        "安排": [plan], "参加": who, "记录": logs,
        "停办": [{"日期": "2026-12-02", "时间": None, "从": None, "到": None}],
        "改期": [{"原定": "2026-12-03", "原定时间": None, "改到": "2026-12-04", "时间": "15:00-16:00", "地点": spot}],
    }  # fmt: skip
    made.write(f"desks/d{number:03}.yml", "desk", given, _same(number))


def _same(number: int) -> Texts:
    """One text for all fields of a record, the whole of it where there is room."""
    whole = " ".join(PAYLOADS[number % len(PAYLOADS)].split())
    return lambda longest: whole if len(whole) <= longest else line(number)


def _notice(made: Hostile, number: int) -> None:
    """A notice in force; every fifth is one that was withdrawn."""
    last = "2026-11-20 20:00"
    front = {
        "种类": "施工", "从": "2026-11-20 08:00", "到": last, "地点": [name("地", number)], "找谁": name("单", number),
        "停": [{"停什么": "水", "从": "2026-11-20 09:00", "到": last, "每天": None}],
        "事项": [f"XL-2026-{number:04}"], "更新": "2026-11-20", **({} if number % 5 == 0 else {"撤下": None}),
    }  # fmt: skip
    body = f"\n前文。\n\n{PAYLOADS[number]}\n\n后文。\n"
    made.write(f"notices/n-{number:03}.md", "notice", front, _same(number), body)


def _policy(made: Hostile, number: int) -> None:
    """A policy note; every fifth is one that was withdrawn."""
    front = {
        "办理时段": [{"从": "01-01", "到": "12-31"}], "电话": "000-0000-0000", "更新": "2026-01-01",
        "类别": [name("类", number)], **({} if number % 5 == 0 else {"撤下": None}),
    }  # fmt: skip
    made.write(
        f"policies/p-{number:03}.md", "policy", front, _same(number), f"\n前文。\n\n{PAYLOADS[number]}\n\n后文。\n"
    )


def packed() -> list[str]:
    """All lines, as many together as fit into a field."""
    found = [""]
    for text in LINES:
        if len(found[-1]) + 1 + len(text) > 120:
            found.append("")
        found[-1] = f"{found[-1]} {text}".strip()
    return found


def faces(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What stands on every page (portal.yml), with each text in turn in each field: two pages of small portals."""
    portals.copy(portals.SAMPLES / "small", folder)
    filler = Filler(next(kind.model for kind in read.KINDS if kind.name == "portal").model_json_schema())
    packs = packed()
    for number in range(len(packs)):
        at = iter(range(number, number + len(packs)))
        record = filler.record(portal_record(), lambda longest: packs[next(at) % len(packs)])  # noqa: B023
        (folder / "content" / "portal.yml").write_text(typed(record), "utf-8")
        draft = build.draft(folder)
        built = engine.build(folder, folder / build.CACHE, draft.outputs.shells(), draft.facts)
        page, module = draft.pages[0]
        filled = module.fill(page, draft.view, Templates(folder / "templates"))
        home = built.shells[page.shell].stamp(filled.slots)
        yield f"home-{number:03}.html", home
        yield f"lost-{number:03}.html", built.files["404.html"]
