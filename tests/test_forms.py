"""What `check` says to a host can be shown there: on the right line, in a form that the host takes, once."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import html5lib
import jsonschema
import portals
import pytest
import repositories
from markdown_it import MarkdownIt
from records_helper import check

from generator import cli, privacy
from generator.forms import COMMENTS, FORMS, HOSTS, as_gitea, as_gitlab, written
from generator.problem import ERROR, REMINDER, Problem

CASE = "content/cases/2026/11/XH-2026-002.yml"
PROBLEM = Problem("content/a.yml", 3, 5, "甲", "这里不对", "改一改")

# As GitLab publishes it: doc/ci/testing/code_quality.md, app/validators/json_schemas/codeclimate.json.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\.?/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

# As Gitea and Forgejo publish them: CreatePullReviewOptions and CreatePullReviewComment of their swagger.v1.json.
REVIEW = {
    "type": "object",
    "additionalProperties": False,
    "required": ["event"],
    "properties": {
        "event": {"enum": ["APPROVED", "PENDING", "COMMENT", "REQUEST_CHANGES", "REQUEST_REVIEW"]},
        "body": {"type": "string"},
        "commit_id": {"type": "string"},
        "comments": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string"},
                    "body": {"type": "string"},
                    "old_position": {"type": "integer"},
                    "new_position": {"type": "integer"},
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def many() -> list[Problem]:
    """What is wrong with a portal in which everything is."""
    return check(portals.SAMPLES / "terrible" / "content", date(2026, 6, 1))


def places(form: str, text: str) -> list[tuple[str, int]]:
    """The file and line of everything that is said to a host."""
    if form == "github":
        return [(file, int(line)) for file, line in re.findall(r"^::\w+ file=([^,]+),line=(\d+),", text, re.MULTILINE)]
    if form == "gitlab":
        return [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in json.loads(text)]
    return [(each["path"], each["new_position"]) for each in json.loads(text)["comments"]] if text else []


@pytest.fixture
def below(small: Path, tmp_path: Path) -> Path:
    """A portal with two problems in a folder of a repository."""
    portal = tmp_path / "仓库" / "社区 一" / "desk"
    portal.parent.mkdir(parents=True)
    small.rename(portal)
    portals.edit(portal / CASE, "[东院]", "[南院]")
    portals.edit(portal / CASE, "性质: 诉求", "性质: 求诉")
    return portal


@pytest.mark.parametrize("form", HOSTS)
def test_a_host_is_told_paths_from_the_top_of_the_repository(
    below: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    top = repositories.start(below.parents[1])
    assert cli.run(["-C", str(below), "check", "--format", form]) == 1
    said = places(form, capsys.readouterr().out)
    assert [file for file, _ in said] == [f"社区 一/desk/{CASE}"] * len(said)
    lines = (top / said[0][0]).read_text("utf-8").splitlines()
    assert any("求诉" in lines[line - 1] for _, line in said)


@pytest.mark.parametrize("form", HOSTS)
def test_without_git_paths_begin_at_the_portal(
    below: Path, form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert cli.run(["-C", str(below), "check", "--format", form]) == 1
    assert {file for file, _ in places(form, capsys.readouterr().out)} == {CASE}


def test_people_and_programs_are_told_paths_in_the_portal(below: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repositories.start(below.parents[1])
    for form in FORMS.keys() - set(HOSTS):
        cli.run(["-C", str(below), "check", "--format", form])
        said = capsys.readouterr().out
        assert CASE in said and "desk/content" not in said


@pytest.mark.parametrize("form", HOSTS)
def test_each_problem_is_on_its_line(many: list[Problem], tmp_path: Path, form: str) -> None:
    said = places(form, written(many, form, tmp_path))
    assert len(many) > COMMENTS
    assert set(said) <= {(each.file, each.line) for each in many}
    assert len(said) == (COMMENTS if form == "gitea" else len(many))


# GitLab


def test_gitlab_takes_the_report(many: list[Problem]) -> None:
    report = json.loads(as_gitlab(many))
    jsonschema.validate(report, CODE_QUALITY)
    assert {each["severity"] for each in report} == {"blocker", "minor"}
    assert len({each["fingerprint"] for each in report}) == len(report), "each is its own"


def fingerprints(*problems: Problem) -> list[str]:
    return [each["fingerprint"] for each in json.loads(as_gitlab(problems))]


def test_a_problem_whose_line_moved_is_not_new() -> None:
    assert fingerprints(PROBLEM) == fingerprints(replace(PROBLEM, line=40, column=1))


@pytest.mark.parametrize("change", [{"file": "content/b.yml"}, {"code": "乙"}, {"message": "那里不对"}])
def test_another_problem_is_another(change: dict[str, str]) -> None:
    assert fingerprints(PROBLEM) != fingerprints(replace(PROBLEM, **change))


def test_the_same_twice_in_a_file_is_two_and_mending_one_leaves_one() -> None:
    one, two = fingerprints(PROBLEM, replace(PROBLEM, line=9))
    assert one != two
    assert fingerprints(replace(PROBLEM, line=9)) == [one]


# Gitea and Forgejo


def test_gitea_takes_the_review(many: list[Problem]) -> None:
    review = json.loads(as_gitea(many))
    jsonschema.validate(review, REVIEW)
    assert review["event"] == "COMMENT" and review["comments"]


def test_what_stops_a_build_comes_first() -> None:
    reminder = Problem("content/0.yml", 1, 1, "乙", "看一看", "想一想", REMINDER)
    errors = [replace(PROBLEM, line=number) for number in range(1, COMMENTS + 1)]
    review = json.loads(as_gitea([reminder, *errors]))
    assert {each["path"] for each in review["comments"]} == {PROBLEM.file}
    assert f"共 {COMMENTS} 处要改，1 处提醒" in review["body"] and "运行记录" in review["body"]
    assert "运行记录" not in json.loads(as_gitea(errors))["body"]


def mark(*problems: Problem) -> str:
    (found,) = re.findall(r"deskboard [a-z]+", as_gitea(problems))
    return found


def test_the_same_problems_have_the_same_mark_and_nobody_sees_it() -> None:
    other = replace(PROBLEM, line=9)
    assert mark(PROBLEM, other) == mark(other, PROBLEM) != mark(PROBLEM)
    assert "deskboard" not in read(json.loads(as_gitea([PROBLEM]))["body"])[1]


def read(markdown: str) -> tuple[list[str], str]:
    """The elements that a host makes of Markdown, and what is read in them."""
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    body = html5lib.parse(shown, namespaceHTMLElements=False).find("body")
    for unseen in [each for each in body.iter() if not isinstance(each.tag, str)]:
        unseen.text = ""
    return [each.tag for each in body.iter() if isinstance(each.tag, str)], "".join(body.itertext())


def test_words_that_staff_typed_are_no_markdown() -> None:
    words = "“*a* _b_ <b>x</b> [y](http://e.example) #1 @all `z` \\ 1. ~~q~~ &amp;”"
    (comment,) = json.loads(as_gitea([replace(PROBLEM, message=words)]))["comments"]
    elements, text = read(comment["body"])
    assert elements == ["body", "p", "strong", "p"]
    assert text.split() == f"{ERROR}：{words} → 改一改".split()
    assert " @all" not in comment["body"], "and nobody is called"


# Both


@pytest.mark.parametrize("form", ["json", "gitlab", "gitea"])
def test_a_report_stays_whole_when_something_private_is_masked_in_it(
    form: str, tmp_path: Path, many: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "请打13912345678.yml").write_text("微信号: abcdef12345\n", "utf-8")
    assert cli.run(["-C", str(tmp_path), "check", "--format", form]) == 1
    said = capsys.readouterr().out
    assert "13912345678" not in said and "139****78" in said
    assert json.loads(said)
    assert json.loads(privacy.masked(FORMS[form](many)))


def test_fingerprints_look_like_nothing_private() -> None:
    report = as_gitlab([replace(PROBLEM, message=f"第 {number} 件") for number in range(2000)])
    found = [[each["fingerprint"] for each in json.loads(text)] for text in (report, privacy.masked(report))]
    assert found[0] == found[1]
