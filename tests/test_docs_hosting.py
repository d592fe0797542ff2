"""What docs/hosting.md and docs/hosting-help.md say is so: the program's words, commands, files, links."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from portals import REPO

from generator import cli

GUIDES = ("hosting.md", "hosting-help.md")


def text(name: str) -> str:
    return (REPO / "docs" / name).read_text("utf-8")


def both() -> str:
    return "\n".join(text(name) for name in GUIDES)


# The program's words, between 「 and 」; what differs each time is “…”


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module, with … for what is put into them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(each.value if isinstance(each, ast.Constant) else "…" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said() -> list[str]:
    """All that the program, its pages and the script can say."""
    found = [each for path in REPO.glob("generator/**/*.py") for each in literals(ast.parse(path.read_text("utf-8")))]
    found += [re.sub(r"<[^>]*>", "…", path.read_text("utf-8")) for path in REPO.glob("templates/**/*.html")]
    return [*found, re.sub(r"\$\([^)]*\)", "…", text("send.sh"))]


@pytest.fixture(scope="module")
def words() -> list[str]:
    return said()


@pytest.mark.parametrize("quoted", sorted(set(re.findall(r"「(.+?)」", both()))))
def test_what_is_quoted_is_what_the_program_says(quoted: str, words: list[str]) -> None:
    pattern = ".*".join(re.escape(each) for each in quoted.replace("……", "\0").split("…")).replace("\0", "……")
    assert any(re.search(pattern, each) for each in words)


# Commands and files


def commands() -> list[str]:
    """Every call of the program, in a block or within a line."""
    blocks = re.findall(r"^ *```(?:sh)?\n(.*?)^ *```", both(), re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", both())
    calls = [each for line in [*lines, *inline] for each in re.split(r"&&|;", line)]
    return sorted({each.strip() for each in calls if re.match(r"\s*(?:\.venv/bin/)?deskboard [^…]", each)})


def test_there_are_commands() -> None:
    assert {"deskboard host /srv/board", "deskboard host /srv/board --refresh"} <= set(commands())


@pytest.mark.parametrize("command", commands())
def test_every_command_can_be_typed(command: str) -> None:
    if "--version" not in command:
        _, strangers = cli.parser().parse_known_args(shlex.split(command)[1:])
        assert not strangers


@pytest.mark.wide
def test_every_file_of_the_server_is_where_the_guide_says(small: Path, tmp_path: Path) -> None:
    home = servers.start(small, tmp_path / "srv" / "board").home
    named = set(re.findall(r"/srv/board/([\w.*/-]*[\w*])", both()))
    assert {"portal.git", "www/live", "setup/nginx/*.conf", "setup/systemd/*.timer"} <= named
    assert [each for each in named if not list(home.glob(each))] == []
    made = {path for path in (home / "setup").glob("*/*") if path.name != "server.conf"}
    copied = {path for each in named if each.startswith("setup/") for path in home.glob(each)}
    assert made <= copied, "all that is made is put into place"
    units = set(re.findall(r"\bdeskboard-board[\w-]*\.(?:timer|service|path|cron)", both()))
    assert units <= {path.name for path in made}


def test_what_is_clicked_on_a_git_host_has_that_name() -> None:
    workflow = (REPO / ".github" / "workflows" / "site.yml").read_text("utf-8")
    for name in ("网站", "检查并生成", "检查", "发布"):
        assert f"name: {name}\n" in workflow and name in text("hosting.md")
    assert "`17 0 * * *`" in text("hosting.md") and '"17 0 * * *"' in (REPO / ".gitlab-ci.yml").read_text("utf-8")


# Links


def anchors(name: str) -> set[str]:
    """The addresses of headings, as git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text(name), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", text(name))
    assert links
    for file, anchor in links:
        assert (REPO / "docs" / (file or name)).is_file(), file
        assert not anchor or anchor in anchors(file or name), anchor
