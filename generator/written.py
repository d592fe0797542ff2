"""Pages that people write by hand (content/pages/): where each goes, and what is wrong with its file."""

import re
from collections.abc import Iterator, Set
from pathlib import Path, PurePosixPath

from generator import disk, yamls
from generator.problem import Problem

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_MADE_HERE = re.compile(r"404\.html|sitemap(-\d+)?\.xml|(.*/)?_(/.*)?")


def sources(pages: Path) -> dict[str, Path]:
    """The path in the site → the file, for what lies in content/pages/. Hidden files are not published."""
    found: dict[str, Path] = {}
    for path in sorted(pages.rglob("*")):
        below = path.relative_to(pages)
        if not any(part.startswith(".") for part in below.parts) and (path.is_symlink() or not path.is_dir()):
            found.setdefault(_address(below), path)
    return found


def _address(below: Path) -> str:
    if below.suffix not in _MARKDOWN:
        return below.as_posix()
    folder = below.parent if below.stem in ("index", "README") else below.with_suffix("")
    return (folder / "index.html").as_posix()


def check(pages: Path, taken: Set[str]) -> Iterator[Problem]:
    """What is wrong with files in content/pages/. `taken`: the paths of the pages made from records."""
    folders = {str(above) for path in taken for above in PurePosixPath(path).parents}
    for address, path in sources(pages).items():
        file = f"content/pages/{path.relative_to(pages).as_posix()}"
        if path.is_symlink():
            yield Problem(file, 1, 1, "链接文件", "这不是文件，是指到别处的链接", "把真的文件放到这里来")
        elif not address.isprintable() or "\\" in address:
            yield Problem(repr(file), 1, 1, "文件名", "文件名里有怪字符", "改一个普通的文件名")
        elif address in taken or _MADE_HERE.fullmatch(address) or _in_the_way(address, taken, folders):
            message = f"这一页要放在 /{address.removesuffix('index.html')}，那里已经有网页了"
            yield Problem(file, 1, 1, "网址重复", message, "换一个文件名；记录生成的网页不用自己写")
        elif path.suffix in _MARKDOWN:
            try:
                yield from _check_text(disk.take(path, yamls.MAX_BYTES), file)
            except OSError as error:
                yield Problem(
                    file, 1, 1, "读不出", f"这个文件读不出来：{disk.why(error)}", "看看文件还在不在，再运行一次"
                )


def _in_the_way(address: str, taken: Set[str], folders: Set[str]) -> bool:
    return address in folders or any(str(above) in taken for above in PurePosixPath(address).parents)


def _check_text(raw: bytes, file: str) -> Iterator[Problem]:
    text, problems = yamls.decode(raw, file)
    yield from problems
    front = _FRONT.match(text)
    if front:
        tree, problems = yamls.parse(front[1], file, 2)
        yield from problems
        if tree and not isinstance(tree.value, dict):
            yield Problem(file, 2, 1, "开头", "开头一段要写成“词: 内容”", "比如 title: 关于公开栏")
