"""A site behind the real nginx, on loopback, with the file of headers that is made for it."""

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browsing
import portals


@contextmanager
def served(site: Path, folder: Path, own: bool = True) -> Iterator[str]:
    """The address at which nginx serves the site, compressed by gzip with nginx's own settings.

    `folder` is for what nginx writes; a site that is not `own` has no file of headers.
    """
    command, port = shutil.which("nginx") or "/usr/sbin/nginx", portals.free_port()
    if not Path(command).exists():
        browsing.missing("nginx", "apt-get install nginx-light")
    folder.chmod(0o755)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;\nevents {{}}\n"
        f"http {{ {temporary} access_log off; include /etc/nginx/mime.types; charset utf-8;\n"
        "gzip on; gzip_types text/plain text/css application/javascript application/json image/svg+xml;\n"
        f"server {{ listen 127.0.0.1:{port}; root {site}; error_page 404 /404.html;\n"
        + (f"include {site}/_headers.nginx;" if own else "")
        + " } }\n"
    )
    process = subprocess.Popen([command, "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")])
    try:
        home = f"http://127.0.0.1:{port}/"
        for _ in range(100):
            try:
                urllib.request.urlopen(home, timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield home
    finally:
        process.terminate()
        process.wait(10)
