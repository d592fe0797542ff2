"""Photographs: looked at without decoding, decoded and written anew without metadata, kept by their hash."""

from generator.photos.looking import HEIC_REMEDY, MAX_BYTES, Photo, broken, glance, is_name, is_picture, quietly
from generator.photos.shelf import Gone, Original, Shelf
from generator.problem import Problem, stops

__all__ = [
    "ADDRESS",
    "HEIC_REMEDY",
    "MAX_BYTES",
    "Gone",
    "Original",
    "Photo",
    "Shelf",
    "glance",
    "is_name",
    "is_picture",
    "look",
    "quietly",
    "rewritten",
]

ADDRESS = r"cases/[^/]+/[0-9a-f]{12}-[0-9]+\.jpg"
"""Where a published photograph lies, below the site's root: a name of its content, so a server may let it be kept."""


def look(file: str, raw: bytes) -> tuple[Photo | None, list[Problem]]:
    """As `glance`, and it is decoded too, which takes its time. `file` is its name for messages."""
    photo, problems = glance(file, raw)
    if photo is None or _again(raw, photo) is not None:
        return photo, problems
    return None, [*problems, broken(file)]


def rewritten(raw: bytes, ending: str) -> bytes:
    """The picture in its own format, without metadata, upright, in sRGB, at most 1280 pixels wide.

    The same bytes give the same bytes. Raises ValueError where `look` finds problems.
    """
    photo, problems = glance(f"picture{ending}", raw)
    made = _again(raw, photo) if photo and not stops(problems) else None
    if made is None:
        raise ValueError(f"no {ending} that can be published")
    return made


def _again(raw: bytes, photo: Photo) -> bytes | None:
    from generator.photos import encoding  # only those who decode need the image library

    with quietly():
        try:
            return encoding.rewritten(raw, photo)
        except encoding.Undecodable:
            return None
