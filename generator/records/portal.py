"""portal.yml: who publishes the site, and what stands on every page."""

import re
import unicodedata
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, WithJsonSchema

from generator.records.base import Count, Flag, Line, Phone, Prose, Record, Several, key, matching, typed, wrong
from generator.records.hours import Aloud
from generator.records.moment import Day, Month
from generator.records.waiver import WAIVERS, Waivers


def _zone(name: str) -> str:
    region = "/" in name and not name.startswith(("right/", "posix/"))
    if name != "UTC" and not (region and name in available_timezones()):
        raise wrong("时区", "没有这个时区", "一般写 Asia/Shanghai")
    return name


_SOME = {"type": "integer", "minimum": 1, "maximum": 365}


def _some(days: int) -> int:
    if not 1 <= days <= 365:
        raise wrong("数字", "天数要在 1 和 365 之间", "一般写 7")
    return days


_HTTPS = r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/-]*)?"
SiteUrl = Annotated[
    str,
    Field(max_length=200),
    matching(_HTTPS, "曾用网址", "这不像一个网址", "照 mkdocs.yml 里以前的 site_url 写，比如 https://…/"),
    WithJsonSchema({"type": "string", "pattern": "^https://"}),
]


_PROVINCES = "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼"
"""Some have two: the ministry writes 蜀 黔 陇 滇 where number plates have 川 贵 甘 云."""
_ICP = re.compile(rf"[{_PROVINCES}]ICP备[0-9]{{6,10}}号(?:-[0-9]{{1,4}})?")
_POLICE = re.compile(rf"([{_PROVINCES}]公网安备)([0-9]{{14}}号)")


def _usual(text: str) -> str:
    """Without what copying and input methods bring along: full-width forms, blanks, small letters, long dashes."""
    return re.sub("[‐‑‒–—―−]+", "-", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper())


def _icp(text: str) -> str:
    usual = _usual(text)
    if "证" in usual or re.search("B[12]-", usual):
        remedy = "在 beian.miit.gov.cn 查本网站，抄带“ICP备”的那一个"
        raise wrong("备案号", "这是经营许可证的号码，不是备案号", remedy)
    if not _ICP.fullmatch(usual):
        remedy = "照备案系统里的抄：省的简称、ICP备、一串数字、号，后面可以有 -1"
        raise wrong("备案号", "这不像 ICP 备案号", remedy)
    return usual


def _police(text: str) -> str:
    usual = _usual(text)
    if re.fullmatch("[0-9]{14}号?", usual):
        remedy = "数字前面写上省的简称和“公网安备”，后面写上“号”"
        raise wrong("备案号", "公安备案号不能只写数字", remedy)
    found = _POLICE.fullmatch(usual)
    if not found:
        raise wrong("备案号", "这不像公安备案号", "照备案平台给的抄：省的简称、公网安备、14 位数字、号")
    return f"{found[1]} {found[2]}"


_RECORD_NUMBER = WithJsonSchema({"type": "string", "pattern": "备.*号"})
IcpNumber = Annotated[str, typed(_icp), _RECORD_NUMBER]
PoliceNumber = Annotated[str, typed(_police), _RECORD_NUMBER]


class Hotline(Record):
    """One number to call when the reader knows no other."""

    name: Line = key("名称", "谁接这个电话，比如 社区办公室")
    phone: Phone = key("电话", "公开的办公电话")
    hours: Aloud = key("时间", "什么时候有人接，比如 周一至周五 8:30–18:00")


class Footer(Record):
    """What the law wants at the foot of every page."""

    icp: IcpNumber | None = key("ICP备案号", "网站的 ICP 备案号，写成 京ICP备12345678号-1；还没有就不写", None)
    police: PoliceNumber | None = key(
        "公安备案号", "公安联网备案号，写成 京公网安备 11010102000001号；还没有就不写", None
    )


class Privacy(Record):
    """How strict the check for private things is."""

    names_stop: Flag = key("姓名也要改", "像姓名的，不只是提醒，也要改了才能发布：写“是”或“否”", False)
    waivers: Waivers = WAIVERS


class Portal(Record):
    """The settings of one public board."""

    name: Line = key("名称", "公开栏的名字，写在每一页最上面")
    publisher: Line = key("主办", "谁办的这个公开栏")
    about: Line = key("简介", "一句话说明这个公开栏，给搜索和转发时看")
    community: Line = key("社区", "本公开栏的社区，写 places.yml 里的名称")
    hotline: Hotline = key("总机", "找不到该打谁的电话时，打这一个")
    timezone: Annotated[Line, AfterValidator(_zone)] = key("时区", "按哪里的时间算日子", "Asia/Shanghai")
    notice: Prose | None = key("提示", "写在每一页上的提示，没有就不写", None)
    footer: Footer = key("页脚", "备案号", Footer())
    indexed: Flag = key("搜索引擎收录", "要不要让搜索引擎收录，写“是”或“否”", True)
    privacy: Privacy = key("隐私", "检查隐私有多严；设置文件里要放行的也写在这里", Privacy())
    stale_after: Annotated[Count, AfterValidator(_some), WithJsonSchema(_SOME)] = key(
        "多久不更新要提醒", "网站多少天没有更新，就在每一页上提醒读者；只写天数", 7
    )
    former_sites: Several[SiteUrl] = key(
        "曾用网址", "网站以前的网址；要保证老网址一直转到现在的，不然印出去的码就没用了", ()
    )
    since: Month | None = key(
        "最早的月份",
        "按月翻看的网页，从哪个月起一个也不能少，比如 2024-01；平时不用写，改了早先的日子、网址会丢时才写",
        None,
    )
    fixed_day: Day | None = key("固定日期", "只给样例用：整个网站停在这一天；真的公开栏不要写", None)
    sample_mark: Line | None = key("样例标记", "只给样例用：写在编造的事项上的标记；真的公开栏不要写", None)
