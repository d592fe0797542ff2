"""nginx's configuration as an administrator of Debian puts it to work: with brotli or without, one portal or many."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browsing
import nginx
import portals
import pytest
from nginx import Nginx, ask

from generator.host.nginx import Unwritable, brotli_modules, files

pytestmark = pytest.mark.wide

HOST = nginx.ROOT.removeprefix("https://").rstrip("/")
BOTH = frozenset({"filter", "static"})


# A host of its own


@contextmanager
def installed(folder: Path, built: Path, old: str = "", new: str = "") -> Iterator[Nginx]:
    """server.conf, linked as Debian's sites are; `old` and `new`: what the administrator changes in it."""
    nginx.published(folder / "home", built / "site")
    nginx.configured(nginx.ROOT, folder / "home", folder / "conf")
    server = folder / "conf" / "server.conf"
    portals.edit(server, "/var/log/nginx", str(folder))
    portals.edit(server, "/var/www/html", str(folder / "html"))
    portals.edit(server, "    listen [::]:80;\n", "")
    if old:
        portals.edit(server, old, new)
    (folder / "sites-enabled").mkdir()
    (folder / "sites-enabled" / "desk.conf").symlink_to(server)

    def http(listen: str) -> str:
        portals.edit(server, "listen 80;", f"listen {listen};")
        return f"include {folder}/sites-enabled/*;"

    with nginx.running(folder, http) as running:
        yield running


def test_one_link_and_the_site_is_served(built: Path, tmp_path: Path) -> None:
    with installed(tmp_path, built) as server:
        answer = ask(server.home, Host=HOST)
        assert answer.status == 200 and answer.body == (built / "site" / "index.html").read_bytes()
        assert answer.headers["Server"] == "nginx", "without its version"
        assert answer.headers["Strict-Transport-Security"] is None


def test_a_promise_of_https_is_one_line(built: Path, tmp_path: Path) -> None:
    with installed(tmp_path, built, "# set $deskboard_hsts", "set $deskboard_hsts") as server:
        for path in ("", "cases", "nix"):
            assert ask(server.home + path).headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]


def test_a_certificate_can_be_asked_for(built: Path, tmp_path: Path) -> None:
    challenge = tmp_path / "html" / ".well-known" / "acme-challenge"
    challenge.mkdir(parents=True)
    (challenge / "token").write_text("of a file", "utf-8")
    line = 'location = /.well-known/acme-challenge/other { return 200 "of a line"; }\n}'
    with installed(tmp_path, built, "\n}", "\n" + line) as server:
        for name, said in (("token", b"of a file"), ("other", b"of a line")):
            assert ask(f"{server.home}.well-known/acme-challenge/{name}").body == said
        assert ask(f"{server.home}.well-known/x").status == 404


def test_the_log_does_not_tell_who_read_what(built: Path, tmp_path: Path) -> None:
    with installed(tmp_path, built) as server:
        ask(f"{server.home}cases/?secret=1", Referer="https://other.example/secret", User_Agent="phone")
        ask(f"{server.home}nix/?secret=1")
    log = (tmp_path / f"{HOST}.log").read_text("utf-8")
    found = re.findall(r'^(\S+) - - \[[^]]+\] "(\S+ \S+) HTTP/1.1" (\d+) \d+ "-" "(.*)"$', log, re.M)
    assert found[-2:] == [("127.0.0.0", "GET /cases/", "200", "phone"), ("127.0.0.0", "GET /nix/", "404", "-")]
    assert "secret" not in log and "127.0.0.1" not in log
    assert "client:" not in (tmp_path / "log").read_text("utf-8"), "nor does the log of errors"


def test_a_site_below_a_path_has_no_server_of_its_own(tmp_path: Path) -> None:
    assert files("https://street.example/a/", tmp_path, tmp_path).keys() == {"http.conf", "locations.conf"}
    assert files(nginx.ROOT, tmp_path, tmp_path).keys() == {"http.conf", "locations.conf", "server.conf"}


def test_a_district_of_portals_is_behind_one_nginx(tmp_path: Path) -> None:
    texts = []
    for number in range(60):
        address = f"https://street.example/communities/community-{number}/"
        texts.append(nginx.configured(address, tmp_path / f"home{number}", tmp_path / f"conf{number}"))
    http, blocks = ("\n".join(each) for each in zip(*texts, strict=True))
    text = f"{http}\nserver {{ listen 127.0.0.1:{portals.free_port()}; {blocks} }}"
    assert nginx.checked(nginx.settings(tmp_path, text)).returncode == 0
    advised = nginx.checked(nginx.settings(tmp_path, f"variables_hash_bucket_size 128;\n{text}"))
    assert advised.returncode == 0 and "warn" not in advised.stderr, advised.stderr


