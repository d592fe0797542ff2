"""/state.json: how old the site is, for the script on every page. No page says it, so that a night changes none."""

import json
from collections.abc import Iterator
from datetime import timedelta

from generator.view import View


def parts(view: View) -> tuple[str, ...]:
    return ("",)


def files(view: View, part: str) -> Iterator[tuple[str, bytes]]:
    days = view.portal.stale_after
    state = {
        "as_of": view.today.isoformat(),
        "warn_after_days": days,
        "warn_from": (view.today + timedelta(days=days + 1)).isoformat(),
    }
    yield "state.json", (json.dumps(state, indent=1) + "\n").encode()
