"""Pages that people write by hand (content/pages/): where each goes, and what is wrong with its file."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath, PurePosixPath
from typing import Protocol

from generator import disk, markdowns, photos, read, yamls
from generator.problem import Problem
from generator.records.head import Head

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
# Every page has links to these.
_WANTED = ("about", "accessibility", "corrections", "guide", "privacy", "unhappy")
_LIKE_A_KEY = re.compile(r" {0,3}[A-Za-z0-9_-]+[ \t]*[:：]")
_MADE_HERE = re.compile(rf"404\.html|robots\.txt|sitemap(-\d+)?\.xml|_headers|(.*/)?_(/.*)?|{photos.ADDRESS}")
_PLAIN_NAME = re.compile(r"[\w.() （）《》、，·—-]+")

_DOCUMENT = "把内容写进 .md 网页；附件里常有姓名和电话，也不好在手机上看"
_PICTURE = "用看图软件打开，另存为 .jpg 或者 .png，再放进来"
_INSTEAD = {
    (".markdown", ".mdown", ".mkdn", ".mkd", ".md.txt"): "把文件名的结尾改成 .md",
    (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".rtf", ".txt", ".csv"): _DOCUMENT,
    (".zip", ".rar", ".7z"): "解开压缩包，把要让大家看的写进 .md 网页",
    (".htm", ".html", ".xhtml", ".mht"): "写成 .md 网页：用普通文字写，不用网页代码",
    (".js", ".mjs", ".css", ".swf", ".exe"): "删掉它：这里不放程序和样式；要改样子，请管网站的人改 templates/",
    (".svg",): "这种图里能藏程序；用画图软件打开，另存为 .png 再放进来",
    (".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif"): _PICTURE,
    (".mp4", ".mov", ".avi", ".mp3", ".wav", ".m4a", ".amr"): "不放视频和录音：里面有人脸和声音；把内容写进 .md 网页",
}


def sources(pages: Path) -> dict[str, Path]:
    """The path in the site → the file, for what lies in content/pages/. Hidden files are not published."""
    found: dict[str, Path] = {}
    for path in _files(pages):
        found.setdefault(address(path.relative_to(pages)), path)
    return found


def _files(pages: Path) -> Iterator[Path]:
    for path in sorted(pages.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(pages).parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def address(below: PurePath) -> str:
    """The path in the site of what lies at `below` in content/pages/."""
    if below.suffix != ".md":
        return below.as_posix()
    folder = below.parent if below.stem in ("index", "README") else below.with_suffix("")
    return (folder / "index.html").as_posix()


def missing(pages: Path) -> Iterator[Problem]:
    """The pages to which every page leads, so far as they are not there."""
    written = sources(pages).keys()
    for name in _WANTED:
        if f"{name}/index.html" not in written:
            remedy = "每一页下面都有到它的链接。从存档里找回来，或者从样例里复制一份再改"
            yield Problem(f"content/pages/{name}.md", 1, 1, "缺文件", f"少了 content/pages/{name}.md 这一页", remedy)


class Taken(Protocol):
    """The paths of all that is made from records, and the folders in which anything of it lies."""

    def has(self, path: str) -> bool: ...

    def has_folder(self, path: str) -> bool: ...


def check(pages: Path, taken: Taken | None) -> Iterator[Problem]:
    """What is wrong with files in content/pages/. `taken`: none, if it is not known what is made."""
    seen: dict[str, str] = {}
    for path in _files(pages):
        below = path.relative_to(pages)
        file, goes = f"content/pages/{below.as_posix()}", address(below)
        other = seen.setdefault(unicodedata.normalize("NFC", goes).casefold(), file)
        if path.is_symlink():
            yield Problem(file, 1, 1, "链接文件", "这不是文件，是指到别处的链接", "把真的文件放到这里来")
        elif not _plain(below):
            remedy = "改一个普通的文件名：汉字、字母、数字、短横线"
            yield Problem(file if file.isprintable() else repr(file), 1, 1, "文件名", "文件名里有怪字符", remedy)
        elif _MADE_HERE.fullmatch(goes) or (taken and _in_the_way(goes, taken)):
            message = f"这一页要放在 /{goes.removesuffix('index.html')}，那里已经有网页了"
            yield Problem(file, 1, 1, "网址重复", message, "换一个文件名；记录生成的网页不用自己写")
        elif other != file:
            yield Problem(file, 1, 1, "网址重复", f"和 {other} 分不开：网址一样，或者只差大小写", "换一个文件名")
        elif path.suffix == ".md" or path.suffix.lower() in PICTURES:
            yield from _check_file(path, file)
        else:
            yield Problem(file, 1, 1, "文件种类", "这里只放 .md 网页，和 .jpg、.png、.webp 图片", _instead(path.name))


def may_lie(below: PurePath) -> bool:
    """Whether a page could lie at `below` in content/pages/, so far as its name says it."""
    return _plain(below) and not _MADE_HERE.fullmatch(address(below))


def _plain(below: PurePath) -> bool:
    return address(below).isprintable() and all(_PLAIN_NAME.fullmatch(part) for part in below.parts)


def _instead(name: str) -> str:
    found = (remedy for endings, remedy in _INSTEAD.items() if name.lower().endswith(endings))
    return next(found, "把文件名的结尾改成 .md" if name.endswith(".MD") else "删掉它；要让大家看的，写进 .md 网页")


def _in_the_way(address: str, taken: Taken) -> bool:
    above = (str(each) for each in PurePosixPath(address).parents)
    return taken.has(address) or taken.has_folder(address) or any(map(taken.has, above))


def taken_in(folder: Path) -> dict[str, bytes]:
    """The files of content/pages/ that can be read, by their path in the portal `folder`."""
    found: dict[str, bytes] = {}
    for path in _files(folder / "content" / "pages"):
        with suppress(OSError):  # said by `check`
            found[path.relative_to(folder).as_posix()] = _taken(path)
    return found


def is_page(file: str) -> bool:
    """Whether a file of the portal is a page written by hand."""
    return file.startswith("content/pages/") and file.endswith(".md")


def head(raw: bytes, file: str) -> Head | None:
    """What stands at the head of a page, if it can be read."""
    found = _FRONT.match(_as_engines_read(yamls.decode(raw, file)[0]))
    return read.record(Head, found[1], file, 2)[0] if found and found[1].strip() else None


def _taken(path: Path) -> bytes:
    return disk.take(path, yamls.MAX_BYTES if path.suffix == ".md" else photos.MAX_BYTES)


def _check_file(path: Path, file: str) -> Iterator[Problem]:
    try:
        raw = _taken(path)
    except OSError as error:
        yield Problem(file, 1, 1, "读不出", f"这个文件读不出来：{disk.why(error)}", "看看文件还在不在，再运行一次")
        return
    yield from _check_text(raw, file) if path.suffix == ".md" else photos.look(file, raw)[1]


def _as_engines_read(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_text(raw: bytes, file: str) -> Iterator[Problem]:
    text, problems = yamls.decode(raw, file)
    yield from problems
    text = _as_engines_read(text)
    front = _FRONT.match(text)
    if front and front[1].strip():
        yield from read.record(Head, front[1], file, 2)[1]
    elif not front and re.match(r"---[ \t]*(\n|\Z)", text):
        yield read.no_front_matter(text, file)
    elif not front and _LIKE_A_KEY.match(text):
        remedy = "这是标题、说明，就在上面和下面各加一行 ---；这是正文，就在最上面空一行"
        yield Problem(file, 1, 1, "开头", "第一行像“词: 内容”，看不出是不是正文", remedy)
    body = text[front.end() :] if front else text
    if found := markdowns.too_much(body):
        above = text.count("\n", 0, front.end()) if front else 0
        yield Problem(file, found[0] + above, *found[1:])
