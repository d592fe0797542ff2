"""nginx's configuration for a site on a community's own server, at the root of a host or below a path of another's.

It names no release: the link `live` is read once for each request, and the file, its policy and where a folder or a
missing page leads to are all of the release that was found. nginx reads the policies of releases when it starts or
reloads; as long as it does not know the one of a page, it says LEAST, and the page's own <meta> says the rest.

The files are the administrator's. Of what the one who publishes may write, nginx reads the lines of a map only: no
directive, by which files of others could be had.
"""

import hashlib
import re
from collections.abc import Set
from pathlib import Path
from urllib.parse import urlsplit

import jinja2

from generator import photos
from generator.pages import headers

_FOLDER = re.compile(r'/[^\x00-\x1f\x7f"\\$*?\[\]]*')
_PATH = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*")
_BROTLI = re.compile(r"^\s*load_module\s+\S*ngx_http_brotli_(filter|static)_module\.so", re.MULTILINE)


class Unwritable(Exception):
    """A folder or an address that cannot stand in nginx's configuration; says so in words for people."""


def files(site_url: str, home: Path, folder: Path, brotli: Set[str] = frozenset()) -> dict[str, str]:
    """The configuration by the names of its files, which are to lie in `folder`. Raises Unwritable.

    http.conf       for the level of http: maps, and a form of the log
    locations.conf  for the server block of the site's host
    server.conf     a whole server block, with both; only for a site that has a host of its own

    `site_url`: the site's address, with a slash at its end; `home`: where releases lie; `brotli`: what `brotli_modules`
    found. Nothing of it changes with a release.
    """
    host, path = urlsplit(site_url).hostname or "", urlsplit(site_url).path
    if not _PATH.fullmatch(path):
        raise Unwritable(f"网址里的文件夹 {path} 写不进 nginx 的设置：只用英文字母、数字和短横线")
    for each in (home, folder):
        if not _FOLDER.fullmatch(str(each)):
            raise Unwritable(f"文件夹 {each} 写不进 nginx 的设置：从 / 写起，名字里不要有引号、$、*、? 和方括号")
    engine = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    said = {
        "id": hashlib.sha256(str(home).encode()).hexdigest()[:8],  # several portals may be behind one nginx
        "address": site_url,
        "host": host,
        "path": path,
        "home": home,
        "folder": folder,
        "brotli": brotli,
        "headers": headers,
        "photograph": photos.ADDRESS,
        "escape": re.escape,
    }
    names = ("http.conf", "locations.conf", "server.conf") if path == "/" else ("http.conf", "locations.conf")
    return {name: engine.get_template(name).render(said) for name in names}


def brotli_modules(etc: Path = Path("/etc/nginx")) -> frozenset[str]:
    """Which of brotli's two modules nginx loads: "filter" compresses, "static" serves what lies beside a file."""
    found = [etc / "nginx.conf", *sorted((etc / "modules-enabled").glob("*.conf"))]
    texts = (each.read_text("utf-8", "replace") for each in found if each.is_file())
    return frozenset(name for text in texts for name in _BROTLI.findall(text))
