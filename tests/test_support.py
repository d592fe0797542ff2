"""No style sheet and no script is newer than Chromium 86 in what a page needs."""

import re
from pathlib import Path

import kinds
import pytest
import support
from portals import REPO

pytestmark = pytest.mark.slow

COMMENT = re.compile(r"\{#.*?#\}", re.S)


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    """A page of each kind."""
    return kinds.files(site)


def test_style_sheets_are_old_enough(pages: list[Path]) -> None:
    sheets = sorted({sheet for page in pages for sheet in support.styles(page)})
    assert len(sheets) >= 4
    assert support.newer_styles(sheets) <= support.ENHANCEMENTS.keys(), "mend it, or say why no page needs it"


def test_scripts_are_old_enough(pages: list[Path], tmp_path: Path) -> None:
    texts = sorted({text for page in pages for text in support.scripts(page)})
    parts = REPO / "templates" / "theme" / "parts"
    assert len(texts) >= len(list(parts.glob("*.js"))) - 1
    texts.append(COMMENT.sub("", (parts / "clock.js").read_text("utf-8")))  # pages of a day that stands still have none
    assert not support.newer_scripts(texts, tmp_path)


def test_what_is_too_new_is_found(tmp_path: Path) -> None:
    sheet = (
        "p{aspect-ratio:1;height:9dvh;color:color-mix(in srgb,red,blue)}a:has(b){gap:1px}@container (width>1px){p{}}"
    )
    found = support.newer_styles([sheet])
    assert {"aspect-ratio", "unit dvh", "color: color-mix", ":has", "@container"} <= found and "gap" not in found
    said = support.newer_scripts(["[1].at(-1)", "a ||= 2", "structuredClone({})"], tmp_path)
    assert [each.partition(":")[0] for each in said].count("compat/compat") == 2 and len(said) == 4
