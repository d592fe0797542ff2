"""A server is set up, or set up anew after the program moved. Nothing that was pushed is lost."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import gits, publish, settings, site
from generator.host import home as homes
from generator.host import nginx, systemd
from generator.host.home import Home
from generator.site import ForeignFolder

_BEGUN = "portal.git.new"
"""A repository that is not whole yet."""
_HOOKS = ("pre-receive", "post-receive")
_HOOK = """#!/bin/sh
# deskboard
if [ ! -x {python} ]; then
    echo "服务器上找不到 deskboard（它可能搬家了）。请管服务器的人再运行一次 deskboard host。" >&2
    exit 1
fi
exec {python} {options} host {folder} --hook {hook}
"""


_CONFIG = {
    "core.logAllRefUpdates": "true",
    "core.hooksPath": "hooks",  # whatever the account's own settings say
    "core.useReplaceRefs": "false",
    "receive.maxInputSize": "512m",
}
_ATTRIBUTES = "* -text -ident !eol !filter !working-tree-encoding\n"
"""What is checked out is what git keeps, byte for byte, whatever the records' own .gitattributes say."""


class Shallow(Exception):
    """The portal is a copy without its past."""


class NoCommit(Exception):
    """The portal is in no commit of a branch, so there is nothing to push."""


def install(portal: Path, folder: Path) -> Home:
    """Set up a server in `folder`: a new one for the portal in `portal` and its commits, or the one that is there anew.

    Raises NoCommit, Shallow, Uncommitted, NoHome, NotYours, Unwritable, EngineError, ForeignFolder, WrongFolder.
    """
    portal, folder = portal.resolve(), folder.resolve()
    if not (folder / "portal.git").is_dir():
        site.refuse_within(folder, portal, settings.site_dir(portal))
        nginx.files(settings.site_url(portal), folder, folder)  # what cannot be written is said before anything is made
        if folder.exists() and (not folder.is_dir() or any(each.name != _BEGUN for each in folder.iterdir())):
            raise ForeignFolder(folder)
        _repository(portal, folder)
    found = homes.opened(folder)
    with found.alone():
        found.repository.chmod(0o700)  # the records are nobody's business who only reads the site
        for key, value in _CONFIG.items():
            gits.ask(found.repository, "config", key, value)
        _write(found.repository / "info", {"attributes": _ATTRIBUTES}, keep=True)
        _work_tree(found)
        _hooks(found)
        address, etc = settings.site_url(found.portal), Path("/etc/nginx") / found.name
        _write(found.setup / "nginx", nginx.files(address, found.www, etc, nginx.brotli_modules()))
        _write(found.setup / "systemd", systemd.files(found))
    return found


def _repository(portal: Path, folder: Path) -> None:
    """Make the bare repository, with all that the portal's branch has."""
    if not publish.committed(portal):
        raise NoCommit(portal)
    try:
        branch = gits.ask(portal, "symbolic-ref", "HEAD").decode().strip().removeprefix("refs/heads/")
    except gits.NoAnswer:
        raise NoCommit(portal) from None
    if gits.ask(portal, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise Shallow(portal)
    below = os.fsdecode(gits.ask(portal, "rev-parse", "--show-prefix")).removesuffix("\n")
    top = os.fsdecode(gits.ask(portal, "rev-parse", "--show-toplevel")).removesuffix("\n")
    folder.mkdir(parents=True, exist_ok=True)
    begun = folder / _BEGUN
    shutil.rmtree(begun, ignore_errors=True)
    gits.ask(folder, "init", "-q", "--bare", "-b", branch, begun.name)
    ref = f"refs/heads/{branch}"
    gits.ask(begun, "fetch", "-q", "--no-tags", top, f"{ref}:{ref}", protocols="file", seconds=600)
    gits.ask(begun, "rev-parse", "--verify", f"{ref}^{{commit}}")
    homes.keep_below(begun, below)
    begun.rename(folder / "portal.git")


def _work_tree(home: Home) -> None:
    if not (home.work / ".git").exists():
        shutil.rmtree(home.work, ignore_errors=True)
        gits.ask(home.repository, "worktree", "prune")
        gits.ask(home.repository, "worktree", "add", "-q", "--detach", "--no-checkout", str(home.work), home.ref)
        home.work.chmod(0o700)
    home.settle(home.head())


def _hooks(home: Home) -> None:
    python, folder = shlex.quote(Path(sys.executable).as_posix()), shlex.quote(home.folder.as_posix())
    for name in _HOOKS:
        path = home.repository / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        text = _HOOK.format(python=python, options=" ".join(systemd.PYTHON), folder=folder, hook=name)
        path.write_text(text, "utf-8", newline="\n")
        path.chmod(0o755)


def _write(folder: Path, files: Mapping[str, str], keep: bool = False) -> None:
    """Write files into a folder; what was there of an earlier time goes, unless it is to `keep`."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in () if keep else folder.iterdir():
        old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def barred(home: Home) -> Iterator[Path]:
    """The folders above the releases that other users, and so the web server, cannot pass."""
    for each in (home.www, *home.www.parents):
        if not each.stat().st_mode & 0o001:
            yield each
