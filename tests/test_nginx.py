"""What a reader gets from nginx: every file as what it is, kept as long as it may be, with all headers."""

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import htmls
import nginx
import portals
import pytest
import test_photos_site
from nginx import Answer, ask

from generator import csp

pytestmark = pytest.mark.wide

STREET = "https://street.example/communities/sang-yu.1/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
}
PACKED = {".html", ".txt", ".ics", ".vcf", ".xml", ".svg", ".json"}
FOR_EVER, A_WEEK, ASKED = "public, max-age=31536000, immutable", "public, max-age=604800", "no-cache"
OF_THE_STREET = """
    root /nonexistent; expires 30d; etag off; autoindex on; gzip off; charset gbk; open_file_cache max=999;
    add_header X-Street 1; error_page 404 /street.html; index street.html; default_type text/plain;
    location ~* \\.(html|jpg|svg)$ { return 418; }
    location / { return 200 "street"; }
"""
"""Whatever a street's own server block may say for its own pages."""


@dataclass(frozen=True)
class Served:
    """A site behind nginx: its address there, its files, the same files as a release."""

    home: str
    site: Path
    release: Path

    def url(self, path: str) -> str:
        return self.home + quote(path.removesuffix("index.html") if path.endswith("index.html") else path)

    def ask(self, path: str, method: str = "GET", **said: str) -> Answer:
        return ask(self.url(path), method, **said)

    def files(self) -> Iterator[tuple[str, bytes]]:
        yield from ((path, raw) for path, raw in portals.tree(self.site).items() if path != "_headers")


@pytest.fixture(scope="module")
def below(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repo's own portal as a street has it below a path, with a page whose address is Chinese."""
    portal = portals.copy(portals.REPO, tmp_path_factory.mktemp("below"))
    shutil.copytree(own / ".deskboard", portal / ".deskboard", copy_function=os.link)
    portals.edit(portal / "mkdocs.yml", "https://deskboard.example.org/", STREET)
    (portal / "content" / "pages" / "装修须知.md").write_text("# 装修须知\n\n先登记。\n", "utf-8")
    return portals.build(portal)


@pytest.fixture(scope="module")
def both(site: Path, below: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Served]]:
    """Two portals behind one nginx: one has its host, the other lies below a path of a street's."""
    folder = tmp_path_factory.mktemp("nginx")
    root, street = nginx.published(folder / "root", site), nginx.published(folder / "street", below)
    first, own_block = nginx.configured(nginx.ROOT, folder / "root", folder / "conf")
    second, street_block = nginx.configured(STREET, folder / "street", folder / "conf2")

    def http(listen: str) -> str:
        return f"""{first} {second}
            server {{ listen {listen}; server_name localhost; {own_block} }}
            server {{ listen {listen}; server_name 127.0.0.1; {OF_THE_STREET} {street_block} }}"""

    with nginx.running(folder, http) as server:
        home = server.home.replace("127.0.0.1", "localhost")
        path = urlsplit(STREET).path.removeprefix("/")
        yield {"root": Served(home, site, root), "path": Served(server.home + path, below, street)}


@pytest.fixture(params=["root", "path"])
def served(both: dict[str, Served], request: pytest.FixtureRequest) -> Served:
    return both[request.param]


