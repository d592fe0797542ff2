"""Tools that come from npm (tests/audit/, installed by `npm ci` there): where they are, and what they say."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import browsing
from portals import REPO

FOLDER = REPO / "tests" / "audit"
MODULES = FOLDER / "node_modules"


def node() -> str:
    """The path of Node. Without it, or without the tools, the test is skipped or fails."""
    found = shutil.which("node")
    if found is None:
        browsing.missing("node", "apt-get install nodejs npm")
    if not MODULES.is_dir():
        browsing.missing("tools for the audit", "npm ci --prefix tests/audit")
    return found


def java() -> str:
    """The path of Java, for vnu."""
    node()
    return shutil.which("java") or browsing.missing("java", "apt-get install default-jre-headless")


def run(*command: str, cwd: Path = FOLDER, given: str = "", env: dict[str, str] | None = None) -> str:
    """What a tool writes. Its exit status is not asked: checkers give another one when they have found something."""
    done = subprocess.run(
        command,
        cwd=cwd,
        input=given,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    if done.returncode > 1 or (done.returncode and not done.stdout):
        raise RuntimeError(done.stderr)
    return done.stdout


def tool(path: str) -> str:
    """A file of a package, as `lighthouse/cli/index.js`."""
    return str(MODULES / path)


def pinned() -> dict[str, str]:
    """The version of each tool that package.json names."""
    found: dict[str, Any] = json.loads((FOLDER / "package.json").read_text("utf-8"))
    return dict(sorted(found["devDependencies"].items()))


def licence(name: str) -> str:
    """The licence that an installed package states (SPDX)."""
    return str(json.loads((MODULES / name / "package.json").read_text("utf-8"))["license"])
