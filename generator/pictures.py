"""Which photographs of a case are shown, and under which addresses.

One answer for the page and for what is published: what the story no longer shows is not on the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fold.case import Entry
from generator.photos import Photo
from generator.records.events import Corrected, Event
from generator.register import Registered


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is shown. `files`: (address below the site's root, width), the widest last.

    `width` and `height` are those of the widest. An address changes with the picture.
    """

    says: str
    digest: str
    files: tuple[tuple[str, int], ...]
    width: int
    height: int


def of_entry(case: Registered, entry: Entry) -> tuple[Picture, ...]:
    """The pictures of one entry: none if it was corrected or withdrawn, or a private entry had them too."""
    if not case.photos or entry.correction is not None or case.standing.face == "撤下":
        return ()
    private = {photo.digest for other in case.folded.entries if _private(other) for photo, _ in _named(case, other)}
    return tuple(
        _picture(case.record.id, photo, says) for photo, says in _named(case, entry) if photo.digest not in private
    )


def of_case(case: Registered) -> tuple[Picture, ...]:
    """All that the page of a case shows."""
    return tuple(each for entry in case.standing.entries for each in of_entry(case, entry))


def _named(case: Registered, entry: Entry) -> Iterator[tuple[Photo, str]]:
    what = entry.happening.what
    for each in what.photos if isinstance(what, Event) else ():
        yield case.photos[each.file], each.says


def _private(entry: Entry) -> bool:
    correction = entry.correction.what if entry.correction else None
    return isinstance(correction, Corrected) and correction.private


def _picture(key: str, photo: Photo, says: str) -> Picture:
    files = tuple((f"cases/{key}/{photo.digest[:12]}-{width}.jpg", width) for width in photo.widths)
    widest = photo.widths[-1]
    return Picture(says, photo.digest, files, widest, photo.height_at(widest))
