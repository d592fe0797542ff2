"""Is this file a photograph that can be published? Asked of its name, its size and its headers."""

import hashlib
import re
import warnings
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.photos.metadata import Texts, metadata
from generator.photos.parts import Broken, parts
from generator.problem import REMINDER, Problem

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
MIN_SIDE = 100
MAX_SHAPE = 5
"""How many times as long as wide a photograph may be."""

WIDTHS = (480, 1280)
"""How wide the two sizes are in which a photograph is published; it is never enlarged."""

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WebP"}
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WebP": ".webp"}
_HEIC = (".heic", ".heif", ".hif")
_OTHER = (
    ".gif", ".bmp", ".tif", ".tiff", ".svg", ".avif", ".jfif", ".jpe", ".jp2", ".jxl", ".psd", ".ico", ".raw", ".dng",
    ".cr2", ".cr3", ".nef", ".arw", ".livp", ".mp4", ".mov", ".avi", ".3gp", ".mkv", ".webm", ".m4v",
)  # fmt: skip

_LETTER = r"A-Za-z0-9_()（）〇\-\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_NAME = re.compile(rf"[{_LETTER}][{_LETTER} ]{{0,79}}\.(?:[Jj][Pp][Ee]?[Gg]|[Pp][Nn][Gg]|[Ww][Ee][Bb][Pp])")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\..*", re.IGNORECASE)  # by Windows

HEIC_REMEDY = "苹果手机：打开“设置”“相机”“格式”，选“兼容性最佳”，再拍；或者用微信发给自己，再保存"

_INSIDE = (
    (rb"GIF8", "GIF 动图"),
    (rb"BM", "BMP 图片"),
    (rb"II\*\0|MM\0\*", "TIFF 图片"),
    (rb"....ftypavi[fs]", "AVIF 图片"),
    (rb"....ftyp|....moov|RIFF....AVI |\x1aE\xdf\xa3", "视频"),
    (rb"%PDF", "PDF 文件"),
    (rb"PK\x03\x04|Rar!|7z\xbc\xaf", "压缩包或者文档"),
    (rb"\xef?\xbb?\xbf?\s*<", "网页或者 SVG"),
)


