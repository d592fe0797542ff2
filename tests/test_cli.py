"""The command line: Chinese help, exit statuses, formats, and nothing heavy for light commands."""

import argparse
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import portals
import pytest

from generator import __version__, cli
from generator.forms import FORMS, as_github
from generator.problem import ERROR, Problem, stops

HAN = re.compile(r"[\u4e00-\u9fff]")
CASE = "content/cases/2026/11/XH-2026-002.yml"


def commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each, inner in action.choices.items():
                yield from commands(inner, f"{name} {each}".strip())


COMMANDS = dict(commands(cli.parser()))


def test_these_commands() -> None:
    assert {"", "build", "check", "serve", "schema", "print", "publish", "host"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*name.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：")
    english = set(re.findall(r"[A-Za-z]{2,}", said)) - {
        "deskboard",
        "JSON",
        "Schema",
        "content",
        "site",
        "live",
        "git",
        "PDF",
    }
    options = {
        part for action in COMMANDS[name]._actions for part in re.findall(r"[a-z]+", " ".join(action.option_strings))
    }
    words = {word for each in COMMANDS for word in each.split()} | set(FORMS)
    assert english <= options | words, "no English is left"
    for action in COMMANDS[name]._actions:
        if not isinstance(action, argparse._SubParsersAction):
            shown = action.help if action.help else ""
            assert HAN.search(shown) or action.option_strings in (["-h", "--help"], ["--version"]), action


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {""}))
def test_the_list_of_commands_says_what_each_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["--help"])
    assert re.search(rf"^ +{name} +.*[\u4e00-\u9fff]", capsys.readouterr().out, re.MULTILINE)


WRONG = {
    "no command": [],
    "an unknown command": ["bulid"],
    "an unknown option": ["build", "--fast"],
    "half an option": ["build", "--to", "2026-11-20"],
    "an option without its value": ["build", "--today"],
    "a value too many": ["build", "--clean=yes"],
    "a word too many": ["build", "now"],
    "no date": ["build", "--today", "tomorrow"],
    "a date that is none": ["check", "--today", "2026-02-30"],
    "a date without dashes": ["check", "--today", "20261120"],
    "a week": ["check", "--today", "2026-W47-5"],
    "a year out of reach": ["check", "--today", "9999-12-31"],
    "no port": ["serve", "--port", "http"],
    "port 0": ["serve", "--port", "0"],
    "a port too high": ["serve", "--port", "65536"],
    "a port in other digits": ["serve", "--port", "²"],
    "an unknown format": ["check", "--format", "xml"],
    "a schema folder that is missing": ["schema"],
    "a portal that is missing": ["-C", "nowhere", "build"],
    "a portal that is a file": ["-C", "mkdocs.yml", "build"],
    "no content": ["-C", "templates", "build"],
    "no content to check": ["-C", "templates", "check"],
    "no content to serve": ["-C", "templates", "serve"],
    "schemas into a file": ["schema", "mkdocs.yml"],
    "no content to print": ["-C", "templates", "print"],
    "a place without its name": ["print", "--place"],
    "a case without its number": ["print", "--case"],
    "a folder without its name": ["print", "--out"],
    "printing on no day": ["print", "--today", "2026-13-01"],
    "printing into a file": ["print", "--out", "mkdocs.yml"],
    "printing into the records": ["print", "--out", "content/paper"],
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("untouched"))


