"""What the finder is measured on: our own sentences, and public corpora that lie elsewhere and are never committed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.privacy import patterns
from benchmarks.privacy.patterns import read

CUES = ("居民", "业主", "住户", "当事人", "老人")


@dataclass(frozen=True)
class Marked:
    """A text with the spans that a finding should touch; `allowed` are spans that it may touch (other names)."""

    text: str
    spans: tuple[tuple[int, int], ...]
    allowed: tuple[tuple[int, int], ...] = ()


def unmark(line: str) -> Marked:
    """`a⟦b⟧c` to `abc` and the span of b."""
    text, spans = "", []
    for part in re.split(r"(⟦[^⟧]*⟧)", line):
        inner = part.strip("⟦⟧") if part.startswith("⟦") else part
        if inner != part:
            spans.append((len(text), len(text) + len(inner)))
        text += inner
    return Marked(text, tuple(spans))


def ordinary() -> dict[str, list[str]]:
    """Our own sentences that may be published, by source; each line is one sentence."""
    people = [line for line in read("people.txt") if "⟦" not in line]
    return {"手写": read("ordinary.txt"), "句型": list(patterns.sentences()), "没有姓名的句子": people}


def lines_of(path: Path) -> list[str]:
    """A corpus by path: a sentence or a paragraph a line."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def sentences_in(lines: list[str]) -> int:
    """How many sentences: what ends with 。！？ (or the half-width ! ?), and what is left at the end of a line."""
    return sum(len([part for part in re.split(r"[。！？!?]+", line) if part.strip()]) for line in lines)


def pfr(path: Path) -> Iterator[Marked]:
    """The People's Daily of January 1998 as tagged words: a cue followed by surname and given name (nr nr) is a span;
    every person's name in the text is allowed."""
    for line in lines_of(path):
        words = [tuple(token.rsplit("/", 1)) for token in line.split() if "/" in token[1:]]
        text, ends, allowed, spans = "", [], [], []
        for word, tag in words:
            if tag == "nr":
                allowed.append((len(text), len(text) + len(word)))
            text += word
            ends.append(len(text))
        for at in range(len(words) - 2):
            (cue, _), (surname, first), (_, second) = words[at : at + 3]
            if cue.endswith(CUES) and (first, second) == ("nr", "nr") and len(surname) <= 2:
                spans.append((ends[at], ends[at + 2]))
        yield Marked(text, tuple(spans), tuple(allowed))


OPENING = ("v", "d", "a", "ad", "c", "p", "vn", "an", "m", "t")


def grafts(path: Path, count: int = 5_000) -> Iterator[Marked]:
    """Cues of ours before words of the People's Daily: half of them before a person's name (a span), half before a
    clause that begins with a verb, an adverb, a conjunction … (no name, whatever its characters)."""
    names: list[str] = []
    clauses: list[str] = []
    for line in lines_of(path):
        for clause in re.split(r"\S+/w", line):
            words = [tuple(token.rsplit("/", 1)) for token in clause.split() if "/" in token[1:]]
            if len(words) < 3:
                continue
            (first, tag), (second, next_tag) = words[:2]
            if tag == next_tag == "nr" and len(first) <= 2 and len(second) <= 2:
                names.append(first + second)
            elif tag in OPENING and not re.search("nr|nx", " ".join(tag for _, tag in words)):
                clauses.append("".join(word for word, _ in words))
    verbs = ("反映漏水", "说", "家的灯坏了", "等人签字", "，住在附近", "要求退款")
    distinct = sorted(set(names))
    for at, name in enumerate(distinct[:: max(1, len(distinct) // (count // 2))]):
        cue = CUES[at % len(CUES)]
        yield Marked(cue + name + verbs[at % len(verbs)], ((len(cue), len(cue + name)),))
    kept = sorted(set(clauses))
    for at, clause in enumerate(kept[:: max(1, len(kept) // (count // 2))]):
        yield Marked(CUES[at % len(CUES)] + clause + "。", ())
