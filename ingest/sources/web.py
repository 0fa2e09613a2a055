"""One web address: a page, or a feed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.safe_address import require_public
from clippings.ingest.sources import feeds

_LARGEST_BYTES = 20_000_000
_TIMEOUT_S = 20.0
_RETRIES = 2


def documents(url: str, allow_local: bool = False) -> Iterator[RawDocument | Reject]:
    """The page at an address, or the entries of the feed there.

    Raises:
        SourceUnavailable: It cannot be fetched, or is larger than 20 MB.
        UnsafeAddress: It, or where it redirects to, is not a public address.
    """
    content, address, charset = _fetch(url, allow_local)
    if feeds.looks_like_a_feed(content):
        yield from feeds.entries(content, url)
        return
    yield RawDocument(
        location=url,
        kind="html",
        content=content,
        charset=charset,
        fallback_url=address,
        fallback_source=urlsplit(address).hostname or "",
    )


def _fetch(url: str, allow_local: bool) -> tuple[bytes, str, str | None]:
    def check(request: httpx.Request) -> None:
        if not allow_local:
            require_public(request.url)

    agent = f"clippings/{version('clippings')}"
    try:
        with (
            httpx.Client(
                transport=httpx.HTTPTransport(retries=_RETRIES),
                event_hooks={"request": [check]},
                follow_redirects=True,
                timeout=_TIMEOUT_S,
                headers={"User-Agent": agent},
            ) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                if len(content) > _LARGEST_BYTES:
                    raise SourceUnavailable(f"{url} is larger than {_LARGEST_BYTES // 1_000_000} MB.")
            return bytes(content), str(response.url), response.charset_encoding
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = f"{error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else str(error)
        raise SourceUnavailable(f"{url} cannot be fetched ({reason}).", "Check the address and try again.") from error
