"""From the files of content/ to readings. Nothing that lies there can hang a build or end it with a traceback.

A link, a pipe, a file that cannot be read or has gone meanwhile, a name that only some computers
can tell from another: each is a problem of its own, and the rest is read.
"""

import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from generator import cores, disk, photos, read, yamls
from generator.disk import About
from generator.problem import Problem
from generator.read import Reading
from generator.readings import Readings, Row, row

_LITTER = re.compile(r"(?i)thumbs\.db|desktop\.ini|icon\r|~\$.*")
"""What Windows, macOS and Office put beside the files, hidden from those who work there."""
_COPY = re.compile(r"(?i).*(?:副本|拷贝|sync-conflict|conflicted copy).*")
_LIKE_A_COPY = re.compile(r"(?i).*(?:copy|conflict|冲突|[(（]\d+[)）]).*|.*(?:~|\.(?:bak|orig|rej|tmp|old|swp))")
_BARRED = re.compile(r'[\\:*?"<>|]|[ .]$')
"""Windows knows no such names: a colleague could not take the folder over."""

_LOOKED = "looked"
"""Under this it is remembered, by folder, what the file system said of all that lay in content/; of what may be another
meanwhile nothing."""
_ODD = ("odd names", "")
"""Under this, which files had names that cannot stay."""
_FRESH = 2 * 10**9
"""Nanoseconds: what was changed so shortly before it was read may be changed again, and its times not tell."""


def take_in(content: Path, into: Readings, progress: Callable[[str, int, int], None]) -> dict[str, About]:
    """Bring readings up to the files of content/ as they are now, and read what is not known from before.

    A file is known again by what the file system says of it, or else by its content. Returns what that says of all.
    """
    now, known = time.time_ns(), into.database
    found = disk.below(content)
    looked, folders = known.parts(_LOOKED), _by_folder(found)
    moved = [each for each in {*looked, *folders} if looked.get(each) != folders.get(each)]
    before: dict[str, About | None] = _joined(looked.get(each, {}) for each in moved)
    there: dict[str, About | None] = _joined(folders.get(each, {}) for each in moved)
    due = {path for path, about in there.items() if before.get(path) != about}
    odd: set[str] = known.remembered(*_ODD) or set()
    if before.keys() != there.keys():
        into.forget(map(_shown, records(before.keys() - there.keys())))
        wrong = _all_misnamed(records(found))
        for path, problem in wrong.items():
            into.put(row(_nothing(_shown(path), *problem)))
        due |= odd - wrong.keys()
        odd = set(wrong)
    asked = [(path, into.digest(path)) for path in records(sorted(due & found.keys())) if path not in odd]
    uncertain = set[str]()
    progress("读取记录", 0, len(asked))
    for number, (path, what) in enumerate(cores.spread(partial(_taken, content), asked), 1):
        progress("读取记录", number, len(asked))
        _, written, changed, _ = found[path]
        # What could not be read has no digest, and is read again.
        if max(written, changed) >= now - _FRESH or (what and not what.digest):
            uncertain.add(path)
        if what:
            into.put(what)
    for each, lying in folders.items():
        unsure = lying.keys() & uncertain
        if unsure or looked.get(each) != lying:
            known.remember(f"{_LOOKED} {each}", "", lying | dict.fromkeys(unsure))
    if before.keys() != there.keys():
        known.remember(*_ODD, odd)
        known.forget_others(_LOOKED, folders)
    return found


def _by_folder(found: Mapping[str, About]) -> dict[str, dict[str, About]]:
    """What the file system says, folder by folder; of their names each sign can be kept."""
    folders: dict[str, dict[str, About]] = {}
    for path, about in found.items():
        folders.setdefault(path.rpartition("/")[0], {})[path] = about
    return {quote(os.fsencode(folder)): each for folder, each in folders.items()}


def _joined(folders: Iterable[Mapping[str, About | None]]) -> dict[str, About | None]:
    return {path: about for each in folders for path, about in each.items()}


def _taken(content: Path, asked: tuple[str, str]) -> tuple[str, Row | None]:
    """A file, and what it says; nothing, if its digest is still the one that is known."""
    path, known = asked
    found = _read(content / path, path, known)
    return path, row(found) if found else None


