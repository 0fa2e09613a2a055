"""Near-identical texts at different addresses, by MinHash over word shingles (Broder 1997), with datasketch.

The signature is cut into bands; articles that share a band are candidates (locality-sensitive hashing), and the
signatures decide. The bands live in the catalogue, because an archive outlives any process.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from datasketch import MinHash

_PERMUTATIONS = 64
_BANDS = 16
_SHINGLE_WORDS = 4
_SEED = 1
LEAST_SIMILARITY = 0.75
"""Estimated Jaccard similarity of the shingles from which two articles tell one story in the same words."""

_EMPTY = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=zlib.crc32, scheme="affine32")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 30


def signature(text: str) -> tuple[bytes, tuple[bytes, ...]]:
    """The MinHash signature of a text and the keys of its bands; empty for texts too short to compare."""
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return b"", ()
    shingles = {" ".join(words[at : at + _SHINGLE_WORDS]).encode() for at in range(len(words) - _SHINGLE_WORDS + 1)}
    minhash = _EMPTY.copy()
    minhash.update_batch(list(shingles))
    values = minhash.hashvalues.astype("<u4")
    keys = tuple(
        bytes([number]) + zlib.crc32(band.tobytes()).to_bytes(4, "big")
        for number, band in enumerate(np.split(values, _BANDS))
    )
    return values.tobytes(), keys


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two signatures, 0 to 1."""
    if not one or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))
