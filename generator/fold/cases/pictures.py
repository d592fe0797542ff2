"""Which photographs of a case are shown, and under which addresses.

One answer for the page and for what is published: what the story no longer shows is not on the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.cases.case import Entry
from generator.fold.cases.registered import Registered
from generator.photos import Photo
from generator.records.events import Event
from generator.records.photo import PhotoOf


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is shown. `files`: (address below the site's root, width), the widest last.

    `shows`: 办前, 办后, or nothing. `width` and `height` are those of the widest. An address changes with the picture.
    """

    says: str
    shows: str
    digest: str
    files: tuple[tuple[str, int], ...]
    width: int
    height: int


def of_entry(case: Registered, entry: Entry) -> tuple[Picture, ...]:
    """The pictures of one entry: none if it was corrected or withdrawn, or a private entry had them too."""
    if not case.photos or entry.correction is not None or case.standing.face == "撤下":
        return ()
    private = {photo.digest for other in case.folded.entries if other.private for photo, _ in _named(case, other)}
    return tuple(
        _picture(case.record.id, photo, each) for photo, each in _named(case, entry) if photo.digest not in private
    )


def of_case(case: Registered) -> tuple[Picture, ...]:
    """All that the page of a case shows."""
    return tuple(each for entry in case.standing.entries for each in of_entry(case, entry))


def before_and_after(case: Registered) -> tuple[Picture | None, Picture | None]:
    """The first picture of how it was, and the last of how it came to be."""
    pictures = list(of_case(case))
    before = next((each for each in pictures if each.shows == "办前"), None)
    after = next((each for each in reversed(pictures) if each.shows == "办后"), None)
    return before, after


def _named(case: Registered, entry: Entry) -> Iterator[tuple[Photo, PhotoOf]]:
    what = entry.happening.what
    for each in what.photos if isinstance(what, Event) else ():
        if each.file in case.photos:  # what is missing is said where it is named
            yield case.photos[each.file], each


def _picture(key: str, photo: Photo, named: PhotoOf) -> Picture:
    files = tuple((f"cases/{key}/{photo.digest[:12]}-{width}.jpg", width) for width in photo.widths)
    widest = photo.widths[-1]
    return Picture(named.says, named.shows or "", photo.digest, files, widest, photo.height_at(widest))
