"""What nginx serves while releases change: each answer is of one release, and its policy is never another's."""

import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nginx
import portals
import pytest
from browsing import Reader
from nginx import Answer, Nginx, ask
from playwright.sync_api import Browser

from generator import cli, csp
from generator.pages import headers

pytestmark = pytest.mark.wide

STREET = "https://street.example/xiaohe/"
LEAST = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
CACHED = "open_file_cache max=999 inactive=1h; open_file_cache_valid 1h; open_file_cache_errors on;"
"""What a street may have switched on: that would hold on to files of a folder that is used again."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One portal built twice, with another style and script the second time: as sites whose policies differ."""
    portal = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("portal"))
    portals.edit(portal / "mkdocs.yml", "https://deskboard.example.org/", STREET)
    one, other = (tmp_path_factory.mktemp(each) for each in ("one", "other"))
    portals.build(portal, "--site", str(one))
    parts = portal / "templates" / "theme" / "parts"
    with (parts / "base.css").open("a", encoding="utf-8") as style:
        style.write("\nhtml{--edition:2}\n")
    with (parts / "large.js").open("a", encoding="utf-8") as script:
        script.write("\ndocument.documentElement.dataset.edition = '2'\n")
    portals.build(portal, "--site", str(other))
    assert headers.policy_of(one) != headers.policy_of(other)
    return one, other


@contextmanager
def serving(home: Path) -> Iterator[Nginx]:
    """nginx with what lies in `home`, below a path of a street's server."""
    common, block = nginx.configured(STREET, home, home.parent / "conf")
    http = f"{common} server {{ {CACHED} listen %s; {block} }}"
    with nginx.running(home.parent, lambda listen: http % listen) as server:
        server.home += "xiaohe/"
        yield server


def policy(answer: Answer) -> str:
    (found,) = answer.headers.get_all("Content-Security-Policy") or [""]
    return found


def exact(answer: Answer) -> bool:
    """Whether the policy is that of the very page, and no frame."""
    own = csp.given(answer.body.decode())
    return bool(own) and policy(answer) == f"{own}; frame-ancestors 'none'"


