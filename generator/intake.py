"""The files of content/ as readings. Nothing that lies there can hang a build or end it with a traceback.

A link, a pipe, a file that cannot be read or has gone meanwhile, a name that only some computers
can tell from another: each is a problem of its own, and the rest is read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator import disk, photos, read, yamls
from generator.problem import Problem
from generator.read import Reading

_LITTER = re.compile(r"(?i)thumbs\.db|desktop\.ini|icon\r|~\$.*")
"""What Windows, macOS and Office put beside the files, hidden from those who work there."""
_COPY = re.compile(r"(?i).*(?:副本|拷贝|sync-conflict|conflicted copy).*")
_LIKE_A_COPY = re.compile(r"(?i).*(?:copy|conflict|冲突|[(（]\d+[)）]).*|.*(?:~|\.(?:bak|orig|rej|tmp|old|swp))")
_BARRED = re.compile(r'[\\:*?"<>|]|[ .]$')
"""Windows knows no such names: a colleague could not take the folder over."""


def readings(content: Path, progress: Callable[[str, int, int], None]) -> Iterator[Reading]:
    """Every file of content/ that is to be read, in a fixed order."""
    paths = [path for path in read.files(content) if not _LITTER.fullmatch(path.name)]
    names: dict[str, str] = {}
    for number, path in enumerate(paths):
        progress("读取记录", number, len(paths))
        below = path.relative_to(content).as_posix()
        twin = names.setdefault(unicodedata.normalize("NFC", below).casefold(), below)
        problem = _misnamed(below, twin)
        yield _nothing(below, *problem) if problem else _reading(path, below)


def raw(content: Path, below: str) -> bytes:
    """A file once more, to find the place of what is wrong in it; nothing, if it has gone meanwhile."""
    try:
        return disk.take(content / below, yamls.MAX_BYTES)
    except OSError:
        return b""


def beside(portal: Path) -> dict[str, bytes]:
    """Text files that are neither records nor pages, by their path in the portal.

    The templates and mkdocs.yml speak on pages too. What lies hidden in content/ (a swap file, a
    backup) is published nowhere, but git keeps it.
    """
    content = portal / "content"
    hidden = (path for path in content.rglob("*") if _is_aside(path.relative_to(content)))
    found: dict[str, bytes] = {}
    for path in sorted([portal / "mkdocs.yml", *(portal / "templates").rglob("*"), *hidden]):
        with suppress(OSError, UnicodeDecodeError):
            data = disk.take(path, yamls.MAX_BYTES)
            data.decode()
            found[path.relative_to(portal).as_posix()] = data
    return found


def _is_aside(below: Path) -> bool:
    hidden = any(part.startswith(".") for part in below.parts)
    return (hidden and below.parts[0] != ".schema") or bool(_LITTER.fullmatch(below.name))


def _reading(path: Path, below: str) -> Reading:
    if path.is_symlink():
        return _nothing(below, "链接文件", "这不是文件，是指到别处的链接", "把真的文件放到这里来")
    try:
        most = photos.MAX_BYTES if photos.is_picture(below) else yamls.MAX_BYTES
        return _by_itself(below, disk.take(path, most))
    except OSError as error:
        return _nothing(below, "读不出", f"这个文件读不出来：{disk.why(error)}", "看看文件还在不在，再运行一次")


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


def _nothing(below: str, code: str, message: str, remedy: str) -> Reading:
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in below)
    problem = Problem(f"content/{shown}", 1, 1, code, message, remedy)
    # Its kind is known, so that nobody is told that the file is missing.
    return Reading(below, read.kind_word(below), below, None, (problem,), "")
