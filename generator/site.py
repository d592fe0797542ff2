"""The published folder: a stage inside it, and a commit that moves into place only what differs.

A build that stops before the commit has changed nothing. One that is killed during it leaves every
file old or new and whole, and the next build mends the rest: what is compared are bytes, what is about to
move is written down before anything does, and the manifest after everything has. What is in neither was not
made here: it is neither removed nor overwritten.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Set
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Literal, Self

from generator import cores, locks, manifest

HOME = ".deskboard"
_MANIFEST, _SEEN = "manifest", "times"
_MOVING = "moving"
"""A manifest beside the other while a commit moves files: those that may be old or new, or are not there yet."""
_OWN = ("content", "templates", HOME, ".git")


class ForeignFolder(Exception):
    """The folder holds files, and none of them was made here."""


class ForeignFile(Exception):
    """Something that was not made here stands where a file of the site must go."""


class WrongFolder(Exception):
    """The site may not lie there: the portal's own files do."""


class Unfinished(Exception):
    """The disk failed during the commit: every file is old or new and whole, not all are new."""


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """What a commit did to one file of the site. `old`, `new`: digests of its bytes; empty where there is none."""

    path: str
    old: str
    new: str

    @property
    def kind(self) -> Literal["new", "changed", "removed"]:
        """In one word."""
        return "removed" if not self.new else "changed" if self.old else "new"


class Stage:
    """The next state of a site. What shall be published is put into it once; what is neither put nor let go stays.

    While it is open nobody else may change the site, not even another portal. Another process finds out meanwhile which
    files are not what they were.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self._folder = site / HOME / "stage"
        self._held = ExitStack()
        self.sign = ""
        """By which the files of the site are known again, as long as nobody but a commit changes them; empty: not."""
        self._published: dict[str, str] = {}
        self._planned: dict[str, str] = {}
        self._put, self._let_go = set[str](), set[str]()
        self._staged: dict[str, Change] = {}
        self._looked_after: Callable[[], tuple[bool, set[str]]]
        self._absent = [each for each in (site, *site.parents) if not each.exists()]

    def __enter__(self) -> Self:
        with ExitStack() as held:
            held.enter_context(locks.held(self.site / HOME / "lock"))
            self._looked_after = held.enter_context(cores.meanwhile(partial(_look_after, self.site)))
            self._published, self.sign = _published(self.site)
            self._planned = dict(self._published)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._held = held.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._held.close()
        for folder in (self.site / HOME, *self._absent):
            if not folder.is_dir() or any(folder.iterdir()):
                return
            with suppress(OSError):  # another build has just begun in it
                folder.rmdir()

    @property
    def damaged(self) -> set[str]:
        """The published files that are not what they were."""
        return self._looked_after()[1]

    def holds(self, path: str) -> str:
        """The digest of a published file that is whole; empty if there is none."""
        return "" if path in self.damaged else self._published.get(path, "")

    def keep(self, path: str) -> None:
        """Plan a file that stays as it is published."""
        self._once(path)

    def let_go(self, path: str) -> None:
        """The site will no longer have a file."""
        self._planned.pop(path, None)
        self._let_go.add(path)

    def put(self, path: str, data: bytes) -> bool:
        """Plan a file; write it into the stage if it differs from the published one.

        Returns whether it differs. `path` is relative, with slashes.
        """
        self._once(path)
        new = self._planned[path] = manifest.digest(data)
        old = self.holds(path) or _digest(self.site, path)
        if old == new:
            return False
        staged = self._folder / path
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(data)
        self._staged[path] = Change(path, old, new)
        return True

    def _once(self, path: str) -> None:
        if path in self._put:
            raise ValueError(f"{path} is planned twice")
        self._put.add(path)

    @property
    def planned(self) -> Set[str]:
        """The paths of all files that the site will have."""
        return self._planned.keys()

    @property
    def published(self) -> Set[str]:
        """The paths of all files that it has."""
        return self._published.keys()

    @property
    def removed(self) -> Set[str]:
        """The paths of all files that it will no longer have."""
        return (self._let_go & self._published.keys()) - self._planned.keys()

    def read(self, path: str) -> bytes:
        """A planned file as it will be published."""
        return ((self._folder if path in self._staged else self.site) / path).read_bytes()

    @property
    def staged(self) -> Set[str]:
        """The paths of the files that differ from the published ones."""
        return self._staged.keys()

    def commit(self) -> list[Change]:
        """Move the stage into place: assets, pages, removals. Raises ForeignFile before anything moves."""
        removed = sorted(self.removed)
        self._refuse_foreign(sorted(self._staged.keys() | self._put - self._published.keys()))
        if self._staged or removed or self._published != self._planned or _moving(self.site).exists():
            try:
                self._move(removed)
            except OSError as error:
                raise Unfinished(error) from error
        doubted, _ = self._looked_after()
        if self._staged or doubted:
            _see(self.site)
        return sorted([*self._staged.values(), *(Change(path, self._published[path], "") for path in removed)])

    def _move(self, removed: list[str]) -> None:
        if not _manifest(self.site).exists():
            manifest.write(_manifest(self.site), {})  # by which the folder is known for ours
        moved_before = {path for path, digest in self._published.items() if digest == manifest.UNKNOWN}
        manifest.write(_moving(self.site), dict.fromkeys(moved_before | self._staged.keys(), manifest.UNKNOWN))
        for path in sorted(self._staged, key=lambda each: (each.endswith(".html"), each)):
            target = self.site / path
            make_room(self.site, target)
            os.replace(self._folder / path, target)
        for path in removed:
            remove(self.site, path)
        self.sign = manifest.write(_manifest(self.site), self._planned)
        _moving(self.site).unlink()

    def _refuse_foreign(self, paths: list[str]) -> None:
        """Raise ForeignFile if anything that was not made here would have to give way."""
        for above in sorted({str(each) for path in paths for each in PurePosixPath(path).parents[:-1]}):
            folder = self.site / above
            if folder.is_symlink() or (folder.is_file() and above not in self._published):
                raise ForeignFile(folder)
        for path in paths:
            target = self.site / path
            if target.is_dir() and not target.is_symlink():
                self._refuse_inside(target)
            elif os.path.lexists(target) and path not in self._published:
                raise ForeignFile(target)

    def _refuse_inside(self, folder: Path) -> None:
        for each in sorted(folder.rglob("*")):
            if each.is_dir() and not each.is_symlink():
                continue
            if each.relative_to(self.site).as_posix() not in self._published:
                raise ForeignFile(each)


def refuse(site: Path, portal: Path) -> None:
    """Raise WrongFolder if the site would lie among the portal's own files, or these within it."""
    site, portal = site.resolve(), portal.resolve()
    own = [(portal / name).resolve() for name in _OWN]
    if any(site == each or site in each.parents or each in site.parents for each in own):
        raise WrongFolder(site)


