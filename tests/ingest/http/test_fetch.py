"""Fetching: polite, cheap, and with an end to everything a server can think of."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from clippings.core.errors import SourceUnavailable, UnsafeAddress
from clippings.ingest.documents import Validators
from clippings.ingest.http.fetch import Fetcher
from clippings.ingest.http.ssrf_guard import AddressRule
from tests.ingest.newspaper import Newspaper, closed_port
from tests.ingest.pages import page

EVERYWHERE = AddressRule(allow_local=True)


class Clock:
    """Notes how long someone wanted to sleep, and lets a hundredth of it pass."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        time.sleep(seconds / 100)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(EVERYWHERE, delay_s=0, longest_s=0.6, largest_bytes=1_000_000, sleep=clock.sleep) as opened:
        yield opened


def refusal(fetcher: Fetcher, url: str) -> str:
    began = time.monotonic()
    with pytest.raises(SourceUnavailable) as refused:
        fetcher.get(url)
    assert time.monotonic() - began < 5
    assert url.removeprefix("http://").split("/")[0] in refused.value.what
    return str(refused.value)


def test_a_page_comes_with_its_address_and_character_set(fetcher: Fetcher, paper: Newspaper) -> None:
    found = fetcher.get(paper.put("/a", "Grüße".encode("latin-1"), "text/html; charset=iso-8859-1"))
    assert found is not None
    assert (found.url, found.charset, found.content) == (f"{paper.url}/a", "iso-8859-1", "Grüße".encode("latin-1"))
    assert paper.headers[0]["user-agent"].startswith("clippings/")


def test_a_page_that_has_not_changed_is_not_sent_again(fetcher: Fetcher, paper: Newspaper) -> None:
    for url in (
        paper.put("/etag", page(), etag='"v1"'),
        paper.put("/date", page(), last_modified="Thu, 16 Mar 2023 09:30:00 GMT"),
    ):
        first = fetcher.get(url)
        assert first is not None
        assert fetcher.get(url, first.validators) is None
        assert fetcher.get(url, Validators(url, '"v0"', "Wed, 15 Mar 2023 09:30:00 GMT")) is not None


REFRESH = '<html><head><meta http-equiv="refresh" content="{}"></head><body>{}</body></html>'


@pytest.mark.parametrize("refresh", ["0;url=/b", "0; URL='/b'", "5;/b", "0;url={}/b"])
def test_a_page_that_only_sends_its_readers_on_is_a_redirect(fetcher: Fetcher, paper: Newspaper, refresh: str) -> None:
    paper.put("/b", page())
    found = fetcher.get(paper.put("/a", REFRESH.format(refresh.format(paper.url), "This page has moved.")))
    assert found is not None
    assert (found.url, found.content, found.validators.url) == (f"{paper.url}/b", page().encode(), f"{paper.url}/a")


def test_such_a_page_is_under_the_same_checks_as_any_redirect(fetcher: Fetcher, paper: Newspaper) -> None:
    paper.put("/loop", REFRESH.format("0;url=/pool", ""))
    assert "redirects more than" in refusal(fetcher, paper.put("/pool", REFRESH.format("0;url=/loop", "")))
    with Fetcher(AddressRule(allow_hosts=("127.0.0.1",)), delay_s=0) as careful, pytest.raises(UnsafeAddress):
        careful.get(paper.put("/inside", REFRESH.format("0;url=http://192.168.1.1/", "")))


@pytest.mark.parametrize(
    "content",
    [
        REFRESH.format("300", "Front page"),
        REFRESH.format("300;url=/b", "Front page"),
        REFRESH.format("0;url=/a#top", "Front page"),
        REFRESH.format("0;url=/b", "The ferry left at nine on Monday. " * 9),
        f"<html><head><noscript>{REFRESH.format('0;url=/b', '')}</noscript></head><body>Loading</body></html>",
    ],
)
def test_a_page_that_loads_itself_again_or_has_something_to_read_stays(
    fetcher: Fetcher, paper: Newspaper, content: str
) -> None:
    found = fetcher.get(paper.put("/a", content))
    assert found is not None
    assert found.content == content.encode()


