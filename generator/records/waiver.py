"""放行: something that looks private and may stand all the same, with the reason."""

from typing import Annotated

from pydantic import AfterValidator

from generator.records.base import Line, Many, Record, key


def _bare(text: str) -> str:
    """Without the quotes that the message has, which are easily copied along."""
    return text.strip("“”‘’'\"「」 ")


class Waiver(Record):
    """One thing that may stand. The reason is shown by the check and nowhere on the site."""

    what: Annotated[Line, AfterValidator(_bare)] = key("内容", "检查时引号里的那几个字，比如 138****00，不写全")
    reason: Line = key("原因", "为什么可以公开；只在检查时显示，网站上没有")


Waivers = Many[Waiver] | None
WAIVERS = key("放行", "看着像隐私、其实可以公开的，一处一条；通知、政策和普通页面写在开头一段里", None)