def _all_misnamed(paths: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """What is wrong with names, by path."""
    names: dict[str, str] = {}
    found = {}
    for path in paths:
        twin = names.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if problem := _misnamed(path, twin):
            found[path] = problem
    return found


def records(paths: Iterable[str]) -> list[str]:
    """Of the paths of all that lies in content/ those of no page written by hand, nor hidden, nor litter."""
    return [
        path
        for path in paths
        if not (path.startswith(("pages/", ".")) or "/." in path or _LITTER.fullmatch(path.rpartition("/")[2]))
    ]


def raw(content: Path, below: str) -> bytes:
    """A file once more, to find the place of what is wrong in it; nothing, if it has gone meanwhile."""
    try:
        return disk.take(content / below, yamls.MAX_BYTES)
    except OSError:
        return b""


def beside(portal: Path, content: Iterable[str]) -> dict[str, bytes]:
    """Text files that are neither records nor pages, by their path in the portal; `content`: the paths in content/.

    The templates and mkdocs.yml speak on pages too. What lies hidden in content/ (a swap file, a
    backup) is published nowhere, but git keeps it.
    """
    found: dict[str, bytes] = {}
    aside = [portal / "content" / path for path in content if _is_aside(path)]
    for path in sorted([portal / "mkdocs.yml", *(portal / "templates").rglob("*"), *aside]):
        with suppress(OSError, UnicodeDecodeError):
            data = disk.take(path, yamls.MAX_BYTES)
            data.decode()
            found[path.relative_to(portal).as_posix()] = data
    return found


def _is_aside(path: str) -> bool:
    """What is hidden, or lies in a hidden folder, and what programs leave behind; schemas are no secret."""
    hidden = path.startswith(".") or "/." in path
    return (hidden and not path.startswith(".schema/")) or bool(_LITTER.fullmatch(path.rpartition("/")[2]))


def _read(path: Path, below: str, known: str) -> Reading | None:
    """What a file says; nothing, if its digest is still the one that is known."""
    if path.is_symlink():
        return _nothing(below, "链接文件", "这不是文件，是指到别处的链接", "把真的文件放到这里来")
    try:
        most = photos.MAX_BYTES if photos.is_picture(below) else yamls.MAX_BYTES
        raw = disk.take(path, most)
    except OSError as error:
        return _nothing(below, "读不出", f"这个文件读不出来：{disk.why(error)}", "看看文件还在不在，再运行一次")
    return None if known and hashlib.sha256(raw).hexdigest() == known else _by_itself(below, raw)


def _by_itself(below: str, raw: bytes) -> Reading:
    found, name = read.read(below, raw), PurePosixPath(below).name
    astray = any(each.code in ("文件名", "放错地方") for each in found.problems)
    if _COPY.fullmatch(name) or (astray and _LIKE_A_COPY.fullmatch(name)):
        remedy = "不要的就删掉；是另外一件，就换成它自己的编号和文件名"
        return _nothing(below, "复制的文件", "这像是一份副本或者备份", remedy)
    return found


def _misnamed(below: str, twin: str) -> tuple[str, str, str] | None:
    """(code, message, remedy) for a name that cannot stay."""
    if not below.isprintable():
        return "文件名", "文件名里有怪字符", "改一个普通的文件名"
    if any(_BARRED.search(part) for part in below.split("/")):
        return "文件名", "文件名里有 Windows 不认的符号", '不要用 \\ : * ? " < > |，结尾也不要空格和句点'
    if twin != below:
        return "文件名", f"和 content/{twin} 只差大小写，有的电脑会当成一个", "改一个名字"
    return None


def _shown(path: str) -> str:
    """A path that may hold bytes of no sign, as text."""
    return path.encode(errors="backslashreplace").decode()


def _nothing(below: str, code: str, message: str, remedy: str) -> Reading:
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in below)
    problem = Problem(f"content/{shown}", 1, 1, code, message, remedy)
    # Its kind is known, so that nobody is told that the file is missing.
    return Reading(below, read.kind_word(below), below, None, (problem,), "")
