"""What old browsers do not know of a site's style sheets and scripts, by data that nobody here wrote.

Style sheets: MDN's browser-compat-data (tests/audit/support.mjs). Scripts: ESLint with es-x and compat.
"""

import json
from pathlib import Path

import htmls
import nodes

CHROMIUM = 86

ENHANCEMENTS = {
    "-webkit-text-size-adjust": "for iPhones: letters keep their size when the phone is turned",
    "@bottom-right": "the number of a sheet in its margin; without it the sheets are the same, unnumbered",
    "text-underline-offset": "a line under links that stands a little lower",
    "text-wrap": "no single character on the last line",
    "text-wrap: balance": "titles of two lines are parted in their middle",
    "text-wrap: pretty": "the same",
}
"""What is newer than Chromium 86, and why no page needs it."""


def styles(page: Path) -> list[str]:
    """The style sheets of a built page."""
    return [each.element.text or "" for each in htmls.parse(page).all("style")]


def scripts(page: Path) -> list[str]:
    """The scripts of a built page."""
    found = [each for each in htmls.parse(page).all("script") if each.get("type") != "application/ld+json"]
    return [each.element.text or "" for each in found]


def newer_styles(sheets: list[str]) -> set[str]:
    """What Chromium 86 does not know of these style sheets."""
    return set(json.loads(nodes.run(nodes.node(), "support.mjs", str(CHROMIUM), given=json.dumps(sheets))))


def newer_scripts(texts: list[str], folder: Path) -> list[str]:
    """What ESLint has to say of these scripts; they are written into the empty `folder`."""
    for number, text in enumerate(texts):
        (folder / f"{number}.js").write_text(text, "utf-8")
    options = ("-c", str(nodes.FOLDER / "eslint.config.mjs"), "--format", "json", ".")
    files = json.loads(nodes.run(nodes.node(), nodes.tool("eslint/bin/eslint.js"), *options, cwd=folder))
    if len(files) != len(texts):
        raise RuntimeError(f"{len(files)} of {len(texts)} scripts were looked at")
    return sorted({f"{said['ruleId']}: {said['message']}" for each in files for said in each["messages"]})
