"""Which addresses may be fetched: public ones, unless the admin says otherwise."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING

from clippings.core.errors import SourceUnavailable, UnsafeAddress

if TYPE_CHECKING:
    import httpx

_WAY_OUT = "If that is meant, allow the host by name: CLIPPINGS_ALLOW_HOSTS, or allow_hosts in sources.yaml."


class AddressRule:
    """Where ingest may connect to.

    Args:
        allow_local: Anywhere.
        allow_hosts: These names (and written addresses) may lead to this machine or its local network.
    """

    def __init__(self, allow_local: bool = False, allow_hosts: Iterable[str] = ()) -> None:
        self._allow_local = allow_local
        self._allow_hosts = {host.lower().rstrip(".") for host in allow_hosts}

    def places(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host, all of them allowed. Whoever connects must connect to one of these, and not
        look the name up again: its owner may answer otherwise the second time (DNS rebinding).

        Raises:
            UnsafeAddress: One of them is of this machine or its local network.
            SourceUnavailable: The name does not resolve.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:  # UnicodeError: a name that no server can have
            reason = getattr(error, "strerror", None) or error
            raise SourceUnavailable(f"{host} cannot be found ({reason}).", "Check the address.") from None
        places = list(dict.fromkeys(str(place[0]) for *_, place in found))
        if not self._allow_local and host.lower().rstrip(".") not in self._allow_hosts:
            for place in places:
                if not _is_public(place):
                    raise UnsafeAddress(f"{host} leads to this machine or its local network.", _WAY_OUT)
        return places

    def require(self, url: httpx.URL) -> None:
        """Refuse an address before anything is sent to it. Called for each request, so also for each redirect.

        Raises:
            UnsafeAddress: It leads somewhere local, or is not http(s).
            SourceUnavailable: The name does not resolve.
        """
        if url.scheme not in {"http", "https"}:
            raise UnsafeAddress(f"{url} is not an http or https address.", "Only those are fetched.")
        try:
            self.places(url.host, url.port or 443)
        except UnsafeAddress:
            raise UnsafeAddress(f"{url} leads to this machine or its local network.", _WAY_OUT) from None


def _is_public(place: str) -> bool:
    address = ipaddress.ip_address(place.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if inner:  # IPv4 inside IPv6 leads where the IPv4 address does
            return inner.is_global and not inner.is_multicast
        if any(address in network for network in _NEVER_PUBLIC):
            return False
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF).is_global
    return address.is_global and not address.is_multicast


_NEVER_PUBLIC = (ipaddress.ip_network("::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv4 written in IPv6 the old way (`::127.0.0.1`), which Python takes for public, and NAT64 of a local network."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
