"""`make icons`: the icons that phones want as pixels, drawn by Chromium from the two SVG files of the project.

Only who changes a drawing runs this; what it makes is committed. assets/icon.svg is the sign itself, and
docs/icons/share.svg what a link shows when it is passed on.
"""

import io
import struct
from pathlib import Path

import browsing
from PIL import Image
from playwright.sync_api import Browser

REPO = Path(__file__).parents[1]
ASSETS = REPO / "templates" / "theme" / "assets"
DRAWINGS = ("templates/theme/assets/icon.svg", "docs/icons/share.svg")
COLOURS = 48
"""So few are enough for flat colours and the edges between them."""


def drawn(browser: Browser, svg: str, width: int, height: int) -> Image.Image:
    """A drawing in pixels. What it leaves free is transparent."""
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{width}px;height:{height}px}}</style>{svg}")
        return Image.open(io.BytesIO(page.screenshot(omit_background=True)))


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def ico(picture: bytes, size: int) -> bytes:
    """A .ico with one PNG in it, as all that read .ico have known since 2007."""
    return struct.pack("<3H4B2H2I", 0, 1, 1, size, size, 0, 0, 1, 32, len(picture), 22) + picture


def made(browser: Browser, sign: str, share: str) -> dict[str, bytes]:
    """The files of assets/ that are drawn from the two drawings."""
    whole = sign.replace(' rx="7"', "")  # phones round the corners themselves
    return {
        "favicon.ico": ico(png(drawn(browser, sign, 32, 32)), 32),
        "touch.png": png(drawn(browser, whole, 180, 180)),
        "share.png": png(drawn(browser, share, 1200, 630)),
    }


def main() -> None:
    sign, share = ((REPO / name).read_text("utf-8") for name in DRAWINGS)
    with browsing.launched() as browser:
        for name, data in made(browser, sign, share).items():
            (ASSETS / name).write_bytes(data)


if __name__ == "__main__":
    main()
