"""What the reader's encoder is given: question, headline and day, and the sentences of a passage, as tokens.

    [CLS] question [SEP] headline. day. sentence sentence ... [SEP]

Each sentence is tokenised by itself, so that every token belongs to one sentence and knows its characters. A passage
that is longer than the encoder's length is read in several inputs, cut between sentences.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tokenizers import Tokenizer

from clippings.core.sentences import Span

MOST_TOKENS = 320
"""Of one input. A chunk has about 200 in English; the encoder was trained with no more than this."""

_QUESTION_TOKENS, _HEADLINE_TOKENS, _SENTENCE_TOKENS = 64, 40, 160
"""A longer question, headline or sentence is read up to here; its offsets stay exact."""

_KEPT = 500
"""Chunks whose tokens are kept: about 15 kB each."""

_MOST_CHARACTERS = 2_000
"""Of a sentence that are tokenised at all: more than its tokens can hold."""


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """One sequence for the encoder; all lists have one entry a token.

    `sentence_of` is the position in the list of sentences given, -1 for tokens of question, headline and separators;
    `starts` and `ends` are offsets into the text that holds the sentences, -1 likewise.
    """

    token_ids: list[int]
    token_types: list[int]
    """0 for the question, 1 for the passage."""
    sentence_of: list[int]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class _Tokens:
    ids: list[int]
    starts: list[int]
    ends: list[int]


class InputBuilder:
    """Builds inputs with one tokenizer.

    Args:
        tokenizer: Of the encoder, or its `tokenizer.json`.
        first: The token that opens an input.
        separator: The token that ends question and passage.
        tells_apart: Whether the encoder has a type for the tokens of the passage.
    """

    def __init__(
        self,
        tokenizer: Tokenizer | Path,
        first: str = "[CLS]",
        separator: str = "[SEP]",
        tells_apart: bool = True,
    ) -> None:
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer)) if isinstance(tokenizer, Path) else tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # "[SEP]" in an article is text, and ends nothing
        self._first: int = self._token(first)
        self._separator: int = self._token(separator)
        self._passage_type = int(tells_apart)
        self._sentences = functools.lru_cache(_KEPT)(self._sentences_of)

    def _token(self, text: str) -> int:
        found = self._tokenizer.token_to_id(text)
        if found is None:
            raise ValueError(f"the tokenizer has no {text}")
        return found

    def build(
        self, question: str, headline: str, published_at: datetime | None, text: str, sentences: Sequence[Span]
    ) -> list[ReaderInput]:
        """The inputs that together hold every sentence once; sentences of invisible characters have no tokens, and
        where there are only such there is no input.

        Args:
            question: What is asked.
            headline: Of the article.
            published_at: Of the article.
            text: That the sentences are of; token offsets count its characters.
            sentences: Spans into `text`, in order.
        """
        asked = self._plain(question[:_MOST_CHARACTERS], _QUESTION_TOKENS)
        day = f"{published_at.day} {published_at:%B %Y}." if published_at else ""
        title = self._plain(headline[:_MOST_CHARACTERS], _HEADLINE_TOKENS) + self._plain(day, _HEADLINE_TOKENS)
        start = [self._first, *asked, self._separator]
        room = MOST_TOKENS - len(start) - len(title) - 1
        said = self._sentences(tuple(text[one.start : min(one.end, one.start + _MOST_CHARACTERS)] for one in sentences))
        inputs: list[ReaderInput] = []
        first, used = 0, 0
        for at, tokens in enumerate(said):
            if used and used + len(tokens.ids) > room:
                inputs.append(self._input(start, title, said, sentences, first, at))
                first, used = at, 0
            used += len(tokens.ids)
        if used:
            inputs.append(self._input(start, title, said, sentences, first, len(said)))
        return inputs

    def of_question(self, question: str) -> ReaderInput:
        """A question by itself."""
        ids = [self._first, *self._plain(question[:_MOST_CHARACTERS], _QUESTION_TOKENS), self._separator]
        nowhere = [-1] * len(ids)
        return ReaderInput(ids, [0] * len(ids), nowhere, nowhere, nowhere)

    def _input(
        self,
        start: list[int],
        title: list[int],
        said: Sequence[_Tokens],
        sentences: Sequence[Span],
        first: int,
        end: int,
    ) -> ReaderInput:
        before = len(start) + len(title)
        ids, sentence_of, starts, ends = [*start, *title], [-1] * before, [-1] * before, [-1] * before
        for at in range(first, end):
            tokens, offset = said[at], sentences[at].start
            ids.extend(tokens.ids)
            sentence_of.extend([at] * len(tokens.ids))
            starts.extend(offset + start for start in tokens.starts)
            ends.extend(offset + end for end in tokens.ends)
        ids.append(self._separator)
        for of_tokens in (sentence_of, starts, ends):
            of_tokens.append(-1)
        types = [0] * len(start) + [self._passage_type] * (len(ids) - len(start))
        return ReaderInput(ids, types, sentence_of, starts, ends)

    def _plain(self, text: str, most: int) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids[:most] if text else []

    def _sentences_of(self, texts: tuple[str, ...]) -> list[_Tokens]:
        found = []
        for encoded in self._tokenizer.encode_batch(list(texts), add_special_tokens=False):
            offsets = encoded.offsets[:_SENTENCE_TOKENS]
            found.append(
                _Tokens(encoded.ids[:_SENTENCE_TOKENS], [one for one, _ in offsets], [one for _, one in offsets])
            )
        return found
