"""A real LangChain chat model against an OpenAI-compatible server on loopback, whose replies the test decides."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from clippings.chain.ask import EXTRACTIVE
from clippings.chain.assemble import make_asker
from clippings.core.errors import ChatModelUnavailable
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

pytest.importorskip("langchain_openai")
QUESTION = "How much did the Sorrel bridge cost?"


class _ChatServer:
    def __init__(self) -> None:
        self.reply = ""
        self.delay_s = 0.0
        self.status = 200
        self.requests: list[dict[str, object]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append(json.loads(body))
                time.sleep(outer.delay_s)
                message = {"role": "assistant", "content": outer.reply}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                reply = {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 0,
                    "model": "m",
                    "choices": [choice],
                    "usage": usage,
                }
                payload = json.dumps(reply).encode()
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def server() -> Iterator[_ChatServer]:
    chat = _ChatServer()
    yield chat
    chat.server.shutdown()


@pytest.fixture
def with_chat(news: Archive, server: _ChatServer) -> Archive:
    news.settings = Settings(
        home=news.settings.home, chat_model="openai:m", chat_base_url=server.url, chat_api_key="k", chat_timeout_s=1.0
    )
    return news


def _number_of(server: _ChatServer, words: str) -> int:
    """Under which number the model was given the excerpt with these words."""
    messages = server.requests[-1]["messages"]
    assert isinstance(messages, list)
    excerpts = messages[-1]["content"].split("Excerpts, as JSON:\n")[1].split("\n\nToday is")[0]
    return next(int(one["number"]) for one in json.loads(excerpts) if words in one["excerpt"])


def test_the_models_words_are_shown_with_citations_that_are_quotes(
    with_chat: Archive, server: _ChatServer, ask_about: Callable[..., Question]
) -> None:
    asker = make_asker(with_chat)
    server.reply = "NO ANSWER"
    asker.ask(ask_about(QUESTION))
    number = _number_of(server, "310 million")
    server.reply = f"The Sorrel bridge cost 310 million crowns [{number}]."
    answer = asker.ask(ask_about(QUESTION))
    assert answer.mode == "chat:openai:m"
    assert answer.text == "The Sorrel bridge cost 310 million crowns. [1]"
    [citation] = answer.citations
    assert citation.number == 1
    assert citation.passage.article.text[citation.start : citation.end] == citation.quote
    assert "310 million" in citation.quote


def test_a_sentence_with_a_number_from_nowhere_is_cut(
    with_chat: Archive, server: _ChatServer, ask_about: Callable[..., Question]
) -> None:
    server.reply = "The Sorrel bridge cost 900 million crowns [1]."
    answer = make_asker(with_chat).ask(ask_about(QUESTION))
    assert answer.mode == EXTRACTIVE
    assert "900" not in answer.text
    assert any("not borne out" in note for note in answer.notes)


@pytest.mark.parametrize("trouble", ["slow", "error", "refusal"])
def test_when_the_model_is_slow_broken_or_refuses_quotes_are_given(
    with_chat: Archive, server: _ChatServer, ask_about: Callable[..., Question], trouble: str
) -> None:
    server.reply = "I cannot help with that."
    server.delay_s = 3.0 if trouble == "slow" else 0.0
    server.status = 500 if trouble == "error" else 200
    answer = make_asker(with_chat).ask(ask_about(QUESTION))
    assert answer.mode == EXTRACTIVE
    assert "310 million" in answer.text
    assert any(note.startswith("In quotes only") for note in answer.notes)


def test_an_unknown_provider_is_named_with_the_way_out(news: Archive) -> None:
    news.settings = Settings(home=news.settings.home, chat_model="nonesuch:m")
    with pytest.raises(ChatModelUnavailable, match="nonesuch:m"):
        make_asker(news)
