"""Sites behind the real nginx, on loopback, with the configuration that is made for a community's own server."""

import http.client
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import browsing
import portals

from generator.host import nginx
from generator.pages import headers

ROOT = "https://desk.example.org/"


@dataclass(frozen=True)
class Answer:
    """What came back, the body as it went over the wire."""

    status: int
    headers: Message
    body: bytes


def ask(url: str, method: str = "GET", **said: str) -> Answer:
    """One request, no redirect followed. `said`: headers, with _ for -."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    way = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, way, headers={name.replace("_", "-"): value for name, value in said.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.headers, body)


# What publishing leaves


def release(home: Path, site: Path, letter: str = "a") -> Path:
    """A built site as a release; it is not live yet."""
    folder = home / f"{letter}-{headers.short(headers.policy_of(site))}"
    shutil.copytree(site, folder, copy_function=os.link, ignore=shutil.ignore_patterns(".deskboard"))
    return folder


def live(folder: Path) -> None:
    """Make a release live."""
    fresh = folder.parent / "next"
    fresh.symlink_to(folder.name)
    os.replace(fresh, folder.parent / "live")


def tell(*folders: Path) -> None:
    """Write what nginx has to know of releases."""
    for name, text in headers.for_nginx({each.name: headers.policy_of(each) for each in folders}).items():
        (folders[0].parent / name).write_text(text, "utf-8")


def published(home: Path, site: Path) -> Path:
    """A built site, live, and told of."""
    folder = release(home, site)
    tell(folder)
    live(folder)
    return folder


# What the administrator does


def configured(address: str, home: Path, folder: Path, brotli: Set[str] = frozenset()) -> tuple[str, str]:
    """What to include at the level of http, and in a server block."""
    folder.mkdir(parents=True)
    for name, text in nginx.files(address, home, folder, brotli).items():
        (folder / name).write_text(text, "utf-8")
    return f'include "{folder}/http.conf";', f'include "{folder}/locations.conf";'


class Nginx:
    """nginx's process; `home` is its address."""

    def __init__(self, process: subprocess.Popen[bytes], home: str) -> None:
        self.process, self.home = process, home

    def reload(self, seen: Callable[[], bool]) -> None:
        """Read the configuration again, until `seen` sees it in every answer."""
        self.process.send_signal(signal.SIGHUP)
        right, end = 0, time.monotonic() + 20
        while right < 20:
            right = right + 1 if seen() else 0
            assert time.monotonic() < end, "nginx did not take the new configuration"
            time.sleep(0.01)


def program() -> str:
    """The path of nginx; without one the test is skipped or fails."""
    found = shutil.which("nginx") or "/usr/sbin/nginx"
    return found if Path(found).exists() else browsing.missing("nginx", "apt-get install nginx-light")


def settings(folder: Path, http: str, first: str = "") -> Path:
    """A file that has in `http` what stands at that level, and `first` before all."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""  # or it could not read what lies in folders of tests
    file = folder / "nginx.conf"
    file.write_text(
        f"{first}\ndaemon off; worker_processes 1; {user} pid {folder}/pid; error_log {folder}/log;\n"
        f"events {{}}\nhttp {{ {temporary} access_log off; include /etc/nginx/mime.types;\n{http}\n}}\n",
        "utf-8",
    )
    return file


def checked(file: Path) -> subprocess.CompletedProcess[str]:
    """What nginx says of a configuration without starting."""
    command = [program(), "-t", "-c", str(file), "-e", str(file.parent / "log")]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@contextmanager
def running(folder: Path, http: Callable[[str], str], first: str = "") -> Iterator[Nginx]:
    """nginx with what `http` makes of the listening address; `folder` is for what nginx writes."""
    listen = f"127.0.0.1:{portals.free_port()}"
    file = settings(folder, http(listen), first)
    process = subprocess.Popen([program(), "-c", str(file), "-e", str(folder / "log")])
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://{listen}/", timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.05)
        yield Nginx(process, f"http://{listen}/")
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def served(site: Path, folder: Path, own: bool = True) -> Iterator[str]:
    """The address at which nginx serves the site; one that is not `own` has no headers, and is compressed alike."""
    if own:
        published(folder / "home", site)
        common, block = configured(ROOT, folder / "home", folder / "conf")
    else:
        kinds = "text/css application/javascript application/json image/svg+xml"
        common, block = "", f"root {site}; charset utf-8; gzip on; gzip_comp_level 5; gzip_types {kinds};"
    with running(folder, lambda listen: f"{common} server {{ listen {listen}; {block} }}") as server:
        yield server.home
