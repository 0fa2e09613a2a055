"""Connections that go where the address rule looked, and end when their time is up."""

from __future__ import annotations

import time
from collections.abc import Iterable
from math import inf
from typing import Any

import httpcore
import httpx

from clippings.ingest.http.ssrf_guard import AddressRule

_SOCKET_OPTION = Any  # as httpcore types it


class Deadline:
    """The moment at which the request under way must have ended, headers and body and all."""

    def __init__(self) -> None:
        self._at_s = inf

    def start(self, seconds: float) -> None:
        self._at_s = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._at_s

    def left(self, at_most_s: float | None) -> float:
        """Seconds that a single step may take.

        Raises:
            httpcore.ReadTimeout: None are left.
        """
        left = self._at_s - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole answer takes too long")
        return left if at_most_s is None else min(left, at_most_s)


class CheckedTransport(httpx.HTTPTransport):
    """httpx's own transport, on a network that resolves a name once, by the rule, and connects to what it found.

    The name stays in the Host header and in TLS (SNI and certificate). Proxies of the environment are not used: one
    would resolve the name again, out of sight.
    """

    def __init__(self, rule: AddressRule, deadline: Deadline) -> None:
        certificates = httpx.create_ssl_context()
        super().__init__(verify=certificates, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=certificates,
            max_connections=10,
            max_keepalive_connections=10,
            keepalive_expiry=15.0,
            network_backend=_CheckedNetwork(rule, deadline),
        )


class _CheckedNetwork(httpcore.NetworkBackend):
    def __init__(self, rule: AddressRule, deadline: Deadline) -> None:
        self._rule = rule
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        places = self._rule.places(host, port)
        for place in places[:-1]:
            try:
                return self._connect(place, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(places[-1], port, timeout, local_address, socket_options)

    def _connect(self, place: str, port: int, timeout: float | None, *more: Any) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.connect_tcp(place, port, self._deadline.left(timeout), *more), self._deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[_SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError(f"{path} is not an internet address")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose steps together end at the deadline: a server that sends a byte a second gets no further."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        return _TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
