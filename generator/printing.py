"""`deskboard print`: the sheets of the site as PDF, by a browser that is already here."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path


def run(folder: Path, places: Sequence[str], out: Path, today: date | None) -> list[Path]:
    """Print the sheets of the portal into `out`, of `places` (as records name them) or of all."""
    raise NotImplementedError
