"""Which addresses may be fetched: public ones, unless the settings say otherwise."""

from __future__ import annotations

import ipaddress
import socket

import httpx

from clippings.core.errors import SourceUnavailable, UnsafeAddress


def require_public(url: httpx.URL) -> None:
    """Refuse addresses of this machine and its local network.

    Every address that the name resolves to must be public. Called for each request, so also for each redirect.

    Raises:
        UnsafeAddress: It leads somewhere local, or is not http(s).
        SourceUnavailable: The name does not resolve.
    """
    if url.scheme not in {"http", "https"}:
        raise UnsafeAddress(f"{url} is not an http or https address.", "Only those are fetched.")
    try:
        found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that no server can have
        reason = getattr(error, "strerror", None) or error
        raise SourceUnavailable(f"{url.host} cannot be found ({reason}).", "Check the address.") from None
    for *_, place in found:
        if not ipaddress.ip_address(str(place[0]).split("%")[0]).is_global:
            raise UnsafeAddress(
                f"{url} leads to this machine or its local network.",
                "If that is meant, set CLIPPINGS_ALLOW_LOCAL_ADDRESSES=true.",
            )
