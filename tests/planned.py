"""All that a site is made of, straight from the modules that make it: with no store, and nothing known from before."""

from collections.abc import Iterator

from generator import plan
from generator.view import View


def pages(view: View) -> list[str]:
    """The URLs of all pages that are made from records, in order."""
    return sorted(page.url for module in plan.MODULES for page in module.pages(view))


def files(view: View) -> Iterator[tuple[str, bytes]]:
    """All files but pages that are made from records, by their path in the site."""
    for module in plan.FILES:
        for part in module.parts(view):
            yield from module.files(view, part)
