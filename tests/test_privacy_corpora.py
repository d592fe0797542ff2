"""The finder of private things, held against sentences that were written independently of its rules."""

import random
from pathlib import Path

import pytest

from benchmarks.privacy import corpora, score
from benchmarks.privacy.spellings import samples
from generator import privacy
from generator.privacy import folding
from generator.privacy import lines as seen_lines

pytestmark = pytest.mark.wide

FIXTURES = Path(__file__).parent / "privacy"
KINDS = ("身份证号", "手机号", "银行卡号", "车牌", "护照", "邮箱", "微信号", "QQ号", "住址", "健康", "未成年人")


def lines(name: str) -> list[str]:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    return [line.replace("\\n", "\n") for line in text.splitlines() if line and not line.startswith("# ")]


@pytest.fixture(scope="module")
def recalls() -> dict[str, score.Recall]:
    return score.by_kind(score.recall(privacy.find, samples(seed=3, count=3_000)))


@pytest.mark.parametrize("kind", KINDS)
def test_what_identifies_somebody_is_seen_however_it_is_spelt(kind: str, recalls: dict[str, score.Recall]) -> None:
    one = recalls[kind]
    # No rule knows every name, so what is told of somebody is found less surely than a number.
    floor = 0.93 if kind in ("健康", "未成年人") else 0.995
    assert one.share("seen") >= floor, [sample.shown() for sample in one.missed[:20]]
    assert one.share("right") >= 0.95, "seen, but under another name: the remedy that staff read would be wrong"


@pytest.mark.parametrize("source", corpora.ordinary())
def test_ordinary_sentences_pass(source: str) -> None:
    found = score.stops(privacy.find, corpora.ordinary()[source])
    assert found.rate() <= 1, [(line, one.kind) for line, one in found.stops[:20]]


def test_marked_spans_stop() -> None:
    wrong = []
    for line in lines("stops.txt"):
        kind, marked = line.split("\t", 1)
        text = corpora.unmark(marked)
        stops = [found for found in privacy.find(text.text) if found.sure and found.kind == kind]
        if not any(score.touches(found, *text.spans[0]) for found in stops):
            wrong.append(line)
    assert not wrong


def test_what_may_be_published_passes() -> None:
    found = [(line, one.kind) for line in lines("passes.txt") for one in privacy.find(line) if one.sure]
    assert not found


def test_names_and_landlines_are_reminded_of_and_do_not_stop() -> None:
    wrong = []
    for line in lines("reminders.txt"):
        kind, marked = line.split("\t", 1)
        text = corpora.unmark(marked)
        findings = privacy.find(text.text)
        reminded = [found for found in findings if found.kind == kind and not found.sure]
        right = not findings if kind == "无" else any(score.touches(found, *text.spans[0]) for found in reminded)
        if not right or any(found.sure for found in findings):
            wrong.append(line)
    assert not wrong


def test_hostile_texts_take_time_in_proportion() -> None:
    for unit, _, twice in score.stress(privacy.find, size=10_000):
        assert twice < 2, f"20,000 characters of {unit!r} take {twice:.1f} s"


def test_no_finder_is_spared_that_would_find_something() -> None:
    """Also where a line ends in the midst of it, and where the same lines stood beside others before."""
    chance = random.Random(5)
    spared = []
    for sample in samples(seed=5, count=4_000):
        text = sample.text
        for _ in range(chance.randrange(3)):
            at = chance.randrange(max(sample.start - 4, 0), sample.end + 4)
            text = text[:at] + chance.choice(("\n", " \n", "\n\n", "\n\t")) + text[at:]
        seen = folding.unmarked(folding.fold(text)).text
        needed = seen_lines.needed(text, privacy.FINDERS)
        spared += [text for each in privacy.FINDERS if each not in needed and any(each.find(seen))]
    assert not spared
