"""Photographs decoded and written anew: turned upright, in sRGB, smaller, without any metadata.

The same bytes give the same bytes, as long as Pillow is the same.
"""

import io
from typing import Any

from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

from generator.photos.looking import MAX_PIXELS, WIDTHS, Photo

_JPEG: dict[str, Any] = {"quality": 80, "progressive": True, "optimize": True, "subsampling": "4:2:0"}
_AGAIN: dict[str, dict[str, Any]] = {
    "JPEG": _JPEG,
    "PNG": {"optimize": True},
    "WebP": {"quality": 85, "method": 4},
}
_MAX_PROFILE = 4_000_000
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
}  # fmt: skip


class Undecodable(Exception):
    """What stands behind the headers is no picture."""


def encoded(raw: bytes, photo: Photo) -> dict[int, bytes]:
    """The photograph as JPEG in each of its widths. Raises Undecodable."""
    image = _on_white(_decoded(raw, photo, photo.widths[-1]))
    made = {}
    for width in photo.widths:
        size = (width, photo.height_at(width))
        sized = image if size == image.size else image.resize(size, Resampling.LANCZOS)
        made[width] = _written(sized, "JPEG", _JPEG)
    return made


def rewritten(raw: bytes, photo: Photo) -> bytes:
    """The photograph in its own format, at most as wide as the wider size. Raises Undecodable."""
    image = _decoded(raw, photo, min(photo.width, WIDTHS[-1]))
    return _written(_on_white(image) if photo.form == "JPEG" else image, photo.form, _AGAIN[photo.form])


def _decoded(raw: bytes, photo: Photo, width: int) -> Image.Image:
    """The picture upright, in sRGB, with its transparency if it has any."""
    assert Image.MAX_IMAGE_PIXELS and Image.MAX_IMAGE_PIXELS > MAX_PIXELS
    size = (width, photo.height_at(width))
    try:
        with Image.open(io.BytesIO(raw), formats=[photo.form.upper()]) as image:
            if image.size != photo.stored:
                raise Undecodable  # two headers that do not agree: somebody means mischief
            stored = size if photo.orientation < 5 else (size[1], size[0])
            image.draft("", (2 * stored[0], 2 * stored[1]))  # a JPEG can be decoded at a half, a quarter, an eighth
            image.load()
            profile = image.info.get("icc_profile") or b""
            small = _plain(image).resize(stored, Resampling.LANCZOS)
        picture = _in_srgb(small, profile)
    except Undecodable:
        raise
    except Exception as error:  # whatever Pillow stumbles over: its formats raise a dozen kinds
        raise Undecodable from error
    turn = _UPRIGHT.get(photo.orientation)
    return picture.transpose(turn) if turn is not None else picture


def _plain(image: Image.Image) -> Image.Image:
    """In one of the modes L, RGB, RGBA and CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """RGB or RGBA; a colour profile that cannot be read counts as none."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    plain = image.convert("RGB") if alpha else image
    made = _by_profile(plain, profile) if 0 < len(profile) <= _MAX_PROFILE else None
    made = made or plain.convert("RGB")
    if alpha:
        made.putalpha(alpha)
    return made


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _written(image: Image.Image, form: str, options: dict[str, Any]) -> bytes:
    bare = Image.new(image.mode, image.size)  # what an image carries along (a comment, a profile) stays behind
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, form.upper(), **options)
    return out.getvalue()
