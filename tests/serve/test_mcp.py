"""An assistant asks by the official SDK's own client, proves each quote, and is told what is wrong."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import environment
from tests.serve.conftest import BRIDGE, COUNCIL, Town

pytest.importorskip("mcp", reason="the SDK is not installed (pip install 'clippings[mcp]')")

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from clippings.serve.mcp_reach import Alone
from clippings.serve.mcp_server import make_mcp_server

TOOLS = {"ask", "search", "timeline", "said", "check", "article"}


def _given(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    found = json.loads(result.content[0].text)
    assert isinstance(found, dict)
    return found


def _refused(result: Any) -> str:
    assert result.is_error
    return str(result.content[0].text)


async def test_the_tools_say_what_they_take_and_only_read(town: Town) -> None:
    async with Client(make_mcp_server(Alone(town.askers["main"]))) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == TOOLS
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
    assert set(tools["ask"].input_schema["properties"]) == {
        "question", "since", "until", "sources", "as_of", "authors", "languages"
    }  # fmt: skip
    assert tools["ask"].input_schema["required"] == ["question"]


async def test_a_quote_is_proved_to_the_letter(town: Town) -> None:
    async with Client(make_mcp_server(Alone(town.askers["main"]))) as client:
        answer = _given(await client.call_tool("ask", {"question": BRIDGE}))
        assert answer["outcome"] == "answered"
        for quote in [*answer["citations"], *answer["more"]]:
            place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
            assert _given(await client.call_tool("article", place))["text"] == quote["quote"]
        found = _given(await client.call_tool("search", {"query": "bridge", "k": 1, "since": "2024-04-01"}))
        assert [passage["source"] for passage in found["passages"]] == ["The Sound Gazette"]
        told = _given(await client.call_tool("timeline", {"topic": "Lindholm bridge"}))
        assert told["clippings"][0]["published_on"] == "2024-04-12"
        (quote,) = _given(await client.call_tool("said", {"person": "Mayor Ida Fenwright"}))["quotes"]
        place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
        assert _given(await client.call_tool("article", place))["text"] == quote["text"]


async def test_a_draft_is_checked_and_its_quotes_are_proved(town: Town) -> None:
    draft = "The Lindholm bridge will reopen to traffic on 9 May after eleven months of repairs. Who paid for it?"
    async with Client(make_mcp_server(Alone(town.askers["main"]))) as client:
        wrong, question = _given(await client.call_tool("check", {"text": draft}))["sentences"]
        assert (wrong["verdict"], question["reason"]) == ("otherwise", "question")
        (quote,) = wrong["citations"]
        place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
        assert _given(await client.call_tool("article", place))["text"] == quote["quote"]
        assert "50,000 words" in _refused(await client.call_tool("check", {"text": "w " * 50_000}))
        of_another = _given(await client.call_tool("check", {"text": COUNCIL[0]["text"]}))["sentences"]
        assert all(one["verdict"] == "absent" and not one["near"] for one in of_another)


async def test_what_is_wrong_is_told_to_the_assistant(town: Town) -> None:
    async with Client(make_mcp_server(Alone(town.askers["main"]))) as client:
        for tool, arguments, told in (
            ("ask", {"question": "bridge", "since": "soon"}, "since"),
            ("ask", {"question": "bridge", "sources": ["The Sound Gazete"]}, "Did you mean 'The Sound Gazette'?"),
            ("ask", {"question": "x" * 2_001}, "2000"),
            ("ask", {}, "question"),
            ("search", {"query": "bridge", "k": 1_000}, "200"),
            ("article", {"url": "https://gazette.example/none"}, "no article"),
            ("article", {"url": "https://gazette.example/2024/lindholm-bridge", "start": 9, "end": 3}, "characters"),
        ):
            assert told in _refused(await client.call_tool(tool, arguments)), (tool, arguments)


async def test_200_tries_to_read_another_archive_are_refused(town: Town) -> None:
    url = str(COUNCIL[0]["url"])
    tries: list[tuple[str, dict[str, Any]]] = [
        ("article", {"url": url}),
        ("article", {"url": url, "start": 0, "end": 10}),
        ("article", {"url": f"{town.council.settings.home}/served.jsonl"}),
        ("ask", {"question": "Who painted the pier?", "sources": ["Bay Minutes"]}),
        ("search", {"query": "pier", "sources": ["Bay Minutes"]}),
        ("timeline", {"topic": "pier", "sources": ["Bay Minutes"]}),
        ("said", {"person": "Marrow", "sources": ["Bay Minutes"]}),
    ]
    async with Client(make_mcp_server(Alone(town.askers["main"]))) as client:
        for number in range(200):
            tool, arguments = tries[number % len(tries)]
            assert "ninety" not in _refused(await client.call_tool(tool, arguments))
        searched = _given(await client.call_tool("search", {"query": "pier of Marrow Bay painted by volunteers"}))
        assert "Bay Minutes" not in json.dumps(searched)


async def test_the_command_speaks_over_stdio(sample_home: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "clippings", "mcp"], env=environment(sample_home), cwd=sample_home.parent
    )
    async with Client(stdio_client(server)) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        answer = _given(await client.call_tool("ask", {"question": "Why does Korea need Japan for R&D?"}))
    assert answer["citations"]
