"""An OpenAI-compatible server on loopback whose replies a test decides from what was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from clippings.core.settings import Settings

Reply = Callable[[str], str]
"""From the last message to what is said."""

PROMPT_TOKENS, COMPLETION_TOKENS = 11, 7


class ChatServer:
    """Answers every request with what `reply` makes of its last message, and keeps the requests."""

    def __init__(self) -> None:
        self.reply: Reply = lambda _asked: "NO ANSWER"
        self.requests: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(asked)
                payload = json.dumps(_completion(outer.reply(asked["messages"][-1]["content"]))).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def settings(self, **given: Any) -> Settings:
        """Settings that name this server."""
        url = f"http://127.0.0.1:{self._server.server_port}/v1"
        return Settings(chat_model="openai:m", chat_base_url=url, chat_api_key="a-secret-key", **given)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _completion(content: str) -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": PROMPT_TOKENS,
            "completion_tokens": COMPLETION_TOKENS,
            "total_tokens": PROMPT_TOKENS + COMPLETION_TOKENS,
        },
    }
