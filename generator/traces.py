"""Traces: what was asked while each thing was made, kept from build to build.

A thing is a page, the list of a module's pages, the files of a module, or the answer to a question. When one of the
names that a thing has asked for is spoiled, it is to be made again. What is spoiled stays so until a build is done, so
that no build that stops half-way forgets anything.
"""

import hashlib
import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from generator import notes, store
from generator.notes import Notes, Question
from generator.store import Database

_TABLES = """
CREATE TABLE IF NOT EXISTS name (number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS thing (
    number INTEGER PRIMARY KEY, thing TEXT UNIQUE NOT NULL, told BLOB NOT NULL, names BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS asked (
    name INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (name, thing)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS question (
    name TEXT PRIMARY KEY, question BLOB NOT NULL, digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spoiled (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS compared (
    sort TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (sort, name)
) STRICT, WITHOUT ROWID;
"""


Answers = tuple[tuple[Question, str, frozenset[str]], ...]
"""Questions, the digests of their answers, and the names of all that these were made of."""

_NUMBERS = 100_000
"""So many numbers of names are kept at hand."""


class Traces:
    """All traces, in a database."""

    def __init__(self, database: Database) -> None:
        self._ask, self._many = database.execute, database.executemany
        store.tables(database, _TABLES)
        self._numbers: dict[str, int] = {}

    # Things

    def put(self, thing: str, names: Set[str]) -> None:
        """Keep what a thing has asked for."""
        told = hashlib.blake2b("\0".join(sorted(names)).encode(), digest_size=16).digest()
        found = self._ask("SELECT number, told FROM thing WHERE thing = ?", (thing,)).fetchone()
        if found and found[1] == told:  # as in most cases
            return
        now = {self._number(name) for name in names}
        row = (told, array("q", sorted(now)).tobytes())
        if found:
            (number, _), before = found, self._names(found[0])
            self._ask("UPDATE thing SET (told, names) = (?, ?) WHERE number = ?", (*row, number))
        else:
            inserted = self._ask("INSERT INTO thing (thing, told, names) VALUES (?, ?, ?)", (thing, *row))
            number, before = inserted.lastrowid, set[int]()
        self._many("DELETE FROM asked WHERE (name, thing) = (?, ?)", [(name, number) for name in before - now])
        self._many("INSERT INTO asked VALUES (?, ?)", [(name, number) for name in now - before])

    def _names(self, number: int) -> set[int]:
        (names,) = self._ask("SELECT names FROM thing WHERE number = ?", (number,)).fetchone()
        return set(array("q", names))

    def drop(self, thing: str) -> None:
        """There is no such thing any more."""
        found = self._ask("SELECT number FROM thing WHERE thing = ?", (thing,)).fetchone()
        if found:
            (number,) = found
            names = self._names(number)
            self._many("DELETE FROM asked WHERE (name, thing) = (?, ?)", [(name, number) for name in names])
            self._ask("DELETE FROM thing WHERE number = ?", (number,))

    def has(self, thing: str) -> bool:
        return self._ask("SELECT 1 FROM thing WHERE thing = ?", (thing,)).fetchone() is not None

    def things(self, start: str) -> list[str]:
        """Those whose names begin so."""
        asked = "SELECT thing FROM thing WHERE thing >= ? AND thing < ? ORDER BY thing"
        return [thing for (thing,) in self._ask(asked, (start, start + "\U0010ffff"))]

    def touched(self, names: Iterable[str]) -> set[str]:
        """The things that have asked for any of some names."""
        asked = """
            SELECT thing.thing FROM name JOIN asked ON asked.name = name.number
            JOIN thing ON thing.number = asked.thing WHERE name.name = ?
        """
        return {thing for name in names for (thing,) in self._ask(asked, (name,))}

    # What is spoiled

    def spoil(self, names: Iterable[str]) -> None:
        """Remember that what has a name is not what it was."""
        self._many("INSERT OR IGNORE INTO spoiled VALUES (?)", [(name,) for name in names])

    def compare(self, sort: str, digests: Mapping[str, str]) -> None:
        """Spoil those names of a sort whose digests are not what they were, and those that are no more.

        Their names begin with the sort: `template/case.html`.
        """
        known = dict(self._ask("SELECT name, digest FROM compared WHERE sort = ?", (sort,)))
        new = [(name, digest) for name, digest in digests.items() if known.get(name) != digest]
        gone = known.keys() - digests.keys()
        self._many("INSERT OR REPLACE INTO compared VALUES (?, ?, ?)", [(sort, *each) for each in new])
        self._many("DELETE FROM compared WHERE (sort, name) = (?, ?)", [(sort, name) for name in gone])
        self.spoil(f"{sort}{name}" for name in (*gone, *(name for name, _ in new)))

    def spoiled(self) -> set[str]:
        return {name for (name,) in self._ask("SELECT name FROM spoiled")}

    def done(self) -> None:
        """Everything is made of what is now."""
        self._ask("DELETE FROM spoiled")

    # Questions

    def questions(self, things: Iterable[str]) -> Iterator[tuple[Question, str]]:
        """Those among some things, with the digests of their answers."""
        for thing in sorted(things):
            found = self._ask("SELECT question, digest FROM question WHERE name = ?", (thing,)).fetchone()
            if found:
                yield store.unpacked(found[0]), found[1]

    def answered(self, question: Question) -> bool:
        """Whether the answer is kept. What may have another one now is asked again by `refreshed`, and so it holds."""
        return self._ask("SELECT 1 FROM question WHERE name = ?", (str(question),)).fetchone() is not None

    def new(self, taken: Notes) -> Answers:
        """What questions were answered for the first time."""
        return tuple(
            (question, notes.digest(each.answer), each.names)
            for question, each in taken.untold()
            if not self.answered(question)
        )

    def put_answers(self, answers: Answers) -> None:
        """Keep what the answers were made of."""
        for each in answers:
            self.put_answer(*each)

    def put_answer(self, question: Question, digest: str, names: Set[str]) -> None:
        row = (str(question), pickle.dumps(question, protocol=5), digest)
        self._ask("INSERT OR REPLACE INTO question VALUES (?, ?, ?)", row)
        self.put(str(question), names)

    def forget(self, question: Question) -> None:
        """It cannot be asked any more."""
        self._ask("DELETE FROM question WHERE name = ?", (str(question),))
        self.drop(str(question))

    def _number(self, name: str) -> int:
        if len(self._numbers) > _NUMBERS:
            self._numbers.clear()
        if name not in self._numbers:
            found = self._ask("SELECT number FROM name WHERE name = ?", (name,)).fetchone()
            if found is None:
                found = (self._ask("INSERT INTO name (name) VALUES (?)", (name,)).lastrowid,)
            self._numbers[name] = found[0]
        return self._numbers[name]


def refreshed(traces: Traces, parts: Mapping[str, Any], notes_: notes.Notes) -> set[str]:
    """Ask again what may have another answer now; the names of all that is not what it was, questions too."""
    spoiled = traces.spoiled()
    for question, digest in traces.questions(traces.touched(spoiled)):
        try:
            notes.ask_again(parts, question)
        except (KeyError, IndexError, ValueError):  # what it asks about is no more
            traces.forget(question)
            spoiled.add(str(question))
            continue
        answered = notes_.answers[question]
        now = notes.digest(answered.answer)
        traces.put_answer(question, now, answered.names)
        if now != digest:
            spoiled.add(str(question))
    traces.spoil(spoiled)
    return spoiled
