"""The ledger of published addresses: what was ever published keeps working."""

from collections.abc import Set
from pathlib import Path

from generator.problem import Problem


def check(portal: Path, repository: Path, site_url: str, planned: Set[str]) -> list[Problem]:
    """Addresses that were published once and would be no more.

    `planned`: the URLs of all pages that there will be, hand-written ones too.
    """
    return []
