from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.generation.sentence_stream import of_text
from clippings.chain.generation.stream_timeout import TooLate, until


def _slowly() -> Iterator[int]:
    for number in range(100):
        time.sleep(0.05)
        yield number


def _keep(numbers: Iterator[int], seen: list[int]) -> None:
    for number in numbers:
        seen.append(number)


def test_a_stream_is_cut_off_when_its_time_is_up_however_steadily_it_comes() -> None:
    seen: list[int] = []
    with pytest.raises(TooLate):
        _keep(until(_slowly(), 0.3), seen)
    assert len(seen) < 10


def test_what_a_stream_raises_is_raised_where_it_is_read() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ConnectionError("gone")

    seen: list[int] = []
    with pytest.raises(ConnectionError):
        _keep(until(broken(), 5), seen)
    assert seen == [1]


@given(st.lists(st.text(max_size=12), max_size=12))
def test_a_stream_in_pieces_has_the_sentences_of_the_whole(pieces: list[str]) -> None:
    written = "".join(pieces)
    together = "".join("".join(of_text(pieces, "en")).split())
    assert together == "".join(written.split())
