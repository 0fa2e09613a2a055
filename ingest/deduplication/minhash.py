"""MinHash signatures (Broder 1997), value for value those of datasketch's `MinHash(scheme="affine32")`.

Archives keep signatures, so no value may ever change; the tests compare them with the library's. They are computed here
because importing any part of datasketch loads scipy.integrate, which costs every process that reads documents more than
reading a hundred of them (docs/decisions/092).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.uint32]

_PERMUTATIONS = 64
_SEED = 1
_EMPTY = (1 << 32) - 1


def minhash_of(items: Sequence[bytes]) -> Values:
    """The least of the items' hashes under each of 64 permutations; an item that comes twice counts once."""
    factors, addends = _permutations()
    permuted = factors * _mixed(np.fromiter(map(crc32, items), np.uint32, len(items)))
    permuted += addends
    least: Values = permuted.min(axis=1, initial=_EMPTY)
    return least


@functools.cache
def _permutations() -> tuple[Values, Values]:
    """Of x -> ax + b modulo 2^32, each a and b, as columns; an odd a makes it a permutation."""
    random = np.random.RandomState(_SEED)  # whose numbers stay the same in every version of numpy
    factors = random.randint(0, 1 << 31, _PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    addends = random.randint(0, 1 << 32, _PERMUTATIONS, dtype=np.uint32)
    return factors[:, np.newaxis], addends[:, np.newaxis]


def _mixed(hashes: Values) -> Values:
    """The finalizer of MurmurHash3, which spreads hashes that have a pattern."""
    hashes = hashes ^ (hashes >> np.uint32(16))
    hashes = hashes * np.uint32(0x85EBCA6B)
    hashes = hashes ^ (hashes >> np.uint32(13))
    hashes = hashes * np.uint32(0xC2B2AE35)
    return hashes ^ (hashes >> np.uint32(16))
