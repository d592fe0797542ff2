"""What pages show but do not hold: photographs and codes, made when they are wanted."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator import codes, photos
from generator.pages.qr import Code
from generator.problem import ContentProblems
from generator.view import View

Make = Callable[[], bytes]
"""Makes the bytes of a file. Raises ContentProblems."""


def coded(site_url: str, found: Iterable[Code], drawn: codes.Shelf) -> Iterator[tuple[str, tuple[str, Make]]]:
    """The files of codes, by path: what each is made of, and how it is made."""
    for each in found:
        address = site_url + each.url
        yield f"{each.stem}.svg", (f"code {address}", partial(drawn.svg, address))
        yield f"{each.stem}.png", (f"code {address}", partial(drawn.png, address))


def pictures(view: View, shelf: photos.Shelf) -> Iterator[tuple[str, tuple[str, Make]]]:
    """The photographs of a site, by path."""
    # Two entries may show the same one.
    found = {path: (digest, width) for path, digest, width in view.all_pictures()}
    for path, (digest, width) in found.items():
        yield path, (f"picture {digest}", partial(_picture, shelf, digest, width))


def _picture(shelf: photos.Shelf, digest: str, width: int) -> bytes:
    try:
        return shelf.take(digest, width)
    except photos.Gone as gone:
        raise ContentProblems([gone.problem]) from gone
