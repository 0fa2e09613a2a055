"""An even sample of numbers that come and go, which depends only on the numbers that are there.

Bottom-k sampling (Cohen and Kaplan 2007): each number has a place between 0 and 1, and those below a ceiling are the
sample. Taking the same numbers in twice, or in another order, leaves it as once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

MOST = 512
"""A mean of so many unit vectors lies within 0.02 of the mean of all (their variance is below 0.2)."""

_GOLDEN = 0x9E3779B97F4A7C15
_PLACES = 1 << 64


@dataclass(frozen=True, slots=True)
class EvenSample:
    """The members of some set whose places lie at or below the ceiling."""

    members: frozenset[int] = frozenset()
    ceiling: int = _PLACES

    @property
    def size_of_all(self) -> int:
        """How many numbers the set has, as the share that the sample is tells."""
        return round(len(self.members) * _PLACES / self.ceiling)

    @property
    def is_thin(self) -> bool:
        """Whether so many have gone that the set, which has more, should be sampled anew."""
        return self.ceiling < _PLACES and len(self.members) < MOST // 2

    def without(self, gone: Collection[int]) -> EvenSample:
        """The sample after some numbers have left the set."""
        return EvenSample(self.members.difference(gone), self.ceiling)

    def taking_in(self, come: Iterable[int]) -> EvenSample:
        """The sample after some numbers have come into the set; at most `MOST` are kept."""
        members = sorted(self.members.union(one for one in come if _place(one) <= self.ceiling), key=_place)
        if len(members) <= MOST:
            return EvenSample(frozenset(members), self.ceiling)
        return EvenSample(frozenset(members[:MOST]), _place(members[MOST - 1]))


def _place(number: int) -> int:
    """Multiples of the golden ratio, without their whole part, lie evenly between 0 and 1."""
    return number * _GOLDEN % _PLACES
