"""An engine under measurement: sources, the command that builds them, and one record that can get one more event."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines.searching import Box

SITE = "site"


@dataclass(frozen=True)
class Engine:
    """`caches`: what a build leaves beside the site. `edited`: the text of `record` with its event.

    `index`: a pattern for the files of its search, below the site; `box`: how it is used.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    record: Path
    edited: str
    caches: tuple[str, ...] = ()
    index: str = ""
    box: Box | None = None

    @property
    def site(self) -> Path:
        return self.folder / SITE

    def forget(self) -> None:
        """As if it had never built anything."""
        for name in (SITE, *self.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    @contextmanager
    def event(self) -> Iterator[None]:
        """One more event stands in the record, for a while."""
        before = self.record.read_bytes()
        self.record.write_text(self.edited, "utf-8")
        yield
        self.record.write_bytes(before)


Files = dict[str, tuple[int, int, int]]


def files(folder: Path) -> Files:
    """All files below a folder: which one it is, when it was written, how large it is."""
    found, waiting = Files(), [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[entry.path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found


def written(before: Files, after: Files) -> list[int]:
    """The sizes of those that are new, or were written anew, be it with the same bytes."""
    return [file[2] for path, file in after.items() if before.get(path) != file]
