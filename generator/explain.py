"""Pydantic's errors as problems in plain Chinese, with their places."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from generator import yamls
from generator.problem import Problem, did_you_mean, shown


def problem(error: Any, model: type[BaseModel], tree: yamls.Tree, file: str) -> Problem:
    """One of `ValidationError.errors()`, at its line in `file`."""
    path, given = error["loc"], error.get("input")
    slip = tree.slip(path) if error["type"] in _STRUCTURE and isinstance(given, str) else None
    if slip:
        return Problem(file, *slip)
    context = error.get("ctx", {})
    blamed = _word(context["discriminator"]) if "discriminator" in context else context.get("at", "")
    return Problem(file, *tree.place((*path, blamed) if blamed else path), *_explain(error, model))


def _word(discriminator: str) -> str:
    """The Chinese key out of pydantic's `'step' | '环节'`."""
    words: list[str] = re.findall("'([^']*)'", discriminator)
    return words[-1]


# A text stands where there should be several items.
_STRUCTURE = ("model_type", "model_attributes_type", "dict_type", "tuple_type")


def _explain(error: Any, model: type[BaseModel]) -> tuple[str, str, str]:
    """(code, message, remedy) in plain Chinese for one of pydantic's errors."""
    context, given, path = error.get("ctx", {}), error.get("input"), error["loc"]
    name = next((part for part in reversed(path) if isinstance(part, str) and part != "[key]"), "")
    label = f"“{shown(name)}”" if name else "这个文件"
    if path and isinstance(path[-1], int):
        label = "这一条"
    if "discriminator" in context:
        label = f"“{_word(context['discriminator'])}”"
        given = None if context.get("tag") == "None" else given
    if given is None:
        return "空白", f"{label}后面是空的", "填上内容，或者删掉这一行"
    if error["type"] == "deskboard":
        return context["code"], context["message"], context["remedy"]
    if error["type"] == "extra_forbidden":
        return "不认识的键", f"这里没有{label}这一项", _key_remedy(name, model, path[:-1])
    explain = _EXPLAIN.get(error["type"])
    if explain:
        return explain(label, given, context)
    return "内容不对", f"{label}写得不对", "照样例改写"


