"""The codes that lie beside pages, to be printed: CODE/qr.svg and CODE/qr.png, each with the address of its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.view import View


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be drawn. `stem`: its file in the site, without the ending; `url`: what it leads to."""

    stem: str
    url: str


def codes(view: View) -> Iterator[Code]:
    """All codes of the site."""
    for url in ("", "desk/", "contact/"):
        yield Code(f"{url}qr", url)
    for place in view.places():
        for code in (place.code, *place.former):  # under a former code, too, lies one that leads to the place
            yield Code(f"places/{code}/qr", f"places/{place.code}/")
    for station in (each.record for each in view.stations.known()):
        for code in (station.code, *station.former):
            yield Code(f"stations/{code}/qr", f"stations/{station.code}/")
