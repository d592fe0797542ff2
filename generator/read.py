"""From the bytes of one file to a typed record, or to problems with their places.

`read` is pure: no clock, no settings, no other record, no disk. What it says of a file depends on
the file's path and bytes alone, so it can be cached, forked and run on a push.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError

from generator import explain, markdowns, photos, privacy, yamls
from generator.privacy import Found
from generator.problem import Fault, Problem
from generator.records.case import Case
from generator.records.contacts import Contacts
from generator.records.counts import CountsFile
from generator.records.desk import Desk
from generator.records.meeting import Meeting
from generator.records.notice import Notice
from generator.records.places import Places
from generator.records.policy import Policy
from generator.records.portal import Portal
from generator.records.reported import ReportedFile
from generator.records.rules import Rules
from generator.records.stations import Stations
from generator.records.units import Units


@dataclass(frozen=True, slots=True)
class Note:
    """A record with Markdown (a policy note): its front matter, its text, and the line that the text begins on."""

    front: Any
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says. `key` is the name of the record within its kind; `found` looks private."""

    path: str
    kind: str
    key: str
    record: Any
    problems: tuple[Problem, ...]
    digest: str
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """Where the records of a kind lie, below content/, and their model. `title` is for staff."""

    name: str
    title: str
    pattern: str
    model: type[BaseModel]
    markdown: bool = False


KINDS = (
    Kind("portal", "portal.yml：公开栏的设置", r"portal\.yml", Portal),
    Kind("places", "places.yml：地点", r"places\.yml", Places),
    Kind("units", "units.yml：单位", r"units\.yml", Units),
    Kind("contacts", "contacts.yml：连心卡", r"contacts\.yml", Contacts),
    Kind("rules", "rules.yml：类别、流程、期限、用语", r"rules\.yml", Rules),
    Kind("case", "cases/年/月/编号.yml：一件事", r"cases/(?:.+/)?[^/]+\.yml", Case),
    Kind("meeting", "meetings/年/名称.yml：一次会议", r"meetings/(?:.+/)?[^/]+\.yml", Meeting),
    Kind("desk", "desks/名称.yml：一张流动办公桌", r"desks/(?:.+/)?[^/]+\.yml", Desk),
    Kind("stations", "stations.yml：红色驿站、服务点、代办点", r"stations\.yml", Stations),
    Kind(
        "notice", "notices/名称.md：一份通知（开头两条 --- 之间）", r"notices/(?:.+/)?[^/]+\.md", Notice, markdown=True
    ),
    Kind("counts", "counts/年.yml：每月的数，没有文字", r"counts/(?:.+/)?[^/]+\.yml", CountsFile),
    Kind("reported", "reported.yml：报道里的数", r"reported\.yml", ReportedFile),
    Kind("policy", "policies/名称.md：一份政策说明（开头两条 --- 之间）", r"policies/[^/]+\.md", Policy, markdown=True),
)
NAMED_FREELY = ("meeting", "desk", "counts")
REQUIRED = ("portal", "places", "units", "contacts", "rules")


def kind_of(path: str) -> Kind | None:
    """The kind of record that lies at `path` (below content/)."""
    return next((kind for kind in KINDS if re.fullmatch(kind.pattern, path)), None)


def kind_word(path: str) -> str:
    """The word for the kind of what lies at `path`: a record's, `photo`, or empty for what belongs nowhere."""
    kind = kind_of(path)
    return kind.name if kind else "photo" if path.startswith("cases/") and photos.is_picture(path) else ""


def read(path: str, raw: bytes) -> Reading:
    """Read the file at `path` (below content/, with slashes)."""
    file = f"content/{path}"
    kind = kind_of(path)
    if kind is None and kind_word(path) == "photo":
        photo, found = photos.glance(file, raw, named=True)
        digest = photo.digest if photo else hashlib.sha256(raw).hexdigest()  # many bytes, hashed once
        told = [each for _, text in photo.texts for each in privacy.find(text)] if photo else []
        return Reading(path, "photo", path, photo, tuple(found), digest, tuple(Found(each, 1, 1) for each in told))
    digest = hashlib.sha256(raw).hexdigest()
    # Meetings, desks and counts may be called anything, also the same in two folders.
    stem = path if kind and kind.name in NAMED_FREELY else PurePosixPath(path).stem
    if kind is None:
        return Reading(path, "", stem, None, (_stray(file, path),), digest)
    text, problems = yamls.decode(raw, file)
    if problems:
        return Reading(path, kind.name, stem, None, tuple(problems), digest)
    found, problems, tree = _markdown(kind, text, file) if kind.markdown else record(kind.model, text, file)
    if isinstance(found, Case) and found.id != stem:
        remedy = "把文件名改成“编号.yml”，或者改编号"
        problems.append(Problem(file, 1, 1, "文件名", "编号和文件名不一样", remedy))
    if kind.markdown and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", stem):
        remedy = "文件名用小写拼音，比如 gaoling-butie.md"
        problems.append(Problem(file, 1, 1, "文件名", "文件名要做网址，不能这样写", remedy))
    if privacy.is_too_much(text):
        problems.append(Problem(file, 1, 1, "内容太多", "数字太多，查不完里面有没有隐私", "拆成几个文件"))
        return Reading(path, kind.name, stem, None, tuple(problems), digest)
    return Reading(path, kind.name, stem, None if problems else found, tuple(problems), digest, _private(text, tree))


