"""What is asked while something is made, so that it need be made again only when one of the answers is another.

What can be asked has a name: `roll/open/`, `case/SY-2026-001`, `world/tree`. A question is worked out from these;
whoever asks it depends on its answer alone, not on what that was made of.
"""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from operator import attrgetter
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

from pydantic import BaseModel

from generator.packed import packed

HELD = 200_000
"""Answers that were made of so many things are kept at hand from page to page."""

Asks = ParamSpec("Asks")
Answer = TypeVar("Answer")


@packed
@dataclass(frozen=True, slots=True)
class Question:
    """How to ask it again: of which part of the View, which method or property of it, and with what."""

    part: str
    name: str
    given: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.part}.{self.name}{self.given!r}"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question in this run, and the names of all that it was made of."""

    answer: Any
    names: frozenset[str]


class Notes:
    """Takes notes of what is asked."""

    def __init__(self) -> None:
        self._taking: list[tuple[set[str], bool]] = []
        self.answers: dict[Question, Answered] = {}
        self._new: list[tuple[Question, Answered]] = []
        self._held = 0

    def untold(self) -> list[tuple[Question, Answered]]:
        """The answers that were given since this was asked last."""
        new, self._new = self._new, []
        return new

    def forget(self, most: int = 0) -> None:
        """What was answered is worked out again for who asks again, if the answers were made of more than so much.

        What is about many cases takes much room.
        """
        if self._held > most:
            self.answers.clear()
            self._held = 0

    def note(self, name: str) -> None:
        """Somebody asks for what has a name."""
        if self._taking:
            self._taking[-1][0].add(name)

    @contextmanager
    def taken(self, question: bool = False) -> Iterator[set[str]]:
        """The names of all that is asked in the block; of a question within it that alone, unless it is one itself."""
        self._taking.append((set(), question))
        try:
            yield self._taking[-1][0]
        finally:
            self._taking.pop()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """What is asked in the block is not noted: it has a name of its own."""
        with self.taken():
            yield

    def answer(self, question: Question, make: Callable[[], Answer]) -> Answer:
        """The answer to a question: it is worked out once in a run."""
        found = self.answers.get(question)
        if found is None:
            with self.taken(question=True) as names:
                made = make()
            found = self.answers[question] = Answered(made, frozenset(names))
            self._new.append((question, found))
            self._held += len(found.names)
        if self._taking and self._taking[-1][1]:
            self._taking[-1][0].update(found.names)
        else:
            self.note(str(question))
        answer: Answer = found.answer
        return answer


class _Noting(Protocol):
    notes: Notes


Part = TypeVar("Part", bound=_Noting)


def asked(method: Callable[Concatenate[Part, Asks], Answer]) -> Callable[Concatenate[Part, Asks], Answer]:
    """A method that answers a question. What it is given can be compared and pickled."""

    @wraps(method)
    def ask(part: Part, /, *given: Asks.args, **named: Asks.kwargs) -> Answer:
        assert not named, "a question has one form"
        question = Question(type(part).__name__, method.__name__, given)
        return part.notes.answer(question, lambda: method(part, *given, **named))

    return ask


class told(Generic[Part, Answer]):  # noqa: N801 – as `property` is
    """A property that answers a question."""

    def __init__(self, method: Callable[[Part], Answer]) -> None:
        self._method = method
        self.__doc__ = method.__doc__

    @overload
    def __get__(self, part: None, kind: type[Part]) -> Self: ...
    @overload
    def __get__(self, part: Part, kind: type[Part]) -> Answer: ...
    def __get__(self, part: Part | None, kind: type[Part]) -> Self | Answer:
        if part is None:
            return self
        question = Question(kind.__name__, self._method.__name__, ())
        return part.notes.answer(question, lambda: self._method(part))


def ask_again(parts: Mapping[str, Any], question: Question) -> None:
    """Ask a question of the View's parts, by the names of their classes."""
    part = parts[question.part]
    if isinstance(getattr(type(part), question.name), told):
        getattr(part, question.name)
    else:
        getattr(part, question.name)(*question.given)


@cache
def _values(kind: type) -> Callable[[Any], Any] | None:
    """How to have all values of a dataclass, faster than it says them itself."""
    return attrgetter(*(field.name for field in fields(kind)), "__class__.__name__") if is_dataclass(kind) else None


class _Plain(pickle.Pickler):
    """The same bytes for what is equal, whatever is shared within it, in any process. Nobody reads them again."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self.fast = True

    def reducer_override(self, value: Any) -> Any:
        values = _values(type(value))  # type: ignore[arg-type]
        if values:
            return tuple, values(value)
        if isinstance(value, BaseModel):
            return tuple, (type(value).__name__, *value.__dict__.items())
        return NotImplemented


def digest(value: Any) -> str:
    """A hash of a value: alike for what is equal. It must hold no sets, whose order is by chance."""
    file = io.BytesIO()
    _Plain(file).dump(value)
    return hashlib.blake2b(file.getvalue(), digest_size=16).hexdigest()
