"""Work spread over the cores of this computer: by processes that begin as copies of this one and give back results."""

import gc
import os
import pickle
import signal
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import IO, Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 200
"""So much work is done sooner than a process begins."""
_EACH, _TURNS = 16, 4
"""How much a process does before the next has its turn: so much, or less, so that each has some turns."""
_LIFE = 128
"""So many turns a process does; then another begins, for what it keeps at hand, and no longer shares, grows."""
_MOST = 2_000_000
"""Bytes of results that a process holds back before it gives them away, be its turn over or not."""
_HEAD = struct.Struct("=Q?")
"""Before results: how many bytes they are, and whether more of the same turn follow."""


class Ended(ChildProcessError):
    """A copy of this process has ended before its work: the system has ended it, most likely for want of memory."""


def spread(work: Callable[[Item], Result], items: Sequence[Item], few: int = FEW) -> Iterator[Result]:
    """Do some work on each item; the results in order. They and what is raised can be pickled. Raises Ended.

    Each process does its turns and no others, and waits when nobody has taken what it did: so little is held in memory,
    and there is nothing to be locked. Where processes cannot be copied (Windows), or threads are running, all is done
    here.
    """
    count = _count()
    if count == 1 or len(items) <= few:
        yield from map(work, items)
        return
    size = min(_EACH, -(-len(items) // (_TURNS * count)))
    turns = [items[start : start + size] for start in range(0, len(items), size)]
    workers = dict[int, tuple[int, IO[bytes]]]()

    def begin(first: int) -> None:
        workers[first % count] = _begun(work, turns[first : first + count * _LIFE : count])

    try:
        for number in range(count):
            begin(number)
        for number in range(len(turns)):
            yield from _taken(workers[number % count][1])
            ahead = number + count
            if ahead < len(turns) and ahead // count % _LIFE == 0:  # this one has done its turns
                _end(*workers.pop(number % count))
                begin(ahead)
    finally:
        for each in workers.values():
            _end(*each)
        gc.unfreeze()


@contextmanager
def meanwhile(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Some work that another process does while this one goes on: what is given waits for what it comes to.

    Raises Ended. It begins as a copy of what is in memory now; where it cannot, the work is done when it is asked for.
    A copy of this process cannot wait for it.
    """
    begun = None
    if _count() > 1:
        try:
            begun = _begun(lambda _: work(), [[None]])
        except OSError:  # no room for another process
            gc.unfreeze()
    if begun is None:
        yield cache(work)
        return
    process, pipe = begun
    try:
        yield cache(lambda: cast(Result, next(_taken(pipe))))
    finally:
        _end(process, pipe)
        gc.unfreeze()


def aside(work: Callable[[], Result], few: int = 0) -> Result:
    """What some work comes to. It is done by another process, so that all the memory it takes is free again.

    `few`: more than 0 where it must be done here. Raises Ended.
    """
    (result,) = spread(lambda _: work(), [None], few)
    return result


def _count() -> int:
    """How many processes can work here: one, where none can be copied."""
    alone = threading.active_count() > 1 or not hasattr(os, "sched_getaffinity")
    return 1 if alone else len(os.sched_getaffinity(0))


def _end(process: int, pipe: IO[bytes]) -> None:
    pipe.close()
    os.kill(process, signal.SIGKILL)  # one that is done has ended, or is about to
    os.waitpid(process, 0)


def _begun(work: Callable[[Any], Any], turns: Sequence[Sequence[Any]]) -> tuple[int, IO[bytes]]:
    """A process that does its turns, and where it puts the results.

    What is there now stays, and must not be looked through again and again: a page of memory that is written to (the
    collector does) is no longer shared.
    """
    gc.freeze()
    there, here = os.pipe()
    copied = os.getpid()
    try:
        process = os.fork()
        if not process:
            os.close(there)
            _give(work, turns, here)
    except OSError:
        if os.getpid() == copied:  # there is no other process
            os.close(there)
            os.close(here)
        raise
    finally:
        if os.getpid() != copied:  # nothing of what the copied process would do at its end, whatever has happened
            os._exit(0)
    os.close(here)
    return process, os.fdopen(there, "rb")


def _give(work: Callable[[Any], Any], turns: Sequence[Sequence[Any]], here: int) -> None:
    """Do the turns, and put the results into a pipe."""
    with os.fdopen(here, "wb") as pipe:
        for turn in turns:
            for told, more in _done(work, turn):
                pipe.write(_HEAD.pack(len(told), more))
                pipe.write(told)
                pipe.flush()


def _done(work: Callable[[Any], Any], turn: Sequence[Any]) -> Iterator[tuple[bytes, bool]]:
    """The results of a turn, up to what was raised, in portions; and whether more follow."""
    results, held = list[bytes](), 0
    error: Exception | None = None
    for item in turn:
        try:
            results.append(pickle.dumps(work(item), protocol=5))
        except Exception as raised:
            error = raised
            break
        held += len(results[-1])
        if held > _MOST:
            yield pickle.dumps((results, None), protocol=5), True
            results, held = [], 0
    yield pickle.dumps((results, error), protocol=5), False


def _taken(pipe: IO[bytes]) -> Iterator[Any]:
    """The results of a turn."""
    more = True
    while more:
        head = pipe.read(_HEAD.size)
        size, more = _HEAD.unpack(head) if len(head) == _HEAD.size else (0, False)
        told = pipe.read(size)
        if not told or len(told) < size:
            raise Ended
        results, error = pickle.loads(told)
        del told
        yield from map(pickle.loads, results)
        if error:
            raise error