def _private(text: str, tree: yamls.Tree | None) -> tuple[Found, ...]:
    """What looks private in a file: as it is typed, comments too, and in what YAML makes of it."""
    found = list(privacy.search(text))
    seen = {(each.finding.kind, each.finding.value) for each in found}
    for value, place in tree.rewritten() if tree else ():
        for each in privacy.find(value):
            if (each.kind, each.value) not in seen:
                found += [Found(each, *place)]
    return tuple(found)


def locate(path: str, raw: bytes, fault: Fault) -> Problem:
    """Give a fault that was found in the record of `path` its line and column."""
    file = f"content/{path}"
    kind = kind_of(path)
    text, _ = yamls.decode(raw, file)
    front, line = (front_matter(text)[:2]) if kind and kind.markdown else (text, 1)
    tree, _ = yamls.parse(front, file, line)
    place = tree.place(fault.path) if tree else (1, 1)
    return Problem(file, *place, fault.code, fault.message, fault.remedy, fault.level)


def _stray(file: str, path: str) -> Problem:
    ending = re.search(r"\.(?:ya?ml|md)(?:\.txt)?$", path, re.IGNORECASE)
    for right in (".yml", ".md"):
        if ending and kind_of(path[: ending.start()] + right):
            remedy = f"把文件名的结尾改成 {right}；看不见结尾，就在“查看”里勾选“文件扩展名”"
            return Problem(file, 1, 1, "文件名", f"文件名的结尾不是 {right}", remedy)
    remedy = (
        "事项放 cases/，会议 meetings/，办公桌 desks/，通知 notices/，数 counts/，政策 policies/，网页 pages/；"
        "不要的就删掉"
    )
    return Problem(file, 1, 1, "放错地方", "不认识这个文件", remedy)


def record(model: type[BaseModel], text: str, file: str, line: int = 1) -> tuple[Any, list[Problem], yamls.Tree | None]:
    """The record that a YAML text is, what is wrong with it, and its tree. `line`: where it begins in `file`."""
    tree, problems = yamls.parse(text, file, line)
    if tree is None:
        return None, problems, tree
    found, more = _validated(model, tree, file)
    return found, problems + more, tree


_FENCE = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)


def front_matter(text: str) -> tuple[str, int, str, int]:
    """(front matter, its first line, body, its first line); empty front matter if there is none"""
    found = _FENCE.match(text)
    if not found:
        return "", 1, text, 1
    return found[1], 2, text[found.end() :], text.count("\n", 0, found.end()) + 1


def no_front_matter(text: str, file: str) -> Problem:
    """What to say of a Markdown file whose front matter cannot be found."""
    first, *rest = [line.rstrip() for line in text.splitlines()] or [""]
    if first == "---" and "---" not in rest:
        remedy = "在标题那几行的下面、正文的上面，加一行 ---"
        return Problem(file, 1, 1, "开头", "开头的 --- 没有写完：下面少了另一行 ---", remedy)
    remedy = "开头写一行 ---，下面写标题等，再写一行 ---"
    return Problem(file, 1, 1, "开头", "开头没有用 --- 隔开的一段", remedy)


def _markdown(kind: Kind, text: str, file: str) -> tuple[Any, list[Problem], yamls.Tree | None]:
    front, line, body, body_line = front_matter(text)
    if not front:
        return None, [no_front_matter(text, file)], None
    if found := markdowns.too_much(body):
        return None, [Problem(file, found[0] + body_line - 1, *found[1:])], None
    head, problems, tree = record(kind.model, front, file, line)
    return None if head is None else Note(head, body, body_line), problems, tree


def _validated(model: type[BaseModel], tree: yamls.Tree, file: str) -> tuple[Any, list[Problem]]:
    if tree.value is None:
        return None, [Problem(file, 1, 1, "空文件", "这个文件是空的", "照样例填写，或者删掉它")]
    try:
        return model.model_validate(tree.value), []
    except ValidationError as error:
        found = [explain.problem(each, model, tree, file) for each in error.errors()[: yamls.MAX_PROBLEMS]]
        more = error.error_count() > yamls.MAX_PROBLEMS
        return None, [*found, Problem(file, found[-1].line, 1, *yamls.TOO_MANY)] if more else found
