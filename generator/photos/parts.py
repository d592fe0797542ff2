"""The parts of a photograph's file, found by walking its headers. Nothing is decoded here.

Each format is read by hand, so that a build that has all its photographs needs no image library,
and so that a header that claims the impossible is met before anybody sets memory aside for it.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_TEXT = 1_000_000
"""How many bytes a compressed text may unfold to."""
_MAX_SCANS = 1000


class Broken(Exception):
    """The file does not hold what its first bytes promise."""


@dataclass
class Parts:
    """What the headers say. `width` and `height` are as stored; `texts`: (name, bytes)."""

    width: int = 0
    height: int = 0
    moving: bool = False
    exif: bytes = b""
    iptc: bytes = b""
    xmp: list[bytes] = field(default_factory=list)
    texts: list[tuple[str, bytes]] = field(default_factory=list)


def parts(form: str, raw: bytes) -> Parts:
    """The parts of a file that begins as `form` (JPEG, PNG or WebP) does. Raises Broken."""
    try:
        found = {"JPEG": _jpeg, "PNG": _png, "WebP": _webp}[form](raw)
    except (struct.error, IndexError) as error:
        raise Broken from error
    if not found.width or not found.height:
        raise Broken
    return found


def _jpeg(raw: bytes) -> Parts:
    found = Parts()
    if raw.count(b"\xff\xda") > _MAX_SCANS:
        raise Broken  # each pass over the picture costs time, however few bytes it has
    for marker, data in _segments(raw):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            found.height, found.width = struct.unpack(">HH", data[1:5])
        elif marker == 0xE1 and data.startswith(b"Exif\0") and not found.exif:
            found.exif = data[6:]
        elif marker == 0xE1 and data.startswith((b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/")):
            found.xmp.append(data.partition(b"\0")[2])
        elif marker == 0xED:
            found.iptc += data
        elif marker == 0xFE:
            found.texts.append(("Comment", data))
    return found


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, data) of a JPEG up to its first scan."""
    at = 2
    while True:
        if raw[at] != 0xFF:
            raise Broken
        while raw[at] == 0xFF:
            at += 1
        marker, at = raw[at], at + 1
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            continue
        if marker in (0xD9, 0xDA):
            return
        size = struct.unpack_from(">H", raw, at)[0]
        if size < 2 or at + size > len(raw):
            raise Broken
        yield marker, raw[at + 2 : at + size]
        at += size


def _png(raw: bytes) -> Parts:
    found, at, kind = Parts(), 8, b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", raw, at)
        if at + 12 + size > len(raw):
            raise Broken
        data = raw[at + 8 : at + 8 + size] if kind != b"IDAT" else b""
        at += 12 + size
        if kind == b"IHDR":
            found.width, found.height = struct.unpack_from(">II", data)
        elif kind == b"acTL":
            found.moving = struct.unpack_from(">I", data)[0] > 1
        elif kind == b"eXIf":
            found.exif = data
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            _png_text(kind, data, found)
    return found


def _png_text(kind: bytes, data: bytes, found: Parts) -> None:
    name, _, rest = data.partition(b"\0")
    if kind == b"zTXt":
        rest = _unfolded(rest[1:])
    elif kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
        rest = _unfolded(rest) if packed else rest
    if name == b"XML:com.adobe.xmp":
        found.xmp.append(rest)
    elif name.startswith(b"Raw profile type "):  # ImageMagick: a heading, a length, then hexadecimal digits
        try:
            profile = bytes.fromhex(b"".join(rest.split()[2:]).decode("ascii"))
        except ValueError:
            return
        if name.endswith(b"xmp"):
            found.xmp.append(profile)
        elif name.endswith(b"iptc"):
            found.iptc += profile
        else:
            found.exif = found.exif or profile.removeprefix(b"Exif\0\0")
    else:
        found.texts.append((name.decode("latin-1"), rest))


def _unfolded(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_TEXT)
    except zlib.error:
        return b""


def _webp(raw: bytes) -> Parts:
    found, at, end = Parts(), 12, struct.unpack_from("<I", raw, 4)[0] + 8
    if end > len(raw):
        raise Broken
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", raw, at)
        data = raw[at + 8 : at + 8 + size]
        if len(data) < size:
            raise Broken
        at += 8 + size + size % 2
        if kind == b"VP8X":
            found.moving = bool(data[0] & 2)
            found.width, found.height = (int.from_bytes(data[n : n + 3], "little") + 1 for n in (4, 7))
        elif kind == b"VP8 " and not found.width:
            found.width, found.height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 6))
        elif kind == b"VP8L" and not found.width:
            packed = struct.unpack_from("<I", data, 1)[0]
            found.width, found.height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        elif kind == b"EXIF":
            found.exif = data.removeprefix(b"Exif\0\0")
        elif kind == b"XMP ":
            found.xmp.append(data)
    return found
