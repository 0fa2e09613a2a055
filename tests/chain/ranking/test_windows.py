from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.ranking.windows import windows
from clippings.core.sentences import Span

_LENGTHS = st.lists(st.integers(1, 600), max_size=12)


def _spans(lengths: list[int]) -> list[Span]:
    spans, at = [], 0
    for length in lengths:
        spans.append(Span(at, at + length))
        at += length + 1
    return spans


@given(_LENGTHS)
def test_windows_are_whole_sentences_that_fit_and_every_sentence_stands_in_one(lengths: list[int]) -> None:
    spans = _spans(lengths)
    found = windows(spans, 400)
    assert {at for window in found for at in range(window.first, window.last + 1)} == set(range(len(spans)))
    for window in found:
        assert window.span == Span(spans[window.first].start, spans[window.last].end)
        assert window.first == window.last or window.span.end - window.span.start <= 400


@given(_LENGTHS)
def test_no_window_is_part_of_another(lengths: list[int]) -> None:
    found = windows(_spans(lengths), 400)
    assert all(one.first < other.first and one.last < other.last for one, other in pairwise(found))
