"""Near-identical texts at different addresses, by MinHash over word shingles (Broder 1997; `minhash.py`).

The signature is cut into bands; articles that share a band are candidates (locality-sensitive hashing), and the
signatures decide. The bands live in the catalogue, because an archive outlives any process. Measured by
`benchmarks/near_duplicates.py`; docs/decisions/018 has the figures.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from clippings.ingest.deduplication.minhash import minhash_of

_BANDS, _BAND_VALUES = 21, 3
_SHINGLE_TOKENS = 4
LEAST_SIMILARITY_WITHIN_A_SOURCE = 0.75
"""Estimated Jaccard similarity of the shingles from which two articles of one source tell one story in the same words.
An outlet's pages also share menus, boxes and standing paragraphs: of 18 real pairs between 0.5 and 0.75 that were
looked at, 13 tell different news."""
LEAST_SIMILARITY_ACROSS_SOURCES = 0.4
"""The same for articles of different sources, which share nothing but what came over the wire."""
MOST_TELLINGS_BY_ONE_SOURCE = 4
"""A text that one source shows in more articles than this is a notice or a menu, not a story: 200 of 11,608 real pages
hold nothing else, up to 134 of them the same."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that write no space between words."""
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_FEWEST_TOKENS = 30


class Telling(NamedTuple):
    """What of an article decides whether it tells a story that another told."""

    id: int
    minhash: bytes
    story_id: int | None
    """The article that told it first, when that is another."""
    source: str

    @property
    def story(self) -> int:
        return self.story_id or self.id


def signature(text: str) -> tuple[bytes, tuple[bytes, ...]]:
    """The MinHash signature of a text and the keys of its bands; empty for texts too short to compare.

    A shingle is four words, or four characters where a script writes no spaces between words.
    """
    tokens = _TOKEN.findall(text.lower())
    if len(tokens) < _FEWEST_TOKENS:
        return b"", ()
    runs = zip(*(tokens[at:] for at in range(_SHINGLE_TOKENS)), strict=False)
    values = minhash_of([" ".join(run).encode() for run in runs]).astype("<u4")
    banded = values[: _BANDS * _BAND_VALUES].reshape(_BANDS, _BAND_VALUES)
    keys = tuple(bytes([number]) + zlib.crc32(band.tobytes()).to_bytes(4, "big") for number, band in enumerate(banded))
    return values.tobytes(), keys


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two signatures, 0 to 1; its standard error is 0.06 at most."""
    if not one or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def story_of(minhash: bytes, source: str, others: Iterable[Telling], known_story: int | None = None) -> int | None:
    """The story that an article tells in nearly the same words as another, or None when it tells its own.

    Args:
        minhash: The article's signature.
        source: Its source's name.
        others: Current articles at other addresses, oldest first.
        known_story: The story of the version that this one follows: it stays there while anyone still tells it so.
    """
    told = [(similarity(minhash, other.minhash), other) for other in others]
    near = [(likeness, other) for likeness, other in told if likeness >= _least(source, other.source)]
    if sum(other.source == source for _, other in near) >= MOST_TELLINGS_BY_ONE_SOURCE:
        near = [(likeness, other) for likeness, other in near if other.source != source]
    if known_story in {other.story for _, other in near}:
        return known_story
    return max(near, key=lambda one: one[0])[1].story if near else None


def _least(source: str, other: str) -> float:
    return LEAST_SIMILARITY_WITHIN_A_SOURCE if source == other else LEAST_SIMILARITY_ACROSS_SOURCES
