"""A server as a system: JSON posted, or a chat completed; whatever it does instead is named."""

from __future__ import annotations

import time
from typing import Any

import pytest

from clippings.core.errors import WrongUsage
from clippings.evaluation.systems.chat_completions import messages_of
from clippings.evaluation.systems.choose import choose
from clippings.evaluation.systems.http import name_of
from clippings.evaluation.systems.system import SystemFailure
from tests.evaluation.systems.conftest import Server

ASKED = {"id": "one", "question": "How tall?"}


def test_a_request_is_posted_with_the_key_and_the_reply_read(server: Server) -> None:
    system = choose(f"{server.url}/ask", key="a-secret")
    assert system.ask(ASKED).answer == "Yes."
    headers, body = server.requests[0]
    assert (headers["Authorization"], body) == ("Bearer a-secret", ASKED)
    assert "a-secret" not in system.name
    system.close()


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ((500, b"<h1>broken</h1>"), "HTTP 500: '<h1>broken</h1>'"),
        ((401, b"{}"), "HTTP 401"),
        ((302, b""), "HTTP 302"),
        ((200, b"<html>"), "not JSON"),
        ((200, b"x" * 5_000_000), "more than 4 MB"),
        ({"id": "two", "answer": "x"}, "the id 'two'"),
        ({"id": "one"}, "without `answer`"),
        ([1], "not an object"),
    ],
)
def test_what_is_no_reply_is_named(server: Server, reply: Any, told: str) -> None:
    server.reply = lambda _: reply
    system = choose(f"{server.url}/ask")
    with pytest.raises(SystemFailure) as failed:
        system.ask(ASKED)
    assert told in failed.value.what
    server.reply = lambda asked: {"answer": "Yes."}
    assert system.ask(ASKED).answer == "Yes."
    system.close()


def test_one_that_is_late_and_one_that_is_not_there_are_given_up(server: Server) -> None:
    def late(_asked: dict[str, Any]) -> Any:
        time.sleep(3)
        return {"answer": "x"}

    server.reply = late
    system = choose(f"{server.url}/ask", timeout_s=0.5)
    began_s = time.monotonic()
    with pytest.raises(SystemFailure, match=r"no reply within 0\.5 s"):
        system.ask(ASKED)
    assert time.monotonic() - began_s < 2.5
    system.close()
    nobody = choose("http://127.0.0.1:9/ask")
    with pytest.raises(SystemFailure, match="broke off"):
        nobody.ask(ASKED)
    nobody.close()


def test_a_question_is_a_chat_for_an_openai_compatible_server(server: Server) -> None:
    server.reply = lambda _: {
        "choices": [{"message": {"role": "assistant", "content": "It is 47.2 metres tall."}}],
        "citations": ["https://a.example/rocket"],
        "usage": {"prompt_tokens": 12, "completion_tokens": 8},
    }
    system = choose(f"{server.url}/v1", model="m")
    reply = system.ask({**ASKED, "as_of": "2022-04-01", "history": [{"question": "Who?", "answer": "Nuri."}]})
    _, body = server.requests[0]
    assert body["model"] == "m"
    assert [message["role"] for message in body["messages"]] == ["system", "user", "assistant", "user"]
    assert "2022-04-01" in body["messages"][0]["content"]
    assert reply.answer == "It is 47.2 metres tall."
    assert reply.citations is not None
    assert reply.citations[0].url == "https://a.example/rocket"
    assert reply.usage is not None
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (12, 8)
    system.close()


@pytest.mark.parametrize(
    "completion", [{}, {"choices": []}, {"error": {"message": "no such model"}}, {"choices": [{"message": None}]}, []]
)
def test_a_chat_without_an_answer_is_named(server: Server, completion: Any) -> None:
    server.reply = lambda _: completion
    system = choose(f"openai:{server.url}/anywhere")
    with pytest.raises(SystemFailure, match="It replied with"):
        system.ask(ASKED)
    system.close()


def test_limits_are_told_in_words() -> None:
    (limits, _) = messages_of({**ASKED, "since": "2022-01-01", "until": "2022-02-01", "source": ["Post", "Ledger"]})
    assert "from 2022-01-01 to 2022-02-01" in limits["content"]
    assert "Post, Ledger" in limits["content"]


@pytest.mark.parametrize("given", ["", "ftp://a.example", "http://", "python my.py", "openai:nothing", "http://[::1"])
def test_what_is_no_system_is_wrong_usage(given: str) -> None:
    with pytest.raises(WrongUsage, match="is no system"):
        choose(given)


def test_an_address_is_named_without_its_secrets() -> None:
    assert name_of("https://me:secret@a.example:8443/v1?key=secret#x") == "https://a.example:8443/v1"
