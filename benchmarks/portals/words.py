"""Texts made of stocks of words: matters.yml, asked.yml (questions and wishes) and phrases.yml."""

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Facts = Mapping[str, "str | Sequence[str]"]
"""What a matter says of itself: one word, or several that are as good as each other."""


@cache
def stock(name: str) -> Any:
    """What one of the files beside this one holds."""
    return yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8"))


@cache
def _parts(template: str) -> Sequence[str]:
    """Text and slots in turn: the odd ones are names of slots."""
    return re.split("【(.+?)】", template)


class Teller:
    """Says things, never twice quite the same, by the chance that it is given."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._phrases = {
            **stock("phrases"),
            **{name: lines for name, lines in stock("asked").items() if isinstance(lines[0], str)},
        }

    def say(self, group: str, facts: Facts) -> str:
        """A line of a group of phrases; what the matter says of itself comes before the group of that name."""
        words = facts.get(group) or self._phrases[group]
        template = words if isinstance(words, str) else self._chance.choice(words)
        parts = list(_parts(template))
        for slot in range(1, len(parts), 2):
            filled = self.say(parts[slot], facts)
            while filled in parts[1:slot:2]:  # two answers in one line are two different ones
                filled = self.say(parts[slot], facts)
            parts[slot] = filled
        return "".join(parts)

    def between(self, group: str, facts: Facts, least: int, most: int) -> str:
        """The same, with a length between two; the phrases have to have such lines."""
        while not least <= len(text := self.say(group, facts)) <= most:
            pass
        return text
