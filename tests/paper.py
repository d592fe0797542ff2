"""Paper as it comes out of the printer: pages printed by Chromium, read back by PDFium and zxing-cpp."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
import zxingcpp
from PIL.Image import Image

from generator import press

MM = 72 / 25.4
"""Points in a millimetre."""
A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True)
class Letter:
    """One character on a page. Its box is in points from the lower left corner; `size` is that of its font."""

    text: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Sheet:
    """One page of a PDF."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]
    codes: tuple[str, ...]

    def is_a4(self) -> bool:
        """Whether it is A4 upright, but for what rounding to points and pixels makes of it."""
        return abs(self.width - A4[0]) < 1 and abs(self.height - A4[1]) < 1

    def smaller(self, points: float) -> str:
        """The letters that are smaller than they should be. A font may be rounded by a hundredth of a point."""
        return "".join(each.text for each in self.letters if each.size < points - 0.05 and not each.text.isspace())

    def outside(self, mm: float) -> str:
        """The letters that stand nearer to an edge of the paper than that."""
        edge = mm * MM - 0.5
        return "".join(
            each.text
            for each in self.letters
            if not each.text.isspace()
            and (min(each.left, each.bottom) < edge or each.right > self.width - edge or each.top > self.height - edge)
        )


def browser() -> str:
    """The browser that prints. Where there is none the test is skipped, or fails if one is needed."""
    try:
        return press.find()
    except press.NoBrowser:
        say = pytest.fail if os.environ.get("DESKBOARD_NEEDS_BROWSER") else pytest.skip
        say("no Chromium on this machine: apt-get install chromium")


def sheets(page: Path, to: Path) -> list[Sheet]:
    """The pages of an HTML file, printed into the PDF `to`."""
    press.pdf(browser(), page, to)
    return read(to)


def read(pdf: Path) -> list[Sheet]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_sheet(document[number]) for number in range(len(document))]


def picture(pdf: Path, number: int, dpi: int = 96) -> Image:
    """How page `number` (from 0) of a PDF looks."""
    with pypdfium2.PdfDocument(pdf) as document:
        found: Image = document[number].render(scale=dpi / 72).to_pil()
        return found


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    drawn = page.render(scale=200 / 72).to_pil()
    codes = tuple(sorted(each.text for each in zxingcpp.read_barcodes(drawn)))
    return Sheet(*page.get_size(), text.get_text_range(), tuple(_letters(text)), codes)


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    for number in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, number):
            continue  # a blank or a line break that PDFium thinks was meant
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, number, matrix)
        size = raw.FPDFText_GetFontSize(text, number) * abs(matrix.d)
        yield Letter(chr(raw.FPDFText_GetUnicode(text, number)), size, *text.get_charbox(number))