def test_a_server_that_is_not_there_is_asked_three_times(fetcher: Fetcher, clock: Clock) -> None:
    assert "refused" in refusal(fetcher, f"http://127.0.0.1:{closed_port()}/").lower()
    assert len(clock.slept) == 2


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_trouble_that_may_pass_is_tried_again(fetcher: Fetcher, paper: Newspaper, status: int) -> None:
    found = fetcher.get(paper.fail("/a", status, status, then=b"It is back."))
    assert found is not None
    assert found.content == b"It is back."
    assert "500" in refusal(fetcher, paper.fail("/b", 500))
    assert paper.asked == ["/a"] * 3 + ["/b"] * 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_refusal_is_final(fetcher: Fetcher, paper: Newspaper, status: int) -> None:
    assert str(status) in refusal(fetcher, paper.fail("/a", status))
    assert paper.asked == ["/a"]


def test_the_pause_that_a_server_asks_for_is_kept(fetcher: Fetcher, paper: Newspaper, clock: Clock) -> None:
    assert fetcher.get(paper.fail("/a", 503, then=b"Back.", retry_after="17")) is not None
    assert clock.slept == [17.0]


def test_a_pause_that_is_too_long_is_left_to_the_next_run(fetcher: Fetcher, paper: Newspaper, clock: Clock) -> None:
    assert "503" in refusal(fetcher, paper.fail("/a", 503, retry_after="86400"))
    assert (paper.asked, clock.slept) == (["/a"], [])


def test_a_host_that_fails_again_and_again_is_left_alone_and_the_others_are_not(
    fetcher: Fetcher, paper: Newspaper
) -> None:
    for _ in range(5):
        refusal(fetcher, paper.fail("/down", 500))
    assert "in a row" in refusal(fetcher, paper.put("/a", page()))
    assert "/a" not in paper.asked
    with Newspaper() as other:
        assert fetcher.get(other.put("/a", page())) is not None


@pytest.mark.parametrize("headers_too", [True, False])
def test_an_answer_that_never_ends_is_ended(fetcher: Fetcher, paper: Newspaper, headers_too: bool) -> None:
    assert "longer than 0.6 s" in refusal(fetcher, paper.drip("/slow", headers_too))
    assert len(paper.asked) == 1  # it would do so again


def test_a_server_that_says_nothing_is_given_up(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "longer than" in refusal(fetcher, f"http://127.0.0.1:{silent.getsockname()[1]}/")


@pytest.mark.parametrize("way", ["endless", "bomb", "declared", "sent"])
def test_an_answer_is_never_larger_than_it_may_be(fetcher: Fetcher, paper: Newspaper, way: str) -> None:
    url = {
        "endless": lambda: paper.endless("/a"),
        "bomb": lambda: paper.bomb("/a", 100_000_000),
        "declared": lambda: paper.put("/a", b"x" * 1_000_001),
        "sent": lambda: paper.answer("/a", lambda handler: _send_open_ended(handler, b"x" * 1_000_001)),
    }[way]()
    assert "larger than 1 MB" in refusal(fetcher, url)
    assert len(paper.asked) == 1


def _send_open_ended(handler: object, body: bytes) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body)  # type: ignore[attr-defined]


def test_a_gzipped_page_is_unpacked_and_a_broken_one_refused(fetcher: Fetcher, paper: Newspaper) -> None:
    import gzip

    packed = gzip.compress(page().encode())
    found = fetcher.get(paper.put("/a", packed, content_encoding="gzip"))
    assert found is not None
    assert found.content == page().encode()
    assert "breaks off" in refusal(fetcher, paper.put("/b", packed[:-20], content_encoding="gzip"))
    assert "broken" in refusal(fetcher, paper.put("/c", b"no gzip", content_encoding="gzip"))
    assert "packed as br" in refusal(fetcher, paper.put("/d", packed, content_encoding="br"))


def test_redirects_are_followed_and_loops_are_not(fetcher: Fetcher, paper: Newspaper) -> None:
    paper.put("/new", page())
    found = fetcher.get(paper.redirect("/old", "/new"))
    assert found is not None
    assert (found.url, found.validators.url) == (f"{paper.url}/new", f"{paper.url}/old")
    assert "redirects more than" in refusal(fetcher, paper.redirect("/loop", "/loop"))
    assert paper.asked.count("/loop") == 6
    with pytest.raises(UnsafeAddress, match="not an http"):
        fetcher.get(paper.redirect("/file", "file:///etc/passwd"))


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip"])
def test_what_cannot_be_read_is_not_fetched(fetcher: Fetcher, paper: Newspaper, kind: str) -> None:
    assert kind in refusal(fetcher, paper.put("/a", b"x", kind))


