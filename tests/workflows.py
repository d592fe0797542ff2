"""The workflow files, read as YAML and run as a host would: by act, the runner that those of Gitea and Forgejo were
made from, or by bash. Nothing is asked of the network: what the files install is there already.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import browsing
import nodes
import portals
import repositories
import yaml
from portals import REPO

GITHUB = REPO / ".github" / "workflows" / "site.yml"
GITLAB = REPO / ".gitlab-ci.yml"
GITEA = REPO / ".gitea" / "workflows" / "site.yml"
FORGEJO = REPO / ".forgejo" / "workflows" / "site.yml"

PROGRAM = (
    "generator",
    "requirements",
    "templates",
    "mkdocs.yml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".gitignore",
)
BOARD: dict[str, object] = {"repository": {"default_branch": "main", "full_name": "desk/board"}}


def pull(repository: str) -> dict[str, object]:
    """What a host says of a pull request from this repository."""
    head = {"ref": "work", "sha": "0" * 40, "repo": {"full_name": repository}}
    return BOARD | {"number": 7, "pull_request": {"number": 7, "head": head, "base": {"ref": "main"}}}


def _context(event: str, ref: str, payload: dict[str, object]) -> dict[str, object]:
    return {"event_name": event, "ref_name": ref, "repository": "desk/board", "event": payload}


CONTEXTS = {
    "pull request": _context("pull_request", "7/merge", pull("desk/board")),
    "pull request of a fork": _context("pull_request", "7/merge", pull("somebody/board")),
    "push": _context("push", "main", BOARD),
    "push of another branch": _context("push", "work", BOARD),
    "night": _context("schedule", "main", {"schedule": "17 16 * * *"}),
    "by hand": _context("workflow_dispatch", "main", BOARD),
    "by hand on another branch": _context("workflow_dispatch", "work", BOARD),
}
"""What the hosts tell a workflow of each event."""

_BIN = Path(sys.executable).parent
_NO_NETWORK = {
    "PATH": f"{_BIN}{os.pathsep}{os.environ['PATH']}",
    "PYTHONPATH": sysconfig.get_path("purelib"),  # so pip finds that all requirements are met
    "PIP_NO_INDEX": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


def read(file: Path) -> dict[str, Any]:
    """A workflow file, with all scalars as text: `on` is a word."""
    found = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def community(folder: Path, portal: Path) -> Path:
    """What a community has: a clone of this project with content of its own, pushed to `origin.git` beside it."""
    clone = folder / "board"
    for name in (*PROGRAM, ".github", ".gitlab-ci.yml", ".gitea", ".forgejo"):
        source = REPO / name
        if source.is_dir():
            shutil.copytree(source, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            clone.mkdir(exist_ok=True)
            shutil.copyfile(source, clone / name)
    shutil.copytree(portal / "content", clone / "content")
    repositories.start(clone)
    origin = folder / "origin.git"
    repositories.git(folder, "init", "-q", "--bare", "-b", "main", str(origin))
    repositories.git(clone, "remote", "add", "origin", str(origin))
    push(clone)
    return clone


def push(clone: Path) -> None:
    """Commit all that there is, and push it as the branch main."""
    repositories.git(clone, "add", "--all")
    repositories.git(clone, "commit", "-q", "-m", "x")
    repositories.git(clone, "push", "-q", "origin", "HEAD:main")


def install(clone: Path) -> Path:
    """The command where the files have it, of this Python: quicker than pip."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "deskboard").symlink_to(_BIN / "deskboard")
    return clone


@dataclass
class Ran:
    """What came of a run: whether all went well, what was written to the log, and which actions were called."""

    well: bool
    log: str
    called: list[str]
    handed: Path

    @property
    def jobs(self) -> set[str]:
        """The names of the jobs that began."""
        return {line.split("/")[1].split("]")[0].strip() for line in self.log.splitlines() if "Run Set up job" in line}


