"""QR codes of addresses, for what is printed (ISO/IEC 18004, level H: about a third of a code may be unreadable).

Each is drawn as SVG and as PNG, with its address in plain letters under it. What was drawn is kept by its content, so
no code is drawn twice.
"""

import hashlib
import io
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import metadata
from itertools import groupby
from pathlib import Path

QUIET = 4
"""Modules of white around a code, as the standard wants it."""
WIDE = 600
"""Pixels that a PNG has at least from side to side: 5 cm at 300 dots an inch."""
LONGEST = 98
"""Letters of an address that a code of version 9 holds (53 modules).

Made for 42 mm, printed 30 % smaller and held 30 cm from a phone, it is still read; the next size is not always
(benchmarks/codes/README.md).
"""

_DOTS = 300
_ADVANCE = 0.6
"""How wide a letter of a monospaced font is, of its size."""
_LARGE, _SMALL = 4.5, 3.0
"""Sizes of the letters under a code, in modules: 3 are 9 pt where a code is 5 cm wide."""
_LEADING = 1.3
_CHECK = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Drawn:
    """One code as files."""

    svg: bytes
    png: bytes


def plain(address: str) -> str:
    """An address as paper shows it."""
    return address.removeprefix("https://").removesuffix("/")


def draw(address: str) -> Drawn:
    """Encode an address once, and draw it. The fragment #code of the SVG shows the code without its letters."""
    import segno  # a build that has all its codes needs neither this nor the image library

    rows = [bytes(row) for row in segno.make(address, error="h", micro=False).matrix]
    size = len(rows) + 2 * QUIET
    lines, letter = _label(plain(address), size)
    return Drawn(_svg(rows, size, address, lines, letter), _png(rows, size, lines, letter))


def _label(text: str, size: int) -> tuple[list[str], float]:
    """The lines under a code, which break after a slash where they can, and the size of their letters in modules."""
    words = re.findall(r"[^/]+/?|/", text)
    room = size - 2
    letter = min(_LARGE, max(_SMALL, int(100 * room / _ADVANCE / max(map(len, words))) / 100))
    most = int(room / _ADVANCE / letter + 1e-9)
    lines = [""]
    for piece in (piece for word in words for piece in _pieces(word, most)):
        if len(lines[-1]) + len(piece) > most:
            lines.append("")
        lines[-1] += piece
    return lines, letter


def _pieces(word: str, most: int) -> list[str]:
    """A word, broken after a point if it is longer than a line, and anywhere if that is not enough."""
    parts = [word] if len(word) <= most else re.findall(r"[^.]+\.?|\.", word)
    return [part[at : at + most] for part in parts for at in range(0, len(part), most)]


def _height(size: int, lines: Sequence[str], letter: float) -> int:
    return size + round(len(lines) * letter * _LEADING) + 1


def _svg(rows: Sequence[bytes], size: int, address: str, lines: Sequence[str], letter: float) -> bytes:
    height = _height(size, lines, letter)
    dark = "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows, QUIET) for x, n in _runs(row))
    # textLength holds a line within the picture, whichever font there is.
    label = "".join(
        f'<text x="{size / 2:g}" y="{size + letter * (_LEADING * number + 0.9):.6g}"'
        f' textLength="{len(line) * letter * _ADVANCE:.6g}" lengthAdjust="spacingAndGlyphs">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{size * 8}" height="{height * 8}"'
        f' viewBox="0 0 {size} {height}"><title>二维码，打开 {escape(address)}</title>'
        f'<view id="code" viewBox="0 0 {size} {size}"/><path fill="#fff" d="M0 0h{size}v{height}h-{size}z"/>'
        f'<path shape-rendering="crispEdges" d="{dark}"/>'
        f'<g font-family="monospace" font-size="{letter:g}" text-anchor="middle">{label}</g></svg>\n'
    ).encode()


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: the first one's place, and how many they are."""
    found, x = [], QUIET
    for dark, group in groupby(row):
        many = len(list(group))
        if dark:
            found.append((x, many))
        x += many
    return found


def _png(rows: Sequence[bytes], size: int, lines: Sequence[str], letter: float) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    scale = -(-WIDE // size)
    picture = Image.new("L", (size * scale, _height(size, lines, letter) * scale), 255)
    code = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows).translate(_GREY))
    side = len(rows) * scale
    picture.paste(code.resize((side, side), Image.Resampling.NEAREST), (QUIET * scale, QUIET * scale))
    pen, room, points = ImageDraw.Draw(picture), (size - 2) * scale, letter * scale
    font = ImageFont.load_default(points)
    while max(map(font.getlength, lines)) > room:  # this font's letters are not all as wide
        points *= 0.95
        font = ImageFont.load_default(points)
    for number, line in enumerate(lines):
        baseline = (size + letter * (_LEADING * number + 0.9)) * scale
        pen.text((size * scale / 2, baseline), line, fill=0, font=font, anchor="ms")
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(_DOTS, _DOTS))
    return out.getvalue()


_GREY = bytes([255, 0, *bytes(254)])
"""What a light (0) and a dark module (1) are in a picture."""


class Shelf:
    """The codes of a portal, kept in `folder`. What cannot be kept is made when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = ("", Drawn(b"", b""))

    def svg(self, address: str) -> bytes:
        return self.take(address).svg

    def png(self, address: str) -> bytes:
        return self.take(address).png

    def take(self, address: str) -> Drawn:
        """The code of an address, drawn only if it is not there or was damaged."""
        if self._last[0] != address:  # its two files are asked for one after the other
            self._last = address, self._read(address) or self._made(address)
        return self._last[1]

    def prune(self, addresses: Iterable[str]) -> None:
        """Forget all codes but those of `addresses`."""
        names = set(map(_name, addresses))
        with suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                if path.name not in names:
                    with suppress(OSError):
                        path.unlink()

    def _made(self, address: str) -> Drawn:
        made = draw(address)
        with suppress(OSError):  # a disk that is full or may not be written
            self._keep(address, made)
        return made

    def _read(self, address: str) -> Drawn | None:
        try:
            kept = (self._folder / _name(address)).read_bytes()
        except OSError:
            return None
        check, data = kept[:_CHECK], kept[_CHECK:]
        if check != _check(address, data):
            return None
        svg, _, png = data.partition(b"\0")
        return Drawn(svg, png)

    def _keep(self, address: str, drawn: Drawn) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = _name(address)
        data = drawn.svg + b"\0" + drawn.png  # there is no NUL in an SVG
        beside = self._folder / f"{name}.{os.getpid()}"
        beside.write_bytes(_check(address, data) + data)
        os.replace(beside, self._folder / name)


def _name(address: str) -> str:
    return hashlib.sha256(_stamp() + address.encode()).hexdigest()[:32]


def _check(address: str, data: bytes) -> bytes:
    """That of another address would lead elsewhere, and be printed: so the address is part of it."""
    return hashlib.sha256(b"\0".join([address.encode(), data])).digest()


@cache
def _stamp() -> bytes:
    """What the files depend on beside the address: two libraries, and how they are used."""
    versions = [f"{name} {metadata.version(name)}\n" for name in ("segno", "pillow")]
    return "".join(versions).encode() + Path(__file__).read_bytes()
