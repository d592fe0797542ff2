"""Work that is spread over the cores: results in order, what is raised, and what becomes of the copies."""

import gc
import os
import signal
import threading
from pathlib import Path

import pytest

from generator import cores

MANY = range(cores.FEW + 50)


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})


def nobody_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return gc.get_freeze_count() == 0
    return False


def test_results_are_in_order_and_copies_make_them() -> None:
    found = list(cores.spread(lambda each: (each, os.getpid()), MANY))
    assert [each for each, _ in found] == [*MANY]
    assert len({process for _, process in found} - {os.getpid()}) == 2
    assert nobody_is_left()


def test_much_is_given_away_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_MOST", 100_000)

    def work(each: int) -> bytes:
        if each == 41:
            raise ValueError(each)
        return bytes([each]) * 70_000

    found: list[bytes] = []
    with pytest.raises(ValueError, match="41"):
        found.extend(cores.spread(work, MANY))
    assert found == [bytes([each]) * 70_000 for each in range(41)]
    assert nobody_is_left()


def test_a_copy_lives_for_some_turns_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_LIFE", 3)
    found = list(cores.spread(lambda each: (each, os.getpid()), MANY))
    assert [each for each, _ in found] == [*MANY]
    turns = -(-len(MANY) // cores._EACH)
    assert len({process for _, process in found}) == 2 * -(-turns // 2 // 3)
    assert nobody_is_left()


def test_few_are_done_here() -> None:
    assert {*cores.spread(lambda _: os.getpid(), range(cores.FEW))} == {os.getpid()}
    assert len({*cores.spread(lambda _: os.getpid(), range(8), 6)} - {os.getpid()}) == 2


def test_what_is_raised_comes_after_the_results_before_it() -> None:
    def work(each: int) -> int:
        if each == 100:
            raise ValueError(each)
        return each

    found: list[int] = []
    with pytest.raises(ValueError, match="100"):
        found.extend(cores.spread(work, MANY))
    assert found == [*range(100)]
    assert nobody_is_left()


def test_a_copy_that_is_killed_is_told_of() -> None:
    def work(each: int) -> int:
        if each == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        return each

    with pytest.raises(cores.Ended):
        list(cores.spread(work, MANY))
    assert nobody_is_left()


def test_who_takes_no_more_leaves_nobody_behind() -> None:
    results = cores.spread(lambda each: each, MANY)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert nobody_is_left()


def test_where_there_is_no_room_for_a_second_copy_the_first_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, begun = os.fork, list[int]()

    def once() -> int:
        if begun:
            raise BlockingIOError
        begun.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", once)
    with pytest.raises(BlockingIOError):
        list(cores.spread(lambda each: each, MANY))
    monkeypatch.undo()
    assert nobody_is_left()


def test_a_copy_that_is_asked_to_end_as_it_begins_does_nothing_of_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fork, mark = os.fork, tmp_path / "mark"

    def asked() -> int:
        process = fork()
        if not process:
            raise KeyboardInterrupt
        return process

    monkeypatch.setattr(os, "fork", asked)
    with pytest.raises(cores.Ended):
        try:
            list(cores.spread(str, MANY))
        finally:
            with mark.open("a", encoding="utf-8") as file:
                file.write("x")
    assert mark.read_text("utf-8") == "x"
    assert nobody_is_left()


def test_what_is_done_meanwhile() -> None:
    with cores.meanwhile(lambda: ({"a": 1}, os.getpid())) as found:
        assert list(cores.spread(lambda each: each, MANY)) == [*MANY]
        said, process = found()
        assert said == {"a": 1}
        assert process != os.getpid()
        assert found() == (said, process)
    assert nobody_is_left()


def test_what_is_raised_meanwhile_is_raised_when_somebody_asks() -> None:
    def work() -> int:
        raise ValueError("of a copy")

    with cores.meanwhile(work) as found, pytest.raises(ValueError, match="of a copy"):
        found()
    assert nobody_is_left()


def test_what_is_done_meanwhile_by_one_that_is_killed() -> None:
    with cores.meanwhile(lambda: os.kill(os.getpid(), signal.SIGKILL)) as found, pytest.raises(cores.Ended):
        found()
    assert nobody_is_left()


def test_nobody_waits_for_what_is_done_meanwhile_if_it_is_not_wanted() -> None:
    with pytest.raises(RuntimeError), cores.meanwhile(signal.pause):
        raise RuntimeError
    assert nobody_is_left()


def test_where_there_is_no_room_for_another_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    with cores.meanwhile(os.getpid) as found:
        assert found() == os.getpid()
    monkeypatch.undo()
    assert nobody_is_left()


def test_beside_threads_it_is_done_here_when_somebody_asks() -> None:
    done = list[int]()
    stop = threading.Event()
    beside = threading.Thread(target=stop.wait)
    beside.start()
    try:
        with cores.meanwhile(lambda: done.append(os.getpid())) as found:
            assert done == []
            found()
            found()
    finally:
        stop.set()
        beside.join()
    assert done == [os.getpid()]
