"""A system that is a server: the request posted as JSON, the reply as JSON."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import time
from typing import Any
from urllib.parse import urlsplit

import httpx

from clippings.evaluation.systems.reply import MOST_BYTES, Reply, Unusable, excerpt, parse, read_json
from clippings.evaluation.systems.system import SystemFailure

_PATIENCE_AT_CLOSE_S = 2.0


def name_of(url: str) -> str:
    """An address without user, password, query and fragment, any of which may hold a key."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}"


class HttpSystem:
    """Posts each request to an address; redirects are not followed, so that the key goes nowhere else.

    Args:
        url: http or https.
        timeout_s: For each question, from the connection to the last byte.
        key: Sent as a bearer token.
    """

    def __init__(self, url: str, timeout_s: float, key: str | None = None) -> None:
        self.name = name_of(url)
        self._url = url
        self._timeout_s = timeout_s
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {key}"} if key else None,
            timeout=None,  # one deadline counts for all of it
            trust_env=not _is_loopback(url),
        )

    def ask(self, request: dict[str, Any]) -> Reply:
        """See `System.ask`."""
        value = self.post(request)
        try:
            reply = parse(value)
        except Unusable as unusable:
            raise SystemFailure(f"It replied with {unusable}.") from None
        if reply.id is not None and str(reply.id) != request["id"]:
            raise SystemFailure(
                f"It replied with the id {excerpt(str(reply.id).encode())} where the question's is {request['id']!r}."
            )
        return reply

    def post(self, body: dict[str, Any]) -> Any:
        """The JSON that the server sends back.

        Raises:
            SystemFailure: It cannot be reached, is late, or sends something else.
        """
        began_s = time.monotonic()
        try:
            status, content = self._runner.run(asyncio.wait_for(self._posted(body), self._timeout_s))
        except TimeoutError:
            raise SystemFailure(f"It gave no reply within {self._timeout_s:g} s.") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            after_s = time.monotonic() - began_s
            raise SystemFailure(
                f"The exchange with {self.name} broke off after {after_s:.1f} s ({type(error).__name__}: {error}).",
                "Is the server running, and is that its address?",
            ) from None
        except Unusable as unusable:
            raise SystemFailure(f"It replied with {unusable}.") from None
        if status != httpx.codes.OK:
            hint = "It takes a key: CLIPPINGS_SYSTEM_API_KEY." if status in {401, 403} else ""
            raise SystemFailure(f"It replied with HTTP {status}: {excerpt(content, 200)}.", hint)
        try:
            return read_json(content)
        except Unusable as unusable:
            raise SystemFailure(f"It replied with {unusable}.") from None

    async def _posted(self, body: dict[str, Any]) -> tuple[int, bytes]:
        received = bytearray()
        async with self._client.stream("POST", self._url, json=body) as response:
            async for piece in response.aiter_bytes():
                received += piece
                if len(received) > MOST_BYTES:
                    raise Unusable(f"more than {MOST_BYTES // 1024 // 1024} MB")
        return response.status_code, bytes(received)

    def close(self) -> None:
        """See `System.close`."""
        with contextlib.suppress(TimeoutError, httpx.HTTPError):
            self._runner.run(asyncio.wait_for(self._client.aclose(), _PATIENCE_AT_CLOSE_S))
        self._runner.close()


def _is_loopback(url: str) -> bool:
    """No proxy stands between this machine and itself."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
