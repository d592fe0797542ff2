"""`make audit`: measure the repo's own site and write docs/audit.md.

Exits with 1 if a reach was missed, with 2 if a program is missing.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import audited
import browsing
import defaults
import kinds
import ledger
import lighthouse
import nginx
import portals
import pytest
import slowline
import support
import vnu
from audited import Results
from playwright.sync_api import Browser

AUDIT = portals.REPO / "docs" / "audit.md"
SLOW = {name: kinds.KINDS[name] for name in ("open case", "place", "case with photographs")}


def portal(folder: Path) -> Path:
    """The repo's own portal as if it were live: search engines may list it, and its pages have their clock."""
    made = portals.copy(portals.REPO, folder)
    records = made / "content" / "portal.yml"
    portals.edit(records, "搜索引擎收录: 否", "搜索引擎收录: 是\n多久不更新要提醒: 365")
    records.write_text(re.sub(r"(?m)^固定日期: .*\n", "", records.read_text("utf-8")), "utf-8")
    return made


@contextmanager
def live(today: date = ledger.TODAY) -> Iterator[tuple[Path, str, Path]]:
    """The site of that portal as of a day, the address at which nginx serves it, and a folder for more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = portals.build(portal(folder / "portal"), "--today", today.isoformat())
        (folder / "nginx").mkdir()
        with nginx.served(site, folder / "nginx") as home:
            yield site, home, folder


def slow(browser: Browser, site: Path, home: str, folder: Path) -> Iterator[tuple[str, slowline.Arrival]]:
    """Arrivals of our pages, and of Material's with the text of the first."""
    for name, url in SLOW.items():
        yield name, slowline.arrivals(browser, home + url)
    plain = defaults.built(site / SLOW["open case"] / "index.html", folder / "material")
    (folder / "other").mkdir()
    with nginx.served(plain, folder / "other", own=False) as other:
        yield audited.MATERIAL, slowline.arrivals(browser, other)


def measured() -> Results:
    """All measurements, one after the other, so that none disturbs another.

    The site is of the day of the visit, as one is that is built every night: its clock has next to nothing to change.
    """
    with live(max(date.today(), ledger.TODAY)) as (site, home, folder):
        with browsing.launched() as browser:
            say("slow line")
            arrivals = dict(slow(browser, site, home, folder))
            chromium = browser.version
        scores = {}
        for name, url in lighthouse.PAGES.items():
            say(f"Lighthouse: {name}")
            scores[name] = lighthouse.measured(home + url)
        say("vnu, style sheets, scripts")
        said = vnu.check(home, sorted(set(kinds.ALL.values())))
        pages = kinds.files(site)
        sheets = support.newer_styles(sorted({each for page in pages for each in support.styles(page)}))
        (folder / "scripts").mkdir()
        texts = sorted({each for page in pages for each in support.scripts(page)})
        scripts = support.newer_scripts(texts, folder / "scripts")
    return Results(scores, arrivals, said, sheets, scripts, chromium)


def say(what: str) -> None:
    print(f"audit: {what}", file=sys.stderr, flush=True)


def main() -> int:
    try:
        results = measured()
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        print(f"make audit: {missing}", file=sys.stderr)
        return 2
    AUDIT.write_text(audited.written(results), "utf-8")
    for missed in results.missed():
        print(f"missed: {missed}", file=sys.stderr)
    return 1 if results.missed() else 0


if __name__ == "__main__":
    sys.exit(main())
