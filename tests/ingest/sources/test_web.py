"""Web addresses: a page or a feed from a real server; nothing local unless the settings allow it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from clippings.core.errors import SourceUnavailable, UnsafeAddress
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.safe_address import require_public
from clippings.ingest.sources import web
from tests.ingest.pages import page
from tests.ingest.sources.test_feeds import RSS

KOREAN = page(headline="항구가 문을 닫았다").replace('charset="utf-8"', "")


class Paper(BaseHTTPRequestHandler):
    """A small newspaper on loopback."""

    def do_GET(self) -> None:
        place = self.path.split("?")[0]
        if place == "/moved":
            self.send_response(301)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        if place == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        if place == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
            return
        kind, content = {
            "/page": ("text/html; charset=utf-8", page().encode()),
            "/korean": ("text/html; charset=euc-kr", KOREAN.encode("euc-kr")),
            "/feed": ("application/rss+xml", RSS),
            "/agent": ("text/html", str(self.headers["User-Agent"]).encode()),
            "/huge": ("text/html", b"x" * 20_000_001),
        }.get(place, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def paper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetched(url: str) -> RawDocument:
    [found] = web.documents(url, allow_local=True)
    assert isinstance(found, RawDocument)
    return found


def test_a_page_comes_with_its_address_and_its_host(paper: str) -> None:
    found = fetched(f"{paper}/page")
    assert (found.kind, found.content) == ("html", page().encode())
    assert (found.location, found.fallback_url) == (f"{paper}/page", f"{paper}/page")
    assert found.fallback_source == "127.0.0.1"


def test_a_page_that_moved_has_the_address_where_it_is_now(paper: str) -> None:
    found = fetched(f"{paper}/moved")
    assert found.content == page().encode()
    assert (found.location, found.fallback_url) == (f"{paper}/moved", f"{paper}/page")


def test_the_character_set_that_the_server_declares_is_kept(paper: str) -> None:
    assert fetched(f"{paper}/korean").charset == "euc-kr"


def test_a_feed_gives_its_entries(paper: str) -> None:
    found = list(web.documents(f"{paper}/feed", allow_local=True))
    assert [isinstance(item, RawDocument) for item in found] == [True, False, True]


def test_the_server_is_told_who_asks(paper: str) -> None:
    assert fetched(f"{paper}/agent").content.startswith(b"clippings/")


@pytest.mark.parametrize(
    ("place", "reason"), [("/missing", "404"), ("/loop", "redirect"), ("/huge", "larger than 20 MB")]
)
def test_what_cannot_be_fetched_is_unavailable_and_says_why(place: str, reason: str, paper: str) -> None:
    with pytest.raises(SourceUnavailable, match=reason) as refused:
        fetched(paper + place)
    assert paper + place in refused.value.what


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://no-such-name.invalid/", "http://[broken/", "http://"])
def test_a_server_that_is_not_there_is_unavailable(url: str) -> None:
    with pytest.raises(SourceUnavailable):
        fetched(url)


def test_a_redirect_to_a_file_is_never_followed(paper: str) -> None:
    with pytest.raises(SourceUnavailable):
        fetched(f"{paper}/to-file")


def test_a_local_address_is_refused_unless_it_is_allowed(paper: str) -> None:
    with pytest.raises(UnsafeAddress, match="this machine or its local network"):
        list(web.documents(f"{paper}/page"))


def test_a_redirect_to_a_local_address_is_refused_too(paper: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def first_address_is_public(url: httpx.URL) -> None:
        if url.path != "/moved":
            require_public(url)

    monkeypatch.setattr(web, "require_public", first_address_is_public)
    with pytest.raises(UnsafeAddress, match=f"{paper}/page"):
        list(web.documents(f"{paper}/moved"))
