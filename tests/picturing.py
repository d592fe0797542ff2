"""`make pictures`: the pictures of the pages that README.md shows, in docs/pictures/ (`python tests/picturing.py`).

The same pages of the same records on the same Chromium and fonts give the same pictures.
"""

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import browsing
import kinds
import portals
import pytest
from PIL import Image
from playwright.sync_api import Browser

FOLDER = portals.REPO / "docs" / "pictures"
PHONE, WIDE = (360, 740), (1280, 900)
COLOURS = 48
"""As many as flat pages need; a photograph in a small picture bears it."""
PAGES = {
    "home": "",
    "case": kinds.KINDS["case with steps"],
    "place": kinds.KINDS["place"],
    "contact": "contact/",
    "desk": "desk/",
    "policy": kinds.KINDS["policy"],
    "figures": "figures/",
    "results": "results/",
}


@dataclass(frozen=True)
class Shot:
    """One picture: the first screen of a page."""

    name: str
    url: str
    size: tuple[int, int]
    dark: bool = False


SHOTS = (
    *(Shot(name, url, PHONE) for name, url in PAGES.items()),
    *(Shot(f"{name}-wide", url, WIDE) for name, url in PAGES.items()),
    Shot("case-dark", PAGES["case"], PHONE, dark=True),
    Shot("case-large", PAGES["case"] + "#large", PHONE),
)


def taken(browser: Browser, home: str, shot: Shot) -> bytes:
    """The picture as PNG, with few colours."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(home + shot.url, wait_until="networkidle")
    page.evaluate("scrollTo(0, 0)")
    full = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    context.close()
    small = full.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        site = portals.build(portals.copy(portals.REPO, Path(name) / "portal"))
        try:
            with browsing.launched() as browser, browsing.served(site) as home:
                pictures = {f"{shot.name}.png": taken(browser, home, shot) for shot in SHOTS}
        except (pytest.skip.Exception, pytest.fail.Exception) as missing:
            print(f"make pictures: {missing}", file=sys.stderr)
            return 2
    for old in FOLDER.glob("*.png"):
        if old.name not in pictures:
            old.unlink()
    for file, content in pictures.items():
        (FOLDER / file).write_bytes(content)
        print(f"{file}: {len(content) // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
