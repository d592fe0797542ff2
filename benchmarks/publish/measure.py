"""One event is pushed to a server of one's own: when does nginx show it, and what would the build alone have cost?

    python -m benchmarks.portals 10000 /tmp/street --git
    python -m benchmarks.publish.measure /tmp/street --runs 3

Both are done in turn, on the same records and the same machine: `deskboard build` in a copy after an event was added
to a case, and the push of the same event by real git to a server that `deskboard host` set up, behind real nginx.
"""

import argparse
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.portals import going_on
from generator.host import nginx

DESKBOARD = (sys.executable, "-I", "-m", "generator")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("portal", type=Path)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="deskboard-") as folder:
        Path(folder).chmod(0o755)
        measure(given.portal.resolve(), Path(folder), given.runs)


def measure(portal: Path, folder: Path, runs: int) -> None:
    day = git(portal, "log", "-1", "--format=%cs").strip()
    alone, staff, home = folder / "alone", folder / "staff", folder / "board"
    git(folder, "clone", "-q", str(portal), str(alone))
    run(*DESKBOARD, "-C", str(alone), "build")
    run(*DESKBOARD, "-C", str(portal), "host", str(home))
    git(folder, "clone", "-q", str(home / "portal.git"), str(staff))
    cases = going_on.open_cases(staff, runs + 1)
    with served(home / "www", folder) as address:
        rows = []
        for number, case in enumerate(cases):
            event = going_on.event(day, number)
            for copy in (alone, staff):
                with (copy / case).open("a", encoding="utf-8") as file:
                    file.write(event)
                git(copy, "-c", "user.name=desk", "-c", "user.email=desk@example.org", "commit", "-qam", "一条进展")
            build = timed(*DESKBOARD, "-C", str(alone), "build")
            row = (*build, *pushed(staff, f"{address}cases/{case.stem}/", going_on.NOTE.format(number=number)))
            if number:  # the first is to warm up
                rows.append(row)
            print("  ".join(f"{each:7.2f}" for each in row), flush=True)
    cells = [statistics.median(column) for column in zip(*rows, strict=True)]
    names = ("build alone", "its CPU", "push: begin to end", "begin to shown", "end to shown")
    print(f"\n{sum(1 for _ in (staff / 'content/cases').rglob('*.yml'))} cases, medians of {runs}, seconds")
    for name, cell in zip(names, cells, strict=True):
        print(f"  {name:20} {cell:7.2f}   {cell / cells[0]:5.2f} × the build alone")


def pushed(staff: Path, page: str, words: str) -> tuple[float, float, float]:
    """Seconds from the beginning of a push to its end, to the moment when nginx shows it, and between the two."""
    shown = list[float]()
    begun = time.monotonic()

    def look() -> None:
        while not shown and time.monotonic() < begun + 3600:
            with urllib.request.urlopen(page, timeout=20) as answer:
                if words in answer.read().decode():
                    shown.append(time.monotonic())
            time.sleep(0.02)

    looking = threading.Thread(target=look)
    looking.start()
    git(staff, "push", "-q", "origin", "HEAD")
    ended = time.monotonic()
    looking.join()
    return ended - begun, shown[0] - begun, max(0.0, shown[0] - ended)


@contextmanager
def served(www: Path, folder: Path) -> Iterator[str]:
    """nginx on loopback, with the configuration that the server got."""
    conf = folder / "conf"
    conf.mkdir()
    for name, text in nginx.files("https://street.example.org/", www, conf).items():
        (conf / name).write_text(text, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;\nevents {{}}\n"
        f"http {{ {temporary} access_log off; include {conf}/http.conf;\n"
        f"server {{ listen {listen}; include {conf}/locations.conf; }} }}\n",
        "utf-8",
    )
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")]
    with subprocess.Popen(command) as process:
        time.sleep(1)
        yield f"http://{listen}/"
        process.terminate()


def timed(*command: str) -> tuple[float, float]:
    """Wall-clock and processor seconds of a command."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run(*command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun, sum(getattr(after, x) - getattr(before, x) for x in ("ru_utime", "ru_stime"))


def run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def git(folder: Path, *command: str) -> str:
    return run("git", *command, cwd=folder)


if __name__ == "__main__":
    main()