def _key_remedy(name: str, model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """What to do about a key that does not belong where it stands."""
    homes = _homes(model)
    events = sorted(homes.get(name, ()))
    if len(events) > 6:
        return "它要写在“进展”的某一条里；看看缩进"
    if events:
        return f"它只用在“{'”、“'.join(events)}”里；看看环节和缩进"
    if name in homes:
        return "它要写在别处；看看缩进，或者删掉它"
    return did_you_mean(name, _part(_schema(model), path).get("properties", {}), "删掉它，或者看看是不是写错了字")


@lru_cache(maxsize=16)
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


@lru_cache(maxsize=16)
def _homes(model: type[BaseModel]) -> dict[str, set[str]]:
    """All keys of a kind of file, each with the events that have it."""
    whole = _schema(model)
    homes: dict[str, set[str]] = {}
    for part in (whole, *whole.get("$defs", {}).values()):
        keys = part.get("properties", {})
        event = "·".join(key["const"] for key in keys.values() if "const" in key)
        for each in keys:
            homes.setdefault(each, set()).update([event] if event else [])
    return homes


def _part(whole: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """The part of a JSON Schema that describes what lies at an error's path."""
    here = _solid(whole, whole)
    for step in path:
        if isinstance(step, int):
            here = _solid(whole, here.get("items", {}))
        elif step in here.get("properties", {}):
            here = _solid(whole, here["properties"][step])
        else:  # the word that chose one of several models
            choices = [_solid(whole, each) for each in here.get("oneOf", ())]
            here = next((each for each in choices if step in _words(whole, each)), here)
    return here


def _solid(whole: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference; of what may be left blank, what it is when filled in."""
    for each in part.get("anyOf", ()):
        if each.get("type") != "null":
            return _solid(whole, each)
    name = part.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = whole["$defs"][name] if name else part
    return found


def _words(whole: dict[str, Any], part: dict[str, Any]) -> set[str]:
    """The words that choose a model, or one of several."""
    models = [_solid(whole, each) for each in part.get("oneOf", [part])]
    return {key["const"] for each in models for key in each.get("properties", {}).values() if "const" in key}


Explained = tuple[str, str, str]


def _unknown_word(label: str, given: Any, context: dict[str, Any]) -> Explained:
    words = re.findall(r"'([^']*)'", context["expected"])
    if not isinstance(given, str):
        return _not_text(label, given, context)
    remedy = did_you_mean(given, words, "可以写：" + "、".join(words))
    return "不认识的词", f"{label}不能写“{shown(given)}”", remedy


# What people write for an event when they have not looked it up.
_MEANT = {
    "已办": "办结", "已办结": "办结", "办完": "办结", "完成": "办结", "结案": "办结", "销号": "办结",
    "解决": "办结", "已解决": "办结", "已答复": "办结", "处理": "办理", "处置": "办理",
    "派单": "转办", "派发": "转办", "交办": "转办", "吹哨": "转办", "请示": "上报", "回复": "反馈",
    "走访": "回访", "接单": "受理", "收到": "受理", "到场": "报到", "合并": "并案", "返工": "重办",
}  # fmt: skip
_ELSEWHERE = {
    "会议": "会议写在 meetings 文件夹里，一次一个文件，“事项”里写上编号",
    "开会": "会议写在 meetings 文件夹里，一次一个文件，“事项”里写上编号",
    "复查": "不用写这一条：复查的日子一到，这件事自动重新打开",
}


def _unknown_tag(label: str, given: Any, context: dict[str, Any]) -> Explained:
    name, tag = label.strip("“”"), context["tag"]
    words = re.findall(r"'([^']*)'", context["expected_tags"])
    remedy = did_you_mean(tag, words, "可以写：" + "、".join(words))
    if name == "环节":
        meant = _MEANT.get(tag)
        remedy = f"是不是“{meant}”？" if meant else _ELSEWHERE.get(tag, remedy)
    return f"不认识的{name}", f"“{shown(tag)}”不是{name}", remedy


# Where a line alone would not do.
_WRITE = {
    "“开放”": "加一行“开放:”，下面一行写“- 星期: 工作日”，再下面一行写“时间: 08:30-18:00”",
}


def _missing(label: str, given: Any, context: dict[str, Any]) -> Explained:
    return "缺少", f"没有写{label}", _WRITE.get(label, f"加一行{label[:-1]}: …”")


def _not_text(label: str, given: Any, context: dict[str, Any]) -> Explained:
    return "要一句话", f"{label}要写一句话", "写在冒号后面，不要分条，也不要再套一层"


def _not_list(label: str, given: Any, context: dict[str, Any]) -> Explained:
    return "要分条", f"{label}要一条一条写", "每条前面加短横线和空格“- ”"


def _not_mapping(label: str, given: Any, context: dict[str, Any]) -> Explained:
    return "要分项", f"{label}要分项写", "照样例写成几行“词: 内容”"


def _too_long(label: str, given: Any, context: dict[str, Any]) -> Explained:
    return "太长", f"{label}太长了，最多 {context['max_length']} 个字", "写短一些"


_EXPLAIN: dict[str, Callable[[str, Any, dict[str, Any]], Explained]] = {
    "missing": _missing,
    "literal_error": _unknown_word,
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": _missing,
    "string_type": _not_text,
    "int_type": _not_text,
    "bool_type": _not_text,
    "string_too_long": _too_long,
    "tuple_type": _not_list,
    "list_type": _not_list,
    "model_type": _not_mapping,
    "model_attributes_type": _not_mapping,
    "dict_type": _not_mapping,
}