@dataclass(frozen=True, slots=True)
class Photo:
    """What is known of a photograph before it is decoded. `width` and `height` are as it is seen.

    `orientation`: 1 to 8, as EXIF has it; `digest`: the hash of the file; `texts`: all that its
    metadata says, as (name, text).
    """

    form: str
    width: int
    height: int
    orientation: int
    digest: str
    texts: Texts

    @property
    def stored(self) -> tuple[int, int]:
        """Width and height as they lie in the file."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide its published sizes are, the widest last."""
        return tuple(sorted({min(width, self.width) for width in WIDTHS}))

    def height_at(self, width: int) -> int:
        """How high it is when it is so wide."""
        return max(1, (self.height * width + self.width // 2) // self.width)


def broken(file: str) -> Problem:
    """What there is to say of a photograph that cannot be decoded."""
    remedy = "在电脑上打开看看；能看到，就另存为 JPG；看不到，就换一张"
    return Problem(file, 1, 1, "打不开的照片", "这张照片打不开，多半没有传完整", remedy)


def quietly() -> AbstractContextManager[object]:
    """A context in which nothing is said of odd files that can be decoded all the same. Not for threads."""
    return warnings.catch_warnings(action="ignore")


def is_picture(path: str) -> bool:
    """Whether a file's name says that it is a picture or a film, fit to be published or not."""
    return PurePosixPath(path).suffix.lower() in (*FORMATS, *_HEIC, *_OTHER)


def is_name(name: str) -> bool:
    """Whether a photograph may be called so: on every computer, and without any way to elsewhere."""
    return bool(_NAME.fullmatch(name)) and not _RESERVED.fullmatch(name)


def glance(file: str, raw: bytes, named: bool = False) -> tuple[Photo | None, list[Problem]]:
    """The photograph in `raw`, and what is wrong with it, as far as that shows without decoding it.

    `file` is the file's name for messages; what it ends in must be what it is. `named`: records name
    it, so its name must be one that they may write. There is a photograph where nothing but
    reminders is said.
    """
    if named and PurePosixPath(file).suffix.lower() in FORMATS and not is_name(PurePosixPath(file).name):
        remedy = "文件名用汉字、字母、数字、短横线、空格和括号，记录里也照着改"
        return None, [Problem(file, 1, 1, "照片名", "照片不能叫这个名字", remedy)]
    try:
        return _glance(file, raw)
    except Broken:
        return None, [broken(file)]


def _glance(file: str, raw: bytes) -> tuple[Photo | None, list[Problem]]:
    ending, form = PurePosixPath(file).suffix.lower(), _form(raw)
    if len(raw) > MAX_BYTES:
        remedy = "用微信发给自己（不选原图）再保存，就小了"
        return None, [Problem(file, 1, 1, "照片太大", f"这张照片超过 {MAX_BYTES // 1_000_000} MB", remedy)]
    if ending in _HEIC or form == "HEIC":
        return None, [Problem(file, 1, 1, "苹果格式", "这是 HEIC 格式，很多手机打不开", HEIC_REMEDY)]
    if ending not in FORMATS:
        remedy = "打开它，另存为 JPG；视频不放，截一张图"
        return None, [Problem(file, 1, 1, "照片格式", f"这里不能放 {ending} 文件", remedy)]
    if form not in _ENDINGS:
        what = form or "别的东西"
        remedy = "打开它，另存为 JPG，再放进来；不是照片就删掉"
        return None, [Problem(file, 1, 1, "照片格式", f"名字像照片，里面其实是{what}", remedy)]
    if form != FORMATS[ending]:
        remedy = f"把文件名的结尾改成 {_ENDINGS[form]}；记录里写到它的地方也改"
        return None, [Problem(file, 1, 1, "照片格式", f"名字的结尾是 {ending}，里面其实是 {form}", remedy)]
    found = parts(form, raw)
    said = metadata(found)
    wide, high = (found.height, found.width) if said.orientation >= 5 else (found.width, found.height)
    photo = Photo(form, wide, high, said.orientation, hashlib.sha256(raw).hexdigest(), said.texts)
    wrong = _moving(file) if found.moving else _size(file, wide, high)
    if wrong:
        return None, [wrong]
    return photo, [_located(file)] if said.located else []


def _form(raw: bytes) -> str:
    """What the first bytes say: JPEG, PNG, WebP, HEIC, or another thing in words for people."""
    head = raw[:64]
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if re.match(rb"....ftyp(?:hei[cfmsx]|hev[cmx]|mif1|msf1)", head, re.DOTALL) and b"avif" not in head:
        return "HEIC"
    return next((what for pattern, what in _INSIDE if re.match(pattern, head, re.DOTALL)), "")


def _size(file: str, wide: int, high: int) -> Problem | None:
    if wide * high > MAX_PIXELS:
        message = f"这张照片的像素太多（{wide}×{high}），最多 {MAX_PIXELS // 10_000} 万"
        remedy = "关掉相机的“高像素”再拍；或者用微信发给自己（不选原图）再保存"
        return Problem(file, 1, 1, "照片太大", message, remedy)
    if min(wide, high) < MIN_SIDE:
        message = f"这张照片太小（{wide}×{high}），最短的一边要有 {MIN_SIDE} 像素"
        return Problem(file, 1, 1, "照片太小", message, "放原来那张，不要放缩略图")
    if max(wide, high) > MAX_SHAPE * min(wide, high):
        message = f"这张照片太窄太长（{wide}×{high}）"
        return Problem(file, 1, 1, "照片太长", message, "裁掉一些：长的一边最多是短的一边的五倍")
    return None


def _moving(file: str) -> Problem:
    return Problem(file, 1, 1, "动图", "这是一张会动的图", "截一张不动的，存成 JPG")


def _located(file: str) -> Problem:
    message = "照片里记着拍照的位置；网站上的没有，可是存档里的这一张有"
    remedy = "关掉相机设置里的“位置”再拍；或者用微信发给自己（不选原图），存下来换掉它"
    return Problem(file, 1, 1, "照片带位置", message, remedy, REMINDER)
