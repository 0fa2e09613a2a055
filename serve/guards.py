"""What is checked of every request before anything is done, and what every response says to the browser."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clippings.core.errors import ClippingsError
from clippings.serve.errors import WrongOrigin

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_ONLY_READS = {"GET", "HEAD"}


class Guards:
    """Refuses requests that another site's page has caused, and puts the headers of security on every response.

    A page of another site can make its own name lead to this machine (DNS rebinding) and would then be of the same
    origin; the name of the host gives it away.

    Args:
        app: What is guarded.
        hosts: By which names it may be addressed; None for any.
        refused: Makes a response of an error.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str] | None, refused: Callable[[Request, ClippingsError], Response]
    ) -> None:
        self._app = app
        self._hosts = None if hosts is None else {host.lower() for host in hosts}
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        is_static = scope["path"].startswith("/static/")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "max-age=3600" if is_static else "no-store")
            await send(message)

        request = Request(scope, receive)
        try:
            self._check_host(request)
            _check_origin(request)
        except WrongOrigin as error:
            await self._refused(request, error)(scope, receive, sending)
            return
        await self._app(scope, receive, sending)

    def _check_host(self, request: Request) -> None:
        host = _name_in(request.headers.get("host", ""))
        if not host or (self._hosts is not None and host not in self._hosts):
            raise WrongOrigin(
                "This archive is not served under the name that was asked for.",
                "Ask for http://127.0.0.1 with its port, or let its admin add the name to CLIPPINGS_SERVE_HOSTS.",
            )


def _check_origin(request: Request) -> None:
    """Another site may link to a page; it may not fetch, embed or change anything."""
    from_elsewhere = request.headers.get("sec-fetch-site") == "cross-site"
    navigates = request.headers.get("sec-fetch-mode") == "navigate" and request.method in _ONLY_READS
    origin = request.headers.get("origin")
    is_foreign = bool(origin) and _authority(origin or "") != request.headers.get("host", "").lower()
    if (from_elsewhere and not navigates) or is_foreign:
        raise WrongOrigin("Another site's page sent this request.", "Open the archive's own page.")


def _name_in(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
