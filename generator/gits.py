"""Git, asked so that nothing which a repository names is run, and no other machine is asked."""

import os
import subprocess
from pathlib import Path

SECONDS = 60
"""How long git may take before its answer is given up."""
_RUNS_NOTHING = (
    "-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", "gc.auto=0", "-c", "maintenance.auto=false",
)  # fmt: skip
"""Whoever opens the index asks fsmonitor, whoever writes it calls a hook."""


class NoAnswer(Exception):
    """Git has none: it is not here, this is no repository, or it knows no such thing."""


class NoGit(NoAnswer):
    """There is no git on this computer."""


class TooSlow(NoAnswer):
    """Git did not answer in time."""


def ask(folder: Path, *command: str, given: bytes = b"") -> bytes:
    """What `git COMMAND` says in `folder`. Raises NoAnswer."""
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    # A clone that left files out must not fetch them now; not every git knows the first of these. The second is
    # stronger than what a repository's settings say of a protocol.
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", "--no-replace-objects", *_RUNS_NOTHING, *command],
            cwd=folder, env=environment, input=given, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    except OSError:
        raise NoGit from None
    if done.returncode:
        raise NoAnswer(done.stderr.decode(errors="replace"))
    return done.stdout