@pytest.mark.parametrize("name", ["a b", "流动办公桌", "it's", "a;b", "{a}", "a#b", "~a"])
def test_folders_have_the_names_that_they_have(tmp_path: Path, name: str) -> None:
    http, block = nginx.configured(nginx.ROOT, tmp_path / name / "home", tmp_path / name / "conf")
    said = nginx.checked(
        nginx.settings(tmp_path, f"{http} server {{ listen 127.0.0.1:{portals.free_port()}; {block} }}")
    )
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize(
    ("address", "home"),
    [
        *((nginx.ROOT, f"/srv/{name}") for name in ('a"b', "a\\", "$a", "a\nb", "a*", "[a]")),
        (nginx.ROOT, "srv/a"),
        *((f"https://street.example/{path}/", "/srv/a") for path in ("$a", "a%20b", "a;b", "a//b", "(a)")),
    ],
)
def test_what_cannot_be_written_is_said(address: str, home: str) -> None:
    with pytest.raises(Unwritable, match="nginx 的设置"):
        files(address, Path(home), Path("/etc/nginx/deskboard"))


def test_a_wheel_has_the_texts(tmp_path: Path) -> None:
    made = portals.process("-m", "flit_core.wheel", "--outdir", str(tmp_path), cwd=portals.REPO)
    assert made.returncode == 0, made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    listed = portals.process("-m", "zipfile", "-l", str(wheel), cwd=tmp_path).stdout
    assert set(re.findall(r"generator/host/nginx/(\w+\.conf)", listed)) == files(nginx.ROOT, tmp_path, tmp_path).keys()


# brotli


def loaded(names: frozenset[str]) -> str:
    """Lines that load modules; without these modules the test is skipped or fails."""
    if brotli_modules() != BOTH:
        packages = "libnginx-mod-http-brotli-filter libnginx-mod-http-brotli-static brotli"
        browsing.missing("nginx with brotli", f"apt-get install {packages}")
    return "".join(f"load_module modules/ngx_http_brotli_{name}_module.so;\n" for name in sorted(names))


def brotli(*options: str, given: bytes) -> bytes:
    """What Debian's own program makes of something."""
    return subprocess.run(["brotli", "-c", *options], input=given, capture_output=True, check=True, timeout=30).stdout


def test_what_nginx_loads_is_found(tmp_path: Path) -> None:
    assert brotli_modules(tmp_path) == frozenset()
    (tmp_path / "nginx.conf").write_text("# load_module modules/ngx_http_brotli_filter_module.so;\n", "utf-8")
    assert brotli_modules(tmp_path) == frozenset()
    (tmp_path / "modules-enabled").mkdir()
    line = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\n"
    (tmp_path / "modules-enabled" / "50-mod.conf").write_text(line, "utf-8")
    assert brotli_modules(tmp_path) == {"static"}


@pytest.mark.parametrize(
    "names", [frozenset(), {"filter"}, {"static"}, BOTH], ids=lambda names: "+".join(sorted(names))
)
def test_nginx_takes_it_with_as_much_of_brotli_as_it_loads(tmp_path: Path, names: frozenset[str]) -> None:
    http, block = nginx.configured(nginx.ROOT, tmp_path / "home", tmp_path / "conf", names)
    text = f"{http} server {{ listen 127.0.0.1:{portals.free_port()}; {block} }}"
    said = nginx.checked(nginx.settings(tmp_path, text, loaded(frozenset(names))))
    assert said.returncode == 0, said.stderr
    if names:
        assert nginx.checked(nginx.settings(tmp_path, text)).returncode != 0, "it needs what it says"


def test_brotli_says_the_same_in_fewer_bytes(built: Path, tmp_path: Path) -> None:
    folder = nginx.published(tmp_path / "home", built / "site")
    ready = brotli("-q", "11", given=(folder / "index.html").read_bytes())
    (folder / "index.html.br").write_bytes(ready)
    http, block = nginx.configured(nginx.ROOT, tmp_path / "home", tmp_path / "conf", BOTH)
    text = f"{http} server {{ listen %s; {block} }}"
    with nginx.running(tmp_path, lambda listen: text % listen, loaded(BOTH)) as server:
        for path in ("", "404.html", "contact/card.vcf", "desk/desk.ics", "qr.svg", "sitemap.xml"):
            raw = ask(server.home + path).body
            answer, packed = (ask(server.home + path, Accept_Encoding=each) for each in ("gzip, deflate, br", "gzip"))
            if len(raw) >= 512:
                assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("br", "Accept-Encoding"), path
                assert brotli("-d", given=answer.body) == raw and len(answer.body) < len(packed.body), path
            assert answer.headers["Content-Type"] == packed.headers["Content-Type"]
            assert answer.headers.get_all("X-Frame-Options") == ["DENY"]
            again = ask(server.home + path, Accept_Encoding="br", If_None_Match=answer.headers["ETag"])
            assert again.status == 304
        assert ask(server.home, Accept_Encoding="br").body == ready, "what lies ready is served"