def test_the_policy_is_that_of_the_live_release(sites: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    folders = [nginx.release(home, site, letter) for site, letter in zip(sites, "ab", strict=True)]
    nginx.tell(*folders)
    nginx.live(folders[0])
    with serving(home) as server:
        for folder in [*folders, *folders]:
            nginx.live(folder)
            for path in ("", "cases/", "print/boards/", "404.html", "nix"):
                answer = ask(server.home + path)
                assert exact(answer) and policy(answer) == headers.policy_of(folder), path
            for path in ("cases", "qr.svg", "state.json"):
                assert policy(ask(server.home + path)) == headers.policy_of(folder), path


def works(browser: Browser, home: str) -> tuple[str, str, float, list[str]]:
    """What style and script of the page make of it, and what the browser complains of."""
    with Reader(browser, home).opened("") as (page, wrong):
        edition = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--edition').trim()")
        script = page.evaluate("document.documentElement.dataset.edition || ''")
        page.get_by_role("link", name="大字").click()
        size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        return edition, script, size, [each for each in wrong if "favicon" not in each]


def test_a_release_that_nginx_does_not_know_yet_works_and_is_known_after_a_reload(
    sites: tuple[Path, Path], tmp_path: Path, browser: Browser
) -> None:
    home = tmp_path / "home"
    folder = nginx.published(home, sites[0])
    with serving(home) as server:
        assert exact(ask(server.home)) and works(browser, server.home) == ("", "", 27, [])
        newer = nginx.release(home, sites[1], "b")
        nginx.tell(folder, newer)
        nginx.live(newer)
        for path in ("", "cases/", "nix", "cases", "qr.svg"):
            assert policy(ask(server.home + path)) == LEAST
        assert works(browser, server.home) == ("2", "2", 27, [])
        server.reload(lambda: exact(ask(server.home)))
        assert works(browser, server.home) == ("2", "2", 27, [])
        assert policy(ask(server.home + "qr.svg")) == headers.policy_of(newer)


def test_another_releases_policy_would_do_harm(sites: tuple[Path, Path], tmp_path: Path, browser: Browser) -> None:
    """The test above can fail: this is what it looks like."""
    home = tmp_path / "home"
    folder = nginx.published(home, sites[1])
    lie = f'"~-{folder.name[2:]}$" "{headers.policy_of(sites[0])}";'
    (home / "policies.nginx").write_text(lie, "utf-8")
    with serving(home) as server:
        edition, script, _, wrong = works(browser, server.home)
        assert (edition, script) == ("", "") and any("Content Security Policy" in each for each in wrong)


def test_while_releases_change_every_answer_is_of_one(sites: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    folders = [nginx.release(home, site, letter) for site, letter in zip(sites, "ab", strict=True)]
    nginx.tell(*folders)
    nginx.live(folders[0])
    done, seen = threading.Event(), set()

    def change() -> None:
        turn = 0
        while not done.is_set():
            turn += 1
            nginx.live(folders[turn % 2])

    with serving(home) as server:
        changing = threading.Thread(target=change)
        changing.start()
        try:
            for _ in range(300):
                for path, status in (("", 200), ("cases/", 200), ("nix", 404), ("cases/nix/", 404)):
                    answer = ask(server.home + path)
                    assert answer.status == status and exact(answer), path
                    seen.add(policy(answer))
                answer = ask(server.home + "cases")
                assert (answer.status, answer.headers["Location"]) == (301, "/xiaohe/cases/")
        finally:
            done.set()
            changing.join()
    assert seen == {headers.policy_of(site) for site in sites}


def test_a_request_under_way_ends_with_what_it_began(sites: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder, newer = nginx.release(home, sites[0]), nginx.release(home, sites[1], "b")
    large = b"".join(b"%08d" % number for number in range(4_000_000))
    (folder / "large.json").write_bytes(large)
    nginx.tell(folder, newer)
    nginx.live(folder)
    with serving(home) as server, socket.socket() as slow:
        host = urlsplit(server.home)
        slow.connect((host.hostname, host.port))
        slow.sendall(b"GET /xiaohe/large.json HTTP/1.0\r\n\r\n")
        got = slow.recv(4096)
        nginx.live(newer)
        fresh = folder / ".fresh"
        fresh.write_bytes(b"[]")
        os.replace(fresh, folder / "large.json")
        assert ask(server.home + "large.json").status == 404
        while more := slow.recv(1 << 20):
            got += more
        assert got.partition(b"\r\n\r\n")[2] == large
        nginx.live(folder)
        assert ask(server.home + "large.json").body == b"[]", "nothing of a folder is remembered"


def test_what_publishing_leaves_is_what_nginx_needs(small: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    portals.edit(small / "mkdocs.yml", "https://deskboard.example.org/", STREET)
    publish = ["-C", str(small), "publish", "--to", str(home)]
    assert cli.run(publish) == 0
    with serving(home) as server:
        first = policy(ask(server.home))
        assert exact(ask(server.home))
        tag = ask(server.home + "qr.svg").headers["ETag"]
        with (small / "templates" / "theme" / "parts" / "base.css").open("a", encoding="utf-8") as style:
            style.write("\nhtml{--edition:2}\n")
        assert cli.run(publish) == 0
        assert policy(ask(server.home)) == LEAST
        server.reload(lambda: exact(ask(server.home)))
        assert policy(ask(server.home)) != first
        assert ask(server.home + "qr.svg", If_None_Match=tag).status == 304, "what stays the same is not sent again"
        assert cli.run([*publish, "--rollback"]) == 0
        assert exact(ask(server.home)) and policy(ask(server.home)) == first


@pytest.mark.parametrize("link", [None, "a-000000000000", "/etc", "..", "a-nonsense"])
def test_as_long_as_nothing_is_published_nothing_is_served(tmp_path: Path, link: str | None) -> None:
    home = tmp_path / "home"
    (home / "a-nonsense").mkdir(parents=True)
    (home / "a-nonsense" / "index.html").write_text("x", "utf-8")
    if link:
        (home / "live").symlink_to(link)
    with serving(home) as server:
        for path in ("", "index.html", "hostname", "etc/hostname", "home/a-nonsense/", "live/hostname"):
            answer = ask(server.home + path)
            assert answer.status == 404 and policy(answer) == LEAST and answer.headers["X-Frame-Options"] == "DENY"


def test_nothing_but_a_policy_can_be_told(sites: tuple[Path, Path], tmp_path: Path) -> None:
    """Whoever may publish is not the administrator: what he writes is no directive, whatever it looks like."""
    home = tmp_path / "home"
    nginx.published(home, sites[0])
    log = tmp_path / "evil.log"
    with (home / "policies.nginx").open("a", encoding="utf-8") as told:
        told.write(f"access_log {log};\nalias /etc/;\nreturn 418;\n")
    with serving(home) as server:
        assert exact(ask(server.home)) and not log.exists()
    for text in ("}\nserver { listen 1; }\nmap $a $b {", "server { listen 1; }", "access_log off off off;"):
        (home / "policies.nginx").write_text(text, "utf-8")
        assert nginx.checked(tmp_path / "nginx.conf").returncode != 0, text


@pytest.mark.parametrize("bad", ['x"; "~." "', "x\\", "$request", "x\ny", "汉", "", "x" * 5000])
def test_a_policy_that_nginx_could_not_read_is_left_out(bad: str) -> None:
    good = "default-src 'none'; style-src 'sha256-a+b/c='"
    told = headers.for_nginx({"a-1": good, "b-2": bad})["policies.nginx"]
    assert re.findall(r'"~-([0-9a-f]{12})\$" "(.*)";', told) == [(headers.short(good), good)] and told.count("\n") == 1
