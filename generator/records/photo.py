"""A photograph (照片) of an event: which file beside the record, and what is to be seen."""

import re
from typing import Annotated, Literal

from pydantic import WithJsonSchema

from generator import photos
from generator.records.base import Line, Record, key, typed, wrong


def _name(text: str) -> str:
    if re.search(r"\.(?:hei[cf]|hif)$", text, re.IGNORECASE):
        raise wrong("苹果格式", "这是 HEIC 格式的照片，很多手机打不开", photos.HEIC_REMEDY)
    if re.search(r"[/\\]", text):
        raise wrong("照片名", "这里只写文件名，不写文件夹", "把照片放到这个文件旁边，只写它的名字，比如 漏水.jpg")
    if not photos.is_name(text):
        remedy = "文件名用汉字、字母、数字、短横线、空格和括号，结尾是 .jpg、.png 或 .webp"
        raise wrong("照片名", "照片不能叫这个名字", remedy)
    return text


_ROUGHLY = r"^[^./\\]+\.([Jj][Pp][Ee]?[Gg]|[Pp][Nn][Gg]|[Ww][Ee][Bb][Pp])$"
PhotoName = Annotated[str, typed(_name), WithJsonSchema({"type": "string", "pattern": _ROUGHLY})]


class PhotoOf(Record):
    """One entry of 照片."""

    file: PhotoName = key("文件", "照片的文件名，照片放在这个文件旁边，比如 漏水.jpg")
    says: Line = key("说明", "照片上看到什么，一句话；看不见的人听的就是这一句；不写姓名、电话、门牌、车牌")
    shows: Literal["办前", "办后"] | None = key("照的是", "办之前照的写“办前”，办好以后照的写“办后”；别的不写", None)
