"""What can be read of a chunk before any question is asked: its sentences, their words, and the windows to show.

Kept for the chunks read last: news is asked about in bursts, and reading a chunk costs more than weighing it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from clippings.chain.windows import Window, windows
from clippings.core.sentences import sentences
from clippings.core.types import Chunk
from clippings.vectorstore.tokenizers import group_of, words

_KEPT = 5_000
"""Chunks; about 8 kB each."""

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]\w+")
_AFTER_ITS_FIRST_LETTER = 2
"""That is a capital in any case, perhaps behind a quotation mark."""

_NUMBER = re.compile(r"\d\w*")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a chunk."""

    words: tuple[str, ...]
    """In order, as the lexical index spells them."""
    names: frozenset[str]
    """Capitalised words, in small letters; the one that opens the sentence is not among them."""
    numbers: int
    """Words with digits."""


@dataclass(frozen=True, slots=True)
class ReadChunk:
    """A chunk's sentences and windows; the offsets of the windows count from the start of the chunk."""

    sentences: tuple[ReadSentence, ...]
    windows: tuple[Window, ...]


def read(chunk: Chunk) -> ReadChunk:
    """The sentences and windows of a chunk."""
    return _read(chunk.text, chunk.article.language)


@functools.lru_cache(_KEPT)
def _read(text: str, language: str) -> ReadChunk:
    group, spans = group_of(language), sentences(text, language)
    return ReadChunk(
        tuple(_sentence(text[span.start : span.end], group) for span in spans),
        tuple(windows(spans)),
    )


def _sentence(text: str, group: str) -> ReadSentence:
    return ReadSentence(
        tuple(words(text, group)),
        frozenset(map(str.lower, _NAME.findall(text, _AFTER_ITS_FIRST_LETTER))),
        len(_NUMBER.findall(text)),
    )
