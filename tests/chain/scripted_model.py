"""An OpenAI-compatible server on loopback whose replies a test decides: in one piece, or streamed as the protocol has
it (server-sent events, one JSON object each, `[DONE]` at the end)."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = str | Callable[["Asked"], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as the model sees it."""

    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    @property
    def excerpts(self) -> list[dict[str, Any]]:
        given = str(self.body["messages"][-1]["content"])
        found = re.search(r"excerpts\n(\[.*\])\n====\w+==== question", given, re.DOTALL)
        assert found, given
        return list(json.loads(found[1]))

    def number_of(self, words: str) -> int:
        """Under which number the excerpt with these words was given."""
        return next(int(one["number"]) for one in self.excerpts if words in one["excerpt"])


@dataclass
class ScriptedModel:
    """Answers every request with `reply`; `requests` keeps what was asked."""

    reply: Reply = "NO ANSWER"
    status: int = 200
    delay_s: float = 0.0
    """Before the first byte."""
    pause_s: float = 0.0
    """Before each streamed piece."""
    dies_after: int | None = None
    """Breaks the connection after so many pieces."""
    requests: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = Asked(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                outer.requests.append(asked)
                time.sleep(outer.delay_s)
                text = outer.reply(asked) if callable(outer.reply) else outer.reply
                self.send_response(outer.status)
                try:
                    (outer._stream if asked.body.get("stream") and outer.status == 200 else outer._whole)(self, text)
                except OSError:
                    self.close_connection = True  # the other end gave up waiting

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _whole(self, handler: BaseHTTPRequestHandler, text: str) -> None:
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        payload = json.dumps({**_HEAD, "object": "chat.completion", "choices": [choice], "usage": USAGE}).encode()
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(payload)))
        handler.end_headers()
        handler.wfile.write(payload)

    def _stream(self, handler: BaseHTTPRequestHandler, text: str) -> None:
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        pieces = re.findall(r"\S+\s*|\s+", text)
        for at, piece in enumerate(pieces):
            if at == self.dies_after:
                handler.close_connection = True
                handler.connection.close()
                return
            time.sleep(self.pause_s)
            _event(handler, {"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
        _event(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        _event(handler, {"choices": [], "usage": USAGE})
        handler.wfile.write(b"data: [DONE]\n\n")
        handler.close_connection = True


_HEAD = {"id": "1", "created": 0, "model": "m"}
USAGE = {"prompt_tokens": 300, "completion_tokens": 20, "total_tokens": 320}


def _event(handler: BaseHTTPRequestHandler, more: dict[str, Any]) -> None:
    whole = {**_HEAD, "object": "chat.completion.chunk", **more}
    handler.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
    handler.wfile.flush()
