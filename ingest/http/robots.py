"""What a site asks of robots (RFC 9309), by protego, and the pause between two requests to one host."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clippings.core.errors import SourceUnavailable

if TYPE_CHECKING:
    from protego import Protego

AGENT = "clippings"
_LARGEST_BYTES = 512_000
"""As RFC 9309 asks for at least: 500 KiB."""
_LONGEST_DELAY_S = 60.0
"""A longer Crawl-delay is shortened to this, or one source would keep all others waiting for days."""

ReadRobots = Callable[[str], bytes | None]
"""The content of an address, None where it answers 4xx."""


class Robots:
    """The robots.txt of every host, read once in the life of this object.

    Args:
        read: Fetches one; raises `SourceUnavailable` where the host cannot be reached or answers 5xx.
    """

    def __init__(self, read: ReadRobots) -> None:
        self._read = read
        self._known: dict[str, Protego | SourceUnavailable] = {}

    def require(self, url: str, site: str) -> None:
        """Refuse an address that the site does not want to be fetched.

        Args:
            url: The address.
            site: Its beginning up to the path: `https://example.org`.

        Raises:
            SourceUnavailable: The site disallows it, or its robots.txt cannot be read (then nothing may be fetched).
        """
        if not self._of(site).can_fetch(url, AGENT):
            raise SourceUnavailable(
                f"{url} is not to be fetched: {site}/robots.txt disallows it.",
                "Ask the site for a feed or files, or exclude the address.",
            )

    def delay_s(self, site: str) -> float:
        """The Crawl-delay that the site asks for, at most a minute; 0 where it asks for none."""
        return min(float(self._of(site).crawl_delay(AGENT) or 0.0), _LONGEST_DELAY_S)

    def _of(self, site: str) -> Protego:
        from protego import Protego

        if site not in self._known:
            try:
                content = self._read(f"{site}/robots.txt") or b""
                self._known[site] = Protego.parse(content[:_LARGEST_BYTES].decode("utf-8", "replace"))
            except SourceUnavailable as error:
                self._known[site] = error
        known = self._known[site]
        if isinstance(known, SourceUnavailable):
            raise known
        return known