@pytest.mark.wide
@pytest.mark.parametrize("name", WRONG)
def test_wrong_use(
    untouched: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(untouched)
    before = portals.tree(untouched)
    assert cli.run(WRONG[name]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert HAN.search(said.err)
    assert "Traceback" not in said.err and "usage" not in said.err
    for english in ("invalid", "argument", "expected", "required", "choose", "unrecognized", "ignored"):
        assert english not in said.err
    assert portals.tree(untouched) == before


def test_what_was_mistyped_leads_to_the_help_of_its_command(
    untouched: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(untouched)
    assert cli.run(["print", "--todya", "2026-11-20"]) == 2
    assert capsys.readouterr().err == "命令写得不对：不认识 --todya 2026-11-20\n看用法：deskboard print --help\n"


@pytest.mark.wide
def test_a_build_says_its_reminders(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["-C", str(small), "build"]) == 0
    assert capsys.readouterr().err == ""
    portals.edit(small / "mkdocs.yml", "deskboard.example.org", "w" * 60 + ".example.org/" + "x" * 30)
    assert cli.run(["-C", str(small), "build"]) == 0
    said = capsys.readouterr()
    assert "提醒：最长的二维码网址" in said.err and "网站做好了" in said.out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"deskboard {__version__}\n"


@pytest.mark.wide
def test_another_folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["-C", str(built), "build", "--site", "out"]) == 0
    assert portals.tree(tmp_path / "out") == portals.tree(built / "site")
    assert cli.run(["-C", str(built.relative_to(tmp_path)), "check"]) == 0


@pytest.mark.wide
def test_the_site_lies_where_mkdocs_would_put_it(built: Path) -> None:
    portals.edit(built / "mkdocs.yml", "site_dir: site", "site_dir: public")
    assert cli.run(["-C", str(built), "build"]) == 0
    assert (built / "public" / "index.html").is_file()


# check


@pytest.fixture
def spoilt(small: Path) -> Path:
    portals.edit(small / CASE, "[东院]", "[南院]")
    portals.edit(small / CASE, "性质: 诉求", "性质: 求诉")
    portals.edit(small / "content" / "places.yml", "层级: 巷", "层级: 弄")
    return small


def test_check_as_text(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["-C", str(spoilt), "check"]) == 1
    said = capsys.readouterr()
    places = re.findall(r"^(\S+?):(\d+):(\d+): 错误：.+\n    → .+$", said.out, re.MULTILINE)
    assert len(places) * 2 == len(said.out.splitlines())
    assert places == sorted(places)
    assert {file for file, _, _ in places} == {CASE, "content/places.yml"}
    assert f"共 {len(places)} 处要改" in said.err


def test_check_as_json(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["-C", str(spoilt), "check", "--format", "json"]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    found = json.loads(said.out)
    assert [each["file"] for each in found] == [CASE, "content/places.yml"]
    for each in found:
        assert each.keys() == {"file", "line", "column", "code", "message", "remedy", "level"}
        assert each["line"] >= 1 and each["column"] >= 1 and each["level"] == ERROR


def test_check_as_github_commands(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["-C", str(spoilt), "check", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    for line in lines:
        kind, properties, message = _workflow_command(line)
        assert kind == "error"
        assert (spoilt / properties["file"]).is_file()
        assert int(properties["line"]) >= 1 and int(properties["col"]) >= 1 and properties["title"]
        assert HAN.search(message)


def _workflow_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a line as the runner does: `::name key=value,key=value::data`, then unescape."""
    found = re.fullmatch(r"::([a-z]+) ([^:]*)::(.*)", line)
    assert found, line
    data = found[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    pairs = dict(part.split("=", 1) for part in found[2].split(","))
    for name, value in pairs.items():
        value = value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",")
        pairs[name] = value.replace("%25", "%")
    return found[1], pairs, data


def test_github_commands_are_escaped() -> None:
    problem = Problem("content/a,b:c%.yml", 3, 7, "50%: x, y", "第一行\n::warning::第二行 100%\r", "改 %0A", ERROR)
    kind, properties, message = _workflow_command(as_github([problem]).removesuffix("\n"))
    assert kind == "error"
    assert properties == {"file": problem.file, "line": "3", "col": "7", "title": problem.code}
    assert message == f"{problem.message} {problem.remedy}"


def test_reminders_are_warnings_and_stop_nothing() -> None:
    reminder = Problem("content/a.yml", 1, 1, "x", "y", "z", "提醒")
    assert as_github([reminder]).startswith("::warning ")
    assert not stops([reminder])


@pytest.mark.wide
@pytest.mark.parametrize("form", FORMS)
def test_check_of_a_good_portal(small: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["-C", str(small), "check", "--format", form]) == 0
    assert capsys.readouterr().out == ("[]\n" if form in ("json", "gitlab") else "")


def test_check_writes_nothing(spoilt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    cli.run(["-C", str(spoilt), "check"])
    cli.run(["-C", str(spoilt), "check", "--format", "json", "--today", "2026-12-01"])
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_check_does_not_need_the_look(small: Path) -> None:
    (small / "mkdocs.yml").unlink()
    assert cli.run(["-C", str(small), "check"]) == 0


# Light commands, odd terminals, a port that is taken


@pytest.mark.parametrize(
    "argv, heavy",
    [
        (["--version"], ["mkdocs", "pydantic", "yaml", "jinja2"]),
        (["--help"], ["mkdocs", "pydantic", "yaml", "jinja2"]),
        (["build", "--today", "x"], ["mkdocs", "pydantic", "yaml", "jinja2"]),
        (["schema", "out"], ["mkdocs", "material", "jinja2"]),
        (["check"], ["mkdocs", "material"]),
        (["print", "--place"], ["mkdocs", "pydantic", "yaml", "jinja2"]),
    ],
    ids=lambda each: each[0],
)
def test_light_commands_import_nothing_heavy(small: Path, argv: list[str], heavy: list[str]) -> None:
    script = f"import sys; from generator.cli import run; run({argv!r}); print(*sys.modules, file=sys.stderr)"
    done = portals.process("-c", script, cwd=small)
    assert {"generator.cli"} <= set(done.stderr.split())
    assert set(heavy) & set(done.stderr.split()) == set()


@pytest.mark.wide
def test_a_terminal_that_knows_no_chinese(spoilt: Path) -> None:
    script = "from generator.cli import main; main()"
    for argv in (["check"], ["--help"], ["build"]):
        done = portals.process("-c", script, *argv, cwd=spoilt, PYTHONIOENCODING="ascii")
        assert done.returncode == (0 if argv == ["--help"] else 1)
        assert "Traceback" not in done.stderr


@pytest.mark.wide
def test_a_port_that_is_taken(built: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = portals.process("-m", "generator", "serve", "--port", str(port), cwd=built)
    assert done.returncode == 2
    assert f"端口 {port} 用不了" in done.stderr and "Traceback" not in done.stderr