def refuse_within(folder: Path, portal: Path, own: Path) -> None:
    """Raise WrongFolder if `folder` lies among the portal's own files, or in a site. `own`: where its site goes."""
    folder, portal = folder.resolve(), portal.resolve()
    above = (folder, *folder.parents)
    barred = [own.resolve(), *((portal / name).resolve() for name in _OWN)]
    if any(each in above for each in barred) or any(_manifest(each).is_file() for each in above):
        raise WrongFolder(folder)


def stage(site: Path) -> Stage:
    """Open a stage in the site. Raises ForeignFolder rather than write among foreign files."""
    if site.exists() and not site.is_dir():
        raise ForeignFolder(site)
    if site.is_dir() and not _manifest(site).is_file() and any(each.name != HOME for each in site.iterdir()):
        raise ForeignFolder(site)
    return Stage(site)


@contextmanager
def settled(site: Path) -> Iterator[dict[str, str]]:
    """The digests of a site's files by path, while nobody else may change it. Raises Busy."""
    with locks.held(site / HOME / "lock"):
        yield _published(site)[0]


def _manifest(site: Path) -> Path:
    return site / HOME / _MANIFEST


def _moving(site: Path) -> Path:
    return site / HOME / _MOVING


def _published(site: Path) -> tuple[dict[str, str], str]:
    """The digests of all files that were made here, by path; and the sign of the site, if no commit is under way."""
    files, sign = manifest.read_signed(_manifest(site))
    moving = manifest.read(_moving(site))
    return files | moving, "" if _moving(site).exists() else sign


def _look_after(site: Path) -> tuple[bool, set[str]]:
    """Whether any published file is in doubt, and which are not what they were.

    What nobody has touched since all were seen to be whole is taken for whole.
    """
    doubts, damaged = False, set[str]()
    seen, home = _seen(site), os.fspath(site)
    for path, digest in _published(site)[0].items():
        try:
            about = os.lstat(f"{home}/{path}")
            doubted = about.st_mtime_ns >= seen or about.st_ctime_ns >= seen or digest == manifest.UNKNOWN
        except OSError:
            doubted = True
        if doubted:
            doubts = True
            if _digest(site, path) != digest:
                damaged.add(path)
    return doubts, damaged


def _digest(site: Path, path: str) -> str:
    """That of a file as it lies there; empty if there is none."""
    try:
        return manifest.digest((site / path).read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""


def _seen(site: Path) -> int:
    """When all files of a site were whole (nanoseconds, by the clock of its file system); 0 if that is not known.

    Whoever writes a file, moves it or gives it other rights changes its times. A copy of a site has other times, too,
    and is looked at anew.
    """
    mark = site / HOME / _SEEN
    try:
        told = int(mark.read_text("ascii"))
        return told if mark.lstat().st_mtime_ns == told else 0
    except (OSError, ValueError):
        return 0


def _see(site: Path) -> None:
    """Remember that all files of a site are whole."""
    mark = site / HOME / _SEEN
    with suppress(OSError):  # then all is looked at again
        mark.touch()
        now = mark.lstat().st_mtime_ns
        mark.write_text(str(now), "ascii")
        os.utime(mark, ns=(now, now))


def make_room(site: Path, target: Path) -> None:
    """Make the folder of `target`; files of ours that stand in the way are removed."""
    for above in reversed(target.relative_to(site).parents):
        folder = site / above
        if folder.is_file():
            folder.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def remove(site: Path, path: str) -> None:
    """Remove a file of ours and the folders that it leaves empty."""
    target = site / path
    folders = target.parents[: len(PurePosixPath(path).parents) - 1]
    if any(folder.is_symlink() for folder in folders) or (target.is_dir() and not target.is_symlink()):
        return  # something else stands there now
    try:
        target.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    for folder in folders:
        if folder.is_dir():
            if any(folder.iterdir()):
                return
            folder.rmdir()
