"""What identifies a private person: found in any text, in whatever spelling.

`find` is pure. What may stand all the same (public phones, waivers) is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.privacy import folding, homes, lines, marks, numbers, people

KINDS = {
    "身份证号": "删掉，办事用的号码不用公开",
    "手机号": "删掉，或者写成 138****；单位公开的电话写进 units.yml，岗位手机写进 contacts.yml 并写“本人同意公开: 是”",
    "银行卡号": "删掉，账号不能公开",
    "车牌": "写成“一辆轿车”这样",
    "护照": "删掉，证件号码不能公开",
    "邮箱": "删掉，请大家打公开的电话",
    "微信号": "删掉，请大家打公开的电话",
    "QQ号": "删掉，请大家打公开的电话",
    "住址": "只写到楼，比如“3号楼某户”",
    "健康": "不写谁得了什么病，写“某居民身体不便”",
    "未成年人": "不写孩子是谁、几岁、在哪上学，写“有孩子”",
    "姓名": "写成“某居民”；不是人名就不用管",
    "座机": "是单位的电话，写进 units.yml 或者 contacts.yml；是居民家里的，删掉",
}
"""Each kind, and what to write instead; the weightier come first."""

REMINDERS = ("姓名", "座机")
"""Kinds that no rule knows for sure."""

_WEIGHT = {kind: number for number, kind in enumerate(KINDS)}
_NUMBERS = ("身份证号", "手机号", "银行卡号", "座机", "QQ号")
_SENTENCES = ("住址", "健康", "未成年人")


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that identifies somebody. `value` is the same in every spelling."""

    kind: str
    value: str
    start: int
    end: int

    @property
    def sure(self) -> bool:
        """Whether it stops a build; what is not sure is a reminder."""
        return self.kind not in REMINDERS

    @property
    def words(self) -> str:
        """What it is, as a message says it."""
        return {"健康": "某个人的病情", "未成年人": "某个孩子的情况"}.get(self.kind, self.kind)

    @property
    def masked(self) -> str:
        """Enough of it to know it again, too little to use it."""
        if self.kind in _NUMBERS:
            return f"{self.value[:3]}****{self.value[-2:]}"
        return self.value[: 2 if self.kind in _SENTENCES else 1] + "****"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and where in its file it stands (from 1)."""

    finding: Finding
    line: int
    column: int


def find(text: str) -> list[Finding]:
    """All findings in a text, in order; where two overlap, the one of the weightier kind."""
    found = sorted(_all(text), key=lambda each: (_WEIGHT[each.kind], each.start))
    taken, claimed = [], bytearray(len(text) if found else 0)
    for one in found:
        if not any(claimed[one.start : one.end]):
            claimed[one.start : one.end] = b"x" * (one.end - one.start)
            taken.append(one)
    return sorted(taken, key=lambda each: each.start)


FINDERS = (*marks.FINDERS, *homes.FINDERS, *people.FINDERS)


def _all(text: str) -> Iterator[Finding]:
    folded = folding.fold(text)
    for kind, value, start, end in numbers.find(folded.text):
        yield Finding(kind, value, *folded.span(start, end))
    if needed := lines.needed(text, FINDERS):
        unmarked = folding.unmarked(folded)
        for finder in FINDERS:
            for kind, value, start, end in finder.find(unmarked.text) if finder in needed else ():
                yield Finding(kind, value, *unmarked.span(start, end))


MAX_GROUPS = 25_000
"""More groups of digits than this cannot be looked through in two seconds."""


def is_too_much(text: str) -> bool:
    """Whether a text is so full of digits that looking through it would take too long."""
    return len(text) > MAX_GROUPS and numbers.groups(folding.fold(text).text) > MAX_GROUPS


def search(text: str) -> Iterator[Found]:
    """The findings in a file's text, with their places."""
    for each in find(text):
        before = text[: each.start]
        yield Found(each, before.count("\n") + 1, each.start - before.rfind("\n"))


def masked(text: str) -> str:
    """The text with everything masked that surely identifies somebody, fit for a message or a log."""
    parts: list[str] = []
    end = 0
    for each in find(text):
        if each.sure:
            parts += (text[end : each.start], each.masked)
            end = each.end
    return "".join([*parts, text[end:]])


def dialled(phone: str) -> str:
    """The digits of a telephone number, without extension and country: the value of a finding of it."""
    digits = re.sub("[^0-9]", "", phone.partition("转")[0])
    return digits[-11:] if is_mobile(phone) else digits


def is_mobile(phone: str) -> bool:
    """Whether a number is one of a mobile phone."""
    return any(each.kind == "手机号" for each in find(phone))