def has_all_headers(answer: Answer, served: Served) -> None:
    """Each header of `_headers` once and no other of that kind; the policy is that of the pages, and no frame."""
    said = re.findall(r"^  (\S+): (.*)$", (served.site / "_headers").read_text("utf-8").partition("\n/")[0], re.M)
    assert len(said) == 6
    for name, value in said:
        assert answer.headers.get_all(name) == [value]
    policy = csp.given((served.site / "index.html").read_text("utf-8"))
    assert answer.headers["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
    assert len(answer.headers.get_all("Cache-Control") or []) == 1
    assert not {"Strict-Transport-Security", "X-Street", "Expires"} & set(answer.headers)


def kept(path: str) -> str:
    """How long a browser may keep a file."""
    if re.fullmatch(r"cases/[A-Z0-9-]+/[0-9a-f]{12}-\d+\.jpg", path):
        return FOR_EVER
    return A_WEEK if path.startswith("assets/") else ASKED


def test_every_file_comes_as_what_it_is(served: Served) -> None:
    classes = set()
    for path, raw in served.files():
        answer = served.ask(path)
        assert (answer.status, answer.body) == (200, raw), path
        assert answer.headers["Content-Type"] == TYPES[Path(path).suffix], path
        assert answer.headers["Cache-Control"] == kept(path), path
        assert answer.headers["ETag"] and "Content-Encoding" not in answer.headers, path
        has_all_headers(answer, served)
        classes.add(kept(path))
    assert classes == {FOR_EVER, A_WEEK, ASKED}


def test_texts_are_packed_and_are_the_same_unpacked(served: Served) -> None:
    for path, raw in served.files():
        answer = served.ask(path, Accept_Encoding="gzip, br")
        if Path(path).suffix in PACKED and len(raw) >= 512:
            assert answer.headers["Content-Encoding"] == "gzip" and answer.headers["Vary"] == "Accept-Encoding", path
            assert len(answer.body) < len(raw) and gzip.decompress(answer.body) == raw, path
        else:
            assert answer.headers["Content-Encoding"] is None and answer.body == raw, path


def test_what_a_browser_has_is_not_sent_again(served: Served) -> None:
    for path, _ in served.files():
        tag = served.ask(path, Accept_Encoding="gzip").headers["ETag"]
        answer = served.ask(path, Accept_Encoding="gzip", If_None_Match=tag)
        assert (answer.status, answer.body, answer.headers["Cache-Control"]) == (304, b"", kept(path)), path
        has_all_headers(answer, served)


def test_a_part_of_a_photograph(served: Served) -> None:
    path, raw = next((path, raw) for path, raw in served.files() if kept(path) == FOR_EVER)
    answer = served.ask(path, Range="bytes=100-199")
    assert (answer.status, answer.body, answer.headers["Cache-Control"]) == (206, raw[100:200], FOR_EVER)
    has_all_headers(answer, served)


GONE = [
    "nix", "nix/", "cases/nix/index.html", "cases/SY-2026-038/000000000000-480.jpg", "assets/nix.svg", "assets/",
    "_headers", ".git/config", ".deskboard/manifest", "cases/.htaccess", ".well-known/security.txt", "index.html/x",
]  # fmt: skip


@pytest.mark.parametrize("path", GONE)
def test_what_is_not_there(served: Served, path: str) -> None:
    (served.release / ".git").mkdir(exist_ok=True)
    for hidden in (".git/config", "cases/.htaccess"):
        (served.release / hidden).write_text("x", "utf-8")
    answer = served.ask(path)
    assert answer.status == 404 and answer.body == (served.site / "404.html").read_bytes()
    assert answer.headers["Content-Type"] == TYPES[".html"] and answer.headers["Cache-Control"] == ASKED
    has_all_headers(answer, served)


def test_the_page_for_what_is_not_there_leads_back(served: Served) -> None:
    path = urlsplit(served.home).path
    page = htmls.parse(served.site / "404.html")
    ways = {each.get("href") for each in page.all("main a[href]")} - {"#main"}
    assert len(ways) >= 3 and all(each.startswith(path) for each in ways)
    for each in ways:
        assert ask(urljoin(served.home + "nix/nix", each)).status == 200


@pytest.mark.parametrize("path", ["../", "%2e%2e/", "..%2f", "cases/../../", "cases/%2e%2e/%2e%2e/%2e%2e/"])
def test_no_way_leads_out(served: Served, path: str) -> None:
    (served.release.parent / "secret").write_text("secret", "utf-8")
    for times in range(1, 12):
        for goal in ("secret", "etc/hostname", "policies.nginx"):
            answer = ask(served.home + path * times + goal)
            assert answer.status in (400, 404) or answer.body == b"street", (path, times)


def test_a_folder_without_its_slash_leads_to_it(served: Served) -> None:
    path = urlsplit(served.home).path
    written = ["装修须知"] if path != "/" else []
    for folder in ["cases", "cases/SY-2026-038", "print/desk", *written]:
        for query in ("", "?从=码"):
            answer = ask(served.home + quote(folder) + quote(query, safe="?="))
            assert answer.status == 301 and answer.headers["Cache-Control"] == ASKED
            assert unquote(answer.headers["Location"]) == f"{path}{folder}/{query}", "no host: it may be behind another"
            has_all_headers(answer, served)


def test_a_site_below_a_path_without_its_slash(both: dict[str, Served]) -> None:
    served = both["path"]
    answer = ask(served.home.rstrip("/") + "?a=b")
    assert (answer.status, answer.headers["Location"]) == (301, urlsplit(STREET).path + "?a=b")
    assert answer.headers.get_all("X-Frame-Options") == ["DENY"]
    assert answer.headers.get_all("Cache-Control") == [ASKED] and "Expires" not in answer.headers
    around = served.home.removesuffix("sang-yu.1/")
    for name in ("sang-yu.1x", "sang-yu.", "sang-yuX1/", ""):
        assert ask(around + name).body == b"street", "what lies beside it is the street's"


def test_only_reading_is_possible(served: Served) -> None:
    for path in ("", "cases/", "cases", "nix", "404.html", "assets/icon.svg"):
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MKCOL"):
            answer = served.ask(path, method)
            assert answer.status == 405, (path, method)
        said, head = served.ask(path), served.ask(path, "HEAD")
        assert (head.status, head.body) == (said.status, b"")
        assert {**head.headers, "Date": ""} == {**said.headers, "Date": ""}, path


def test_two_portals_keep_apart(both: dict[str, Served]) -> None:
    root, street = both["root"], both["path"]
    assert "装修须知" in street.ask("装修须知/").body.decode() and root.ask("装修须知/").status == 404
    assert (root.site / "404.html").read_bytes() != (street.site / "404.html").read_bytes()


def test_what_may_be_kept_for_ever_never_changes_under_its_name(small: Path) -> None:
    versions = []
    for raw in (test_photos_site.BIG, test_photos_site.OTHER):
        test_photos_site.place(small, "漏水 (1).jpg", raw)
        test_photos_site.case(small)
        files = portals.tree(portals.build(small))
        versions.append({path: raw for path, raw in files.items() if kept(path) == FOR_EVER})
    assert versions[0] and versions[1] and not versions[0].keys() & versions[1].keys()
