"""The policy: what the layout does by itself and nothing else, on every page and in the file for servers."""

import hashlib
import re
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import browsing
import htmls
import nginx
import portals
import pytest
from browsing import Reader
from htmls import Part
from playwright.sync_api import Browser

from generator import cli, csp, gate
from generator.pages import headers

pytestmark = pytest.mark.wide

LAYOUT = "<style>p{}</style>\n<script>one()</script>\n<script type='application/ld+json'>{}</script>"


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(policy: str) -> dict[str, str]:
    return dict(rule.split(" ", 1) for rule in policy.split("; "))


def test_the_policy_names_what_the_layout_does() -> None:
    found = rules(csp.policy([LAYOUT, LAYOUT]))
    assert found["script-src"] == hashed("one()") and found["style-src"] == hashed("p{}")
    assert found["default-src"] == found["base-uri"] == found["form-action"] == "'none'"
    assert found["img-src"] == found["connect-src"] == "'self'"
    assert rules(csp.policy(["<p>"]))["script-src"] == "'none'"


def test_line_ends_are_hashed_as_a_browser_reads_them() -> None:
    assert csp.hashed("a\r\nb") == csp.hashed("a\nb")


META = '<meta http-equiv="Content-Security-Policy" content="deskboard-csp">'


@pytest.mark.parametrize(
    "page",
    ["", "<title>x</title>" + META, "<style>x</style>" + META, META.replace("deskboard-csp", "x"), "<body>" + META],
)
def test_a_page_without_a_place_for_it(page: str) -> None:
    assert csp.filled(page, "x") is None


def test_the_mark_in_a_text_is_text() -> None:
    assert csp.filled(f"{META}<p>{META}", "r") == f"{META.replace('deskboard-csp', 'r')}<p>{META}"


def test_a_layout_that_has_lost_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portals.edit(small / "templates" / "theme" / "lean.html", META, "")
    assert cli.run(["-C", str(small), "build"]) == 1
    assert "deskboard-csp" in capsys.readouterr().err and not (small / "site").exists()


def test_a_script_that_is_added_to_the_parts_is_allowed_and_one_elsewhere_is_not(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "templates" / "theme" / "parts" / "two.js").write_text("two()\n", "utf-8")
    added = '</footer><script>{% include "parts/two.js" %}</script>'
    portals.edit(small / "templates" / "theme" / "lean.html", "</footer>", added)
    site = portals.build(small)
    assert hashed("two()") in (site / "_headers").read_text("utf-8")
    portals.edit(small / "templates" / "home.html", "</h1>", "</h1><script>three()</script>")
    assert cli.run(["-C", str(small), "build"]) == 1
    assert "site/index.html" in capsys.readouterr().err
    portals.edit(small / "templates" / "home.html", "<script>three()</script>", "")
    portals.edit(small / "templates" / "theme" / "lean.html", "</footer>", "</footer><script>three()</script>")
    assert cli.run(["-C", str(small), "build"]) == 1
    assert "parts/" in capsys.readouterr().err


@pytest.mark.parametrize("hostile", ["<script>document.title=1</script>", "<img src=x onerror=alert(1)>", "甲 & 乙"])
def test_the_title_of_a_page_in_the_navigation_is_text_on_every_page(small: Path, hostile: str) -> None:
    portals.edit(small / "mkdocs.yml", "nav:\n", "nav:\n  - about.md\n")
    about = small / "content" / "pages" / "about.md"
    about.write_text(f"---\ntitle: '关于{hostile}'\n---\n# 关于\n\n正文\n", "utf-8")
    site = portals.build(small)
    for path in ("index.html", "cases/XH-2026-002/index.html", "about/index.html", "404.html"):
        page = htmls.parse(site / path)
        assert len(page.all("script")) == 1, path
        assert not [found for nav in page.all("nav") for tag in ("img", "script") for found in nav.all(tag)]
    assert hashed("document.title=1") not in (site / "_headers").read_text("utf-8")


# The repo's own site


def every(site: Path) -> Iterator[tuple[str, Part]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), htmls.parse(path)


