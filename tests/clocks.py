"""Sites of a portal whose day goes on, read on a phone whose clock is shifted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import browsing
import portals
from playwright.sync_api import Browser, Page

from generator import cli

SHANGHAI = ZoneInfo("Asia/Shanghai")
BUILT = "2026-11-20"
Make = Callable[[str], Path]


def portal(parent: Path) -> Path:
    """The small portal, on no fixed day."""
    found = portals.copy(portals.SAMPLES / "small", parent)
    portals.edit(found / "content" / "portal.yml", "固定日期: 2026-11-20\n", "多久不更新要提醒: 7\n")
    return found


def builder(portal: Path) -> Make:
    """`make(day)`: the site of a portal, built on that day."""
    kept: dict[str, Path] = {}

    def site(day: str) -> Path:
        if day not in kept:
            target = portal.parent / f"site-{len(kept)}"
            assert cli.run(["-C", str(portal), "build", "--today", day, "--site", str(target)]) == 0
            kept[day] = target
        return kept[day]

    return site


@contextmanager
def reading(browser: Browser, site: Path, url: str, when: str, script: bool = True, **phone: Any) -> Iterator[Page]:
    """A page on a phone that believes it is `when` in the portal's time zone."""
    context = browser.new_context(java_script_enabled=script, **phone)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda each: wrong.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda each: wrong.append(str(each)))
    if script:
        page.clock.install(time=datetime.fromisoformat(when).replace(tzinfo=SHANGHAI))
    with browsing.served(site) as home:
        page.goto(home + url, wait_until="networkidle")
        yield page
        context.close()
    assert not wrong
