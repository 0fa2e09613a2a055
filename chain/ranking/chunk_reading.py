"""What can be read of a chunk before any question is asked: its sentences, their words, and the windows to show.

Kept for the chunks read last: news is asked about in bursts, and reading a chunk costs more than weighing it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from clippings.chain.ranking.windows import windows
from clippings.core.sentences import sentences
from clippings.core.types import Chunk
from clippings.vectorstore.lexical.tokenizers import group_of, words

_KEPT = 5_000
"""Chunks; about 8 kB each."""

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]\w+")
_AFTER_ITS_FIRST_LETTER = 2
"""That is a capital in any case, perhaps behind a quotation mark."""

_NUMBER = re.compile(r"\d\w*")


@dataclass(frozen=True, slots=True)
class ChunkWords:
    """A chunk's sentences and windows, as tuples of strings and numbers alone: Python's garbage collector leaves such
    tuples alone, where an object for each sentence made it stop a question for 200 ms (docs/decisions/035)."""

    words: tuple[tuple[str, ...], ...]
    """Of each sentence, in order, as the lexical index spells them."""
    names: tuple[tuple[str, ...], ...]
    """Of each sentence: its capitalised words, in small letters; the one that opens it is not among them."""
    numbers: tuple[int, ...]
    """How many words of each sentence have digits."""
    spans: tuple[tuple[int, int, int, int], ...]
    """Of each window: its first and last sentence, and its offsets from the start of the chunk."""


def read(chunk: Chunk) -> ChunkWords:
    """The sentences and windows of a chunk."""
    return _read(chunk.text, chunk.article.language)


@functools.lru_cache(_KEPT)
def _read(text: str, language: str) -> ChunkWords:
    group, spans = group_of(language), sentences(text, language)
    texts = [text[span.start : span.end] for span in spans]
    return ChunkWords(
        words=tuple(tuple(words(sentence, group)) for sentence in texts),
        names=tuple(tuple({name.lower() for name in _NAME.findall(one, _AFTER_ITS_FIRST_LETTER)}) for one in texts),
        numbers=tuple(len(_NUMBER.findall(sentence)) for sentence in texts),
        spans=tuple((one.first, one.last, one.span.start, one.span.end) for one in windows(spans)),
    )
