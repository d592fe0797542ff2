"""Findings against what is true: hits of spans, false stops, right and false reminders, seconds."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.privacy.corpora import Marked, sentences_in
from benchmarks.privacy.spellings import Sample

Find = Callable[[str], Sequence[Any]]
REMINDED = ("姓名", "座机")


def touches(finding: Any, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end


@dataclass
class Recall:
    """Of `all` samples how many were seen: by any finding that stops (or reminds, for kinds that only remind), by one
    of the right kind, and with no character of the span left outside the findings."""

    all: int = 0
    seen: int = 0
    right: int = 0
    whole: int = 0
    missed: list[Sample] = field(default_factory=list)

    def add(self, sample: Sample, findings: Sequence[Any]) -> None:
        reminded = sample.kind in REMINDED
        near = [found for found in findings if touches(found, sample.start, sample.end)]
        near = [found for found in near if found.sure or reminded]
        covered = {at for found in near for at in range(found.start, found.end)}
        self.all += 1
        self.seen += bool(near)
        self.right += any(found.kind == sample.kind for found in near)
        self.whole += covered >= set(range(sample.start, sample.end))
        if not near:
            self.missed.append(sample)

    def share(self, what: str) -> float:
        return getattr(self, what) / self.all if self.all else 1.0


def recall(find: Find, samples: Iterable[Sample]) -> dict[tuple[str, str], Recall]:
    """By kind and spelling."""
    scores: dict[tuple[str, str], Recall] = {}
    for sample in samples:
        scores.setdefault((sample.kind, sample.spelling), Recall()).add(sample, find(sample.text))
    return scores


def by_kind(scores: dict[tuple[str, str], Recall]) -> dict[str, Recall]:
    sums: dict[str, Recall] = {}
    for (kind, _), score in scores.items():
        total = sums.setdefault(kind, Recall())
        total.all, total.seen = total.all + score.all, total.seen + score.seen
        total.right, total.whole = total.right + score.right, total.whole + score.whole
        total.missed += score.missed
    return sums


@dataclass
class Stops:
    """What was found in texts that may be published: each finding is one false alarm."""

    lines: int
    sentences: int
    size: int
    seconds: float
    stops: list[tuple[str, Any]]
    reminders: list[tuple[str, Any]]

    def rate(self) -> float:
        """False stops in 1,000 sentences."""
        return 1000 * len(self.stops) / max(self.sentences, 1)

    def kinds(self) -> Counter[str]:
        return Counter(found.kind for _, found in self.stops)

    def speed(self) -> float:
        """Megabytes (10⁶ bytes of UTF-8) a second of processor time."""
        return self.size / 1e6 / max(self.seconds, 1e-9)


def stops(find: Find, lines: Sequence[str]) -> Stops:
    """Each line is given to the finder as one text; the rate is per sentence."""
    found: list[tuple[str, Any]] = []
    begun = time.process_time()
    for line in lines:
        found += [(line, finding) for finding in find(line)]
    seconds = time.process_time() - begun
    hard = [pair for pair in found if pair[1].sure]
    soft = [pair for pair in found if not pair[1].sure]
    size = sum(len(line.encode()) for line in lines)
    return Stops(len(lines), sentences_in(list(lines)), size, seconds, hard, soft)


@dataclass
class Names:
    """The reminder of names: spans hit and missed, findings that touch no name at all."""

    hit: int = 0
    missed: list[str] = field(default_factory=list)
    right: int = 0
    false: list[tuple[str, Any]] = field(default_factory=list)

    def recall(self) -> float:
        return self.hit / max(self.hit + len(self.missed), 1)

    def precision(self) -> float:
        return self.right / max(self.right + len(self.false), 1)


def names(find: Find, texts: Iterable[Marked]) -> Names:
    score = Names()
    for marked in texts:
        findings = [found for found in find(marked.text) if found.kind == "姓名"]
        for start, end in marked.spans:
            if any(touches(found, start, end) for found in findings):
                score.hit += 1
            else:
                score.missed.append(f"{marked.text[max(0, start - 12) : start]}⟦{marked.text[start:end]}⟧")
        for found in findings:
            if any(touches(found, *span) for span in (*marked.spans, *marked.allowed)):
                score.right += 1
            else:
                score.false.append((marked.text, found))
    return score


STRESS = ("1", "1 ", "1*", "&#49;", "一", "138", "3号楼", "3-2-", "2单元", "微信", "京A", "王大爷患", "a@", "a.", "住",
          "居民王", "**1", "\u200b1", "１－", "QQ", "（", "9岁，", "身份证", "加好友")  # fmt: skip


def stress(find: Find, size: int = 20_000) -> list[tuple[str, float, float]]:
    """A short thing repeated to `size` characters, and to twice as many: seconds of both; the second should be about
    twice the first, however hostile the text."""
    rows = []
    for unit in STRESS:
        seconds = []
        for length in (size, 2 * size):
            text = (unit * (length // len(unit) + 1))[:length]
            begun = time.process_time()
            find(text)
            seconds.append(time.process_time() - begun)
        rows.append((unit, seconds[0], seconds[1]))
    return rows
