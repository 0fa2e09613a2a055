"""How often one client may ask."""

from __future__ import annotations

import math
from collections import OrderedDict

from pyrate_limiter import GCRA, MonotonicClock, Rate, RateItem, StateBucket

from clippings.serve.errors import TooManyRequests

_MINUTE_MS = 60_000
_MOST_CLIENTS = 10_000
"""Remembered at once; the one that has not asked for longest is forgotten, and begins anew."""


class RateLimit:
    """So many requests a minute for each client, in a burst or spread out.

    Args:
        a_minute: How many.
    """

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._clock = MonotonicClock()
        self._buckets: OrderedDict[str, StateBucket] = OrderedDict()

    def take(self, client: str) -> None:
        """Count a request.

        Raises:
            TooManyRequests: It is one too many, and is not counted.
        """
        bucket = self._buckets.get(client)
        if bucket is None:
            bucket = self._buckets[client] = StateBucket([Rate(self.a_minute, _MINUTE_MS)], GCRA(), clock=self._clock)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(client)
        item = RateItem(client, self._clock.now())
        if bucket.put(item):
            return
        waiting_ms = bucket.waiting(item)
        wait_s = max(1, math.ceil(waiting_ms / 1_000)) if isinstance(waiting_ms, int) else 1
        raise TooManyRequests(
            f"You have asked {self.a_minute} times within a minute, which is as many as may be.",
            f"Ask again in {wait_s} seconds.",
            wait_s,
        )
