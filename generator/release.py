"""Releases of a site: two folders in turn, and a link to the one that is live, switched by one rename.

    HOME/live → a-3f2a…     what the server serves
    HOME/a-…, HOME/b-…      the newest release, and the one before: the way back
    HOME/*.nginx            what nginx says with each of them
    HOME/.deskboard/        what each folder holds; the lock; the commit that was taken back

Nothing is ever written into the live folder. The other one is brought up to date by what differs between its
manifest and the site's; what a run that was killed may have left old or new has no digest, and so differs. Files
are hard links to the site's own where the disk allows it, for a build replaces files and never writes into them.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator import locks, manifest, sending, site
from generator.pages import headers
from generator.site import Change, ForeignFile, ForeignFolder

LIVE = "live"
_STATE = ".deskboard"
_LETTERS = ("a", "b")
_SHOWN = (".jpg", ".png", ".svg", ".webp")
"""What pages show by name. Who read a page before the switch asks for it after, so it stays for one more release."""


class NoWayBack(Exception):
    """There is no release before the live one."""


class TakenBack(Exception):
    """This very commit was live, and was taken back."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release. `source`: the commit that it was made from, or empty; `stamp`: what else it depends on.

    `number` grows, and is 0 while its folder is being changed; `folder`: its name; `policy`: that of its pages.
    `files`: digests by path; `lingering`: those among them that the site has no more.
    """

    number: int = 0
    source: str = ""
    stamp: str = ""
    folder: str = ""
    policy: str = ""
    lingering: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@contextmanager
def opened(home: Path) -> Iterator["Releases"]:
    """The releases in the folder `home`, while nobody else may change them. Raises Busy, ForeignFolder, ForeignFile."""
    if home.exists() and not home.is_dir():
        raise ForeignFolder(home)
    if home.is_dir() and not (home / _STATE).is_dir() and any(home.iterdir()):
        raise ForeignFolder(home)
    umask = os.umask(0o022)  # the server is another user
    try:
        with locks.held(home / _STATE / "lock"):
            yield Releases(home)
    finally:
        os.umask(umask)


class Releases:
    """Two folders, and which of them is live. `live` is empty (number 0) as long as there is none."""

    def __init__(self, home: Path) -> None:
        link = home / LIVE
        if os.path.lexists(link) and not link.is_symlink():
            raise ForeignFile(link)
        self.home = home
        target = link.readlink().name if link.is_symlink() else ""
        self._live = target[:1] if target[:1] in _LETTERS else _LETTERS[-1]
        self._other = next(each for each in _LETTERS if each != self._live)
        self.live = self._read(self._live) if target else Release()
        self.before = self._read(self._other)

    @property
    def taken_back(self) -> str:
        """The commit that does not go live again; empty if there is none."""
        with suppress(FileNotFoundError):
            held = self._held.read_text("ascii").strip()
            return held if held != self.live.source else ""  # whoever took it back was stopped before he had
        return ""

    def publish(
        self, folder: Path, source: str = "", stamp: str = "", todo: Path | None = None, forget: bool = False
    ) -> list[Change]:
        """Make the site in `folder` live, and return in what that differs from what was live.

        `todo`: a list of what to send elsewhere (see `sending`). `forget`: nothing of the release before is kept,
        and there is no way back. Raises TakenBack before anything is done.
        """
        if source and source == self.taken_back:
            raise TakenBack(source)
        with site.settled(folder) as files:
            kept = {} if forget else self._lingering(files)
            made = Release(
                max(self.live.number, self.before.number) + 1, source, stamp,
                policy=headers.policy_of(folder), lingering=tuple(sorted(kept)), files=MappingProxyType(files | kept),
            )  # fmt: skip
            changes = _changes(self.live.files, made.files)
            if changes or made.policy != self.live.policy:
                self._fill(made, folder)
                self._switch(changes, todo)
            else:
                self.live = replace(self.live, source=source, stamp=stamp)
                self._write(self._live, self.live)
        self._held.unlink(missing_ok=True)
        if forget:
            self._forget()
        return changes

    def back(self, todo: Path | None = None) -> list[Change]:
        """Make the release before the live one live again, and hold back the commit that was. Raises NoWayBack."""
        if not 0 < self.before.number < self.live.number or not (self.home / self.before.folder).is_dir():
            raise NoWayBack
        if self.live.source:
            manifest.put(self._held, f"{self.live.source}\n")
        changes = _changes(self.live.files, self.before.files)
        self._switch(changes, todo)
        return changes

    def _lingering(self, files: Mapping[str, str]) -> dict[str, str]:
        """What pages showed that the site in `files` has no more, as far as it is in nobody's way."""
        shown = {path for path in self.live.files if path.endswith(_SHOWN)}
        gone = shown - files.keys() - set(self.live.lingering)
        folders = {str(each) for path in files for each in PurePosixPath(path).parents} if gone else set()
        return {
            path: self.live.files[path]
            for path in gone
            if path not in folders and not any(str(each) in files for each in PurePosixPath(path).parents)
        }

    # The resting folder

    def _fill(self, made: Release, folder: Path) -> None:
        """Bring the resting folder up to date. One that is not known to the last file is made anew."""
        made = replace(made, folder=f"{self._other}-{headers.short(made.policy)}")
        target = self.home / made.folder
        self._write(self._other, replace(self.before, number=0))
        for each in sorted(self.home.glob(f"{self._other}-*")):
            if self.before.files and not target.exists():
                each.rename(target)
            elif each != target:
                shutil.rmtree(each)
        held = dict(self.before.files) if target.exists() else {}
        if not held:
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
        moving = manifest.differing(held, made.files)
        half = held | dict.fromkeys(moving, manifest.UNKNOWN)
        self._write(self._other, replace(made, number=0, files=MappingProxyType(half)))
        for path in moving:
            if path not in made.files:
                site.remove(target, path)
        live = self.home / self.live.folder
        for path in (each for each in moving if each in made.files):
            if made.files[path] == self.live.files.get(path):
                _put(live / path, target, path)
            else:
                _put(folder / path, target, path)
                _make_later(target / path, live / path)
        self._write(self._other, made)
        self.before = made

    def _switch(self, changes: list[Change], todo: Path | None) -> None:
        """Make the resting release live: what depends on it is told first, then the link moves."""
        new, old = self.before, self.live
        for name, text in headers.for_nginx({each.folder: each.policy for each in (new, old) if each.folder}).items():
            file = self.home / name
            if not file.is_file() or file.read_text("utf-8") != text:  # whoever watches it reloads the server
                manifest.put(file, text)
        if todo:
            sending.add(todo, changes, new.files.keys())
        os.sync()  # or a power cut right after might show files without their bytes
        fresh = self.home / _STATE / "link"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(new.folder)
        os.replace(fresh, self.home / LIVE)
        self.live, self.before = new, old
        self._live, self._other = self._other, self._live

    def _forget(self) -> None:
        for each in (self._about(self._other), self._files(self._other)):
            each.unlink(missing_ok=True)
        for folder in self.home.glob(f"{self._other}-*"):
            shutil.rmtree(folder)
        self.before = Release()

    # What is known of each

    @property
    def _held(self) -> Path:
        return self.home / _STATE / "taken-back"

    def _about(self, letter: str) -> Path:
        return self.home / _STATE / f"{letter}.json"

    def _files(self, letter: str) -> Path:
        return self.home / _STATE / f"{letter}.files"

    def _read(self, letter: str) -> Release:
        try:
            given = json.loads(self._about(letter).read_text("utf-8"))
            given["lingering"] = tuple(given["lingering"])
            return Release(**given, files=MappingProxyType(manifest.read(self._files(letter))))
        except (OSError, ValueError, TypeError, KeyError):
            return Release()  # nothing is known: its folder is made anew, and so is all that is read of it

    def _write(self, letter: str, release: Release) -> None:
        """`number` 0 comes before a manifest that is wider than the folder, and goes after one that is right."""
        about = asdict(replace(release, files={}))
        del about["files"]
        text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
        if not release.number:
            manifest.put(self._about(letter), text)
        manifest.write(self._files(letter), release.files)
        if release.number:
            manifest.put(self._about(letter), text)


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    return [Change(path, old.get(path, ""), new.get(path, "")) for path in manifest.differing(old, new)]


def _put(source: Path, folder: Path, path: str) -> None:
    """Put a file into a resting folder."""
    target = folder / path
    site.make_room(folder, target)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copy2(source, target)
    mode = target.stat().st_mode
    if mode & 0o444 != 0o444:
        target.chmod(mode | 0o444)


def _make_later(file: Path, shown: Path) -> None:
    """Let a file be later, in whole seconds, than the one that it follows: that is what browsers compare."""
    with suppress(FileNotFoundError, NotADirectoryError):
        before, there = shown.stat(), file.stat()
        if int(before.st_mtime) >= int(there.st_mtime):
            os.utime(file, ns=(there.st_atime_ns, before.st_mtime_ns + 1_000_000_000))
