"""QR codes of addresses, for what is printed (ISO/IEC 18004, level H: a third of a code may be soiled).

What was made is kept by its content, so no code is drawn twice.
"""

import hashlib
import io
import os
import re
from contextlib import suppress
from pathlib import Path

import segno

QUIET = 4
"""Modules of white around a code, as the standard wants it."""


def svg(address: str) -> bytes:
    """A code as SVG. Its fragment #code shows the code alone, without what is written under it."""
    code = segno.make(address, error="h", micro=False)
    size = code.symbol_size(border=QUIET)[0]
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=QUIET, xmldecl=False, svgns=False, nl=False, svgclass=None, lineclass=None)
    path = re.search(r"<path[^>]*/>", drawn.getvalue().decode())
    assert path is not None
    view = f"0 0 {size} {size}"
    ground = f'<rect width="{size}" height="{size}" fill="#fff"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{size * 8}" height="{size * 8}">'
    return f'{head}<view id="code" viewBox="{view}"/>{ground}{path[0]}</svg>\n'.encode()


def png(address: str) -> bytes:
    """A code as PNG, black on white."""
    drawn = io.BytesIO()
    segno.make(address, error="h", micro=False).save(drawn, kind="png", border=QUIET, scale=10)
    return drawn.getvalue()


class Shelf:
    """The codes of a portal, kept in `folder`. What cannot be kept is made when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def svg(self, address: str) -> bytes:
        return self._kept(address, "svg") or self._made(address, "svg", svg(address))

    def png(self, address: str) -> bytes:
        return self._kept(address, "png") or self._made(address, "png", png(address))

    def _place(self, address: str, form: str) -> Path:
        return self._folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.{form}"

    def _kept(self, address: str, form: str) -> bytes | None:
        with suppress(OSError):
            return self._place(address, form).read_bytes()
        return None

    def _made(self, address: str, form: str, data: bytes) -> bytes:
        with suppress(OSError):
            path = self._place(address, form)
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_suffix(f".new{os.getpid()}")
            new.write_bytes(data)
            os.replace(new, path)
        return data
