"""The cache of encoded photographs, so that each is decoded once.

What lies on it is known by the hash of the photograph, and begins with a hash of its own: what was
damaged there is made anew and never published.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from generator.photos.looking import Photo, broken, quietly
from generator.problem import Problem

_CHECK = hashlib.sha256().digest_size
_AT_ONCE = 2
"""Each one that is being decoded may need some hundred megabytes."""


class Gone(Exception):
    """A photograph was changed or damaged after it had been looked at."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.file)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Original:
    """A photograph and where it lies. `file` is its name for messages."""

    file: str
    path: Path
    photo: Photo


class Shelf:
    """The encoded photographs of a portal, in `folder`. What cannot be kept is made when it is asked for."""

    def __init__(self, folder: Path, originals: Sequence[Original]) -> None:
        self._root, self._folder = folder, folder / _stamp()
        self._originals = {each.photo.digest: each for each in originals}
        self._all = originals

    def fill(self, progress: Callable[[str, int, int], None]) -> Iterator[Problem]:
        """Encode what is not there yet; the photographs that cannot be decoded."""
        needed = [each for each in self._originals.values() if not self._has(each.photo)]
        if not needed:
            return
        unreadable = set()
        with quietly(), ThreadPoolExecutor(_AT_ONCE) as pool:
            for number, (digest, fine) in enumerate(pool.map(self._filled, needed)):
                progress("处理照片", number, len(needed))
                unreadable |= set() if fine else {digest}
        yield from (broken(each.file) for each in self._all if each.photo.digest in unreadable)

    def take(self, digest: str, width: int) -> bytes:
        """A photograph in one of its widths. Raises Gone."""
        kept = self._read(self._place(digest, width))
        if kept is not None:
            return kept
        with quietly():
            return self._made(self._originals[digest])[width]

    def prune(self) -> None:
        """Forget what belongs to no photograph of the portal, or was made by another version."""
        ours = {self._place(key, width) for key, each in self._originals.items() for width in each.photo.widths}
        for path in sorted(self._root.rglob("*"), reverse=True):
            if path.is_dir():
                with suppress(OSError):  # not empty
                    path.rmdir()
            elif path not in ours:
                path.unlink()

    def _filled(self, original: Original) -> tuple[str, bool]:
        try:
            self._made(original)
        except Gone:
            return original.photo.digest, False
        return original.photo.digest, True

    def _made(self, original: Original) -> dict[int, bytes]:
        from generator.photos import encoding  # a build that has all its photographs needs no image library

        raw, photo = original.path.read_bytes(), original.photo
        if hashlib.sha256(raw).hexdigest() != photo.digest:
            raise Gone(broken(original.file))
        try:
            made = encoding.encoded(raw, photo)
        except encoding.Undecodable as error:
            raise Gone(broken(original.file)) from error
        with suppress(OSError):  # a disk that is full or may not be written
            for width, data in made.items():
                self._keep(self._place(photo.digest, width), data)
        return made

    def _place(self, digest: str, width: int) -> Path:
        return self._folder / f"{digest}-{width}"

    def _has(self, photo: Photo) -> bool:
        return all(self._place(photo.digest, width).is_file() for width in photo.widths)

    def _keep(self, place: Path, data: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.name}.{os.getpid()}")
        beside.write_bytes(hashlib.sha256(data).digest() + data)
        os.replace(beside, place)

    def _read(self, place: Path) -> bytes | None:
        try:
            kept = place.read_bytes()
        except OSError:
            return None
        check, data = kept[:_CHECK], kept[_CHECK:]
        return data if hashlib.sha256(data).digest() == check else None


def _stamp() -> str:
    """What the bytes depend on beside the photograph: the image library, and how it is used."""
    how = Path(__file__).with_name("encoding.py").read_bytes()
    return hashlib.sha256(f"pillow {metadata.version('pillow')} ".encode() + how).hexdigest()[:16]