def test_every_page_has_the_policy_before_anything_else_and_keeps_to_it(site: Path) -> None:
    policies = set()
    for path, page in every(site):
        head = page.one("head").children
        assert [each.get("http-equiv") for each in head][1] == "Content-Security-Policy", path
        policy = head[1].get("content")
        policies.add(policy)
        scripts = [each for each in page.all("script") if each.get("type") != "application/ld+json"]
        paper = path.startswith("print/") and path != "print/index.html"
        assert len(scripts) == (0 if paper else 2 if path.startswith(("digest/", "search/")) else 1), path
        styles = page.all("style")
        assert len(styles) == (3 if paper else 6 if path.startswith("search/") else 5), path
        for script in scripts:
            assert hashed(script.element.text or "") in rules(policy)["script-src"], path
        for style in styles:
            assert hashed(style.element.text or "") in rules(policy)["style-src"], path
        assert not [tag for tag in ("iframe", "object", "embed", "base") if page.all(tag)], path
        assert len(page.all("form")) == (path == "search/index.html"), path
    assert len(policies) == 1


def test_no_attribute_anywhere_is_a_style_or_a_handler(site: Path) -> None:
    for path, page in every(site):
        for element in page.element.iter():
            assert not [name for name in element.attrib if re.match(r"on|style$", str(name))], (path, element.tag)


def test_what_the_server_should_say(site: Path) -> None:
    policy = csp.given((site / "index.html").read_text("utf-8"))
    first, *lines = (site / "_headers").read_text("utf-8").splitlines()
    assert first == "/*"
    kind = "  Content-Type: text/vcard; charset=utf-8"
    assert lines[-4:] == ["/contact/card.vcf", kind, "/places/:place/card.vcf", kind]
    assert lines[-6:-4] == ["/assets/*", "  Cache-Control: public, max-age=604800"]
    del lines[-6:]
    said = dict(line.strip().split(": ", 1) for line in lines)
    assert said["Content-Security-Policy"] == policy + "; frame-ancestors 'none'"
    assert {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
    }.items() <= said.items()
    assert "camera=()" in said["Permissions-Policy"] and said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert max(map(len, lines)) < 1500
    assert headers.policy_of(site) == said["Content-Security-Policy"]


# In a browser


SIZE = "parseFloat(getComputedStyle(document.body).fontSize)"
SOME = ["", "cases/", "places/", "results/", "policies/", "answers/", "contact/", "guide/", "404.html"]


def works(home: str, browser: object) -> None:
    """The site is what it should be, and the browser has nothing to complain of."""
    reader = Reader(browser, home)  # type: ignore[arg-type]
    for script in (True, False):
        with reader.opened("", script=script) as (page, wrong):
            for url in SOME:
                page.goto(home + url)
                assert page.evaluate(SIZE) == 18
            page.get_by_role("link", name="大字").click()
            assert page.evaluate(SIZE) == 27
            assert page.locator("html.is-large").count() == script
            page.goto(home + "guide/")
            assert page.evaluate(SIZE) == (27 if script else 18), "remembered by the script"
            # An icon that is still on its way when the next page is asked for counts as failed.
            assert not [each for each in wrong if each != f"failed: {home}assets/icon.svg"]


def test_the_site_works_under_its_own_policy(site: Path, browser: Browser) -> None:
    with browsing.served(site) as home:
        works(home, browser)


def test_the_site_works_behind_nginx_with_all_headers(site: Path, tmp_path: Path, browser: Browser) -> None:
    with nginx.served(site, tmp_path) as home:
        with urllib.request.urlopen(home + "guide/", timeout=5) as answer:
            said = dict(answer.headers)
        assert "frame-ancestors 'none'" in said["Content-Security-Policy"] and said["X-Frame-Options"] == "DENY"
        works(home, browser)


def test_a_hash_that_looks_like_a_number_of_somebody_stops_nothing(small: Path) -> None:
    """A hash is letters by chance: some day one reads like a WeChat number."""
    chance = "'sha256-" + "wxid_a1b2c3d4e5f6".replace("_", "/").ljust(43, "A") + "='"
    assert gate.text(f'<meta content="style-src {chance}">').strip() == "style-src"
    assert gate.written("_headers", f"  style-src {chance}".encode()).strip() == "style-src"
    assert "wxid" in gate.text('<p title="wxid/a1b2c3d4e5f6">')
