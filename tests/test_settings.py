"""The address of the site stands in printed codes: one that phones would not open is refused, with a remedy."""

from pathlib import Path

import portals
import pytest
from portals import REPO

from generator import build, cli, codes, plan, settings
from generator.problem import REMINDER, Problem, stops
from generator.settings import EngineError

TYPED = "site_url: https://deskboard.example.org/"
KEEP = "https://deskboard.example.org/"


def portal(folder: Path, line: str) -> Path:
    """A folder whose mkdocs.yml says `line` of its address."""
    (folder / "templates" / "theme").mkdir(parents=True)
    text = (REPO / "mkdocs.yml").read_text("utf-8")
    assert TYPED in text
    (folder / "mkdocs.yml").write_text(text.replace(TYPED, line), "utf-8")
    return folder


def refused(folder: Path, line: str) -> Problem:
    with pytest.raises(EngineError) as found:
        settings.site_url(portal(folder, line))
    (problem,) = found.value.problems
    assert len(problem.message) <= 90 and len(problem.remedy) <= 90
    assert problem.file == "mkdocs.yml" and problem.code == "网站设置"
    return problem


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://x.example/", "https://x.example/"),
        ("https://x.example", "https://x.example/"),
        ("https://x.example/desk", "https://x.example/desk/"),
        ("https://x.example:8443/desk/", "https://x.example:8443/desk/"),
        ("https://xn--fsq.xn--fiqs8s/a%20b/~c/", "https://xn--fsq.xn--fiqs8s/a%20b/~c/"),
    ],
)
def test_an_address_that_can_be_printed(tmp_path: Path, typed: str, url: str) -> None:
    assert settings.site_url(portal(tmp_path, f"site_url: {typed}")) == url


@pytest.mark.parametrize(
    "typed",
    [
        "x.example", "//x.example/", "https://", "https:///", "ftp://x.example/", "https://x/?a", "https://x/#a",
        "https://x y.example/", "https://u:p@x.example/", "https://x.example:port/", "https://-x.example/",
        "https://x.example//a/", "https://x.example/<b>/", "https://x.example/a%2/", "https://[::1]/", "[1, 2]",
    ],
)  # fmt: skip
def test_an_address_that_is_none(tmp_path: Path, typed: str) -> None:
    problem = refused(tmp_path, f"site_url: '{typed}'")
    assert problem.line == 3 and "改不了" in problem.message and "https://" in problem.remedy


@pytest.mark.parametrize("line", ["", "site_url:", "site_url: ''"])
def test_no_address(tmp_path: Path, line: str) -> None:
    problem = refused(tmp_path, line)
    assert problem.line == (3 if line else 2)
    assert "没有写" in problem.message and "二维码" in problem.message and "https://" in problem.remedy


@pytest.mark.parametrize("host", ["x.example", "localhost:8000", "127.0.0.1"])
def test_without_https(tmp_path: Path, host: str) -> None:
    problem = refused(tmp_path, f"site_url: http://{host}/")
    assert "不是 https" in problem.message and "改不了" in problem.message and "证书" in problem.remedy


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("https://例.中国/", "https://xn--fsq.xn--fiqs8s/"),
        ("https://例.中国/desk/", "https://xn--fsq.xn--fiqs8s/desk/"),
        ("https://x.example/办公桌/", "xn--"),
        ("https://" + "例" * 70 + ".中国/", "xn--"),
        ("https://ｘ．example/", "x.example"),
    ],
)
def test_a_host_in_chinese_is_told_its_other_spelling(tmp_path: Path, typed: str, remedy: str) -> None:
    problem = refused(tmp_path, f"site_url: {typed}")
    assert "中文" in problem.message and "punycode" in problem.remedy and remedy in problem.remedy


def test_an_address_that_makes_fine_codes_is_a_reminder(small: Path) -> None:
    """It is the longest code that counts, and the line of site_url that is named."""

    def found() -> list[Problem]:
        return [each for each in build.check(small) if each.code == "网址太长"]

    assert found() == []
    longest = max((path.removesuffix("qr") for path in coded(small)), key=len)
    for room, many in ((0, 0), (1, 1)):
        host = "https://" + "x" * (codes.LONGEST - len("https:///") - len(longest) + room) + "/"
        text = (small / "mkdocs.yml").read_text("utf-8")
        (small / "mkdocs.yml").write_text(text.replace(KEEP, host), "utf-8")
        problems = found()
        (small / "mkdocs.yml").write_text(text, "utf-8")
        assert len(problems) == many, (room, longest)
        for each in problems:
            assert (each.file, each.line, each.level) == ("mkdocs.yml", 3, REMINDER) and not stops(problems)
            assert len(each.message) <= 90 and len(each.remedy) <= 90


def coded(folder: Path) -> list[str]:
    """What the codes of a portal lead to, below its address."""
    drafted = build.draft(folder)
    return [each.url for each in plan.codes(drafted.view)]


def test_no_code_is_made_without_a_good_address(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = portals.tree(built / "site")
    portals.edit(built / "mkdocs.yml", "https://", "http://")
    capfd.readouterr()
    for command in ("check", "build"):
        assert cli.run(["-C", str(built), command]) == 1
        out, err = capfd.readouterr()
        assert "mkdocs.yml:3:" in out + err and "二维码" in out + err
    assert portals.tree(built / "site") == before