def act(
    file: Path, event: str, payload: dict[str, object], clone: Path, room: Path, token: str = "", **environment: str
) -> Ran:
    """Run a workflow for an event. What one action was given to publish is kept; of most there is only a trace."""
    room.mkdir()
    called, handed = room / "called", room / "handed"
    (room / "event.json").write_text(json.dumps(payload), "utf-8")
    called.touch()
    home = room / "home"
    home.mkdir()
    options = [event, "-W", str(file.relative_to(REPO)), "-e", str(room / "event.json"), "--no-cache-server"]
    options += ["-s", f"GITHUB_TOKEN={token}"] if token else []
    for label in {job["runs-on"] for job in read(file)["jobs"].values()}:
        options += ["-P", f"{label}=-self-hosted"]
    for action, folder in _actions(file, room / "actions"):
        options += ["--local-repository", f"{action}={folder}"]
    given = _NO_NETWORK | environment | {"CALLED": str(called), "HANDED": str(handed)}
    given["ORIGIN"] = str(clone.parent / "origin.git")
    for name, value in given.items():
        options += ["--env", f"{name}={value}"]
    done = subprocess.run(
        [str(_BIN / "act"), *options], cwd=clone, env=portals.plain_environment() | given | {"HOME": str(home)},
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return Ran(done.returncode == 0, done.stdout, called.read_text("utf-8").split(), handed)


_TRACE = 'echo "$NAME" >> "$CALLED"\n'
_DOES = {
    "checkout": 'git clone -q "$ORIGIN" . && git checkout -q "${REF#refs/heads/}"',
    "upload-pages-artifact": 'cp -r "$GIVEN" "$HANDED"',
}
_INPUTS = ("path", "key", "restore-keys", "python-version", "cache", "cache-dependency-path", "ref", "fetch-depth")


def _actions(file: Path, room: Path) -> Iterator[tuple[str, Path]]:
    """In the place of each action that only a host can do. Where checkout gets what is there, act itself does it."""
    for use in sorted({step["uses"] for job in read(file)["jobs"].values() for step in job["steps"] if "uses" in step}):
        name, _, version = use.partition("@")
        owner, repository, *below = name.split("/")
        step = {"shell": "bash", "run": _TRACE + _DOES.get(repository, ""), "env": {"NAME": name}}
        step["env"] |= {"GIVEN": "${{ inputs.path }}", "REF": "${{ inputs.ref }}"}
        inputs = {each: {"required": False} for each in (*_INPUTS, "persist-credentials")}
        action = {"name": name, "inputs": inputs, "runs": {"using": "composite", "steps": [step]}}
        for place in (room / repository, (room / repository).joinpath(*below)):
            place.mkdir(parents=True, exist_ok=True)
            (place / "action.yml").write_text(yaml.safe_dump(action), "utf-8")
        yield f"{owner}/{repository}@{version}", room / repository


def bash(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script of a workflow."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd, env=portals.plain_environment() | _NO_NETWORK | environment,
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@cache
def begun(file: Path) -> dict[str, dict[str, list[str]]]:
    """The jobs and steps that begin, by event, as GitHub's own parser and evaluator say. Errors are raised."""
    given = json.dumps({"file": str(file), "contexts": CONTEXTS})
    said = json.loads(nodes.run(nodes.node(), "workflow.mjs", given=given))
    if said["errors"]:
        raise ValueError(said["errors"])
    found: dict[str, dict[str, list[str]]] = said["begins"]
    return found


@dataclass
class Asked:
    """A host's API on loopback: what it was asked, and the reviews that it has."""

    home: str = ""
    requests: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    reviews: list[dict[str, object]] = field(default_factory=list)
    status: int = 200


@contextmanager
def listening() -> Iterator[Asked]:
    """Somebody who writes down method, address, authorization and body of what curl asks."""
    if shutil.which("curl") is None:
        browsing.missing("curl", "apt-get install curl")
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.requests.append((self.command, self.path, self.headers.get("Authorization", ""), body))
            if self.command == "POST":
                asked.reviews.append(json.loads(body))
            answer = json.dumps(asked.reviews).replace("<", "\\u003c").encode()  # as Go writes it
            self.send_response(asked.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        asked.home = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()
