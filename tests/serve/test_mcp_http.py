"""Over HTTP an assistant gets the archive of its token and no other, under the page's limits: the SDK's own client."""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from clippings.serve.app import make_app
from clippings.serve.guards import LOOPBACK
from clippings.serve.site import Site
from tests.e2e.processes import start, wait
from tests.serve.conftest import BRIDGE, COUNCIL, GAZETTE, HERE, PIER, TOKENS, Open, bearer

pytest.importorskip("mcp", reason="the SDK is not installed (pip install 'clippings[mcp]')")

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from tests.serve.test_mcp import TOOLS

CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "ask", "arguments": {"question": BRIDGE}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}

MakeSite = Callable[..., Site]


@asynccontextmanager
async def assistant(site: Site, token: str = "", **headers: str) -> AsyncIterator[Client]:
    """The SDK's client before this site."""
    app = make_app(site, LOOPBACK, follows=False)
    sent = headers | ({"authorization": f"Bearer {token}"} if token else {})
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), headers=sent) as http,
        Client(streamable_http_client(f"{HERE}/mcp", http_client=http)) as client,
    ):
        yield client


def _given(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    found = json.loads(result.content[0].text)
    assert isinstance(found, dict)
    return found


def _refused(result: Any) -> str:
    assert result.is_error
    return str(result.content[0].text)


async def test_quotes_are_proved_over_http(site_of_town: MakeSite, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "clippings.serve.mcp_reach"):
        async with assistant(site_of_town()) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
            answer = _given(await client.call_tool("ask", {"question": BRIDGE}))
            for quote in answer["citations"]:
                place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
                assert _given(await client.call_tool("article", place))["text"] == quote["quote"]
            draft = "The Lindholm bridge will reopen to traffic on 9 May after eleven months of repairs."
            (one,) = _given(await client.call_tool("check", {"text": draft}))["sentences"]
            assert one["verdict"] == "otherwise"
    assert "archive main: 127.0.0.1 calls ask" in caplog.text
    assert "Lindholm" not in caplog.text


async def test_a_token_opens_its_own_archive(site_of_town: MakeSite) -> None:
    async with assistant(site_of_town(tokens=TOKENS), TOKENS["council"]) as client:
        answer = _given(await client.call_tool("ask", {"question": PIER}))
        assert answer["citations"][0]["source"] == "Bay Minutes"
        gazette = {"url": str(GAZETTE[0]["url"])}
        assert "no article" in _refused(await client.call_tool("article", gazette))


async def test_200_tries_to_read_another_archive_are_refused(site_of_town: MakeSite) -> None:
    tries: list[tuple[str, dict[str, Any]]] = [
        ("article", {"url": str(COUNCIL[0]["url"])}),
        ("ask", {"question": PIER, "sources": ["Bay Minutes"]}),
        ("search", {"query": "pier", "sources": ["Bay Minutes"]}),
        ("check", {"text": COUNCIL[0]["text"], "sources": ["Bay Minutes"]}),
    ]
    async with assistant(site_of_town(tokens=TOKENS), TOKENS["main"]) as client:
        for number in range(200):
            tool, arguments = tries[number % len(tries)]
            assert "ninety" not in _refused(await client.call_tool(tool, arguments))


async def test_the_limits_of_the_page_count(site_of_town: MakeSite) -> None:
    async with assistant(site_of_town(a_minute=2)) as client:
        for _ in range(2):
            _given(await client.call_tool("search", {"query": "bridge"}))
        assert "as many as may be" in _refused(await client.call_tool("search", {"query": "bridge"}))
        assert "as many as may be" in _refused(await client.call_tool("check", {"text": "The bridge reopens."}))
        assert (await client.list_tools()).tools


async def test_a_fault_of_ours_is_not_told(site_of_town: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("/srv/secret")

    monkeypatch.setattr("clippings.chain.requests.search_as_json", fail)
    async with assistant(site_of_town()) as client:
        assert "secret" not in _refused(await client.call_tool("search", {"query": "bridge"}))


def post(client: TestClient, **headers: str) -> Any:
    return client.post("/mcp", json=CALL, headers=ACCEPT | headers)


def test_without_a_token_or_with_a_wrong_one_nothing_is_answered(open_site: Open) -> None:
    client = open_site(tokens=TOKENS)
    for headers in ({}, {"authorization": "Bearer wrong-token-0123456789"}):
        refused = post(client, **headers)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
        assert "error" in refused.json()
    assert post(client, **bearer("main")).status_code == 200
    for _ in range(10):
        post(client, authorization="Bearer wrong-token-0123456789")
    assert post(client, authorization="Bearer wrong-token-0123456789").status_code == 429


def test_another_sites_page_and_another_name_are_refused(client: TestClient) -> None:
    assert post(client).status_code == 200
    assert post(client, origin="https://evil.example").status_code == 403
    assert post(client, host="evil.example").status_code == 403


def test_only_posts_of_a_bounded_size_are_taken(client: TestClient) -> None:
    assert client.get("/mcp", headers=ACCEPT).status_code == 405
    assert client.post("/mcp", content=b"x" * 1_000_001, headers=ACCEPT).status_code == 413
    assert client.post("/mcp", content=b"{", headers=ACCEPT | {"content-type": "application/json"}).status_code == 400


def test_without_the_sdk_the_address_says_how_to_have_it(open_site: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "mcp" else find_spec(name, *more)
    )
    refused = post(open_site())
    assert refused.status_code == 404
    assert "pip install" in refused.json()["way_out"]


async def test_the_command_speaks_over_http(sample_home: Path) -> None:
    process = start(sample_home, "mcp", "--http", "--port", 0)
    assert process.stderr is not None
    address = process.stderr.readline().split()[-1]
    assert address.endswith("/mcp")
    async with Client(address) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    process.send_signal(signal.SIGTERM)
    assert wait(process).code == 0
