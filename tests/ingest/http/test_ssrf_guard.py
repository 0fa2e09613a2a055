"""Only public addresses are fetched, however a local one is written."""

from __future__ import annotations

import socket

import httpx
import pytest

from clippings.core.errors import SourceUnavailable, UnsafeAddress
from clippings.ingest.http.ssrf_guard import AddressRule

require_public = AddressRule().require


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/admin",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://10.0.0.5/",
        "http://172.16.3.4/",
        "http://192.168.1.1/router",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://localhost/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://224.0.0.1/",
        "http://[::127.0.0.1]/",
        "http://[::7f00:1]/",
        "http://[::10.0.0.5]/",
        "http://[64:ff9b:1::10.0.0.5]/",
        "http://[::]/",
        "https://localhost:8443/",
    ],
)
def test_an_address_of_this_machine_or_its_network_is_refused(url: str) -> None:
    with pytest.raises(UnsafeAddress) as refused:
        require_public(httpx.URL(url))
    assert "CLIPPINGS_ALLOW_HOSTS" in refused.value.way_out


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://paper.example/", "gopher://paper.example/", "/etc/passwd", ""]
)
def test_only_http_and_https_are_fetched(url: str) -> None:
    with pytest.raises(UnsafeAddress, match="not an http or https address"):
        require_public(httpx.URL(url))


@pytest.mark.parametrize("url", ["http://8.8.8.8/", "https://[2001:4860:4860::8888]/"])
def test_a_public_address_may_be_fetched(url: str) -> None:
    require_public(httpx.URL(url))
    assert AddressRule().places(httpx.URL(url).host, 443) == [httpx.URL(url).host]


def test_a_name_with_one_local_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: places)
    with pytest.raises(UnsafeAddress):
        require_public(httpx.URL("https://paper.example/"))


@pytest.mark.parametrize("url", ["https://no-such-name.invalid/", f"https://{'a' * 64}.example/", "http:///path"])
def test_a_name_that_leads_nowhere_cannot_be_found(url: str) -> None:
    with pytest.raises(SourceUnavailable):
        require_public(httpx.URL(url))


def test_a_host_that_is_allowed_by_name_may_be_local_and_no_other() -> None:
    rule = AddressRule(allow_hosts=["LOCALHOST", "127.0.0.1"])
    rule.require(httpx.URL("http://localhost:8080/"))
    rule.require(httpx.URL("http://127.0.0.1/"))
    with pytest.raises(UnsafeAddress):
        rule.require(httpx.URL("http://127.0.0.2/"))


def test_everything_may_be_allowed() -> None:
    rule = AddressRule(allow_local=True)
    rule.require(httpx.URL("http://10.0.0.5/"))
    assert rule.places("10.0.0.5", 80) == ["10.0.0.5"]
