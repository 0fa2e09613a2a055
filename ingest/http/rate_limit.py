"""The pause between two requests to one host."""

from __future__ import annotations

from collections.abc import Callable

from pyrate_limiter import GCRA, BucketFactory, Limiter, MonotonicClock, Rate, RateItem, StateBucket

_POLL_S = 0.05


class HostPace:
    """Lets one request to a host through every so many seconds; hosts do not wait for each other.

    Args:
        sleep: Waits for so many seconds; may raise to give up.
    """

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._hosts = _Hosts()
        self._limiter = Limiter(self._hosts)

    def wait(self, host: str, delay_s: float) -> None:
        """Return when the next request to `host` may go out, `delay_s` after the one before."""
        if delay_s <= 0:
            return
        self._hosts.delays_ms.setdefault(host, max(1, round(delay_s * 1_000)))
        while not self._limiter.try_acquire(host, blocking=False):
            self._sleep(_POLL_S)


class _Hosts(BucketFactory):
    """One bucket a host, of constant size: none of them has to be emptied by a thread in the background."""

    def __init__(self) -> None:
        self.delays_ms: dict[str, int] = {}
        self._clock = MonotonicClock()
        self._buckets: dict[str, StateBucket] = {}

    def wrap_item(self, name: str, weight: int = 1) -> RateItem:
        return RateItem(name, self._clock.now(), weight=weight)

    def get(self, item: RateItem) -> StateBucket:
        if item.name not in self._buckets:
            self._buckets[item.name] = StateBucket([Rate(1, self.delays_ms[item.name])], GCRA(), clock=self._clock)
        return self._buckets[item.name]
