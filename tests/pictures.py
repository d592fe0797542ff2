"""Photographs for tests, made with Pillow or by hand, and what a JPEG consists of, read by hand."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

CORNERS = ((220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 220, 30))
"""Red, green, blue, yellow: the colours of the corners, from the top left, clockwise."""


def scene(width: int = 640, height: int = 480) -> Image.Image:
    """A picture whose corners tell which way is up."""
    image = Image.new("RGB", (width, height), (128, 128, 128))
    draw = ImageDraw.Draw(image)
    wide, high = width // 4, height // 4
    for (x, y), colour in zip(((0, 0), (1, 0), (1, 1), (0, 1)), CORNERS, strict=True):
        left, top = x * (width - wide), y * (height - high)
        draw.rectangle((left, top, left + wide - 1, top + high - 1), fill=colour)
    return image


def file(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def corners(raw: bytes) -> list[str]:
    """The names of the colours in the corners, from the top left, clockwise."""
    image = Image.open(io.BytesIO(raw)).convert("RGB")
    width, height = image.size
    found = []
    for x, y in ((1, 1), (7, 1), (7, 7), (1, 7)):
        pixel = image.getpixel((width * x // 8, height * y // 8))
        assert isinstance(pixel, tuple)
        near = [sum((a - b) ** 2 for a, b in zip(pixel, colour, strict=True)) for colour in CORNERS]
        assert min(near) < 3000, pixel
        found.append(("red", "green", "blue", "yellow")[near.index(min(near))])
    return found


def told(secret: str) -> Image.Exif:
    """EXIF that says `secret` wherever it may, and where the picture was taken."""
    exif = Image.Exif()
    exif[0x010E] = f"描述 {secret}".encode()  # Pillow would put question marks
    exif[0x013B] = f"作者 {secret}".encode()
    exif[0x9C9C] = f"备注 {secret}".encode("utf-16-le")
    inner = exif.get_ifd(0x8769)
    inner[0x9286] = b"UNICODE\0" + f"用户 {secret}".encode("utf-16-le")
    inner[0xA430] = f"owner {secret}".encode()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (40.0, 49.0, 12.5), "E", (111.0, 40.0, 3.5)
    return exif


def xmp(secret: str) -> bytes:
    """An XMP packet with a remark, a place, and ids as editors leave them."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmpMM:DocumentID="xmp.did:013912345678" exif:GPSLatitude="40,49.2N">'
        f"<dc:description>说 {secret}</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def iptc(secret: str) -> bytes:
    """An APP13 segment of Photoshop with a caption."""
    said = f"题 {secret}".encode()
    records = b"\x1c\x02\x78" + struct.pack(">H", len(said)) + said
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records


def segment(marker: int, data: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def talkative(secret: str, form: str = "JPEG") -> bytes:
    """A photograph whose metadata says `secret` in every way that the format has."""
    exif = told(secret)
    if form == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", f"甲 {secret}", zip=True)
        info.add_itxt("Title", f"乙 {secret}", lang="zh", tkey="题")
        info.add_text("Author", f"c {secret}")
        info.add_itxt("XML:com.adobe.xmp", xmp(secret).decode())
        return file(scene(), "PNG", exif=exif, pnginfo=info)
    if form == "WEBP":
        return file(scene(), "WEBP", exif=exif, xmp=xmp(secret))
    plain = file(scene(), "JPEG", exif=exif, xmp=xmp(secret), comment=f"注 {secret}".encode(), quality=90)
    return plain[:2] + segment(0xED, iptc(secret)) + plain[2:]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims a size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


MARKERS = {0xD8: "SOI", 0xE0: "APP0", 0xDB: "DQT", 0xC4: "DHT", 0xDA: "SOS", 0xDD: "DRI", 0xD9: "EOI",
           0xC0: "SOF0", 0xC2: "SOF2", 0xE1: "APP1", 0xE2: "APP2", 0xED: "APP13", 0xFE: "COM"}  # fmt: skip


def markers(raw: bytes) -> list[tuple[str, bytes]]:
    """(name, data) of each segment of a JPEG from end to end; what stands behind the end is `after`."""
    assert raw[:2] == b"\xff\xd8"
    found, at = [("SOI", b"")], 2
    while True:
        assert raw[at] == 0xFF, at
        name = MARKERS.get(raw[at + 1], f"{raw[at + 1]:02X}")
        at += 2
        if name == "EOI":
            return [*found, (name, b""), *([("after", raw[at:])] if raw[at:] else [])]
        size = struct.unpack_from(">H", raw, at)[0]
        found.append((name, raw[at + 2 : at + size]))
        at += size
        if name == "SOS":  # the scan: up to a marker that is neither stuffing nor a restart
            while raw[at] != 0xFF or raw[at + 1] == 0 or 0xD0 <= raw[at + 1] <= 0xD7:
                at += 1


def swapped_profile() -> bytes:
    """A colour profile of a screen whose red is the usual green, and the other way round."""

    def xyz(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in (x, y, z)))

    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    words = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(79)
    tags = {
        b"desc": words, b"wtpt": xyz(0.9642, 1.0, 0.8249), b"rXYZ": xyz(*green), b"gXYZ": xyz(*red),
        b"bXYZ": xyz(*blue), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve, b"cprt": b"text\0\0\0\0none\0\0\0\0",
    }  # fmt: skip
    table, body, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ") + bytes(12) + b"acsp"
    head = (head + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)).ljust(128, b"\0")
    return head + table + body
