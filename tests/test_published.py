"""Nobody drops or adds a kind of address unawares: published.txt has the shapes of all, and each is there."""

import re
from pathlib import Path

import ledger
import pytest

SHAPES = [
    line
    for line in Path(__file__).with_name("published.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PARTS = {
    "YYYY-WNN": "[0-9]{4}-W[0-9]{2}",
    "YYYY-MM": "[0-9]{4}-[0-9]{2}",
    "YYYY": "[0-9]{4}",
    "MM": "[0-9]{2}",
    "ID": "[A-Z]{1,6}(?:-[0-9]{4})?-[0-9]{2,5}",
    "CODE": "[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    "KEY": "[a-z]+(?:-[a-z]+)*",
    "SLUG": "(?!(?:[0-9]{4})/)[^/]+",
    "PICTURE": r"[^/]+\.(?:jpg|webp)",
    "ASSET": r"[a-z.]+",
    "BLOCK": "(?:[0-9]{4}(?:-[0-9]{2})?|undated)",
    "SHARD": r"(?:(?:head|sorts|places|cards-[0-9]+)\.json|(?:pairs|signs)-[0-9a-f]+\.txt)",
    "WRITTEN": "(?:WRITTEN)",
}


def pattern(shape: str) -> re.Pattern[str]:
    """What fits a shape. A name that no capital stands for is that name."""
    written = "|".join(sorted(path.stem for path in (ledger.CONTENT / "pages").glob("*.md")))
    parts = re.split(f"({'|'.join(PARTS)})", shape)
    found = "".join(PARTS[part] if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile(found.replace("(?:WRITTEN)", f"(?:{written})"))


def address(path: str) -> str:
    """The address of a file in the site."""
    return path.removesuffix("index.html") or "/" if path.endswith("index.html") else path


@pytest.fixture(scope="module")
def addresses(site: Path) -> set[str]:
    return {address(path.relative_to(site).as_posix()) for path in site.rglob("*") if path.is_file()}


def test_every_address_has_one_of_the_shapes(addresses: set[str]) -> None:
    patterns = [pattern(shape) for shape in SHAPES]
    strangers = sorted(each for each in addresses if not any(form.fullmatch(each) for form in patterns))
    assert strangers == [], "a new kind of address: write its shape into published.txt, and think how it stays"


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_an_address(addresses: set[str], shape: str) -> None:
    form = pattern(shape)
    assert any(form.fullmatch(each) for each in addresses), "an address that was published has to stay, or lead on"
