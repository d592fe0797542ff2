"""Lists in a database: after any exchange they hold what a plain dictionary holds, and what is another is said."""

import random
from collections import Counter

from generator import store
from generator.notes import Notes
from generator.rolls import Entry, Rolls

ROLLS = ("at/", "at/a", "at/b", "open/", "open/a", "found/2026-09")
STARTS = ("at/", "open/", "found/", "none/")


def plain(standing: dict[str, list[Entry]]) -> dict[str, dict[str, int]]:
    every = Counter(each.roll for entries in standing.values() for each in entries)
    return {
        start: {roll.removeprefix(start): count for roll, count in sorted(every.items()) if roll.startswith(start)}
        for start in STARTS
    }


def test_counts_are_those_of_a_dictionary_and_whoever_asked_hears_of_another() -> None:
    chance, rolls = random.Random(5), Rolls(store.memory(), Notes())
    standing: dict[str, list[Entry]] = {}
    for _ in range(300):
        key = chance.choice("xyz")
        new = [Entry(roll, str(chance.randrange(3))) for roll in ROLLS if chance.random() < 0.4]
        before = plain(standing)
        rolls.changed.clear()
        rolls.exchange(key, standing.get(key, []), new)
        standing[key] = new
        after = plain(standing)
        assert {start: rolls.counts(start) for start in STARTS} == after
        assert all(list(rolls.counts(start)) == rolls.names(start) for start in STARTS)
        spoiled = {start for start in STARTS if f"counts/{start}" in rolls.changed}
        assert spoiled == {start for start in STARTS if before[start] != after[start]}


def test_who_asks_for_counts_waits_for_them_alone() -> None:
    notes = Notes()
    rolls = Rolls(store.memory(), notes)
    with notes.taken() as names:
        rolls.counts("open/")
    assert names == {"counts/open/"}
