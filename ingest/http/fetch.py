"""HTTP, polite and cheap: robots.txt, a pause for each host, nothing twice, and an end to everything."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from math import inf

import httpx

from clippings.core.errors import AddressGone, SourceUnavailable, UnsafeAddress
from clippings.ingest.documents import Validators
from clippings.ingest.http import meta_refresh
from clippings.ingest.http.bounded_body import read_body
from clippings.ingest.http.connections import CheckedTransport, Deadline
from clippings.ingest.http.rate_limit import HostPace
from clippings.ingest.http.retries import PassingTrouble, retry_after_s, with_retries
from clippings.ingest.http.robots import AGENT, Robots
from clippings.ingest.http.ssrf_guard import AddressRule

LARGEST_BYTES = 20_000_000
"""Of one answer, also after decompression."""
_MOST_REDIRECTS = 5
_GONE = (404, 410)
_FAILURES_OF_A_HOST = 5
"""After so many in a row, a host is left alone until the next run: a dead site must not hold up the others."""
_READABLE = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf",
             "application/pdf", "application/gzip", "application/x-gzip", "application/octet-stream",
             "binary/octet-stream")  # fmt: skip
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,text/plain;q=0.8,*/*;q=0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered."""

    url: str
    """Where it was found in the end."""
    content: bytes
    content_type: str
    charset: str | None
    validators: Validators
    """For the next time."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer to one request; with `next_url` where it redirects."""

    status: int
    url: str
    headers: httpx.Headers
    content: bytes = b""
    content_type: str = ""
    charset: str | None = None
    next_url: httpx.URL | None = None


class Fetcher:
    """Fetches addresses, one after the other. Close it, or use it as a context manager.

    Args:
        rule: Where it may connect to.
        delay_s: The least pause between two requests to one host; a longer Crawl-delay wins.
        longest_s: The most time for one answer, all of it.
        largest_bytes: Of one answer, also after decompression.
        sleep: Waits for so many seconds; may raise to give up.
    """

    def __init__(
        self,
        rule: AddressRule,
        delay_s: float = 1.0,
        longest_s: float = 60.0,
        largest_bytes: int = LARGEST_BYTES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rule = rule
        self._delay_s = delay_s
        self._longest_s = longest_s
        self._largest_bytes = largest_bytes
        self._sleep = sleep
        self._deadline = Deadline()
        self._client = httpx.Client(
            transport=CheckedTransport(rule, self._deadline),
            timeout=httpx.Timeout(min(20.0, longest_s)),
            headers={"User-Agent": f"{AGENT}/{version('clippings')}", "Accept": _ACCEPT, "Accept-Encoding": "gzip"},
            trust_env=False,
        )
        self._pace = HostPace(sleep)
        self._robots = Robots(self._read_robots)
        self._failures: Counter[str] = Counter()

    def get(self, url: str, known: Validators | None = None) -> Fetched | None:
        """The content of an address; None when it is still what `known` stands for.

        Raises:
            AddressGone: There is nothing at it.
            UnsafeAddress: It, or where it redirects to, is not a public address.
            SourceUnavailable: It cannot be fetched, is too large, takes too long, is of a kind that cannot be read, or
                its site does not want it fetched.
        """
        try:
            response = self._follow(url, known, obey_robots=True)
        except UnsafeAddress:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise SourceUnavailable(
                f"{url} cannot be fetched ({str(error) or type(error).__name__}).", "Check the address and try again."
            ) from error
        if response.status == 304:
            return None
        if response.status != 200:
            kind = AddressGone if response.status in _GONE else SourceUnavailable
            raise kind(f"{url} cannot be fetched ({response.status}).", "Check the address and try again.")
        validators = Validators(url, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
        return Fetched(response.url, response.content, response.content_type, response.charset, validators)

    def _follow(self, url: str, known: Validators | None, obey_robots: bool) -> _Answer:
        """Each redirect is a request of its own, with all the checks of the first."""
        at = httpx.URL(url)
        for _ in range(_MOST_REDIRECTS + 1):
            self._rule.require(at)
            site = f"{at.scheme}://{at.netloc.decode('ascii')}"
            if self._failures[site] >= _FAILURES_OF_A_HOST:
                raise SourceUnavailable(
                    f"{at} was not asked: {site} failed {_FAILURES_OF_A_HOST} times in a row.", "The next run tries it."
                )
            delay_s = 0.0  # for robots.txt itself, which is read once
            if obey_robots:
                self._robots.require(str(at), site)
                delay_s = max(self._delay_s, self._robots.delay_s(site))
            answer = self._with_retries(at, site, known, delay_s)
            if answer.next_url is None:
                return answer
            at = answer.next_url
        raise SourceUnavailable(f"{url} redirects more than {_MOST_REDIRECTS} times.", "Check the address.")

    def _with_retries(self, at: httpx.URL, site: str, known: Validators | None, delay_s: float) -> _Answer:
        def once() -> _Answer:
            self._pace.wait(site, delay_s)
            return self._ask(at, known)

        try:
            answer = with_retries(once, self._sleep)
        except PassingTrouble as trouble:
            self._failures[site] += 1
            raise SourceUnavailable(f"{at} cannot be fetched ({trouble}).", "The next run tries it again.") from None
        self._failures[site] = 0
        return answer

    def _ask(self, at: httpx.URL, known: Validators | None) -> _Answer:
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
        self._deadline.start(self._longest_s)
        try:
            with self._client.stream("GET", at, headers={k: v for k, v in conditions.items() if v}) as response:
                return self._answer(at, response)
        except httpx.TimeoutException as error:
            over = self._deadline.is_over  # a server that took all the time would do so again
            raise PassingTrouble(
                f"it takes longer than {self._longest_s:g} s: {str(error) or 'timeout'}", inf if over else None
            ) from None
        except httpx.TransportError as error:
            raise PassingTrouble(str(error) or type(error).__name__) from None

    def _answer(self, at: httpx.URL, response: httpx.Response) -> _Answer:
        if response.status_code in {429, 500, 502, 503, 504}:
            raise PassingTrouble(
                f"the server answers {response.status_code}", retry_after_s(response.headers.get("Retry-After", ""))
            )
        if response.next_request is not None:
            return _Answer(response.status_code, str(at), response.headers, next_url=response.next_request.url)
        if response.status_code != 200:
            return _Answer(response.status_code, str(at), response.headers)
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind and not (kind.startswith(_READABLE) or kind.endswith("+xml")):
            raise SourceUnavailable(f"{at} is {kind}, which cannot be read.", "Pages, PDF, feeds and sitemaps can.")
        content = read_body(response, self._largest_bytes, str(at))
        leads_to = meta_refresh.leads_to(content, str(at)) if "html" in kind else ""
        next_url = httpx.URL(leads_to) if leads_to else None
        return _Answer(200, str(at), response.headers, content, kind, response.charset_encoding, next_url)

    def _read_robots(self, url: str) -> bytes | None:
        answer = self._follow(url, None, obey_robots=False)
        return answer.content if answer.status == 200 else None

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
