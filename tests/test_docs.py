"""Documented, or it fails: what can be typed is in the documents, and what is generated is up to date."""

import argparse
import contextlib
import pkgutil
import re
from datetime import date
from importlib import metadata
from pathlib import Path

import licences
import portals
import pytest
from portals import REPO, process
from records_helper import check

import generator
from generator import cli
from generator.problem import ERROR


def text(name: str) -> str:
    return (REPO / name).read_text("utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = [each for each in cli.parser()._actions if isinstance(each, argparse._SubParsersAction)]
    return dict(found.choices)


def typed(parser: argparse.ArgumentParser) -> list[str]:
    """The options of a command as they are documented: in their long form, if they have one."""
    actions = [each for each in parser._actions if each.option_strings and not isinstance(each, argparse._HelpAction)]
    return [max(each.option_strings, key=len) for each in actions]


def test_the_reference_of_all_keys_is_up_to_date() -> None:
    made = process("-m", "generator.manual", cwd=REPO)
    assert made.returncode == 0, made.stderr
    assert made.stdout == text("docs/fields.md"), "run: make schema"


def test_the_schemas_for_editors_are_up_to_date(tmp_path: Path) -> None:
    assert cli.run(["-C", str(REPO), "schema", str(tmp_path)]) == 0
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text("utf-8") for path in (REPO / "content" / ".schema").iterdir()}
    assert made == kept, "run: make schema"


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"deskboard {command}\b", text("README.md"))


@pytest.mark.parametrize(
    ("command", "option"),
    [
        *(("", option) for option in typed(cli.parser())),
        *((name, option) for name, parser in commands().items() for option in typed(parser)),
    ],
)
def test_every_option_is_in_the_readme(command: str, option: str) -> None:
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", text("README.md")), f"deskboard {command} {option}"


def test_what_the_guide_says_of_notices_stations_and_meetings_passes_the_check(tmp_path: Path) -> None:
    portals.copy(REPO, tmp_path / "portal")
    content = tmp_path / "portal" / "content"
    guide = text("docs/guide.md")
    shown = dict(re.findall(r"```yaml\n# content/(\S+)\n(.*?)```", guide, re.S))
    meetings = [path for path in shown if path.startswith("meetings/")]
    (case,) = [path for path in shown if path.endswith("SY-2026-062.yml")]
    (notice,) = re.findall(r"放在 `content/notices/`.*?比如 `(\S+)`.*?```markdown\n(.*?)```", guide, re.S)
    assert len(meetings) == 2
    for path in [case, *meetings]:
        (content / path).write_text(shown[path], "utf-8")
    (content / "notices" / notice[0]).write_text(notice[1], "utf-8")
    for path in ("reported.yml", *(path for path in shown if path.startswith("counts/"))):
        (content / path).write_text(shown[path], "utf-8")
    stations = content / "stations.yml"
    stations.write_text(stations.read_text("utf-8") + shown["stations.yml"], "utf-8")
    assert [each for each in check(content, date(2026, 11, 20)) if each.level == ERROR] == []


def modules() -> list[str]:
    return [each.name for each in pkgutil.walk_packages(generator.__path__, "generator.")]


@pytest.mark.parametrize("module", modules())
def test_every_module_is_in_the_architecture(module: str) -> None:
    name = module.rpartition(".")[2]
    assert re.search(rf"`(\w+/)*{name}/?(\.py)?`", text("ARCHITECTURE.md"))


def test_the_architecture_names_no_module_that_is_not_there() -> None:
    table = re.findall(r"^\| (.+?) \|", text("ARCHITECTURE.md"), re.M)
    named = {name for row in table for name in re.findall(r"`(\w+)/?`", row)}
    assert named, "the table of modules"
    assert named <= {each.rpartition(".")[2] for each in modules()}


# Licences

FREE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "MPL-2.0", "MIT-CMU", "LGPL-2.1-or-later"}


def listed() -> dict[str, str]:
    rows = [line.split(" | ") for line in text("docs/licences.md").splitlines() if line.startswith("| ")]
    return {row[0].removeprefix("| "): row[1] for row in rows if row[0] not in ("| package", "| ---")}


def test_every_package_is_listed_with_its_licence() -> None:
    locked = [licences.locked(name) for name in ("site.txt", "test.txt", "bench.txt")]
    assert listed().keys() == set.union(*locked), "python tests/licences.py"
    for package, stated in listed().items():
        with contextlib.suppress(metadata.PackageNotFoundError):  # of another system or Python
            assert stated == licences.licence(package), package


def test_every_licence_is_free() -> None:
    for package, stated in listed().items():
        assert set(re.split(" OR | AND ", stated)) <= FREE, package


@pytest.mark.parametrize("name", ["site.txt", "test.txt", "bench.txt"])
def test_every_package_is_locked_by_hash_and_no_index_is_named(name: str) -> None:
    lock = text(f"requirements/{name}")
    for package in re.split(r"\n(?=[a-z0-9])", lock.strip()):
        assert re.match(r"[a-z0-9._-]+==\S+", package), package[:60]
        assert "--hash=sha256:" in package, package[:60]
    assert "http" not in lock
    assert "--index" not in lock
