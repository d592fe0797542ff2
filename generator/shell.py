"""Shells: a page of the engine with marks for what differs, split once, stamped many times.

A shell is an ordinary page of the site whose slots are marks. Splitting happens before anything
that staff typed is near, so their text may hold whatever it likes, marks included.
"""

from dataclasses import astuple, dataclass, fields
from html import escape

SLOTS = ("title", "description", "canonical", "head", "body")
_MARK = "deskboard-slot-{}"


class ShellError(Exception):
    """The theme made a shell in which the slots are not what they should be."""


@dataclass(frozen=True, order=True, slots=True)
class ShellKey:
    """Which shell a page is stamped from. `depth`: how many folders its URL has."""

    layout: str
    section: str
    depth: int


@dataclass(frozen=True, slots=True)
class Slots:
    """What differs from page to page. `head` and `body` are HTML, the others plain text."""

    title: str
    description: str
    canonical: str
    head: str
    body: str


assert tuple(field.name for field in fields(Slots)) == SLOTS


def mark(slot: str) -> str:
    """The mark that stands for a slot in a shell's source."""
    return _MARK.format(slot)


def defused(html: str) -> str:
    """HTML that reads the same and has no mark in it."""
    return html.replace(_MARK.format(""), _MARK.format("").replace("-", "&#45;"))


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell cut at its marks: text and slot in turn, text first and last."""

    texts: tuple[bytes, ...]
    slots: tuple[int, ...]

    def stamp(self, slots: Slots) -> bytes:
        """The page."""
        title, description, canonical, head, body = astuple(slots)
        values = [
            escape(title).encode(),
            escape(description).encode(),
            escape(canonical).encode(),
            head.encode(),
            body.encode(),
        ]
        parts = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            parts += (values[slot], text)
        return b"".join(parts)


def split(key: ShellKey, page: bytes) -> Shell:
    """Cut a page of the engine at its marks. Each slot must occur; body and head exactly once."""
    text = page.decode()
    for slot in SLOTS:
        count = text.count(mark(slot))
        if count == 0 or (slot in ("head", "body") and count != 1):
            where = f"theme 文件夹里的 {key.layout}.html（栏目 {key.section}）"
            raise ShellError(f"{where}：{mark(slot)} 应该出现一次，出现了 {count} 次")
    # Markdown wraps a lone line in a paragraph, which a body of blocks must not stand in.
    text = text.replace(f"<p>{mark('body')}</p>", mark("body"))
    found = sorted((position, index) for index, slot in enumerate(SLOTS) for position in _positions(text, mark(slot)))
    texts, slots, end = [], [], 0
    for position, index in found:
        texts.append(text[end:position].encode())
        slots.append(index)
        end = position + len(mark(SLOTS[index]))
    texts.append(text[end:].encode())
    return Shell(tuple(texts), tuple(slots))


def _positions(text: str, part: str) -> list[int]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found
