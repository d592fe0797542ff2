"""Pages that people write by hand (content/pages/): where each goes, and what is wrong with its file."""

import re
import unicodedata
from collections.abc import Iterator, Set
from pathlib import Path, PurePosixPath

from generator import read, yamls
from generator.problem import Problem, did_you_mean

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
KEYS = ("title", "description", "放行")
"""What may stand at the head of a page. An engine would take more: another template, other settings."""

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_LIKE_A_KEY = re.compile(r" {0,3}[A-Za-z0-9_-]+[ \t]*[:：]")
_MADE_HERE = re.compile(r"404\.html|sitemap(-\d+)?\.xml|_headers(\.nginx)?|(.*/)?_(/.*)?")
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
        found.setdefault(_address(path.relative_to(pages)), path)
    return found


def _files(pages: Path) -> Iterator[Path]:
    for path in sorted(pages.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(pages).parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def _address(below: Path) -> str:
    if below.suffix != ".md":
        return below.as_posix()
    folder = below.parent if below.stem in ("index", "README") else below.with_suffix("")
    return (folder / "index.html").as_posix()


def check(pages: Path, taken: Set[str]) -> Iterator[Problem]:
    """What is wrong with files in content/pages/. `taken`: the paths of the pages made from records."""
    folders = {str(above) for path in taken for above in PurePosixPath(path).parents}
    seen: dict[str, str] = {}
    for path in _files(pages):
        below = path.relative_to(pages)
        file, address = f"content/pages/{below.as_posix()}", _address(below)
        other = seen.setdefault(unicodedata.normalize("NFC", address).casefold(), file)
        if path.is_symlink():
            yield Problem(file, 1, 1, "链接文件", "这不是文件，是指到别处的链接", "把真的文件放到这里来")
        elif not address.isprintable() or not all(_PLAIN_NAME.fullmatch(part) for part in below.parts):
            remedy = "改一个普通的文件名：汉字、字母、数字、短横线"
            yield Problem(file if file.isprintable() else repr(file), 1, 1, "文件名", "文件名里有怪字符", remedy)
        elif address in taken or _MADE_HERE.fullmatch(address) or _in_the_way(address, taken, folders):
            message = f"这一页要放在 /{address.removesuffix('index.html')}，那里已经有网页了"
            yield Problem(file, 1, 1, "网址重复", message, "换一个文件名；记录生成的网页不用自己写")
        elif other != file:
            yield Problem(file, 1, 1, "网址重复", f"和 {other} 分不开：网址一样，或者只差大小写", "换一个文件名")
        elif path.suffix == ".md":
            yield from _check_text(path.read_bytes(), file)
        elif path.suffix.lower() not in PICTURES:
            yield Problem(file, 1, 1, "文件种类", "这里只放 .md 网页，和 .jpg、.png、.webp 图片", _instead(path.name))


def _instead(name: str) -> str:
    found = (remedy for endings, remedy in _INSTEAD.items() if name.lower().endswith(endings))
    return next(found, "把文件名的结尾改成 .md" if name.endswith(".MD") else "删掉它；要让大家看的，写进 .md 网页")


def _in_the_way(address: str, taken: Set[str], folders: Set[str]) -> bool:
    return address in folders or any(str(above) in taken for above in PurePosixPath(address).parents)


def _check_text(raw: bytes, file: str) -> Iterator[Problem]:
    text, problems = yamls.decode(raw, file)
    yield from problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as engines read it
    front = _FRONT.match(text)
    if front:
        yield from _check_front(front[1], file)
    elif re.match(r"---[ \t]*(\n|\Z)", text):
        yield read.no_front_matter(text, file)
    elif _LIKE_A_KEY.match(text):
        remedy = "这是标题、说明，就在上面和下面各加一行 ---；这是正文，就在最上面空一行"
        yield Problem(file, 1, 1, "开头", "第一行像“词: 内容”，看不出是不是正文", remedy)


def _check_front(front: str, file: str) -> Iterator[Problem]:
    tree, problems = yamls.parse(front, file, 2)
    yield from problems
    if tree is None or tree.value is None:
        return
    if not isinstance(tree.value, dict):
        yield Problem(file, 2, 1, "开头", "开头一段要写成“词: 内容”", "比如 title: 关于公开栏")
        return
    for key, value in tree.value.items():
        if key not in KEYS:
            remedy = did_you_mean(key, KEYS, "删掉这一行；网页的样子由模板管，这里只写 title 和 description")
            yield Problem(file, *tree.place((key,)), "不认识的键", "网页的开头不能写这一项", remedy)
        elif key != "放行" and not isinstance(value, str):
            yield Problem(file, *tree.place((key,)), "要一句话", f"{key} 要写一句话", "写在冒号后面，写成一行")
