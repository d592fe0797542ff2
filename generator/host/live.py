"""From the commit that is to be live to the site: built in the work tree, released in one step."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from generator import __version__, build, manifest, publish, release, report, settings
from generator.host.home import Home
from generator.problem import Problem
from generator.release import TakenBack


def _note(home: Home) -> Path:
    """Which commit the work tree's site was made from, and its stamp."""
    return home.portal / build.CACHE / "built.json"


def built(
    home: Home, commit: str, today: date | None = None, remind: Callable[[Sequence[Problem]], None] = report.remind
) -> str:
    """Build `commit`, which is checked out, into the work tree's site, and return the stamp of that.

    A push is built before it is accepted; what was built for it is what goes live. Raises what `build` raises.
    """
    _note(home).unlink(missing_ok=True)
    build.build(home.portal, home.site, today, report.progress, remind, commit)
    stamp = publish.stamp(home.site)
    manifest.put(_note(home), json.dumps([commit, stamp]))
    return stamp


def refresh(home: Home, again: bool = False, forget: bool = False, today: date | None = None) -> str:
    """Make live what the published branch is now, if it is not or shall be `again`; what came of it, in words.

    Nothing, if there was nothing to do. `forget`: nothing is kept of the release before.

    Raises TakenBack before anything is built, and what `built` and `Releases.publish` raise.
    """
    begun = time.monotonic()
    with home.alone(), release.opened(home.www) as releases:
        commit = home.head()
        if commit == releases.taken_back:
            raise TakenBack(commit)
        home.settle(commit)
        stamp = f"{today or build.day(home.portal)} {__version__}"
        if not again and (releases.live.source, releases.live.stamp) == (commit, stamp):
            return ""
        if forget:
            build.clean(home.portal)  # what was read and made is in the store, word for word
        if again or _noted(home) != [commit, stamp]:
            stamp = built(home, commit, today)
        changes = releases.publish(home.site, commit, stamp, forget=forget)
        said = publish.said(changes, settings.site_url(home.portal))
    home.note(f"{commit[:8]} {said.strip().rstrip('。')}，{time.monotonic() - begun:.1f} 秒")
    return said


def _noted(home: Home) -> object:
    with suppress(OSError, ValueError):
        return json.loads(_note(home).read_text("utf-8"))
    return None
