"""The published folder: a stage beside it, and a commit that moves into place only what differs.

A build that stops before the commit has changed nothing. One that is killed during it leaves every
file old or new and whole, and the next build mends the rest: what is compared are bytes, and the
manifest is widened before anything moves and narrowed after everything has.
"""

import os
import shutil
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

HOME = ".deskboard"
_MANIFEST = "manifest"


class ForeignFolder(Exception):
    """The folder holds files, and none of them was made here."""


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """What a commit did to one file of the site."""

    path: str
    kind: Literal["new", "changed", "removed"]


class Stage:
    """The next state of a site. Everything that shall be published is put into it once."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._folder = site / HOME / "stage"
        self._published = _read_manifest(site)
        self._planned: set[str] = set()
        self._staged: dict[str, Literal["new", "changed"]] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        home = self.site / HOME
        if home.is_dir() and not any(home.iterdir()):
            home.rmdir()
            if not any(self.site.iterdir()):
                self.site.rmdir()

    def put(self, path: str, data: bytes) -> bool:
        """Plan a file; write it into the stage if it differs from the published one.

        Returns whether it differs. `path` is relative, with slashes.
        """
        if path in self._planned:
            raise ValueError(f"{path} is planned twice")
        self._planned.add(path)
        target = self.site / path
        try:
            old: bytes | None = target.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            old = None
        if old == data:
            return False
        staged = self._folder / path
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(data)
        self._staged[path] = "new" if old is None else "changed"
        return True

    @property
    def planned(self) -> Set[str]:
        """The paths of all files that the site will have."""
        return self._planned

    def staged(self) -> Iterator[tuple[str, bytes]]:
        """The files that differ from the published ones."""
        for path in sorted(self._staged):
            yield path, (self._folder / path).read_bytes()

    def commit(self) -> list[Change]:
        """Move the stage into place: assets, pages, removals."""
        removed = sorted(self._published - self._planned)
        if self._staged or removed or self._published != self._planned:
            _write_manifest(self.site, self._published | self._planned)
            for path in sorted(self._staged, key=lambda each: (each.endswith(".html"), each)):
                target = self.site / path
                _make_room(self.site, target)
                os.replace(self._folder / path, target)
            for path in removed:
                _remove(self.site, path)
            _write_manifest(self.site, self._planned)
        changes = [Change(path, kind) for path, kind in self._staged.items()]
        return sorted(changes + [Change(path, "removed") for path in removed])


def stage(site: Path) -> Stage:
    """Open a stage beside the site. Raises ForeignFolder rather than write among foreign files."""
    if site.exists() and not site.is_dir():
        raise ForeignFolder(site)
    if site.is_dir() and not (site / HOME).is_dir() and any(site.iterdir()):
        raise ForeignFolder(site)
    return Stage(site)


def _manifest(site: Path) -> Path:
    return site / HOME / _MANIFEST


def _read_manifest(site: Path) -> set[str]:
    try:
        return set(_manifest(site).read_text("utf-8").splitlines())
    except FileNotFoundError:
        return set()


def _write_manifest(site: Path, paths: set[str]) -> None:
    target = _manifest(site)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".new")
    beside.write_text("".join(f"{path}\n" for path in sorted(paths)), "utf-8")
    os.replace(beside, target)


def _make_room(site: Path, target: Path) -> None:
    """Make the folder of `target`; a file of ours that stands where a folder must be gives way."""
    for above in reversed(target.relative_to(site).parents):
        folder = site / above
        if folder.is_file():
            folder.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


def _remove(site: Path, path: str) -> None:
    target = site / path
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == site or (folder.is_dir() and any(folder.iterdir())):
            return
        if folder.is_dir():
            folder.rmdir()
