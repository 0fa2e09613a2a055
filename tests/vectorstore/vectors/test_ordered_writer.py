"""Writes happen behind the caller's back, in their order, and none after one that failed."""

from __future__ import annotations

import threading

import pytest

from clippings.vectorstore.vectors.ordered_writer import OrderedWriter


def test_jobs_are_done_in_the_order_in_which_they_were_handed_over() -> None:
    done = list[int]()
    with OrderedWriter() as writer:
        for number in range(50):
            writer.hand_over(lambda number=number: done.append(number))  # type: ignore[misc]
    assert done == list(range(50))


def test_the_caller_goes_on_while_a_job_is_done_but_not_far_ahead() -> None:
    may_go_on, handed = threading.Event(), list[int]()

    def hand_over_many() -> None:
        with OrderedWriter() as writer:
            for number in range(10):
                writer.hand_over(lambda: may_go_on.wait(10))
                handed.append(number)

    thread = threading.Thread(target=hand_over_many)
    thread.start()
    thread.join(0.3)
    assert 1 <= len(handed) <= 3
    may_go_on.set()
    thread.join(10)
    assert len(handed) == 10


class Panic(BaseException):
    """As Chroma's engine raises it."""


@pytest.mark.parametrize("kind", [OSError, Panic])
def test_nothing_is_done_after_a_job_that_failed_and_its_error_is_raised(kind: type[BaseException]) -> None:
    done = list[str]()

    def fail() -> None:
        raise kind("No space left")

    def write() -> None:
        with OrderedWriter() as writer:
            writer.hand_over(lambda: done.append("before"))
            writer.hand_over(fail)
            writer.hand_over(lambda: done.append("after"))

    with pytest.raises(kind, match="No space left"):
        write()
    assert done == ["before"]


def test_when_the_caller_fails_what_was_handed_over_is_still_written() -> None:
    done = list[int]()

    def write() -> None:
        with OrderedWriter() as writer:
            writer.hand_over(lambda: done.append(1))
            raise RuntimeError("the encoder")

    with pytest.raises(RuntimeError, match="the encoder"):
        write()
    assert done == [1]
