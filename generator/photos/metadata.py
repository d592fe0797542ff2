"""What a photograph's file says beside the picture: which way is up, where it was taken, and all texts.

Phones, chat programs and image editors leave names, places and remarks in it. None of this is
published, but the file itself lies in the repository, so its texts are handed on to be checked.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from generator.photos.parts import Parts

Texts = tuple[tuple[str, str], ...]

_NAMED = {
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x013B: "Artist",
    0x013C: "HostComputer", 0x8298: "Copyright", 0x9286: "UserComment", 0x9C9B: "XPTitle", 0x9C9C: "XPComment",
    0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject", 0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber", 0xA435: "LensSerialNumber",
}  # fmt: skip
_ORIENTATION, _GPS, _LATITUDE = 0x0112, 0x8825, 0x0002
_WITHIN = (0x8769, _GPS, 0xA005)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_TEXTUAL = (1, 2, 6, 7, 129)
_NOT_WRITTEN_BY_PEOPLE = (0x927C, 0xA420)  # the maker's notes, the picture's number: long rows of digits
_MACHINES = re.compile(
    r"""xmlns:\w+\s*=\s*["'][^"']*["']"""
    r"""|\b(?:rdf|xmpMM|xmpGImg|stEvt|stRef):\w+\s*=\s*(?:"[^"]*"|'[^']*')"""
    r"""|<((?:xmpMM|xmpGImg|stEvt|stRef):\w+)\b[^>]*>[^<]*</\1\s*>"""
)
"""Of XMP: the names of its vocabularies, and the ids by which programs know versions of a file."""
_MAX_ENTRIES = 5000


@dataclass(frozen=True, slots=True)
class Metadata:
    """`orientation` is that of EXIF, 1 to 8; `located`: whether the file says where it was taken."""

    orientation: int
    located: bool
    texts: Texts


def metadata(found: Parts) -> Metadata:
    """All that the parts of a file say beside the picture. What cannot be read is passed over."""
    orientation, located, texts = 1, False, []
    for folder, tag, kind, data, little in _entries(found.exif):
        if tag == _ORIENTATION and folder == 0 and kind == 3 and orientation == 1:
            orientation = _number(data[:2], little)
        if folder == _GPS and tag == _LATITUDE and any(data):
            located = True
        if kind in _TEXTUAL and tag not in _NOT_WRITTEN_BY_PEOPLE:
            said = _exif_text(tag, data)
            texts.append((_NAMED.get(tag, f"EXIF {tag:04X}") if folder != _GPS else f"GPS {tag:04X}", said))
    for packet in found.xmp:
        texts.append(("XMP", _MACHINES.sub(" ", _decoded(packet))))
        located = located or b"GPSLatitude" in packet
    texts += [(f"IPTC {record}:{number}", _decoded(data)) for record, number, data in _datasets(found.iptc)]
    texts += [(name, _decoded(data)) for name, data in found.texts]
    kept = tuple(dict.fromkeys((name, said) for name, said in texts if said))
    return Metadata(orientation if 1 <= orientation <= 8 else 1, located, kept)


def _entries(tiff: bytes) -> Iterator[tuple[int, int, int, bytes, bool]]:
    """(the tag that leads to the directory, or 0; tag; type; data; whether it is little-endian) of EXIF."""
    little = tiff[:2] == b"II"
    if len(tiff) < 8 or (not little and tiff[:2] != b"MM"):
        return
    order = "<" if little else ">"
    ahead, seen, count = [(0, struct.unpack_from(order + "I", tiff, 4)[0])], set(), 0
    while ahead:
        folder, at = ahead.pop()
        if at in seen or at + 2 > len(tiff):
            continue
        seen.add(at)
        number = struct.unpack_from(order + "H", tiff, at)[0]
        for here in range(at + 2, min(at + 2 + 12 * number, len(tiff) - 11), 12):
            count += 1
            if count > _MAX_ENTRIES:
                return
            tag, kind, items = struct.unpack_from(order + "HHI", tiff, here)
            size = _SIZES.get(kind, 0) * items
            start = here + 8 if size <= 4 else struct.unpack_from(order + "I", tiff, here + 8)[0]
            data = tiff[start : start + size]
            if tag in _WITHIN and len(data) == 4:
                ahead.append((tag, struct.unpack(order + "I", data)[0]))
            else:
                yield folder, tag, kind, data, little
        after = at + 2 + 12 * number
        if after + 4 <= len(tiff):  # the directory of the thumbnail
            ahead.append((1 if folder == 0 else folder, struct.unpack_from(order + "I", tiff, after)[0]))


def _number(data: bytes, little: bool) -> int:
    return int.from_bytes(data, "little" if little else "big")


def _exif_text(tag: int, data: bytes) -> str:
    if 0x9C9B <= tag <= 0x9C9F:
        return data.decode("utf-16-le", "ignore").strip("\0 ")
    if tag == 0x9286 and data.startswith(b"UNICODE\0"):
        wide = data[8:]
        # Its order should be that of the file, and often is not: ASCII tells.
        return wide.decode("utf-16-be" if wide[:1] == b"\0" else "utf-16-le", "ignore").strip("\0 ")
    if tag == 0x9286:
        data = data[8:] if data[:8] in (b"ASCII\0\0\0", b"JIS\0\0\0\0\0", bytes(8)) else data
    return _decoded(data)


def _decoded(data: bytes) -> str:
    """A text in the coding it was probably written in; empty if it is none."""
    data = data.strip(b"\0 \t\r\n")
    for coding in ("utf-8", "gb18030"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if all(letter.isprintable() or letter in "\n\r\t\0" for letter in text):
            return text
    # Bytes with words in between: a maker's own notes, a damaged packet.
    return " ".join(run.decode("ascii") for run in re.findall(rb"[ -~]{6,}", data))


def _datasets(iptc: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(record, number, data) of IPTC, wherever it begins."""
    at = iptc.find(b"\x1c\x02")
    while at >= 0 and at + 5 <= len(iptc):
        size = struct.unpack_from(">H", iptc, at + 3)[0]
        yield iptc[at + 1], iptc[at + 2], iptc[at + 5 : at + 5 + size]
        at = iptc.find(b"\x1c\x02", at + 5 + size)