def test_what_robots_txt_disallows_is_not_fetched(fetcher: Fetcher, paper: Newspaper) -> None:
    paper.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    assert "robots.txt disallows" in refusal(fetcher, paper.put("/private/a", page()))
    assert fetcher.get(paper.put("/public", page())) is not None
    paper.redirect("/way-in", "/private/a")
    assert "robots.txt disallows" in refusal(fetcher, f"{paper.url}/way-in")
    assert "/private/a" not in paper.asked


def test_a_robots_txt_that_cannot_be_read_disallows_everything(fetcher: Fetcher, paper: Newspaper) -> None:
    paper.fail("/robots.txt", 503)
    assert "robots.txt" in refusal(fetcher, paper.put("/a", page()))
    assert paper.asked == []


def test_requests_to_one_host_keep_their_distance(paper: Newspaper) -> None:
    with Fetcher(EVERYWHERE, delay_s=0.2) as fetcher:
        for path in ("/a", "/b", "/c"):
            fetcher.get(paper.put(path, page()))
    assert paper.at_s[-1] - paper.at_s[0] >= 0.3  # twice 0.2, of which a busy server may see the first request late


def test_a_longer_crawl_delay_is_kept(paper: Newspaper) -> None:
    paper.put("/robots.txt", "User-agent: clippings\nCrawl-delay: 0.3\n", "text/plain")
    with Fetcher(EVERYWHERE, delay_s=0.01) as fetcher:
        for path in ("/a", "/b", "/c", "/d"):
            fetcher.get(paper.put(path, page()))
    assert paper.at_s[-1] - paper.at_s[0] >= 0.75  # three times 0.3, less what a busy server sees late


def test_a_local_address_is_refused_also_behind_a_redirect(paper: Newspaper) -> None:
    paper.redirect("/to-metadata", "http://169.254.169.254/latest/")
    rule = AddressRule(allow_hosts=["127.0.0.1"])
    with Fetcher(rule, delay_s=0) as fetcher, pytest.raises(UnsafeAddress, match=r"169\.254.*local network"):
        fetcher.get(f"{paper.url}/to-metadata")
    with Fetcher(AddressRule(), delay_s=0) as fetcher, pytest.raises(UnsafeAddress, match="local network"):
        fetcher.get(paper.put("/a", page()))
    assert paper.asked == ["/to-metadata"]


def test_a_name_that_changes_its_mind_between_the_check_and_the_connection_gets_nowhere(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: whatever is looked up after a check must pass the check itself."""
    answers = iter(["93.184.216.34"])

    def changing(host: str, port: int, *_: object, **__: object) -> list[object]:
        place = next(answers, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    port = paper.url.rsplit(":", 1)[1]
    with Fetcher(AddressRule(), delay_s=0) as fetcher, pytest.raises(UnsafeAddress):
        fetcher.get(f"http://rebinding.example:{port}/a")
    assert paper.asked == []


def test_the_connection_goes_to_the_address_that_was_checked_under_the_name_that_was_asked_for(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def local(host: str, port: int, *_: object, **__: object) -> list[object]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", local)
    port = paper.url.rsplit(":", 1)[1]
    paper.put("/a", page())
    with Fetcher(AddressRule(allow_hosts=["Intranet.example"]), delay_s=0) as fetcher:
        assert fetcher.get(f"http://intranet.example:{port}/a") is not None
        with pytest.raises(UnsafeAddress):
            fetcher.get(f"http://other.example:{port}/a")
    assert paper.headers[0]["host"] == f"intranet.example:{port}"
    assert paper.asked == ["/a"]


def test_a_proxy_of_the_environment_is_not_asked(paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    with Fetcher(EVERYWHERE, delay_s=0) as fetcher:
        assert fetcher.get(paper.put("/a", page())) is not None


def test_a_wait_can_be_broken_off(paper: Newspaper) -> None:
    over = threading.Event()

    def sleep(seconds: float) -> None:
        if over.wait(seconds):
            raise KeyboardInterrupt

    with Fetcher(EVERYWHERE, delay_s=60, sleep=sleep) as fetcher:
        fetcher.get(paper.put("/a", page()))
        over.set()
        with pytest.raises(KeyboardInterrupt):
            fetcher.get(paper.put("/b", page()))
